"""What is taken for personal data, on a set labelled by hand and on the forms that each kind comes in."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.intake.personal import find_in_name, find_personal_data, is_person_name
from medlemsdialog.intake.personal.numbers import describe_national_id, has_control_digits
from medlemsdialog.models.personal import PersonalKind
from support.labelled_personal_data import read_labelled, score_finder


def found(text, **options):
    return [(span.kind.value, text[span.start : span.end]) for span in find_personal_data(text, **options)]


@pytest.mark.parametrize("held_out", [False, True], ids=["seen", "held-out"])
def test_recall_and_precision_on_the_labelled_set(held_out, capsys):
    passages = [passage for passage in read_labelled() if passage.held_out is held_out]
    score = score_finder(passages, lambda text, signature: find_personal_data(text, signature=signature))
    with capsys.disabled():
        print(f"\npersonal data, {'held out' if held_out else 'seen'}: {len(passages)} passages")
        for kind in score.labels:
            print(f"  {kind:12} recall {score.covered[kind]}/{score.labels[kind]}", end="")
            print(f"  precision {score.right[kind]}/{score.spans[kind]}")
        print(f"  all          recall {score.recall:.3f}  precision {score.precision:.3f}")
    assert score.recall >= 0.97
    assert score.precision >= 0.97


def test_what_is_known_to_be_hard_is_told_and_does_not_get_worse(capsys):
    """Names that nothing tells of, and artists' names: written to find the limits, never to adjust the rules by."""
    passages = read_labelled("harder.txt")
    score = score_finder(passages, lambda text, signature: find_personal_data(text, signature=signature))
    with capsys.disabled():
        print(f"\npersonal data, hard cases: {len(passages)} passages, recall {score.recall:.3f}", end="")
        print(f"  precision {score.precision:.3f}")
    assert score.recall >= 0.3
    assert score.precision >= 0.6


def test_the_labelled_set_is_large_and_full_of_traps():
    passages = read_labelled()
    assert sum(len(passage.labels) for passage in passages) >= 300
    assert sum(not passage.labels for passage in passages) >= 100
    assert {passage.language for passage in passages} == {"nb", "nn"}


@pytest.mark.parametrize(
    ("digits", "said"),
    [
        ("18078950192", "fødselsnummer med"),
        ("58078950186", "D-nummer"),
        ("18478950175", "hjelpenummer eller testnummer"),
        ("18878950158", "hjelpenummer eller testnummer"),
        ("19738850249", "hjelpenummer eller testnummer"),
    ],
)
def test_every_kind_of_national_identity_number_is_named(digits, said):
    assert said in describe_national_id(digits).text()


@given(st.integers(0, 99_999_999_999))
def test_a_number_without_control_digits_is_no_identity_number(number):
    digits = f"{number:011}"
    assert bool(describe_national_id(digits)) <= has_control_digits(digits)


@pytest.mark.parametrize(
    "text",
    [
        "18078950191",
        "Fakturanummer 22334455",
        "12 345 678 kroner",
        "Sak 17/1234",
        "91 234 567 kr",
        "20170612",
        "987 654 321",
    ],
)
def test_other_numbers_stand(text):
    assert found(text) == []


def test_wrong_control_digits_are_masked_where_the_text_says_what_the_number_is():
    assert found("Fødselsnummer 18078950191") == [("national_id", "18078950191")]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("uttalelse-kari-nordmann.docx", "kari-nordmann"),
        ("Brev fra Ola Nordmann 2017.pdf", "Ola Nordmann"),
        ("innspel_gunnhild_aase_vik.odt", "gunnhild_aase_vik"),
        ("kari.nordmann@eksempel.invalid.eml", "kari.nordmann@eksempel.invalid.eml"),
    ],
)
def test_a_file_name_that_holds_a_name_is_seen(name, kept):
    assert kept in [name[span.start : span.end] for span in find_in_name(name)]


@pytest.mark.parametrize(
    "name",
    [
        "ovre-tyri-kommunestyret-sak-47-17.docx",
        "saerutskrift-fsk-83-17.docx",
        "stein-kommune.pdf",
        "Svar på høring.docx",
    ],
)
def test_a_file_name_without_a_name_stands(name):
    assert find_in_name(name) == ()


def test_a_member_is_no_person():
    assert is_person_name("Kari Nordmann")
    assert not is_person_name("Øvre Tyri kommune")
    assert not is_person_name("Falkeborg Kulturskole")


@given(st.text(alphabet=st.sampled_from("abcÆØÅ Kari Nordmann 0123456789@.,:/()+-\n§"), max_size=200), st.booleans())
def test_spans_stand_in_order_and_never_overlap(text, signature):
    spans = find_personal_data(text, signature=signature)
    ends = [0, *(span.end for span in spans)]
    assert all(end <= span.start < span.end <= len(text) for end, span in zip(ends, spans, strict=False))
    assert spans == find_personal_data(text, signature=signature)


@pytest.mark.parametrize("one", ["Storgata 1 ", "tlf. 22 33 44 55 ", "01017012345 "])
def test_a_line_of_nothing_but_addresses_or_numbers_is_read_in_a_moment(one):
    began = process_time()
    found = find_personal_data(one * 9_000)
    assert len(found) == (0 if one.startswith("0") else 9_000)
    assert process_time() - began < 15


def test_a_house_before_an_address_is_seen_in_a_long_text():
    before = "Vi ønsker oss mer kultur. " * 100
    assert find_personal_data(f"{before}Møtet holdes i kulturhuset Storgata 1.") == ()
    assert len(find_personal_data(f"{before}Jeg bor i Storgata 1.")) == 1


def test_the_reason_is_told_in_both_forms():
    spans = [
        span for passage in read_labelled() for span in find_personal_data(passage.text, signature=passage.signature)
    ]
    assert all(re.search(r"[a-zæøå]", span.reason.text("nn")) for span in spans)
    assert {span.kind for span in spans} == set(PersonalKind) - {PersonalKind.OTHER}
