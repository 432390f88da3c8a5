"""A form's mapping as the YAML that an adviser corrects: every field explained by a comment."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake.form_mapping import FormMapping
from medlemsdialog.models.claims import Claim

_HEAD = Message(
    "Kolonneoversikt for {file}\n"
    "Den sier hva hver kolonne i skjemaet inneholder. Programmet har gjettet; rett det som ikke stemmer.\n"
    "En kolonne skrives med bokstaven den har øverst i Excel: A, B … AA. Har skjemaet ikke kolonnen, står feltet tomt.\n"
    "Det som står etter # på en linje, er forklaringer og blir ikke lest. La innrykkene stå som de er."
)
_CONFIRMED = Message("Skriv ja når du har sett etter at alt under stemmer.")
_SHEET = Message("Navnet på arket slik det står nederst i Excel. Tomt for CSV-filer.")
_HEADER_ROW = Message("Radnummeret til overskriftene; er overskriften på flere rader, den nederste.")
# Signs that JSON lets stand and YAML refuses or takes for line breaks.
_ESCAPED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
_HALVES = re.compile("[\ud800-\udfff]")
_HEADER_ROWS = Message("Hvor mange rader overskriften går over.")
_COLUMNS = Message("Kolonnene som forteller om selve svaret:")
_FIELDS = {
    "key": Message("svar-ID, et nummer som er ulikt for hvert svar"),
    "delivered": Message("dato eller tidspunkt for når svaret ble levert"),
    "sender": Message("avsenderen: kommune, fylkeskommune, organ eller organisasjon"),
    "other_sender": Message("navnet når avsenderen er en annen enn kommune, fylkeskommune eller organ"),
    "level": Message("hva slags avsender det er: kommune, fylkeskommune, organisasjon"),
    "municipality": Message("navnet på kommunen eller fylkeskommunen"),
    "municipality_number": Message("kommunenummeret, fire sifre"),
    "county": Message("fylket; avgjør hvilken kommune det er når to heter det samme"),
    "quotable": Message("om svaret kan siteres"),
}
_FIELD_WIDTH = 28
_QUESTIONS = Message(
    "Spørsmålene i skjemaet, i samme rekkefølge.\n"
    "question: koden til problemstillingen i dialogen, eller tomt når skjemaet spør om noe annet.\n"
    "proposition: koden til kravet som kryssene tar standpunkt til, eller tomt. Uten den gir kryssene ikke noe standpunkt.\n"
    "tick: kolonnen med krysset; flere kolonner når hvert svaralternativ har sin egen. comment: kolonnen med kommentaren.\n"
    "Problemstillingene er:"
)
_CLAIMS = Message("Kravene er:")
_TICKS = Message(
    "Hva svaralternativene betyr, skrevet slik de står i cellene. Et standpunkt gjelder bare spørsmål med proposition.\n"
    "for, against (mot), mixed (delt), neutral (nøytral), not_answered (ikke besvart), other (ikke noe standpunkt)."
)
_OPENNESS = Message(
    "Hva verdiene i kolonnen quotable betyr: public (kan siteres), internal (intern), confidential (fortrolig)."
)
_SKIP_COLUMNS = Message("Kolonner som ikke skal leses, for eksempel kontaktperson og e-post.")
_SKIP_ROWS = Message("Rader under overskriften som ikke er svar: radnummeret, eller teksten i den første cellen.")
_HEADERS = Message(
    "Overskriftene da oversikten ble laget. Er de endret i skjemaet senere, sier programmet fra. Endre dem ikke her."
)


def write_mapping_text(
    mapping: FormMapping, file: str, dialogue: Dialogue, claims: Iterable[Claim], *, language: Language = "nb"
) -> str:
    """Return the YAML of a mapping with comments in `language`; reading it gives the same mapping."""
    return "\n".join(_lines(mapping, file, dialogue, tuple(claims), language)) + "\n"


def _lines(
    mapping: FormMapping, file: str, dialogue: Dialogue, claims: tuple[Claim, ...], language: Language
) -> Iterator[str]:
    yield from _comment(Message(_HEAD.msgid, file=file), language)
    yield "schema_version: 1"
    yield ""
    yield from _field("confirmed", "ja" if mapping.confirmed else "nei", _CONFIRMED, language)
    yield from _field("sheet", _quoted(mapping.sheet), _SHEET, language)
    yield from _field("header_row", str(mapping.header_row), _HEADER_ROW, language)
    yield from _field("header_rows", str(mapping.header_rows), _HEADER_ROWS, language)
    yield from _comment(_COLUMNS, language)
    yield "columns:"
    for name, told in _FIELDS.items():
        letter = getattr(mapping.columns, name)
        written = f"  {name}:" + (f" {_quoted(letter)}" if letter else "")
        yield f"{written:<{_FIELD_WIDTH}} # {told.text(language)}"
    yield ""
    yield from _comment(_QUESTIONS, language)
    for question in dialogue.questions:
        yield _told(question.id, question.text.in_language(language))
    if claims:
        yield from _comment(_CLAIMS, language)
        for claim in claims:
            yield _told(claim.id, claim.text.in_language(language))
    yield "questions:" if mapping.questions else "questions: []"
    for asked in mapping.questions:
        yield f"  - title: {_quoted(asked.title)}"
        yield f"    question: {asked.question}".rstrip()
        yield f"    proposition: {_quoted(asked.proposition) if asked.proposition else ''}".rstrip()
        yield f"    tick: {_listed(asked.tick)}"
        yield f"    comment: {_listed(asked.comment)}"
    yield ""
    yield from _comment(_TICKS, language)
    yield "ticks:"
    for name, value in mapping.ticks.model_dump(by_alias=True).items():
        yield f"  {name}: {_listed(value)}"
    yield ""
    yield from _comment(_OPENNESS, language)
    yield "openness:"
    for name, value in mapping.openness.model_dump().items():
        yield f"  {name}: {_listed(value)}"
    yield ""
    yield from _field("skip_columns", _listed(mapping.skip_columns), _SKIP_COLUMNS, language)
    skipped = ", ".join(_quoted(row) if isinstance(row, str) else str(row) for row in mapping.skip_rows)
    yield from _field("skip_rows", f"[{skipped}]", _SKIP_ROWS, language)
    yield from _comment(_HEADERS, language)
    yield "headers:" if mapping.headers else "headers: {}"
    for letter, title in mapping.headers.items():
        yield f"  {_quoted(letter)}: {_quoted(title)}"


def _field(name: str, value: str, told: Message, language: Language) -> Iterator[str]:
    yield from _comment(told, language)
    yield f"{name}: {value}"
    yield ""


def _told(code: str, text: str) -> str:
    # On one line: what follows a line break would be no comment.
    return f"#   {code}: {' '.join(text.split())}"


def _comment(told: Message, language: Language) -> Iterator[str]:
    for line in told.text(language).splitlines():
        yield f"# {line}"


def _quoted(text: str) -> str:
    # A JSON string is a YAML string; letters such as NO and Y would be yes and no without the marks.
    whole = json.dumps(_HALVES.sub("\ufffd", text), ensure_ascii=False)
    return _ESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", whole)


def _listed(values: Iterable[str]) -> str:
    return "[" + ", ".join(_quoted(value) for value in values) + "]"
