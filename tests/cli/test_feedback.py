"""Letters from the command line: written, sent, answered, and followed; what a person has changed is left alone."""

from __future__ import annotations

import json

import pytest

from medlemsdialog.evidence import open_workspace
from medlemsdialog.runs.feedback import list_letters
from medlemsdialog.runs.what_is_left import find_what_is_left
from support.handed_in import judge_all
from support.mini_dialogue import build_of


@pytest.fixture
def written(data, cli):
    judge_all(data, "91", "Rådgiver")
    assert cli("letters", "--county", "91", "--reply-by", "15.11.2017")[0] == 0
    return build_of(data).area("91").letters


def listed(cli):
    return {row["key"]: row for row in json.loads(cli("letters", "--county", "91", "--json")[1])}


def test_each_sender_gets_a_document_and_a_text(written, cli):
    assert {"brev-9101.docx", "brev-9101.txt", "brev-9102.docx"} <= {file.name for file in written.iterdir()}
    assert listed(cli)["9101"]["state"] == "not_sent" and listed(cli)["9101"]["is_written"]


def test_the_same_letters_have_the_same_bytes(written, cli):
    before = {file.name: file.read_bytes() for file in written.iterdir()}
    cli("letters", "--county", "91", "--reply-by", "15. november 2017")
    assert {file.name: file.read_bytes() for file in written.iterdir()} == before


def test_what_is_sent_is_logged_and_an_answer_closes_it(written, cli, data):
    code, out, _ = cli("letters", "--county", "91", "--sent", "--sender", "9101", "--by", "Rådgiver")
    assert code == 0 and "brev-91-9101-1" in out
    row = listed(cli)["9101"]
    assert (row["state"], row["reply_by"]) == ("overdue", "2017-11-15")
    assert listed(cli)["9102"]["state"] == "not_sent"
    (data.root / "inputs/91/svar.txt").write_text("Storvika kommune\nEksempel – oppdiktet\n\nVi mente noe annet.\n")
    code, _, err = cli(
        *("confirm", "91/svar.txt", "--sender", "9101", "--replies-to", "9101", "--county", "91", "--by", "Rådgiver")
    )
    assert code == 0, err
    assert listed(cli)["9101"]["state"] == "answered" and listed(cli)["9101"]["new_sources"] == 0


def test_confirming_again_keeps_what_a_source_answers(written, cli, data):
    cli("letters", "--county", "91", "--sent", "--by", "Rådgiver")
    answer = ("confirm", "91/storvika-vedtak.txt", "--county", "91", "--by", "Rådgiver")
    cli(*answer, "--replies-to", "brev-91-9101-1")
    cli(*answer, "--status", "vedtak")
    (event,) = [
        event
        for event in open_workspace(data, build_of(data)).judgements.registrations.values()
        if event.source.endswith("storvika-vedtak.txt")
    ]
    assert event.replies_to == "brev-91-9101-1"


def test_before_the_date_a_letter_waits(written, cli, data):
    import datetime

    cli("letters", "--county", "91", "--sent", "--by", "Rådgiver")
    workspace = open_workspace(data, build_of(data))
    states = {one.state for one in list_letters(workspace, "91", today=datetime.date(2017, 11, 15))}
    assert states == {"sent"}


def test_a_letter_changed_by_hand_is_left_and_told(written, cli):
    (written / "brev-9101.docx").write_bytes(b"endret for haand")
    code, out, err = cli("letters", "--county", "91", "--reply-by", "15.11.2017")
    assert code == 0 and "endret for hånd" in err and "brev-9102" in out
    assert (written / "brev-9101.docx").read_bytes() == b"endret for haand"


def test_who_has_a_letter_and_sent_nothing_new_gets_no_other_unasked(written, cli):
    cli("letters", "--county", "91", "--sent", "--by", "Rådgiver")
    _, out, _ = cli("letters", "--county", "91", "--reply-by", "20.11.2017")
    assert "har fått brev før" in out
    _, out, _ = cli("letters", "--county", "91", "--reply-by", "20.11.2017", "--sender", "9101")
    assert "brev-9101.docx" in out
    assert "brev-91-9101-2" in cli("letters", "--county", "91", "--sent", "--by", "Rådgiver")[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--reply-by", "snart"), "ikke en dato"),
        (("--reply-by", "15.11.2017", "--sender", "9999"), "ingen avsender"),
        (("--sent",), "--by"),
        (("--sent", "--reply-by", "15.11.2017"), "enten"),
    ],
)
def test_wrong_use_is_told(written, cli, arguments, told):
    code, _, err = cli("letters", "--county", "91", *arguments)
    assert code == 2 and told in err


def test_without_confirmed_input_nobody_is_written_to(cli):
    code, _, err = cli("letters", "--county", "91", "--reply-by", "15.11.2017")
    assert code == 2 and "ingen å skrive til" in err


def test_an_answer_to_no_letter_is_told(written, cli):
    code, _, err = cli("confirm", "91/storvika-vedtak.txt", "--replies-to", "9101", "--by", "Rådgiver")
    assert code == 2 and "peker ikke ut ett brev" in err


def test_what_is_left_is_told_with_where_it_is_done(written, data, cli):
    left = {one.kind: one for one in find_what_is_left(open_workspace(data, build_of(data)), "91")}
    assert {"uncoded", "assessment", "letters", "not_signed_off"} <= set(left)
    assert left["uncoded"].tab == "coding" and left["uncoded"].number > 0
    cli("sign-off", "--county", "91", "--by", "Rådgiver")
    judge_all(data, "91", "Rådgiver Bø")
    left = {one.kind: one for one in find_what_is_left(open_workspace(data, build_of(data)), "91")}
    assert "kodingene (1 nye eller endret)" in left["lapsed"].what.text()


def test_hand_in_warns_and_does_not_stop(written, data, cli):
    code, out, _ = cli("hand-in", "--county", "91", "--by", "Rådgiver")
    assert (
        code == 0
        and "Levering 1 fra 91 Vestmark er laget" in out
        and "utsagn i bekreftede innspill er ikke kodet" in out
    )
    answer = json.loads(cli("hand-in", "--county", "91", "--by", "Rådgiver", "--json")[1])
    assert answer["number"] == 2 and not answer["changed"] and answer["left"]
    code, out, _ = cli("receive", answer["file"], "--by", "Nasjonal", "--json")
    assert code == 0 and json.loads(out)[0]["new"] == {}
    code, _, err = cli("receive", data.root / "nei.zip", answer["file"], "--by", "Nasjonal")
    assert code == 1 and "Fant ikke leveringen" in err
