"""What we printed ourselves is known by its words; whatever a sender adds to it is the sender's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.intake.case_words import CASE_TEXTS
from medlemsdialog.intake.minutes_words import MINUTES_TEXTS
from medlemsdialog.intake.own_words import find_own_words
from medlemsdialog.pack.norwegian import Setting, capitalise, read_setting
from medlemsdialog.register.editions import read_register, shipped_editions_folder
from support.returned_documents import example_dialogue, example_register, request_for

OWN = find_own_words(example_dialogue())
TEXTS = (*CASE_TEXTS, *MINUTES_TEXTS)
WORDS = st.text(st.characters(categories=("L", "Nd", "P", "Zs")), min_size=1, max_size=60).filter(
    lambda text: text.strip()
)


def setting(code: str = "6104", language: str = "nb") -> Setting:
    return read_setting(request_for(code, language))


@pytest.mark.parametrize(("code", "language"), [("6104", "nb"), ("6104", "nn"), ("6100", "nb"), ("6100", "nn")])
def test_all_that_the_templates_print_is_ours(code: str, language: str) -> None:
    filled = setting(code, language)
    for message in TEXTS:
        assert OWN.hold(filled.write(message)), message.msgid
    assert all(OWN.hold(question.text.nn) for question in example_dialogue().questions)


def test_names_of_all_members_stand_in_our_sentences() -> None:
    registers = [example_register(), *(read_register(shipped_editions_folder(), year) for year in ("2017", "2024"))]
    request = request_for("6104")
    for member in (member for register in registers for member in register.members):
        filled = read_setting(request.model_copy(update={"member": member}))
        assert all(OWN.hold(filled.write(message)) for message in CASE_TEXTS), member.name


@given(st.sampled_from(TEXTS), WORDS, st.booleans())
def test_what_is_added_to_a_sentence_of_ours_makes_it_the_senders(message: object, added: str, before: bool) -> None:
    ours = setting().write(message)  # type: ignore[arg-type]
    assert not OWN.hold(f"{added} {ours}" if before else f"{ours} {added}")


@pytest.mark.parametrize(
    "text",
    [
        "[Kommunen mener at staten må betale.]",
        "Innspillet sendes til KS innen 1. juli 2017, og kommunen krever svar.",
        "Kommunestyret gir dette innspillet til KS i dialogen «Kultur for framtida og mer penger»:",
        "Det som står urørt, regnes ikke som innspill fra Gaupestrand kommune.",
    ],
)
def test_opinion_in_place_of_ours_is_the_senders(text: str) -> None:
    assert not OWN.hold(text)


@pytest.mark.parametrize(
    "text", ["[Skriv her]", "[skriv inn kommunens syn på saken]", "[Velg dato]", "[Fyll ut saksnummer]"]
)
def test_field_that_says_what_to_write_is_nobodys_view(text: str) -> None:
    assert OWN.hold(text)


def test_lines_of_ours_run_together_are_ours_and_a_line_among_them_is_not() -> None:
    filled = setting()
    ours = "\n".join(filled.write(message) for message in TEXTS[:5])
    assert OWN.hold(ours)
    assert not OWN.hold(f"{ours}\nStaten må betale. Eksempel – oppdiktet.")


def test_own_name_for_the_council_keeps_our_sentence_ours() -> None:
    lead = "Heradsstyret gir dette innspillet til KS i dialogen «Kultur for framtida»:"
    assert OWN.hold(lead)
    assert capitalise("bystyret") == "Bystyret"
