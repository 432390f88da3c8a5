from __future__ import annotations

from medlemsdialog.coding.codebook_checks import FEWEST_STATEMENTS_TO_COMPARE, MOST_THEMES, find_codebook_problems
from medlemsdialog.dialogue_text import Text
from medlemsdialog.models.themes import Example
from support.codebooks import codebook, example_codebook, theme


def rules(problems):
    return sorted(problem.rule for problem in problems)


def ids(number, first=0):
    return {f"u{n}" for n in range(first, first + number)}


def test_a_theme_nobody_has_coded_is_told_of():
    problems = find_codebook_problems(codebook(theme("dans"), theme("sirkus")), {"dans": ids(1)}, ["nb", "nn"])
    assert rules(problems) == ["codebook_empty"]
    assert "Sirkus (sirkus)" in problems[0].anchor.label()
    assert str(problems[0].to_do)


def test_a_theme_is_not_empty_when_one_below_it_is_coded():
    book = codebook(theme("dans"), theme("ballett", "dans"))
    assert not find_codebook_problems(book, {"ballett": ids(1)}, ["nb"])


def test_before_anything_is_coded_one_notice_stands_for_all_empty_themes():
    assert rules(find_codebook_problems(example_codebook(), {}, ["nb", "nn"])) == ["codebook_nothing_coded"]


def test_seventy_themes_are_enough():
    themes = [theme(f"t{number}") for number in range(MOST_THEMES + 1)]
    coded = {one.code: {one.code} for one in themes}
    assert not find_codebook_problems(codebook(*themes[:-1]), coded, ["nb"])
    (problem,) = find_codebook_problems(codebook(*themes), coded, ["nb"])
    assert (problem.rule, problem.found) == ("codebook_too_many", "71")


def test_overlap_is_the_share_of_the_smaller_theme_and_lies_above_ninety_per_cent():
    book = codebook(theme("dans"), theme("ballett"))
    smaller, number = ids(20), 20
    assert not find_codebook_problems(book, {"dans": ids(100, 2), "ballett": smaller}, ["nb"])  # 18 of 20
    (problem,) = find_codebook_problems(book, {"dans": ids(100, 1), "ballett": smaller}, ["nb"])  # 19 of 20
    assert problem.rule == "codebook_overlap"
    assert "Ballett" in problem.anchor.label()
    assert problem.found == f"19/{number}"
    assert "«Dans»" in str(problem.what)


def test_too_few_statements_say_nothing_of_overlap():
    book = codebook(theme("dans"), theme("ballett"))
    few = ids(FEWEST_STATEMENTS_TO_COMPARE - 1)
    assert not find_codebook_problems(book, {"dans": few, "ballett": few}, ["nb"])
    enough = ids(FEWEST_STATEMENTS_TO_COMPARE)
    assert rules(find_codebook_problems(book, {"dans": enough, "ballett": enough}, ["nb"])) == ["codebook_overlap"]


def test_definition_and_example_are_asked_for_in_the_forms_the_dialogue_is_held_in():
    bare = theme("dans", definition=Text(nb="–"), example=Example(nb="Eksempel – oppdiktet.", nn=""))
    coded = {"dans": ids(1)}
    assert rules(find_codebook_problems(codebook(bare), coded, ["nb"])) == ["codebook_no_definition"]
    both = find_codebook_problems(codebook(bare), coded, ["nb", "nn"])
    assert rules(both) == ["codebook_no_definition", "codebook_no_definition", "codebook_no_example"]
    assert "nynorsk" in str(both[-1].what)


def test_no_english_example_is_asked_for_since_the_codebook_holds_none():
    english = theme("dans", definition=Text(nb="Noe.", en="Something."))
    assert not find_codebook_problems(codebook(english), {"dans": ids(1)}, ["en"])
