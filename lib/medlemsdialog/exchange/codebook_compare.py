"""A codebook file compared with the codebook: what it would change, theme by theme, and all that it would not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.dialogue_text import Text
from medlemsdialog.exchange.codebook_fields import (
    CODE,
    NOTHING,
    PARENT,
    CodebookFile,
    Note,
    Record,
    is_crossed_out,
    list_fields,
    split_words,
    theme_values,
    tidy_text,
)
from medlemsdialog.exchange.codebook_match import Entry, Known, Matched, Outcome, match_records, theme_label_text
from medlemsdialog.exchange.codebook_parents import settle_parents
from medlemsdialog.models.themes import Example, SearchWords, Theme

_PARTS = ("label", "definition", "include", "exclude")
_SHOWN = 160
RETIRE = Message(
    "Skal et tema som er i bruk, ut av bruk, slår du det sammen med et annet («medlemsdialog themes merge») eller tar det ut "
    "(«medlemsdialog themes retire»). Slår du det sammen, følger kodingen med."
)
REMOVE = Message("Temaer som ingenting bruker, kan du fjerne ved å ta filen inn med --remove.")


@dataclass(frozen=True)
class Comparison:
    """What a file would change. `themes` are all themes as they would be, in the codebook's order; `changed` their codes."""

    themes: tuple[Theme, ...]
    changed: frozenset[str]
    removed: frozenset[str]
    entries: tuple[Entry, ...]
    unchanged: int

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.changed or self.removed)

    def of(self, outcome: Outcome) -> tuple[Entry, ...]:
        """Return the lines of the report with one outcome."""
        return tuple(entry for entry in self.entries if entry.outcome is outcome)


def compare_codebook(
    file: CodebookFile, known: Known, *, used: Mapping[str, Message], under: str = "", remove: bool = False
) -> Comparison:
    """Return what taking the file in would change.

    `used` says by code why a theme must stay. A theme that the file lacks stays as well, unless `remove` is given and
    nothing uses it. `under` is where new themes go that the file places nowhere.
    """
    records = {record.key: record for record in file.records}
    matched = match_records(file.records, known)
    parents, moved = settle_parents(records, matched, known, under)
    entries = [_tell_note(note) for note in file.notes] + [*matched.entries, *moved]
    themes = {theme.code: theme for theme in known.codebook.themes}
    places = {code: key for key, code in matched.codes.items()}
    changed: set[str] = set()
    for theme in known.codebook.themes:
        record = records[places[theme.code]] if theme.code in places else None
        found, lines = _change_theme(theme, record, parents[theme.code])
        entries += lines
        if found != theme:
            themes[theme.code] = found
            changed.add(theme.code)
    ordered = list(themes.values())
    for key in (key for key in matched.codes if key in matched.new and matched.codes[key] in parents):
        theme, lines = _build_theme(records[key], matched.codes[key], parents[matched.codes[key]])
        _insert(ordered, theme)
        entries += lines
        changed.add(theme.code)
    removed, lines = _settle_missing(known.codebook, matched, ordered, used, remove=remove)
    unchanged = sum(theme.code in places and theme.code not in changed for theme in known.codebook.themes)
    return Comparison(
        themes=tuple(theme for theme in ordered if theme.code not in removed),
        changed=frozenset(changed),
        removed=removed,
        entries=(*entries, *lines, *_tell_order(file, matched, known.codebook)),
        unchanged=unchanged,
    )


def _tell_note(note: Note) -> Entry:
    return Entry(Outcome.LEFT if note.is_left else Outcome.NOTICE, note.text, place=note.place)


def _change_theme(theme: Theme, record: Record | None, parent: str) -> tuple[Theme, list[Entry]]:
    """Return a theme with what its record says, and what to tell of each field."""
    place = record.place if record else Message("")
    entries: list[Entry] = []
    values, held = theme_values(theme), {}
    blank: list[Message] = []
    for field in list_fields():
        if record is None or field.key in {CODE, PARENT} or field.key not in record.values:
            continue
        text, current = record.values[field.key], values[field.key]
        found = tidy_text(field.key, text)
        if found == current:
            continue
        if not found and not is_crossed_out(text):
            blank.append(field.heading)
        elif not found and field.key == "label.nb":
            entries.append(Entry(Outcome.LEFT, Message("Et tema må ha et navn. Navnet står."), theme.code, place))
        else:
            held[field.key] = found
            entries.append(_tell_change(theme.code, place, field.heading, current, found))
    if blank:
        fields = ", ".join(str(one) for one in blank)
        text_kept = Message("Tomme celler endrer ingenting: {fields}. Skriv «–» for å fjerne teksten.", fields=fields)
        entries.append(Entry(Outcome.NOTICE, text_kept, theme.code, place))
    if parent != theme.parent:
        entries.append(_tell_change(theme.code, place, Message("Overordnet"), theme.parent, parent))
    return _with_values(theme, held, parent), entries


def _with_values(theme: Theme, held: Mapping[str, str], parent: str) -> Theme:
    parts: dict[str, dict[str, object]] = {}
    for key, text in held.items():
        part, _, form = key.partition(".")
        # The format wants a text in bokmål, also where there is none.
        value = (
            split_words(text) if part == "search_words" else text or (NOTHING if (part, form) in _required() else "")
        )
        parts.setdefault(part, {})[form] = value
    changes: dict[str, object] = {part: getattr(theme, part).model_copy(update=forms) for part, forms in parts.items()}
    return theme.model_copy(update={**changes, "parent": parent})


def _required() -> frozenset[tuple[str, str]]:
    return frozenset((part, "nb") for part in _PARTS)


def _build_theme(record: Record, code: str, parent: str) -> tuple[Theme, list[Entry]]:
    values = {key: tidy_text(key, text) for key, text in record.values.items()}
    name = theme_label_text(record) or values.get(CODE, code)
    entries = [
        Entry(Outcome.NEW, Message("«{name}» er nytt, under «{parent}».", name=name, parent=parent), code, record.place)
    ]
    texts: dict[str, Text] = {}
    for part in _PARTS:
        forms = {form: values.get(f"{part}.{form}", "") for form in ("nb", "nn", "en")}
        written = forms["nb"] or forms["nn"] or forms["en"] or (name if part == "label" else NOTHING)
        if not forms["nb"] and (forms["nn"] or forms["en"]):
            told = Message(
                "Teksten på bokmål mangler i «{part}». Den andre målformen står der inntil videre.", part=part
            )
            entries.append(Entry(Outcome.NOTICE, told, code, record.place))
        texts[part] = Text(nb=written, nn=forms["nn"], en=forms["en"])
    example = Example(nb=values.get("example.nb", ""), nn=values.get("example.nn", ""))
    missing = [Message("Definisjon")] if texts["definition"].nb == NOTHING else []
    missing += [Message("Eksempel")] if not (example.nb or example.nn) else []
    if missing:
        told = Message("Mangler: {fields}. Skriv det inn før temaet tas i bruk.", fields=", ".join(map(str, missing)))
        entries.append(Entry(Outcome.NOTICE, told, code, record.place))
    words = SearchWords(**{form: split_words(values.get(f"search_words.{form}", "")) for form in ("nb", "nn")})
    return Theme(code=code, parent=parent, example=example, search_words=words, **texts), entries


def _insert(themes: list[Theme], new: Theme) -> None:
    """Put a new theme last among those that lie where it lies, so that reports show it there."""
    parents = {theme.code: theme.parent for theme in themes}
    near = [
        place
        for place, theme in enumerate(themes)
        if new.parent in {theme.code, theme.parent, parents.get(theme.parent)}
    ]
    themes.insert(near[-1] + 1 if near else len(themes), new)


def _settle_missing(
    codebook: Codebook, matched: Matched, themes: list[Theme], used: Mapping[str, Message], *, remove: bool
) -> tuple[frozenset[str], list[Entry]]:
    """Return the themes to remove, and what to tell of all that the file lacks."""
    if not matched.codes:
        return frozenset(), []  # the file says nothing of any theme
    missing = [theme for theme in codebook.themes if theme.code not in matched.codes.values()]
    removed = {theme.code for theme in missing if theme.code not in used} if remove else set()
    # A theme that stays keeps the one it lies under.
    removed -= {theme.parent for theme in themes if theme.code not in removed}
    entries = []
    for theme in missing:
        if theme.code in removed:
            text = Message("«{name}» er fjernet: Det står ikke i filen, og ingenting bruker det.", name=theme.label.nb)
            entries.append(Entry(Outcome.REMOVED, text, theme.code))
        elif theme.code in used:
            text = Message("«{name}»: {why}", name=theme.label.nb, why=used[theme.code])
            entries.append(Entry(Outcome.KEPT, text, theme.code, to_do=RETIRE))
        else:
            text = Message("«{name}»: Ingenting bruker det.", name=theme.label.nb)
            entries.append(Entry(Outcome.KEPT, text, theme.code, to_do=REMOVE))
    return frozenset(removed), entries


def _tell_order(file: CodebookFile, matched: Matched, codebook: Codebook) -> list[Entry]:
    if any(record.guid or record.above for record in file.records):
        return []  # such files nest codes; their order is never ours
    written = [
        matched.codes[one.key] for one in file.records if one.key in matched.codes and one.key not in matched.new
    ]
    ours = [theme.code for theme in codebook.themes if theme.code in written]
    text = Message("Temaene står i en annen rekkefølge i filen. Rekkefølgen i kodeboken er ikke endret.")
    return [Entry(Outcome.NOTICE, text)] if written != ours else []


def _tell_change(code: str, place: Message, heading: Message, before: str, after: str) -> Entry:
    text = Message("{field}: «{before}» → «{after}»", field=heading, before=_short(before), after=_short(after))
    return Entry(Outcome.CHANGED, text, code, place)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return (line if len(line) <= _SHOWN else f"{line[:_SHOWN]} …") or NOTHING
