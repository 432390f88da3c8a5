"""Originals made in the test: real files of each format, invented («Eksempel – oppdiktet»)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pypandoc
import pytest

from medlemsdialog.dialogue import Dialogue, read_dialogue
from medlemsdialog.intake.register_of_sources import read_all
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.intake import Intake
from medlemsdialog.paths import DataFolder
from medlemsdialog.register.editions import read_register, shipped_editions_folder
from medlemsdialog.register.models import Register

Line = tuple[float, float, str]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def dialogue() -> Dialogue:
    return read_dialogue(ROOT / "data" / "dialogue.yaml")


@pytest.fixture(scope="session")
def register() -> Register:
    return read_register(shipped_editions_folder(), "2017")


@pytest.fixture(scope="session")
def docx() -> Callable[..., bytes]:
    """Word (or another format pandoc writes) from Markdown."""

    def make(markdown: str, to: str = "docx") -> bytes:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / f"fil.{to}"
            pypandoc.convert_text(
                markdown, to, format="markdown", outputfile=str(target), extra_args=["--standalone", "--wrap=none"]
            )
            return target.read_bytes()

    return make


@pytest.fixture(scope="session")
def pdf() -> Callable[[Sequence[Sequence[Line]]], bytes]:
    """A PDF of pages of (left, distance from the top, text) in Helvetica 11."""

    def make(pages: Sequence[Sequence[Line]], encrypt: bool = False) -> bytes:
        objects: list[bytes] = []
        kids = []
        for lines in pages:
            stream = b"".join(
                b"BT /F1 11 Tf %.1f %.1f Td (%s) Tj ET\n"
                % (
                    left,
                    842 - top,
                    text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)"),
                )
                for left, top, text in lines
            )
            number = 4 + len(objects)
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                b"/Resources << /Font << /F1 3 0 R >> >> >>" % number
            )
            kids.append(number + 1)
        head = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids)),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
        out = io.BytesIO(b"")
        out.write(b"%PDF-1.4\n")
        places = []
        for number, body in enumerate([*head, *objects], start=1):
            places.append(out.tell())
            out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        start = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
        extra = (
            b" /Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"00" * 32, b"11" * 32)
            if encrypt
            else b""
        )
        out.write(b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, extra, start))
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def xlsx() -> Callable[..., bytes]:
    """A workbook of sheets by name; `change` may do more with it."""

    def make(
        sheets: dict[str, Sequence[Sequence[object]]], change: Callable[[openpyxl.Workbook], None] | None = None
    ) -> bytes:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for name, rows in sheets.items():
            sheet = workbook.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
        if change:
            change(workbook)
        buffer = io.BytesIO()
        workbook.save(buffer)
        return buffer.getvalue()

    return make


@pytest.fixture(scope="session")
def eml() -> Callable[..., bytes]:
    def make(body: str, attachments: dict[str, bytes] | None = None, sender: str = "post@eksempel.invalid") -> bytes:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, "ks@eksempel.invalid", "Innspill om kultur"
        message["Date"] = "Mon, 04 Sep 2017 10:00:00 +0200"
        message.set_content(body)
        for name, content in (attachments or {}).items():
            message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        return message.as_bytes()

    return make


@pytest.fixture(scope="session")
def zipped() -> Callable[..., bytes]:
    """A ZIP of files by path."""

    def make(files: dict[str, bytes]) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    return make


@pytest.fixture
def received(tmp_path: Path, dialogue: Dialogue, register: Register) -> Callable[..., dict[str, Intake]]:
    """Lay out originals by path and return the intake of every area."""

    def read(originals: dict[str, bytes], judgements: Judgements | None = None) -> dict[str, Intake]:
        for name, content in originals.items():
            file = tmp_path / "inputs" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        intakes = read_all(DataFolder(tmp_path), dialogue, register, judgements or Judgements())
        return {intake.area_code: intake for intake in intakes}

    return read
