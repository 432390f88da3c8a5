"""Edits accepted from Word stand in the finding as the person saw them: citations kept, fields kept, the rest as typed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, open_workspace
from medlemsdialog.evidence.assessment_text import list_cited, parse_assessment
from medlemsdialog.evidence.finding_checks import check_finding
from medlemsdialog.evidence.finding_text import resolve_finding
from medlemsdialog.evidence.sentences import split_sentences
from medlemsdialog.exchange.finding_document import compare_edited
from medlemsdialog.exchange.restored_text import restore_text
from medlemsdialog.models.edited_document import EditedDocument, SentenceEdit
from medlemsdialog.paths import BuildFolder, DataFolder
from medlemsdialog.runs.finding_edits import accept_edits, rewrite_text
from medlemsdialog.runs.findings import write_finding
from report import example
from support import edited_word as word
from support.edited_word import edit, made, replace_words


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The example's frame in a folder of its own, with the two findings written."""
    data = tmp_path / "dialog"
    data.mkdir()
    for name in ("dialogue.yaml", "codebook.yaml", "claims.yaml"):
        shutil.copy(example.ROOT / "data" / name, data / name)
    shutil.copytree(example.ROOT / "data" / "reference", data / "reference")
    opened = open_workspace(DataFolder(data), BuildFolder(tmp_path / "build"))
    for finding in (word.GRANT, word.LIBRARIES):
        write_finding(
            opened,
            finding_id=finding.finding_id,
            heading=finding.heading,
            text=finding.text,
            claims=finding.claims,
            themes=finding.themes,
            by="Kari Eksempel",
        )
    return open_workspace(DataFolder(data), BuildFolder(tmp_path / "build"))


def compare(content: bytes) -> EditedDocument:
    return compare_edited("brev.docx", content, word.overview(), example.labels(), original=made())


def test_accepted_edit_is_written_with_citations_and_fields(workspace: Workspace) -> None:
    content = edit(made(), replace_words("et øremerket tilskudd", "et fast tilskudd"))
    content = edit(content, replace_words("en møteplass", "et hjem"))
    (event,) = accept_edits(workspace, word.overview(), compare(content), {"f-tilskudd:1"}, by="Ola Eksempel")
    first, *rest = split_sentences(event.text.nb)
    assert first.raw == f"I alt {word.COUNT} medlemmer er **for** et fast tilskudd [@{word.FOR}]."
    assert [one.raw for one in rest] == [one.raw for one in split_sentences(word.GRANT.text.nb)][1:]
    assert event.text.nn == word.GRANT.text.nn and event.claims == word.GRANT.claims
    again = open_workspace(workspace.data, workspace.build)
    assert again.judgements.findings["f-tilskudd"].text == event.text
    assert again.judgements.findings["f-bibliotek"].text == word.LIBRARIES.text


def test_number_typed_in_word_becomes_a_fault_and_not_a_field(workspace: Workspace) -> None:
    content = edit(made(), replace_words("I alt 4 medlemmer", "I alt 12 medlemmer"))
    (event,) = accept_edits(workspace, word.overview(), compare(content), None, by="Ola Eksempel")
    finding = word.GRANT.model_copy(update={"text": event.text})
    assert "finding_typed_count" in {fault.rule for fault in check_finding(finding, workspace, word.overview())}
    assert list_cited(event.text.nb) == list_cited(word.GRANT.text.nb)


def test_unknown_reference_or_nothing_left_writes_nothing(workspace: Workspace) -> None:
    edited = compare(edit(made(), replace_words("en møteplass", "et hjem")))
    with pytest.raises(UsageError, match="f-bibliotek:1"):
        accept_edits(workspace, word.overview(), edited, {"f-bibliotek:9"}, by="Ola Eksempel")
    gone = tuple(
        SentenceEdit(reference=f"f-bibliotek:{n}", kind="removed", finding_id="f-bibliotek", number=n)
        for n in (1, 2, 3, 4)
    )
    with pytest.raises(UsageError, match="findings remove"):
        accept_edits(workspace, word.overview(), EditedDocument(language="nb", edits=gone), None, by="Ola Eksempel")
    assert open_workspace(workspace.data).judgements.findings["f-bibliotek"].text == word.LIBRARIES.text


TEXT = "Første her. Andre her.\n\n- Tredje her. Fjerde her.\n- Femte her.\n"


def _edit(kind: str, number: int | None, **more: object) -> SentenceEdit:
    return SentenceEdit.model_validate({"reference": "x", "kind": kind, "finding_id": "f-x", "number": number, **more})


@pytest.mark.parametrize(
    ("edits", "written"),
    [
        ([], TEXT),
        ([_edit("removed", 1)], "Andre her.\n\n- Tredje her. Fjerde her.\n- Femte her.\n"),
        ([_edit("removed", 3)], "Første her. Andre her.\n\n- Fjerde her.\n- Femte her.\n"),
        ([_edit("removed", 3), _edit("removed", 4)], "Første her. Andre her.\n\n- Femte her.\n"),
        (
            [_edit("new", None, text="Ny.", follows=2)],
            "Første her. Andre her. Ny.\n\n- Tredje her. Fjerde her.\n- Femte her.\n",
        ),
        (
            [_edit("new", None, text="Ny.", follows=2, opens_block=True), _edit("new", None, text="To.", follows=2)],
            "Første her. Andre her.\n\nNy. To.\n\n- Tredje her. Fjerde her.\n- Femte her.\n",
        ),
        (
            [_edit("new", None, text="Ny.", follows=0)],
            "Ny. Første her. Andre her.\n\n- Tredje her. Fjerde her.\n- Femte her.\n",
        ),
        ([_edit("moved", 1, follows=2)], "Andre her. Første her.\n\n- Tredje her. Fjerde her.\n- Femte her.\n"),
        (
            [_edit("changed", 5, text="Sjette her.")],
            "Første her. Andre her.\n\n- Tredje her. Fjerde her.\n- Sjette her.\n",
        ),
    ],
)
def test_edits_stand_where_they_belong(edits: list[SentenceEdit], written: str) -> None:
    assert rewrite_text(TEXT, edits) == written


_WORDS = st.lists(
    st.sampled_from(["Eksempel", "medlemmer", "12", "**viktig**", "4", "for,", "«sitat»", "(her)"]), max_size=6
).map(" ".join)


@given(_WORDS, _WORDS, _WORDS)
def test_no_citation_is_ever_lost_and_the_words_are_those_typed(before: str, between: str, typed: str) -> None:
    raw = f"A {before} {word.COUNT} {between} [@{word.FOR}] og slutt [@{word.AGAINST}]."
    finding = word.GRANT.model_copy(update={"text": word.GRANT.text.model_copy(update={"nb": raw})})
    resolved = resolve_finding(finding, word.overview(), example.labels())
    parts = tuple(part for sentence in resolved.sentences for part in sentence.parts)
    after = " ".join(f"B {typed} slutt.".split())
    text, _ = restore_text(parts, after)
    assert set(list_cited(text)) == {word.FOR, word.AGAINST}
    changed = finding.model_copy(update={"text": finding.text.model_copy(update={"nb": text})})
    shown = " ".join(one.printed for one in resolve_finding(changed, word.overview(), example.labels()).sentences)
    assert shown.replace("*", "") == after.replace("*", "")


@given(_WORDS)
def test_sentence_nobody_touched_is_written_as_it_was(before: str) -> None:
    raw = f"A {before} {word.COUNT} er for [@{word.FOR}], og slutt [@{word.AGAINST}]."
    finding = word.GRANT.model_copy(update={"text": word.GRANT.text.model_copy(update={"nb": raw})})
    (sentence,) = resolve_finding(finding, word.overview(), example.labels()).sentences
    text, numbers = restore_text(sentence.parts, sentence.printed)
    assert " ".join(text.split()) == " ".join(raw.split()) and not numbers
    assert len(parse_assessment(text)) == len(parse_assessment(raw))
