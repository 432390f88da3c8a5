from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.register.editions import read_register, shipped_editions_folder
from medlemsdialog.register.lookup import find_sender
from medlemsdialog.register.models import Member, Register, SenderMatch
from medlemsdialog.register.names import fold_name

REGISTER = read_register(shipped_editions_folder(), "2017")


def code(match: SenderMatch) -> str | None:
    return match.member.code if match.member else None


def codes(match: SenderMatch) -> list[str]:
    return [member.code for member in match.candidates]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0301", "0301"),
        ("1200", "1200"),
        ("Tromsø kommune", "1902"),
        ("tromsø", "1902"),
        ("TROMSØ KOMMUNE", "1902"),
        ("Tromsö kommune", "1902"),
        ("  «Bergen kommune». ", "1201"),
        ("Kvam herad", "1238"),
        ("Voss herad", "1235"),
        ("Nord-Odal", "0418"),
        ("Nord Odal kommune", "0418"),
        ("Nordodal", "0418"),
        ("Nord–Odal", "0418"),
        ("Nore & Uvdal", "0633"),
        ("Møre og Romsdal fylkeskommune", "1500"),
        ("Møre og Romsdal", "1500"),
        ("Hordaland fylkesting", "1200"),
        ("Fylkestinget i Hordaland", "1200"),
        ("Hordaland fylkesutval", "1200"),
        ("Sogn og Fjordane fylkeskommune – hovudutval for kultur", "1400"),
        ("Hovudutval for kultur, Sogn og Fjordane fylkeskommune", "1400"),
        ("Sarpsborg kommune (utvalg for kultur og oppvekst)", "0105"),
        ("Kommunestyret i Stord", "1221"),
        ("Bergen bystyre", "1201"),
        ("0301 Oslo", "0301"),
        ("Oslo (0301)", "0301"),
        ("Bø i Telemark", "0821"),
        ("Bø kommune (Nordland)", "1867"),
        ("Herøy, Møre og Romsdal", "1515"),
        ("Kommunestyret i Våler i Hedmark", "0426"),
    ],
)
def test_code_or_name_is_found(text: str, expected: str):
    match = find_sender(REGISTER, text)
    assert (match.outcome, code(match), match.edition) == ("found", expected, "2017")


@pytest.mark.parametrize(
    "text",
    [
        "Karasjok",
        "Kárášjohka",
        "Karasjohka",
        "KÁRÁŠJOHKA",
        "Ka\u0301ra\u0301s\u030cjohka",
        "Kárášjohka – Karasjok",
        "Karasjok kommune / Kárášjoga gielda",
    ],
)
def test_parallel_sami_names_are_found_with_and_without_accents(text: str):
    assert code(find_sender(REGISTER, text)) == "2021"


def test_three_parallel_names_are_found_together():
    assert code(find_sender(REGISTER, "Porsanger Porsáŋgu Porsanki")) == "2020"


@pytest.mark.parametrize("text", ["301", "'301", "301.0"])
def test_code_without_its_zero_is_repaired_and_said_so(text: str):
    match = find_sender(REGISTER, text)
    assert (match.outcome, code(match)) == ("repaired_code", "0301")


@pytest.mark.parametrize("text", ["Oslo", "Oslo kommune", "Oslo fylkeskommune", "Oslo bystyre"])
def test_oslo_is_found_at_both_levels_as_the_same_member(text: str):
    assert code(find_sender(REGISTER, text)) == "0301"


@pytest.mark.parametrize("level", ["municipality", "county_council"])
def test_oslo_is_found_whatever_level_is_asked_for(level: str):
    assert code(find_sender(REGISTER, "Oslo", level=level)) == "0301"


@pytest.mark.parametrize("name", ["Bø", "Herøy", "Nes", "Os", "Sande", "Våler"])
def test_name_that_occurs_twice_is_resolved_within_the_county_and_else_left_open(name: str):
    match = find_sender(REGISTER, f"{name} kommune")
    assert match.outcome == "ambiguous"
    assert match.member is None
    assert len(match.candidates) == 2
    for candidate in match.candidates:
        assert find_sender(REGISTER, name, county_code=candidate.county_code).member == candidate
    assert find_sender(REGISTER, name, county_code="20").outcome == "ambiguous"


def test_county_does_not_move_a_name_that_occurs_once():
    assert code(find_sender(REGISTER, "Tromsø kommune", county_code="12")) == "1902"


@pytest.mark.parametrize(
    ("text", "edition", "candidates"),
    [
        ("Hustadvika kommune", "2020", ["1548", "1551"]),
        ("Vestland fylkeskommune", "2020", ["1200", "1400"]),
        ("Trøndelag", "2018", ["1600", "1700"]),
        ("Trøndelag fylkeskommune", "2018", ["1600", "1700"]),
        ("Viken", "2020", ["0100", "0200", "0600"]),
        ("Orkland", "2020", ["1613", "1622", "1636", "1638"]),
        ("1579", "2020", ["1548", "1551"]),
        ("4600", "2020", ["1200", "1400"]),
    ],
)
def test_later_name_of_several_members_stays_open_with_the_candidates(text: str, edition: str, candidates: list[str]):
    match = find_sender(REGISTER, text)
    assert (match.outcome, match.member, match.edition) == ("split_or_merged", None, edition)
    assert codes(match) == candidates


def test_merger_over_a_county_border_stays_open_although_one_part_lies_in_the_county():
    assert codes(find_sender(REGISTER, "Indre Fosen kommune", county_code="16")) == ["1624", "1718"]


@pytest.mark.parametrize(
    ("text", "edition", "expected"),
    [("Nesbyen", "2020", "0616"), ("5001", "2018", "1601"), ("Våler i Viken", "2020", "0137")],
)
def test_later_name_or_code_of_one_member_is_found(text: str, edition: str, expected: str):
    match = find_sender(REGISTER, text)
    assert (match.outcome, code(match), match.edition) == ("found_in_other_edition", expected, edition)


@pytest.mark.parametrize(
    ("edition", "text", "expected"),
    [
        ("2024", "Fræna kommune", "1579"),
        ("2024", "Hordaland fylkeskommune", "4600"),
        ("2024", "Sør-Trøndelag fylkeskommune", "5000"),
        ("2024", "Oppland", "3400"),
        ("2024", "Bø i Telemark", "4020"),
        ("2024", "Bø kommune i Telemark", "4020"),
        ("2018", "Nord-Trøndelag", "5000"),
        ("2020", "Voss kommune", "4621"),
    ],
)
def test_earlier_name_is_followed_to_what_it_became(real: dict[str, Register], edition: str, text: str, expected: str):
    assert code(find_sender(real[edition], text)) == expected


@pytest.mark.parametrize(
    ("text", "candidates"),
    [("Tysfjord kommune", ["1806", "1875"]), ("Viken fylkeskommune", ["3100", "3200", "3300"])],
)
def test_earlier_name_that_was_split_stays_open(real: dict[str, Register], text: str, candidates: list[str]):
    match = find_sender(real["2024"], text)
    assert (match.outcome, codes(match)) == ("split_or_merged", candidates)


def test_name_whose_namesake_in_the_county_has_merged_is_asked_about(real: dict[str, Register]):
    match = find_sender(real["2024"], "Bø kommune", county_code="40")
    assert (match.outcome, codes(match)) == ("ambiguous", ["1867", "4020"])
    assert code(find_sender(real["2024"], "Bø kommune", county_code="18")) == "1867"


@pytest.mark.parametrize(
    "text",
    [
        "De unges orkesterforbund",
        "Kulturskolen i Bergen kommune",
        "Foreldreutvalget i Bergen kommune",
        "Bergen kulturskole",
        "Bergen – Fana kulturskole",
        "Lillåkommune",
        "9999",
        "",
        "kommune",
        "Rådmannsutvalget i Nordland",
    ],
)
def test_organisation_unit_or_nonsense_is_no_member(text: str):
    match = find_sender(REGISTER, text)
    assert (match.outcome, match.member, match.body) == ("unknown", None, None)


def test_what_stands_beside_the_name_is_handed_on():
    assert find_sender(REGISTER, "Bergen kommune – Fana kulturskole").beside == "Fana kulturskole"
    assert find_sender(REGISTER, "Bergen kommune").beside == ""


def test_code_and_name_that_disagree_are_left_to_a_person():
    match = find_sender(REGISTER, "1902 Bergen")
    assert (match.outcome, codes(match)) == ("ambiguous", ["1201", "1902"])


def test_code_beside_a_name_that_occurs_twice_decides():
    assert code(find_sender(REGISTER, "Bø (1867)")) == "1867"


def test_level_counts_where_the_text_does_not_tell():
    assert find_sender(REGISTER, "Hordaland", level="municipality").outcome == "unknown"
    assert code(find_sender(REGISTER, "Hordaland fylkeskommune", level="municipality")) == "1200"


@pytest.mark.parametrize(
    "text",
    ["organ:fylkesstyret-hordaland", "Fylkesstyret i Hordaland", "KS fylkesstyre i Hordaland", "Hordaland fylkesstyre"],
)
def test_county_board_is_a_body_and_no_member(text: str):
    match = find_sender(REGISTER, text)
    assert match.body is not None
    assert (match.outcome, match.body.code, match.member) == ("body", "organ:fylkesstyret-hordaland", None)


def test_county_board_of_a_later_county_stays_open():
    assert find_sender(REGISTER, "Fylkesstyret i Vestland").outcome == "split_or_merged"


def test_example_names_resolve_with_the_same_rules(example: Register, earlier_example: Register):
    assert find_sender(example, "Nøre").outcome == "ambiguous"
    assert code(find_sender(example, "Nøre kommune", county_code="74")) == "7403"
    assert code(find_sender(example, "Kronhavn fylkeskommune")) == "6301"
    assert code(find_sender(example, "Gáranasvággi")) == "7709"
    assert code(find_sender(example, "Klippøy")) == "7402"
    assert codes(find_sender(example, "Storskreda")) == ["7206", "7214"]
    assert code(find_sender(example, "Indre Trollmark fylkeskommune")) == "7600"
    assert codes(find_sender(earlier_example, "Klippvåg")) == ["7431", "7432"]
    body = find_sender(example, "Storbynettverket i eksempelet").body
    assert body is not None
    assert body.county_code is None


@given(st.text(max_size=400), st.none() | st.sampled_from(["12", "99"]), st.none() | st.just("municipality"))
def test_no_text_raises(text: str, county_code: str | None, level: str | None):
    match = find_sender(REGISTER, text, county_code=county_code, level=level)
    assert match.text == text


@given(
    st.sampled_from(REGISTER.members),
    st.sampled_from([str.upper, str.lower, str.title, lambda name: name.replace("-", " ")]),
    st.sampled_from([" ", "-", "\u00a0", "  ", "\u2011"]),
)
def test_case_spaces_and_hyphens_never_hide_a_member(member: Member, change, space: str):
    written = change(member.name).replace(" ", space)
    match = find_sender(REGISTER, written, county_code=member.county_code)
    assert match.member == member


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str):
    assert fold_name(fold_name(text)) == fold_name(text)


def test_a_sender_looked_up_twice_is_the_same_whatever_was_asked_between():
    fresh = read_register(shipped_editions_folder(), "2017")
    asked = [
        ("Bø", "08", None),
        ("Bø", "18", None),
        ("Bø", None, None),
        ("Bø", None, "county_council"),
        ("301", None, None),
    ]
    first = [find_sender(fresh, text, county_code=county, level=level) for text, county, level in asked]
    again = [find_sender(fresh, text, county_code=county, level=level) for text, county, level in reversed(asked)]
    assert first == again[::-1]
    assert len({match.model_dump_json() for match in first}) > 3
    assert fresh.model_copy(update={"bodies": ()}).remembered == {}
