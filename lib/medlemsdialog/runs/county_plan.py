"""Which counties a run will run, told from their files alone, before anything is read."""

from __future__ import annotations

from collections.abc import Sequence

from medlemsdialog.runs.fingerprints import Fingerprints
from medlemsdialog.runs.parts import Ledger


def find_likely_changed(fingerprints: Fingerprints, ledger: Ledger, county_codes: Sequence[str]) -> list[str]:
    """Return the counties that will be run whatever is received from them: one of their own files has changed."""
    return [
        code
        for code in county_codes
        if (made := ledger.find(f"county/{code}")) is None
        or any(
            made.inputs.get(name) != sha
            for name, sha in fingerprints.of_county(code).items()
            if name.startswith(("inputs/", "innspill/", f"judgements/{code}/codings/", "medlemsdialog/", "workbooks/"))
        )
    ]
