"""The rules on form exports, row by row."""

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
        "form_note_rows",
        NOTICE,
        Message("Under svarene i skjemaet står det en sum eller en merknad som ikke er lest som svar."),
        Message("Se etter at raden ikke er et innspill."),
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
        "members_in_columns",
        WARNING,
        Message("Arket har én kolonne per avsender. Det er lest som ett innspill, uten å skille avsenderne."),
        Message(
            "Lag et nytt ark med én rad per avsender: I Excel kopierer du hele tabellen, velger «Lim inn utvalg» og krysser av for "
            "«Transponer». Bytt ut filen med den nye."
        ),
        Message("én rad per avsender"),
    ),
    Rule(
        "members_in_rows",
        WARNING,
        Message(
            "Arket ser ut til å ha svar fra flere avsendere, én i hver rad. Det er lest som ett innspill uten avsender."
        ),
        Message(
            "Kjør «medlemsdialog form-mapping {file}». Se etter at sender i kolonneoversikten er kolonnen med avsenderne "
            "({column}), rett resten, skriv «confirmed: ja», og kjør «medlemsdialog check» på nytt."
        ),
        Message("én kolonne som er kjent som avsenderens"),
    ),
    Rule(
        "row_without_sender",
        WARNING,
        Message("Raden har ingen avsender. Svarene er lest, men ikke ført på noen."),
        Message("Skriv avsenderen i cellen, eller bekreft innspillet med avsenderens kommunenummer."),
        Message("en kommune, en fylkeskommune, et organ i KS eller «annen avsender»"),
    ),
    Rule(
        "row_without_answers",
        NOTICE,
        Message("Raden har en avsender, men ingen svar."),
        Message("Spør avsenderen om svaret er falt ut. Er det tomt, settes det til side."),
    ),
    Rule(
        "sender_columns_differ",
        ERROR,
        Message("Kolonnene peker ut to avsendere: {first} i celle {cell} og {second} her. Raden er ikke ført på noen."),
        Message("Rett den cellen som er feil, eller bekreft innspillet med kommunenummeret til den rette avsenderen."),
        Message("samme avsender i alle kolonnene i raden"),
    ),
    Rule(
        "sender_name_repaired",
        NOTICE,
        Message("Navnet «{found}» finnes ikke. Raden er ført på {name} ({code}), som står i en annen kolonne."),
        Message("Se etter at det er den rette avsenderen, og rett navnet."),
    ),
    Rule(
        "wrong_level",
        WARNING,
        Message("Nivået er oppgitt som «{category}», men {sender} er {level}. Raden er ført på {sender}."),
        Message("Se etter at avsenderen er den rette, og rett nivået."),
    ),
    Rule(
        "unreadable_date",
        WARNING,
        Message("Cellen skal ha datoen for svaret, men «{found}» er ikke lest som noen dato."),
        Message("Rett datoen i cellen, eller oppgi den når du bekrefter innspillet."),
        Message("dag, måned og år, for eksempel 14.09.2017 eller 2017-09-14"),
    ),
    Rule(
        "unknown_openness",
        WARNING,
        Message("Det er uklart om svaret kan siteres. Innspillet regnes som internt."),
        Message("Skriv Ja eller Nei i cellen, eller avgjør det når du bekrefter innspillet."),
        Message("Ja eller Nei"),
    ),
    Rule(
        "unknown_tick",
        WARNING,
        Message(
            "«{found}» er ikke blant svaralternativene som kolonneoversikten kjenner for «{column}». "
            "Cellen er lest som en kommentar."
        ),
        Message("Er det et svaralternativ, skriver du det under ticks i kolonneoversikten. Ellers rettes cellen."),
    ),
    Rule(
        "tick_against_text",
        WARNING,
        Message("Avkryssingen er «{tick}», men kommentaren peker en annen vei."),
        Message("Les begge, og avgjør standpunktet når du koder."),
    ),
)
