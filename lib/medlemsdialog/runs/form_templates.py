"""The form for collecting input, written where a person finds it."""

from __future__ import annotations

from pathlib import Path

from medlemsdialog.catalogue import LANGUAGES, Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace
from medlemsdialog.exchange.form_template import build_form_template
from medlemsdialog.paths import NATIONAL
from medlemsdialog.writing import write_bytes_atomically

_ENDING = ".xlsx"


def write_form_template(
    workspace: Workspace, county_code: str | None, *, language: str | None = None, out: Path | None = None
) -> Path:
    """Write the form for a county's senders, or for all, and return its file.

    Raises:
        UsageError: The county or the language is unknown, or `out` is no name of an Excel file.
    """
    county = workspace.county(county_code).county_code if county_code else None
    if language is not None and language not in LANGUAGES:
        raise UsageError(
            Message("Språket «{found}» finnes ikke. Velg {allowed}.", found=language, allowed=", ".join(LANGUAGES))
        )
    if out is not None and out.suffix.lower() != _ENDING:
        raise UsageError(Message("Skjemaet er en Excel-fil: Navnet «{file}» må slutte på .xlsx.", file=out.name))
    chosen = language or workspace.working_language(county or NATIONAL)
    content = build_form_template(
        workspace.dialogue, workspace.register, workspace.claims, county_code=county, language=chosen
    )
    file = out.expanduser().resolve() if out else workspace.build.form_template(county)
    write_bytes_atomically(file, content)
    return file
