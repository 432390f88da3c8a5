"""A finding as a file: what is written out comes back the same, and a line that cannot be used is told of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import MedlemsdialogError, UsageError
from medlemsdialog.judgements.events import FindingWritten
from medlemsdialog.models.findings import Basis, PickedQuote
from medlemsdialog.models.vocabulary import BasisLevel, BasisQuestion, FindingDocument, Strength
from medlemsdialog.runs.finding_file import FindingDraft, format_finding, parse_finding

HEAD = "---\noverskrift: Eksempel – oppdiktet\n"
# What a line of a heading or a note may hold; what stands around it is cut.
_LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).map(str.strip)
_WORDS = st.text(st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from("\n\\«»\r")), max_size=60)
_NOTES = _WORDS.map(str.strip)
_TEXTS = st.lists(_LINES, max_size=4).map(lambda lines: "\n".join(lines).strip())
_CODES = st.lists(st.from_regex(r"[a-z0-9-]{1,9}", fullmatch=True), max_size=3, unique=True).map(tuple)


def _is_no_mark(text: str) -> bool:
    return not any(line.strip().casefold() in {"[bokmål]", "[nynorsk]", "[engelsk]"} for line in text.split("\n"))


@st.composite
def events(draw: st.DrawFn) -> FindingWritten:
    texts = _TEXTS.filter(_is_no_mark)
    quotes = draw(st.lists(st.tuples(st.from_regex(r"k[0-9a-f]{3}-[0-9a-f]{8}", fullmatch=True), _WORDS), max_size=2))
    notes = draw(st.dictionaries(st.sampled_from(BasisQuestion), _NOTES.filter(bool), max_size=2))
    reason = draw(_NOTES)
    return FindingWritten(
        by="Kari",
        client="pc",
        finding_id="f-x",
        heading=Text(nb=draw(_LINES.filter(bool)), nn=draw(_LINES), en=draw(_LINES)),
        text=Text(nb=draw(texts.filter(bool)), nn=draw(texts), en=draw(texts)),
        section=draw(st.sampled_from(["", "oppvekst"])),
        place=draw(st.integers(0, 99)),
        claims=draw(_CODES),
        themes=draw(_CODES),
        statements=draw(_CODES),
        quotes=tuple(
            PickedQuote(statement_id=of, text=words, contrary=bool(n)) for n, (of, words) in enumerate(quotes)
        ),
        strength=draw(st.none() | st.sampled_from(Strength)),
        basis=Basis(level=draw(st.sampled_from(BasisLevel)), reason=reason, notes=notes) if reason else None,
        documents=tuple(draw(st.lists(st.sampled_from(FindingDocument), unique=True))),
    )


@given(events())
def test_a_finding_written_to_a_file_comes_back_the_same(event: FindingWritten) -> None:
    draft = parse_finding(format_finding(event))
    for name in FindingDraft.model_fields:
        assert getattr(draft, name) == getattr(event, name), name


@given(
    st.text(max_size=300) | st.lists(st.sampled_from(["---", "overskrift: x", "sitat: x", "krav:", "x"])).map("\n".join)
)
def test_whatever_a_file_holds_is_read_or_told_of(content: str) -> None:
    try:
        parse_finding(content)
    except MedlemsdialogError as error:
        assert error.text()


def test_codes_may_be_written_as_words_in_either_form() -> None:
    head = (
        HEAD
        + "styrke: brei støtte\ngrunnlag: tynt grunnlag\nbegrunnelse: få\nmerknad Peker utsagnene samme vei?: nei\n"
    )
    draft = parse_finding(head + "dokumenter: sluttrapporten\n---\nEksempel")
    assert draft.strength is Strength.BROAD
    assert draft.basis == Basis(level=BasisLevel.THIN, reason="få", notes={BasisQuestion.AGREEMENT: "nei"})
    assert draft.documents == (FindingDocument.FINAL_REPORT,)


def test_a_file_saved_on_windows_is_read_and_only_heading_and_text_are_needed() -> None:
    draft = parse_finding("\ufeff" + HEAD.replace("\n", "\r\n") + "---\r\nLinje en.\r\nLinje to.\r\n")
    assert (draft.finding_id, draft.text.nb) == ("", "Linje en.\nLinje to.")
    assert draft.documents == (FindingDocument.INPUT, FindingDocument.FINAL_REPORT)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("Bare tekst", "Filen må begynne med en linje «---»"),
        (HEAD + "farge: rød\n---\nx", "Linje 3: «farge: rød» er ikke kjent"),
        (HEAD + "plass: to\n---\nx", "Linje 3: Plassen «to» skal være et helt tall"),
        (HEAD + "\nplass: 1\nplass: 2\n---\nx", "Linje 5: «plass» står to ganger"),
        (HEAD + 'sitat: k1-a "ordrett"\n---\nx', "Linje 3: Et sitat skrives slik"),
        (HEAD + "styrke: sterk\n---\nx", "Linje 3: «sterk» kan ikke brukes her. Velg en av disse: entydig"),
        (HEAD + "grunnlag: good\n---\nx", "Linje 3: Skriv hvorfor grunnlaget er vurdert slik"),
        (HEAD + "begrunnelse: få\n---\nx", "Linje 3: Skriv nivået"),
        (HEAD + "merknad farge: rød\ngrunnlag: good\nbegrunnelse: x\n---\nx", "Linje 3: «farge» kan ikke brukes"),
        ("---\nplass: 1\n---\nx", "Linje 3: Overskriften mangler"),
        (HEAD + "---\n\n[nynorsk]\nDøme", "Teksten på bokmål mangler"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_with_its_number(content: str, told: str) -> None:
    with pytest.raises(UsageError) as error:
        parse_finding(content)
    assert told in error.value.text()
