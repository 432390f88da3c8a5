"""Which parts a run has, and what each rests on.

| part | rests on | writes |
|---|---|---|
| `tables` | everything that was received | `intake/*.csv` |
| `problems/CODE` | what was received from the area, and its sheets | `problems.csv`, marked sheets |
| `county/CODE` | the county's files, what was received, fragments, the workbook | `workbook.ipynb`, `summary.json` |
| `pages/CODE` | that workbook, the pages' templates, comments | `report.html`, `report.docx`, `work-report.html` |
| `nation` | the summaries, the nation's files, fragments, the workbook | the same, national |
| `nation-pages` | that workbook and the counties', the pages' templates, comments | `index.html`, `work-report.html` |
| `nation-documents` | what `nation` rests on, the documents' templates | the letter, the final report, the board's case |
| `nation-evidence` | what `nation` rests on | `evidence.xlsx`, the tables of `evidence/` |
| `run-crate` | all that is told of the run | the rest of `evidence/` |
| `county/CODE.nn` … | what the same part rests on, in another language | a workbook in the cache, and pages |

All rest on the program's own source, its lock, Python and the libraries that are installed besides.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from medlemsdialog.catalogue import Language
from medlemsdialog.evidence import Workspace
from medlemsdialog.judgements.comment_fold import comments_on
from medlemsdialog.judgements.events import CommentReceived
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.manifest import AreaRun
from medlemsdialog.paths import NATIONAL
from medlemsdialog.program import file_sha256, read_environment
from medlemsdialog.runs.fingerprints import LOCK, PROGRAM, Fingerprints
from medlemsdialog.runs.intake_outputs import ReceivedAreas
from medlemsdialog.runs.manifest import summary_fingerprints
from medlemsdialog.runs.parts import Part

_TEMPLATES, _FRAGMENTS, _DOCUMENTS = "templates/", "templates/report/fragments/", "templates/documents/"
# Pages tell whether their templates are those that were checked, and slides were checked with them.
_PAGES = ("templates/report/", "templates/slides/")
# Passages of an area.
_DIGESTED_AT_ONCE = 5_000
_CITED = re.compile(r"\[@([^\]\s]+)\]")


@dataclass(frozen=True)
class RunParts:
    """The parts of one run, of what its files and what was received from them are now."""

    workspace: Workspace
    fingerprints: Fingerprints
    received: ReceivedAreas
    # What was received by area, each told by its hash once: several parts of an area rest on it.
    digests: Mapping[str, str]

    def tables(self) -> Part:
        """Return the tables of all sources and statements."""
        read = {f"received/{code}": digest for code, digest in self.digests.items()}
        return Part("tables", {**self._program, **read, "language": self.workspace.dialogue.language})

    def problems(self, area_code: str) -> Part:
        """Return an area's problems and marked sheets."""
        files = self.fingerprints.originals
        originals = {name: sha for code in (area_code, NATIONAL) for name, sha in files.get(code, {}).items()}
        return Part(
            f"problems/{area_code}",
            {
                **self._program,
                **originals,
                "received": self.digests[area_code],
                "language": self.workspace.language(area_code),
            },
        )

    def county(self, county_code: str, language: Language | None = None) -> Part:
        """Return a county's executed workbook and summary."""
        inputs = {
            **_without_pages(self.fingerprints.of_county(county_code)),
            "received": self.digests[county_code],
            "elsewhere": self._elsewhere(county_code),
            "environment": self._program["environment"],
        }
        return Part(_named(f"county/{county_code}", language), inputs)

    def pages(self, county_code: str, workbook: Path, language: Language | None = None) -> Part:
        """Return the pages that are made of a county's executed workbook."""
        inputs = {
            **self._program,
            **self._templates(_PAGES),
            **_hash_workbooks({county_code: workbook}),
            "comments": self._comments(county_code),
            "language": language or self.workspace.language(county_code),
        }
        return Part(_named(f"pages/{county_code}", language), inputs)

    def nation(self, runs: Mapping[str, AreaRun], language: Language | None = None) -> Part:
        """Return the nation's executed workbook and the summary of the senders without a county."""
        return Part(_named("nation", language), self._nation(runs))

    def nation_pages(self, workbooks: Mapping[str, Path], language: Language | None = None) -> Part:
        """Return the national pages; `workbooks` holds the nation's own and those of the counties in them."""
        inputs = {
            **self._program,
            **self._templates(_PAGES),
            **_hash_workbooks(workbooks),
            "comments": self._comments(NATIONAL),
            "names": _digest([self.workspace.county(code).name for code in sorted(workbooks) if code != NATIONAL]),
            "language": language or self.workspace.language(NATIONAL),
        }
        return Part(_named("nation-pages", language), inputs)

    def nation_documents(self, runs: Mapping[str, AreaRun]) -> Part:
        """Return the letter, the final report and the board's case."""
        return Part(
            "nation-documents", {**self._nation(runs), **self._templates(_DOCUMENTS), **self.fingerprints.documents}
        )

    def nation_evidence(self, runs: Mapping[str, AreaRun]) -> Part:
        """Return the tables behind the national report."""
        return Part("nation-evidence", self._nation(runs))

    def nation_translation(self, runs: Mapping[str, AreaRun], pages: Part, language: Language) -> Part:
        """Return all that is national in another language: pages, documents and tables."""
        inputs = {**self._nation(runs), **self._templates(_DOCUMENTS), **self.fingerprints.documents, **pages.inputs}
        return Part(_named("nation-translation", language), inputs)

    def run_crate(self, runs: Mapping[str, AreaRun], shared: Iterable[Path]) -> Part:
        """Return what is told of the run: all inputs, the counties' outputs, and the national ones that are `shared`."""
        inputs = self._nation(runs)
        for run in runs.values():
            told = {name: sha for name, sha in run.outputs.items() if name.endswith(("/report.html", "/report.docx"))}
            inputs |= run.inputs | {f"build/{name}": sha for name, sha in told.items()}
        inputs |= {f"build/{NATIONAL}/{file.name}": file_sha256(file) for file in shared}
        return Part("run-crate", inputs)

    def _nation(self, runs: Mapping[str, AreaRun]) -> dict[str, str]:
        failed = {f"status/{code}": _digest(run.reason) for code, run in runs.items() if run.status == "failed"}
        return {
            **_without_pages(self.fingerprints.of_nation(summary_fingerprints(runs))),
            **failed,
            "received": self.digests[NATIONAL],
            "elsewhere": _digest(sorted(self.workspace.judgements.withdrawn)),
            "environment": self._program["environment"],
        }

    @cached_property
    def _program(self) -> dict[str, str]:
        common = self.fingerprints.common
        return {PROGRAM: common[PROGRAM], LOCK: common.get(LOCK, ""), "environment": read_environment()}

    def _templates(self, beginning: str | tuple[str, ...]) -> dict[str, str]:
        return {name: sha for name, sha in self.fingerprints.common.items() if name.startswith(beginning)}

    def _comments(self, area_code: str) -> str:
        return _digest([one.model_dump_json() for one in comments_on(self.workspace.judgements.comments, area_code)])

    def _elsewhere(self, county_code: str) -> str:
        """Return the hash of what other counties' logs say of this county's statements, and of those it cites."""
        judgements = self.workspace.judgements
        own = {source.source_id for source in self.received.areas[county_code].sources}
        coded = [
            [
                area_code,
                *(
                    found[key].model_dump_json()
                    for found in (judgements.codings, judgements.independent)
                    if key in found
                ),
            ]
            for key in sorted(key for source_id in own for key in judgements.codings_by_source.get(source_id, ()))
            if (area_code := judgements.coding_areas[key]) not in {county_code, NATIONAL}
        ]
        texts = (one.text for (area_code, *_), one in judgements.assessments.items() if area_code == county_code)
        cited = {source_id_of(statement_id) for text in texts for statement_id in _CITED.findall(text)} - own
        areas = sorted({(source_id_of(key[0]), area) for key, area in judgements.coding_areas.items() if cited})
        known = [pair for pair in areas if pair[0] in cited]
        return _digest([coded, known, sorted(cited & judgements.withdrawn.keys())])


def digest_received(received: ReceivedAreas) -> dict[str, str]:
    """Return the hashes of what was received, by area."""
    unread = {code: failure.reason.text() for code, failure in received.unread.items()}
    return {code: _digest_intake(intake, unread.get(code, "")) for code, intake in received.areas.items()}


def _digest_intake(intake: Intake, unread: str) -> str:
    digest = hashlib.sha256(unread.encode("utf-8", "surrogatepass"))
    rest = intake.model_copy(update={"passages": ()})
    digest.update(rest.model_dump_json().encode())
    # In parts: as text, all of a large area's take as much memory as they do.
    for first in range(0, len(intake.passages), _DIGESTED_AT_ONCE):
        part = intake.passages[first : first + _DIGESTED_AT_ONCE]
        digest.update(Intake(area_code="", sources=(), passages=part, problems=()).model_dump_json().encode())
    return digest.hexdigest()


def _named(name: str, language: Language | None) -> str:
    return f"{name}.{language}" if language else name


def _without_pages(inputs: Mapping[str, str]) -> dict[str, str]:
    """Return inputs without what a workbook does not read: all templates but the fragments, and readers' comments."""
    return {
        name: sha
        for name, sha in inputs.items()
        if (not name.startswith(_TEMPLATES) or name.startswith(_FRAGMENTS))
        and not (name.startswith("judgements/") and f"/{CommentReceived.log}/" in name)
    }


def _hash_workbooks(workbooks: Mapping[str, Path]) -> dict[str, str]:
    # Where only some counties are run, another's workbook may have been lost.
    found = {code: file_sha256(file) if file.is_file() else "" for code, file in workbooks.items()}
    return {f"build/{code}/workbook.ipynb": digest for code, digest in found.items()}


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
