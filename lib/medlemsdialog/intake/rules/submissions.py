"""The rules on a member's own answer, as the form and the input page give it."""

from __future__ import annotations

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.rules.rule import ERROR, NOTICE, WARNING, Rule

RULES = (
    Rule(
        "broken_submission",
        ERROR,
        Message("Filen skal være et innspill fra skjemaet, men er skadet eller ufullstendig."),
        Message("Be avsenderen om å lagre innspillet på nytt fra skjemaet, og sende filen uendret."),
    ),
    Rule(
        "not_a_submission",
        ERROR,
        Message("Filen er ikke et innspill fra skjemaet."),
        Message("Be avsenderen om innspillet i filen som skjemaet lager, eller som Word, PDF eller e-post."),
        Message("en fil som slutter på .innspill.json, laget av skjemaet eller innspillssiden"),
    ),
    Rule(
        "submission_field_unknown",
        WARNING,
        Message("Innspillet har et felt som programmet ikke kjenner: «{found}». Teksten er lest uten problemstilling."),
        Message("Les teksten, og velg problemstilling når du koder."),
    ),
    Rule(
        "submission_field_wrong",
        WARNING,
        Message("Et felt i innspillet har en verdi som ikke kan brukes."),
        Message(
            "Se etter hva avsenderen har ment, og rett det når du bekrefter innspillet. Spør avsenderen om det er uklart."
        ),
    ),
    Rule(
        "submission_in_mail",
        WARNING,
        Message(
            "E-posten har et innspill fra skjemaet som vedlegg. Kryssene i det teller ikke så lenge det ligger i e-posten."
        ),
        Message("Lagre vedlegget «{found}» i samme mappe, og sett e-posten til side hvis den ikke sier noe mer."),
    ),
    Rule(
        "submission_newer_form",
        WARNING,
        Message(
            "Innspillet er laget med en annen utgave av skjemaet (versjon {found}) enn denne utgaven av programmet leser."
        ),
        Message("Oppdater programmet. Se til da etter at alt som står i innspillet, er lest."),
        Message("versjon {known}"),
    ),
    Rule(
        "submission_other_dialogue",
        ERROR,
        Message("Innspillet er til en annen dialog: «{found}»."),
        Message("Legg filen i mappen til den dialogen. Gjelder innspillet likevel denne, bekrefter du det for seg."),
        Message("{dialogue}"),
    ),
    Rule(
        "submission_other_edition",
        ERROR,
        Message(
            "Innspillet bruker koder fra en annen kommuneinndeling: «{found}». Samme kode kan bety en annen avsender."
        ),
        Message("Se etter hvem avsenderen er, og bekreft innspillet med koden i denne inndelingen."),
        Message("{edition}"),
    ),
    Rule(
        "submission_sender_differs",
        ERROR,
        Message("Innspillet har koden til {named}, men navnet «{found}». Det er ikke ført på noen."),
        Message("Avklar hvem som har sendt innspillet, og bekreft det med koden til den rette avsenderen."),
        Message("kode og navn som hører sammen"),
    ),
    Rule(
        "submission_unknown_question",
        WARNING,
        Message("Innspillet svarer på en problemstilling som ikke finnes i dialogen: «{found}»."),
        Message("Les svaret, og velg problemstilling når du koder."),
        Message("{questions}"),
    ),
    Rule(
        "submission_unknown_claim",
        WARNING,
        Message(
            "Innspillet tar stilling til et krav som ikke finnes: «{found}». Krysset gir ikke standpunkt til noe krav."
        ),
        Message("Se etter om kravet har fått en ny kode. Er det slettet, skriver KS sentralt det på nytt."),
        Message("{claims}"),
    ),
    Rule(
        "submission_without_answers",
        NOTICE,
        Message("Innspillet har ingen svar, kryss eller merknader."),
        Message("Spør avsenderen om noe er falt ut. Er det tomt, settes det til side."),
    ),
    Rule(
        "submission_treated_politically",
        NOTICE,
        Message("Avsenderen oppgir at svaret er politisk behandlet. Programmet foreslår derfor at det er et vedtak."),
        Message("Se etter hvilket organ som har behandlet det, og be om saken hvis den ikke følger med."),
    ),
    Rule(
        "submission_attachment_missing",
        WARNING,
        Message("Vedlegg mangler: «{found}» er nevnt i innspillet, men ligger ikke i mappen."),
        Message("Be avsenderen om vedlegget, og legg det i samme mappe som innspillet."),
    ),
    Rule(
        "submission_attachment_changed",
        WARNING,
        Message("Vedlegget «{found}» har et annet innhold enn da innspillet ble sendt."),
        Message("Se etter at det er den rette filen, og at ingen har endret den."),
    ),
    Rule(
        "submission_attachment_sender",
        WARNING,
        Message("Vedlegget kom med et innspill fra {sender}, men teksten ser ut til å være fra {found}."),
        Message("Se etter hvem dokumentet er fra, og bekreft det med riktig avsender."),
    ),
    Rule(
        "submission_replaced",
        ERROR,
        Message("Avsenderen har sendt en nyere versjon av innspillet: {other}."),
        Message("Sett denne versjonen til side (medlemsdialog set-aside), og bruk den nyeste."),
    ),
)
