"""What may be counted in the open: the summary without what senders in confidence and private persons said.

The method is cell suppression for tables of counts, as statistical offices use it (Hundepool and others: «Handbook on
Statistical Disclosure Control»; the threshold rule, and secondary suppression so that no withheld cell can be got back by
subtraction). Withheld are a source given in confidence, whoever sent it, and a single person's source unless it is public
and every statement of it may be quoted: such words are printed for all to read, and counting them tells no more.

1. Whatever is printed is counted anew from the remaining rows; the withheld ones are in no cell, no total, no group of
   like texts and no measure. A difference between two published numbers, in any county or over the nation, is then a
   number of open rows. That is the secondary suppression: there is no total from which a withheld part is missing.
2. That a member or a body sent something in confidence is told, for a member is heard by having sent it; what it said
   there is not, whatever the number: the members are named, and a cell of them would be read as theirs.
3. Other withheld senders are told as one number per area, from three up; below that as «noen få». The nation's number is
   made of what the areas tell, and of nothing else.
4. Over the nation, and there alone, a theme or a position of theirs is counted where at least three share it and at least
   three others do not (of those that readers know of). A number that is all of them would tell what each of them said.

A municipality's or an organisation's open input is public: it is never withheld for its own sake, however small the cell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence.copied import group_texts
from medlemsdialog.evidence.positions import build_claims, build_themes
from medlemsdialog.models.claims import Claim, merge_positions
from medlemsdialog.models.personal import CONFIDENTIAL_SENDER, PERSON_SENDER
from medlemsdialog.models.shared import SharedSummary, UnnamedSenders, WithheldCount
from medlemsdialog.models.summary import (
    AnswerRow,
    AreaSummary,
    ClaimRow,
    PassageAccount,
    QuestionRow,
    SourceRow,
    StatementRow,
)
from medlemsdialog.models.vocabulary import AnswerState, Level, Openness, Position, SourceState, Status

FEWEST_TOLD = 3
_KEY_DIGITS = 12


def share_summary(summary: AreaSummary) -> SharedSummary:
    """Return the summary as it may be shared; one that already is so is returned as it is."""
    if isinstance(summary, SharedSummary):
        return summary
    withheld = _find_withheld(summary)
    own = {name: getattr(summary, name) for name in AreaSummary.model_fields}
    if not withheld:
        return SharedSummary.model_construct(**own)
    sources = tuple(source for source in summary.sources if source.source_id not in withheld)
    statements = _regroup(summary, sources)
    kept = [source for key, source in withheld.items() if source.state is not SourceState.REJECTED]
    codes = tuple(sorted({source.sender_code for source in kept if source.sender_code}))
    answers = _tell_answers(summary.answers, codes, statements)
    senders = {source.source_id: _sender_key(source) for source in sources}
    known = {row.statement_id for row in statements}
    own |= {
        "sources": sources,
        "statements": statements,
        "answers": answers,
        "questions": _count_answers(summary, answers),
        "themes": build_themes(statements, [row.theme for row in summary.themes], senders),
        "claims": build_claims(statements, map(_claim_of, summary.claims), senders),
        "passages": _account(summary.passages, sources, statements, withheld.values()),
        "compared": tuple(row for row in summary.compared if row.statement_id in known),
    }
    unnamed = _count_unnamed(len({_sender_key(source) for source in kept if not source.sender_code}))
    return SharedSummary.model_construct(**own, unnamed=unnamed, withheld_codes=codes)


def add_unnamed(areas: Iterable[SharedSummary]) -> UnnamedSenders:
    """Return what the areas together tell of the senders left out."""
    told = [area.unnamed for area in areas]
    return UnnamedSenders(
        told=sum(each.told for each in told), areas_with_few=sum(each.areas_with_few for each in told)
    )


def count_withheld(areas: Sequence[AreaSummary], at_least: int) -> tuple[WithheldCount, ...]:
    """Return the counts of senders without a code that may be told though they are left out of all else.

    `areas` are the summaries as they are; `at_least` is the number of such senders that readers know of.
    """
    themes: dict[str, set[str]] = defaultdict(set)
    positions: dict[str, dict[str, set[Position]]] = defaultdict(lambda: defaultdict(set))
    for area in areas:
        withheld = _find_withheld(area)
        for row in area.statements:
            source = withheld.get(row.source_id)
            if source is None or source.sender_code or not row.speaks_for_sender:
                continue
            sender = _sender_key(source)
            for theme in row.themes:
                themes[theme].add(sender)
            for taken in row.claims:
                positions[taken.claim_id][sender].add(taken.position)
    counts = [
        WithheldCount(kind="theme", code=code, senders=len(senders))
        for code, senders in sorted(themes.items())
        if FEWEST_TOLD <= len(senders) <= at_least - FEWEST_TOLD
    ]
    for claim_id, taken_by in sorted(positions.items()):
        by_position = Counter(merge_positions(taken) for taken in taken_by.values())
        counts += [
            WithheldCount(kind="claim", code=claim_id, position=position, senders=by_position[position])
            for position in _positions_told(by_position, at_least)
        ]
    return tuple(counts)


def _positions_told(by_position: Mapping[Position, int], at_least: int) -> list[Position]:
    """Return the positions whose number may be told: three or more, and three or more left whose position is not."""
    told: list[Position] = []
    left = at_least
    for position in sorted(by_position, key=lambda each: (-by_position[each], list(Position).index(each))):
        how_many = by_position[position]
        if how_many >= FEWEST_TOLD and left - how_many >= FEWEST_TOLD:
            told.append(position)
            left -= how_many
    return [position for position in Position if position in told]


def _find_withheld(summary: AreaSummary) -> dict[str, SourceRow]:
    """Return the sources of which nothing may be told, by id."""
    unquotable = {row.source_id for row in summary.statements if not row.quotable}
    return {
        source.source_id: source
        for source in summary.sources
        if source.openness is Openness.CONFIDENTIAL
        or (_is_person(source) and (source.openness is not Openness.PUBLIC or source.source_id in unquotable))
    }


def _is_person(source: SourceRow) -> bool:
    return source.level is Level.OTHER and (
        source.status is Status.INDIVIDUAL or source.sender_name.startswith((PERSON_SENDER, CONFIDENTIAL_SENDER))
    )


def _sender_key(source: SourceRow) -> str:
    """Return what is the same for all that one sender sent, in confidence or not."""
    if source.sender_code:
        return source.sender_code
    for prefix in (CONFIDENTIAL_SENDER, PERSON_SENDER):
        if source.sender_name.startswith(prefix):
            return source.sender_name.removeprefix(prefix)
    return source.sender_name or source.source_id


def _count_unnamed(how_many: int) -> UnnamedSenders:
    if how_many >= FEWEST_TOLD:
        return UnnamedSenders(told=how_many)
    return UnnamedSenders(areas_with_few=1 if how_many else 0)


def _regroup(summary: AreaSummary, sources: tuple[SourceRow, ...]) -> tuple[StatementRow, ...]:
    """Return the statements of the sources, grouped with those of them alone that they repeat.

    Grouped anew whether or not they repeat a withheld one: a group held together by its words would tell of them.
    """
    open_ids = {source.source_id for source in sources}
    apart = tuple(
        row.model_copy(update={"duplicate_key": "", "likeness": None})
        for row in summary.statements
        if row.source_id in open_ids
    )
    grouped = summary.model_copy(update={"sources": sources, "statements": apart})
    shas = {row.statement_id: row.text_sha256 for row in apart}
    alike = {
        each.statement_id: {
            "duplicate_key": shas[copied.statements[0].statement_id][:_KEY_DIGITS],
            "likeness": each.likeness,
        }
        for copied in group_texts([grouped]).copied
        for each in copied.statements
    }
    return tuple(row.model_copy(update=alike[row.statement_id]) if row.statement_id in alike else row for row in apart)


def _tell_answers(
    answers: Iterable[AnswerRow], withheld_codes: Iterable[str], statements: Iterable[StatementRow]
) -> tuple[AnswerRow, ...]:
    """Return the states that may be told: of a sender of whose input some is withheld, what its open input answers."""
    behind: dict[tuple[str, str], list[StatementRow]] = defaultdict(list)
    for row in statements:
        if row.speaks_for_sender:
            for question in {row.question, *row.questions} - {""}:
                behind[row.sender_code, question].append(row)
    codes = set(withheld_codes)
    told = []
    for answer in answers:
        said = behind.get((answer.sender_code, answer.question), [])
        if answer.sender_code not in codes:
            told.append(answer)
        elif said:
            state = AnswerState.NEUTRAL if all(map(_is_neutral, said)) else AnswerState.ANSWERED
            told.append(answer.model_copy(update={"state": state}))
    return tuple(told)


def _is_neutral(row: StatementRow) -> bool:
    return bool(row.claims) and all(taken.position is Position.NEUTRAL for taken in row.claims)


def _count_answers(summary: AreaSummary, answers: Iterable[AnswerRow]) -> tuple[QuestionRow, ...]:
    members = {member.code for member in summary.members}
    states: dict[str, Counter[AnswerState]] = defaultdict(Counter)
    bodies: Counter[str] = Counter()
    for answer in answers:
        if answer.sender_code in members:
            states[answer.question][answer.state] += 1
        elif answer.state in (AnswerState.ANSWERED, AnswerState.NEUTRAL):
            bodies[answer.question] += 1
    return tuple(
        QuestionRow(
            question=row.question,
            members={state: states[row.question][state] for state in AnswerState},
            bodies_answered=bodies[row.question],
        )
        for row in summary.questions
    )


def _claim_of(row: ClaimRow) -> Claim:
    """Return the claim as it is counted; its words are not in a summary, and counting does not ask for them."""
    return Claim(
        id=row.claim_id,
        text=Text(nb=row.claim_id),
        addressee=row.addressee,
        themes=row.themes,
        purpose=row.purpose,
    )


def _account(
    account: PassageAccount,
    sources: Sequence[SourceRow],
    statements: Sequence[StatementRow],
    withheld: Iterable[SourceRow],
) -> PassageAccount:
    """Return where the passages of the open sources went; the numbers still add up."""
    registered = [source for source in withheld if source.state is SourceState.REGISTERED]
    groups = Counter(row.duplicate_key for row in statements if row.duplicate_key)

    def passages(state: SourceState) -> int:
        return sum(source.passages for source in sources if source.state is state)

    def count(state: SourceState) -> int:
        return sum(source.state is state for source in sources)

    return PassageAccount(
        read=sum(source.passages for source in sources),
        statements=len(statements),
        statements_not_decided=sum(not row.speaks_for_sender for row in statements),
        duplicates=sum(number - 1 for number in groups.values()),
        by_kind={
            kind: how_many - sum(source.other_kinds.get(kind, 0) for source in registered)
            for kind, how_many in account.by_kind.items()
        },
        rejected=passages(SourceState.REJECTED),
        not_counted=passages(SourceState.PROPOSED),
        sources=len(sources),
        sources_registered=count(SourceState.REGISTERED),
        sources_proposed=count(SourceState.PROPOSED),
        sources_rejected=count(SourceState.REJECTED),
        sources_unreadable=sum(not source.readable for source in sources),
    )
