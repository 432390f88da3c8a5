"""The rules on what a source is: confirmed or not, its date, its case, its attachments, corrections to it."""

from __future__ import annotations

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.rules.rule import ERROR, NOTICE, WARNING, Rule

RULES = (
    Rule(
        "unregistered",
        NOTICE,
        Message(
            "Innspillet er ikke bekreftet og telles ikke ennå. Forslaget er avsender {sender}, nivå {level}, type {status}."
        ),
        Message("Se etter at forslaget stemmer, og bekreft innspillet (medlemsdialog confirm)."),
    ),
    Rule(
        "original_changed",
        WARNING,
        Message("Filen er endret etter at den ble registrert."),
        Message(
            "Se etter hva som er endret. Gå gjennom kodinger som ikke lenger passer til teksten. Bekreft innspillet på nytt."
        ),
    ),
    Rule(
        "original_missing",
        ERROR,
        Message("Innspillet er registrert, men originalen finnes ikke i mappen lenger."),
        Message("Legg originalen tilbake, eller sett innspillet til side (medlemsdialog set-aside)."),
    ),
    Rule(
        "withdrawn_original",
        WARNING,
        Message("Innspillet er trukket tilbake, men originalen ligger fortsatt i mappen. Teksten er ikke lest."),
        Message("Slett originalen."),
    ),
    Rule(
        "withdrawn_row",
        WARNING,
        Message("Svaret er trukket tilbake, men raden ligger fortsatt i regnearket. Raden er ikke lest."),
        Message(
            "Åpne regnearket, tøm cellene i raden og lagre. Slett ikke selve raden, for da kan de andre svarene få nytt nummer."
        ),
    ),
    Rule(
        "withdrawn_packed",
        WARNING,
        Message("Innspillet er trukket tilbake, men ligger fortsatt i ZIP-filen. Teksten er ikke lest."),
        Message("Pakk ut ZIP-filen i en mappe med samme navn, slett innspillet der, og slett så ZIP-filen."),
    ),
    Rule(
        "no_date",
        NOTICE,
        Message("Det er ikke funnet noen dato i innspillet."),
        Message("Oppgi datoen når du bekrefter innspillet."),
        Message("dag, måned og år"),
    ),
    Rule(
        "late",
        NOTICE,
        Message("Innspillet er datert {date}, etter fristen {closes}."),
        Message("Avgjør om innspillet skal være med. Det er merket som levert etter fristen."),
    ),
    Rule(
        "out_of_period",
        WARNING,
        Message("Innspillet er datert {date}. Perioden er {opens} til {closes}."),
        Message("Se etter at datoen er riktig, og at innspillet gjelder denne dialogen."),
    ),
    Rule(
        "several_cases",
        NOTICE,
        Message("Protokollen har {number} saker. Bare det som gjelder dialogens emne, er regnet med: {titles}."),
        Message(
            "Se etter at det er de rette sakene. Er en sak utelatt, legger du den i mappen som en egen fil (særutskrift)."
        ),
    ),
    Rule(
        "no_case_on_subject",
        WARNING,
        Message(
            "Protokollen har {number} saker, og ingen av dem ser ut til å gjelde dialogens emne. Alle er tatt med."
        ),
        Message("Bytt ut filen med en særutskrift av den saken som gjelder, eller sett innspillet til side."),
    ),
    Rule(
        "several_from_sender",
        NOTICE,
        Message("{sender} har sendt {number} dokumenter: {files}."),
        Message("Se etter om dokumentene er deler av samme sak. Avsenderen telles én gang."),
    ),
    Rule(
        "duplicate_file",
        WARNING,
        Message("Filen har samme innhold som {other}."),
        Message("Behold den ene, og sett den andre til side."),
    ),
    Rule(
        "attachment_missing",
        WARNING,
        Message(
            "Teksten viser til et vedlegg eller et annet dokument som ikke er mottatt. Kanskje står innspillet der."
        ),
        Message("Be avsenderen om dokumentet, og legg det i samme mappe."),
    ),
    Rule(
        "case_not_finished",
        WARNING,
        Message(
            "Et utvalg gir råd eller innstiller til et høyere organ. Saken ser ikke ut til å være ferdig behandlet."
        ),
        Message("Se etter det endelige vedtaket. Bekreft innspillet som innstilling til vedtaket foreligger."),
    ),
    Rule(
        "correction_not_applied",
        ERROR,
        Message(
            "En retting er ikke tatt i bruk: {by} rettet {field} fra «{expected}» til «{value}», men originalen har nå «{now}»."
        ),
        Message("Se på stedet på nytt. Gjør rettingen om igjen, eller trekk den (medlemsdialog correct --undo {id})."),
    ),
    Rule(
        "correction_not_needed",
        NOTICE,
        Message("Rettingen av {field} til «{value}» trengs ikke lenger: Originalen har nå denne verdien."),
        Message("Trekk rettingen (medlemsdialog correct --undo {id})."),
    ),
    Rule(
        "correction_without_place",
        ERROR,
        Message(
            "En retting er ikke tatt i bruk: {by} rettet {field} fra «{expected}» til «{value}», men stedet finnes ikke lenger."
        ),
        Message(
            "Se etter om teksten er endret eller flyttet. Gjør rettingen om igjen på det nye stedet, "
            "og trekk den gamle (medlemsdialog correct --undo {id})."
        ),
    ),
    Rule(
        "correction_replaced",
        WARNING,
        Message(
            "To har rettet det samme hver for seg: {by} rettet {field} til «{value}», og {other} rettet senere til «{later}». "
            "Den siste rettingen gjelder."
        ),
        Message("Bli enige om verdien, og trekk den rettingen som ikke skal stå (medlemsdialog correct --undo {id})."),
    ),
)
