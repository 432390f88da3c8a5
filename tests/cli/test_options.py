"""The options that commands share."""

from __future__ import annotations

from medlemsdialog.cli.options import quote_word


def test_a_folder_is_quoted_as_the_shell_of_the_system_reads_it() -> None:
    assert quote_word("C:\\Dialoger\\kultur", windows=True) == "C:\\Dialoger\\kultur"
    assert quote_word("C:\\Mine dokumenter\\kultur", windows=True) == '"C:\\Mine dokumenter\\kultur"'
    assert quote_word("/mine dokumenter/kultur", windows=False) == "'/mine dokumenter/kultur'"
