"""Invented dialogues of any number of areas, each with as much input as a county of the example has on average.

An area with input has four originals (a council case, a letter or a printed page, an e-mail, a note), about 85 passages and 25
statements, all registered and coded; every third member also has a row in a form of the whole country. Nothing is real: names
are put together of syllables, and every original says so.
"""

from __future__ import annotations

import io
import re
import shutil
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from math import ceil
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from benchmarks.originals import MARK, ROOT

EDITION, WHO = "måling", "Måling"
_MUNICIPALITIES_A_COUNTY = 357 / 15
_MOST_IN_A_COUNTY = 99
_FORM_STEP = 3
_STATEMENTS_A_LETTER, _QUESTIONS_A_ROW, _ROWS_A_FORM = 50, 5, 2_500
_COLUMNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_AT = datetime(2017, 12, 4, 12, tzinfo=UTC)
_FIRST = (
    "Tyri Gaupe Elgs Øvre Falke Lunde Kron Bjerke Hummer Naust Skred Morell Fjord Plomme Støyl Lam Heim Myse Snø Gyger Havn "
    "Rugg Bjørne Kvit Sval Ternes"
)
_SECOND = "ha vo bor strå dal la vi gren ner to lin mo ra sun tun hei"
_THIRD = (
    "vik nes rud by set land berg foss sund bakk eid mark ås lia voll fjell havn holt tveit hagen rike os ang stad haug"
)
_WHO = ("Kommunestyret", "Formannskapet", "Utvalget", "Ungdomsrådet", "Kulturskolen", "Rådet for eldre")
_DOES = ("mener at", "ber KS om å se til at", "forventer at", "går inn for at", "krever at", "foreslår at")
_WHAT = (
    "kulturskolen", "folkebiblioteket", "museet", "frivillige lag", "kunstnere", "Den kulturelle skolesekken", "kinoen",
    "kulturminnene", "korpset", "festivalen", "kulturhuset", "ungdomsklubben", "bygdeboka", "arkivet", "scenekunsten",
)  # fmt: skip
_MUST = (
    "må få øremerkede midler",
    "bør styrkes",
    "bør samordnes",
    "må få faste rammer",
    "bør prioriteres",
    "skal være gratis",
)
_HOW = (
    "gjennom rammetilskuddet", "i samarbeid med fylkeskommunen", "i hele landet", "i små kommuner", "for barn og unge",
    "innen utgangen av perioden", "uten at det går ut over andre oppgaver", "slik at flere kan delta", "i skoletiden",
)  # fmt: skip
_TELLS = (
    "Kommunen har {a} innbyggere og {b} stillinger på området",
    "Saken ble sendt på høring til {a} lag, og {b} svarte",
    "I {c} ble det brukt {a} kroner til formålet",
    "Bygget fra {c} har plass til {a} personer",
    "Avstanden til nærmeste by er {b} kilometer",
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Area:
    """One area of an invented dialogue: its code, and its one member's code and name."""

    code: str
    member: str
    name: str


def lay_out_dialogue(folder: Path, areas: int, *, custom: bool = False, with_input: int | None = None) -> list[Area]:
    """Write a dialogue of so many areas into an empty folder, registered and coded, and return its areas.

    Without `custom` each is a municipality or a county council; with it each is an area of the table of areas with one
    member. The first `with_input` (all) have input.
    """
    members = list(_list_members(areas, custom=custom))
    listed = [Area(f"o{number:05d}" if custom else code, code, name) for number, (code, name, _) in enumerate(members)]
    _write_frame(folder, members, listed if custom else None)
    chance = Random(2017)
    heard = listed[: areas if with_input is None else with_input]
    for number, area in enumerate(heard):
        own = folder / "inputs" / area.code
        own.mkdir(parents=True)
        for name, content in _write_originals(area, number, chance):
            (own / name).write_bytes(content)
    _write_form(folder, [area for area in heard if not area.member.startswith("organ:")][::_FORM_STEP], chance)
    _judge(folder)
    return listed


def lay_out_large_area(folder: Path, statements: int, *, coded_share: float = 0.2) -> Area:
    """Write a dialogue of two municipalities where one has so many statements, half in letters and half in form answers."""
    _, area = lay_out_dialogue(folder, 2, with_input=0)
    chance = Random(2017)
    own = folder / "inputs" / area.code
    own.mkdir(parents=True)
    letters = statements // 2 // _STATEMENTS_A_LETTER
    for number in range(letters):
        said = [write_sentence(chance) for _ in range(_STATEMENTS_A_LETTER)]
        head = [MARK, f"{area.name} kommune", f"Innspill nummer {number} til KS om kultur"]
        (own / f"brev-{number:05d}.txt").write_text("\n\n".join([*head, *said]) + "\n", encoding="utf-8")
    rows = (statements - letters * _STATEMENTS_A_LETTER) // _QUESTIONS_A_ROW
    for start in range(0, rows, _ROWS_A_FORM):
        numbers = range(start, min(start + _ROWS_A_FORM, rows))
        _write_large_form(own / f"svar-{start:06d}", area, numbers, chance)
    _judge(folder, coded_share)
    return area


def _write_large_form(file: Path, area: Area, numbers: Sequence[int], chance: Random) -> None:
    titles = [f"Hva vil dere si om sak {number}" for number in range(1, _QUESTIONS_A_ROW + 1)]
    header = ["Svar-ID", "Levert", "Kommunenummer", "Kommune", *titles]
    rows = [";".join(header)]
    for number in numbers:
        answers = (f'"{write_sentence(chance)}"' for _ in titles)
        rows.append(f"{number};{chance.randint(1, 28):02d}.09.2017;{area.member};{area.name};{';'.join(answers)}")
    file.with_suffix(".csv").write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    asked = "\n".join(
        f'  - title: "{title}"\n    question: p5\n    proposition:\n    tick: []\n    comment: ["{_COLUMNS[place]}"]'
        for place, title in enumerate(titles, start=4)
    )
    headers = "\n".join(f'  "{_COLUMNS[place]}": "{title}"' for place, title in enumerate(header))
    file.with_suffix(".form.yaml").write_text(
        f"""schema_version: 1
confirmed: ja
sheet: ""
header_row: 1
header_rows: 1
columns:
  key: "A"
  delivered: "B"
  municipality: "D"
  municipality_number: "C"
questions:
{asked}
headers:
{headers}
""",
        encoding="utf-8",
    )


def write_sentence(chance: Random) -> str:
    """Return one sentence that asks for something."""
    parts = [chance.choice(part) for part in (_WHO, _DOES, _WHAT, _MUST)]
    return " ".join([*parts, *chance.sample(_HOW, chance.randint(1, 3))]) + "."


def _tell(chance: Random) -> str:
    told = [
        chance.choice(_TELLS).format(
            a=chance.randint(100, 90000), b=chance.randint(2, 99), c=chance.randint(1900, 2016)
        )
        for _ in range(chance.randint(1, 2))
    ]
    return ". ".join(told) + "."


def _list_members(areas: int, *, custom: bool) -> Iterator[tuple[str, str, str]]:
    """Yield so many members with name and county: county councils come first in their county; bodies where codes are used up."""
    each = _MOST_IN_A_COUNTY if custom else _MUNICIPALITIES_A_COUNTY
    counties = min(max(1, round(areas / (each + 1)) if not custom else ceil(areas / (each + 1))), 99)
    names = _names()
    left = areas
    for county in range(1, counties + 1):
        own = min(ceil(left / (counties - county + 1)), _MOST_IN_A_COUNTY + 1)
        for number in range(own):
            name = next(names)
            yield f"{county:02d}{number:02d}", name, f"{county:02d}"
        left -= own
    for number in range(left):
        yield f"organ:maaling-{number}", f"Nettverk nummer {number}", "01"


def _names() -> Iterator[str]:
    for first in _FIRST.split():
        for third in _THIRD.split():
            for second in _SECOND.split():
                yield f"{first}{second}{third}".capitalize()
    raise ValueError("There are not so many names")


def _write_frame(folder: Path, members: Sequence[tuple[str, str, str]], areas: Sequence[Area] | None) -> None:
    reference = folder / "reference"
    reference.mkdir(parents=True)
    for name in ("codebook.yaml", "claims.yaml"):
        shutil.copy(ROOT / "data" / name, folder / name)
    definition = (ROOT / "data" / "dialogue.yaml").read_text(encoding="utf-8")
    definition = re.sub(r"^edition:.*$", f"edition: {EDITION}", definition, flags=re.MULTILINE)
    definition = re.sub(r"^area:.*$", f"area: {'custom' if areas else 'municipality'}", definition, flags=re.MULTILINE)
    definition = re.sub(r"^statistics_tables:.*", "statistics_tables: []\n", definition, flags=re.MULTILINE | re.DOTALL)
    (folder / "dialogue.yaml").write_text(definition, encoding="utf-8")
    counties = {county: name for code, name, county in members if code.endswith("00")}
    councils = set(counties)
    municipalities = [one for one in members if one[0][2:] != "00" and not one[0].startswith("organ:")]
    bodies = [one for one in members if one[0].startswith("organ:")]
    _write_table(
        reference / "counties.csv",
        "edition,county_code,name,language_form,region,note",
        [f"{EDITION},{code},{counties[code]},{_form(int(code))},,{MARK}" for code in sorted(councils)],
    )
    _write_table(
        reference / "municipalities.csv",
        "edition,municipality_code,name,other_names,county_code,population_1_january,language_form,note",
        [
            f"{EDITION},{code},{name},,{county},{1000 + int(code)},{_form(int(county))},{MARK}"
            for code, name, county in municipalities
        ],
    )
    _write_table(reference / "municipality_changes.csv", "from_edition,to_edition,from_code,to_code,kind,note", [])
    _write_table(
        reference / "bodies.csv",
        "edition,body_code,name,kind,county_code,note",
        [f"{EDITION},{code},{name},network,{county},{MARK}" for code, name, county in bodies],
    )
    if areas:
        rows = [f"{EDITION},{area.code},Område {area.name},{area.member}" for area in areas]
        _write_table(reference / "areas.csv", "edition,area_code,name,members", rows)


def _form(number: int) -> str:
    return "nynorsk" if number % 4 == 0 else "bokmål"


def _write_table(file: Path, header: str, rows: Sequence[str]) -> None:
    file.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def _write_originals(area: Area, number: int, chance: Random) -> Iterator[tuple[str, bytes]]:
    sender = f"{area.name} kommune" if not area.member.endswith("00") else f"{area.name} fylkeskommune"
    yield "sak.docx", _write_case(sender, chance)
    if number % 4 == 0:
        from benchmarks.originals import _pdf

        yield "brev.pdf", _pdf("\n\n".join(_write_letter(sender, chance)))
    else:
        yield "brev.txt", ("\n\n".join(_write_letter(sender, chance)) + "\n").encode()
    yield "innspill.eml", _write_mail(sender, chance)
    yield "notat.txt", ("\n\n".join(_write_letter(sender, chance)) + "\n").encode()


def _write_letter(sender: str, chance: Random) -> list[str]:
    said = [write_sentence(chance) for _ in range(5)]
    told = [_tell(chance) for _ in range(7)]
    return [MARK, sender, "Innspill til KS om kultur", *told[:4], *said, *told[4:]]


def _write_mail(sender: str, chance: Random) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "post@eksempel.invalid", "ks@eksempel.invalid"
    message["Subject"] = f"Innspill fra {sender} – {MARK}"
    message["Date"] = "Mon, 04 Sep 2017 10:00:00 +0200"
    message.set_content("\n\n".join(_write_letter(sender, chance)))
    return message.as_bytes()


def _write_case(sender: str, chance: Random) -> bytes:
    blocks = [("", MARK), ("Heading1", f"{sender}: Innspill til KS om kultur"), ("Heading2", "Saksopplysninger")]
    blocks += [("", _tell(chance)) for _ in range(20)]
    blocks += [("Heading2", "Kommunestyrets vedtak"), ("", "Møte 12.09.2017")]
    blocks += [("", f"{place}. {write_sentence(chance)}") for place in range(1, 9)]
    body = "".join(
        f"<w:p>{f'<w:pPr><w:pStyle w:val={chr(34)}{style}{chr(34)}/></w:pPr>' if style else ''}"
        f"<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"
        for style, text in blocks
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in (1, 2)
    )
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{main}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{styles}</w:styles>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return buffer.getvalue()


def _write_form(folder: Path, areas: Sequence[Area], chance: Random) -> None:
    """Write a form of the whole country, with a row a member."""
    rows = [
        "Svar-ID;Levert;Kommunenummer;Kommune;Kommunene bør la frivillige lag bruke kommunale lokaler gratis;Merknad"
    ]
    for number, area in enumerate(areas):
        tick = chance.choice(["Ja", "Nei", ""])
        rows.append(
            f'{number};{chance.randint(1, 28):02d}.09.2017;{area.member};{area.name};{tick};"{write_sentence(chance)}"'
        )
    national = folder / "inputs" / "national"
    national.mkdir(parents=True, exist_ok=True)
    (national / "skjema.csv").write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    headers = "\n".join(f'  "{"ABCDEF"[place]}": "{title}"' for place, title in enumerate(rows[0].split(";")))
    (national / "skjema.form.yaml").write_text(
        f"""schema_version: 1
confirmed: ja
sheet: ""
header_row: 1
header_rows: 1
columns:
  key: "A"
  delivered: "B"
  municipality: "D"
  municipality_number: "C"
questions:
  - title: "Kommunene bør la frivillige lag bruke kommunale lokaler gratis"
    question: p5
    proposition: "k-kommune-gratis-lokaler"
    tick: ["E"]
    comment: ["F"]
ticks:
  for: ["Ja"]
  against: ["Nei"]
headers:
{headers}
""",
        encoding="utf-8",
    )


def _judge(folder: Path, coded_share: float = 1.0) -> None:
    """Register every original and code statements (all), as one person would who agrees with the suggestions."""
    from medlemsdialog.evidence import open_workspace
    from medlemsdialog.evidence.received import read_all_even_if_broken
    from medlemsdialog.judgements.events import CodingSet, SourceRegistered
    from medlemsdialog.models.claims import ClaimPosition
    from medlemsdialog.models.vocabulary import Level, Openness, Position, Status
    from medlemsdialog.paths import BuildFolder, DataFolder

    build = BuildFolder(folder.with_name(f"{folder.name}-lagt-ut"))
    workspace = open_workspace(DataFolder(folder), build)
    chance = Random(7)
    claims = [claim.id for claim in workspace.claims]
    positions = (Position.FOR, Position.FOR, Position.FOR, Position.AGAINST, Position.MIXED)
    for area_code, received in read_all_even_if_broken(workspace).items():
        own = workspace.register.members_in(area_code)
        member = own[0] if own else None
        signed = {"by": WHO, "client": "måling", "at": _AT}
        logs: dict[str, list[str]] = {"sources": [], "codings": []}
        for source in received.sources:
            told = source.model_dump(include=set(SourceRegistered.model_fields))
            if not source.sender_code:
                told |= {"sender_name": member.name if member else "Et nettverk"}
                told |= {"sender_code": member.code, "level": Level(member.level)} if member else {"level": Level.OTHER}
            told |= {"status": Status.DECISION, "openness": Openness.PUBLIC, "quotable": True}
            told |= {"date": source.date or "2017-09-12"}
            event = SourceRegistered(**{**told, **signed, "id": _id(source.source_id)})
            logs["sources"].append(event.model_dump_json())
        for passage in received.passages:
            if not passage.is_statement or passage.tick or (coded_share < 1 and chance.random() > coded_share):
                continue
            found = [hit.theme for hit in workspace.suggestion_index.find_in_all([passage.text])[0]][:2]
            claimed = (ClaimPosition(claim_id=chance.choice(claims), position=chance.choice(positions)),)
            coding = CodingSet(
                **signed,
                id=_id(passage.statement_id),
                statement_id=passage.statement_id,
                text=passage.text,
                anchor=passage.anchor,
                themes=tuple(found) or (workspace.codebook.themes[0].code,),
                claims=claimed if chance.random() < 0.4 else (),
            )
            logs["codings"].append(coding.model_dump_json())
        for kind, lines in logs.items():
            if lines:
                file = folder / "judgements" / area_code / kind / "måling-måling.jsonl"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    shutil.rmtree(build.root, ignore_errors=True)


def _id(text: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, text).hex
