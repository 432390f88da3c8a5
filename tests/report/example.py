"""A county and a nation built by hand: a dozen statements, three members heard, one waiting, one body."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import nbformat

from medlemsdialog.catalogue import Language
from medlemsdialog.evidence import Labels, Workspace, build_labels, build_national, open_workspace
from medlemsdialog.evidence.positions import build_claims, build_themes
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.identity import derive_statement_ids, text_sha256
from medlemsdialog.models.manifest import AreaRun
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.summary import (
    AnswerRow,
    AreaHead,
    AreaSummary,
    AssessmentRow,
    BodyRow,
    MeetingRow,
    MemberRow,
    PassageAccount,
    QuestionRow,
    SourceRow,
    StatementRow,
)
from medlemsdialog.models.vocabulary import (
    AnswerState,
    Arena,
    Kind,
    Level,
    Openness,
    Position,
    Severity,
    SourceState,
    Status,
    TextLanguage,
)
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder
from medlemsdialog.report.evidence_tables import build_evidence
from medlemsdialog.report.fragment import Fragment
from medlemsdialog.report.spreadsheet import write_evidence_sheets

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = '<script>alert(1)</script> {{ 7*7 }} [x](javascript:alert(3)) =HYPERLINK("http://ond.example") <img src=x onerror=alert(2)>'
GRANT, PRICE, LAW = "k-statlig-tilskudd-kulturskole", "k-makspris-kulturskole", "k-tydeligere-kulturlov"
FOR, AGAINST, MIXED = Position.FOR, Position.AGAINST, Position.MIXED
_NB, _NN, _SE = TextLanguage.BOKMAL, TextLanguage.NYNORSK, TextLanguage.SAMI


@cache
def workspace() -> Workspace:
    """The example dialogue's frame; nothing is written."""
    return open_workspace(DataFolder(ROOT / "data"), BuildFolder(ROOT / "build"))


def labels(language: Language = "nb") -> Labels:
    return build_labels(workspace(), language)


def source(source_id: str, sender: str, level: Level, status: Status, **more: Any) -> SourceRow:
    given: dict[str, Any] = {
        "source": f"61/{source_id}.docx",
        "source_id": source_id,
        "sender_code": sender,
        "sender_name": "",
        "level": level,
        "status": status,
        "arena": Arena.WRITTEN,
        "date": "2017-10-12",
        "openness": Openness.PUBLIC,
        "state": SourceState.REGISTERED,
        "set_aside_reason": "",
        "public_address": "",
        "readable": True,
        "waiting": (),
        "late": False,
        "attachment_missing": False,
        "passages": 4,
        "statements": 3,
        "coded_statements": 3,
    }
    return SourceRow(**(given | more))


def statement(
    of: SourceRow, words: str, themes: Sequence[str] = (), claims: Sequence[tuple[str, Position]] = (), **more: Any
) -> StatementRow:
    number = int(more.pop("number", 1))
    given: dict[str, Any] = {
        "statement_id": derive_statement_ids(of.source_id, [words])[0],
        "source_id": of.source_id,
        "sender_code": of.sender_code,
        "level": of.level,
        "status": of.status,
        "kind": Kind.VIEW,
        "speaks_for_sender": True,
        "arena": of.arena,
        "anchor": Anchor(page=2, paragraph=number),
        "anchor_label": f"side 2, avsnitt {number}",
        "language": _NB,
        "question": "",
        "tick": False,
        "themes": tuple(themes),
        "claims": tuple(ClaimPosition(claim_id=claim, position=position) for claim, position in claims),
        "questions": (),
        "suggested": (),
        "disputed": (),
        "coders": 1 if themes or claims else 0,
        "quotable": True,
        "text_sha256": text_sha256(words),
        "duplicate_key": "",
        "text": words,
    }
    return StatementRow(**(given | more))


def county_summary(code: str = "61", *, hostile: bool = False, language: Language = "nb") -> AreaSummary:
    """Three members heard, one waiting, the rest silent; a board; every text says that it is invented."""
    register = list(workspace().register.members_in(code))
    towns = [member.code for member in register if member.level == "municipality"]
    extra = f" {HOSTILE}" if hostile else ""
    council = source(
        f"{code}a", towns[0], Level.MUNICIPALITY, Status.DECISION, public_address="https://innsyn.example/sak/1"
    )
    letter = source(f"{code}b", towns[1], Level.MUNICIPALITY, Status.ADMINISTRATIVE, openness=Openness.INTERNAL)
    county = source(
        f"{code}c", f"{code}00", Level.COUNTY_COUNCIL, Status.DECISION, public_address="javascript:alert(1)"
    )
    board = source(f"{code}d", _board(code), Level.BODY, Status.MINUTES, arena=Arena.COUNTY_BOARD)
    person = source(
        f"{code}e", "", Level.OTHER, Status.INDIVIDUAL, sender_name="Kari Oppdiktet", source=f"{code}/kari.docx"
    )
    waiting = source(f"{code}f", towns[2], Level.MUNICIPALITY, Status.UNKNOWN, state=SourceState.PROPOSED, statements=0)
    rejected = source(
        f"{code}g",
        towns[3],
        Level.MUNICIPALITY,
        Status.PROPOSAL,
        state=SourceState.REJECTED,
        set_aside_reason="innstilling; vedtaket er med" + extra,
    )
    mark = "Eksempel – oppdiktet: "
    said = (
        statement(
            council,
            mark + "Kommunen mener staten bør øremerke penger til kulturskolen." + extra,
            ["kulturskole-okonomi", "statlige-tilskudd"],
            [(GRANT, FOR)],
        ),
        statement(
            council,
            mark + "En makspris vil gi flere barn plass, men må følges av penger.",
            ["kulturskole-betaling"],
            [(PRICE, MIXED)],
            number=2,
        ),
        statement(council, mark + "Biblioteket er kommunens viktigste møteplass.", ["bibliotek"], number=3),
        statement(
            letter,
            mark + "Kommunen er imot øremerking; det svekkar det lokale sjølvstyret.",
            ["kulturskole-okonomi", "lokalt-selvstyre"],
            [(GRANT, AGAINST)],
            language=_NN,
        ),
        statement(letter, mark + "Ordlyden her kan ikke siteres.", ["bibliotek"], quotable=False, text=None, number=2),
        statement(
            letter,
            mark + "Makspris bør ikke fastsettes av staten.",
            ["kulturskole-betaling"],
            [(PRICE, AGAINST)],
            number=3,
        ),
        statement(
            county, mark + "Fylkeskommunen støtter et øremerket tilskudd.", ["kulturskole-okonomi"], [(GRANT, FOR)]
        ),
        statement(
            county, mark + "Kulturloven bør si mer om hva kommunene skal gjøre.", ["kulturlov"], [(LAW, FOR)], number=2
        ),
        statement(county, mark + "Sámi girjerájus lea deaŧalaš.", ["samisk"], language=_SE, number=3),
        statement(
            board,
            mark + "Styret ba om at bibliotekene blir løftet fram.",
            ["bibliotek"],
            [(LAW, AGAINST)],
            kind=Kind.REPORTED_VIEW,
        ),
        statement(person, mark + "Jeg savner et øvingslokale i bygda.", ["arenaer"]),
        statement(person, mark + "Ingen har kodet dette ennå.", number=2),
    )
    heard = {towns[0], towns[1], f"{code}00"}
    members = tuple(
        MemberRow(
            code=member.code,
            name=member.name,
            level=Level(member.level),
            population=member.population,
            language_form=member.language_form,
            state="heard" if member.code in heard else "waiting" if member.code == towns[2] else "silent",
        )
        for member in register
    )
    keys = {row.source_id: row.sender_code or row.sender_name for row in (council, letter, county, board, person)}
    answered = {
        towns[0]: AnswerState.ANSWERED,
        towns[1]: AnswerState.ANSWERED,
        towns[2]: AnswerState.WAITING,
        f"{code}00": AnswerState.NOT_ANSWERED,
    }
    states = {
        AnswerState.ANSWERED: 2,
        AnswerState.WAITING: 1,
        AnswerState.NOT_ANSWERED: 1,
        AnswerState.NO_INPUT: len(members) - 4,
    }
    return AreaSummary(
        dialogue=workspace().dialogue.id,
        edition=workspace().dialogue.edition,
        document_date=workspace().dialogue.document_date.isoformat(),
        example=True,
        status="ok",
        area=AreaHead(code=code, name=workspace().county(code).name, language=language),
        members=members,
        bodies=(
            BodyRow(
                code=_board(code),
                name=labels().sender(_board(code)),
                kind="county_board",
                heard=True,
                meetings=(
                    MeetingRow(
                        meeting_id="m1",
                        date="2017-09-20",
                        arena=Arena.COUNTY_BOARD,
                        attendance=9,
                        invited=None,
                        questions=("p1",),
                    ),
                ),
            ),
        ),
        sources=(council, letter, county, board, person, waiting, rejected),
        answers=tuple(
            AnswerRow(
                sender_code=member.code, question=question.id, state=answered.get(member.code, AnswerState.NO_INPUT)
            )
            for member in members
            for question in workspace().dialogue.questions
        ),
        statements=said,
        questions=tuple(
            QuestionRow(
                question=q.id, members=dict.fromkeys(AnswerState, 0) | states, bodies_answered=int(q.id == "p1")
            )
            for q in workspace().dialogue.questions
        ),
        themes=build_themes(said, [theme.code for theme in workspace().codebook.themes], keys),
        claims=build_claims(said, workspace().claims, keys),
        passages=PassageAccount(
            read=27,
            statements=12,
            statements_not_decided=0,
            duplicates=0,
            by_kind={Kind.BACKGROUND: 5, Kind.PROCEDURE: 2},
            rejected=4,
            not_counted=4,
            sources=7,
            sources_registered=5,
            sources_proposed=1,
            sources_rejected=1,
            sources_unreadable=0,
        ),
        problems={Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 0},
        assessments=(
            AssessmentRow(
                about="area",
                about_id=code,
                text="# Vurdering\n\nFylket er **delt** om øremerking. Eksempel – oppdiktet." + extra,
                cited=(said[0].statement_id,),
            ),
        ),
        sign_off="none",
    )


def empty_summary(code: str) -> AreaSummary:
    full = county_summary("61")
    register = workspace().register.members_in(code) if code != NATIONAL else ()
    silent = tuple(
        MemberRow(
            code=m.code,
            name=m.name,
            level=Level(m.level),
            population=m.population,
            language_form=m.language_form,
            state="silent",
        )
        for m in register
    )
    nothing = dict.fromkeys(PassageAccount.model_fields, 0) | {"by_kind": {}}
    name = workspace().county(code).name if code != NATIONAL else ""
    return full.model_copy(
        update={
            "area": AreaHead(code=code, name=name, language="nb"),
            "status": "no_input",
            "members": silent,
            "bodies": (),
            "sources": (),
            "answers": tuple(
                AnswerRow(sender_code=member.code, question=question.id, state=AnswerState.NO_INPUT)
                for member in silent
                for question in workspace().dialogue.questions
            ),
            "statements": (),
            "questions": tuple(
                q.model_copy(
                    update={
                        "members": dict.fromkeys(AnswerState, 0) | {AnswerState.NO_INPUT: len(silent)},
                        "bodies_answered": 0,
                    }
                )
                for q in full.questions
            )
            if silent
            else (),
            "themes": (),
            "claims": (),
            "passages": PassageAccount(**nothing),
            "assessments": (),
            "sign_off": "none",
        }
    )


def overview(*, hostile: bool = False) -> NationalOverview:
    """County 61 and 72 heard, 63 failed, the others without input; one network without a county."""
    codes = workspace().county_codes
    failed = "63"
    summaries = [
        county_summary(code, hostile=hostile) if code in {"61", "72"} else empty_summary(code)
        for code in codes
        if code != failed
    ]
    runs = {
        code: AreaRun(status="failed" if code == failed else "ok", reason="", inputs={}, outputs={}) for code in codes
    }
    return build_national(workspace(), summaries, runs, without_county())


def without_county() -> AreaSummary:
    network = source(
        "n1",
        "",
        Level.BODY,
        Status.MINUTES,
        sender_name="Kulturnettverket",
        arena=Arena.NETWORK,
        source="national/nettverk.docx",
    )
    said = (statement(network, "Eksempel – oppdiktet: Nettverket vil ha flere øvingslokaler.", ["arenaer"]),)
    account = PassageAccount(
        read=2,
        statements=1,
        statements_not_decided=0,
        duplicates=0,
        by_kind={Kind.PROCEDURE: 1},
        rejected=0,
        not_counted=0,
        sources=1,
        sources_registered=1,
        sources_proposed=0,
        sources_rejected=0,
        sources_unreadable=0,
    )
    return empty_summary(NATIONAL).model_copy(
        update={
            "status": "ok",
            "sources": (network,),
            "statements": said,
            "themes": build_themes(said, ["arenaer"], {"n1": "Kulturnettverket"}),
            "passages": account,
        }
    )


def write_evidence_workbook(national: NationalOverview, file: Path) -> Path:
    """Write the tables behind the national document."""
    return write_evidence_sheets(build_evidence(national, labels()), labels(), file, date=national.document_date)


def executed(*cells: tuple[str, Any, tuple[str, ...]]) -> nbformat.NotebookNode:
    """Return a workbook as a run leaves it: (heading, fragment or mime bundle, tags) per question."""
    notebook = nbformat.v4.new_notebook()
    for heading, shown, tags in cells:
        if heading:
            notebook.cells.append(nbformat.v4.new_markdown_cell(heading))
        data, metadata = shown._repr_mimebundle_() if isinstance(shown, Fragment) else (shown, {})
        cell = nbformat.v4.new_code_cell("report.show()", metadata={"tags": list(tags)})
        cell.outputs = [nbformat.v4.new_output("execute_result", data, metadata=metadata)]
        notebook.cells.append(cell)
    for position, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{position:03d}"
    return notebook


def _board(code: str) -> str:
    return next(body.code for body in workspace().register.bodies if body.county_code == code)
