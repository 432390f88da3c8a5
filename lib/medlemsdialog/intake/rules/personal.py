"""The rules on personal data, and on what the sender took back."""

from __future__ import annotations

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.rules.rule import NOTICE, Rule

RULES = (
    Rule(
        "personal_data",
        NOTICE,
        Message("Utsagnene inneholder det som ser ut som personopplysninger: {kinds}. Det er skjult i alt som deles."),
        Message(
            "Se listen med «medlemsdialog personal-data». Bekreft det som skal være skjult, og opphev det som ikke skal det."
        ),
    ),
    Rule(
        "personal_judgement_orphan",
        NOTICE,
        Message("Noen har bestemt om en tekst skal være skjult, men teksten finnes ikke lenger i innspillet."),
        Message(
            "Se etter om det har kommet en annen tekst i stedet som også skal være skjult. Det som er bestemt, er bevart."
        ),
    ),
    Rule(
        "withdrawn",
        NOTICE,
        Message("Et innspill ble trukket tilbake {date}. Teksten er slettet, og innspillet teller ikke."),
        Message("Ingenting."),
    ),
)
