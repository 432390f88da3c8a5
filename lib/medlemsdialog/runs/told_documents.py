"""What was told of the national documents when they were written, kept so that it can be told again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import JsonValue

from medlemsdialog.catalogue import Message
from medlemsdialog.models.vocabulary import FindingDocument
from medlemsdialog.paths import BuildFolder
from medlemsdialog.runs.documents import WrittenDocument


def dump_documents(documents: Iterable[WrittenDocument], build: BuildFolder) -> Iterator[JsonValue]:
    """Yield the documents as they are kept."""
    for one in documents:
        yield {
            "kind": one.kind.value,
            "files": [file.relative_to(build.root).as_posix() for file in one.files],
            "pages": one.pages,
            "findings": one.findings,
            "not_approved": one.not_approved,
            "warnings": [_dump_message(warning) for warning in one.warnings],
        }


def load_documents(kept: Iterable[Any], build: BuildFolder) -> tuple[WrittenDocument, ...]:
    """Return documents that were kept."""
    return tuple(
        WrittenDocument(
            kind=FindingDocument(one["kind"]),
            files=tuple(build.root / file for file in one["files"]),
            pages=one["pages"],
            findings=one["findings"],
            not_approved=one["not_approved"],
            warnings=tuple(_load_message(warning) for warning in one["warnings"]),
        )
        for one in kept
    )


def _dump_message(message: Message) -> dict[str, JsonValue]:
    return {
        "msgid": message.msgid,
        "values": {
            name: _dump_message(value) if isinstance(value, Message) else value
            for name, value in message.values.items()
        },
    }


def _load_message(kept: dict[str, Any]) -> Message:
    # A value that is a message itself is filled in as one where the text is rendered.
    # Unpacked first: a string between the brackets of Message is a text to translate.
    msgid, values = kept["msgid"], kept["values"]
    return Message(msgid, **values)
