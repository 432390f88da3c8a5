"""Findings written by hand on what `report.example` says, and the documents made of them."""

from __future__ import annotations

from medlemsdialog.catalogue import Language
from medlemsdialog.dialogue_text import Text
from medlemsdialog.models.findings import Basis, Finding, PickedQuote
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import Addressee, BasisLevel, FindingDocument, FindingState, Strength
from medlemsdialog.paths import shipped
from medlemsdialog.report.document_files import Document
from medlemsdialog.report.document_templates import read_template
from medlemsdialog.report.national_documents import BuiltDocument, build_document
from report import example

ALL = tuple(FindingDocument)
INPUT, FINAL, BOARD = FindingDocument.INPUT, FindingDocument.FINAL_REPORT, FindingDocument.BOARD_CASE


def statement_ids() -> list[str]:
    """The ids of the statements of county 61, in reading order."""
    return [row.statement_id for row in example.county_summary().statements]


def finding(finding_id: str = "f-tilskudd", text: str = "", **changes: object) -> Finding:
    """A finding on the earmarked grant: three sentences, two citations, a quote."""
    first, _, _, against = statement_ids()[:4]
    written = (
        f"{{tall:medlemmer-med-standpunkt:{example.GRANT}:mot}} medlemmer er imot [@{against}]. "
        f"{{tall:medlemmer-med-standpunkt:{example.GRANT}:for}} er for et **øremerket** tilskudd [@{first}]. "
        "De som er imot, viser til det lokale selvstyret."
    )
    given: dict[str, object] = {
        "finding_id": finding_id,
        "heading": Text(nb="Medlemmene er delt i synet på øremerking", nn="Medlemmene er delte i synet på øyremerking"),
        "text": Text(nb=text or written),
        "section": "kulturskole",
        "claims": (example.GRANT,),
        "quotes": (PickedQuote(statement_id=against, text="det svekkar det lokale sjølvstyret", contrary=True),),
        "strength": Strength.DIVIDED,
        "basis": Basis(level=BasisLevel.FAIR, reason="Eksempel – oppdiktet"),
        "documents": ALL,
        "addressees": (Addressee.STATE,),
        "state": FindingState.APPROVED,
    }
    return Finding.model_validate(given | changes)


def overview(*findings: Finding, hostile: bool = False) -> NationalOverview:
    """The nation of `report.example` with findings."""
    return example.overview(hostile=hostile).model_copy(update={"findings": findings})


def built(
    kind: FindingDocument,
    *findings: Finding,
    language: Language = "nb",
    template: bytes | None = None,
    hostile: bool = False,
    nation: NationalOverview | None = None,
) -> BuiltDocument:
    """A document built from the template that ships, or from another."""
    name = {INPUT: "input", FINAL: "final-report", BOARD: "board-case"}[kind]
    content = template or (shipped("templates") / "documents" / f"{name}.{language}.docx").read_bytes()
    nation = nation or overview(*findings, hostile=hostile)
    return build_document(kind, read_template(content), nation, example.labels(language))


def document(kind: FindingDocument, *findings: Finding, **how: object) -> Document:
    """What is written of a built document."""
    return built(kind, *findings, **how).document  # type: ignore[arg-type]
