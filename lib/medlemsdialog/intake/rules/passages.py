"""The rules on what stands in the passages."""

from __future__ import annotations

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.limits import MAX_ODD_WORD_SHARE
from medlemsdialog.intake.rules.rule import NOTICE, WARNING, Rule

RULES = (
    Rule(
        "placeholder",
        NOTICE,
        Message("Feltet er ikke fylt ut; det inneholder bare «{found}». Det kodes ikke."),
        Message("Ingenting, hvis avsenderen ikke ville svare."),
    ),
    Rule(
        "mixed_language",
        NOTICE,
        Message("Tekststedet blander bokmål og nynorsk."),
        Message("Siter det som det står."),
    ),
    Rule(
        "ocr_noise",
        WARNING,
        Message("Teksten ser ut til å være feil gjenkjent: {share} av ordene er ikke ord."),
        Message("Les stedet i originalen, og rett teksten eller skriv den av."),
        Message("inntil {limit} %", limit=round(100 * MAX_ODD_WORD_SHARE)),
    ),
    Rule(
        "sami",
        WARNING,
        Message("Innspillet er helt eller delvis på samisk. Det er mottatt, ikke ferdig behandlet."),
        Message("La en som leser samisk, kode innspillet. Samisk kodes aldri maskinelt."),
    ),
)
