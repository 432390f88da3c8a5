"""A letter tells one sender its own words and how they were read; nothing of others, nothing personal, in its own form."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from evidence.build import coded, intake, passage, source
from medlemsdialog.evidence import Workspace, open_workspace
from medlemsdialog.intake.personal.area import review_area
from medlemsdialog.models.vocabulary import Kind, Level, Openness, SourceState, Status
from medlemsdialog.paths import BuildFolder
from medlemsdialog.report.feedback import build_letter
from medlemsdialog.report.feedback_documents import WIDTH, write_letter_docx, write_letter_text
from medlemsdialog.report.feedback_frame import Letter
from medlemsdialog.report.feedback_senders import find_addressees
from support.mini_dialogue import write_mini_dialogue

OWN = "Biblioteket treng betre rammer. Eksempel – oppdikta."
OTHERS = "Hemmelig fra naboen. Eksempel – oppdiktet."


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("dialog")
    return open_workspace(write_mini_dialogue(folder), BuildFolder(folder / "build"))


def letters(workspace: Workspace, sources, statements, *, area="91", others=()) -> dict[str, Letter]:
    passages = [one.passage for one in statements] + list(others)
    received = intake(area, sources, passages)
    personal, _ = review_area(received.sources, received.passages, workspace.judgements)
    received = received.model_copy(update={"personal": personal})
    return {
        one.key: build_letter(workspace, received, statements, one, letter_id="brev", reply_by="2017-11-15")
        for one in find_addressees(received.sources)
    }


def body_of(letter: Letter) -> str:
    return " ".join(write_letter_text(letter).split())


def test_each_sender_sees_only_its_own(workspace):
    sources = [source("ka", "9101", county="91"), source("kb", "9102", county="91")]
    said = [coded(passage("ka", 1, OWN), "bibliotek"), coded(passage("kb", 1, OTHERS), "museum")]
    made = letters(workspace, sources, said)
    assert set(made) == {"9101", "9102"}
    assert OWN in body_of(made["9101"]) and OTHERS not in body_of(made["9101"]) and "kb" not in body_of(made["9101"])


@pytest.mark.parametrize(
    ("sender", "area", "language"), [("9101", "91", "nb"), ("9201", "92", "nn"), ("9103", "91", "nb")]
)
def test_a_member_is_written_to_in_its_own_form_and_quoted_in_the_form_it_wrote(workspace, sender, area, language):
    made = letters(workspace, [source("ka", sender, county=area)], [coded(passage("ka", 1, OWN), "museum")], area=area)
    letter = made[sender]
    assert letter.language == language
    assert letter.title == {"nb": "Slik forsto vi dere", "nn": "Slik forstod vi dykk"}[language]
    assert f"«{OWN}»" in body_of(letter)


def test_one_persons_view_goes_to_that_person_and_not_to_the_municipality(workspace):
    sources = [
        source("ka", "9101", county="91"),
        source("kb", "9101", county="91", status=Status.INDIVIDUAL, sender_name="Kari Nordmann"),
    ]
    said = [coded(passage("ka", 1, OWN), "bibliotek"), coded(passage("kb", 1, OTHERS), "museum")]
    made = letters(workspace, sources, said)
    assert set(made) == {"9101", "kb"}
    assert OTHERS not in body_of(made["9101"]) and made["kb"].title == "Slik forsto vi deg"
    assert made["kb"].sender_code == ""


def test_two_persons_of_one_name_get_a_letter_each(workspace):
    person = {"level": Level.OTHER, "status": Status.INDIVIDUAL, "sender_name": "Kari Nordmann", "county": "91"}
    made = letters(workspace, [source("ka", "", **person), source("kb", "", **person)], [])
    assert set(made) == {"ka", "kb"}


def test_personal_data_is_masked_and_counted(workspace):
    text = "Ring 22 00 00 00 eller skriv til kari.nordmann@eksempel.no. Eksempel – oppdiktet."
    made = letters(workspace, [source("ka", "9101", county="91")], [coded(passage("ka", 1, text), "museum")])
    told = body_of(made["9101"])
    assert "kari.nordmann@eksempel.no" not in told and "[e-postadresse fjernet]" in told and "e-postadresse: 1" in told


def test_what_was_sent_in_confidence_is_told_apart_and_not_repeated(workspace):
    sources = [
        source("ka", "9101", county="91"),
        source("kb", "9101", county="91", openness=Openness.CONFIDENTIAL, quotable=False),
    ]
    said = [coded(passage("ka", 1, OWN), "bibliotek"), coded(passage("kb", 1, OTHERS), "museum")]
    made = letters(workspace, sources, said)
    assert set(made) == {"9101", "9101-fortrolig"}
    assert OTHERS not in body_of(made["9101"]) and OTHERS not in body_of(made["9101-fortrolig"])
    assert made["9101-fortrolig"].is_confidential and "linje 1" in body_of(made["9101-fortrolig"])


def test_a_body_is_addressed_as_a_body(workspace):
    code = "organ:fylkesstyret-vestmark"
    made = letters(workspace, [source("ka", code, level=Level.BODY, county="91")], [])
    told = body_of(made["organ-fylkesstyret-vestmark"])
    assert "Takk for innspillet fra Fylkesstyret i Vestmark" in told


def test_positions_other_kinds_and_what_is_left_are_told_in_numbers(workspace):
    said = [coded(passage("ka", 1, OWN), "museum", claims={"ks-bør": "against"})]
    waiting = coded(passage("ka", 2, "Dette er ikke kodet. Eksempel – oppdiktet.")).model_copy(update={"coders": 0})
    others = [passage("ka", number, kind=Kind.BACKGROUND) for number in (3, 4)] + [
        passage("ka", 5, "Falt: Nedstemt. Eksempel – oppdiktet.", kind=Kind.VOTED_DOWN)
    ]
    made = letters(workspace, [source("ka", "9101", county="91")], [*said, waiting], others=others)
    told = body_of(made["9101"])
    assert "Vi leste dette som motstand mot kravet «ks-bør»" in told
    assert "1 utsagn er vi ikke ferdige med" in told and "bakgrunn: 2" in told and "nedstemt forslag: 1" in told
    assert "Nedstemt. Eksempel" not in told


def test_unconfirmed_and_set_aside_sources_give_no_letter(workspace):
    sources = [
        source("ka", "9101", county="91", state=SourceState.PROPOSED),
        source("kb", "9102", county="91", state=SourceState.REJECTED),
    ]
    assert letters(workspace, sources, []) == {}


def test_a_sheet_that_many_answered_in_is_not_named(workspace):
    row = source("ka", "9101", county="91", source="91/alle-svar.xlsx#2")
    told = body_of(letters(workspace, [row], [coded(passage("ka", 1, OWN), "museum")])["9101"])
    assert "alle-svar" not in told and "svar i skjema" in told and "linje 1" not in told


def test_the_text_fits_an_e_mail_and_the_document_is_the_same_each_time(workspace):
    hostile = "<script>alert(1)</script> og [lenke](http://eksempel.example) Eksempel – oppdiktet " + "ord " * 80
    said = [coded(passage("ka", 1, hostile), "museum")]
    letter = letters(workspace, [source("ka", "9101", county="91")], said)["9101"]
    text = write_letter_text(letter)
    assert max(map(len, text.splitlines())) <= WIDTH and text.startswith("Emne: Slik forsto vi dere\n")
    document = write_letter_docx(letter)
    assert document == write_letter_docx(letter)
    xml = zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml").decode()
    assert "&lt;script&gt;" in xml and "w:hyperlink" not in xml


def test_two_equal_texts_stand_once_with_their_number(workspace):
    sources = [source("ka", "9101", county="91"), source("kb", "9101", county="91")]
    said = [coded(passage(key, 1, OWN), "museum") for key in ("ka", "kb")]
    told = body_of(letters(workspace, sources, said)["9101"])
    assert told.count(OWN) == 1 and "Den samme teksten står 2 steder" in told


def test_the_files_of_a_letter_tell_no_persons_name(workspace, tmp_path):
    person = {"level": Level.OTHER, "sender_name": "Kari Nordmann", "county": "91", "status": Status.UNKNOWN}
    (letter,) = letters(workspace, [source("ka", "", **person)], []).values()
    assert "kari" not in BuildFolder(Path(tmp_path)).area("91").letter(letter.key, "docx").name
