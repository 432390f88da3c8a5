"""The rules on what a reader noticed on its way through an original."""

from __future__ import annotations

from medlemsdialog.catalogue import Message
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
        "merged_cells",
        NOTICE,
        Message("Cellene er slått sammen. Teksten er lest fra den første cellen."),
        Message("Se etter at svaret hører til riktig rad og kolonne."),
    ),
    Rule(
        "attachment_unread",
        WARNING,
        Message("Vedlegget «{name}» kunne ikke leses: {reason}"),
        Message("Lagre vedlegget fra e-posten, og legg det i mappen i en filtype som programmet leser."),
    ),
)
