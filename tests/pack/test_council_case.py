"""A draft case counts as what the council makes of it: proposal and decision apart, and never what we wrote ourselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from medlemsdialog.models.vocabulary import Kind, Level, Status
from medlemsdialog.pack.council_case import build_council_case
from support.clerk_edits import WordEdit, save_through_libreoffice
from support.returned_documents import request_for, statements_of, take_in

Q1, Q7, Q9 = "Spørsmål 1:", "Spørsmål 7:", "Spørsmål 9:"
POINTS = (
    "Staten bør betale mer av kulturskolen. Eksempel – oppdiktet.",
    "Kommunen vil selv bestemme prisen på en plass. Eksempel – oppdiktet.",
)
LOCAL = "Unge trenger et sted å møtes. Eksempel – oppdiktet."
DECISION = (
    ("Heading1", "Saksprotokoll i kommunestyret 14.06.2017, sak 45/17"),
    ("Heading2", "Behandling"),
    ("BodyText", "Innstillingen ble enstemmig vedtatt."),
    ("Heading2", "Vedtak"),
)


def draft(code: str = "6104", language: str = "nb") -> WordEdit:
    content = build_council_case(request_for(code, language))
    assert content is not None
    return WordEdit(content)


def proposed() -> WordEdit:
    case = draft()
    case.write_below(Q9, *POINTS)
    case.write_below(Q1, LOCAL)
    return case


def test_draft_sent_back_untouched_says_nothing(tmp_path: Path) -> None:
    for code, language in (("6104", "nb"), ("6104", "nn"), ("6100", "nb"), ("6100", "nn")):
        intake = take_in(tmp_path / f"{code}{language}", {"61/sak.docx": draft(code, language).save()}, "61")
        assert intake.sources[0].sender_code == code
        assert statements_of(intake) == [], (code, language)


def test_municipality_has_its_bodies_and_county_council_its_own() -> None:
    municipality, county = draft().paragraphs(), draft("6100", "nn").paragraphs()
    assert {"Formannskapet", "Kommunestyret"} <= set(municipality)
    assert {"Fylkesutvalet", "Fylkestinget"} <= set(county)
    # The county council is not asked about the price of places in the municipalities' schools.
    assert any(line.startswith("Spørsmål 8:") for line in municipality)
    assert not any(line.startswith("Spørsmål 8:") for line in county)


def test_proposal_is_read_as_innstilling_under_its_questions(tmp_path: Path) -> None:
    intake = take_in(tmp_path, {"61/sak.docx": proposed().save()}, "61")
    source, found = intake.sources[0], statements_of(intake)
    assert (source.sender_code, source.level, source.status) == ("6104", Level.MUNICIPALITY, Status.PROPOSAL)
    assert [(one.question, one.text) for one in found] == [("p1", LOCAL), ("p9", POINTS[0]), ("p9", POINTS[1])]
    assert all(one.kind is Kind.VIEW for one in found)


def test_own_background_stays_background_and_own_assessment_is_the_administrations(tmp_path: Path) -> None:
    case = proposed()
    case.replace("[Skriv kort", "Kulturskolen har 120 elever. Staten bør ifølge KS betale mer. Eksempel – oppdiktet.")
    case.replace("[Skriv hvorfor", "Prisen bør være lavere enn i dag. Eksempel – oppdiktet.")
    found = statements_of(take_in(tmp_path, {"61/sak.docx": case.save()}, "61"))
    assert [(one.status, one.text) for one in found[3:]] == [
        (Status.ADMINISTRATIVE, "Prisen bør være lavere enn i dag. Eksempel – oppdiktet.")
    ]


def test_decision_added_below_takes_the_proposals_place(tmp_path: Path) -> None:
    case = proposed()
    case.write_after("Dato:", "02.05.2017")
    decided = ("Staten bør betale halvparten av kulturskolen. Eksempel – oppdiktet.", LOCAL)
    case.add_at_end((*DECISION, *(("ListNumber", text) for text in decided)))
    intake = take_in(tmp_path, {"61/sak.docx": case.save()}, "61")
    source, found = intake.sources[0], statements_of(intake)
    assert (source.status, source.date) == (Status.DECISION, "2017-06-14")
    assert [one.text for one in found] == list(decided)


def test_draft_whose_heading_becomes_the_decision_is_decided(tmp_path: Path) -> None:
    case = proposed()
    case.replace("Forslag til vedtak", "Kommunestyrets vedtak 14.06.2017")
    intake = take_in(tmp_path, {"61/sak.docx": case.save()}, "61")
    assert (intake.sources[0].status, intake.sources[0].date) == (Status.DECISION, "2017-06-14")
    assert [(one.question, one.text) for one in statements_of(intake)] == [
        ("p1", LOCAL),
        ("p9", POINTS[0]),
        ("p9", POINTS[1]),
    ]


def test_decision_keeps_the_questions_it_repeats(tmp_path: Path) -> None:
    case = proposed()
    question = next(line for line in case.paragraphs() if line.startswith(Q9))
    case.add_at_end((*DECISION, ("Heading3", question), ("ListNumber", POINTS[1])))
    intake = take_in(tmp_path, {"61/sak.docx": case.save()}, "61")
    assert intake.sources[0].status is Status.DECISION
    assert [(one.question, one.text) for one in statements_of(intake)] == [("p9", POINTS[1])]


def test_proposal_under_the_words_of_the_own_office_stays_a_proposal(tmp_path: Path) -> None:
    case = proposed()
    case.replace("Forslag til vedtak", "Rådmannens innstilling")
    intake = take_in(tmp_path, {"61/sak.docx": case.save()}, "61")
    assert intake.sources[0].status is Status.PROPOSAL
    assert [one.text for one in statements_of(intake)] == [LOCAL, *POINTS]


def test_decision_that_only_adopts_the_proposal_makes_its_points_the_decision(tmp_path: Path) -> None:
    case = proposed()
    case.add_at_end((*DECISION, ("BodyText", "Som innstillingen.")))
    intake = take_in(tmp_path, {"61/sak.docx": case.save()}, "61")
    assert intake.sources[0].status is Status.DECISION
    assert [(one.status or Status.DECISION, one.text) for one in statements_of(intake)] == [
        (Status.DECISION, text) for text in (LOCAL, *POINTS)
    ]


def test_record_of_the_meeting_sent_apart_is_read_beside_the_draft(tmp_path: Path) -> None:
    case, record = proposed(), draft()
    for heading in [line for line in record.paragraphs() if line.startswith("Spørsmål ")]:
        record.remove_question(heading)
    record.replace("Saksframlegg", "Særutskrift")
    record.add_at_end((*DECISION, ("ListNumber", POINTS[1])))
    intake = take_in(tmp_path, {"61/sak.docx": case.save(), "61/særutskrift.docx": record.save()}, "61")
    status = {source.source: source.status for source in intake.sources}
    assert status == {"61/sak.docx": Status.PROPOSAL, "61/særutskrift.docx": Status.DECISION}
    own = next(source for source in intake.sources if source.status is Status.DECISION)
    views = [one.text for one in intake.passages_of(own.source_id) if one.kind is Kind.VIEW]
    assert views == [POINTS[1]]


def test_questions_taken_away_and_points_outside_them_change_nothing_else(tmp_path: Path) -> None:
    case = proposed()
    case.remove_question(Q7)
    case.replace("Innspillet sendes til KS", "KS bør svare kommunene på hva som ble gjort. Eksempel – oppdiktet.")
    found = statements_of(take_in(tmp_path, {"61/sak.docx": case.save()}, "61"))
    assert [one.text for one in found[:3]] == [LOCAL, *POINTS]


def test_sentence_of_ours_that_something_is_added_to_is_read(tmp_path: Path) -> None:
    case = proposed()
    lead = next(line for line in case.paragraphs() if line.startswith("Kommunestyret gir dette"))
    case.replace("Kommunestyret gir dette", f"{lead} Staten må lytte til kommunene. Eksempel – oppdiktet.")
    found = statements_of(take_in(tmp_path, {"61/sak.docx": case.save()}, "61"))
    assert found[0].text.endswith("Staten må lytte til kommunene. Eksempel – oppdiktet.")


@pytest.mark.libreoffice
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_case_saved_by_another_program_is_read_the_same(tmp_path: Path, ending: str) -> None:
    saved = save_through_libreoffice(proposed().save(), tmp_path, ending)
    intake = take_in(tmp_path, {f"61/sak.{ending}": saved}, "61")
    assert (intake.sources[0].sender_code, intake.sources[0].status) == ("6104", Status.PROPOSAL)
    assert [one.text for one in statements_of(intake)] == [LOCAL, *POINTS]
