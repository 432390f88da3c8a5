"""Claims are what people have written last; a retired one is no longer used."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from medlemsdialog.coding.claims import apply_claim_events, read_claims
from medlemsdialog.coding.codebook import Codebook, read_codebook
from medlemsdialog.dialogue import Dialogue, read_dialogue
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import DialogueError
from medlemsdialog.judgements.events import ClaimRetired, ClaimWritten
from medlemsdialog.judgements.fold import AreaEvent, fold_events
from medlemsdialog.models.vocabulary import Addressee

START = datetime(2017, 9, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def frame(root: Path) -> tuple[Dialogue, Codebook]:
    dialogue = read_dialogue(root / "data/dialogue.yaml")
    return dialogue, read_codebook(root / "data/codebook.yaml", dialogue)


def written(claim_id: str, sentence: str, minute: int) -> AreaEvent:
    event = ClaimWritten(
        at=START + timedelta(minutes=minute),
        by="rådgiver",
        client="pc",
        claim_id=claim_id,
        text=Text(nb=sentence),
        addressee=Addressee.KS,
        themes=("museum",),
    )
    return AreaEvent(area_code="61", event=event)


def test_claims_of_the_example_resolve(root: Path, frame: tuple[Dialogue, Codebook]):
    claims = read_claims(root / "data/claims.yaml", dialogue=frame[0], codebook=frame[1])
    assert {claim.addressee for claim in claims} == set(Addressee)


def test_last_wording_stands(root: Path):
    judgements = fold_events([written("k-ny", "Ny ordlyd", 2), written("k-ny", "Gammel ordlyd", 1)])
    assert [claim.text.nb for claim in apply_claim_events((), judgements)] == ["Ny ordlyd"]


def test_retired_claim_is_not_used():
    retired = ClaimRetired(at=START + timedelta(minutes=3), by="rådgiver", client="pc", claim_id="k-ny")
    judgements = fold_events([written("k-ny", "Eksempel", 1), AreaEvent(area_code="61", event=retired)])
    assert apply_claim_events((), judgements) == ()


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [("themes", "[finnes-ikke]", "finnes-ikke"), ("purpose", "z", "«z»"), ("question", "p99", "p99")],
)
def test_unknown_code_is_named_with_what_is_allowed(
    field: str, value: str, named: str, tmp_path: Path, frame: tuple[Dialogue, Codebook]
):
    lines = {"id": "k-x", "text": "{nb: Eksempel}", "addressee": "ks", "themes": "[museum]", field: value}
    file = tmp_path / "claims.yaml"
    file.write_text(
        "schema_version: 1\nclaims:\n  - " + "\n    ".join(f"{key}: {text}" for key, text in lines.items()),
        encoding="utf-8",
    )
    with pytest.raises(DialogueError) as raised:
        read_claims(file, dialogue=frame[0], codebook=frame[1])
    assert named in str(raised.value) and "Tillatt:" in str(raised.value)
