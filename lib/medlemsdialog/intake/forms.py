"""Form exports: the header row found, the columns understood, and each row told apart as one answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from medlemsdialog.intake.document import Sheet
from medlemsdialog.intake.questions import strip_number

_HEADER_ROWS_SEARCHED = 30
_FEWEST_HEADER_CELLS = 3
_LONGEST_TICK = 40


class Column(StrEnum):
    """What a column of a form holds."""

    KEY = "key"
    DELIVERED = "delivered"
    SENDER = "sender"
    CATEGORY = "category"
    MUNICIPALITY = "municipality"
    COUNTY = "county"
    PERSON = "person"
    TICK = "tick"
    COMMENT = "comment"


_TITLES: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern, re.IGNORECASE))
    for column, pattern in (
        (
            Column.CATEGORY,
            r"^(?:avsenderkategori|avsendarkategori|kategori|avsendertype|avsendartype|(?:type|slag) (?:avsender|"
            r"avsendar|instans|"
            r"virksomhet|verksemd|organisasjon)|hvem (?:svarer|representerer) (?:du|dere).*|kven (?:svarar|"
            r"representerer) (?:du|de).*|"
            r"instanstype|høringsinstanstype|nivå)\??$",
        ),
        (
            Column.KEY,
            r"^(?:svar[- ]?id|svar[- ]?nr\.?|svarnummer|id|respondent(?:[- ]?id)?|løpe?nummer|løpenr\.?|nr\.?|"
            r"referanse|referansenummer|"
            r"\$?submission[_ ]?id|response[_ ]?id|besvarelse(?:s-?id)?)$",
        ),
        (
            Column.DELIVERED,
            r"^(?:levert|innlevert|innsendt|sendt inn|svardato|dato|dato levert|leveringsdato|tidspunkt|"
            r"innsendingstidspunkt|mottatt|motteken|"
            r"fullføringstidspunkt|fullført|sluttidspunkt|completion time|submitted(?: at)?|\$?created|opprettet|"
            r"levert dato)$",
        ),
        (
            Column.MUNICIPALITY,
            r"^(?:kommune|kommunenavn|kommunenamn|kommunenr\.?|kommunenummer|hvilken kommune.*|kva kommune.*|"
            r"namn på kommun.*|"
            r"navn på kommun.*|kommune ?/ ?fylkeskommune|fylkeskommune)\??$",
        ),
        (Column.COUNTY, r"^(?:fylke|fylkesnavn|fylkesnamn|fylkesnr\.?|fylkesnummer|hvilket fylke.*|kva fylke.*)\??$"),
        (
            Column.SENDER,
            r"^(?:avsender|avsendar|avsendernavn|navn på avsender|namn på avsendar|høringsinstans|høyringsinstans|"
            r"instans|organisasjon|"
            r"virksomhet|verksemd|(?:navn på|namn på) (?:organisasjon|virksomhet|verksemd|instans|høringsinstans).*|"
            r"på vegne av.*|på vegner av.*|"
            r"hvem svarer på vegne av.*|svarer på vegne av.*|innsender|innsendar)\??$",
        ),
        (
            Column.PERSON,
            r"^(?:navn|namn|name|kontaktperson|e-?post(?:adresse)?|email|epost|telefon|mobil|stilling|starttidspunkt|"
            r"start time|"
            r"sist endret.*|last modified.*|språk|language|ip-?adresse|varighet|status|\$?answer_time_ms)$",
        ),
    )
)
_COMMENT_SUFFIX = re.compile(
    r"\s*(?:[–—:\-]\s*|\(\s*|\.\s+)?(?:kommentar(?:er|ar)?|merknad(?:er|ar)?|utdyp(?:ing|ende|ande)?(?: svar)?|"
    r"begrunnelse|grunngjeving|"
    r"fritekst|eventuell kommentar|hvis nei.*|dersom nei.*|viss nei.*)\s*\)?\s*:?$",
    re.IGNORECASE,
)
_PURE_COMMENT = re.compile(
    r"^(?:kommentar(?:er|ar)?|merknad(?:er|ar)?|utdyp.*|begrunnelse|begrunn.*|grunngjeving|grunngje.*|"
    r"eventuell.*kommentar.*)\s*\d*\s*[:.]?$",
    re.IGNORECASE,
)
_TICK_VALUE = re.compile(
    r"^(?:ja|nei|delvis|både og|vet ikke|veit ikkje|ikke relevant|ikkje relevant|ikke aktuelt|nøytral|verken eller|x|"
    r"sann|usann|"
    r"(?:helt|heilt|delvis|litt|svært|noe|noko|ganske)?\s*(?:enig|uenig|einig|ueinig|samd|usamd|godt|dårlig|viktig)|"
    r"verken enig eller uenig|"
    r"for|mot|støtter|støttar|støtter ikke|støttar ikkje|støtter delvis|[1-9]|10|i (?:stor|liten|noen|nokon|"
    r"svært stor|svært liten) grad)\.?$",
    re.IGNORECASE,
)
_CRITICAL = re.compile(
    r"^\s*(?:men|samtidig|likevel|imidlertid|derimot)\b|\b(?:lite konkret|mangl(?:er|ar)|savner|saknar|uklar\w*|"
    r"uryddig\w*|ikke klart|ikkje klart|"
    r"utydelig\w*|utydeleg\w*|uheldig|svakt|for svak\w*|for lite|uenig|ueinig|usamd|går imot|motsetter|"
    r"bør (?:skrives om|skrivast om|strammes|"
    r"strammast|endres|endrast|strykes|strykast|tas ut|takast ut|presiseres|konkretiseres|rammast)|må (?:rammast|"
    r"konkretiser\w+|skrives om|endres|endrast)|"
    r"ikke (?:godt nok|tydelig nok|tilstrekkelig|bra)|ikkje (?:godt nok|tydeleg nok|tilstrekkeleg|bra)|vanskelig å|"
    r"vanskeleg å)\b",
    re.IGNORECASE,
)
_APPROVING = re.compile(
    r"^\s*(?:godt ivaretatt|godt ivareteke|vi støtter|vi støttar|kommunen støtter|kommunen støttar|helt enig|"
    r"heilt einig|enig\b|einig\b|bra\b|veldig bra|"
    r"støtter forslaget|støttar framlegget)",
    re.IGNORECASE,
)
_YES = re.compile(r"^(?:ja|for|støtter|støttar|(?:helt |heilt )?(?:enig|einig|samd))\.?$", re.IGNORECASE)
_NO = re.compile(r"^(?:nei|mot|(?:helt |heilt )?(?:uenig|ueinig|usamd)|støtter ikke|støttar ikkje)\.?$", re.IGNORECASE)


class FormColumn(NamedTuple):
    """One column: what it holds and, for questions, the label without number and suffix. `number` counts from 1."""

    number: int
    title: str
    holds: Column
    label: str = ""


class Form(NamedTuple):
    """A sheet that is a form export. `header_row` counts from 1."""

    sheet: Sheet
    header_row: int
    columns: tuple[FormColumn, ...]

    @property
    def title_rows(self) -> tuple[tuple[int, str], ...]:
        """The row number and text of what stands above the header."""
        rows = enumerate(self.sheet.rows[: self.header_row - 1], start=1)
        return tuple((number, " · ".join(cell for cell in row if cell)) for number, row in rows if any(row))

    def questions(self) -> tuple[FormColumn, ...]:
        """Return the columns that hold answers, in order."""
        return tuple(column for column in self.columns if column.holds in {Column.TICK, Column.COMMENT})


class FormRow(NamedTuple):
    """One answer: its key, its row number, and its cells by what they hold and by column."""

    key: str
    number: int
    cells: tuple[str, ...]
    form: Form

    def value(self, holds: Column) -> str:
        """Return the first filled cell of a column that holds this."""
        found = (self.cell(column.number) for column in self.form.columns if column.holds is holds)
        return next((text for text in found if text), "")

    def cell(self, number: int) -> str:
        """Return the text in a column, empty where the row is shorter."""
        return self.cells[number - 1] if number <= len(self.cells) else ""

    def content(self) -> bytes:
        """Return what the row's identity rests on: its texts, wherever the row stands."""
        return "\x1f".join(self.cells).rstrip("\x1f").encode()


def find_form(sheet: Sheet) -> Form | None:
    """Return the form that a sheet holds, or None for any other table."""
    for index, row in enumerate(sheet.rows[:_HEADER_ROWS_SEARCHED]):
        titles = [" ".join(cell.split()) for cell in row]
        if sum(bool(title) for title in titles) < _FEWEST_HEADER_CELLS:
            continue
        known = {number: _column_of(title) for number, title in enumerate(titles) if title}
        held = set(known.values())
        if not held & {Column.SENDER, Column.MUNICIPALITY} or None not in held:
            continue
        marked = bool(held & {Column.KEY, Column.DELIVERED, Column.CATEGORY})
        asked = any(
            known.get(n) is None and (t.endswith("?") or _COMMENT_SUFFIX.search(t)) for n, t in enumerate(titles) if t
        )
        if marked or asked:
            return Form(sheet, index + 1, tuple(_read_columns(titles, sheet.rows[index + 1 :])))
    return None


def read_form_rows(form: Form) -> tuple[tuple[FormRow, ...], tuple[str, ...]]:
    """Return the form's answers, each with its own key, and the keys that stood on several rows."""
    keyed: list[tuple[str, int, tuple[str, ...]]] = []
    keys = [column.number for column in form.columns if column.holds is Column.KEY]
    for number, cells in enumerate(form.sheet.rows[form.header_row :], start=form.header_row + 1):
        if not any(cells):
            continue
        key = next((cells[k - 1] for k in keys if k <= len(cells) and cells[k - 1]), "")
        keyed.append((re.sub(r"[\s#/]+", "-", key.strip()) or f"rad-{number}", number, cells))
    counts = Counter(key for key, _, _ in keyed)
    seen: Counter[str] = Counter()
    rows: list[FormRow] = []
    taken = set(counts)
    for key, number, cells in keyed:
        seen[key] += 1
        own = key
        if seen[key] > 1:
            own = f"{key}-{seen[key]}"
            while own in taken:
                own += "-2"
            taken.add(own)
        rows.append(FormRow(own, number, cells, form))
    return tuple(rows), tuple(sorted(key for key, count in counts.items() if count > 1))


def contradicts(tick: str, comment: str) -> bool:
    """Whether a comment points another way than its tick."""
    if _YES.match(tick.strip()):
        return bool(_CRITICAL.search(comment))
    return bool(_NO.match(tick.strip()) and _APPROVING.search(comment))


def is_tick_value(text: str) -> bool:
    """Whether a cell holds an alternative that was ticked rather than a text someone wrote."""
    return len(text) <= _LONGEST_TICK and bool(_TICK_VALUE.match(text.strip()))


def _column_of(title: str) -> Column | None:
    bare = strip_number(title).strip(" *:")
    return next((column for column, pattern in _TITLES if pattern.match(bare)), None)


def _read_columns(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[FormColumn]:
    width = max([len(titles), *(len(row) for row in rows)])
    label = ""
    sender_named = any(_column_of(title) in {Column.SENDER, Column.MUNICIPALITY} for title in titles if title)
    for number in range(1, width + 1):
        title = titles[number - 1] if number <= len(titles) else ""
        values = [row[number - 1] for row in rows if number <= len(row) and row[number - 1]]
        if not title and not values:
            continue
        holds = _column_of(title) if title else None
        if holds is Column.PERSON and not sender_named:
            holds = Column.SENDER
        if holds is not None:
            yield FormColumn(number, title, holds)
            continue
        if label and _PURE_COMMENT.match(strip_number(title)):
            yield FormColumn(number, title, Column.COMMENT, label)
            continue
        bare = _COMMENT_SUFFIX.sub("", title).strip() or title
        label = strip_number(bare)
        ticked = bare == title and bool(values) and all(is_tick_value(value) for value in values)
        yield FormColumn(number, title, Column.TICK if ticked else Column.COMMENT, label)
