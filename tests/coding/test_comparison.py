"""Coders are compared as each coded alone; what chance drew counts for nothing until they agree. Eksempel – oppdiktet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from evidence.build import intake, passage, source
from medlemsdialog.coding.comparison import compare_outside_samples, compare_sample, compare_statement
from medlemsdialog.coding.samples import find_counted_codings, others_are_hidden
from medlemsdialog.coding.statements import code_statements
from medlemsdialog.coding.suggestions import SuggestionIndex
from medlemsdialog.judgements.events import CodingRemoved, CodingSet, Event, SampleDrawn, SampleItem
from medlemsdialog.judgements.fold import AreaEvent, Judgements, fold_events
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.vocabulary import Position

START = datetime(2017, 9, 1, tzinfo=UTC)
TEXT = passage("k1", 1, "Eksempel – oppdiktet: Museet må få flere år å planlegge for.")
OTHER = passage("k1", 2, "Eksempel – oppdiktet: Korpset trenger et sted å øve.")
SAMPLE = SampleDrawn(
    by="politikk",
    client="pc",
    at=START,
    sample_id="utvalg-1",
    seed=1,
    items=(SampleItem(statement_id=TEXT.statement_id, area_code="61", cross_area_code="62"),),
)
INDEX = SuggestionIndex(bases={}, phrases={}, longest=1, patterns=())


class Log:
    """Events in the order they are made, a minute apart, each in an area's log."""

    def __init__(self, *events: tuple[str, Event]) -> None:
        self.events = [AreaEvent(area_code=area, event=event) for area, event in events]  # type: ignore[arg-type]

    def code(self, area_code: str, by: str, *themes: str, **fields: Any) -> Log:
        made = {
            "by": by,
            "client": "pc",
            "at": START + timedelta(minutes=1 + len(self.events)),
            "statement_id": TEXT.statement_id,
            "text": TEXT.text,
            "anchor": Anchor(line=1),
            "themes": themes,
            **fields,
        }
        self.events.append(AreaEvent(area_code=area_code, event=CodingSet.model_validate(made)))
        return self

    def fold(self) -> Judgements:
        return fold_events(self.events)


def drawn() -> Log:
    return Log(("national", SAMPLE))


def both() -> Log:
    return drawn().code("61", "kari", "museum", "kor").code("62", "ola", "museum", sample_id="utvalg-1")


def counted(judgements: Judgements) -> CodedStatement:
    return code_statements(intake("61", [source("k1", "6101")], [TEXT]), judgements, INDEX)[0]


def test_cross_coding_moves_none_of_the_countys_numbers_before_it_is_settled():
    statement = counted(both().fold())
    assert statement.themes == ("kor", "museum") and statement.disputed == () and statement.coders == 1
    assert [key for key, _ in find_counted_codings(both().fold())] == [(TEXT.statement_id, "kari")]


def test_statement_that_only_the_other_county_has_coded_still_waits_for_its_own():
    statement = counted(drawn().code("62", "ola", "museum", sample_id="utvalg-1").fold())
    assert statement.themes == () and statement.coders == 0


def test_two_coders_of_the_countys_own_differ_as_before():
    log = drawn().code("61", "kari", "museum", "kor").code("61", "per", "museum")
    assert counted(log.fold()).disputed == ("kor",)


def test_settled_coding_counts_whoever_of_them_wrote_it():
    for area, by in (("61", "kari"), ("62", "ola")):
        settled = both().code(area, by, "museum", settles=True, settled_with=("kari" if by == "ola" else "ola",))
        statement = counted(settled.fold())
        assert statement.themes == ("museum",) and statement.settled and statement.coders == 2


def test_difference_stands_as_each_coded_alone_also_when_it_is_settled():
    (comparison,) = compare_sample(both().code("61", "kari", "museum", settles=True).fold(), "utvalg-1")
    (compared,) = comparison.statements
    assert [(view.coder, view.themes) for view in compared.views] == [("kari", ("museum", "kor")), ("ola", ("museum",))]
    assert compared.different_themes == ("kor",) and not compared.alike
    assert compared.settled is not None and not compared.is_open


def test_what_is_changed_after_a_blind_coding_does_not_make_coders_alike():
    log = drawn().code("61", "kari", "museum", "kor", sample_id="utvalg-1").code("62", "ola", "museum")
    log.code("61", "kari", "museum")
    assert counted(log.fold()).themes == ("museum",)
    (comparison,) = compare_sample(log.fold(), "utvalg-1")
    assert comparison.alike == 0


def test_coding_that_is_taken_back_is_compared_with_nothing():
    log = both()
    removed = CodingRemoved(by="ola", client="pc", at=START + timedelta(hours=1), statement_id=TEXT.statement_id)
    log.events.append(AreaEvent(area_code="62", event=removed))
    assert compare_statement(log.fold(), TEXT.statement_id) is None


def test_others_codings_are_hidden_until_a_person_has_coded_or_all_are_agreed():
    before = drawn().code("61", "kari", "museum")
    assert others_are_hidden(before.fold(), TEXT.statement_id, "ola")
    assert not others_are_hidden(before.fold(), TEXT.statement_id, "kari")
    assert not others_are_hidden(both().fold(), TEXT.statement_id, "ola")
    settled = both().code("61", "kari", "museum", settles=True).fold()
    assert others_are_hidden(both().fold(), TEXT.statement_id, "en tredje")
    assert not others_are_hidden(settled, TEXT.statement_id, "en tredje")


def test_nothing_is_hidden_outside_samples():
    assert not others_are_hidden(Log().code("61", "kari", "museum").fold(), TEXT.statement_id, "ola")


def test_comparison_leaves_out_what_a_person_has_yet_to_code():
    (comparison,) = compare_sample(both().fold(), "utvalg-1", person="en tredje")
    assert comparison.statements == () and comparison.hidden == 1 and comparison.drawn == 1
    (comparison,) = compare_sample(both().fold(), "utvalg-1", person="ola")
    assert len(comparison.statements) == 1 and comparison.hidden == 0


def test_different_positions_to_one_claim_are_a_difference():
    def taking(position: Position) -> dict[str, object]:
        return {"claims": (ClaimPosition(claim_id="k-museum", position=position),)}

    log = drawn().code("61", "kari", **taking(Position.FOR)).code("62", "ola", **taking(Position.MIXED))
    compared = compare_statement(log.fold(), TEXT.statement_id)
    assert compared is not None and compared.different_claims == ("k-museum",) and compared.different_themes == ()


def test_statements_that_no_sample_asked_for_stand_apart():
    fields = {"statement_id": OTHER.statement_id, "text": OTHER.text}
    log = both().code("61", "kari", "kor", **fields).code("61", "per", "kor", **fields)
    outside = compare_outside_samples(log.fold())
    assert [one.statement_id for one in outside.statements] == [OTHER.statement_id]
    assert outside.statements[0].area_code == "61" and outside.alike == 1


def test_headline_tells_how_many_are_alike_and_how_many_to_look_at():
    (comparison,) = compare_sample(both().fold(), "utvalg-1")
    one = comparison.statements[0]
    alike = one.model_copy(update={"views": (one.views[0], one.views[0])})

    def headline(same: int, unlike: int, language: str = "nb") -> str:
        statements = (*[alike] * same, *[one] * unlike)
        return comparison.model_copy(update={"statements": statements}).headline.text(language)  # type: ignore[arg-type]

    assert headline(12, 3) == "12 av 15 likt – se tre ulike"
    assert headline(12, 3, "nn") == "12 av 15 likt – sjå tre ulike"
    assert headline(14, 1) == "14 av 15 likt – se det ene ulike"
    assert headline(2, 20) == "2 av 22 likt – se 20 ulike"
    assert headline(15, 0) == "15 av 15 likt"
    assert headline(0, 0) == "Ingen utsagn er kodet av begge ennå."
