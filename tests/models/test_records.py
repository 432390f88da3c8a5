"""Records of which there are very many take little memory, however they came to be."""

from __future__ import annotations

import pickle
import sys

import pytest

from medlemsdialog.models.base import FrequentRecord
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.summary import SourceRow, StatementRow
from medlemsdialog.models.vocabulary import Kind

PASSAGE = Passage(
    statement_id="u", source_id="k", text="Vi trenger øvingslokaler.", anchor=Anchor(page=2), kind=Kind.VIEW
)


@pytest.mark.parametrize(
    "record",
    [
        PASSAGE,
        PASSAGE.anchor,
        PASSAGE.model_copy(update={"text": "Vi trenger bøker."}),
        Passage.model_validate_json(PASSAGE.model_dump_json()),
        pickle.loads(pickle.dumps(PASSAGE)),
    ],
    ids=["made", "in another", "copied", "read", "unpickled"],
)
def test_record_takes_less_than_a_dictionary_of_its_fields(record: FrequentRecord) -> None:
    own = dict(zip(type(record).model_fields, vars(record).values(), strict=True))
    assert vars(record) == own
    assert sys.getsizeof(vars(record)) < 0.75 * sys.getsizeof(own)


def test_records_with_the_same_fields_given_share_what_tells_so() -> None:
    other = Passage.model_validate(PASSAGE.model_dump(include={"statement_id", "source_id", "text", "anchor", "kind"}))
    assert other == PASSAGE and other.model_fields_set is PASSAGE.model_fields_set
    copied = PASSAGE.model_copy(update={"tick": True})
    assert copied.model_fields_set == PASSAGE.model_fields_set | {"tick"} and "tick" not in PASSAGE.model_fields_set


@pytest.mark.parametrize("kind", [Anchor, Passage, StatementRow, SourceRow])
def test_records_have_no_more_fields_than_can_share_their_names(kind: type[FrequentRecord]) -> None:
    # With thirty, each record would take five times as much.
    assert len(kind.model_fields) < 30
