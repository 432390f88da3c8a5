"""The county summary: built from what was received and coded, written and read against its published schema."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

import fastjsonschema
from pydantic import TypeAdapter, ValidationError

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.errors import SummaryError
from medlemsdialog.evidence.agreement import build_compared_rows
from medlemsdialog.evidence.assessment import mask_assessment
from medlemsdialog.evidence.assessment_text import list_cited
from medlemsdialog.evidence.coverage import (
    build_answers,
    build_bodies,
    build_members,
    build_questions,
    speaks_for_sender,
)
from medlemsdialog.evidence.inherited import find_assessments, join_texts
from medlemsdialog.evidence.positions import build_claims, build_themes
from medlemsdialog.evidence.shareable import (
    mask_anchor,
    mask_own_words,
    name_original,
    name_sender,
    quote_language,
    quote_passage,
)
from medlemsdialog.evidence.sign_off import find_changed_parts, judge_sign_off
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.intake.duplicates import wording_key
from medlemsdialog.intake.likeness import prepare_wording
from medlemsdialog.intake.sketch import sketch_wording
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.identity import text_sha256
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.personal import PersonalFinding
from medlemsdialog.models.sources import Source
from medlemsdialog.models.summary import (
    AreaHead,
    AreaSummary,
    AssessmentRow,
    PassageAccount,
    SourceRow,
    StatementRow,
    summary_schema,
)
from medlemsdialog.models.vocabulary import STATEMENT_KINDS, Kind, Openness, Severity, SourceState
from medlemsdialog.paths import NATIONAL
from medlemsdialog.writing import written_atomically

# Of a source, what is written into the summary in other words than it was received in.
_RETOLD = {"sender_name", "set_aside_reason"}
_VALIDATED_AT_ONCE = 5_000


def build_summary(workspace: Workspace, received: Intake, coded: Sequence[CodedStatement]) -> AreaSummary:
    """Return the standard summary of one area.

    Only statements of registered sources count; proposed sources are listed with what was read of them.
    """
    area_code = received.area_code
    sources = {source.source_id: source for source in received.sources}
    personal = {source.source_id: received.personal_of(source.source_id) for source in received.sources}
    statements = tuple(
        _statement_row(statement, sources[statement.passage.source_id], personal, workspace)
        for statement in coded
        if sources[statement.passage.source_id].counts
    )
    register_members = () if area_code == NATIONAL else workspace.register.members_in(area_code)
    members = build_members(register_members, received, coded)
    bodies = build_bodies(workspace.register, area_code, received, coded, workspace.judgements)
    question_of = {sentence: claim.question for sentence, claim in workspace.propositions.items()}
    answers = build_answers(members, bodies, workspace.dialogue, received, coded, question_of=question_of)
    sender_key = {
        source.source_id: source.sender_code or source.sender_name or source.source_id for source in received.sources
    }
    county = None if area_code == NATIONAL else workspace.county(area_code)
    return AreaSummary(
        dialogue=workspace.dialogue.id,
        edition=workspace.dialogue.edition,
        document_date=workspace.dialogue.document_date.isoformat(),
        example=workspace.dialogue.example,
        status="ok" if received.sources else "no_input",
        area=AreaHead(
            code=area_code,
            name=county.name if county else "",
            region=(county.region or "") if county else "",
            language=workspace.language(area_code),
        ),
        members=members,
        bodies=bodies,
        sources=_source_rows(received, coded, workspace.language(area_code)),
        answers=answers,
        statements=statements,
        questions=build_questions(answers, workspace.dialogue) if members else (),
        themes=build_themes(statements, [theme.code for theme in workspace.codebook.themes], sender_key),
        claims=build_claims(statements, workspace.claims, sender_key),
        passages=_account(received, statements),
        problems={severity: sum(p.severity is severity for p in received.problems) for severity in Severity},
        compared=build_compared_rows(workspace, received),
        assessments=tuple(
            AssessmentRow(
                about=standing.about,
                about_id=standing.about_id,
                text=mask_assessment(text, received, workspace.language(area_code)),
                cited=tuple(dict.fromkeys((*list_cited(text), *standing.cited))),
            )
            for standing in find_assessments(workspace, area_code)
            for text in [join_texts(workspace, standing, workspace.language(area_code))]
        ),
        sign_off=judge_sign_off(workspace, received),
        sign_off_changed=tuple(part.part for part in find_changed_parts(workspace, received)),
    )


def write_summary(summary: AreaSummary, workspace: Workspace) -> Path:
    """Write the summary where it belongs in the build folder, validated against its schema, whole or not at all."""
    _validate(summary, summary.area.code)
    file = workspace.build.area(summary.area.code).summary
    # As bytes: the text of a large one takes a quarter of a gigabyte, twice.
    with written_atomically(file) as temporary:
        temporary.write_bytes(TypeAdapter(AreaSummary).dump_json(summary, indent=1) + b"\n")
    return file


def read_summary(file: Path) -> AreaSummary:
    """Read a summary and validate it against its schema.

    Raises:
        SummaryError: The file is missing, is no JSON or does not follow the schema.
    """
    area_code = file.parent.name
    try:
        # Strict, as the schema is: nothing is made into what it should have been.
        summary = AreaSummary.model_validate_json(file.read_bytes(), strict=True)
    except FileNotFoundError:
        raise _unreadable(file) from None
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        if fault["type"] == "json_invalid":
            raise _unreadable(file) from None
        raise _differing(area_code, ".".join(map(str, fault["loc"])), fault["msg"]) from None
    _validate(summary, area_code)
    return summary


@cache
def compile_check() -> Callable[[Any], Any]:
    """Return what holds the content of a summary against its schema."""
    # fastjsonschema rather than jsonschema: the latter, with JupyterLab installed, takes two seconds to import.
    return cast(Callable[[Any], Any], fastjsonschema.compile(summary_schema()))


def _validate(summary: AreaSummary, area_code: str) -> None:
    for part in _take_parts(summary):
        try:
            compile_check()(json.loads(part.model_dump_json()))
        except fastjsonschema.JsonSchemaValueException as fault:
            raise _differing(area_code, fault.name, fault.message) from None


def _take_parts(summary: AreaSummary) -> Iterator[AreaSummary]:
    """Yield a summary in parts with so many statements each: as plain values, a large one takes a gigabyte at once."""
    statements = summary.statements
    yield summary.model_copy(update={"statements": statements[:_VALIDATED_AT_ONCE]})
    rest = {name: () for name, value in summary if isinstance(value, tuple)}
    for first in range(_VALIDATED_AT_ONCE, len(statements), _VALIDATED_AT_ONCE):
        yield summary.model_copy(update=rest | {"statements": statements[first : first + _VALIDATED_AT_ONCE]})


def _unreadable(file: Path) -> SummaryError:
    return SummaryError(
        Message(
            "Oppsummeringen {file} mangler eller er ikke lesbar. Kjør fylket på nytt.",
            file=f"{file.parent.name}/{file.name}",
        )
    )


def _differing(area_code: str, field: str, fault: str) -> SummaryError:
    return SummaryError(
        Message(
            "Oppsummeringen for {area} følger ikke formatet, felt {field}: {fault}. Kjør fylket på nytt med denne versjonen.",
            area=area_code,
            field=field,
            fault=fault[:200],
        )
    )


def _source_rows(received: Intake, coded: Sequence[CodedStatement], language: Language) -> tuple[SourceRow, ...]:
    passages = Counter(passage.source_id for passage in received.passages)
    kinds = Counter((passage.source_id, passage.kind) for passage in received.passages)
    statements = Counter(statement.passage.source_id for statement in coded)
    coded_statements = Counter(statement.passage.source_id for statement in coded if statement.coders)
    return tuple(
        SourceRow(
            **source.model_dump(include=(set(SourceRow.model_fields) & set(Source.model_fields)) - _RETOLD),
            sender_name=name_sender(source, received),
            set_aside_reason=mask_own_words(source.set_aside_reason, received, language),
            printed_name=name_original(source, received, language),
            passages=passages[source.source_id],
            statements=statements[source.source_id],
            coded_statements=coded_statements[source.source_id],
            other_kinds={
                kind: kinds[source.source_id, kind]
                for kind in Kind
                if kind not in STATEMENT_KINDS and kinds[source.source_id, kind]
            },
        )
        for source in received.sources
    )


def _statement_row(
    statement: CodedStatement,
    source: Source,
    personal: Mapping[str, tuple[PersonalFinding, ...]],
    workspace: Workspace,
) -> StatementRow:
    passage = statement.passage
    quotable = source.openness is Openness.PUBLIC and source.quotable and statement.quotable is not False
    # A heading or the subject of an e-mail is text of the source as much as the statement is.
    language = quote_language(passage, workspace.language(received_area(source)))
    findings = personal[source.source_id]
    anchor = mask_anchor(passage.anchor, findings, language) if quotable else passage.anchor.without_words()
    wording = prepare_wording(passage.text, passage.language)
    hidden = not quotable and not passage.tick and source.openness is not Openness.CONFIDENTIAL
    return StatementRow(
        statement_id=passage.statement_id,
        source_id=passage.source_id,
        sender_code=source.sender_code,
        level=source.level,
        status=passage.status or source.status,
        kind=passage.kind,
        speaks_for_sender=speaks_for_sender(passage, source),
        arena=source.arena,
        anchor=anchor,
        anchor_label=anchor.label(workspace.language(received_area(source))),
        language=passage.language,
        question=passage.question,
        tick=passage.tick,
        recognised=passage.recognised,
        themes=statement.themes,
        claims=statement.claims,
        questions=statement.questions,
        suggested=tuple(suggestion.theme for suggestion in statement.suggestions),
        disputed=statement.disputed,
        coders=statement.coders,
        quotable=quotable,
        text_sha256=text_sha256(passage.text),
        duplicate_key=passage.duplicate_group,
        likeness=passage.likeness,
        wording_key="" if passage.tick else wording_key(wording),
        wording_sketch=sketch_wording(wording) if hidden else "",
        text=quote_passage(passage, findings, language) if quotable else None,
    )


def received_area(source: Source) -> str:
    """Return the area a source is counted in: its county, or the nation where it has none."""
    return source.county_code or NATIONAL


def _account(received: Intake, statements: Sequence[StatementRow]) -> PassageAccount:
    state = {source.source_id: source.state for source in received.sources}
    counted = [p for p in received.passages if state[p.source_id] is SourceState.REGISTERED]
    other_kinds = Counter(passage.kind for passage in counted if passage.kind not in STATEMENT_KINDS)
    groups = Counter(statement.duplicate_key for statement in statements if statement.duplicate_key)
    return PassageAccount(
        read=len(received.passages),
        statements=len(statements),
        statements_not_decided=sum(not statement.speaks_for_sender for statement in statements),
        duplicates=sum(number - 1 for number in groups.values()),
        by_kind={kind: other_kinds[kind] for kind in Kind if kind not in STATEMENT_KINDS},
        rejected=sum(state[p.source_id] is SourceState.REJECTED for p in received.passages),
        not_counted=sum(state[p.source_id] is SourceState.PROPOSED for p in received.passages),
        sources=len(received.sources),
        sources_registered=sum(s.state is SourceState.REGISTERED for s in received.sources),
        sources_proposed=sum(s.state is SourceState.PROPOSED for s in received.sources),
        sources_rejected=sum(s.state is SourceState.REJECTED for s in received.sources),
        sources_unreadable=sum(not s.readable for s in received.sources),
    )
