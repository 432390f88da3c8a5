"""One error family whose text says what is wrong, where, and what to do next, in the reader's language."""

from __future__ import annotations

import errno

from medlemsdialog.catalogue import SOURCE_LANGUAGE, Language, Message


class MedlemsdialogError(Exception):
    """Anything a user can mend. The text ends in the next step."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def text(self, language: Language = SOURCE_LANGUAGE) -> str:
        """Return the sentence for the user in `language`."""
        return self.message.text(language)

    def __str__(self) -> str:
        return self.text()


class UsageError(MedlemsdialogError):
    """The command was called wrongly: an unknown county, option or value. Exit code 2."""


class DialogueError(MedlemsdialogError):
    """The dialogue's own files (dialogue.yaml, codebook.yaml, claims.yaml, register) cannot be used as they stand."""


class OriginalError(MedlemsdialogError):
    """One original cannot be read. It becomes a problem; the others go on."""


class NoReadableOriginalsError(MedlemsdialogError):
    """An area's own folder holds originals and none of them can be opened: the area fails, the others go on."""


class NoRoomError(MedlemsdialogError):
    """Nothing more can be written: the disk is full, or may only be read."""


class SummaryError(MedlemsdialogError):
    """A summary does not follow its published schema."""


class ReleaseError(MedlemsdialogError):
    """A release cannot be made, or cannot be read as it lies there."""


class JudgementNotSavedError(MedlemsdialogError):
    """A judgement could not be saved, and nothing of it has been: the disk is full, the folder read-only, a file held by others."""


class JudgementsUnreadableError(MedlemsdialogError):
    """An event log is there and cannot be read: without it the state would be wrong in silence."""


def tell_cause(error: OSError) -> Message:
    """Return why a file could not be read or written, in our own words: those of the operating system are English as often as not."""
    causes = {
        errno.ENOSPC: Message("disken er full"),
        errno.EDQUOT: Message("disken er full"),
        errno.EACCES: Message("du har ikke tilgang"),
        errno.EPERM: Message("du har ikke tilgang"),
        errno.EROFS: Message("mappen er skrivebeskyttet"),
        errno.ENOENT: Message("filen finnes ikke"),
    }
    return causes.get(error.errno or 0, Message("operativsystemet sa nei ({code})", code=error.errno or "–"))
