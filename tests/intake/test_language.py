from __future__ import annotations

import pytest

from medlemsdialog.intake.language import find_language
from medlemsdialog.models.vocabulary import TextLanguage


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kommunen støtter forslaget og ber staten dekke kostnadene.", TextLanguage.BOKMAL),
        ("Kommunen støttar framlegget og ber staten dekkje kostnadane.", TextLanguage.NYNORSK),
        ("Vi ber om meir midlar til kommunane, men ønsker ikke flere krav fra staten.", TextLanguage.MIXED),
        ("Gielda doarju evttohusa ja háliida nannet sámegiela.", TextLanguage.SAMI),
        ("Tjïelte edtja saemien gïelem nænnoestidh jïh kultuvrem våaromidh.", TextLanguage.SAMI),
        ("Ja", TextLanguage.UNDETERMINED),
        ("The municipality supports the proposal to strengthen culture.", TextLanguage.ENGLISH),
    ],
)
def test_language_is_what_the_text_shows(text: str, language: TextLanguage) -> None:
    assert find_language(text) is language


def test_sami_names_do_not_make_a_norwegian_text_sami() -> None:
    text = "Kommunen samarbeider med Sámediggi og Guovdageainnu suohkan om tilbudet til innbyggerne."
    assert find_language(text) is TextLanguage.BOKMAL
