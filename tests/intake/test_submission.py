"""Members' own answers: one file is one source, ticks count as ticks do in forms, and what is wrong is told, never dropped."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake.reading import read_document, read_outcome
from medlemsdialog.intake.register_of_sources import read_all
from medlemsdialog.intake.rules import RULES
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.identity import canonical_text
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.vocabulary import Level, Openness, Position, Status
from medlemsdialog.paths import DataFolder, shipped
from support.mini_dialogue import build_of, write_mini_dialogue

PDF = b"Eksempel \xe2\x80\x93 oppdiktet. Kommunestyret ber KS om hjelp.\n"
CLAIM = "k-statlig-tilskudd-kulturskole"


def submission(**changed: Any) -> dict[str, Any]:
    """An answer of Horten, as the form writes it."""
    return {
        "format": "medlemsdialog-innspill",
        "schema_version": 1,
        "dialogue": "kultur-for-framtida",
        "edition": "2017",
        "sender": "0701",
        "sender_name": "Horten kommune",
        "language": "nn",
        "sent": "2017-09-01",
        "reference": "KF-7QK2",
        "version": 1,
        "treatment": "administration",
        "may_be_quoted": True,
        "answers": {"p3": "Eksempel – oppdikta: KS bør hjelpe.\r\n\r\n1. Fleire lokale\r\n2. Meir utstyr"},
        "propositions": [
            {"claim": CLAIM, "wording": "Staten bør.", "tick": "partly_agree", "comment": "Vi vil ha det."}
        ],
        "remarks": "Vi vil vite meir om dette.",
        "attachments": [],
        **changed,
    }


@pytest.fixture(scope="session")
def dialogue(dialogue: Dialogue) -> Dialogue:
    """The example's questions, asked in the edition that the register of these tests has."""
    return dialogue.model_copy(update={"edition": "2017"})


@pytest.fixture
def read(received: Callable[..., dict[str, Intake]]) -> Callable[..., Intake]:
    """Read an answer that lies in Vestfold's folder, other files beside it."""

    def read(answer: dict[str, Any], beside: dict[str, bytes] | None = None) -> Intake:
        content = json.dumps(answer).encode()
        return received({"07/horten.innspill.json": content, **(beside or {})})["07"]

    return read


def rules(intake: Intake) -> set[str]:
    return {problem.rule for problem in intake.problems}


def test_answers_ticks_and_comments_become_passages_that_a_person_can_find(read: Callable[..., Intake]) -> None:
    assert [(p.anchor.label(), p.text, p.question, p.tick) for p in read(submission()).passages] == [
        ("«Problemstilling p3», avsnitt 1", "Eksempel – oppdikta: KS bør hjelpe.", "p3", False),
        ("«Problemstilling p3», punkt 1, avsnitt 2", "Fleire lokale", "p3", False),
        ("«Problemstilling p3», punkt 2, avsnitt 3", "Meir utstyr", "p3", False),
        ("«Påstand: Staten bør.»", "Delvis einig", "", True),
        ("«Påstand: Staten bør. › Kommentar», avsnitt 1", "Vi vil ha det.", "", False),
        ("«Andre merknader», avsnitt 1", "Vi vil vite meir om dette.", "", False),
    ]


def test_the_sender_of_the_file_is_proposed_with_all_it_says_of_itself(read: Callable[..., Intake]) -> None:
    (source,) = read(submission()).sources
    assert (source.sender_code, source.sender_name, source.level) == ("0701", "Horten", Level.MUNICIPALITY)
    assert (source.status, source.date) == (Status.ADMINISTRATIVE, "2017-09-01")
    assert (source.openness, source.quotable) == (Openness.PUBLIC, True)
    assert source.asked == ("p3", CLAIM)


@pytest.mark.parametrize("may_be_quoted", [None, False])
def test_without_a_yes_nothing_may_be_quoted(read: Callable[..., Intake], may_be_quoted: bool | None) -> None:
    (source,) = read(submission(may_be_quoted=may_be_quoted)).sources
    assert (source.openness, source.quotable) == (Openness.INTERNAL, False)


def test_political_treatment_is_proposed_and_told(read: Callable[..., Intake]) -> None:
    intake = read(submission(treatment="political_body"))
    assert intake.sources[0].status is Status.DECISION
    assert "submission_treated_politically" in rules(intake)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"dialogue": "en-annen-dialog"}, "submission_other_dialogue"),
        ({"edition": "2024"}, "submission_other_edition"),
        ({"schema_version": 2}, "submission_newer_form"),
        ({"sender": "9999", "sender_name": "Lyseby"}, "unknown_sender"),
        ({"sender_name": "Larvik kommune"}, "submission_sender_differs"),
        ({"sender": 701, "sent": "i går"}, "submission_field_wrong"),
        ({"treatment": "kommunestyret"}, "submission_field_wrong"),
        ({"answers": {"p99": "Vi mener noe."}}, "submission_unknown_question"),
        ({"answers": ["Vi mener noe."]}, "submission_field_wrong"),
        ({"tillegg": {"Hva mener dere?": "Vi mener noe."}}, "submission_field_unknown"),
        ({"answers": {}, "propositions": [], "remarks": ""}, "submission_without_answers"),
        ({"attachments": [{"name": "vedtak.pdf", "sha256": "0" * 64, "size": 9}]}, "submission_attachment_missing"),
        ({"answers": {"p3": "Se vedlegg."}}, "attachment_missing"),
        (
            {"propositions": [{"claim": CLAIM, "tick": "agree", "comment": "Men det er uklart."}]},
            "tick_against_text",
        ),
    ],
)
def test_what_is_wrong_is_told_and_the_text_is_read_all_the_same(
    read: Callable[..., Intake], changed: dict[str, Any], rule: str
) -> None:
    intake = read(submission(**changed))
    assert rule in rules(intake)
    texts = " ".join(passage.text for passage in intake.passages)
    assert all(text in texts for text in ("Vi mener noe.",) if text in json.dumps(changed))
    assert len(intake.sources) == 1 and intake.sources[0].readable


def test_a_whole_answer_has_nothing_to_tell_of_but_that_it_waits(read: Callable[..., Intake]) -> None:
    assert rules(read(submission())) == {"unregistered"}


def test_a_sender_whose_name_is_another_s_is_nobody_s(read: Callable[..., Intake]) -> None:
    (source,) = read(submission(sender_name="Larvik kommune")).sources
    assert (source.sender_code, source.sender_name) == ("", "Larvik kommune")


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b'{"format": "medlemsdialog-innspill", "answers"', "broken_submission"),
        (b'{"name": "package", "version": "1.0.0"}', "not_a_submission"),
        (b"[1, 2]", "not_a_submission"),
        (b"[" * 100_000, "too_nested"),
        (b"  ", "empty"),
    ],
)
def test_what_is_no_answer_is_refused_with_a_sentence(content: bytes, rule: str) -> None:
    refusal = read_outcome("horten.innspill.json", content).refusal
    assert refusal is not None and refusal.rule == rule


def test_an_answer_is_known_under_any_name_that_it_was_given_on_its_way() -> None:
    content = json.dumps(submission()).encode()
    for name in ("horten.innspill (1).json", "horten.txt", "horten.innspill.json"):
        assert read_document(name, content).submission is not None


def test_an_attachment_beside_the_answer_is_a_source_with_the_same_sender(read: Callable[..., Intake]) -> None:
    named = [{"name": "saka.txt", "sha256": hashlib.sha256(PDF).hexdigest(), "size": len(PDF)}]
    intake = read(submission(attachments=named), {"07/noe-annet.txt": PDF})
    assert [(s.source, s.sender_code, s.quotable) for s in intake.sources] == [
        ("07/horten.innspill.json", "0701", True),
        ("07/noe-annet.txt", "0701", True),
    ]
    assert not rules(intake) & {"unknown_sender", "submission_attachment_missing", "attachment_missing"}


def test_an_attachment_that_was_changed_on_the_way_is_told_of(read: Callable[..., Intake]) -> None:
    named = [{"name": "saka.txt", "sha256": "1" * 64, "size": 9}]
    intake = read(submission(attachments=named), {"07/saka.txt": PDF})
    assert "submission_attachment_changed" in rules(intake)
    assert {source.sender_code for source in intake.sources} == {"0701"}


def test_the_attachment_of_another_sender_is_told_of(read: Callable[..., Intake]) -> None:
    text = "Eksempel – oppdiktet\n\nLarvik kommune\n\nVi krever mer.\n".encode()
    named = [{"name": "brev.txt", "sha256": hashlib.sha256(text).hexdigest(), "size": 9}]
    assert "submission_attachment_sender" in rules(read(submission(attachments=named), {"07/brev.txt": text}))


def test_an_answer_attached_to_another_is_sent_by_who_sent_that(read: Callable[..., Intake]) -> None:
    inner = json.dumps(submission(sender="0706", sender_name="Sandefjord kommune", reference="KF-3RTV")).encode()
    named = [{"name": "svar.innspill.json", "sha256": hashlib.sha256(inner).hexdigest(), "size": len(inner)}]
    intake = read(submission(attachments=named), {"07/vedlegg.innspill.json": inner})
    assert {source.sender_code for source in intake.sources} == {"0701"}
    assert "submission_attachment_sender" in rules(intake)


def test_an_older_version_of_the_same_answer_is_held_back(read: Callable[..., Intake]) -> None:
    newer = json.dumps(submission(version=2)).encode()
    intake = read(submission(), {"07/horten-2.innspill.json": newer})
    assert [p.source for p in intake.problems if p.rule == "submission_replaced"] == ["07/horten.innspill.json"]


def test_an_answer_in_a_mail_is_read_with_its_questions_and_told_of(
    received: Callable[..., dict[str, Intake]], eml: Callable[..., bytes]
) -> None:
    mail = eml("Hei! Her er innspillet.", {"horten.innspill.json": json.dumps(submission()).encode()})
    intake = received({"07/brev.eml": mail})["07"]
    assert "submission_in_mail" in rules(intake)
    assert {p.question for p in intake.passages if "hjelpe" in p.text} == {"p3"}


def test_a_tick_is_a_position_to_its_claim_and_answers_its_question(tmp_path: Path) -> None:
    from medlemsdialog.evidence import code_statements, open_workspace, read_even_if_broken

    data = write_mini_dialogue(tmp_path / "dialog")
    shutil.copy(shipped("data/claims.yaml"), data.claims_file)
    workspace = open_workspace(data, build_of(data))
    claim, dialogue = workspace.claims[0], workspace.dialogue
    answer = submission(
        dialogue=dialogue.id,
        edition=dialogue.edition,
        sender="9101",
        sender_name="",
        propositions=[{"claim": claim.id, "tick": "disagree"}, {"claim": "k-finnes-ikke", "tick": "agree"}],
    )
    (data.root / "inputs/91/svar.innspill.json").write_text(json.dumps(answer), encoding="utf-8")
    workspace = open_workspace(data, build_of(data))
    received = read_even_if_broken(workspace, "91")
    ticked = {one.passage.text: one for one in code_statements(workspace, received) if one.passage.tick}
    assert [(one.claim_id, one.position) for one in ticked["Ueinig"].claims] == [(claim.id, Position.AGAINST)]
    assert ticked["Ueinig"].questions == ((claim.question,) if claim.question else ())
    assert ticked["Einig"].claims == ()
    assert [p.found for p in received.problems if p.rule == "submission_unknown_claim"] == ["k-finnes-ikke"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=12,
)
FIELDS = sorted(submission())


@settings(max_examples=150)
@given(
    changed=st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=12), JSON, max_size=5), cut=st.integers(0, 60)
)
def test_any_answer_is_read_or_refused_and_no_text_is_dropped(changed: dict[str, Any], cut: int) -> None:
    changed.pop("format", None)
    content = json.dumps(submission(**changed)).encode()
    outcome = read_outcome("07/horten.innspill.json", content[: len(content) - cut] if cut > 50 else content)
    if outcome.document is None:
        assert outcome.refusal is not None and outcome.refusal.rule in RULES
        return
    document = outcome.document
    assert document.submission is not None and len(document.submission.parts) == len(document.blocks)
    assert len({block.anchor for block in document.blocks}) == len(document.blocks)
    assert outcome.model_dump_json().encode()
    held = canonical_text(" ".join([*(b.text for b in document.blocks), *(n.found for n in document.notes)]))
    answers = changed.get("answers")
    for text in answers.values() if isinstance(answers, dict) else []:
        if isinstance(text, str):
            assert all(word in held for word in text.split() if word.isalnum() and word.isascii())


def test_what_cannot_be_written_to_a_file_is_replaced(tmp_path: Path) -> None:
    content = json.dumps(submission(answers={"p3": "Vi \ud800 vil \u0000 ha det."})).encode()
    document = read_document("horten.innspill.json", content)
    assert document.blocks[0].text == "Vi \ufffd vil \ufffd ha det."
    assert "control_characters" in {note.rule for note in document.notes}


def test_an_amended_answer_at_the_same_path_keeps_the_ids_of_what_is_unchanged(
    tmp_path: Path, dialogue: Any, register: Any
) -> None:
    data = DataFolder(tmp_path)
    file = tmp_path / "inputs/07/horten.innspill.json"
    file.parent.mkdir(parents=True)
    found = []
    for version, text in ((1, "Vi mener det.\n\nVi vil ha mer."), (2, "Nytt først.\n\nVi mener det.")):
        file.write_text(json.dumps(submission(version=version, answers={"p3": text})), encoding="utf-8")
        intakes = read_all(data, dialogue, register, Judgements())
        passages = next(intake for intake in intakes if intake.area_code == "07").passages
        found.append({p.text: p.statement_id.rpartition("-")[2] for p in passages if not p.tick})
    assert found[0]["Vi mener det."] == found[1]["Vi mener det."]
