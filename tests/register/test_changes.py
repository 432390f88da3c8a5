from __future__ import annotations

from medlemsdialog.register.changes import editions_by_nearness, trace_code
from medlemsdialog.register.models import Edition, Register


def edition(register: Register, name: str) -> Edition:
    return next(other for other in register.other_editions if other.edition == name)


def test_editions_are_ordered_by_their_changes_not_by_their_names(real: dict[str, Register], example: Register):
    assert real["2020"].edition_order == ("2017", "2018", "2020", "2024")
    assert example.edition_order == ("eksempel-for", "eksempel")


def test_nearest_edition_comes_first(real: dict[str, Register]):
    assert [other.edition for other in editions_by_nearness(real["2020"])] == ["2018", "2024", "2017"]


def test_unchanged_municipality_keeps_its_code_over_all_editions(real: dict[str, Register]):
    assert trace_code(real["2024"], "1577", edition(real["2024"], "2020")) == {"1577"}
    assert trace_code(real["2017"], "0301", edition(real["2017"], "2024")) == {"0301"}


def test_municipality_that_took_others_in_keeps_itself_among_its_parts(real: dict[str, Register]):
    assert trace_code(real["2018"], "1103", edition(real["2018"], "2020")) == {"1103", "1141", "1142"}


def test_every_municipality_of_every_edition_leads_to_every_other_edition(real: dict[str, Register]):
    for register in real.values():
        for other in register.other_editions:
            for member in other.municipalities:
                reached = trace_code(register, member.code, other)
                assert reached
                assert all(register.member(code) for code in reached)


def test_without_changes_no_edition_is_near(example: Register):
    alone = example.model_copy(update={"changes": ()})
    assert editions_by_nearness(alone) == ()
