"""What originals were found to hold, kept by all that decides it: what is read again the same way is not classified again."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path

from pydantic import TypeAdapter

from medlemsdialog.catalogue import restore_messages
from medlemsdialog.checked_file import read_checked, write_checked
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake.form_mapping import MappingRead
from medlemsdialog.intake.parsed import Unread, read_original
from medlemsdialog.intake.received import Received
from medlemsdialog.intake.received_originals import read_received
from medlemsdialog.intake.recognised import RecognisedText
from medlemsdialog.models.problems import Problem
from medlemsdialog.program import program_sha256, read_environment
from medlemsdialog.register.models import Register

_ENTRY: TypeAdapter[tuple[Received, ...]] = TypeAdapter(tuple[Received, ...])


class OriginalReader:
    """Turns originals into sources, with one dialogue and one register.

    With `cache`, a folder, what was read before is not read again. It lies beside the parsed originals, under a name that
    begins with the same hash: where an original is withdrawn, it goes with them.
    """

    def __init__(
        self,
        dialogue: Dialogue,
        register: Register,
        *,
        recognised: Mapping[str, RecognisedText],
        withdrawn: Container[str],
        cache: Path | None,
    ) -> None:
        """Read nothing yet. `recognised` and `withdrawn` are as for `read_originals`."""
        self._dialogue, self._register = dialogue, register
        self._recognised, self._withdrawn, self._cache = recognised, withdrawn, cache

    def read(self, unread: Unread, mapping: MappingRead | None, *, keep: bool) -> tuple[Received, ...]:
        """Return the sources of an original, from what is kept if it may be kept; what could not be read is tried again."""
        cache = self._cache if keep else None
        if cache is None or unread.refusal or unread.content_sha256 in self._withdrawn:
            return self._read(unread, mapping, cache)
        digest = unread.content_sha256
        key = _hash(f"{self._common}\0{unread.source}\0{digest}\0{mapping!r}").encode()
        file = cache / "intake" / f"{digest}-{_hash(unread.source)[:16]}-sources.json"
        received = _parse(read_checked(file), key)
        if received is None:
            received = self._read(unread, mapping, cache)
            if all(one.source.readable for one in received):
                # Signs that are no letters (lone surrogates) cannot be written.
                with suppress(ValueError):
                    write_checked(file, key + b"\n" + _ENTRY.dump_json(received))
        return received

    def _read(self, unread: Unread, mapping: MappingRead | None, cache: Path | None) -> tuple[Received, ...]:
        original = read_original(unread, recognised=self._recognised, cache=cache, withdrawn=self._withdrawn)
        return tuple(read_received(original, self._dialogue, self._register, mapping=mapping))

    @cached_property
    def _common(self) -> str:
        told = [_describe_program(), self._dialogue.model_dump_json(), self._register.model_dump_json()]
        return _hash(
            "\0".join([*told, *(self._recognised[name].model_dump_json() for name in sorted(self._recognised))])
        )


def _parse(content: bytes | None, key: bytes) -> tuple[Received, ...] | None:
    written, _, entry = (content or b"").partition(b"\n")
    if written != key:
        return None
    return tuple(
        one._replace(problems=tuple(_restore_problem(problem) for problem in one.problems))
        for one in _ENTRY.validate_json(entry)
    )


def _restore_problem(problem: Problem) -> Problem:
    texts = {name: restore_messages(getattr(problem, name)) for name in ("what", "allowed", "to_do")}
    return problem.model_copy(update=texts)


@cache
def _describe_program() -> str:
    return f"{program_sha256()} {read_environment()}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
