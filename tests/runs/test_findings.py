"""Findings are written, approved on evidence that exists, and lose the words that are withdrawn."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from medlemsdialog.cli.app import run_command
from medlemsdialog.desk.area_summary import counts_alike
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import SummaryError, UsageError
from medlemsdialog.evidence import read_even_if_broken
from medlemsdialog.evidence.sign_off import judge_sign_off
from medlemsdialog.judgements.events import FindingWritten
from medlemsdialog.judgements.history import read_history
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.findings import Basis, PickedQuote
from medlemsdialog.models.vocabulary import BasisLevel, Fate, FindingState
from medlemsdialog.paths import DataFolder
from medlemsdialog.runs import assessing
from medlemsdialog.runs import findings as judged
from medlemsdialog.runs.handing_in import hand_in
from medlemsdialog.runs.history import build_teller
from medlemsdialog.runs.undoing import redo_last, undo_last
from support.mini_nation import (
    GRANT,
    LILLEVIKA,
    STORLIA,
    STORVIKA,
    approve,
    code,
    findings_of,
    overview_of,
    reopen,
    write,
    write_mini_nation,
    write_run,
)

WORDS = "øremerkede midler til kulturskolen"
OTHERS = "ei kommunal oppgåve"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_mini_nation(tmp_path_factory.mktemp("nation") / "dialog").root


@pytest.fixture
def data(written: Path, tmp_path: Path) -> DataFolder:
    return DataFolder(Path(shutil.copytree(written, tmp_path / "dialog")))


@pytest.mark.parametrize(
    ("heading", "existing", "made"),
    [
        ("Kulturskolen", (), "f-kulturskolen"),
        ("Flertallet vil ha statlig tilskudd til kulturskolen", (), "f-flertallet-vil-ha-statlig"),
        ("Øvingslokaler på Ås – «nå»!", (), "f-ovingslokaler-pa-as-na"),
        ("Čáhcesuolu", (), "f-cahcesuolu"),
        ("«…»", (), "f-funn"),
        ("Kulturskolen", ("f-kulturskolen", "f-kulturskolen-2"), "f-kulturskolen-3"),
        ("x" * 60, ("f-" + "x" * 26,), "f-" + "x" * 24 + "-2"),
    ],
)
def test_an_id_is_made_of_the_heading_and_no_other_has_it(heading: str, existing: tuple[str, ...], made: str) -> None:
    assert judged.new_finding_id(heading, existing) == made and len(made) <= judged.LONGEST_ID


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"finding_id": "F-Stor"}, "høyst 28 tegn"),
        ({"finding_id": "f-" + "x" * 27}, "høyst 28 tegn"),
        ({"claims": ["k-finnes-ikke"]}, "Ukjent kode for kravet: «k-finnes-ikke»"),
        ({"themes": ["finnes-ikke"]}, "Ukjent kode for temaet"),
        ({"section": "finnes-ikke"}, "Ukjent kode for hovedtemaet"),
        ({"by": " "}, "navn"),
    ],
)
def test_a_finding_that_cannot_be_is_not_written(data: DataFolder, values: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        write(data, **{"finding_id": "f-x", **values})
    assert reopen(data).judgements.findings == {}


def test_what_two_write_at_the_same_time_is_kept_side_by_side(data: DataFolder) -> None:
    write(data, "f-x", "første", by="Kari")
    seen = judged.find_finding(reopen(data), "f-x").seen
    write(data, "f-x", "Karis", by="Kari", replaces=seen)
    write(data, "f-x", "Olas", by="Ola", replaces=seen)
    found = judged.find_finding(reopen(data), "f-x")
    assert found.current is not None and found.current.text.nb == "Olas"
    assert [rival.text.nb for rival in found.rivals] == ["Karis"]
    write(data, "f-x", "begges", by="Ola", replaces=found.seen)
    assert judged.find_finding(reopen(data), "f-x").rivals == ()


def test_approval_asks_for_evidence_that_exists(data: DataFolder) -> None:
    write(data, "f-uten")
    with pytest.raises(UsageError, match="bygger ikke på noe ennå"):
        approve(data, "f-uten")
    write(data, "f-borte", "Eksempel – oppdiktet [@k0000000000-00000000].", claims=[GRANT])
    with pytest.raises(UsageError, match="ikke finnes i det som kan deles: k0000000000-00000000"):
        approve(data, "f-borte")
    with pytest.raises(UsageError, match="Ukjent kode for funnet: «f-ingen»"):
        approve(data, "f-ingen")
    assert reopen(data).judgements.finding_approvals == {}


def test_a_person_who_says_no_to_the_faults_approves_nothing(data: DataFolder) -> None:
    write(data, "f-x", claims=[GRANT])
    shown = []
    answer = judged.approve_finding(
        reopen(data), "f-x", by="Kari", overview=overview_of(data), accept=lambda finding: bool(shown.append(finding))
    )
    assert answer is None and shown[0].finding_id == "f-x"
    assert findings_of(data)["f-x"].state is FindingState.DRAFT


def test_approval_needs_a_run_that_knows_what_was_judged_last(data: DataFolder) -> None:
    write(data, "f-x", claims=[GRANT])
    with pytest.raises(SummaryError, match="Kjør «medlemsdialog run» først"):
        judged.approve_finding(reopen(data), "f-x", by="Kari")
    write_run(data)
    # A finding is the nation's: writing one makes no county's summary old.
    write(data, "f-y", claims=[GRANT])
    assert judged.approve_finding(reopen(data), "f-x", by="Kari") is not None
    code(data, STORVIKA, ["museum"])
    with pytest.raises(UsageError, match=r"siden siste kjøring i Vestmark\. Kjør «medlemsdialog run» først"):
        judged.approve_finding(reopen(data), "f-x", by="Kari")


def test_an_approval_is_taken_back_and_a_finding_removed(data: DataFolder) -> None:
    write(data, "f-x", claims=[GRANT])
    with pytest.raises(UsageError, match="er ikke godkjent, så det er ingenting å trekke"):
        judged.withdraw_approval(reopen(data), "f-x", by="Kari")
    approve(data, "f-x")
    judged.withdraw_approval(reopen(data), "f-x", by="Kari", reason="ny gjennomgang")
    assert findings_of(data)["f-x"].state is FindingState.DRAFT
    judged.remove_finding(reopen(data), "f-x", by="Kari", reason="dekket av et annet")
    assert findings_of(data) == {}
    with pytest.raises(UsageError, match="Ukjent kode for funnet"):
        judged.remove_finding(reopen(data), "f-x", by="Kari")


def test_what_is_set_aside_has_a_reason(data: DataFolder) -> None:
    with pytest.raises(UsageError, match="Skriv grunnen"):
        judged.give_fate(reopen(data), "claim", GRANT, fate=Fate.SET_ASIDE, by="Kari", reason=" ")
    with pytest.raises(UsageError, match="Ukjent kode for kravet"):
        judged.give_fate(reopen(data), "claim", "museum", fate=Fate.BACKGROUND, by="Kari")


def test_each_step_with_a_finding_is_undone_and_done_again(data: DataFolder) -> None:
    def state() -> dict[str, str]:
        return {name: one.state.value for name, one in findings_of(data).items()}

    write(data, "f-x", claims=[GRANT])
    approve(data, "f-x")
    judged.give_fate(reopen(data), "theme", "bibliotek", fate=Fate.BACKGROUND, by="Kari")
    undo_last(reopen(data), by="Kari")
    assert reopen(data).judgements.fates == {} and state() == {"f-x": "approved"}
    undo_last(reopen(data), by="Kari")
    assert state() == {"f-x": "draft"}
    redo_last(reopen(data), by="Kari")
    assert state() == {"f-x": "approved"}
    judged.withdraw_approval(reopen(data), "f-x", by="Kari")
    undo_last(reopen(data), by="Kari")
    assert state() == {"f-x": "approved"}
    judged.remove_finding(reopen(data), "f-x", by="Kari")
    undo_last(reopen(data), by="Kari")
    # What it was approved on is to be looked at again.
    assert state() == {"f-x": "draft"}
    undo_last(reopen(data), by="Kari")
    undo_last(reopen(data), by="Kari")
    assert state() == {}


def test_nobody_approves_in_anothers_name_by_undoing(data: DataFolder) -> None:
    write(data, "f-x", claims=[GRANT])
    approve(data, "f-x", by="Ola")
    judged.withdraw_approval(reopen(data), "f-x", by="Kari")
    with pytest.raises(UsageError, match="kan ikke angres"):
        undo_last(reopen(data), by="Kari")


def test_the_log_tells_each_step_and_finds_it_by_statement_and_source(data: DataFolder) -> None:
    write(data, "f-x", f"Eksempel – oppdiktet [@{STORVIKA}].", claims=[GRANT])
    approve(data, "f-x")
    judged.withdraw_approval(reopen(data), "f-x", by="Kari", reason="feil tall")
    judged.remove_finding(reopen(data), "f-x", by="Kari")
    judged.give_fate(reopen(data), "theme", "bibliotek", fate=Fate.SET_ASIDE, by="Kari", reason="dekket")
    judged.give_fate(reopen(data), "claim", GRANT, fate=None, by="Kari")
    teller = build_teller(reopen(data), "nb")
    assert [teller.tell(one) for one in read_history(data, kinds=["findings"])] == [
        "Kari (hele landet) skrev funnet f-x: «Overskrift. Eksempel – oppdiktet»",
        "Kari (hele landet) godkjente funnet f-x slik det sto",
        "Kari (hele landet) trakk godkjenningen av funnet f-x: feil tall",
        "Kari (hele landet) tok bort funnet f-x",
        "Kari (hele landet) satte temaet Bibliotek og litteratur til side: dekket",
        f"Kari (hele landet) tok tilbake hva som blir av kravet {GRANT}",
    ]
    on_statement = [one.event.type for one in read_history(data, statement_id=STORVIKA, kinds=["findings"])]
    assert on_statement == ["finding.written", "finding.approved"]
    assert len(read_history(data, source_id=STORVIKA.partition("-")[0], kinds=["findings"])) == 2
    assert read_history(data, statement_id=STORLIA, kinds=["findings"]) == ()


def test_a_county_hands_in_no_findings(data: DataFolder) -> None:
    write(data, "f-x", claims=[GRANT], by="Rådgiver")
    handed = hand_in(reopen(data), "91", by="Rådgiver")
    with zipfile.ZipFile(handed.file) as package:
        assert not [name for name in package.namelist() if "/findings/" in name]


def quoting(data: DataFolder) -> FindingWritten:
    text = (
        f"Storvika sier at «staten bør gi {WORDS}» [@{STORVIKA}], og «kulturskulen må bli verande {OTHERS}» [@{STORLIA}].\n\n"
        f"Uten kilde: «{WORDS}». Eksempel – oppdiktet"
    )
    return judged.write_finding(
        reopen(data),
        finding_id="f-x",
        heading=Text(nb=f"De vil ha «{WORDS}»"),
        text=Text(nb=text, nn=f"«{WORDS}» [@{STORLIA}][@{STORVIKA}]. Døme – oppdikta"),
        by="Kari",
        claims=[GRANT],
        quotes=[
            PickedQuote(statement_id=STORVIKA, text=WORDS),
            PickedQuote(statement_id=STORLIA, text=OTHERS, contrary=True),
        ],
        basis=Basis(level=BasisLevel.THIN, reason=f"bare «{WORDS}» [@{STORVIKA}]"),
    )


def holding(folder: Path, words: str) -> list[str]:
    return [file.name for file in folder.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]


def test_withdrawn_words_leave_the_findings_of_all_and_others_stay(data: DataFolder) -> None:
    first = quoting(data)
    approve(data, "f-x")
    # Another person's copy of the same log, as a conflict copy has it.
    (log,) = (file for _, file in data.judgement_logs("findings"))
    shutil.copy(log, log.with_name("ola-pc2.jsonl"))
    storvika = ("withdraw", "91/storvika-vedtak.txt", "--reason", "ba om det", "--by", "Kari", "--delete-original")
    assert run_command([*storvika, "--data", str(data.root)]) == 0
    assert holding(data.root, WORDS) == []
    found = findings_of(data)["f-x"]
    assert found.state is FindingState.STALE
    assert {one.code for one in found.changes if one.what == "gone"} == {STORVIKA}
    assert [quote.text for quote in found.quotes] == ["", OTHERS] and OTHERS in found.text.nb
    # A copy that comes back with the words brings them into no finding, and a sweep takes them out.
    cited = {"heading": Text(nb="Eksempel – oppdiktet"), "text": Text(nb=f"«{WORDS}» [@{STORVIKA}]"), "basis": None}
    later = first.at + timedelta(days=1)
    append_events(data, "national", [first.model_copy(update={"id": "tilbake", "at": later, **cited})])
    assert holding(data.root, WORDS) != []
    assert findings_of(data)["f-x"].text.nb == f"«…» [@{STORVIKA}]"
    assert run_command(["withdraw", "--data", str(data.root)]) == 0
    assert holding(data.root, WORDS) == []


def test_deleting_personal_data_empties_quotes_and_keeps_what_was_written(
    data: DataFolder, cli_delete: Callable[[], int]
) -> None:
    quoting(data)
    write(data, "f-y", "Ring Kari Eksempelsen på 22 33 44 55. Eksempel – oppdiktet", claims=[GRANT])
    assert cli_delete() == 0
    assert holding(data.root, OTHERS) == [] and holding(data.root, "22 33 44 55") == []
    assert "Eksempel – oppdiktet" in reopen(data).judgements.findings["f-y"].text.nb


@pytest.fixture
def cli_delete(data: DataFolder) -> Callable[[], int]:
    return lambda: run_command(["delete-personal-data", "--yes", "--by", "Kari", "--data", str(data.root)])


def test_a_finding_on_another_source_keeps_its_log_byte_for_byte(data: DataFolder) -> None:
    write(data, "f-x", f"«Lillevika ønsker» [@{LILLEVIKA}]. Eksempel – oppdiktet", claims=[GRANT])
    (log,) = (file for _, file in data.judgement_logs("findings"))
    before = log.read_bytes()
    storvika = ("withdraw", "91/storvika-vedtak.txt", "--reason", "ba om det", "--by", "Ola", "--delete-original")
    assert run_command([*storvika, "--data", str(data.root)]) == 0
    assert log.read_bytes() == before


def test_a_finding_lapses_no_countys_sign_off_and_makes_none_count_anew(data: DataFolder) -> None:
    assessing.sign_off(reopen(data), "91", by="Rådgiver")
    before = reopen(data)
    write(data, "f-x", claims=[GRANT])
    approve(data, "f-x")
    judged.give_fate(reopen(data), "theme", "bibliotek", fate=Fate.BACKGROUND, by="Kari")
    now = reopen(data)
    assert judge_sign_off(now, read_even_if_broken(now, "91")) == "standing"
    assert counts_alike(before, now)
    code(data, STORVIKA, ["museum"])
    assert not counts_alike(before, reopen(data))
