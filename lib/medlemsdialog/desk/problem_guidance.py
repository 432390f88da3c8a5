"""What a problem is called in a list, and what to do about it at the desk, where its own text speaks of commands."""

from __future__ import annotations

import re

from medlemsdialog.catalogue import Language, Message, translate
from medlemsdialog.models.problems import Problem

_VALUE = re.compile(r"\{\w+\}")
_SENTENCE_END = re.compile(r"(?<=[.:;])\s")
_TAKE_BACK = Message("Se på stedet på nytt. Gjør rettingen om igjen, eller trekk den med knappen under.")
_COLUMNS = Message(
    "Åpne fanen «Innspill», og velg «Se over kolonnene» over listen. Er skjemaet for hele landet, gjør KS sentralt det."
)

ON_THE_DESK: dict[str, Message] = {
    "unregistered": Message("Se etter at forslaget stemmer, og bekreft innspillet i fanen «Innspill»."),
    "original_missing": Message("Legg originalen tilbake i mappen, eller sett innspillet til side."),
    "scanned": Message(
        "Be avsenderen om originalen, eller velg «Gjenkjenn tekst i skannede sider» i fanen «Innspill»."
    ),
    "scanned_pages": Message(
        "Les sidene. Inneholder de innspill, ber du om originalen eller velger «Gjenkjenn tekst i skannede sider» i "
        "fanen «Innspill»."
    ),
    "submission_replaced": Message("Sett denne versjonen til side i fanen «Innspill», og bruk den nyeste."),
    "personal_data": Message("Gå gjennom opplysningene under. Velg om hver av dem skal være skjult eller kan stå."),
    "correction_not_applied": _TAKE_BACK,
    "correction_not_needed": Message("Trekk rettingen med knappen under."),
    "correction_without_place": Message(
        "Se etter om teksten er endret eller flyttet. Gjør rettingen om igjen på det nye stedet, og trekk den gamle med "
        "knappen under."
    ),
    "correction_replaced": Message(
        "Bli enige om verdien, og trekk den rettingen som ikke skal stå, med knappen under eller i listen nederst."
    ),
    "orphan-coding": Message(
        "Finn tekststedet som er kommet i stedet, blant dem under. Står det ikke der, koder du det på nytt i fanen "
        "«Koding». Den gamle kodingen er bevart."
    ),
    "form_guessed": _COLUMNS,
    "form_mapping_unconfirmed": _COLUMNS,
    "placeholder": Message("Ingenting, hvis avsenderen ikke ville svare. Er det et svar likevel, retter du slaget."),
}
# Which value is most likely wrong; any other that can be corrected may be chosen instead.
LIKELY_FIELDS: dict[str, str] = {
    "no_date": "source.date",
    "late": "source.date",
    "out_of_period": "source.date",
    "unreadable_date": "source.date",
    "case_not_finished": "source.status",
    "wrong_level": "source.level",
    "ocr_text": "passage.text",
    "ocr_noise": "passage.text",
    "unknown_tick": "passage.text",
    "error_value": "passage.text",
    "cut_text": "passage.text",
    "date_among_texts": "passage.text",
    "placeholder": "passage.kind",
}


def name_problem(problem: Problem, language: Language) -> str:
    """Return the kind of problem in a few words: the first sentence of its text, with «…» for what varies."""
    text = _VALUE.sub("…", translate(problem.what.msgid, language))
    return _SENTENCE_END.split(text)[0].rstrip(" .:;…") or text


def is_done_elsewhere(problem: Problem) -> bool:
    """Whether what to do about a problem takes a command, and so is not for one who sits at the desk."""
    return "«medlemsdialog " in advise(problem).msgid


def advise(problem: Problem) -> Message:
    """Return what to do about a problem for one who sits at the desk."""
    return ON_THE_DESK.get(problem.rule, problem.to_do)
