"""Three hundred invented originals in every format, the same ones each time, laid out as a dialogue folder."""

from __future__ import annotations

import hashlib
import io
import shutil
import textwrap
from email.message import EmailMessage
from pathlib import Path
from random import Random

import openpyxl
import pypandoc

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".cache" / "benchmark-originals"
COUNTS = {
    "docx": 90, "pdf": 75, "eml": 30, "txt": 25, "md": 5, "html": 15, "xlsx": 20, "csv": 15, "odt": 10, "rtf": 5, "pptx": 10,
}  # fmt: skip
COUNTIES = [str(code) for code in range(61, 80)]
MARK = "Eksempel – oppdiktet"
_WHO = ["Kommunen", "Kommunestyret", "Formannskapet", "Fylkeskommunen", "Ungdomsrådet", "Kulturskolen", "Utvalget"]
_DOES = ["mener at", "ber KS om at", "forventer at", "understreker at", "viser til at", "går inn for at", "peker på at"]
_WHAT = [
    "kulturskolen", "biblioteket", "museumsnettverket", "den frivillige kulturen", "kunst- og kulturtilbudet",
    "kulturminnevernet", "Den kulturelle skolesekken", "de nord-norske institusjonene", "kinoen", "kulturhuset",
]  # fmt: skip
_MUST = [
    "bør styrkes",
    "må finansieres",
    "skal være åpent for alle",
    "bør samordnes",
    "må få faste rammer",
    "bør utredes",
]
_HOW = [
    "gjennom rammetilskuddet", "med øremerkede midler", "i samarbeid med fylkeskommunen", "i hele landet",
    "uavhengig av kommunens størrelse", "innen utgangen av perioden", "slik at barn og unge får et likt tilbud",
    "uten at det går ut over andre oppgaver", "etter en åpen prosess med kommunene",
]  # fmt: skip


def lay_out_originals() -> Path:
    """Return a dialogue folder with the originals; made once, and again when this module has changed."""
    made = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    stamp = FOLDER / "made"
    if stamp.exists() and stamp.read_text() == made:
        return FOLDER
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name in ("dialogue.yaml", "codebook.yaml", "claims.yaml"):
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "data" / name, FOLDER / name)
    shutil.copytree(ROOT / "data" / "reference", FOLDER / "reference")
    chance = Random(2017)
    number = 0
    for ending, count in COUNTS.items():
        for _ in range(count):
            file = FOLDER / "inputs" / COUNTIES[number % len(COUNTIES)] / f"innspill-{number:03d}.{ending}"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(_write(ending, chance))
            number += 1
    stamp.write_text(made)
    return FOLDER


def _sentence(chance: Random) -> str:
    words = [chance.choice(part) for part in (_WHO, _DOES, _WHAT, _MUST)]
    return " ".join([*words, *chance.sample(_HOW, chance.randint(1, 3))]) + "."


def _paragraph(chance: Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(2, 6)))


def _markdown(chance: Random) -> str:
    parts = [f"# Uttalelse om kultur nr. {chance.randint(1, 999)}", MARK]
    for title in chance.sample(["Saksopplysninger", "Vurdering", "Vedtak", "Kulturskolen", "Biblioteket"], 3):
        parts += [f"## {title}", *(_paragraph(chance) for _ in range(chance.randint(2, 6)))]
        parts.append("\n".join(f"{place}. {_sentence(chance)}" for place in range(1, chance.randint(3, 6))))
        parts.append("\n".join(f"- {_sentence(chance)}" for _ in range(chance.randint(2, 4))))
    rows = [f"| {chance.choice(_WHAT)} | {chance.randint(10, 999)} | {_sentence(chance)} |" for _ in range(4)]
    parts.append("\n".join(["| Tiltak | Beløp | Merknad |", "|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _write(ending: str, chance: Random) -> bytes:
    text = _markdown(chance)
    if ending in {"docx", "odt", "rtf", "html", "pptx"}:
        return _convert(text, ending)
    if ending == "pdf":
        return _pdf(text)
    if ending == "eml":
        return _mail(text, chance)
    if ending in {"xlsx", "csv"}:
        return _form(ending, chance)
    return text.encode("cp1252" if ending == "txt" and chance.random() < 0.3 else "utf-8", errors="replace")


def _convert(text: str, ending: str) -> bytes:
    target = FOLDER / f"uferdig.{ending}"
    options = ["--standalone", "--wrap=none", "--metadata=lang:nb"]
    pypandoc.convert_text(text, ending, format="markdown-auto_identifiers", outputfile=str(target), extra_args=options)
    content = target.read_bytes()
    target.unlink()
    return content


def _mail(text: str, chance: Random) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "post@eksempel.invalid",
        "ks@eksempel.invalid",
        f"Innspill – {MARK}",
    )
    message["Date"] = "Mon, 04 Sep 2017 10:00:00 +0200"
    message.set_content(text)
    if chance.random() < 0.3:
        message.add_attachment(_pdf(_markdown(chance)), maintype="application", subtype="pdf", filename="vedlegg.pdf")
        message.set_boundary("=eksempel")
    return message.as_bytes()


def _form(ending: str, chance: Random) -> bytes:
    rows = [[MARK], ["Kommune", "Svar", "Begrunnelse", "Dato"]]
    for _ in range(chance.randint(20, 120)):
        date = f"{chance.randint(1, 28):02d}.09.2017"
        rows.append([f"Kommune {chance.randint(1, 400)}", chance.choice(["Ja", "Nei", ""]), _paragraph(chance), date])
    if ending == "csv":
        return "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in rows).encode("utf-8-sig")
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _pdf(text: str) -> bytes:
    """Return the Markdown as printed pages with a running head, page numbers, wrapped lines and a table."""
    lines: list[tuple[float, int, str]] = []
    for block in text.strip().split("\n\n"):
        for part in block.split("\n"):
            if part.startswith("#"):
                lines.append((60, 15, part.lstrip("# ")))
            elif part.startswith("|"):
                cells = [cell.strip() for cell in part.strip("|").split("|")]
                lines += (
                    [] if set(part) <= {"|", "-"} else [(60, 0, cells[0]), (210, 0, cells[1]), (270, 11, cells[2][:60])]
                )
            else:
                lines += [(60, 11, line) for line in textwrap.wrap(part, 88)]
        lines.append((60, 11, ""))
    pages: list[list[tuple[float, float, int, str]]] = [[]]
    top = 90.0
    for left, size, line in lines:
        if top > 740:
            pages.append([])
            top = 90.0
        if line:
            pages[-1].append((left, top, size or 11, line))
        top += {0: 0.0, 11: 14.0}.get(size, 22.0)
    return _pdf_file(pages)


def _pdf_file(pages: list[list[tuple[float, float, int, str]]]) -> bytes:
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for number, page in enumerate(pages, start=1):
        printed = [*page, (60, 40, 9, f"Eksempel kommune – {MARK}"), (480, 815, 9, f"Side {number} av {len(pages)}")]
        stream = b"\n".join(
            b"BT /F1 %d Tf %.1f %.1f Td (%s) Tj ET" % (size, left, 842 - top, _escape(line))
            for left, top, size, line in printed
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def _escape(line: str) -> bytes:
    return line.encode("cp1252", errors="replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
