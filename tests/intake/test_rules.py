"""Every rule: triggered by a real file, told in whole sentences of both language forms, with a place where there is one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.rules import RULES
from medlemsdialog.judgements.events import CorrectionMade, Event, SourceRegistered, SourceWithdrawn
from medlemsdialog.judgements.fold import AreaEvent, Judgements, fold_events
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source

TESTS = Path(__file__).resolve().parents[1]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LETTER = b"Horten kommune\n\nHorten, 4. september 2017\n\nKommunen krever at staten betaler for kulturskolen.\n"
MINUTES = b"""Horten kommune

Kommunestyret 4. september 2017

Sak 12/17 Barnehagebruksplan

Vedtak

1. Planen vedtas.

Sak 13/17 Innspill om kultur til KS

Vedtak

1. Kommunen krever mer penger til kulturskolen.
"""
SAMI = "Gielda doarju evttohusa ja háliida nannet sámegiela buot skuvllain ja kultuvrra.\n".encode()
ENGLISH = re.compile(r"\b(?:the|file|cannot|error|missing|sheet|cell|value)\b", re.IGNORECASE)
Read = Callable[..., dict[str, Intake]]


def book(change: Callable[[openpyxl.Workbook], None], rows: int = 4) -> bytes:
    """A workbook of answers as texts, changed as the rule needs."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Svar"
    sheet.append(["Svar-ID", "Kommune", "Hva mener dere?", "Hvorfor?"])
    for number in range(1, rows):
        sheet.append([str(number), "Horten", f"Eksempel – oppdiktet svar {number}.", "Fordi vi vil."])
    change(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def with_part(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, change(before.read(name)) if name == part else before.read(name))
    return out.getvalue()


def calculated(xml: bytes) -> bytes:
    """The sheet with a value stored for its formula."""
    return re.sub(rb"(</f>)<v ?(?:/>|></v>)", rb"\1<v>2</v>", xml)


def in_cell(place: str, value: object) -> Callable[[openpyxl.Workbook], None]:
    def change(workbook: openpyxl.Workbook) -> None:
        workbook["Svar"][place] = value

    return change


def hide_sheet(state: str) -> Callable[[openpyxl.Workbook], None]:
    def change(workbook: openpyxl.Workbook) -> None:
        extra = workbook.create_sheet("Notater")
        extra["A1"], extra.sheet_state = "Eksempel – oppdiktet", state

    return change


def hide_column(workbook: openpyxl.Workbook) -> None:
    workbook["Svar"].column_dimensions["D"].hidden = True


def merge(workbook: openpyxl.Workbook) -> None:
    workbook["Svar"].merge_cells("C2:C3")


def comment(workbook: openpyxl.Workbook) -> None:
    workbook["Svar"]["C3"].comment = Comment("Ring dem", "Kari Eksempel")


def date(workbook: openpyxl.Workbook) -> None:
    import datetime as dt

    workbook["Svar"]["C3"] = dt.date(2017, 1, 3)


def text_box() -> bytes:
    """A sheet with a drawing in which a box holds text, as Excel writes it."""
    spaces = (
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    drawing = (
        f"<xdr:wsDr {spaces}><xdr:absoluteAnchor><xdr:sp><xdr:txBody><a:p><a:r><a:t>Les dette også.</a:t></a:r></a:p>"
        "</xdr:txBody></xdr:sp></xdr:absoluteAnchor></xdr:wsDr>"
    )
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{relations}/drawing" Target="/xl/drawings/drawing1.xml"/></Relationships>'
    )
    content = with_part(
        book(lambda _: None),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</worksheet>", f'<drawing xmlns:r="{relations}" r:id="rId1"/></worksheet>'.encode()),
    )
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/drawings/drawing1.xml", drawing)
        archive.writestr("xl/worksheets/_rels/sheet1.xml.rels", link)
    return buffer.getvalue()


def packed(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def letter(text: str) -> bytes:
    return f"Horten kommune\n\n{text}\n".encode()


def csv(*rows: str) -> bytes:
    return "\n".join(rows).encode()


FORM = "Svar-ID;Levert;Avsender;Nivå;Hva mener dere? – kryss;Hva mener dere? – kommentar"
HORTEN, LARVIK = "2;4.9.2017;Horten;Kommune;Ja;Fordi", "2;4.9.2017;Larvik;Kommune;Ja;Fordi"
# What is laid in the folders, by the rule it triggers.
FILES: dict[str, dict[str, bytes]] = {
    "empty": {"07/a.docx": b""},
    "no_text": {"07/a.html": b"<html><body></body></html>"},
    "truncated": {"07/a.docx": b"PK\x03\x04" + b"x" * 90},
    "password": {"07/a.xlsx": OLE + "EncryptedPackage".encode("utf-16-le")},
    "old_word": {"07/a.doc": OLE},
    "outlook_message": {"07/a.msg": OLE},
    "scanned": {"07/a.tif": b"II*\0" + b"\0" * 50},
    "unknown_format": {"07/a.xyz": b"Tekst"},
    "not_text": {"07/a.csv": bytes(range(1, 30)) * 20},
    "empty_archive": {"07/a.zip": packed({})},
    "mislabelled": {"07/a.pdf": b"{\\rtf1 Kommunen krever mer.}"},
    "guessed_encoding": {"07/a.txt": "Vi ønsker mer.".encode("cp1252")},
    "control_characters": {"07/a.txt": LETTER * 3 + b"Mer\x07."},
    "hidden_sheet": {"07/a.xlsx": book(hide_sheet("hidden"))},
    "very_hidden_sheet": {"07/a.xlsx": book(hide_sheet("veryHidden"))},
    "hidden_columns": {"07/a.xlsx": book(hide_column)},
    "formula_without_value": {"07/a.xlsx": book(in_cell("C3", "=A2&B2"))},
    "formulas": {"07/a.xlsx": with_part(book(in_cell("C3", "=1+1")), "xl/worksheets/sheet1.xml", calculated)},
    "error_value": {"07/a.xlsx": book(in_cell("C3", "#REF!"))},
    "date_among_texts": {"07/a.xlsx": book(date)},
    "cut_text": {"07/a.xlsx": book(in_cell("C3", "Kommunen " * 4000))},
    "cell_comment": {"07/a.xlsx": book(comment)},
    "text_box": {"07/a.xlsx": text_box()},
    "merged_cells": {"07/a.xlsx": book(merge)},
    "unknown_sender": {"07/a.txt": b"Vi vil ha mer kultur.\n"},
    "ambiguous_sender": {"nasjonalt/a.csv": csv(FORM, "1;4.9.2017;Nes;Kommune;Ja;Fordi", HORTEN)},
    "foreign_edition_sender": {"15/a.txt": b"Hustadvika kommune\n\nKommunen krever mer.\n"},
    "not_a_member": {"nasjonalt/a.csv": csv(FORM, "1;4.9.2017;Oppdiktvik;Kommune;Ja;Fordi", HORTEN)},
    "organisation": {"nasjonalt/a.csv": csv(FORM, "1;4.9.2017;Korforbundet;Organisasjon;Ja;Fordi", HORTEN)},
    "other_county_sender": {"12/a.txt": LETTER},
    "file_name_sender": {"07/larvik-uttalelse.txt": LETTER},
    "folder_not_in_edition": {"38/a.txt": LETTER},
    "outside_county_folder": {"a.txt": LETTER},
    "routes_nowhere": {"nasjonalt/a.csv": csv(FORM, "1;4.9.2017;Nes;Kommune;Ja;Fordi", HORTEN)},
    "unregistered": {"07/a.txt": LETTER},
    "no_date": {"07/a.txt": letter("Kommunen krever mer.")},
    "late": {"07/a.csv": csv(FORM, "1;20.12.2017;Horten;Kommune;Ja;Fordi", LARVIK)},
    "out_of_period": {"07/a.csv": csv(FORM, "1;20.12.2007;Horten;Kommune;Ja;Fordi", LARVIK)},
    "several_from_sender": {"07/a.txt": LETTER, "07/b.txt": LETTER + b"Mer.\n"},
    "duplicate_file": {"07/a.txt": LETTER, "07/b.txt": LETTER},
    "attachment_missing": {
        "07/a.txt": letter("Innstilling:\n\nKommunen støtter utvalget, med de vurderingene som står i uttalelsen.")
    },
    "case_not_finished": {
        "07/a.txt": letter(
            "Utvalget vil ha et forpliktende samarbeid. Kommunestyret blir rådd til å be staten være tydelig.\n\n"
            "Utvalget var enstemmig."
        )
    },
    "several_cases": {"07/a.txt": MINUTES},
    "no_case_on_subject": {"07/a.txt": MINUTES.replace(b"kultur", b"vei")},
    "placeholder": {"07/a.csv": csv(FORM, "1;4.9.2017;Horten;Kommune;Ja;[tomt felt]", LARVIK)},
    "mixed_language": {
        "07/a.txt": letter(
            "Kommunen meiner at dei frivillige ikkje får nok, men de frivillige får ikke noe hjelp av staten, "
            "og det er ikke bra for ungdommene våre."
        )
    },
    "sami": {"20/a.txt": SAMI},
    "form_title_rows": {"07/a.csv": csv("Høring om kultur;;;;;", FORM, "1;4.9.2017;Horten;Kommune;Ja;Fordi", LARVIK)},
    "form_without_rows": {"07/a.csv": csv(FORM)},
    "members_in_columns": {
        "07/a.csv": csv("Spørsmål;Horten;Larvik", "Hva bør KS gjøre?;KS bør hjelpe.;KS må ta ansvar.")
    },
    "members_in_rows": {
        "07/a.csv": csv("Nr;Hvor fra;Hva sa de?", "1;Horten;KS bør hjelpe oss.", "2;Larvik kommune;KS må ta ansvar.")
    },
    "row_without_answers": {"07/a.csv": csv(FORM, "1;4.9.2017;Horten;Kommune;;", LARVIK)},
    "tick_against_text": {
        "07/a.csv": csv(FORM, "1;4.9.2017;Horten;Kommune;Ja;Men teksten er uryddig og bør strammes opp.", LARVIK)
    },
}
# What people have judged besides, by the rule it triggers: made from the source that was received first.
JUDGED: dict[str, Callable[[Source], Event]] = {
    "original_changed": lambda source: _registered(source, content_sha256="0" * 64),
    "original_missing": lambda source: _registered(
        source, source_id="kborte", source="07/borte.txt", content_sha256="1" * 64
    ),
    "withdrawn_original": lambda source: SourceWithdrawn(by="Kari", client="t", source_id=source.source_id),
    "withdrawn_packed": lambda source: SourceWithdrawn(by="Kari", client="t", source_id=source.source_id),
    "correction_not_applied": lambda source: _corrected(source, "2001-01-01", "2002-01-01"),
    "correction_not_needed": lambda source: _corrected(source, "2001-01-01", source.date),
    "correction_without_place": lambda source: _corrected(
        source, "view", "background", field="kind", statement_id="k-1"
    ),
}
LAID = {"withdrawn_packed": {"07/pakke.zip": packed({"a.txt": LETTER})}}


def _registered(received: Source, **changes: str) -> Event:
    values = received.model_dump(include=set(SourceRegistered.model_fields)) | {"by": "Kari", "client": "t"}
    return SourceRegistered.model_validate(values | changes)


def _corrected(received: Source, expected: str, value: str, **changes: str) -> Event:
    values = {"source_id": received.source_id, "field": "date", "expected": expected, "value": value, "reason": "r"}
    return CorrectionMade.model_validate(values | {"by": "Kari", "client": "t"} | changes)


def problems_of(intakes: dict[str, Intake]) -> list[Problem]:
    return [problem for intake in intakes.values() for problem in intake.problems]


@pytest.mark.parametrize("rule", FILES)
def test_rule_is_triggered_by_a_real_file_and_told_in_whole_sentences(rule: str, received: Read) -> None:
    _require_told(rule, problems_of(received(FILES[rule])))


@pytest.mark.parametrize("rule", JUDGED)
def test_rule_is_triggered_by_what_people_have_judged(rule: str, received: Read) -> None:
    laid = LAID.get(rule, {"07/a.txt": LETTER})
    source = next(source for intake in received(laid).values() for source in intake.sources)
    event = JUDGED[rule](source)
    judged: Judgements = fold_events([AreaEvent(area_code="07", event=event)])  # type: ignore[arg-type]
    _require_told(rule, problems_of(received({}, judged)))


def test_every_rule_is_triggered_by_a_real_file_here_or_in_the_test_of_its_own_module() -> None:
    others = [file for file in TESTS.rglob("test_*.py") if file != Path(__file__).resolve()]
    named = "\n".join(file.read_text(encoding="utf-8") for file in others)
    untested = [rule for rule in RULES if rule not in {*FILES, *JUDGED} and f'"{rule}"' not in named]
    assert untested == []


def test_every_rule_is_a_whole_sentence_and_says_what_to_do() -> None:
    assert len(RULES) > 80
    for rule in RULES.values():
        for language in ("nb", "nn"):
            what, to_do = rule.what.text(language), rule.to_do.text(language)  # type: ignore[arg-type]
            assert what[0].isupper() or what[0] in "{«…", (rule.id, what)
            assert what.endswith((".", "?", "}")), (rule.id, what)
            assert to_do.endswith("."), (rule.id, to_do)
            assert len(what) <= 200 and len(to_do) <= 260, rule.id
            assert "!" not in what + to_do and not ENGLISH.search(re.sub(r"«[^»]*»|\{\w*\}", "", what + to_do)), rule.id


def _require_told(rule: str, problems: list[Problem]) -> None:
    found = [problem for problem in problems if problem.rule == rule]
    assert found, f"{rule}: {sorted({problem.rule for problem in problems})}"
    assert {problem.severity for problem in found} == {RULES[rule].severity}
    for problem in found:
        for text in (problem.what, problem.allowed, problem.to_do):
            for language in ("nb", "nn"):
                told = _filled(text, language)
                assert "{" not in told and "  " not in told and told == told.strip(), told
        assert problem.source, rule


def _filled(text: Message, language: str) -> str:
    return text.text(language)  # type: ignore[arg-type]
