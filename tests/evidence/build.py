"""Records for the tests of evidence, built by hand; every text is invented («Eksempel – oppdiktet»)."""

from __future__ import annotations

from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.identity import text_sha256
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Kind, Level, Openness, Position, SourceState, Status


def source(
    source_id: str, sender: str, *, level: Level = Level.MUNICIPALITY, county: str = "61", **changes: object
) -> Source:
    fields = {
        "source": f"{county}/{source_id}.txt",
        "source_id": source_id,
        "content_sha256": text_sha256(source_id),
        "media_type": "text/plain",
        "county_code": county,
        "sender_code": sender,
        "sender_name": sender,
        "level": level,
        "status": Status.DECISION,
        "openness": Openness.PUBLIC,
        "quotable": True,
        "state": SourceState.REGISTERED,
        **changes,
    }
    return Source.model_validate(fields)


def passage(source_id: str, number: int, text: str = "", *, kind: Kind = Kind.VIEW, **changes: object) -> Passage:
    fields = {
        "statement_id": f"{source_id}-{number:08x}",
        "source_id": source_id,
        "text": text or f"Eksempel – oppdiktet {source_id} {number}",
        "anchor": Anchor(line=number),
        "kind": kind,
        **changes,
    }
    return Passage.model_validate(fields)


def coded(
    passage: Passage, *themes: str, claims: dict[str, str] | None = None, questions: tuple[str, ...] = ()
) -> CodedStatement:
    positions = tuple(ClaimPosition(claim_id=c, position=Position(p)) for c, p in (claims or {}).items())
    return CodedStatement(passage=passage, themes=themes, claims=positions, questions=questions, coders=1)


def intake(area: str, sources: list[Source], passages: list[Passage]) -> Intake:
    return Intake(area_code=area, sources=tuple(sources), passages=tuple(passages), problems=())
