"""The rules on a form's mapping, the overview of what its columns hold."""

from __future__ import annotations

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.rules.rule import ERROR, NOTICE, WARNING, Rule

RULES = (
    Rule(
        "form_guessed",
        NOTICE,
        Message("Det er gjettet ut fra overskriftene hva kolonnene i skjemaet inneholder."),
        Message(
            "Lag en kolonneoversikt med «medlemsdialog form-mapping {file}». Se etter at den stemmer, og rett det som er galt."
        ),
    ),
    Rule(
        "form_mapping_unconfirmed",
        NOTICE,
        Message("Kolonneoversikten {mapping} er brukt, men ingen har bekreftet den."),
        Message("Åpne filen, se etter at den stemmer, og skriv «confirmed: ja»."),
    ),
    Rule(
        "form_mapping_unnamed_column",
        WARNING,
        Message(
            "Kolonnen har innhold, men er ikke nevnt i kolonneoversikten {mapping}. Den er lest som fri kommentar."
        ),
        Message("Skriv kolonnen der den hører hjemme i kolonneoversikten, eller under skip_columns."),
    ),
    Rule(
        "form_mapping_unused",
        WARNING,
        Message("Kolonneoversikten hører ikke til noe skjema i mappen."),
        Message("Gi den samme navn som skjemaet: svar.form.yaml hører til svar.xlsx. Eller slett den."),
    ),
    Rule(
        "form_mapping_unreadable",
        ERROR,
        Message("Kolonneoversikten {mapping} kan ikke leses. {fault} {meanwhile}"),
        Message("Rett linjen, eller lag oversikten på nytt med «medlemsdialog form-mapping {file} --overwrite»."),
    ),
    Rule(
        "form_mapping_field_missing",
        ERROR,
        Message("Feltet «{field}» mangler i kolonneoversikten {mapping}. {meanwhile}"),
        Message("Skriv feltet, eller lag oversikten på nytt med «medlemsdialog form-mapping {file} --overwrite»."),
    ),
    Rule(
        "form_mapping_field_unknown",
        ERROR,
        Message("Kolonneoversikten {mapping} har et felt som ikke finnes: «{field}». {meanwhile}"),
        Message("Rett navnet på feltet, eller slett linjen."),
        Message("feltene som står i oversikten når «medlemsdialog form-mapping» lager den"),
    ),
    Rule(
        "form_mapping_field_wrong",
        ERROR,
        Message("Feltet «{field}» i kolonneoversikten {mapping} har en verdi som ikke kan brukes. {meanwhile}"),
        Message("Rett verdien."),
        Message("en kolonnebokstav (A, B, AA), et radnummer, eller en tekst, slik det står forklart over feltet"),
    ),
    Rule(
        "form_mapping_no_sheet",
        ERROR,
        Message("Arket «{found}» i kolonneoversikten {mapping} finnes ikke i filen. {meanwhile}"),
        Message("Skriv navnet på arket slik det står nederst i Excel."),
        Message("{sheets}"),
    ),
    Rule(
        "form_mapping_no_header_row",
        ERROR,
        Message("Overskriftsraden i kolonneoversikten {mapping} er {found}, men det er bare {rows} rader. {meanwhile}"),
        Message("Skriv nummeret på raden med overskrifter."),
    ),
    Rule(
        "form_mapping_no_column",
        ERROR,
        Message("Kolonneoversikten {mapping} nevner kolonne {found} i «{field}», men den finnes ikke. {meanwhile}"),
        Message("Skriv bokstaven til kolonnen slik den står øverst i Excel."),
        Message("A til {last}"),
    ),
    Rule(
        "form_mapping_column_twice",
        ERROR,
        Message(
            "Kolonneoversikten {mapping} bruker kolonne {found} to ganger: i «{first}» og i «{second}». {meanwhile}"
        ),
        Message("La kolonnen stå ett sted."),
    ),
    Rule(
        "form_mapping_header_changed",
        ERROR,
        Message(
            "Overskriften i kolonne {column} er en annen enn da kolonneoversikten {mapping} ble laget. Den var «{expected}». {meanwhile}"
        ),
        Message(
            "Se om kolonner er flyttet eller lagt til. Rett kolonnebokstavene, og skriv den nye overskriften under headers. "
            "Eller lag oversikten på nytt med «medlemsdialog form-mapping {file} --overwrite»."
        ),
        Message("{expected}"),
    ),
    Rule(
        "form_mapping_no_sender",
        ERROR,
        Message("Kolonneoversikten {mapping} sier ikke hvor avsenderen står. {meanwhile}"),
        Message("Skriv kolonnen for sender, municipality eller municipality_number."),
    ),
    Rule(
        "form_mapping_unknown_question",
        ERROR,
        Message("Kolonneoversikten {mapping} viser til et spørsmål som ikke finnes i dialogen: «{found}». {meanwhile}"),
        Message("Skriv koden til et av spørsmålene i dialogue.yaml, eller la feltet stå tomt."),
        Message("{questions}"),
    ),
    Rule(
        "form_mapping_empty_question",
        ERROR,
        Message("Spørsmålet «{found}» i kolonneoversikten {mapping} har ingen kolonner. {meanwhile}"),
        Message("Skriv kolonnen for tick eller comment, eller slett spørsmålet."),
    ),
    Rule(
        "unknown_proposition",
        WARNING,
        Message(
            "Kolonneoversikten viser til et krav som ikke finnes: «{found}». Kryssene gir ikke standpunkt til noe krav."
        ),
        Message("Skriv koden eller teksten til et krav i claims.yaml, eller la feltet proposition stå tomt."),
        Message("{claims}"),
    ),
)
