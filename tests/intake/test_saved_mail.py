"""An e-mail saved as text, Word or PDF is read as an e-mail: who wrote it, when, and what was quoted below."""

from __future__ import annotations

from collections.abc import Callable

from medlemsdialog.intake.document import Role
from medlemsdialog.intake.reading import read_document
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.vocabulary import STATEMENT_KINDS

ANSWER = "Risør kommune ønsker at KS tar opp festivalene (eksempel – oppdiktet)."
REQUEST = "Vi mangler svar fra dere. Vi mener det er viktig at alle er med."
HEAD = "Fra: Kari Eksempel <kari@risor.kommune.no>\nSendt: mandag 30. oktober 2017 13:05\nTil: KS Agder\n"
EARLIER = "Fra: KS Agder\nSendt: 23. oktober 2017 09:11\nTil: Kari Eksempel\n"
THREAD = f"{HEAD}Emne: Re: Kultur for framtida\n\nHei\n\n{ANSWER}\n\nMvh Kari\n\n{EARLIER}Emne: Svar?\n\n{REQUEST}\n"
FORWARD = f"{EARLIER}Emne: VS: Innspill\n\nTil orientering.\n\n{HEAD}Emne: Innspill\n\n{ANSWER}\n"


def statements(intake: Intake) -> list[str]:
    return [passage.text for passage in intake.passages if passage.kind in STATEMENT_KINDS]


def test_mail_saved_as_text_has_the_writers_date_and_words_only(received: Callable[..., dict[str, Intake]]) -> None:
    intake = received({"09/Re kultur for framtida.txt": THREAD.encode()})["09"]
    assert (intake.sources[0].sender_code, intake.sources[0].date) == ("0901", "2017-10-30")
    assert statements(intake) == [ANSWER]


def test_mail_saved_from_word_is_read_the_same_way(
    received: Callable[..., dict[str, Intake]], docx: Callable[..., bytes]
) -> None:
    intake = received({"09/svar.docx": docx(THREAD.replace("\n", "\n\n"))})["09"]
    assert (intake.sources[0].sender_code, intake.sources[0].date) == ("0901", "2017-10-30")
    assert statements(intake) == [ANSWER]


def test_mail_that_was_only_passed_on_speaks_for_who_wrote_it(received: Callable[..., dict[str, Intake]]) -> None:
    intake = received({"09/innspill.txt": FORWARD.encode()})["09"]
    assert (intake.sources[0].sender_code, intake.sources[0].date) == ("0901", "2017-10-30")
    assert statements(intake) == [ANSWER]


def test_internal_note_is_no_mail() -> None:
    note = "Fra: Kulturavdelingen\n\nDato: 1.9.2017\n\nTil: Rådmannen\n\nVi mener mye.\n\nFra: Oss\n\nDato: i dag\n\nMer.\n"
    assert {block.role for block in read_document("notat.txt", note.encode()).blocks} == {Role.PARAGRAPH}
