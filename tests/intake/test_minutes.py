"""Of minutes only the cases on the dialogue's subject count; where none is, nothing is left out in silence."""

from __future__ import annotations

from collections.abc import Callable

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake.minutes import find_subject_words, split_minutes
from medlemsdialog.intake.readers.text import read_lines
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.vocabulary import STATEMENT_KINDS, Status

MINUTES = """\
Risør kommune

Møteprotokoll

Utvalg: Kommunestyret

Møtedato: 22.06.2017

Saksliste

PS 40/17 Godkjenning av protokoll
PS 41/17 {title}
PS 42/17 Planstrategi

PS 40/17 Godkjenning av protokoll

Kommunestyrets vedtak:

Protokollen må endres i sak 33.

PS 41/17 {title}

Formannskapets innstilling:

Kommunen vil ha flere verksteder.

Kommunestyrets vedtak:

Kommunen vil ha flere verksteder og ber KS om støtte.

PS 42/17 Planstrategi

Kommunestyrets vedtak:

Planen må rulleres hvert år.

Neste møte er 14. september 2017. Eksempel – oppdiktet.
"""


def statements(intake: Intake) -> list[str]:
    return [
        p.text for source in intake.sources for p in intake.passages_of(source.source_id) if p.kind in STATEMENT_KINDS
    ]


def test_only_the_case_on_the_subject_counts(received: Callable[..., dict[str, Intake]]) -> None:
    intake = received({"09/risor-protokoll.txt": MINUTES.format(title="Innspill om kultur").encode()})["09"]
    source = intake.sources[0]
    assert (source.status, source.date) == (Status.DECISION, "2017-06-22")
    assert statements(intake) == ["Kommunen vil ha flere verksteder og ber KS om støtte."]
    told = [problem for problem in intake.problems if problem.rule == "several_cases"]
    assert [problem.found for problem in told] == ["«Innspill om kultur»"]


def test_nothing_is_left_out_where_no_case_is_on_the_subject(received: Callable[..., dict[str, Intake]]) -> None:
    intake = received({"09/risor-protokoll.txt": MINUTES.format(title="Nye lokaler").encode()})["09"]
    assert "Planen må rulleres hvert år." in statements(intake)
    assert "no_case_on_subject" in {problem.rule for problem in intake.problems}


def test_one_case_treated_by_several_bodies_is_no_minutes(dialogue: Dialogue) -> None:
    text = (
        "Saksutskrift\n\n51/17 Utvalg for kultur - 14.11.2017\n\nInnstilling:\n\nKommunen ber om hjelp.\n\n"
        "103/17 Kommunestyret - 30.11.2017\n\nVedtak:\n\nKommunen ber om mer hjelp.\n"
    )
    assert len(split_minutes(read_lines(text), dialogue)) == 1


def test_words_of_the_title_stand_in_for_missing_subject_words(dialogue: Dialogue) -> None:
    bare = dialogue.model_copy(update={"subject_words": ()})
    assert find_subject_words(bare) == ("kultur",)
