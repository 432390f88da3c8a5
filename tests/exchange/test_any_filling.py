"""Whatever is filled in: what the lists allow is what holds afterwards, and nothing that is written can stop the program."""

from __future__ import annotations

import datetime as dt
import tempfile
import unicodedata
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import openpyxl
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence import open_workspace, read_even_if_broken
from medlemsdialog.exchange.columns import Column, Input
from medlemsdialog.exchange.lists import build_lists
from medlemsdialog.exchange.parsing import parse_cell, read_date
from medlemsdialog.exchange.three_way import Fate, compare_values
from medlemsdialog.models.vocabulary import Arena, Openness, Position, Status, word
from support.exchange_dialogue import Dialogue, copy_dialogue
from support.filled_sheets import fill, rules

# Each example writes and reads whole files; looking for a smaller one that fails would take longer than reading it.
FEW = settings(
    max_examples=max(settings.default.max_examples // 12, 8), phases=(Phase.explicit, Phase.reuse, Phase.generate)
)
THEMES = ("bibliotek", "museum", "kulturplanlegging", "kulturskole-okonomi", "statlige-tilskudd")
CLAIMS = ("k-bibliotek", "k-kulturskole")

# As a person's keyboard gives them; openpyxl takes «=» for a formula and «#» for an error, Excel's text cells do not.
plain_texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp")), max_size=40
).map(lambda text: unicodedata.normalize("NFC", text).strip().lstrip("=#").strip())
codings = st.fixed_dictionaries(
    {
        "themes": st.lists(st.sampled_from(THEMES), max_size=4),
        "claims": st.dictionaries(st.sampled_from(CLAIMS), st.sampled_from(list(Position))),
        "questions": st.lists(st.sampled_from(["p1", "p7", "p10"]), max_size=2, unique=True),
        "quotable": st.sampled_from([None, True, False]),
        "memo": plain_texts,
    }
)
facts = st.fixed_dictionaries(
    {
        "status": st.sampled_from(list(Status)),
        "arena": st.sampled_from(list(Arena)),
        "openness": st.sampled_from(list(Openness)),
        "quotable": st.booleans(),
        "date": st.none() | st.dates(dt.date(1960, 1, 1), dt.date(2100, 1, 1)),
        "sender_code": st.sampled_from(["9101", "9102", "9103", "organ:fylkesstyret-vestmark"]),
        "public_address": plain_texts,
    }
)
garbage = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2200, 1, 1)),  # noqa: DTZ001
    st.times(),
    st.text(st.characters(codec="utf-8", exclude_characters="".join(map(chr, range(32)))), max_size=60),
    st.sampled_from(["=1+1", "#REF!", "=HYPERLINK(1)", "ja", "nei", "7", "x" * 30_000, "Museum", "_x0041_", "{0}", "{found}", "%s"]),
)  # fmt: skip


@contextmanager
def a_copy(template: Path):
    with tempfile.TemporaryDirectory() as folder:
        yield copy_dialogue(template, Path(folder))


def statements(dialogue: Dialogue) -> list[str]:
    return [p.statement_id for p in read_even_if_broken(dialogue.workspace, "91").passages if p.is_statement]


def put_coding(dialogue: Dialogue, file: Path, statement_id: str, coding: dict) -> None:
    labels = build_lists(dialogue.workspace, "91")

    def change(sheet):
        row = sheet.row(statement_id, "Utsagns-id (ikke rør)")
        for number in range(4):
            code = coding["themes"][number] if number < len(coding["themes"]) else ""
            sheet.put_at(row, f"Tema {number + 1}", labels.themes.label(code) or None)
        for number, (claim, position) in enumerate(coding["claims"].items(), start=1):
            sheet.put_at(row, f"Krav {number}", labels.claims.label(claim))
            sheet.put_at(row, f"Standpunkt {number}", word(position).text())
        for number, question in enumerate(coding["questions"], start=1):
            sheet.put_at(row, f"Svarer på spørsmål {number}", labels.questions.label(question))
        sheet.put_at(row, "Kan utsagnet siteres", {None: None, True: "ja", False: "nei"}[coding["quotable"]])
        sheet.put_at(row, "Notat", coding["memo"] or None)

    fill(file, "Utsagn", change)


def shown_coding(dialogue: Dialogue, statement_id: str, by: str) -> dict:
    coding = dialogue.workspace.judgements.codings.get((statement_id, by))
    if coding is None:
        return {"themes": set(), "claims": {}, "questions": set(), "quotable": None, "memo": ""}
    return {
        "themes": set(coding.themes),
        "claims": {claim.claim_id: claim.position for claim in coding.claims},
        "questions": set(coding.questions),
        "quotable": coding.quotable,
        "memo": coding.memo,
    }


def as_shown(coding: dict) -> dict:
    return {**coding, "themes": set(coding["themes"]), "questions": set(coding["questions"])}


def put_facts(dialogue: Dialogue, file: Path, given: dict, *, confirm: bool) -> None:
    labels = build_lists(dialogue.workspace, "91")

    def change(sheet):
        row = sheet.row("91/storvika")
        if confirm:
            sheet.put(row, Bekreftet="ja")
        headings = {
            "status": ("Type uttalelse", labels.statuses.label),
            "arena": ("Arena", labels.arenas.label),
            "openness": ("Åpenhet", labels.openness.label),
            "quotable": ("Kan siteres", lambda value: "ja" if value else "nei"),
            "date": ("Dato", lambda value: value),
            "sender_code": ("Avsender", labels.senders.label),
            "public_address": ("Offentlig adresse", lambda value: value or None),
        }
        for key, value in given.items():
            heading, shown = headings[key]
            sheet.put_at(row, heading, shown(value))

    fill(file, "Innspill", change)


def shown_facts(dialogue: Dialogue) -> dict:
    source = dialogue.source("storvika")
    date = dt.date.fromisoformat(source.date) if source.date else None
    return {
        **{key: getattr(source, key) for key in ("status", "arena", "openness", "quotable", "sender_code")},
        "date": date,
        "public_address": source.public_address,
    }


@FEW
@given(data=st.data())
def test_codes_chosen_from_the_lists_are_what_holds_and_twice_is_once(written_once, data):
    with a_copy(written_once) as dialogue:
        wanted = {one: data.draw(codings) for one in statements(dialogue)[:3]}
        for statement_id, coding in wanted.items():
            put_coding(dialogue, dialogue.codes_file, statement_id, coding)
        assert rules(dialogue.take_in(dialogue.codes_file)) == []
        for statement_id, coding in wanted.items():
            assert shown_coding(dialogue, statement_id, "Kari K.") == as_shown(coding)
        once = dialogue.log()
        assert dialogue.take_in(dialogue.codes_file).result.events == ()
        assert dialogue.log() == once


@FEW
@given(first=facts, second=facts)
def test_facts_chosen_from_the_lists_are_what_holds_and_twice_is_once(written_once, first, second):
    with a_copy(written_once) as dialogue:
        for chosen in (first, second):
            put_facts(dialogue, dialogue.sources_file, chosen, confirm=True)
            assert rules(dialogue.take_in(dialogue.sources_file)) == []
            assert shown_facts(dialogue) == chosen
            once = dialogue.log()
            assert dialogue.take_in(dialogue.sources_file).result.events == ()
            assert dialogue.log() == once
            dialogue.write()


@FEW
@given(chosen=facts, split=st.sets(st.sampled_from(["status", "arena", "openness", "quotable", "date", "public_address"])),
       mine=codings, theirs=codings)  # fmt: skip
def test_the_order_of_two_advisers_who_change_different_cells_never_matters(written_once, chosen, split, mine, theirs):
    outcomes = []
    for order in ((0, 1), (1, 0)):
        with a_copy(written_once) as dialogue:
            put_facts(dialogue, dialogue.sources_file, {}, confirm=True)
            dialogue.take_in(dialogue.sources_file)
            folders = []
            for name, keys in (("kari", split), ("ola", chosen.keys() - split)):
                folders.append(dialogue.folder.parent / name)
                dialogue.write(to=folders[-1])
                put_facts(dialogue, folders[-1] / "innspill.xlsx", {key: chosen[key] for key in keys}, confirm=False)
            statement_id = statements(dialogue)[0]
            put_coding(dialogue, folders[0] / "kodeark.xlsx", statement_id, mine)
            put_coding(dialogue, folders[1] / "kodeark.xlsx", statement_id, theirs)
            for place in order:
                by = ("Kari K.", "Ola N.")[place]
                for name in ("innspill.xlsx", "kodeark.xlsx"):
                    assert rules(dialogue.take_in(folders[place] / name, by=by)) == []
            codes = [shown_coding(dialogue, statement_id, by) for by in ("Kari K.", "Ola N.")]
            outcomes.append((shown_facts(dialogue), codes))
    assert outcomes[0] == outcomes[1] == (chosen, [as_shown(mine), as_shown(theirs)])


@FEW
@given(data=st.data())
def test_no_cell_whatever_stands_in_it_stops_the_program(written_once, data):
    with a_copy(written_once) as dialogue:
        for file in (dialogue.sources_file, dialogue.codes_file):
            workbook = openpyxl.load_workbook(file)
            for _ in range(data.draw(st.integers(1, 25))):
                sheet = data.draw(st.sampled_from(workbook.worksheets))
                row = data.draw(st.integers(1, sheet.max_row + 2))
                column = data.draw(st.integers(1, sheet.max_column + 1))
                sheet.cell(row, column).value = data.draw(garbage)
            workbook.save(file)
            taken = dialogue.take_in(file, county="91")
            for problem in taken.result.problems:
                assert problem.what.text()
                assert problem.to_do.text("nn")
            again = dialogue.take_in(file, county="91")
            assert again.result.events == ()
            open_workspace(dialogue.data)


@given(text=st.text(), kind=st.sampled_from(list(Input)))
@example(text="¹", kind=Input.DATE)
def test_any_text_in_a_cell_is_a_value_or_a_fault(text, kind):
    parsed = parse_cell(Column("x", Message("x"), 10, kind), text, written={})
    assert isinstance(parsed.value, str)
    assert parsed.fault is None or parsed.value == ""


@given(st.dates(dt.date(1955, 1, 1), dt.date(2118, 1, 1)))
def test_a_date_is_the_same_as_text_number_and_cell(day):
    serial = str((day - dt.date(1899, 12, 30)).days)
    written = (day.isoformat(), f"{day:%d.%m.%Y}", f"{day.day}/{day.month}-{day.year}", serial)
    assert {read_date(text) for text in written} == {day.isoformat()}


@given(base=st.none() | st.integers(0, 2), mine=st.integers(0, 2), present=st.integers(0, 2), judged=st.booleans())
def test_a_value_is_only_taken_where_nobody_elses_is_lost(base, mine, present, judged):
    fate = compare_values(base, mine, present, judged=judged)
    if fate is Fate.TAKEN:
        assert present == base or (base is None and not judged)
    if fate is Fate.CONFLICT:
        assert len({mine, present, base} - {None}) == len([one for one in (mine, present, base) if one is not None])
    assert (fate is Fate.SAME) == (mine == present)
    kept = compare_values(base, mine, present, judged=judged, keep_mine=True)
    assert kept is (Fate.TAKEN if fate is Fate.CONFLICT else fate)


def test_the_days_that_excel_counts_are_in_order():
    days = [read_date(str(number)) for number in (20_000, 42_000, 42_001, 79_999)]
    assert all(earlier < later for earlier, later in pairwise(days))
    assert read_date("2018") == read_date("80000") == ""
