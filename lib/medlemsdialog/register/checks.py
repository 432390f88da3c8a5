"""The rules that the register's tables must follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from medlemsdialog.catalogue import Message
from medlemsdialog.register.models import BodyKind, ChangeKind
from medlemsdialog.register.tables import BODIES, CHANGES, COUNTIES, LANGUAGE_FORMS, MUNICIPALITIES, Faults, Row

Tables = Mapping[str, tuple[Row, ...]]

_KEEP_ZEROS = Message("Regneark fjerner nuller foran: Gjør kolonnen om til tekst, og skriv hele koden.")
_FOUR_DIGITS = Message("fire sifre")
_TWO_DIGITS = Message("to sifre")
_ADD_OR_CORRECT = Message("Rett koden, eller legg til raden i {file}.", file=MUNICIPALITIES)


def find_faults(tables: Tables) -> Faults:
    """Return everything that is wrong with the four tables."""
    faults = Faults()
    rules: dict[str, Callable[[Row], None]] = {
        COUNTIES: lambda row: _check_county(faults, row),
        MUNICIPALITIES: lambda row: _check_municipality(faults, row, known_counties),
        CHANGES: lambda row: _check_change(faults, row, known_municipalities),
        BODIES: lambda row: _check_body(faults, row, known_counties),
    }
    known_counties = {(row["edition"], row["county_code"]) for row in tables[COUNTIES]}
    known_municipalities = {(row["edition"], row["municipality_code"]) for row in tables[MUNICIPALITIES]}
    for file, rule in rules.items():
        for row in tables[file]:
            rule(row)
    remove = Message("Slett den ene raden, eller rett koden.")
    faults.check_unique(tables[COUNTIES], ("edition", "county_code"), remove)
    faults.check_unique(tables[MUNICIPALITIES], ("edition", "municipality_code"), remove)
    faults.check_unique(tables[CHANGES], ("from_edition", "to_edition", "from_code", "to_code"), remove)
    faults.check_unique(tables[BODIES], ("edition", "body_code"), remove)
    return faults


def _check_county(faults: Faults, row: Row) -> None:
    _check_filled(faults, row, "edition")
    faults.check(row, "county_code", r"[0-9]{2}", _TWO_DIGITS, _KEEP_ZEROS)
    _check_filled(faults, row, "name")
    _check_language_form(faults, row)


def _check_municipality(faults: Faults, row: Row, known_counties: set[tuple[str, str]]) -> None:
    _check_filled(faults, row, "edition")
    if faults.check(row, "municipality_code", r"[0-9]{4}", _FOUR_DIGITS, _KEEP_ZEROS):
        own = row["municipality_code"]
        faults.check(
            row,
            "municipality_code",
            r"[0-9]{2}(?!00)[0-9]{2}",
            Message("en kode som ikke slutter på 00; {code} hører til fylkeskommunen", code=own),
            Message("Rett kommunenummeret."),
        )
    _check_filled(faults, row, "name")
    _check_known_county(faults, row, known_counties)
    faults.check(
        row,
        "population_1_january",
        r"[0-9]*",
        Message("et helt tall uten mellomrom, eller tomt når det er ukjent"),
        Message("Skriv tallet med bare sifre."),
    )
    _check_language_form(faults, row)


def _check_change(faults: Faults, row: Row, known_municipalities: set[tuple[str, str]]) -> None:
    for end in ("from", "to"):
        code = f"{end}_code"
        edition = row[f"{end}_edition"]
        if (edition, row[code]) not in known_municipalities:
            allowed = Message("et kommunenummer som finnes i utgaven «{edition}»", edition=edition)
            faults.add(row, code, allowed, _ADD_OR_CORRECT)
    _check_one_of(faults, row, "kind", tuple(ChangeKind))


def _check_body(faults: Faults, row: Row, known_counties: set[tuple[str, str]]) -> None:
    _check_filled(faults, row, "edition")
    faults.check(
        row,
        "body_code",
        r"organ:[a-z0-9]+(?:-[a-z0-9]+)*",
        Message("organ: og et kort navn med små bokstaver a–z, tall og bindestrek"),
        Message("Skriv for eksempel organ:fylkesstyret-nordland."),
    )
    _check_filled(faults, row, "name")
    _check_one_of(faults, row, "kind", tuple(BodyKind))
    if row["county_code"]:
        _check_known_county(faults, row, known_counties)


def _check_filled(faults: Faults, row: Row, column: str) -> None:
    faults.check(row, column, r"(?s).+", Message("alt annet enn tomt"), Message("Fyll ut cellen."))


def _check_known_county(faults: Faults, row: Row, known_counties: set[tuple[str, str]]) -> None:
    if (row["edition"], row["county_code"]) not in known_counties:
        allowed = Message(
            "et fylkesnummer som finnes i utgaven «{edition}» i {file}", edition=row["edition"], file=COUNTIES
        )
        faults.add(row, "county_code", allowed, Message("Rett fylkesnummeret, eller legg til fylket."))


def _check_language_form(faults: Faults, row: Row) -> None:
    if row["language_form"]:
        _check_one_of(faults, row, "language_form", LANGUAGE_FORMS)


def _check_one_of(faults: Faults, row: Row, column: str, allowed: tuple[str, ...]) -> None:
    if row[column] not in allowed:
        faults.add(row, column, Message("{values}", values=", ".join(allowed)), Message("Velg en av dem."))
