"""What a council writes is in Norwegian: the language of its case and its minutes, and what is said of it in them."""

from __future__ import annotations

from typing import NamedTuple

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.evidence.labels import name_member
from medlemsdialog.intake.own_words import find_recipient
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.pack.request import PackageRequest
from medlemsdialog.register.models import Member
from medlemsdialog.report import wording

EXAMPLE = Message("Eksempel – oppdiktet")


class Council(NamedTuple):
    """The words for a municipality's or a county council's own bodies; catalogue texts, in small letters."""

    who: Message
    council: Message
    board: Message
    committee: Message


_MUNICIPALITY = Council(
    Message("kommunen"), Message("kommunestyret"), Message("formannskapet"), Message("hovedutvalget")
)
_COUNTY_COUNCIL = Council(
    Message("fylkeskommunen"), Message("fylkestinget"), Message("fylkesutvalget"), Message("hovedutvalget")
)


class Setting(NamedTuple):
    """The values that texts of a package's case and minutes are filled with, in one form of Norwegian."""

    language: Language
    title: str
    member: str
    council: Council
    closes: str
    recipient: str

    def write(self, message: Message, **values: object) -> str:
        """Return a text with its values in it."""
        shared = {
            "title": self.title,
            "member": self.member,
            "who": self.council.who,
            "council": self.council.council,
            "closes": self.closes,
            "recipient": self.recipient,
        }
        return Message(message.msgid, **{**shared, **values}).text(self.language)


def choose_form(request: PackageRequest) -> Language:
    """Return the form of Norwegian for a package: the member's or the area's own where the package itself is in English."""
    if request.language != "en":
        return request.language
    own = (request.member and request.member.language_form) or (request.area and request.area.language_form)
    return "nn" if own == "nynorsk" else "nb"


def find_council(member: Member | None) -> Council:
    """Return the words for a member's bodies; the one that is both a municipality and a county council is a municipality."""
    return _COUNTY_COUNCIL if member is not None and member.level is Level.COUNTY_COUNCIL else _MUNICIPALITY


def read_setting(request: PackageRequest) -> Setting:
    """Return what the texts of a package's case and minutes are filled with."""
    language = choose_form(request)
    return Setting(
        language=language,
        title=request.dialogue.title.in_language(language),
        member=name_member(request.member, language) if request.member else "",
        council=find_council(request.member),
        closes=wording.date(request.closes.isoformat(), language),
        recipient=find_recipient(request.dialogue),
    )


def capitalise(text: str) -> str:
    """Return a text that begins a sentence."""
    return text[:1].upper() + text[1:]
