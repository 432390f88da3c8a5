"""The columns of a form export: what each holds, told by its title and by the values below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from medlemsdialog.intake.questions import strip_number
from medlemsdialog.intake.tick_values import is_chosen_mark, is_not_answered, is_tick_value, split_choices


class Column(StrEnum):
    """What a column of a form holds."""

    KEY = "key"
    DELIVERED = "delivered"
    SENDER = "sender"
    OTHER_SENDER = "other_sender"
    CATEGORY = "category"
    MUNICIPALITY = "municipality"
    NUMBER = "municipality_number"
    COUNTY = "county"
    QUOTABLE = "quotable"
    PERSON = "person"
    TICK = "tick"
    ALTERNATIVE = "alternative"
    COMMENT = "comment"


ANSWERS = frozenset({Column.TICK, Column.ALTERNATIVE, Column.COMMENT})
_SENDERS = frozenset({Column.SENDER, Column.MUNICIPALITY, Column.NUMBER})


class FormColumn(NamedTuple):
    """One column. `number` counts from 1; `label` is the question without its number and suffix.

    `question` and `proposition` (the sentence or claim that a tick takes a position to) are what a mapping says;
    `alternative` is what a mark in this column chooses; `choices` are the alternatives of a guessed question, in lower
    case.
    """

    number: int
    title: str
    holds: Column
    label: str = ""
    question: str = ""
    proposition: str = ""
    alternative: str = ""
    choices: frozenset[str] = frozenset()


_TITLES: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern, re.IGNORECASE))
    for column, pattern in (
        (Column.OTHER_SENDER, r"^(?:navn|namn) på ann[ae]n (?:avsender|avsendar)$"),
        (
            Column.CATEGORY,
            r"^(?:avsenderkategori|avsendarkategori|kategori|avsendertype|avsendartype|(?:type|slag) (?:avsender|"
            r"avsendar|instans|"
            r"virksomhet|verksemd|organisasjon)|(?!.*\b(?:for|på vegner? av)\b)(?:hvem (?:svarer|representerer) (?:du|dere).*|"
            r"kven (?:svarar|representerer) (?:du|de).*)|"
            r"instanstype|høringsinstanstype|nivå)\??$",
        ),
        (
            Column.KEY,
            r"^(?:svar[- ]?id|svar[- ]?nr\.?|svarnummer|id|respondent(?:[- _]?id)?|løpe?nummer|løpenr\.?|nr\.?|"
            r"referanse|referansenummer|"
            r"\$?submission[_ ]?id|response[_ ]?id|besvarelse(?:s-?id)?|respondent ?nr\.?|respondentnummer)$",
        ),
        (
            Column.DELIVERED,
            r"^(?:levert|innlevert|innsendt|sendt inn|svardato|dato|dato levert|leveringsdato|tidspunkt|tidsmerke|"
            r"timestamp|tidsstempel|innsendingstidspunkt|innsendingsdato|mottatt|motteken|"
            r"fullføringstidspunkt|fullført|sluttidspunkt|completion time|submitted(?: at)?|submit ?date|"
            r"end ?date|date completed|\$?created|opprettet|oppretta|"
            r"levert dato|(?:svar|innspill|innspel|dato|skjema) (?:er )?(?:mottatt|motteke|levert|innsendt)|"
            r"(?:mottatt|motteke|innsendt) (?:dato|den)|motteke|avgitt|dato (?:for svar|svart))$",
        ),
        (
            Column.NUMBER,
            r"^(?:kommunenr\.?|kommunenummer|komm\.? ?nr\.?|knr\.?|kommune-?(?:nr|nummer|kode)|fylkeskommunenummer)$",
        ),
        (
            Column.MUNICIPALITY,
            r"^(?:kommune|kommunenavn|kommunenamn|hvilken kommune.*|"
            r"kva (?:for ein |for )?kommune.*|namn på kommun.*|"
            r"navn på kommun.*|(?:din|dykkar|deres) kommune|kommune ?/ ?fylkeskommune|fylkeskommune)\??$",
        ),
        (Column.COUNTY, r"^(?:fylke|fylkesnavn|fylkesnamn|fylkesnr\.?|fylkesnummer|hvilket fylke.*|kva fylke.*)\??$"),
        (
            Column.QUOTABLE,
            r"^(?:(?:kan|får|må) (?:vi |ks )?(?:siterast?|siteres|sitere|offentliggjøres|offentleggjerast|publiseres|"
            r"publiserast)|kan (?:svaret|svaret ditt|svara|innspillet|innspelet|uttalelsen|fråsegna|vi|ks)"
            r".{0,40}(?:siter|offentlig|offentleg|publiser)\w*.{0,30}|siterbar|sitat|åpenhet|openheit|"
            r"(?:unntatt|unnateke) offentlighet|unnateke offentlegheit)\??$",
        ),
        (
            Column.SENDER,
            r"^(?:avsender|avsendar|avsendernavn|avsendarnamn|navn på avsender|namn på avsendar|høringsinstans|"
            r"høyringsinstans|instans|organisasjon|"
            r"virksomhet|verksemd|(?:navn på|namn på) (?:organisasjon|virksomhet|verksemd|instans|høringsinstans).*|"
            r"på vegne av.*|på vegner av.*|hvem er avsender.*|kven er avsendar.*|"
            r"(?:hvem|kven) svar(?:er|ar) (?:du|dere|de|dykk) (?:for|på vegner? av)\b.*|"
            r"(?:hvem|kven) svar(?:er|ar) (?:for|på vegner? av)|svarer på vegne av.*|svarar på vegner av.*|innsender|innsendar)"
            r"\??$",
        ),
        (
            Column.PERSON,
            r"^(?:navn|namn|name|kontaktperson|e-?post(?:adresse)?|e-?mail(?: address)?|epost|telefon|mobil|stilling|"
            r"kontakt[- ]?(?:e-?post|epost|telefon|mobil|navn|namn|info\w*)(?:adresse)?|(?:telefon|mobil)(?:nummer|nr\.?)|"
            r"(?:(?:navn|namn|e-?post|epost|telefon)\w*) (?:på|til) kontaktperson\w*|"
            r"(?:(?:hva|kva) er )?(?:di[nt]?|deres|dykkar)? ?(?:rolle|rolla|stilling|stillinga|funksjon|tittel)(?: di| din)?"
            r"(?: i (?:kommunen|fylkeskommunen|virksomheten|verksemda|organisasjonen))?\??|"
            r"starttidspunkt|start time|start ?date|"
            r"sist endret.*|sist endra.*|last modified.*|tidspunkt for siste endring|språk|language|ip-?(?:adresse|"
            r"address)|varighet|varigheit|duration.*|"
            r"status|progress|finished|recorded ?date|user ?language|distribution ?channel|collector(?: ?id)?|"
            r"first name|last name|fornavn|etternavn|fornamn|etternamn|\$?answer_time_ms|\$?attachment_uuid|"
            r"e-post \(1\)|tid brukt|samlet tid)$",
        ),
    )
)
_COMMENT_SUFFIX = re.compile(
    r"[\s_]*(?:[–—:\-.]\s*|\(\s*|\.\s+)?(?:kommentar(?:er|ar)?|merknad(?:er|ar)?|utdyp(?:ing|ende|ande)?(?: svar)?|"
    r"begrunnelse|grunngjeving|tekstsvar|"
    r"fritekst|eventuell kommentar|hvis nei.*|dersom nei.*|viss nei.*)\s*\)?\s*:?$",
    re.IGNORECASE,
)
_TICK_SUFFIX = re.compile(
    r"[\s_]*(?:[–—:\-.]\s*|\(\s*)(?:svar|avkryssing|avkrysning|kryss|ja/nei|ja eller nei|valg|val|standpunkt|"
    r"svaralternativ)\s*\)?\s*:?$",
    re.IGNORECASE,
)
_PURE_COMMENT = re.compile(
    r"^(?:kommentar(?:er|ar)?|merknad(?:er|ar)?|utdyp.*|begrunnelse|begrunn.*|grunngjeving|grunngje.*|"
    r"eventuell.*kommentar.*)\s*\d*\s*[:.]?$",
    re.IGNORECASE,
)
_SUBHEAD = re.compile(
    r"^(?:svar|avkryssing|avkrysning|kryss|ja/nei|valg|val|standpunkt|svaralternativ|kommentar(?:er|ar)?|"
    r"merknad(?:er|ar)?|begrunnelse|grunngjeving|utdyping|fritekst|tekstsvar)\s*:?$",
    re.IGNORECASE,
)
_ROW_OF_MATRIX = re.compile(r"^(?P<stem>.{2,}?)\s*\[(?P<row>[^\[\]]+)\]\s*$", re.DOTALL)
_STEM_SEPARATORS = (" - ", " – ", " — ", ": ", "::", " / ", " | ")
_CODE_SEPARATORS = (".", "_")
_FEWEST_CHOICES = 6
_MOST_ALTERNATIVES = 12
_LONGEST_ALTERNATIVE = 80
_REPEATED_SHARE = 0.8


def column_of(title: str) -> Column | None:
    """Return what a title says that its column holds; None for a question."""
    bare = strip_number(title).strip(" *:")
    return next((column for column, pattern in _TITLES if pattern.match(bare)), None)


def names_sender(titles: Sequence[str]) -> bool:
    """Whether one of the titles is that of a sender or a municipality."""
    return any(column_of(title) in _SENDERS for title in titles if title)


def is_subhead(title: str) -> bool:
    """Whether a title only says which part of a question a column holds: «Svar», «Kommentar»."""
    return bool(_SUBHEAD.match(title.strip()))


def ends_as_comment(title: str) -> bool:
    """Whether a title ends in «kommentar» or its like."""
    return bool(_COMMENT_SUFFIX.search(title))


def read_columns(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[FormColumn, ...]:
    """Return the columns as titles and values tell; a column with neither is left out.

    What is an alternative of one question is one wherever questions are ticked.
    """
    columns = tuple(_read_columns(titles, rows))
    choices = frozenset(choice for column in columns for choice in column.choices)
    return tuple(column._replace(choices=choices) if column.holds is Column.TICK else column for column in columns)


def _read_columns(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[FormColumn]:
    width = max([len(titles), *(len(row) for row in rows)], default=0)
    label = ""
    sender_named = names_sender(titles)
    alternatives = _find_alternatives(titles, rows, width)
    for number in range(1, width + 1):
        title = titles[number - 1] if number <= len(titles) else ""
        values = [row[number - 1] for row in rows if number <= len(row) and row[number - 1]]
        if not title and not values:
            continue
        holds = column_of(title) if title else None
        if holds is Column.PERSON and not sender_named:
            holds = Column.SENDER
        if holds is not None:
            label = ""
            yield FormColumn(number, title, holds)
            continue
        if label and _PURE_COMMENT.match(strip_number(title)):
            yield FormColumn(number, title, Column.COMMENT, label)
            continue
        if number in alternatives:
            stem, alternative = alternatives[number]
            label = strip_number(stem)
            yield FormColumn(number, title, Column.ALTERNATIVE, label, alternative=alternative)
            continue
        bare = _COMMENT_SUFFIX.sub("", title).strip() or title
        is_comment = bare != title or bool(_PURE_COMMENT.match(bare))
        bare = _TICK_SUFFIX.sub("", bare).strip() or bare
        # A row of a matrix is asked on its own: what stands in brackets is what the tick is about.
        row = _ROW_OF_MATRIX.match(bare)
        label = strip_number(row["row"].strip() if row else bare)
        ticked = not is_comment and holds_ticks(values)
        yield FormColumn(
            number,
            title,
            Column.TICK if ticked else Column.COMMENT,
            label,
            choices=find_choices(values) if ticked else frozenset(),
        )


def holds_ticks(values: Sequence[str]) -> bool:
    """Whether most of a column's values are alternatives that were ticked rather than texts someone wrote."""
    told = [value for value in values if is_tick_value(value) or not is_not_answered(value)]
    if not told:
        return False
    return 2 * sum(is_tick_value(value) for value in told) > len(told) or bool(find_choices(told))


def find_choices(values: Sequence[str]) -> frozenset[str]:
    """Return the short texts that come again and again, alone or several in a cell, in lower case; none in free text."""
    told = [value for value in values if not is_not_answered(value)]
    choices = Counter(choice.casefold() for value in told for choice in split_choices(value))
    if len(told) < _FEWEST_CHOICES or len(choices) < 2 or len(choices) > min(_MOST_ALTERNATIVES, len(told) // 2):
        return frozenset()
    if any(len(choice) > _LONGEST_ALTERNATIVE for choice in choices):
        return frozenset()
    repeated = sum(count for count in choices.values() if count > 1)
    return frozenset(choices) if repeated >= _REPEATED_SHARE * choices.total() else frozenset()


def _find_alternatives(titles: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> dict[int, tuple[str, str]]:
    """Return (question, alternative) for the columns of questions that have one column for each alternative."""
    found: dict[int, tuple[str, str]] = {}
    candidates: dict[str, list[tuple[int, str]]] = {}
    for number in range(1, min(width, len(titles)) + 1):
        title = titles[number - 1]
        if not title or column_of(title) is not None or ends_as_comment(title):
            continue
        for stem, alternative in _split_stem(title):
            values = [row[number - 1] for row in rows if number <= len(row) and row[number - 1]]
            if all(is_chosen_mark(value, alternative) for value in values):
                candidates.setdefault(stem, []).append((number, alternative))
            break
    for stem, members in candidates.items():
        chosen = [row[number - 1] for number, _ in members for row in rows if number <= len(row) and row[number - 1]]
        if len(members) > 1 and chosen:
            found |= {number: (stem, alternative) for number, alternative in members}
    return found


def _split_stem(title: str) -> Iterator[tuple[str, str]]:
    if row := _ROW_OF_MATRIX.match(title):
        yield row["stem"], row["row"].strip()
        return
    # Codes of a codebook have no spaces: «tema.stat», «tema_fylke».
    for separator in _CODE_SEPARATORS if " " not in title else _STEM_SEPARATORS:
        stem, found, alternative = title.rpartition(separator)
        if found and len(stem.strip()) > 1 and alternative.strip():
            yield stem.strip(), alternative.strip(" \"'«»")
            return
