from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import OriginalError
from medlemsdialog.exchange.codebook_fields import find_field
from medlemsdialog.exchange.codebook_match import Outcome
from medlemsdialog.exchange.codebook_tables import (
    build_codebook_csv,
    build_codebook_workbook,
    read_codebook_csv,
    read_codebook_workbook,
)
from support.codebooks import codebook, compare, example_dialogue, known, texts, theme

BOOK = codebook(theme("dans"), theme("ballett", "dans"), theme("sirkus", "kulturskole"))


def csv(text, encoding="utf-8"):
    return read_codebook_csv("kodebok.csv", text.encode(encoding))


def new(comparison):
    return {one.code: one for one in comparison.themes if one.code in comparison.changed}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_table_is_read_whatever_its_encoding_and_delimiter(encoding, delimiter):
    text = f"Navn{delimiter}Definisjon{delimiter}Overordnet\nRøst på Ås{delimiter}Æøå.{delimiter}Inkludering\n"
    made = new(compare(csv(text, encoding), BOOK))
    assert made["rost-pa-as"].definition.nb == "Æøå."
    assert made["rost-pa-as"].parent == "inkludering"


def test_an_encoding_that_was_guessed_is_told_of_and_nothing_is_lost_by_it():
    comparison = compare(csv("Kode;Navn\ndans;Dåns\n", "cp1252"), BOOK)
    assert "cp1252" in texts(comparison)
    assert new(comparison)["dans"].label.nb == "Dåns"


def test_columns_may_stand_in_any_order_and_be_missing():
    comparison = compare(csv('Søkeord (nynorsk),Kode\n"skodespel, teater*",dans\n'), BOOK)
    changed = new(comparison)["dans"]
    assert changed.search_words.nn == ("skodespel", "teater*")
    assert changed.label == BOOK.theme("dans").label
    assert comparison.unchanged == 0


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Navn (nynorsk)", "label.nn"), ("namn (bokmål)", "label.nb"), ("Definition", "definition.nb"),
        ("label_nn", "label.nn"), ("Definisjon engelsk", "definition.en"), ("Search words", "search_words.nb"),
        ("KODE", "code"), ("Parent code", "parent"), ("Overordna", "parent"), ("Kommentar", "definition.nb"),
        ("Blir ikkje teke med (nynorsk)", "exclude.nn"), ("Antall filer", None), ("Example (nb)", "example.nb"),
    ],
)  # fmt: skip
def test_headings_are_known_in_many_writings(heading, key):
    found = find_field(heading)
    assert (found.key if found else None) == key


def test_an_empty_cell_changes_nothing_and_a_dash_removes():
    book = codebook(theme("dans", label=Text(nb="Dans", en="Dance"), definition=Text(nb="Om dans.", en="On dance.")))
    comparison = compare(csv("Kode,Navn (engelsk),Definisjon (engelsk),Definisjon (bokmål)\ndans,,–,\n"), book)
    changed = new(comparison)["dans"]
    assert (changed.label.en, changed.definition.en, changed.definition.nb) == ("Dance", "", "Om dans.")
    assert "Tomme celler endrer ingenting: Navn (engelsk), Definisjon (bokmål)" in texts(comparison)


def test_a_theme_cannot_lose_its_name():
    comparison = compare(csv("Kode,Navn\ndans,-\n"), BOOK)
    assert not comparison.changes_anything
    assert "Et tema må ha et navn" in texts(comparison)


def test_a_theme_that_the_file_lacks_is_kept_and_one_in_use_says_how_to_retire_it():
    file = csv("Kode,Navn\ndans,Dans\n")
    used = {"sirkus": Message("Antall kodinger som bruker det: {number}.", number=3)}
    comparison = compare(file, BOOK, used=used)
    assert {one.theme for one in comparison.of(Outcome.KEPT)} == {"sirkus", "ballett"}
    assert not comparison.changes_anything
    told = texts(comparison)
    assert "kodinger som bruker det: 3" in told
    assert "ut av bruk" in told
    removing = compare(file, BOOK, used=used, remove=True)
    assert removing.removed == {"ballett"}
    assert [one.code for one in removing.themes] == ["dans", "sirkus"]


def test_a_theme_with_one_in_use_below_it_is_not_removed():
    comparison = compare(csv("Kode,Navn\nsirkus,Sirkus\n"), BOOK, used={"ballett": Message("I bruk.")}, remove=True)
    assert comparison.removed == frozenset()


def test_a_file_without_any_theme_removes_none():
    comparison = compare(csv("Kode,Navn\n,\n"), BOOK, remove=True)
    assert not comparison.changes_anything


def test_a_code_cannot_be_changed_the_theme_is_known_by_its_name():
    comparison = compare(csv("Kode,Navn\ndansing,Dans\n"), BOOK)
    assert not comparison.changes_anything
    assert "«dansing» er ikke tatt inn" in texts(comparison)


def test_a_theme_that_stands_twice_is_taken_once():
    comparison = compare(csv("Kode,Definisjon\ndans,Første.\nDANS,Andre.\n"), BOOK)
    assert new(comparison)["dans"].definition.nb == "Første."
    assert "rad 3" in texts(comparison)
    assert "mer enn én gang" in texts(comparison)


def test_two_new_themes_of_one_name_get_codes_of_their_own():
    comparison = compare(csv("Navn,Overordnet\nÆre / skam,Dans\nÆre / skam,sirkus\n"), BOOK)
    assert {(one.code, one.parent) for one in new(comparison).values()} == {
        ("aere-skam", "dans"),
        ("aere-skam-2", "sirkus"),
    }


def test_a_new_theme_that_lies_nowhere_is_left_until_a_person_says_where():
    file = csv("Navn,Overordnet\nUteliv,\nUtenfor,Finnes ikke\n")
    left = compare(file, BOOK)
    assert not left.changes_anything
    assert "--under" in texts(left)
    placed = compare(file, BOOK, under="kulturskole")
    assert {one.parent for one in new(placed).values()} == {"kulturskole"}


def test_what_lies_too_deep_is_lifted_and_a_ring_is_not_tied():
    deep = compare(csv("Navn,Overordnet\nTåspiss,Ballett\n"), BOOK)
    assert new(deep)["taspiss"].parent == "dans"
    assert "dypere enn to nivåer" in texts(deep)
    ring = compare(csv("Kode,Overordnet\ndans,ballett\nballett,dans\n"), BOOK)
    assert not ring.changes_anything


def test_moving_a_theme_under_another_lifts_what_lay_below_it():
    comparison = compare(csv("Kode,Overordnet\ndans,sirkus\n"), BOOK)
    assert {code: one.parent for code, one in new(comparison).items()} == {"dans": "sirkus", "ballett": "sirkus"}


def test_a_retired_theme_does_not_come_back_by_a_file():
    from medlemsdialog.exchange.codebook_compare import compare_codebook

    comparison = compare_codebook(
        csv("Kode,Navn,Overordnet\nopera,Opera,inkludering\n"), known(BOOK, retired={"opera": "Opera"}), used={}
    )
    assert not comparison.changes_anything
    assert "tatt ut av bruk" in texts(comparison)


def test_another_programs_table_has_its_names_in_a_column_called_code():
    comparison = compare(csv("Code,Comment,Groundedness\nNy idé,Hva den er.,12\n"), BOOK, under="inkludering")
    made = new(comparison)["ny-ide"]
    assert (made.label.nb, made.definition.nb) == ("Ny idé", "Hva den er.")
    assert "Groundedness" in texts(comparison)


def test_a_main_theme_among_the_rows_is_no_theme():
    comparison = compare(csv("Navn,Definisjon\nInkludering,Vår egen.\n"), BOOK)
    assert not comparison.changes_anything
    assert "dialogue.yaml" in texts(comparison)


def test_without_headings_it_says_which_are_needed():
    comparison = compare(csv("a,b\nc,d\n"), BOOK, remove=True)
    assert not comparison.changes_anything
    assert "«Kode»" in texts(comparison)
    assert not comparison.of(Outcome.KEPT)  # such a file says nothing of any theme


def test_a_sorted_table_says_that_order_changes_nothing():
    comparison = compare(csv("Kode\nsirkus\ndans\nballett\n"), BOOK)
    assert not comparison.changes_anything
    assert "rekkefølge" in texts(comparison)


def test_formulas_are_text_in_every_cell_and_come_back_as_they_were():
    book = codebook(
        theme("dans", label=Text(nb='=HYPERLINK("http://x")'), definition=Text(nb="+1", nn="@a", en="-2 b"))
    )
    content = build_codebook_csv(book, language="nb").decode("utf-8-sig")
    assert "'=HYPERLINK" in content
    assert ",'+1," in content
    sheet = load_workbook(io.BytesIO(build_codebook_workbook(book, example_dialogue(), language="nb"))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert next(cell for cell in cells if str(cell.value).startswith("=")).quotePrefix


def test_a_workbook_that_a_person_made_has_lines_above_and_sheets_beside():
    workbook = Workbook()
    workbook.active.append(["Notater"])
    sheet = workbook.create_sheet("Mine koder")
    for row in (["Vår kodebok"], [], ["Tema", "Beskrivelse", "Hovedtema"], ["Hage", 2017, "Kulturskole"]):
        sheet.append(row)
    content = io.BytesIO()
    workbook.save(content)
    comparison = compare(read_codebook_workbook("k.xlsx", content.getvalue(), "xlsx"), BOOK)
    made = new(comparison)["hage"]
    assert (made.definition.nb, made.parent) == ("2017", "kulturskole")
    assert "ark «Mine koder», rad 4" in texts(comparison)


def test_the_workbook_for_people_says_what_each_column_is_and_what_a_theme_may_lie_under():
    book = codebook(theme("dans"), theme("ballett", "dans"))
    workbook = load_workbook(io.BytesIO(build_codebook_workbook(book, example_dialogue(), language="nn")))
    assert workbook.sheetnames == ["Kodebok", "Forklaring"]
    sheet, guide = workbook.worksheets
    assert [cell.value for cell in sheet[1]][:3] == ["Kode", "Overordna", "Namn (bokmål)"]
    (rule,) = sheet.data_validations.dataValidation
    first, last = rule.formula1.replace("$", "").partition("!A")[2].split(":A")
    allowed = [guide.cell(row, 1).value for row in range(int(first), int(last) + 1)]
    assert allowed == [*(main.code for main in example_dialogue().main_themes), "dans"]


@settings(max_examples=80)
@given(
    content=st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda text: f"Kode;Navn;Overordnet\n{text}".encode())
    )
)
def test_whatever_a_table_holds_it_is_read_or_refused_and_no_theme_is_lost(content):
    try:
        file = read_codebook_csv("kodebok.csv", content)
    except OriginalError:
        return
    comparison = compare(file, BOOK)
    assert BOOK.codes <= {one.code for one in comparison.themes}
    mains = {main.code for main in example_dialogue().main_themes}
    parents = {one.code: one.parent for one in comparison.themes}
    assert all(parent in mains or parents[parent] in mains for parent in parents.values())
