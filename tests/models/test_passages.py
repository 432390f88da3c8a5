"""An anchor is read by people; it must tell the place without knowing the file format."""

from __future__ import annotations

import pytest

from medlemsdialog.models.passages import Anchor


@pytest.mark.parametrize(
    ("anchor", "label"),
    [
        (Anchor(page=2, paragraph=3), "side 2, avsnitt 3"),
        (Anchor(headings=("Vedtak",), list_number="3"), "«Vedtak», punkt 3"),
        (Anchor(headings=("Sak", "Vurdering"), paragraph=1), "«Sak › Vurdering», avsnitt 1"),
        (Anchor(sheet="Svar", cell="E14"), "ark «Svar», celle E14"),
        (Anchor(line=4), "linje 4"),
        (Anchor(line=4, last_line=6), "linje 4–6"),
        (Anchor(attachment="vedtak.docx", paragraph=2), "vedlegg «vedtak.docx», avsnitt 2"),
        (Anchor(table=1, row=2, column=3), "tabell 1, rad 2, kolonne 3"),
    ],
)
def test_label_names_the_place(anchor: Anchor, label: str):
    assert anchor.label("nb") == label
