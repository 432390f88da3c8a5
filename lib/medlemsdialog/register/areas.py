"""The areas of a dialogue that are not counties: each member by itself, or those that the table of areas groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue import AreaKind
from medlemsdialog.register.models import Body, County, Member, Register
from medlemsdialog.register.tables import AREAS, LANGUAGE_FORMS, Faults, Row

MEMBERS_SEPARATOR = ";"
_MANY = 5


def divide_register(register: Register, kind: AreaKind, rows: Sequence[Row] = ()) -> Register:
    """Return the register with the areas that a dialogue runs instead of counties; its counties become its geography.

    `municipality`: every municipality and every county council is an area with its own code, and bodies belong to none.
    `custom`: `rows` of the table of areas say which members and bodies belong together.

    Raises:
        RegisterError: The table of areas is faulty, or leaves a member without an area; all faults at once.
    """
    match kind:
        case AreaKind.COUNTY:
            return register
        case AreaKind.MUNICIPALITY:
            return _put_in_areas(register, [_area_of_one(member) for member in register.members], {})
        case AreaKind.CUSTOM:
            own = [row for row in rows if row["edition"] == register.edition]
            area_of = _read_areas(register, own)
            return _put_in_areas(register, [_build_area(row) for row in own], area_of)


def _put_in_areas(register: Register, areas: Iterable[County], area_of: Mapping[str, str]) -> Register:
    def put_member(member: Member) -> Member:
        area = area_of.get(member.code, member.code)
        return member.model_copy(update={"county_code": area, "lies_in": member.county_code})

    def put_body(body: Body) -> Body:
        return body.model_copy(update={"county_code": area_of.get(body.code), "lies_in": body.county_code or ""})

    return register.model_copy(
        update={
            "counties": tuple(sorted(areas, key=lambda area: area.county_code)),
            "geography": register.counties,
            "members": tuple(put_member(member) for member in register.members),
            "bodies": tuple(put_body(body) for body in register.bodies),
        }
    )


def _area_of_one(member: Member) -> County:
    return County(county_code=member.code, name=member.name, language_form=member.language_form)


def _build_area(row: Row) -> County:
    return County(
        county_code=row["area_code"],
        name=row["name"],
        language_form=row["language_form"] or None,
        region=row["region"] or None,
    )


def _read_areas(register: Register, rows: Sequence[Row]) -> dict[str, str]:
    """Return the area of each member and body by its code."""
    faults = Faults()
    known = {member.code for member in register.members} | {body.code for body in register.bodies}
    area_of: dict[str, str] = {}
    for row in rows:
        _check_area(faults, row)
        for code in (part.strip() for part in row["members"].split(MEMBERS_SEPARATOR)):
            if not code:
                continue
            if code not in known:
                allowed = Message(
                    "numre på medlemmer og koder på organer i utgaven «{edition}»", edition=row["edition"]
                )
                faults.add(row, "members", allowed, Message("Rett «{code}».", code=code))
            elif code in area_of:
                allowed = Message("hvert medlem i ett område")
                to_do = Message("«{code}» står også i {area}. Slett det ene.", code=code, area=area_of[code])
                faults.add(row, "members", allowed, to_do)
            area_of.setdefault(code, row["area_code"])
    # Folders that differ in capital letters only are one folder on most office machines.
    first: dict[str, Row] = {}
    for row in rows:
        if first.setdefault(row["area_code"].casefold(), row) is not row:
            allowed = Message(
                "én rad per kode; denne står også i rad {row}", row=first[row["area_code"].casefold()].number
            )
            faults.add(row, "area_code", allowed, Message("Slett den ene raden, eller rett koden."))
    left = [f"{member.code} {member.name}" for member in register.members if member.code not in area_of]
    if left:
        named = ", ".join(left[:_MANY]) + (" …" if len(left) > _MANY else "")
        faults.messages.append(
            Message(
                "{file}: {number} medlemmer hører ikke til noe område: {members}. Skriv numrene i kolonnen «members».",
                file=AREAS,
                number=len(left),
                members=named,
            )
        )
    faults.raise_if_any()
    return area_of


def _check_area(faults: Faults, row: Row) -> None:
    faults.check(
        row,
        "area_code",
        r"(?i)(?!(?:national|nasjonalt|arkiv|ark|forms)$)[0-9a-z][0-9a-z_-]{0,39}",
        Message("en kort kode med bokstaver a–z, tall og bindestrek"),
        Message("Skriv for eksempel «nord» eller «01»."),
    )
    faults.check(row, "name", r"(?s).+", Message("alt annet enn tomt"), Message("Fyll ut cellen."))
    if row["language_form"] and row["language_form"] not in LANGUAGE_FORMS:
        faults.add(
            row, "language_form", Message("{values}", values=", ".join(LANGUAGE_FORMS)), Message("Velg en av dem.")
        )
