from __future__ import annotations

from collections.abc import Callable

import pytest

from medlemsdialog.judgements.log import read_judgements
from medlemsdialog.paths import DataFolder

Cli = Callable[..., tuple[int, str, str]]
SAMI = "Gielda doarju evttohusa ja háliida nannet sámegiela buot skuvllain ja kultuvrra.\n"


@pytest.mark.parametrize(
    "stamp",
    [
        ("--status", "vedtak"),
        ("--level", "kommune"),
        ("--openness", "offentlig"),
        ("--arena", "nettverk"),
        ("--quotable",),
        ("--date", "1.9.2017"),
    ],
)
def test_what_belongs_to_each_source_is_not_stamped_on_all(cli: Cli, data: DataFolder, stamp: tuple[str, ...]) -> None:
    code, _, err = cli("confirm", "--county", "91", "--all", "--by", "Kari K.", *stamp)
    assert code == 2
    assert "--all bekrefter forslagene slik de står" in err
    assert not data.judgements.exists()


def test_named_sources_may_get_the_same_type_by_its_norwegian_word(cli: Cli, data: DataFolder) -> None:
    (data.root / "inputs" / "91" / "lillevika.txt").write_text(
        "Lillevika kommune\n\nVi ønsker bibliotek.\n", encoding="utf-8"
    )
    arguments = ("storvika-vedtak.txt", "lillevika.txt", "--status", "Innstilling", "--openness", "offentlig")
    assert cli("confirm", *arguments, "--county", "91", "--by", "Kari K.")[0] == 0
    events = read_judgements(data)[0].registrations.values()
    assert {(event.status, event.openness) for event in events} == {("proposal", "public")}


def test_all_leaves_out_what_must_be_looked_at_and_names_it(cli: Cli, data: DataFolder) -> None:
    folder = data.root / "inputs" / "91"
    (folder / "samisk-storvika.txt").write_text(f"Storvika kommune\n\n{SAMI}", encoding="utf-8")
    (folder / "skannet.tif").write_bytes(b"II*\0" + b"\0" * 50)
    (folder / "ukjent.txt").write_text("Vi ønsker oss et bibliotek.\n", encoding="utf-8")
    code, out, _ = cli("confirm", "--county", "91", "--all", "--by", "Kari K.")
    assert code == 0
    assert "91/samisk-storvika.txt: helt eller delvis på samisk" in out
    assert "91/skannet.tif: skannet" in out
    assert "91/ukjent.txt: avsenderen er ikke funnet" in out
    confirmed = {event.source for event in read_judgements(data)[0].registrations.values()}
    assert "91/storvika-vedtak.txt" in confirmed
    assert not confirmed & {"91/samisk-storvika.txt", "91/skannet.tif", "91/ukjent.txt"}


def test_sheet_with_a_sender_in_each_row_is_left_out_and_named(cli: Cli, data: DataFolder) -> None:
    file = data.root / "inputs" / "91" / "svar.csv"
    file.write_text(
        "Nr;Hvor fra;Hva sa de?\n1;Storvika;Vi ønsker bibliotek.\n2;Lillevika kommune;Vi ønsker kino.\n",
        encoding="utf-8",
    )
    code, out, _ = cli("confirm", "--county", "91", "--all", "--by", "Kari K.")
    assert code == 0
    assert "91/svar.csv: Arket ser ut til å ha svar fra flere avsendere" in out
    confirmed = {event.source for event in read_judgements(data)[0].registrations.values()}
    assert "91/storvika-vedtak.txt" in confirmed and "91/svar.csv" not in confirmed


def test_the_list_of_proposals_says_which_must_be_looked_at(cli: Cli, data: DataFolder) -> None:
    (data.root / "inputs" / "91" / "samisk.txt").write_text(f"Storvika kommune\n\n{SAMI}", encoding="utf-8")
    code, out, _ = cli("confirm", "--county", "91")
    assert code == 0
    assert "91/storvika-vedtak.txt" in out
    assert "Disse blir ikke bekreftet med --all" in out
    assert "91/samisk.txt: helt eller delvis på samisk" in out


def test_sources_and_all_are_not_given_together(cli: Cli) -> None:
    code, _, err = cli("confirm", "storvika-vedtak.txt", "--all", "--county", "91", "--by", "K")
    assert code == 2 and "ikke begge" in err


def test_sources_are_found_without_naming_the_county_and_logged_in_their_own(cli: Cli, data: DataFolder) -> None:
    code, _, err = cli("confirm", "91/storvika-vedtak.txt", "storlia-vedtak.txt", "--by", "Kari K.")
    assert (code, err) == (0, "")
    assert {event.source for event in read_judgements(data)[0].registrations.values()} == {
        "91/storvika-vedtak.txt",
        "92/storlia-vedtak.txt",
    }
    assert {log.parent.parent.name for log in data.judgements.rglob("*.jsonl")} == {"91", "92"}
    assert cli("set-aside", "storlia-vedtak.txt", "--reason", "Utkast", "--by", "K")[0] == 0


def test_all_needs_a_county_and_the_list_does_not(cli: Cli, data: DataFolder) -> None:
    code, _, err = cli("confirm", "--all", "--by", "K")
    assert code == 2 and "Oppgi fylket" in err
    assert not data.judgements.exists()
    code, out, _ = cli("confirm")
    assert code == 0 and "91/storvika-vedtak.txt" in out and "92/storlia-vedtak.txt" in out


def test_nothing_is_written_anywhere_when_one_of_several_cannot_be_confirmed(cli: Cli, data: DataFolder) -> None:
    code, _, _ = cli("confirm", "91/storvika-vedtak.txt", "finnes-ikke.txt", "--by", "K")
    assert code == 2
    assert not data.judgements.exists()


def test_another_sender_is_confirmed_by_its_name(cli: Cli, data: DataFolder) -> None:
    (data.root / "inputs" / "91" / "korlag.txt").write_text("Vi ønsker oss et øvingslokale.\n", encoding="utf-8")
    named = ("--sender", "Eksempel korlag", "--level", "annen avsender")
    code, out, _ = cli("confirm", "korlag.txt", "--county", "91", "--by", "Kari K.", *named)
    assert code == 0 and "– Eksempel korlag, annen avsender" in out
    (event,) = read_judgements(data)[0].registrations.values()
    assert (event.sender_code, event.sender_name, event.level) == ("", "Eksempel korlag", "other")


def test_a_name_that_is_no_member_must_be_said_to_be_another_sender(cli: Cli, data: DataFolder) -> None:
    (data.root / "inputs" / "91" / "korlag.txt").write_text("Vi ønsker oss et øvingslokale.\n", encoding="utf-8")
    code, _, err = cli("confirm", "korlag.txt", "--county", "91", "--by", "Kari K.", "--sender", "Eksempel korlag")
    assert code == 2 and "annen avsender" in err


def test_a_registered_source_whose_original_is_gone_can_be_set_aside(cli: Cli, data: DataFolder) -> None:
    path = data.root / "inputs" / "91" / "korlag.txt"
    path.write_text("Storvika kommune\n\nVi ønsker oss et øvingslokale.\n", encoding="utf-8")
    assert cli("confirm", "korlag.txt", "--county", "91", "--by", "Kari K.")[0] == 0
    path.unlink()
    assert "originalen finnes ikke i mappen lenger" in cli("check", "--county", "91")[1]
    code, out, _ = cli("set-aside", "91/korlag.txt", "--reason", "Lagt inn på nytt", "--by", "Kari K.")
    assert code == 0 and "Satt til side: 91/korlag.txt" in out
    assert "originalen finnes ikke i mappen lenger" not in cli("check", "--county", "91")[1]
