"""The rules on originals that cannot be opened, or only in part."""

from __future__ import annotations

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.limits import MAX_FILE_BYTES, MAX_PAGES, MAX_ROWS
from medlemsdialog.intake.rules.rule import ERROR, WARNING, Rule

RULES = (
    Rule("empty", ERROR, Message("Filen er tom."), Message("Be avsenderen om å sende filen på nytt.")),
    Rule(
        "no_text",
        ERROR,
        Message("Filen kan åpnes, men inneholder ingen tekst."),
        Message(
            "Åpne filen. Er innholdet bilder, må teksten skrives av eller gjenkjennes (OCR). Er filen tom, ber du om en ny."
        ),
    ),
    Rule(
        "truncated",
        ERROR,
        Message("Filen er skadet eller ufullstendig og kan ikke åpnes som {format}."),
        Message("Prøv å åpne filen selv. Går ikke det, be avsenderen om å sende den på nytt."),
    ),
    Rule(
        "password",
        ERROR,
        Message("Filen er beskyttet med passord."),
        Message("Åpne filen med passordet, lagre en kopi uten passord, og legg kopien i mappen."),
    ),
    Rule(
        "old_word",
        ERROR,
        Message("Filen er i et eldre Office-format (.doc, .xls eller .ppt) som programmet ikke leser."),
        Message("Åpne filen i Word, Excel eller PowerPoint, og lagre den som .docx, .xlsx eller .pptx."),
    ),
    Rule(
        "outlook_message",
        ERROR,
        Message("Filen er en Outlook-melding (.msg), som programmet ikke leser."),
        Message("Åpne meldingen i Outlook. Lagre den som .eml eller .txt, og lagre vedleggene hver for seg."),
    ),
    Rule(
        "scanned",
        WARNING,
        Message(
            "Filen er skannet: Den viser bilder av sider og inneholder ingen tekst. Den er mottatt, ikke ferdig behandlet."
        ),
        Message("Be avsenderen om originalen, eller kjør tekstgjenkjenning (OCR) og legg resultatet i mappen."),
    ),
    Rule(
        "scanned_pages",
        WARNING,
        Message("Noen av sidene er bilder uten tekst: side {pages}."),
        Message("Les sidene. Inneholder de innspill, ber du om originalen eller kjører tekstgjenkjenning (OCR)."),
    ),
    Rule(
        "unknown_format",
        ERROR,
        Message("Filtypen «{ending}» kan ikke leses."),
        Message("Lagre innholdet som en av filtypene som programmet leser, og legg den filen i mappen."),
        Message("DOCX, ODT, RTF, HTML, PPTX, PDF, XLSX, ODS, CSV, TSV, TXT, MD eller EML"),
    ),
    Rule(
        "unreadable",
        ERROR,
        Message("Filen kunne ikke leses som {format}."),
        Message("Prøv å åpne filen selv og lagre den på nytt. Går ikke det, be avsenderen om en ny fil."),
    ),
    Rule(
        "not_text",
        ERROR,
        Message("Innholdet er ikke tekst: {share} av tegnene er styretegn."),
        Message("Åpne filen i programmet den er laget i, og lagre den som tekst (UTF-8) eller DOCX."),
    ),
    Rule(
        "too_large",
        ERROR,
        Message("Filen er for stor: {found}."),
        Message("Del filen i flere, eller fjern bilder, og legg delene i mappen."),
        Message(
            "inntil {megabytes} MB, {pages} sider og {rows} rader",
            megabytes=MAX_FILE_BYTES // (1024 * 1024),
            pages=MAX_PAGES,
            rows=MAX_ROWS,
        ),
    ),
    Rule(
        "too_slow",
        ERROR,
        Message("Lesingen av filen ble stoppet: Den tok mer enn {seconds} sekunder."),
        Message("Lagre filen på nytt i et enklere format, for eksempel DOCX uten bilder."),
    ),
)
