"""Sentences of Norwegian prose are told apart as a reader tells them, and nothing of the text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.evidence.assessment_text import parse_assessment, write_citation, write_field
from medlemsdialog.evidence.sentences import split_sentences

# A stroke stands where one sentence ends and the next begins.
PROSE = (
    "Vi mener bl.a. at tilskuddet bør øke.| Det gjelder f.eks. Byfjord.",
    "Vi viser til Meld. St. 8 (2018–2019) og St.meld. nr. 48 (2002–2003).| Begge er omtalt.",
    "Jf. kulturlova § 7.| Kommunen har et ansvar.",
    "§ 7. Ansvar for kulturskole gjelder alle.",
    "Fristen var 30. november.| Møtet var kl. 12.30 den 3. mai.",
    "Fristen er 30. November 2017.| Alle svarte.",
    "Saken er nr. 3 på lista.| Deretter kom nr. 4.",
    "Kommunen sier: «Vi vil ha mer. Vi må få det.» [@k1-aa]| En annen er uenig.",
    "Kommunen sier nei. [@k1-aa]| En annen sier ja.[@k1-bb] [@k1-cc]| Slutt.",
    "«Ja!» sa ordføreren.| «Nei!»| Det var svaret.",
    "De fleste (se vedlegg 3. Det er langt.) er for.| Noen er mot.",
    "Det gjelder bibliotek, museum osv.| Det gjelder ikke arkiv m.m. i denne omgang.",
    "Kostnaden er 200 mill. kroner.| Den var 3,5 mrd.| I fjor var den mindre.",
    "I 2017.| 12 kommuner svarte i 2016.",
    "Møtet er 30. 11. 2017 kl. 10.",
    "Vedlegg A.| Kommunen A. Hansen finnes ikke.",
    "Bra.| {tall:medlemmer-horte} medlemmer er hørt.| {tall:organer-horte} organ.",
    "**Viktig.**| *Neste* setning.| Og _en til_.",
    "Hva nå?| – Vi venter.| Så …| Ferdig ... nesten.",
    "Ho seier at m.a. Fjellbygd må få meir, t.d. til korps.| Dei andre òg.",
    "Se s. 12.| Art. 19. 3 ledd er endret.| Av denne art.| Det er alt.",
    "Vi vil ha «en ny lov.| Den må komme.",
    "Jf. pkt. 4.2 og kap. 3.| Prop. 95 S. gjelder.",
)
_PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "Det er bra. ",
            "«Ja. Nei.» ",
            "(Se",
            ") ",
            "bl.a. ",
            "\n",
            "\n\n",
            "- ",
            "1. ",
            "# ",
            "> ",
            "30. november ",
            "…",
            '"',
        ]
    ),
    st.just(write_citation("k1-aa")),
    st.just(write_field("medlemmer-horte")),
)
_TEXTS = st.lists(_PIECES, max_size=20).map("".join)


@pytest.mark.parametrize("marked", PROSE)
def test_prose_is_cut_where_a_reader_would(marked: str) -> None:
    cut = [sentence.raw for sentence in split_sentences(marked.replace("|", ""))]
    assert cut == [piece.strip() for piece in marked.split("|")]


def test_paragraphs_items_and_headings_begin_sentences_of_their_own() -> None:
    text = "## Tittel\nFørste avsnitt\ngår over to linjer. Andre.\n\n- Punkt\n- Punkt to. Mer.\n\n30. november er fristen.\n\n> Sitert"
    found = [(sentence.raw, sentence.mark, sentence.opens_block) for sentence in split_sentences(text)]
    assert found == [
        ("Tittel", "##", True),
        ("Første avsnitt\ngår over to linjer.", "", True),
        ("Andre.", "", False),
        ("Punkt", "-", True),
        ("Punkt to.", "-", True),
        ("Mer.", "", False),
        ("30. november er fristen.", "", True),
        ("Sitert", "", True),
    ]


def test_sentence_holds_the_statements_it_cites() -> None:
    first, second = split_sentences("Byen er for [@k1-aa], og en til [@k1-bb]. Andre er mot [@k1-aa].")
    assert (first.cited, second.cited) == (("k1-aa", "k1-bb"), ("k1-aa",))


@given(_TEXTS)
def test_nothing_is_lost_and_sentences_stand_in_order(text: str) -> None:
    sentences = split_sentences(text)
    assert [sentence.number for sentence in sentences] == list(range(1, len(sentences) + 1))
    end = 0
    for sentence in sentences:
        assert sentence.start >= end and text[sentence.start : sentence.end] == sentence.raw != ""
        assert sentence.raw == sentence.raw.strip()
        between = text[end : sentence.start]
        assert not any(sign.isalpha() for sign in between)
        end = sentence.end
    assert not any(sign.isalpha() for sign in text[end:])


def test_many_citations_at_the_end_are_read_at_once() -> None:
    text = "Det er bra. " + "[@k1-aa]" * 500
    assert [sentence.raw for sentence in split_sentences(text)] == [text]


@given(_TEXTS)
def test_no_token_is_cut_in_two(text: str) -> None:
    tokens = [part.raw for part in parse_assessment(text) if part.type != "text"]
    found = [
        part.raw for sentence in split_sentences(text) for part in parse_assessment(sentence.raw) if part.type != "text"
    ]
    assert found == tokens


@given(_TEXTS, _TEXTS)
def test_sentences_of_a_paragraph_do_not_hang_on_the_next_paragraph(one: str, other: str) -> None:
    alone = [sentence.raw for sentence in split_sentences(one)]
    together = [sentence.raw for sentence in split_sentences(f"{one}\n\n{other}")]
    assert together[: len(alone)] == alone
