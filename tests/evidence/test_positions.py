"""One sender has one position to a claim, whatever it wrote in how many documents."""

from __future__ import annotations

import pytest

from medlemsdialog.models.claims import merge_positions
from medlemsdialog.models.vocabulary import Position

FOR, AGAINST, MIXED, NEUTRAL = Position.FOR, Position.AGAINST, Position.MIXED, Position.NEUTRAL


@pytest.mark.parametrize(
    ("taken", "merged"),
    [
        ({FOR}, FOR),
        ({FOR, AGAINST}, MIXED),
        ({FOR, NEUTRAL}, FOR),
        ({AGAINST, NEUTRAL}, AGAINST),
        ({FOR, MIXED}, MIXED),
        ({NEUTRAL}, NEUTRAL),
    ],
)
def test_positions_of_one_sender_are_merged(taken: set[Position], merged: Position):
    assert merge_positions(taken) is merged
