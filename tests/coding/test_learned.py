"""What is learned from codings: precise or silent, blind to copies, of any language, and safe to read."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.build import coded, passage
from medlemsdialog.coding.learned.evaluation import evaluate_learning
from medlemsdialog.coding.learned.examples import Example, Written, gather_examples, group_examples, leave_out_copies
from medlemsdialog.coding.learned.features import count_features, find_occurrences, split_words
from medlemsdialog.coding.learned.fitting import split_groups
from medlemsdialog.coding.learned.model_file import forget_sources, read_model, write_model
from medlemsdialog.coding.learned.proposing import Learner
from medlemsdialog.coding.learned.thresholds import NEVER, choose_thresholds
from medlemsdialog.coding.learned.training import train_model
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import DialogueError
from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.models.claims import Claim, ClaimPosition
from medlemsdialog.models.coded import Suggestion
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.vocabulary import Addressee, Position, TextLanguage
from medlemsdialog.paths import DataFolder

THINGS = {
    "museum": ["samlingen", "utstillingen", "konservatoren", "magasinet", "gjenstandene"],
    "bibliotek": ["bøkene", "utlånet", "bibliotekaren", "lesesalen", "bokbussen"],
    "korps": ["trommene", "dirigenten", "marsjen", "uniformene", "musikantene"],
}
ENDS = ["trenger mer plass", "er slitt i år", "må få penger", "bør komme flere til gode", "er viktig for bygda"]
CLAIM = Claim(
    id="k-mer-plass",
    text=Text(nb="Staten bør gi samlingen og magasinet mer plass."),
    addressee=Addressee.STATE,
    themes=("museum",),
)


def example(number: int, source: str, text: str, *themes: str, claims: tuple[str, ...] = ()) -> Example:
    return Example(f"{number:06d}", source, text, frozenset(themes), frozenset(claims), frozenset())


def examples(sources: int = 12) -> list[Example]:
    made = []
    for source in range(sources):
        for theme, things in THINGS.items():
            for step in range(2):
                thing = things[(source + step) % 5]
                text = f"Eksempel: {thing} {ENDS[(source + 2 * step) % 5]}, sier avsender {chr(97 + source)}."
                claims = ("k-mer-plass",) if thing in {"samlingen", "magasinet"} else ()
                made.append(example(len(made), f"k{source}", text, theme, claims=claims))
    return made


def train(made: list[Example], **options: object):
    asked = {"themes": [*THINGS, "dans"], "claims": ["k-mer-plass"], "precision": 0.8, **options}
    return train_model(made, [], **asked)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def model():
    return train(examples())


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path)


def suggest(model, text: str, *own: Suggestion, codings: tuple[CodingSet, ...] = ()):
    learner = Learner(model, {*THINGS}, {CLAIM.id: CLAIM})
    return learner.suggest([text], [own], codings)[0]


def test_learned_suggestion_tells_its_origin_the_words_and_how_often_it_is_right(model):
    (one,) = suggest(model, "Konservatoren sier at samlingen må få et nytt magasin.").themes
    assert (one.theme, one.origin, one.search_word) == ("museum", "learned", "")
    assert "samlingen" in one.words and one.confidence and 0.5 < one.confidence <= 0.95
    assert "lært av kodingene" in str(one.reason) and "%" in str(one.reason)


def test_what_nothing_was_learned_of_gives_no_suggestion_but_does_not_know(model):
    for text in ("Vi ønsker god jul og takker for samarbeidet.", "", "…", "12 345"):
        assert suggest(model, text)[:1] == ((),) and suggest(model, text).unsure


def test_search_words_stay_where_nothing_is_learned_and_keep_what_they_found(model):
    dance = Suggestion(theme="dans", found="dansen", search_word="dans")
    museum = Suggestion(theme="museum", found="samlingen", search_word="samling*")
    both = suggest(model, "Konservatoren viser fram samlingen og magasinet, og dansen.", dance, museum).themes
    assert [(one.theme, one.origin, one.found) for one in both] == [
        ("dans", "search_word", "dansen"),
        ("museum", "learned", "samlingen"),
    ]


def test_claim_is_suggested_with_a_sentence_of_the_same_area_and_no_position(model):
    coding = CodingSet(
        by="koder-a",
        client="pc",
        statement_id="k9-1",
        text="Magasinet må utvides, samlingen trenger mer plass.",
        anchor=Anchor(line=1),
        claims=(ClaimPosition(claim_id=CLAIM.id, position=Position.FOR),),
    )
    text = "Eksempel: samlingen trenger mer plass, sier vi."
    (alone,) = suggest(model, text).claims
    assert (alone.claim_id, alone.resembles, alone.resembles_id) == (CLAIM.id, CLAIM.text.nb, "")
    (beside,) = suggest(model, text, codings=(coding,)).claims
    assert (beside.resembles, beside.resembles_id) == (coding.text, "k9-1")
    assert not hasattr(beside, "position") and coding.text in str(beside.reason)


def test_theme_with_few_examples_is_told_and_not_learned(model):
    made = [*examples(), *(example(900 + n, f"k{n}", f"Dansen er gøy {n}", "dans") for n in range(4))]
    facts = train(made).facts
    assert "dans" in facts.too_few and "dans" not in facts.themes
    assert train(examples(1)) is None


def test_theme_that_words_do_not_show_is_learned_but_never_proposed():
    made = [
        example(
            one.statement_id and int(one.statement_id),
            one.source_id,
            one.text,
            *one.themes,
            *["dans"] * (place % 7 == 0),
        )
        for place, one in enumerate(examples())
    ]
    assert "dans" in train(made).facts.never


def test_same_codings_in_any_order_give_the_same_file(folder, tmp_path):
    made = examples()
    first = write_model(folder, train(made))
    second = write_model(DataFolder(tmp_path / "b"), train(made))
    assert first.name == second.name and first.read_bytes() == second.read_bytes()


def test_model_comes_back_as_it_was_written_and_holds_no_words(folder, model):
    file = write_model(folder, model)
    back = read_model(folder, precision=0.8)
    texts = [one.text for one in examples()]
    assert back is not None and back.propose(texts, [()] * len(texts)) == model.propose(texts, [()] * len(texts))
    with zipfile.ZipFile(file) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"samlingen" not in content and "samlingen".encode("utf-32-le") not in content


def test_kept_weights_score_as_what_was_measured_does(model):
    texts = [split_words(one.text) for one in examples()]
    scores = model.score(texts, [()] * len(texts))
    own = [max(range(3), key=lambda column: row[column]) for row in scores[:, :3]]
    assert [model.facts.themes[column] for column in own] == [next(iter(one.themes)) for one in examples()]


def test_unknown_words_do_not_make_a_text_surer(model):
    known = [split_words("Konservatoren viser fram samlingen.")]
    mostly_unknown = [split_words("Konservatoren zxq wvu kjhg pqrs samlingen ytre ghjk bnmz lkjh poiu.")]
    column = model.facts.themes.index("museum")
    assert model.score(mostly_unknown, [()])[0, column] < 0.75 * model.score(known, [()])[0, column]


def test_texts_are_not_alike_for_one_known_word_among_unknown_ones(model):
    text = "Samlingen zxqw wvut kjhg pqrs ytrg."
    own, other = model.likeness(text, [text, "Samlingen bnmz lkjh poiu qwer asdf."])
    assert own == pytest.approx(1, abs=1e-3) and other < 0.5


def test_file_that_is_not_the_pinned_one_is_not_read(folder, model):
    file = write_model(folder, model)
    file.write_bytes(file.read_bytes() + b"x")
    with pytest.raises(DialogueError, match=r"coding train"):
        read_model(folder, precision=0.8)
    file.unlink()
    with pytest.raises(DialogueError, match="mangler"):
        read_model(folder, precision=0.8)


def test_pickle_in_place_of_the_model_is_never_opened(folder, model, tmp_path):
    write_model(folder, model)

    class Hostile:
        def __reduce__(self):
            return (open, (str(tmp_path / "opened"), "w"))

    import hashlib
    import io

    array = io.BytesIO()
    np.lib.format.write_array(array, np.array([Hostile()], dtype=object), allow_pickle=True)
    evil = io.BytesIO()
    with zipfile.ZipFile(evil, "w") as archive:
        archive.writestr("facts.json", model.facts.model_dump_json())
        for name in ("keys", "idf", "weights", "scale", "found_weights", "constant"):
            archive.writestr(f"{name}.npy", array.getvalue())
    for content in (evil.getvalue(), pickle.dumps(Hostile())):
        digest = hashlib.sha256(content).hexdigest()
        folder.model_file(digest).write_bytes(content)
        pin = {"format": "medlemsdialog-learned-1", "file": folder.model_file(digest).name, "sha256": digest}
        folder.model_pin.write_text(json.dumps(pin))
        with pytest.raises(DialogueError, match="annet format"):
            read_model(folder, precision=0.8)
    assert not (tmp_path / "opened").exists()


def test_other_format_and_other_precision_are_told(folder, model):
    write_model(folder, model)
    with pytest.raises(DialogueError, match="treffsikkerhet"):
        read_model(folder, precision=0.9)
    folder.model_pin.write_text(folder.model_pin.read_text().replace("learned-1", "learned-2"))
    with pytest.raises(DialogueError, match="learned-2"):
        read_model(folder, precision=0.8)
    folder.model_pin.write_text("{}")
    with pytest.raises(DialogueError, match="skadet"):
        read_model(folder, precision=0.8)


def test_model_learned_from_a_withdrawn_source_is_removed(folder, model):
    write_model(folder, model)
    assert forget_sources(folder, ["k99"]) == () and folder.model_pin.is_file()
    assert len(forget_sources(folder, ["k3"])) == 2 and not list(folder.model_files())


def test_sami_ticks_disputes_and_sources_that_do_not_count_teach_nothing():
    sami = coded(passage("k1", 1, "Sámi text", language=TextLanguage.SAMI), "museum")
    tick = coded(passage("k1", 2, "Ja", tick=True), "museum")
    elsewhere = coded(passage("k2", 1, "Museet"), "museum")
    uncoded = coded(passage("k1", 3, "Museet her"), "museum").model_copy(update={"coders": 0})
    fine = coded(passage("k1", 4, "Museet vårt"), "museum")
    found = gather_examples([sami, tick, elsewhere, uncoded, fine], {"k1"})
    assert [one.statement_id for one in found] == [fine.passage.statement_id]


def test_learner_leaves_sami_and_ticks_alone(model):
    text = "Konservatoren viser fram samlingen og magasinet."
    statements = (
        coded(passage("k1", 1, text, language=TextLanguage.SAMI)),
        coded(passage("k1", 2, text, tick=True)),
        coded(passage("k1", 3, text)),
    )
    sami, tick, plain = Learner(model, {*THINGS}).add_suggestions(statements, ())
    assert sami == statements[0] and tick == statements[1]
    assert [one.theme for one in plain.suggestions] == ["museum"] and plain.themes == ()


def test_near_copies_in_different_sources_are_never_told_apart():
    text = "Kommunestyret mener at museet må få flere faste stillinger og et nytt magasin innen fem år."
    made = [
        example(0, "k0", text, "museum"),
        example(1, "k1", text.replace("fem", "ti"), "museum"),
        *(example(2 + n, f"k{2 + n}", f"Noe helt annet om sak {chr(97 + n) * 5}.") for n in range(8)),
    ]
    kept, groups = group_examples(made)
    assert len(kept) == len(made) and groups[0] == groups[1] and len(set(groups)) == 9
    for learn, tried in split_groups(groups):
        assert not {groups[place] for place in learn} & {groups[place] for place in tried}


def test_text_that_most_have_sent_counts_once_rather_than_tying_all_together():
    text = "Kommunestyret mener at museet må få flere faste stillinger og et nytt magasin innen fem år."
    made = []
    for n in range(10):
        made.append(example(2 * n, f"k{n}", text, "museum"))
        made.append(example(2 * n + 1, f"k{n}", f"Et eget syn i sak {chr(97 + n) * 6} her."))
    kept, groups = group_examples(made)
    assert len(kept) == 11 and len(set(groups)) == 10


def test_evaluation_beats_the_most_common_theme_and_tells_each_count():
    measured = evaluate_learning(examples(), [], themes=[*THINGS, "dans"], claims=["k-mer-plass"], precision=0.8)
    assert measured.folds == 5 and measured.statements == 72
    assert (measured.micro["learned"].precision or 0) >= 0.8
    assert (measured.micro["learned"].f1 or 0) > (measured.micro["majority"].f1 or 0)
    dance = next(row for row in measured.themes if row.label == "dans")
    assert (dance.coded, dance.learned_in_folds, dance.rates["learned"].proposed) == (0, 0, 0)
    assert sum(row.rates["learned"].proposed for row in measured.themes) == measured.micro["learned"].proposed


def test_codebook_example_taken_from_a_statement_does_not_tell_the_answer():
    random = np.random.default_rng(4)
    words = ["fjord", "ferge", "bru", "skole", "gate", "lys", "torg", "brygge", "stue", "hage", "kino", "vei"]
    made, written = [], []
    for n in range(80):
        # Words and themes have nothing to do with each other.
        text = " ".join(random.choice(words, 9)) + f" {chr(97 + n % 26) * 4}{chr(97 + n // 26) * 5}"
        theme = list(THINGS)[n % 3]
        made.append(example(n, f"k{n}", f"{text.capitalize()}.", theme))
        own = (text, text.upper(), f"Eksempel – oppdiktet. {text} bør vi ha.", text[:50])[n % 4]
        written.append(Written(own, frozenset({theme})))
    assert leave_out_copies(written, made) == ()
    measured = evaluate_learning(made, written, themes=[*THINGS], claims=[], precision=0.8)
    assert measured.micro["learned"].proposed <= 2
    apart = Written("Museum: samlinger, utstillinger og det som hører til et museum.", frozenset({"museum"}))
    assert leave_out_copies([apart], made) == (apart,)


def test_statements_beyond_the_limit_are_not_told_as_copies(monkeypatch):
    from medlemsdialog.coding.learned import evaluation, training

    for module in (evaluation, training):
        monkeypatch.setattr(module, "MOST_STATEMENTS", 60)
    measured = evaluate_learning(examples(), [], themes=[*THINGS], claims=[], precision=0.8)
    assert (measured.statements, measured.not_used_copies, measured.not_used_over_limit) == (60, 0, 12)


def test_evaluation_of_next_to_nothing_says_so_and_does_not_break():
    measured = evaluate_learning(examples(2)[:3], [], themes=[*THINGS], claims=[], precision=0.8)
    assert measured.micro["learned"].proposed == 0 and measured.no_proposal == 3


def test_thresholds_hold_the_precision_or_propose_nothing():
    random = np.random.default_rng(1)
    chosen = (random.random((400, 2)) < 0.3).astype(float)
    scores = np.stack([chosen[:, 0] + random.normal(0, 0.3, 400), random.normal(0, 1, 400)], axis=1)
    least = choose_thresholds(scores, chosen, precision=0.8).least
    assert chosen[scores[:, 0] >= least[0], 0].mean() >= 0.8
    assert least[1] == NEVER


@pytest.mark.parametrize(
    "text", ["Die Bücherei öffnet später.", "图书馆应该晚些开放", "पुस्तकालय को धन चाहिए", "Библиотека закрыта"]
)
def test_features_are_found_in_any_language(text):
    words = split_words(text)
    assert words and "".join(words) and len(count_features([words]).key) > 3
    assert all(mark in "".join(words) for mark in "िा" if mark in text)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6))
def test_features_of_a_text_do_not_depend_on_its_company(texts):
    split = [split_words(text) for text in texts]
    together = count_features(split)
    for place, words in enumerate(split):
        alone = count_features([words])
        mine = together.text == place
        assert (together.key[mine] == alone.key).all() and (together.times[mine] == alone.times).all()


@given(st.lists(st.sampled_from(["a", "bø", "samling", "dans", "ly"]), max_size=8))
def test_occurrences_cover_whole_words_and_are_as_many_as_there_are(words):
    found = find_occurrences([words])
    sequences = sum(max(len(words) - length + 1, 0) for length in (1, 2, 3))
    letters = sum(max(len(word) + 2 - length + 1, 0) for word in words for length in (2, 3, 4))
    assert len(found.key) == sequences + letters
    assert not len(found.key) or (found.first_word.min() >= 0 and found.last_word.max() < len(words))


def test_program_without_a_model_never_imports_what_learning_needs():
    code = (
        "import sys; from medlemsdialog.evidence import open_workspace, code_statements, read_even_if_broken\n"
        "w = open_workspace(); assert w.learned is None\n"
        "assert not {'sklearn', 'scipy', 'medlemsdialog.coding.learned.model'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
