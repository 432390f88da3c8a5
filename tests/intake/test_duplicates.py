"""What repeats what, on pairs labelled by hand; the floors are below what was measured, on the held-out third too."""

from __future__ import annotations

import random
import time

import pytest

from intake.labelled import read_blocks
from medlemsdialog.intake.duplicates import duplicate_key, group_wordings, mark_duplicates
from medlemsdialog.intake.language import find_language
from medlemsdialog.intake.likeness import Wording, judge_likeness, prepare_wording
from medlemsdialog.intake.sketch import MOST_DIFFERING_BITS, find_near_sketches, sketch_wording
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.vocabulary import Kind, Likeness

PAIRS = [(label, one, other) for label, one, other in read_blocks("duplicate_pairs.txt")]
LIKENESS = {"copy": "equal", "near": "near", "template": "template", "variant": "variant"}


def wording(text: str) -> Wording:
    return prepare_wording(text, find_language(text))


def passages(*texts: str, **more: object) -> list[Passage]:
    return [
        Passage(
            statement_id=f"k{number}-0",
            source_id=f"k{number}",
            text=text,
            anchor=Anchor(line=number),
            kind=Kind.VIEW,
            language=find_language(text),
            **more,
        )
        for number, text in enumerate(texts, start=1)
    ]


def groups(*texts: str) -> list[str]:
    return [passage.duplicate_group for passage in mark_duplicates(passages(*texts))[0]]


def test_set_is_large_and_holds_every_label() -> None:
    labels = [label for label, _, _ in PAIRS]
    assert len(PAIRS) >= 150
    assert all(labels.count(label) >= 10 for label in (*LIKENESS, "subject", "opposite"))


@pytest.mark.parametrize("held_out", [False, True], ids=["worked with", "held out"])
def test_copies_are_found_and_texts_on_one_subject_are_not(held_out: bool) -> None:
    found = {"right": 0, "wrong": 0, "missed": 0, "named": 0}
    for number, (label, one, other) in enumerate(PAIRS, start=1):
        if (number % 3 == 0) is not held_out:
            continue
        likeness = judge_likeness(wording(one), wording(other))
        repeated = label in LIKENESS
        found["right"] += repeated and likeness is not None
        found["missed"] += repeated and likeness is None
        found["wrong"] += not repeated and likeness is not None
        found["named"] += repeated and likeness is not None and likeness.value == LIKENESS[label]
    precision = found["right"] / (found["right"] + found["wrong"])
    recall = found["right"] / (found["right"] + found["missed"])
    assert precision >= 0.97 and recall >= 0.94
    assert found["named"] / found["right"] >= 0.9


def test_pairs_find_each_other_among_all_the_texts() -> None:
    """The look-up by rare pairs of words loses nothing that comparing all with all would find."""
    texts = [text for _, one, other in PAIRS for text in (one, other)]
    group_of = {place: number for number, group in enumerate(group_wordings([*map(wording, texts)])) for place in group}
    for number, (_, one, other) in enumerate(PAIRS):
        together = group_of.get(2 * number, -1) == group_of.get(2 * number + 1, -2)
        assert together is (judge_likeness(wording(one), wording(other)) is not None), (one, other)


def test_no_text_is_removed_and_short_ones_are_left_alone() -> None:
    texts = ("Ja", "Ja", "Vedtatt enstemmig.", "Vedtatt enstemmig.")
    marked, _ = mark_duplicates(passages(*texts))
    assert [passage.text for passage in marked] == list(texts)
    assert groups(*texts) == ["", "", "", ""]


def test_words_of_a_ticked_answer_repeat_nothing() -> None:
    text = "Ja, kommunen støtter forslaget slik det står i meldingen."
    assert {p.duplicate_group for p in mark_duplicates(passages(text, text, tick=True))[0]} == {""}


def test_key_of_a_group_rests_on_its_texts_and_not_on_their_order() -> None:
    one = "Kulturskolen bør være gratis for alle barn under tolv år i hele fylket."
    other = "Kulturskolen må være gratis for alle barn under tolv år i hele fylket."
    assert set(groups(one, other)) == set(groups(other, one)) == {min(duplicate_key(one), duplicate_key(other))}


def test_first_of_a_group_repeats_nothing_and_the_others_tell_how() -> None:
    first = "Aksvik kommune ber om 2 millioner kroner til kulturskolen hvert år framover."
    template = first.replace("Aksvik", "Bermo").replace("2", "4")
    marked, _ = mark_duplicates(passages(first, first.upper(), template))
    assert [passage.likeness for passage in marked] == [None, Likeness.EQUAL, Likeness.TEMPLATE]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tilskuddet bør gå til kommunene og ikke til fylkeskommunene.", "Tilskuddet bør ikke gå til kommunene, men til fylkeskommunene."),
        ("Kommunen støtter forslaget om makspris i kulturskolen.", "Kommunen støtter ikke forslaget om makspris i kulturskolen."),
        ("Vi meiner staten bør betale for skyssen til teateret.", "Vi meiner fylkeskommunen bør betale for skyssen til teateret."),
        ("Aksvoll, Såmark, Tyrihavn, Elgsvoll og Ulverud 14.09.2017", "Bøvik, Nordmo, Sørdal, Granli og Havnes 28.10.2017"),
    ],
)  # fmt: skip
def test_opposite_views_and_bare_lists_of_names_are_not_copies(one: str, other: str) -> None:
    assert groups(one, other) == ["", ""]


def test_chain_of_small_changes_does_not_lead_from_one_text_to_another() -> None:
    words = "kultur skaper tilhørighet mening arbeid framtid glede samhold læring språk identitet mestring vekst trygghet".split()  # noqa: SIM905
    chain = [" ".join(["ny" + word for word in words[:turned]] + words[turned:]) for turned in range(len(words))]
    found = groups(*chain)
    assert found[0] == "" or found[0] != found[-1]


def test_ten_times_as_many_texts_take_nothing_like_a_hundred_times_as_long() -> None:
    def seconds(size: int) -> float:
        draw = random.Random(size)
        words = ["".join(draw.choices("bdfgklmnprstvaeiou", k=8)) for _ in range(4000)]
        texts = [" ".join(draw.choices(words, k=25)) for _ in range(size)]
        ready = [prepare_wording(text) for text in (*texts, *(f"{text} {words[0]}" for text in texts[::5]))]
        start = time.process_time()
        assert len(group_wordings(ready)) >= size // 6
        return time.process_time() - start

    assert seconds(5000) < 40 * max(seconds(500), 0.01)


LONG = (
    "Kulturskolen er kommunens viktigste verktøy for at barn skal få utvikle evnene sine, men tilbudet avhenger i dag av "
    "bosted og av hva foreldrene har råd til, og det må staten gjøre noe med."
)


def test_sketch_tells_a_near_copy_and_nothing_of_other_texts() -> None:
    near = LONG.replace("barn skal", "alle barn i Aksvik skal")
    others = [text for _, text, _ in PAIRS]
    sketches = {place: sketch_wording(wording(text)) for place, text in enumerate([near, *others], start=1)}
    assert set(find_near_sketches({0: sketch_wording(wording(LONG))}, sketches)) == {(0, 1)}


def test_sketch_is_short_whatever_the_text_and_empty_for_short_texts() -> None:
    assert len(sketch_wording(wording(LONG))) == len(sketch_wording(wording(LONG * 9))) == 16
    assert sketch_wording(wording("Kulturskolen bør være gratis for alle barn under tolv år.")) == ""
    assert MOST_DIFFERING_BITS * 4 <= 32


def test_sketch_of_a_text_says_little_of_any_of_its_words() -> None:
    """A guess at half of the words looks no nearer than a text by chance may: guesses cannot be built up word by word."""
    words = LONG.split()
    half = " ".join(words[: len(words) // 2])
    apart = int(sketch_wording(wording(half)), 16) ^ int(sketch_wording(wording(LONG)), 16)
    assert apart.bit_count() > MOST_DIFFERING_BITS
