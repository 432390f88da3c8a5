from __future__ import annotations

import pytest

from medlemsdialog.report.checked import Checked, read_checked


@pytest.mark.parametrize("counted", ["keys", "elements"])
def test_what_looked_at_nothing_is_no_result(counted: str) -> None:
    with pytest.raises(ValueError, match=counted):
        Checked.model_validate(read_checked().model_dump() | {counted: 0})
