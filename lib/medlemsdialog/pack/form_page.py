"""The form as one page that works without a network: a member's own questions, a draft in the browser, a file to send.

All it needs stands in the file: its style and its script are let in by their hashes, and nothing else may be fetched or run.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from medlemsdialog import paths
from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue import Question
from medlemsdialog.evidence.labels import name_member
from medlemsdialog.intake.own_words import find_recipient
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.submission import LONGEST_ANSWER, SUBMISSION_FORMAT, Treatment
from medlemsdialog.models.submission_words import TICK_WORDS, TREATMENT_WORDS
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.pack.question_numbers import number_questions
from medlemsdialog.pack.request import PackageRequest
from medlemsdialog.paths import SUBMISSION_ENDING, slug_name
from medlemsdialog.register.models import Member
from medlemsdialog.report import wording
from medlemsdialog.report.documents import LOCALES

_FILE = "innspillsskjema"
_TITLE = Message("Innspill til «{title}»")
_OTHER_PROPOSITIONS = Message("Flere påstander")
# What the script says; the values are filled in by it.
_SCRIPT_TEXTS = {
    "kept": Message("Utkastet er lagret {time}."),
    "not_kept": Message("Nettleseren lar ikke skjemaet lagre utkast. Lagre filen før du lukker siden."),
    "found": Message("Her er utkastet ditt fra {time}."),
    "deleted": Message("Utkastet er slettet."),
    "choose_sender": Message("Velg hvem svaret er fra."),
    "comment_alone": Message("Velg også et svar på påstanden «{proposition}», eller slett det du skrev under den."),
    "too_long": Message("Teksten har {number} tegn. Kort den ned til {longest}, eller send resten som et dokument."),
    "nothing_said": Message("Svar på minst ett spørsmål eller én påstand."),
    "not_answered": Message("Ikke besvart"),
    "sender": Message("Avsender"),
    "saved": Message("Filen «{file}» er lagret der nettleseren lagrer nedlastede filer. Den er ikke sendt ennå."),
    "write_mail": Message("Skriv e-post til {address}, og legg ved filen"),
    "subject": Message("Innspill fra {name}"),
}


class _Shown(NamedTuple):
    """A question as the page shows it; one without a text only holds propositions."""

    id: str
    number: int
    text: str
    asked_of: str
    prompts: tuple[str, ...]
    propositions: tuple[dict[str, str], ...]


class _Part(NamedTuple):
    label: str
    questions: tuple[_Shown, ...]


def build_form_page(request: PackageRequest) -> bytes:
    """Return the form: a member's own, or with the members it is for to choose between."""
    language, dialogue = request.language, request.dialogue
    title = Message(_TITLE.msgid, title=dialogue.title.in_language(language)).text(language)
    style, script = _read_shipped("css"), _read_shipped("js")
    contact = dialogue.package.contact
    page = _read_template().render(
        t=lambda msgid, **values: Message(msgid, **values).text(language),
        language=LOCALES[language],
        title=title,
        policy=_write_policy(style, script),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        data=_write_data(request),
        is_example=dialogue.example,
        has_example_wording=any(question.wording == "example" for question in request.questions),
        choose_member=request.member is None,
        sender_name=name_member(request.member, language) if request.member else "",
        members=[
            {"code": member.code, "name": name_member(member, language), "level": _levels_of(member)}
            for member in request.members
        ],
        closes=wording.date(request.closes.isoformat(), language),
        recipient=find_recipient(dialogue),
        contact=contact.in_language(language) if contact else "",
        page_address=dialogue.input_page.address,
        treatments=[(treatment.value, words.text(language)) for treatment, words in TREATMENT_WORDS.items()],
        ticks=[(tick.value, words.text(language)) for tick, words in TICK_WORDS.items()],
        parts=_read_parts(request),
        longest=LONGEST_ANSWER,
    )
    return page.encode()


def name_submission(member: Member) -> str:
    """Return what a member's file is called."""
    return f"{member.code}-{slug_name(member.name)}{SUBMISSION_ENDING}"


def _read_parts(request: PackageRequest) -> list[_Part]:
    """Return the questions by main theme, each with its propositions; those of no question come last."""
    language = request.language
    shown = [(question.main_theme, _show(number, question, request)) for number, question in number_questions(request)]
    parts = [
        _Part(theme.label.in_language(language), tuple(question for code, question in shown if code == theme.code))
        for theme in request.dialogue.main_themes
    ]
    asked = {question.id for _, question in shown}
    alone = tuple(_write_proposition(claim, request) for claim in request.claims if claim.question not in asked)
    if alone:
        rest = _Shown("", 0, "", "all", (), alone)
        parts.append(_Part(_OTHER_PROPOSITIONS.text(language), (rest,)))
    return [part for part in parts if part.questions]


def _show(number: int, question: Question, request: PackageRequest) -> _Shown:
    language = request.language
    return _Shown(
        id=question.id,
        number=number,
        text=question.text.in_language(language),
        asked_of=question.asked_of,
        prompts=tuple(prompt.in_language(language) for prompt in question.prompts),
        propositions=tuple(
            _write_proposition(claim, request) for claim in request.claims if claim.question == question.id
        ),
    )


def _write_proposition(claim: Claim, request: PackageRequest) -> dict[str, str]:
    return {"id": claim.id, "text": claim.text.in_language(request.language)}


def _write_data(request: PackageRequest) -> Markup:
    """Return what the script knows, so that nothing in it can end the element it stands in."""
    language, recipient = request.language, request.dialogue.package.return_address
    data: Mapping[str, Any] = {
        "skeleton": {
            "format": SUBMISSION_FORMAT,
            "schema_version": 1,
            "dialogue": request.dialogue.id,
            "edition": request.edition,
            "sender": request.member_code,
            "sender_name": name_member(request.member, language) if request.member else "",
            "language": language,
        },
        "untold": Treatment.NOT_TOLD.value,
        "place": request.area_code,
        "file": name_submission(request.member) if request.member else "",
        "members": {}
        if request.member
        else {
            member.code: {
                "code": member.code,
                "name": name_member(member, language),
                "file": name_submission(member),
            }
            for member in request.members
        },
        "propositions": {claim.id: claim.text.in_language(language) for claim in request.claims},
        "longest": LONGEST_ANSWER,
        "locale": LOCALES[language],
        "mail": recipient if "@" in recipient else "",
        "texts": {name: message.text(language) for name, message in _SCRIPT_TEXTS.items()},
    }
    written = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return Markup(written.translate(_UNSAFE))  # noqa: S704 - every sign that HTML reads is escaped


_UNSAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def _levels_of(member: Member) -> str:
    levels = {"municipalities": Level.MUNICIPALITY, "county_councils": Level.COUNTY_COUNCIL}
    return " ".join(name for name, level in levels.items() if member.has_level(level))


def _write_policy(style: str, script: str) -> str:
    return f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"


@cache
def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


@cache
def _read_shipped(ending: str) -> str:
    return (paths.shipped("templates") / "pack" / f"{_FILE}.{ending}").read_text(encoding="utf-8")


@cache
def _read_template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(paths.shipped("templates") / "pack"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(f"{_FILE}.html.j2")
