from __future__ import annotations

import pytest

from medlemsdialog.coding.codebook import read_codebook
from medlemsdialog.dialogue import read_dialogue
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import OriginalError, UsageError
from medlemsdialog.evidence import open_workspace
from medlemsdialog.judgements.events import CodingSet, ThemeRetired, ThemeWritten
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.passages import Anchor
from medlemsdialog.runs.codebook import (
    adopt_codebook,
    check_codebook,
    compare_codebook_file,
    find_coded_statements,
    write_codebook_file,
)
from support.codebooks import texts, theme, write
from support.mini_dialogue import build_of, write_mini_dialogue


@pytest.fixture
def data(tmp_path):
    return write_mini_dialogue(tmp_path / "dialog")


def opened(data):
    return open_workspace(data, build_of(data))


def code(data, statement, *themes, by="Kari K.", settles=False):
    event = CodingSet(
        by=by, client="prøve", statement_id=statement, text="x", anchor=Anchor(), themes=themes, settles=settles
    )
    append_events(data, "91", [event])


def judge(data, *events):
    append_events(data, "national", events)


def adopt(data, file, **options):
    workspace = opened(data)
    comparison = compare_codebook_file(workspace, file, **options)
    return adopt_codebook(workspace, comparison, by="Kari K.", source=file.name)


def test_a_coded_statement_counts_for_the_theme_that_took_over(data):
    code(data, "s-1", "museum", "kulturarv")
    code(data, "s-2", "museum")
    judge(
        data, ThemeRetired(by="Kari K.", client="p", theme_code="museum", into="kunst", moved={"s-2": ("bibliotek",)})
    )
    assert find_coded_statements(opened(data)) == {"kulturarv": {"s-1"}, "kunst": {"s-1"}, "bibliotek": {"s-2"}}
    empty = {one.anchor.label() for one in check_codebook(opened(data)) if one.rule == "codebook_empty"}
    assert not any("(kunst)" in one or "(museum)" in one for one in empty)


def test_what_coders_have_settled_stands_for_all_of_them(data):
    code(data, "s-1", "museum")
    code(data, "s-1", "kunst", by="Per P.")
    assert find_coded_statements(opened(data)) == {"museum": {"s-1"}, "kunst": {"s-1"}}
    code(data, "s-1", "kunst", by="Per P.", settles=True)
    assert find_coded_statements(opened(data)) == {"kunst": {"s-1"}}


def test_what_is_taken_in_can_be_read_and_the_old_codebook_lies_beside(data, tmp_path):
    before = data.codebook_file.read_bytes()
    file = write(
        tmp_path / "ny.csv", "Kode;Navn;Overordnet\nmuseum;Museer og samlinger;\n;Dans og scene;kunst\n", "cp1252"
    )
    adopted = adopt(data, file)
    assert adopted.old is not None
    assert adopted.old.read_bytes() == before
    assert adopted.old.name == "codebook-1.0.yaml"
    book = read_codebook(data.codebook_file, read_dialogue(data.dialogue_file))
    assert book.version == adopted.version == "1.1"
    assert book.theme("museum").label.nb == "Museer og samlinger"
    assert book.theme("dans-og-scene").parent == "kunst"
    assert adopted.comments_kept
    assert opened(data).codebook.codes == book.codes


def test_copies_of_the_codebook_are_never_written_over(data, tmp_path):
    data.old_codebook("1.0").write_text("en annen kopi")
    adopted = adopt(data, write(tmp_path / "ny.csv", "Kode,Navn\nmuseum,Museer\n"))
    assert adopted.old.name == "codebook-1.0-2.yaml"
    assert data.old_codebook("1.0").read_text() == "en annen kopi"


def test_a_theme_changed_by_a_person_since_is_changed_by_an_event_of_its_own(data, tmp_path):
    renamed = opened(data).codebook.theme("museum").model_copy(update={"label": Text(nb="Museer")})
    judge(data, ThemeWritten(by="Per P.", client="p", theme=renamed))
    before = data.codebook_file.read_bytes()
    file = write(tmp_path / "ny.csv", "Kode,Navn\nmuseum,Museer og samlinger\n")
    adopted = adopt(data, file)
    assert (adopted.events, adopted.old) == (1, None)
    assert data.codebook_file.read_bytes() == before
    workspace = opened(data)
    assert workspace.codebook.theme("museum").label.nb == "Museer og samlinger"
    assert workspace.judgements.themes["museum"].by == "Kari K."
    assert not compare_codebook_file(workspace, file).changes_anything


def test_what_is_new_below_a_theme_that_only_a_log_knows_is_written_to_the_log(data, tmp_path):
    judge(data, ThemeWritten(by="Per P.", client="p", theme=theme("dans", "inkludering")))
    file = write(tmp_path / "ny.csv", "Navn,Overordnet\nBallett,Dans\nSirkus,kulturskole\n")
    adopted = adopt(data, file)
    assert adopted.events == 1
    workspace = opened(data)
    assert workspace.codebook.theme("ballett").parent == "dans"
    assert "sirkus" in workspace.frame.codebook.codes
    assert "ballett" not in workspace.frame.codebook.codes


def test_a_retired_theme_stays_in_the_file_for_its_codings_and_does_not_come_back(data, tmp_path):
    judge(data, ThemeRetired(by="Per P.", client="p", theme_code="museum", into="kunst"))
    file = write(tmp_path / "ny.csv", "Kode,Navn,Overordnet\nmuseum,Museer,kunst\nbibliotek,Bibliotekene,\n")
    workspace = opened(data)
    assert "tatt ut av bruk" in texts(compare_codebook_file(workspace, file))
    adopt(data, file)
    after = opened(data)
    assert "museum" in after.frame.codebook.codes
    assert "museum" not in after.codebook.codes
    assert after.codebook.theme("bibliotek").label.nb == "Bibliotekene"


def test_what_is_in_use_is_never_removed(data, tmp_path):
    adopt(data, write(tmp_path / "to.csv", "Navn,Overordnet\nUbrukt,inkludering\nBrukt,inkludering\n"))
    code(data, "s-1", "brukt")
    adopt(data, write(tmp_path / "ny.csv", "Kode,Navn\nmuseum,Museum\n"), remove=True)
    left = opened(data).codebook.codes
    crossed = {one for crossing in read_dialogue(data.dialogue_file).crosswalk for one in crossing.themes}
    assert {"museum", "brukt", *crossed} <= left
    assert "ubrukt" not in left


@pytest.mark.parametrize("ending", ["csv", "xlsx", "qdc"])
def test_what_the_desk_has_changed_goes_out_and_in_again(data, tmp_path, ending):
    judge(
        data,
        ThemeWritten(by="Per P.", client="p", theme=theme("dans", "inkludering")),
        ThemeRetired(by="Per P.", client="p", theme_code="museum", into="kunst"),
    )
    workspace = opened(data)
    file = write_codebook_file(workspace, tmp_path / f"bok.{ending}")
    comparison = compare_codebook_file(workspace, file)
    assert not comparison.changes_anything, texts(comparison)
    assert comparison.entries == ()


@pytest.mark.parametrize("name", ["bok.pdf", "bok", "bok.csv.exe"])
def test_only_three_endings_are_written(data, tmp_path, name):
    with pytest.raises(UsageError, match="må slutte på"):
        write_codebook_file(opened(data), tmp_path / name)


def test_files_that_are_no_codebook_are_told_as_such(data, tmp_path):
    workspace = opened(data)
    with pytest.raises(UsageError, match="Fant ikke filen"):
        compare_codebook_file(workspace, tmp_path / "borte.csv")
    with pytest.raises(UsageError, match="Velg et av disse"):
        compare_codebook_file(workspace, write(tmp_path / "k.csv", "Kode\nx\n"), under="finnes-ikke")
    pdf = tmp_path / "k.pdf"
    pdf.write_bytes(b"%PDF-1.7\n")
    with pytest.raises((UsageError, OriginalError)):
        compare_codebook_file(workspace, pdf)


def test_a_workbook_saved_under_another_name_is_read_as_what_it_is(data, tmp_path):
    workspace = opened(data)
    file = write_codebook_file(workspace, tmp_path / "bok.xlsx")
    renamed = file.rename(tmp_path / "bok.csv")
    assert not compare_codebook_file(workspace, renamed).changes_anything


def test_a_name_is_needed_to_write(data, tmp_path):
    workspace = opened(data)
    comparison = compare_codebook_file(workspace, write(tmp_path / "k.csv", "Kode,Navn\nmuseum,M\n"))
    before = data.codebook_file.read_bytes()
    with pytest.raises(UsageError, match="--by"):
        adopt_codebook(workspace, comparison, by=" ", source="k.csv")
    assert data.codebook_file.read_bytes() == before
