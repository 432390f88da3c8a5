"""Where each theme lies after a file is taken in: never deeper than two levels under a main theme, never in a ring."""

from __future__ import annotations

from collections.abc import Mapping

from medlemsdialog.catalogue import Message
from medlemsdialog.exchange.codebook_fields import PARENT, Record
from medlemsdialog.exchange.codebook_match import Entry, Known, Matched, Outcome, find_parent, theme_name


def settle_parents(
    records: Mapping[str, Record], matched: Matched, known: Known, under: str
) -> tuple[dict[str, str], list[Entry]]:
    """Return the parent of every theme, by code, and what to tell. A new theme that lies nowhere is not among them."""
    mains = {main.code for main in known.dialogue.main_themes}
    present = {theme.code: theme.parent for theme in known.codebook.themes}
    wanted, entries = dict(present), []
    for key, code in matched.codes.items():
        parent, told = _find_wanted(records[key], records, matched, known)
        if told is not None and code in present:
            entries.append(Entry(Outcome.LEFT, told, code, records[key].place))
        if parent is not None:
            wanted[code] = parent
        elif code not in present and under:
            wanted[code] = under
    _undo_rings(wanted, present, mains, under)
    lost = {code for code in wanted if _path(code, wanted, mains) is None}
    for key, code in matched.codes.items():
        if code not in present and (code not in wanted or code in lost):
            entries.append(_tell_nowhere(records[key], known))
    settled = {}
    places = {code: records[key].place for key, code in matched.codes.items()}
    for code in wanted.keys() - lost:
        path = _path(code, wanted, mains) or []
        # The path ends in the main theme; the one before it is the highest theme above this one.
        settled[code] = path[-2] if len(path) > 2 else path[0]
        if settled[code] != wanted[code]:
            text = Message(
                "Temaet ligger dypere enn to nivåer i filen. Det er lagt rett under «{parent}».", parent=settled[code]
            )
            entries.append(Entry(Outcome.NOTICE, text, code, places.get(code, Message(""))))
    return settled, sorted(entries, key=lambda entry: list(places).index(entry.theme) if entry.theme in places else -1)


def _find_wanted(
    record: Record, records: Mapping[str, Record], matched: Matched, known: Known
) -> tuple[str | None, Message | None]:
    """Return where the file says that a theme lies, None where it does not say; and why that cannot be used."""
    for key in reversed(record.above):
        if key in matched.mains:
            return matched.mains[key], None
        if key in matched.codes:
            return matched.codes[key], None
    written = record.values.get(PARENT, "").strip()
    if not written:
        return None, None
    parent = find_parent(written, records, matched, known)
    if parent is None:
        return None, Message(
            "Det overordnede temaet «{found}» finnes ikke. Plasseringen står som den var.", found=written
        )
    return parent, None


def _undo_rings(wanted: dict[str, str], present: Mapping[str, str], mains: set[str], under: str) -> None:
    """Let themes that lie in a ring of their own stay where they were."""
    for code in [code for code in wanted if _path(code, wanted, mains) is None]:
        if code in present:
            wanted[code] = present[code]
        elif under:
            wanted[code] = under


def _path(code: str, parents: Mapping[str, str], mains: set[str]) -> list[str] | None:
    """Return what lies above a theme, nearest first and the main theme last; None where it leads to none."""
    path: list[str] = []
    while code in parents:
        code = parents[code]
        if code in path:
            return None
        path.append(code)
        if code in mains:
            return path
    return None


def _tell_nowhere(record: Record, known: Known) -> Entry:
    allowed = ", ".join(main.code for main in known.dialogue.main_themes)
    to_do = Message(
        "Skriv hovedtemaet i kolonnen «Overordnet», eller ta filen inn med --under og ett av disse: {allowed}.",
        allowed=allowed,
    )
    text = Message("Filen sier ikke hvilket hovedtema temaet hører til, og det er ikke tatt inn.")
    return Entry(Outcome.LEFT, text, theme_name(record), record.place, to_do)
