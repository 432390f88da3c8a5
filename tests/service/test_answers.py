from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.evidence import open_workspace
from medlemsdialog.models.submission import LONGEST_ANSWER, Submission, Tick, Treatment
from medlemsdialog.service.answers import Written, build_submission, find_faults, read_written, recall_written
from medlemsdialog.service.asked import Asked, find_asked
from medlemsdialog.service.opening import NORWAY, Opening, find_opening
from medlemsdialog.service.uploads import clean_name
from support.input_page import write_page_dialogue


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory):
    return open_workspace(write_page_dialogue(tmp_path_factory.mktemp("dialogue")))


@pytest.fixture(scope="module")
def asked(workspace) -> Asked:
    return find_asked(workspace.dialogue, workspace.claims, workspace.register.member("9101"), "nb")


def test_member_is_asked_what_is_put_to_its_kind(workspace, asked: Asked) -> None:
    council = find_asked(workspace.dialogue, workspace.claims, workspace.register.member("9100"), "nb")
    put = {question.id for question in workspace.dialogue.questions}
    assert {question.id for question in asked.questions} == put
    assert {question.id for question in council.questions} == put - {"p8"}
    # Numbered as in the package, where a question has its number whoever it is put to.
    places = {question.id: place for place, question in enumerate(workspace.dialogue.questions, start=1)}
    assert [question.number for question in council.questions] == [places[one.id] for one in council.questions]
    assert places["p8"] not in [question.number for question in council.questions]
    assert [one.id for one in asked.propositions] == ["k-gratis-lokaler"]


def test_answer_is_the_record_and_comes_back_into_the_form(workspace, asked: Asked) -> None:
    written = read_written(
        {
            "svar-p1": "Linje én\r\n\r\nLinje to\x00\x07",
            "svar-ukjent": "hører ikke til",
            "svar-p2": "  \r\n",
            "pastand-k-gratis-lokaler": "partly_agree",
            "kommentar-k-gratis-lokaler": "Med unntak.",
            "behandling": "political_body",
            "sitat": "nei",
        },
        asked,
    )
    assert find_faults(written, asked, ()) == ()
    made = build_submission(
        written, asked, (), dialogue=workspace.dialogue, reference="KF-7QK2-M9", sent=datetime.date(2017, 6, 1)
    )
    assert made.answers == {"p1": "Linje én\n\nLinje to"}
    assert made.propositions[0].tick is Tick.PARTLY_AGREE and made.propositions[0].wording.startswith("Kommunene bør")
    assert (made.treatment, made.may_be_quoted, made.sender_name) == (
        Treatment.POLITICAL_BODY,
        False,
        "Storvika kommune",
    )
    assert Submission.model_validate_json(made.model_dump_json()) == made
    again = build_submission(
        recall_written(made), asked, (), dialogue=workspace.dialogue, reference="KF-7QK2-M9", sent=made.sent
    )
    assert again == made


def test_all_faults_are_told_at_once_each_at_its_field(asked: Asked) -> None:
    written = Written(
        answers={"p2": "x" * (LONGEST_ANSWER + 1)},
        comments={"k-gratis-lokaler": "uten kryss"},
        treatment="noe annet",
        quoted="kanskje",
    )
    assert [fault.field for fault in find_faults(written, asked, ())] == [
        "svar-p2",
        "pastand-k-gratis-lokaler-agree",
        "behandling-political_body",
        "sitat-ja",
    ]
    assert [fault.field for fault in find_faults(Written(), asked, ())] == ["svar-p1"]


@given(
    st.dictionaries(st.text(max_size=30) | st.sampled_from(["svar-p1", "merknad", "sitat", "behandling"]), st.text())
)
def test_any_form_is_read_and_told_of_or_kept(fields: dict[str, str]) -> None:
    asked = Asked("9101", "Storvika kommune", "nb", (), ())
    written = read_written(fields, asked)
    assert Written.model_validate_json(written.model_dump_json()) == written
    find_faults(written, asked, ())


@given(st.text())
def test_name_of_a_document_is_no_path_and_holds_no_hidden_signs(written: str) -> None:
    name = clean_name(written)
    assert 0 < len(name) <= 120 and not set(name) & set("/\\\r\n\0\u202e") and name not in {".", ".."}


def test_ending_of_a_long_name_stays() -> None:
    assert clean_name("C:\\Users\\kari\\" + "a" * 300 + ".docx").endswith("a.docx")


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2017-03-27T23:59", Opening.NOT_YET),
        ("2017-03-28T00:00", Opening.OPEN),
        ("2017-11-30T23:59", Opening.OPEN),
        ("2017-12-01T00:00", Opening.CLOSED),
    ],
)
def test_last_day_is_whole_as_days_are_in_norway(workspace, moment: str, opening: Opening) -> None:
    now = datetime.datetime.fromisoformat(moment).replace(tzinfo=NORWAY)
    assert find_opening(workspace.dialogue, now.astimezone(datetime.UTC)) is opening


def test_nothing_is_shown_after_the_day_of_deletion(workspace) -> None:
    dialogue = workspace.dialogue.model_copy(update={"delete_after": datetime.date(2018, 6, 1)})
    for day, opening in ((1, Opening.CLOSED), (2, Opening.OVER)):
        assert find_opening(dialogue, datetime.datetime(2018, 6, day, 12, tzinfo=NORWAY)) is opening
