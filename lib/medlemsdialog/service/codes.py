"""One-time codes: made for members, kept as hashes, and written out once to a sheet that is sent from."""

from __future__ import annotations

import csv
import datetime
import io
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from medlemsdialog.catalogue import Language, Message, translate
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence.labels import name_member
from medlemsdialog.exchange.submission_store import tell_time
from medlemsdialog.register.models import Member
from medlemsdialog.service.keys import hash_secret, make_code

HEADINGS = (
    Message("Nummer"),
    Message("Medlem"),
    Message("Fylkesnummer"),
    Message("Kode"),
    Message("Lenke"),
)


class MadeCode(NamedTuple):
    """A code as it is written out, the one time it can be read."""

    member: Member
    code: str
    link: str


def make_codes(
    database: sqlite3.Connection, dialogue: Dialogue, members: Sequence[Member], *, renew: bool, now: datetime.datetime
) -> tuple[MadeCode, ...]:
    """Return new codes of those of `members` that have none, or with `renew` of all of them.

    A member that gets a new code loses the ones it has not used; its personal links stay. The caller commits when the
    sheet is written.

    Raises:
        UsageError: dialogue.yaml does not say where the page is found, so that no link can be made.
    """
    address = dialogue.input_page.address.rstrip("/")
    if not address:
        raise UsageError(
            Message("dialogue.yaml sier ikke hvor siden ligger. Skriv adressen i input_page: address, og prøv igjen.")
        )
    having = {member for (member,) in database.execute("SELECT DISTINCT member FROM code")}
    made = []
    for member in members:
        if member.code in having and not renew:
            continue
        code = make_code()
        database.execute("DELETE FROM code WHERE member = ? AND used_at IS NULL", (member.code,))
        database.execute(
            "INSERT INTO code (hash, member, made_at) VALUES (?, ?, ?)",
            (hash_secret(code), member.code, tell_time(now)),
        )
        made.append(MadeCode(member, code, f"{address}/kode/{code}"))
    return tuple(made)


def build_code_sheet(codes: Sequence[MadeCode], *, ending: str, language: Language) -> bytes:
    """Return the codes as a sheet: `csv` as Excel reads it in Norway, or `xlsx`."""
    rows = [[heading.text(language) for heading in HEADINGS]]
    rows += [
        [one.member.code, name_member(one.member, language), one.member.home_county, one.code, one.link]
        for one in codes
    ]
    if ending == "csv":
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=";").writerows(rows)
        return b"\xef\xbb\xbf" + text.getvalue().encode()
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(translate("Koder", language))
    for row in rows:
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.number_format = "@"
    for column, width in zip("ABCDE", (10, 32, 14, 24, 70), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
