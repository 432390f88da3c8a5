"""The rules on form exports."""

from __future__ import annotations

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.rules.rule import ERROR, NOTICE, WARNING, Rule

RULES = (
    Rule(
        "form_title_rows",
        NOTICE,
        Message("Over overskriftsraden i skjemaet står det tekst som ikke er lest som svar."),
        Message("Se etter at teksten ikke er et innspill."),
    ),
    Rule(
        "form_without_rows",
        ERROR,
        Message("Skjemaet har overskriftsrad, men ingen svar."),
        Message("Eksporter skjemaet på nytt med svarene."),
    ),
    Rule(
        "repeated_row_key",
        WARNING,
        Message("Svar-ID «{found}» står på flere rader. Radene er holdt fra hverandre."),
        Message("Se etter om samme svar er eksportert to ganger."),
    ),
    Rule(
        "tick_against_text",
        NOTICE,
        Message("Avkryssingen er «{tick}», men kommentaren peker en annen vei."),
        Message("Les begge, og avgjør standpunktet når du koder."),
    ),
)
