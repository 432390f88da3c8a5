"""Text recognition on a person's command: every scan of the areas, its text kept with the judgements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from medlemsdialog.evidence import Workspace
from medlemsdialog.intake.document import Refusal
from medlemsdialog.intake.folders import find_folder
from medlemsdialog.intake.reading_process import reading_process
from medlemsdialog.intake.recognised import RecognisedText, read_recognised
from medlemsdialog.intake.recognition import find_program, recognise_text
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.intake.scans import find_scans
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.judging import read_area_code
from medlemsdialog.writing import write_bytes_atomically


class Recognition(NamedTuple):
    """What became of one scan: its text, which may have been there before, or why there is none."""

    source: str
    text: RecognisedText | None
    error: BrokenOriginalError | None = None
    known: bool = False


def recognise_areas(
    workspace: Workspace, area_codes: Sequence[str] | None = None, *, again: bool = False
) -> Iterator[Recognition]:
    """Yield every scan of the areas, all unless named, as its text is recognised and kept; `again` reads known ones anew.

    Raises:
        UsageError: A county is not in the edition.
        MedlemsdialogError: tesseract is not installed.
    """
    named = {read_area_code(workspace, given) for given in area_codes or ()}
    program = find_program()
    known = read_recognised(workspace.data)
    for source, file in workspace.data.originals():
        folder = find_folder(source, workspace.register)
        area = folder.county_code or NATIONAL
        if named and area not in named:
            continue
        for scan in find_scans(source, file, cache=workspace.build.cache):
            text = known.get(scan.content_sha256)
            if text is not None and not again:
                yield Recognition(scan.source, text, known=True)
                continue
            found = recognise_text(
                scan.source, scan.content, scan.content_sha256, scan.pages, program=program, process=reading_process()
            )
            if isinstance(found, Refusal):
                error = BrokenOriginalError(found.rule, scan.source, found=found.found, **found.values)
                yield Recognition(scan.source, None, error)
                continue
            target = workspace.data.recognised_text(area, scan.content_sha256)
            write_bytes_atomically(target, (found.model_dump_json(indent=1) + "\n").encode())
            known[scan.content_sha256] = found
            yield Recognition(scan.source, found)
