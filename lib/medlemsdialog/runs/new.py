"""A new dialogue folder: definition, codebook and register copied, folders laid out with a LES-MEG each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from medlemsdialog import paths
from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue import Dialogue, read_dialogue
from medlemsdialog.errors import UsageError
from medlemsdialog.paths import NATIONAL, NATIONAL_FOLDER_NAMES, DataFolder
from medlemsdialog.register.editions import REGISTER_FILES, available_editions, read_register, shipped_editions_folder
from medlemsdialog.runs import readmes
from medlemsdialog.runs.statistics_setup import build_statistics_section
from medlemsdialog.writing import write_bytes_atomically

DEFAULT_EDITION = "2017"
README = "LES-MEG.md"
_NO_CLAIMS = """\
# Kravene i dialogen. Et krav er én setning som ber noen om noe; medlemmene er for, mot, delte eller nøytrale til det.
schema_version: 1
claims: []
"""
# Two copies of a log are merged by keeping the lines of both, and neither logs nor originals get other line ends.
MERGING = """\
judgements/**/*.jsonl merge=union -text
inputs/** -text
innspill/** -text
"""
_EXAMPLE_REMARK = ", utgaven er et eksempel («Eksempel – oppdiktet»)"
# Addresses that are nobody's, and those who answer for them: a real dialogue has its own.
_PACKAGE = re.compile(
    r"^# What members are sent.*\npackage:\n(?:[ \t]+.*\n)*input_page:\n(?:[ \t]+.*\n)*", re.MULTILINE
)
_OWN_PACKAGE = """\
# What members are sent, and the page they answer on. Fill in before «medlemsdialog pack»:
#   package.background       why you ask, to those who are asked: {nb: "…", nn: "…"}; without it the dialogue's own is printed
#   package.contact          who answers questions: {nb: "…", nn: "…"}
#   package.return_address   the e-mail address that files are sent to
#   input_page.access        codes: each member has its own code; open: anybody may answer
#   input_page.address       where «medlemsdialog serve» is found, https://…
#   input_page.controller    who answers for personal data: {nb: "…"}
#   input_page.purpose       what personal data are used for: {nb: "…", nn: "…"}
package:
  return_address: ""
input_page:
  access: codes
  address: ""
"""
_LANGUAGE_BY_AREA = re.compile(r"^language_by_area:.*\n(?:[ \t]+.*\n)*", re.MULTILINE)


@dataclass(frozen=True)
class NewDialogue:
    """A dialogue folder after `create_dialogue`: what was added, relative to it; nothing where all was there."""

    data: DataFolder
    edition: str
    added: tuple[str, ...]
    already_a_dialogue: bool


def create_dialogue(folder: Path, edition: str | None = None) -> NewDialogue:
    """Lay out a dialogue in `folder`; in one that is a dialogue already, add what is missing and change nothing.

    Raises:
        UsageError: The folder holds other things, the edition is unknown, or the dialogue there has another edition.
    """
    data = DataFolder(folder.expanduser().resolve())
    is_dialogue = data.dialogue_file.is_file()
    if not is_dialogue:
        _require_empty(data.root)
    chosen = _choose_edition(data, edition) if is_dialogue else _known_edition(edition or DEFAULT_EDITION)
    added = [
        *_add(data, data.dialogue_file, _definition(chosen)),
        *_add(data, data.codebook_file, paths.shipped("data/codebook.yaml").read_bytes()),
        *_add(data, data.claims_file, _NO_CLAIMS.encode()),
        *_add(data, data.root / ".gitattributes", MERGING.encode()),
    ]
    for file in REGISTER_FILES:
        shipped = shipped_editions_folder() / file
        if shipped.is_file():
            added += _add(data, data.reference / file, shipped.read_bytes())
    added += _lay_out_folders(data, read_dialogue(data.dialogue_file))
    return NewDialogue(data=data, edition=chosen, added=tuple(added), already_a_dialogue=is_dialogue)


def _lay_out_folders(data: DataFolder, dialogue: Dialogue) -> list[str]:
    inputs = data.input_roots[0] if data.input_roots else data.root / paths.INPUT_FOLDER_NAMES[0]
    nation = next((name for name in NATIONAL_FOLDER_NAMES if (inputs / name).is_dir()), NATIONAL_FOLDER_NAMES[-1])
    language = dialogue.working_language
    texts = {
        inputs / nation / README: readmes.build_national_inputs(language),
        data.judgements / NATIONAL / README: readmes.build_national_judgements(language),
    }
    for county in read_register(data.reference, dialogue.edition, area=dialogue.area).counties:
        code = county.county_code
        texts[inputs / code / README] = readmes.build_county_inputs(code, county.name, language)
        texts[data.judgements / code / README] = readmes.build_county_judgements(code, county.name, language)
    return [name for file, text in sorted(texts.items()) for name in _add(data, file, text.encode())]


def _add(data: DataFolder, file: Path, content: bytes) -> list[str]:
    if file.exists():
        return []
    write_bytes_atomically(file, content)
    return [file.relative_to(data.root).as_posix()]


def _definition(edition: str) -> bytes:
    """Return our dialogue.yaml with its comments, set to a real edition."""
    text = paths.shipped("data/dialogue.yaml").read_text(encoding="utf-8")
    text = text.replace(_EXAMPLE_REMARK, "")
    text = re.sub(r"^example:.*$", "example: false", text, flags=re.MULTILINE)
    # In quotes: an edition is a name that happens to be a year.
    text = re.sub(r"^edition:.*$", f'edition: "{edition}"', text, flags=re.MULTILINE)
    text = _LANGUAGE_BY_AREA.sub("language_by_area: {}\n", text)
    text = _PACKAGE.sub(lambda _: _OWN_PACKAGE, text)
    return (text.rstrip("\n") + "\n" + build_statistics_section(edition)).encode()


def _require_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(Message("«{folder}» er en fil. Oppgi en mappe.", folder=folder.name))
    if folder.is_dir() and any(not entry.name.startswith(".") for entry in folder.iterdir()):
        raise UsageError(
            Message(
                "Mappen {folder} er ikke tom og er ingen dialog. Oppgi en tom mappe eller et nytt mappenavn.",
                folder=str(folder),
            )
        )


def _known_edition(edition: str) -> str:
    allowed = available_editions(shipped_editions_folder())
    if edition not in allowed:
        raise UsageError(
            Message(
                "Kommuneinndelingen «{edition}» finnes ikke. Velg en av disse: {allowed}.",
                edition=edition,
                allowed=", ".join(allowed),
            )
        )
    return edition


def _choose_edition(data: DataFolder, edition: str | None) -> str:
    own = read_dialogue(data.dialogue_file).edition
    if edition and edition != own:
        raise UsageError(
            Message(
                "Dialogen i {folder} har alt kommuneinndelingen {own}. Utelat --edition, eller lag en ny dialog i en annen mappe.",
                folder=str(data.root),
                own=own,
            )
        )
    return own
