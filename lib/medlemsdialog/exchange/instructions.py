"""The first sheet of a file: what it is, what to fill in, and what happens to it, for a person who knows Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.exchange.columns import Input

SHEET_TITLE = Message("Slik gjør du")
Line = tuple[Message, Message]


@dataclass(frozen=True)
class Instructions:
    """The texts of the first sheet: a title, sections of (label, text), and a key to the colours."""

    sheet_title: str
    title: str
    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    legend_title: str
    legend: tuple[tuple[Input, str, str], ...]


_LEGEND = (
    (Input.TEXT, Message("Hvit"), Message("Her fyller du ut. Blå overskrift.")),
    (Input.LOCKED, Message("Grå"), Message("Låst: står der for at du skal se hva raden gjelder. Grå overskrift.")),
    (
        Input.SUGGESTION,
        Message("Skråstilt"),
        Message("Forslag fra maskinen. Det er aldri en koding; bare det du selv velger, teller. Lilla overskrift."),
    ),
)
_WORKING: tuple[Line, ...] = (
    (
        Message("Velg fra listen"),
        Message(
            "Klikk i en hvit celle, og så på pilen til høyre. Skriver du selv, må det være likt en av verdiene i "
            "listen."
        ),
    ),
    (
        Message("Filtrere"),
        Message(
            "Bruk pilene i overskriften. Vil du sortere, opphever du først beskyttelsen: Se gjennom → Opphev "
            "arkbeskyttelse. Det trengs ikke passord."
        ),
    ),
    (
        Message("Rader og kolonner"),
        Message(
            "Du kan sortere, filtrere og flytte kolonner. La id-kolonnen og overskriftene stå. "
            "Sletter du en rad, blir ingenting slettet: raden er bare ikke med når arket tas inn."
        ),
    ),
    (
        Message("Lagre arket"),
        Message(
            "Lagre arket som Excel-arbeidsbok (.xlsx) i din egen mappe. Arkene inneholder tekst som ikke er "
            "offentlig. Ikke del dem utenfor KS."
        ),
    ),
)
_AFTERWARDS: tuple[Line, ...] = (
    (
        Message("Ta arket inn"),
        Message("Gi filen til den som kjører programmet, eller kjør selv: {command}"),
    ),
    (
        Message("Hva som tas inn"),
        Message(
            "Bare det du har endret. Har noen endret det samme et annet sted i mellomtiden, får du vite det celle for celle, "
            "og ingenting blir overskrevet. Det gjør ingenting om arket tas inn to ganger."
        ),
    ),
    (
        Message("Hvis noe er galt"),
        Message(
            "Da får du en kopi av arket der cellene er merket, med en liste først. Det som er riktig, er tatt inn likevel. "
            "Rett de merkede cellene, og ta arket inn på nytt."
        ),
    ),
)
_SOURCES: tuple[Line, ...] = (
    (
        Message("1. Se etter"),
        Message(
            "Arket «Innspill» har én rad for hvert innspill. Programmet har fylt ut det det tror. Rett det som er galt."
        ),
    ),
    (
        Message("2. Bekreft"),
        Message("Sett «Bekreftet» til ja når hele raden er riktig. Bare bekreftede innspill teller i rapportene."),
    ),
    (
        Message("3. Sett til side"),
        Message(
            "Skal et innspill ikke telle, setter du «Sett til side» til ja og skriver grunnen. Innspillet blir "
            "ikke slettet."
        ),
    ),
    (
        Message("4. Møter"),
        Message(
            "Arket «Møter» har møtene som er registrert. Skriv nye møter på de tomme radene: organ, dato, hvor "
            "mange som var til stede, og hvilke spørsmål som ble stilt."
        ),
    ),
)
_STATEMENTS: tuple[Line, ...] = (
    (
        Message("1. Les"),
        Message("Arket «Utsagn» har én rad for hvert utsagn, i den rekkefølgen de står i innspillet."),
    ),
    (
        Message("2. Velg temaer"),
        Message(
            "Velg de temaene utsagnet tar opp. Et tema tas opp eller ikke; ingen er for eller mot et tema. Arket "
            "«Temaer» forklarer dem."
        ),
    ),
    (
        Message("3. Velg krav og standpunkt"),
        Message(
            "Tar utsagnet standpunkt til et krav, velger du kravet og standpunktet ved siden av. Mangler kravet, "
            "skriver du det på arket «Nye krav» og gjentar setningen i cellen."
        ),
    ),
    (
        Message("4. Slag"),
        Message(
            "Er raden ikke et utsagn, men bakgrunn eller saksgang, retter du «Slag». På arket «Andre tekststeder» "
            "kan du hente fram det programmet ikke leste som utsagn."
        ),
    ),
)
_OWN_CODES: Line = (
    Message("Dine egne koder"),
    Message("Arket viser bare kodene til {coder}. Det andre har kodet, står ikke her og blir ikke endret."),
)
_NO_CODES: Line = (
    Message("Koder fra før"),
    Message("Arket er skrevet uten koder. Det du og andre har kodet før, står ikke her og blir ikke endret."),
)


def build_instructions(kind: str, language: Language, *, area: str, coder: str, command: str) -> Instructions:
    """Return the texts of `sources` or `statements` for an area; `command` is what takes the file in."""
    sources = kind == "sources"
    title = Message("Innspill fra {area}", area=area) if sources else Message("Kodeark for {area}", area=area)
    steps = _SOURCES if sources else _STATEMENTS
    if not sources:
        steps = (*steps, _OWN_CODES if coder else _NO_CODES)
    values = {"command": command, "coder": coder}
    return Instructions(
        sheet_title=SHEET_TITLE.text(language),
        title=title.text(language),
        sections=tuple(
            (heading.text(language), _fill(lines, language, values))
            for heading, lines in (
                (Message("Dette fyller du ut"), steps),
                (Message("Når du arbeider i arket"), _WORKING),
                (Message("Når du er ferdig"), _AFTERWARDS),
            )
        ),
        legend_title=Message("Fargene").text(language),
        legend=tuple((look, name.text(language), text.text(language)) for look, name, text in _LEGEND),
    )


def _fill(lines: Sequence[Line], language: Language, values: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            label.text(language),
            Message(text.msgid, **values).text(language) if "{" in text.msgid else text.text(language),
        )
        for label, text in lines
    )
