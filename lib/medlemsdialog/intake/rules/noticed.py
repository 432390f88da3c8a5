"""The rules on what a reader noticed on its way through an original."""

from __future__ import annotations

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.limits import MAX_ATTACHMENTS
from medlemsdialog.intake.rules.rule import NOTICE, WARNING, Rule

RULES = (
    Rule(
        "mislabelled",
        WARNING,
        Message("Filnavnet slutter på «{ending}», men innholdet er {format}. Filen er lest som {format}."),
        Message("Gi filen riktig filendelse, og se etter at innholdet er det du ventet."),
    ),
    Rule(
        "guessed_encoding",
        NOTICE,
        Message("Tegnene er ikke lagret som UTF-8. Filen er lest som {encoding}."),
        Message("Se etter at æ, ø og å er riktige. Er de ikke det, lagre filen på nytt som UTF-8."),
    ),
    Rule(
        "control_characters",
        WARNING,
        Message("Teksten inneholder styretegn som ikke kan vises."),
        Message("Les stedet i originalen, og se etter at ingenting mangler."),
    ),
    Rule(
        "hidden_sheet",
        NOTICE,
        Message("Arket er skjult i arbeidsboken. Det er lest likevel."),
        Message("Vis arket i Excel, og avgjør om innholdet hører med."),
    ),
    Rule(
        "very_hidden_sheet",
        WARNING,
        Message("Arket er gjemt så godt at Excel ikke viser det i menyen. Det er lest likevel."),
        Message("Spør avsenderen om arket hører med. Det vises bare fra Visual Basic i Excel, eller i LibreOffice."),
    ),
    Rule(
        "hidden_columns",
        NOTICE,
        Message("Arket har skjulte kolonner eller rader. De er lest likevel."),
        Message("Vis dem i Excel, og avgjør om innholdet hører med."),
    ),
    Rule(
        "formula_without_value",
        WARNING,
        Message("Cellen inneholder en formel uten lagret verdi, så innholdet er ukjent."),
        Message("Åpne filen i Excel, la Excel regne ut, og lagre. Eller skriv verdien inn som tekst."),
    ),
    Rule(
        "formulas",
        NOTICE,
        Message("Arket har formler. Det er verdiene som sist ble lagret, som er lest."),
        Message("Åpne filen i Excel, og se etter at verdiene er oppdatert."),
    ),
    Rule(
        "error_value",
        WARNING,
        Message("Cellen viser en feil ({found}) i stedet for en verdi. Innholdet er ukjent."),
        Message("Rett formelen i Excel og lagre, eller skriv verdien inn som tekst."),
    ),
    Rule(
        "date_among_texts",
        WARNING,
        Message(
            "Cellen er lagret som en dato, men de andre i kolonnen er tekst. Kanskje har Excel gjort om «3.1» til 3. januar."
        ),
        Message("Se hva avsenderen skrev. Gjør cellen om til tekst i Excel, og skriv det inn på nytt."),
    ),
    Rule(
        "cut_text",
        WARNING,
        Message(
            "Teksten i cellen er kanskje kuttet: Den slutter akkurat der regneark og skjemaer kutter lange tekster."
        ),
        Message("Be avsenderen om hele teksten."),
        Message("inntil 32 767 tegn i en celle, 255 i eldre programmer"),
    ),
    Rule(
        "cell_comment",
        NOTICE,
        Message("Cellen har en merknad eller en kommentar. Den er ikke lest som innspill."),
        Message("Les den i Excel. Hører den med til svaret, må den inn i cellen eller registreres for seg."),
    ),
    Rule(
        "text_box",
        WARNING,
        Message("Arket har en tekstboks. Teksten i den er ikke lest som innspill."),
        Message(
            "Les tekstboksen i Excel. Er den et innspill, kopierer du teksten inn i en celle eller et eget dokument."
        ),
    ),
    Rule(
        "merged_cells",
        NOTICE,
        Message("Cellene er slått sammen. Teksten er lest fra den første cellen."),
        Message("Se etter at svaret hører til riktig rad og kolonne."),
    ),
    Rule(
        "tracked_changes",
        NOTICE,
        Message("Dokumentet har sporede endringer som ingen har godtatt. Teksten er lest slik den blir når de godtas."),
        Message("Åpne dokumentet i Word, og se etter at endringene er en del av det som er sendt inn."),
    ),
    Rule(
        "comments_in_document",
        NOTICE,
        Message("Dokumentet har merknader i margen. De er ikke lest som innspill."),
        Message("Les merknadene i Word. Hører noe med i innspillet, må det registreres for seg."),
    ),
    Rule(
        "hidden_text",
        WARNING,
        Message("Dokumentet har skjult tekst, som ikke vises når det åpnes. Den er ikke lest som innspill."),
        Message("Vis den skjulte teksten i Word, og avgjør sammen med avsenderen om den hører med."),
    ),
    Rule(
        "attachment_unread",
        WARNING,
        Message("Vedlegget «{name}» kunne ikke leses: {reason}"),
        Message("{way_out} Legg det du får, i mappen ved siden av denne filen."),
    ),
    Rule(
        "unread_parts",
        WARNING,
        Message("Filen har flere vedlegg enn programmet leser: {found}."),
        Message("Lagre vedleggene hver for seg, og legg dem i mappen."),
        Message("inntil {number} vedlegg", number=MAX_ATTACHMENTS),
    ),
    Rule(
        "calendar_part",
        NOTICE,
        Message("E-posten har en møteinnkalling (kalenderfil). Den er ikke lest som innspill."),
        Message("Se etter at det ikke står et innspill i innkallingen."),
    ),
    Rule(
        "inline_pictures",
        NOTICE,
        Message("E-posten har bilder i teksten, for eksempel en logo. De er ikke lest: {found}."),
        Message("Se etter at ingen av bildene inneholder et innspill."),
    ),
    Rule(
        "wrong_charset",
        NOTICE,
        Message("E-posten oppgir feil tegnsett. Teksten er lest som {encoding}."),
        Message("Se etter at æ, ø og å er riktige. Er de ikke det, ber du avsenderen om teksten i et vedlegg."),
    ),
    Rule(
        "mail_cut_off",
        WARNING,
        Message("E-posten er avkuttet: Slutten mangler."),
        Message("Åpne e-posten i e-postprogrammet, og lagre den på nytt. Se etter at vedleggene er med."),
    ),
    Rule(
        "hidden_slide",
        NOTICE,
        Message("Lysbildet er skjult i presentasjonen. Det er lest likevel."),
        Message("Avgjør om innholdet hører med."),
    ),
    Rule(
        "ocr_text",
        NOTICE,
        Message("Teksten er gjenkjent maskinelt (OCR) fra bilder av sidene: side {pages}. Den kan ha feil."),
        Message("Sammenlign teksten med originalen, og rett det som er feil, før du koder eller siterer."),
    ),
)
