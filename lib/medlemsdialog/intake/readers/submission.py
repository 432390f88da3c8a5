"""A member's own answer (`*.innspill.json`): its texts and ticks as blocks, and what it says of itself.

The form and the page write the file, but anybody may have changed it on the way: what is unknown or of the wrong type is
told, and its text is read all the same.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from medlemsdialog.catalogue import LANGUAGES, SOURCE_LANGUAGE, Language
from medlemsdialog.intake.document import Document, Note, RawPassage, Role
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.intake.limits import MAX_BLOCKS, TooManyBlocksError
from medlemsdialog.intake.markers import split_marker
from medlemsdialog.intake.readers.lines import count_controls, decode_text
from medlemsdialog.intake.readers.text import read_paragraphs
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.intake.submitted import ATTACHMENTS_PLACE, SENT_PLACE, NamedAttachment, Submitted, SubmittedPart
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.submission import SUBMISSION_FORMAT, Tick, Treatment
from medlemsdialog.models.submission_words import TICK_WORDS

_LONGEST_NAME = 200
_LONGEST_CODE = 60
_LONGEST_HEADING = 120
_NAMED = ("schema_version", "dialogue", "edition", "sender", "sender_name", "reference")
_KNOWN = frozenset(
    {
        *_NAMED, "format", "language", "sent", "version", "treatment", "may_be_quoted", "answers", "propositions", "remarks",
        "attachments",
    }
)  # fmt: skip
_OF_PROPOSITION = frozenset({"claim", "wording", "tick", "comment"})
_OF_ATTACHMENT = frozenset({"name", "sha256", "size"})
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\v]")
_FEW_DIGITS = re.compile(r"[1-9]\d{0,5}")


def read_submission(name: str, content: bytes) -> Document:
    """Return the submission that the file holds.

    Raises:
        BrokenOriginalError: The bytes are no JSON, or JSON of something else.
    """
    text, notes = decode_text(name, content)
    try:
        # Numbers stay as they are written: some are longer than the computer's own.
        held = json.loads(
            text, strict=False, object_pairs_hook=_keep_all, parse_int=str, parse_float=str, parse_constant=str
        )
    except ValueError as error:
        raise BrokenOriginalError("broken_submission", name, found=str(error)[:_LONGEST_NAME]) from error
    if not isinstance(held, dict) or held.get("format") != SUBMISSION_FORMAT:
        raise BrokenOriginalError("not_a_submission", name)
    reading = _Reading(held)
    reading.read()
    if reading.has_controls and not notes:
        notes = (Note(rule="control_characters"),)
    return Document(
        media_type=MEDIA_TYPES["submission"],
        blocks=tuple(reading.blocks),
        notes=(*notes, *reading.notes),
        submission=Submitted(**reading.told, parts=tuple(reading.parts), attachments=tuple(reading.attachments)),
    )


class _Reading:
    """The blocks and notes as they are found, field by field."""

    def __init__(self, held: dict[str, Any]) -> None:
        self.blocks: list[RawPassage] = []
        self.parts: list[SubmittedPart] = []
        self.notes: list[Note] = []
        self.attachments: list[NamedAttachment] = []
        self.told: dict[str, Any] = {}
        self.has_controls = False
        self._held = held
        self._paths: Counter[str] = Counter()

    def read(self) -> None:
        """Read all that the file holds, in the order a person answers."""
        for field in _NAMED:
            self.told[field] = self._read_name(field)
        self.told["sent"] = self._read_day()
        self.told["version"] = self._read_version()
        self.told["treatment"] = self._read_treatment()
        self.told["may_be_quoted"] = self._read_quotable()
        self._read_answers(self._held.get("answers"))
        self._read_propositions(self._held.get("propositions"))
        remarks = self._held.get("remarks")
        if not isinstance(remarks, str | None):
            self._tell("remarks", remarks)
        self._add_texts("Andre merknader", remarks)
        self._read_attachments(self._held.get("attachments"))
        for field in (field for field in self._held if field not in _KNOWN):
            self._read_unknown(field, self._held[field])

    def _read_name(self, field: str) -> str:
        value = self._held.get(field)
        if value is None or (isinstance(value, str) and len(value) <= _LONGEST_NAME):
            return self._clean(value or "").strip()
        self._tell(field, value)
        self._add_texts(f"Felt {field}", value)
        return ""

    def _read_day(self) -> str:
        value = self._held.get("sent")
        try:
            return dt.date.fromisoformat(value[:10]).isoformat() if value else ""
        except (TypeError, ValueError):
            self._tell("sent", value, SENT_PLACE)
            self._add_texts(SENT_PLACE, value)
            return ""

    def _read_version(self) -> int:
        value = self._held.get("version", "1")
        if isinstance(value, str) and _FEW_DIGITS.fullmatch(value):
            return int(value)
        self._tell("version", value)
        return 1

    def _read_treatment(self) -> Treatment:
        value = self._held.get("treatment", Treatment.NOT_TOLD.value)
        try:
            return Treatment(value)
        except ValueError:
            self._tell("treatment", value)
            self._add_texts("Felt treatment", value)
            return Treatment.NOT_TOLD

    def _read_quotable(self) -> bool | None:
        value = self._held.get("may_be_quoted")
        if isinstance(value, bool | None):
            return value
        self._tell("may_be_quoted", value)
        self._add_texts("Felt may_be_quoted", value)
        return None

    def _read_answers(self, answers: object) -> None:
        if not isinstance(answers, dict):
            if answers:
                self._tell("answers", answers)
            self._add_texts("Svar", answers)
            return
        for question, answer in answers.items():
            if not isinstance(answer, str | None):
                self._tell(f"answers.{question}", answer)
            code = self._clean(question).strip()[:_LONGEST_CODE]
            self._add_texts(f"Problemstilling {code}", answer, SubmittedPart(question=code))

    def _read_propositions(self, propositions: object) -> None:
        if not isinstance(propositions, list):
            if propositions:
                self._tell("propositions", propositions)
            self._add_texts("Påstander", propositions)
            return
        for number, one in enumerate(propositions, start=1):
            if isinstance(one, dict):
                self._read_proposition(one)
            elif one:
                self._tell(f"propositions {number}", one)
                self._add_texts("Påstander", one)

    def _read_proposition(self, one: dict[str, Any]) -> None:
        claim, wording = (self._clean(_written(one.get(field))).strip() for field in ("claim", "wording"))
        part = SubmittedPart(claim=claim[:_LONGEST_CODE], wording=wording)
        # A person looks for the sentence; the claim's code stands in the file.
        heading = self._open(f"Påstand: {_shorten(wording)}" if wording else f"Påstand {claim[:_LONGEST_CODE]}".strip())
        ticked = one.get("tick")
        try:
            tick = Tick(str(ticked))
        except ValueError:
            if ticked is not None:
                self._tell(f"{claim}.tick", ticked)
                self._add_below((heading, "Kryss"), _flatten(ticked), part)
        else:
            text = TICK_WORDS[tick].text(self._language)
            self._append(text, Anchor(headings=(heading,)), Role.CELL, part.model_copy(update={"tick": tick}))
        self._add_below((heading, "Kommentar"), _flatten(one.get("comment")), part)
        for field in (field for field in one if field not in _OF_PROPOSITION):
            self._read_unknown(field, one[field], part)

    def _read_attachments(self, attachments: object) -> None:
        for one in attachments if isinstance(attachments, list) else [attachments] if attachments else []:
            name = self._clean(_written(one.get("name"))).strip() if isinstance(one, dict) else ""
            if not isinstance(one, dict) or not name or len(name) > _LONGEST_NAME:
                self._tell("attachments", one, ATTACHMENTS_PLACE)
                self._add_texts(ATTACHMENTS_PLACE, one)
                continue
            written = _written(one.get("sha256")).strip().lower()
            digest = written if _SHA256.fullmatch(written) else ""
            self.attachments.append(NamedAttachment(name=name, sha256=digest))
            if not digest:
                self._tell(f"attachments.{name}.sha256", written, ATTACHMENTS_PLACE)
            for field in (field for field in one if field not in _OF_ATTACHMENT):
                self._read_unknown(field, one[field])

    def _read_unknown(self, field: str, value: object, part: SubmittedPart | None = None) -> None:
        if texts := [text for text in _flatten(value) if text.strip()]:
            name = self._clean(field).strip()[:_LONGEST_CODE]
            self.notes.append(Note(rule="submission_field_unknown", found=name))
            self._add_below((self._open(f"Felt {name}"),), texts, part or SubmittedPart())

    def _add_texts(self, heading: str, value: object, part: SubmittedPart | None = None) -> None:
        self._add_below((self._open(heading),), _flatten(value), part or SubmittedPart())

    def _add_below(self, headings: tuple[str, ...], texts: Any, part: SubmittedPart) -> None:
        """Add the paragraphs of some texts, counted under their headings; what is printed before a list item is its place."""
        paragraphs = (one for text in texts for one in read_paragraphs(_LINE_ENDS.sub("\n", self._clean(text))))
        for number, paragraph in enumerate(paragraphs, start=1):
            marker = split_marker(paragraph)
            anchor = Anchor(
                headings=headings,
                list_number=(marker.number or marker.letter or None) if marker else None,
                paragraph=number,
            )
            text, role = (marker.text, Role.LIST_ITEM) if marker else (paragraph, Role.PARAGRAPH)
            self._append(text, anchor, role, part)

    def _append(self, text: str, anchor: Anchor, role: Role, part: SubmittedPart) -> None:
        if len(self.blocks) >= MAX_BLOCKS:
            raise TooManyBlocksError
        self.blocks.append(RawPassage(text=text, anchor=anchor, role=role))
        self.parts.append(part)

    def _open(self, heading: str) -> str:
        """Return a heading as the places below it name it; one that repeats is numbered."""
        self._paths[heading] += 1
        return heading if self._paths[heading] == 1 else f"{heading} ({self._paths[heading]})"

    def _tell(self, field: str, value: object, place: str = "") -> None:
        found = f"{field[:_LONGEST_CODE]}: {' '.join(_flatten(value))}"[:_LONGEST_NAME]
        anchor = Anchor(headings=(place,)) if place else Anchor()
        self.notes.append(Note(rule="submission_field_wrong", anchor=anchor, found=self._clean(found)))

    def _clean(self, text: str) -> str:
        """Return a text without half characters and zeros, which no file can be written with."""
        whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "\ufffd")
        self.has_controls = self.has_controls or count_controls(whole) > 0
        return whole

    @property
    def _language(self) -> Language:
        written = self._held.get("language")
        return next((language for language in LANGUAGES if language == written), SOURCE_LANGUAGE)


def _keep_all(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object with every value: what stands under a name that repeats gets a name of its own."""
    kept: dict[str, Any] = {}
    for name, value in pairs:
        free, repeat = name, 2
        while free in kept:
            free, repeat = f"{name} ({repeat})", repeat + 1
        kept[free] = value
    return kept


def _shorten(sentence: str) -> str:
    """Return a sentence as a place names it: one line, and whole words of it."""
    line = " ".join(sentence.split())
    return line if len(line) <= _LONGEST_HEADING else f"{line[:_LONGEST_HEADING].rpartition(' ')[0]} …"


def _written(value: object) -> str:
    return value if isinstance(value, str) else " ".join(_flatten(value))


def _flatten(value: object) -> Iterator[str]:
    """Yield every text in a value, those that name others included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, list):
        for one in value:
            yield from _flatten(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from _flatten(one)
