from __future__ import annotations

import pickle

import pytest
from pydantic import ValidationError

from medlemsdialog.register.models import Register


def test_records_are_frozen(example: Register):
    with pytest.raises(ValidationError):
        example.edition = "2017"  # type: ignore[misc]


def test_register_survives_the_way_to_another_process(example: Register):
    assert pickle.loads(pickle.dumps(example)) == example


def test_register_survives_json_also_after_look_ups(example: Register):
    assert example.member("6301") is not None
    assert Register.model_validate_json(example.model_dump_json()) == example


def test_members_of_a_county_are_its_municipalities_and_its_council(example: Register):
    members = example.members_in("61")
    assert sum(member.level == "county_council" for member in members) == 1
    assert {member.county_code for member in members} == {"61"}


def test_unknown_codes_are_none(example: Register):
    assert (example.member("0000"), example.county("00"), example.body("organ:ingen")) == (None, None, None)
