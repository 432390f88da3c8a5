"""People's codings count; the computer's suggestions stand beside them and never among them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from evidence.build import intake, passage, source
from medlemsdialog.coding.claims import proposition_key
from medlemsdialog.coding.statements import code_statements
from medlemsdialog.coding.suggestions import SuggestionIndex
from medlemsdialog.dialogue_text import Text
from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.judgements.fold import AreaEvent, Judgements, fold_events
from medlemsdialog.models.claims import Claim, ClaimPosition
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.vocabulary import Addressee, Kind, Position, TextLanguage

INDEX = SuggestionIndex(
    bases={"museet": ("museum",)}, phrases={("museum",): (("museum", "museum"),)}, longest=1, patterns=()
)
TEXT = passage("k1", 1, "Eksempel – oppdiktet: Museet må få flere år å planlegge for.")
START = datetime(2017, 9, 1, tzinfo=UTC)


def judged(*codings: dict[str, object]) -> Judgements:
    events = [
        CodingSet.model_validate(
            {
                "by": f"koder-{number}",
                "client": "pc",
                "at": START + timedelta(minutes=number),
                "statement_id": TEXT.statement_id,
                "text": TEXT.text,
                "anchor": Anchor(line=1),
                **fields,
            }
        )
        for number, fields in enumerate(codings)
    ]
    return fold_events(AreaEvent(area_code="61", event=event) for event in events)


def code_one(judgements: Judgements, text: object = TEXT, **options: object) -> CodedStatement:
    received = intake("61", [source("k1", "6101")], [text])  # type: ignore[list-item]
    return code_statements(received, judgements, INDEX, **options)[0]  # type: ignore[arg-type]


def test_suggestion_alone_counts_for_nothing():
    statement = code_one(Judgements())
    assert statement.themes == () and statement.coders == 0
    assert [suggestion.theme for suggestion in statement.suggestions] == ["museum"]
    assert statement.suggestions[0].found == "museet"
    assert statement.machine_only


def test_coders_who_agree_count_once():
    statement = code_one(judged({"themes": ("museum",)}, {"themes": ("museum",)}))
    assert statement.themes == ("museum",) and statement.coders == 2 and statement.disputed == ()


def test_theme_that_only_one_coder_chose_is_disputed_and_not_counted():
    statement = code_one(judged({"themes": ("museum", "bibliotek")}, {"themes": ("museum",)}))
    assert statement.themes == ("museum",) and statement.disputed == ("bibliotek",)


def test_coders_who_see_different_positions_leave_the_claim_open():
    seen = [
        {"claims": (ClaimPosition(claim_id="k-x", position=position),)} for position in (Position.FOR, Position.MIXED)
    ]
    statement = code_one(judged(*seen))
    assert statement.claims == () and statement.disputed == ("k-x",)


def test_settled_coding_stands_for_all_coders():
    statement = code_one(
        judged({"themes": ("museum",)}, {"themes": ("bibliotek",)}, {"themes": ("bibliotek",), "settles": True})
    )
    assert statement.themes == ("bibliotek",) and statement.disputed == () and statement.settled


def test_sami_text_is_never_read_by_the_machine():
    text = TEXT.model_copy(update={"language": TextLanguage.SAMI})
    assert code_one(Judgements(), text).suggestions == ()


def test_only_views_and_reported_views_are_statements():
    kinds = [passage("k1", number, kind=kind) for number, kind in enumerate(Kind, start=1)]
    received = intake("61", [source("k1", "6101")], kinds)
    statements = code_statements(received, Judgements(), INDEX)
    assert {statement.passage.kind for statement in statements} == {Kind.VIEW, Kind.REPORTED_VIEW}


CLAIM = Claim(
    id="k-tilskudd",
    text=Text(nb="Staten bør gi øremerkede tilskudd."),
    addressee=Addressee.STATE,
    themes=("museum",),
    question="p9",
)
PROPOSITIONS = {proposition_key(CLAIM.text.nb): CLAIM}


def test_tick_at_a_claims_own_sentence_is_a_position_and_answers_its_question():
    tick = passage(
        "k1", 1, "Nei", tick=True, ticked=Position.AGAINST, question_label="3. Staten bør gi øremerkede tilskudd"
    )
    statement = code_one(Judgements(), tick, propositions=PROPOSITIONS)
    assert statement.claims == (ClaimPosition(claim_id="k-tilskudd", position=Position.AGAINST),)
    assert statement.questions == ("p9",)


def test_comment_under_a_claims_sentence_answers_the_question_without_a_position():
    comment = passage("k1", 1, question_label="3. Staten bør gi øremerkede tilskudd")
    statement = code_one(Judgements(), comment, propositions=PROPOSITIONS)
    assert statement.claims == () and statement.questions == ("p9",)


def test_tick_at_anything_else_is_no_position():
    tick = passage("k1", 1, "Ja", tick=True, ticked=Position.FOR, question_label="Er dere fornøyd med strukturen?")
    assert code_one(Judgements(), tick, propositions=PROPOSITIONS).claims == ()
