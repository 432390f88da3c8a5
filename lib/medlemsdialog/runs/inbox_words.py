"""What is said of the inbox: each answer in a line, all of them in one, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from medlemsdialog.catalogue import Language, Message, translate, translate_plural
from medlemsdialog.intake.dates import write_date
from medlemsdialog.runs.inbox import TO_DO, InboxEntry, InboxState


def plural(one: str, many: str) -> tuple[str, str]:
    """Return the two texts of a number, found by the catalogue."""
    return one, many


_COUNTED = {
    InboxState.NEW: plural("{number} nytt innspill", "{number} nye innspill"),
    InboxState.AMENDED: plural("{number} endret", "{number} endret"),
    InboxState.WITHDRAWN: plural("{number} trukket", "{number} trukket"),
}


def describe_inbox(entries: Sequence[InboxEntry], language: Language, *, pulled: bool) -> str:
    """Return one sentence on all of the inbox: what was fetched, or what waits."""
    counted = Counter(entry.state for entry in entries)
    told = ", ".join(
        translate_plural(*texts, counted[state], language) for state, texts in _COUNTED.items() if counted[state]
    )
    here = counted[InboxState.HERE]
    if not told:
        return translate("Ikke noe nytt på innspillssiden. Hentet før: {number}.", language, number=here)
    if pulled:
        return translate("Hentet fra innspillssiden: {told}. Hentet før: {number}.", language, told=told, number=here)
    return translate("Venter på innspillssiden: {told}. Hentet før: {number}.", language, told=told, number=here)


def describe_entry(entry: InboxEntry) -> Message:
    """Return the line of one answer."""
    told = {"sender": entry.sender_name, "reference": entry.reference, "date": write_date(entry.sent)}
    place = entry.source or f"{entry.area_code}/"
    if entry.state is InboxState.NEW:
        line = Message("Nytt: {sender}, sendt {date}, {reference} → {place}", **told, place=place)
    elif entry.state is InboxState.AMENDED:
        line = Message(
            "Endret: {sender}, versjon {version} sendt {date}, {reference} → {place}",
            **told,
            place=place,
            version=entry.version,
        )
    elif entry.state is InboxState.WITHDRAWN:
        line = Message("Trukket av {sender} {date}, {reference}", **told)
    elif entry.state is InboxState.GONE:
        line = Message(
            "Hentet før, men ligger ikke i mappen: {sender}, {reference}. Hent det igjen med --again hvis det skal være der.",
            **told,
        )
    elif entry.state is InboxState.FOREIGN:
        line = Message("Ikke hentet: {sender}, {reference} er til en annen dialog.", **told)
    else:
        line = Message("{sender}, {reference} → {place}", **told, place=place)
    if entry.missing:
        return Message(
            "{line}. Disse vedleggene mangler i lageret: {names}. Hent på nytt senere.",
            line=line,
            names=", ".join(entry.missing),
        )
    return line


def describe_next(entries: Sequence[InboxEntry], command: Callable[..., str], *, pulled: bool) -> Iterator[Message]:
    """Yield what to do next."""
    waiting = [entry for entry in entries if entry.state in TO_DO]
    if not waiting:
        return
    if not pulled:
        yield Message("Hent dem med «{command}».", command=command("inbox pull"))
        return
    came = [entry for entry in waiting if entry.state is not InboxState.WITHDRAWN]
    if came:
        yield Message(
            "Se gjennom dem i fanen «Innspill», eller med «{command}». De teller når de er bekreftet.",
            command=command("confirm"),
        )
    if any(entry.state is InboxState.AMENDED for entry in came):
        yield Message(
            "Det som er uendret i de endrede, beholder kodingene sine. Se over resten, og bekreft dem på nytt.",
        )
    if len(came) < len(waiting):
        yield Message(
            "Teksten i de trukne er slettet, og rapportene som bygde på dem, er fjernet. Lag dem på nytt med «{command}».",
            command=command("run"),
        )
