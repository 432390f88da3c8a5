from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.errors import NoReadableOriginalsError
from medlemsdialog.intake.register_of_sources import raise_if_nothing_readable, read_all, read_area
from medlemsdialog.intake.tables import (
    SOURCES_COLUMNS,
    STATEMENTS_COLUMNS,
    problems_table,
    sources_table,
    statements_table,
    write_csv,
)
from medlemsdialog.judgements.events import CorrectionMade, SourceRegistered, SourceSetAside, SourceWithdrawn
from medlemsdialog.judgements.fold import AreaEvent, Judgements, fold_events
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.vocabulary import Kind, Level, SourceState, Status
from medlemsdialog.paths import DataFolder
from medlemsdialog.register.models import Register

TEXT = b"Horten kommune\n\nKommunen krever at staten betaler for kulturskolen i alle kommuner.\n"
BY = {"by": "Kari Eksempel", "client": "test"}
Reader = Callable[..., dict[str, Intake]]


def rules(intake: Intake) -> set[str]:
    return {problem.rule for problem in intake.problems}


def judged(*events: object) -> Judgements:
    return fold_events(AreaEvent(area_code="07", event=event) for event in events)  # type: ignore[arg-type]


def registration(intake: Intake, **changes: str) -> SourceRegistered:
    source = intake.sources[0]
    values = {
        "source_id": source.source_id,
        "source": source.source,
        "content_sha256": source.content_sha256,
        "sender_code": "0701",
        "level": Level.MUNICIPALITY,
        "status": Status.DECISION,
    }
    return SourceRegistered(**{**BY, **values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("folder", ["07", "7", "07 Vestfold", "Vestfold", "vestfold fylkeskommune"])
def test_county_folder_may_be_named_in_any_way(folder: str, received: Reader) -> None:
    assert [source.sender_code for source in received({f"{folder}/brev.txt": TEXT})["07"].sources] == ["0701"]


def test_original_outside_the_counties_stays_visible_with_a_problem(received: Reader) -> None:
    national = received({"brev.txt": TEXT, "38/brev.txt": TEXT + b"!"})["national"]
    assert [(source.source, source.county_code) for source in national.sources] == [
        ("38/brev.txt", ""),
        ("brev.txt", ""),
    ]
    assert {"folder_not_in_edition", "outside_county_folder"} <= rules(national)


def test_unregistered_source_is_proposed_and_does_not_count(received: Reader) -> None:
    intake = received({"07/brev.txt": TEXT})["07"]
    assert intake.sources[0].state is SourceState.PROPOSED
    assert not intake.sources[0].counts
    assert "unregistered" in rules(intake)


def test_registration_overrides_the_proposal_and_keeps_the_ids(received: Reader) -> None:
    before = received({"07/brev.txt": TEXT})["07"]
    after = received({}, judged(registration(before)))["07"]
    assert after.sources[0].counts
    assert after.sources[0].status is Status.DECISION
    assert [p.statement_id for p in after.passages] == [p.statement_id for p in before.passages]
    assert "unregistered" not in rules(after)


def test_changed_original_keeps_its_registered_id_and_is_a_problem(received: Reader) -> None:
    event = registration(received({"07/brev.txt": TEXT})["07"])
    after = received({"07/brev.txt": TEXT + b"\nMer tekst.\n"}, judged(event))["07"]
    assert after.sources[0].source_id == event.source_id
    assert all(passage.statement_id.startswith(event.source_id) for passage in after.passages)
    assert "original_changed" in rules(after)


def test_moved_original_is_found_by_its_content(received: Reader, tmp_path: Path) -> None:
    event = registration(received({"07/brev.txt": TEXT})["07"])
    (tmp_path / "inputs/07/brev.txt").unlink()
    after = received({"07/nytt-navn.txt": TEXT}, judged(event))["07"]
    assert (after.sources[0].source_id, after.sources[0].state) == (event.source_id, SourceState.REGISTERED)


def test_missing_original_is_a_problem_of_its_area(received: Reader, tmp_path: Path) -> None:
    event = registration(received({"07/brev.txt": TEXT})["07"])
    (tmp_path / "inputs/07/brev.txt").unlink()
    assert "original_missing" in rules(received({}, judged(event))["07"])


def test_source_set_aside_is_kept_and_a_withdrawn_one_gives_no_text(received: Reader) -> None:
    before = received({"07/brev.txt": TEXT})["07"]
    source = before.sources[0]
    aside = SourceSetAside(**BY, source_id=source.source_id, source=source.source, content_sha256="", reason="Utkast")  # type: ignore[arg-type]
    after = received({}, judged(aside))["07"]
    assert (after.sources[0].state, after.sources[0].set_aside_reason) == (SourceState.REJECTED, "Utkast")
    assert after.passages
    withdrawn = received({}, judged(SourceWithdrawn(**BY, source_id=source.source_id)))["07"]  # type: ignore[arg-type]
    assert (withdrawn.passages, withdrawn.sources[0].state) == ((), SourceState.REJECTED)


def test_correction_is_applied_only_while_the_expected_value_stands(received: Reader) -> None:
    before = received({"07/brev.txt": TEXT})["07"]
    view = next(passage for passage in before.passages if passage.kind is Kind.VIEW)
    correction = {"source_id": view.source_id, "statement_id": view.statement_id, "field": "kind", "reason": "Gjengitt"}
    right = CorrectionMade(**BY, **correction, expected="view", value="reported_view")  # type: ignore[arg-type]
    wrong = CorrectionMade(**BY, **correction, expected="greeting", value="background")  # type: ignore[arg-type]
    after = received({}, judged(right, wrong))["07"]
    assert {p.kind for p in after.passages if p.statement_id == view.statement_id} == {Kind.REPORTED_VIEW}
    assert "correction_not_applied" in rules(after)


def test_area_whose_originals_all_are_broken_fails_and_one_good_or_scanned_saves_it(received: Reader) -> None:
    broken = received({"07/a.pdf": b"\x01\x02\x03" * 50, "07/b.docx": b"\x07" * 99})["07"]
    with pytest.raises(NoReadableOriginalsError) as caught:
        raise_if_nothing_readable(broken)
    assert "07/a.pdf" in caught.value.text()
    raise_if_nothing_readable(received({"07/c.png": b"\x89PNG\r\n\x1a\n"})["07"])
    assert len(received({"07/d.txt": TEXT})["07"].sources) == 4


def test_sami_text_waits_for_a_person(received: Reader) -> None:
    text = "Gielda doarju evttohusa ja háliida nannet sámegiela buot skuvllain ja kultuvrra.\n"
    intake = received({"20/svar.txt": text.encode()})["20"]
    assert intake.sources[0].waiting == ("sami",)
    assert "sami" in rules(intake)


def test_endorsement_whose_substance_lies_elsewhere_lacks_its_attachment(received: Reader) -> None:
    text = "Horten kommune\n\nInnstilling:\n\nKommunen støtter utvalget, med de vurderingene som står i uttalelsen.\n"
    intake = received({"07/sak.txt": text.encode()})["07"]
    assert intake.sources[0].attachment_missing
    assert "attachment_missing" in rules(intake)


def test_late_and_repeated_originals_are_noticed(received: Reader, eml: Callable[..., bytes]) -> None:
    late = eml("Kommunen ber KS om hjelp.\n", sender="post@horten.kommune.no").replace(b"Sep 2017", b"Dec 2017")
    intake = received({"07/brev.txt": TEXT, "07/kopi.txt": TEXT, "07/sent.eml": late})["07"]
    assert {"duplicate_file", "several_from_sender", "late"} <= rules(intake)
    assert {source.source for source in intake.sources if source.late} == {"07/sent.eml"}
    assert len({p.duplicate_group for p in intake.passages if p.text.startswith("Kommunen krever")}) == 1


def test_attachment_is_read_by_its_own_reader(
    received: Reader, eml: Callable[..., bytes], docx: Callable[..., bytes]
) -> None:
    mail = eml(
        "Hei\n\nVedlagt er svaret.\n", {"svar.docx": docx("# Vedtak\n\n1. KS bør hjelpe.\n"), "gammel.doc": b"\x01"}
    )
    intake = received({"07/post.eml": mail})["07"]
    place = next(passage.anchor.label() for passage in intake.passages if passage.text == "KS bør hjelpe.")
    assert place == "vedlegg «svar.docx», «Vedtak», punkt 1"
    assert intake.sources[0].status is Status.DECISION
    assert "attachment_unread" in rules(intake)


def test_one_area_read_alone_is_the_same_and_the_cache_may_be_corrupt(
    received: Reader, tmp_path: Path, dialogue: Dialogue, register: Register
) -> None:
    received({"07/brev.txt": TEXT, "national/brev.txt": TEXT, "12/annet.txt": b"Bergen kommune\n\nVi krever mer.\n"})
    data, cache = DataFolder(tmp_path), tmp_path / "cache"
    every = read_all(data, dialogue, register, Judgements(), cache=cache)
    entries = sorted((cache / "intake").iterdir())
    assert entries
    for entry in entries:
        entry.write_text("{", encoding="utf-8")
    for intake in every:
        assert read_area(data, dialogue, register, Judgements(), intake.area_code, cache=cache) == intake


def test_tables_have_the_columns_of_the_contract_and_harmless_cells(received: Reader, tmp_path: Path) -> None:
    intakes = received({"07/brev.txt": b"=HYPERLINK(1)\n\n<script>alert(1)</script>\n"})
    sources, statements = sources_table(intakes.values()), statements_table(intakes.values())
    assert sources.columns == SOURCES_COLUMNS
    assert statements.columns == STATEMENTS_COLUMNS
    assert [row[-1] for row in statements.rows] == ["=HYPERLINK(1)", "<script>alert(1)</script>"]
    file = tmp_path / "statements.csv"
    write_csv(statements, file)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK(1)" in file.read_text(encoding="utf-8-sig")


def test_every_broken_original_is_visible_with_a_whole_sentence(received: Reader, xlsx: Callable[..., bytes]) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    originals = {
        "07/tom.docx": b"",
        "07/avkuttet.pdf": b"%PDF-1.7\n1 0 obj <<",
        "07/gammel.doc": ole,
        "07/melding.msg": ole,
        "07/passord.xlsx": ole + "EncryptedPackage".encode("utf-16-le"),
        "07/skann.tif": b"II*\0" + b"\0" * 50,
        "07/rart.xyz": b"Tekst",
        "07/rot.csv": bytes(range(1, 30)) * 20,
        "07/mappe.docx": b"PK\x03\x04" + b"x" * 90,
        "07/skjema-uten-svar.xlsx": xlsx({"Svar": [["Svar-ID", "Avsender", "Hva mener dere?"]]}),
    }
    intake = received(originals)["07"]
    assert {source.source for source in intake.sources} == set(originals)
    table = problems_table(intake.problems, "nn")
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert not [row for row in rows if "{" in f"{row['what']}{row['to_do']}{row['allowed']}"]
    assert {row["source"] for row in rows} == set(originals)
