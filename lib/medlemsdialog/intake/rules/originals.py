"""The rules on originals that cannot be opened, or only in part."""

from __future__ import annotations

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.limits import (
    MAX_AST_NESTING,
    MAX_ATTACHMENT_NESTING,
    MAX_BLOCKS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_IMAGE_PIXELS,
    MAX_PACKED_ORIGINALS,
    MAX_PAGES,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    MEMORY_BYTES_TO_READ,
)
from medlemsdialog.intake.rules.rule import ERROR, WARNING, Rule

_MEGABYTE = 1024 * 1024

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
        Message("Be avsenderen om originalen, eller kjør tekstgjenkjenning (OCR) med «medlemsdialog recognise»."),
    ),
    Rule(
        "scanned_pages",
        WARNING,
        Message("Noen av sidene er bilder uten tekst: side {pages}."),
        Message(
            "Les sidene. Inneholder de innspill, ber du om originalen eller kjører tekstgjenkjenning (OCR) med «medlemsdialog recognise»."
        ),
    ),
    Rule(
        "unknown_format",
        ERROR,
        Message("Filtypen «{ending}» kan ikke leses."),
        Message("Lagre innholdet som en av filtypene som programmet leser, og legg den filen i mappen."),
        Message("DOCX, ODT, RTF, HTML, PPTX, PDF, XLSX, ODS, CSV, TSV, TXT, MD, EML eller ZIP med slike filer"),
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
        Message("inntil {megabytes} MB", megabytes=MAX_FILE_BYTES // _MEGABYTE),
    ),
    Rule(
        "unpacks_too_large",
        ERROR,
        Message("Filen er pakket og blir for stor når den pakkes ut: {found}."),
        Message(
            "Er filen en ZIP, pakker du den ut selv og legger dokumentene i mappen. Ellers ber du avsenderen om en ny fil."
        ),
        Message("inntil {megabytes} MB utpakket", megabytes=MAX_UNPACKED_BYTES // _MEGABYTE),
    ),
    Rule(
        "too_many_files",
        ERROR,
        Message("Det er for mange filer i filen: {found}."),
        Message("Pakk ut filen selv, og legg bare innspillene i mappen."),
        Message("inntil {files} filer", files=MAX_PACKED_ORIGINALS),
    ),
    Rule(
        "too_many_pages",
        ERROR,
        Message("Filen har for mange sider: {found}."),
        Message("Del filen i flere, og legg delene med innspill i mappen."),
        Message("inntil {pages} sider", pages=MAX_PAGES),
    ),
    Rule(
        "too_many_rows",
        ERROR,
        Message("Regnearket er for stort: {found}."),
        Message("Slett tomme rader og kolonner rundt svarene, eller del arket i flere filer."),
        Message(
            "inntil {rows} rader, {columns} kolonner og {cells} celler",
            rows=MAX_ROWS,
            columns=MAX_COLUMNS,
            cells=MAX_CELLS,
        ),
    ),
    Rule(
        "too_many_passages",
        ERROR,
        Message("Filen har for mange avsnitt og celler til å være et innspill."),
        Message("Del filen i flere, og legg delene med innspill i mappen."),
        Message("inntil {passages} tekststeder", passages=MAX_BLOCKS),
    ),
    Rule(
        "too_nested",
        ERROR,
        Message("Filen har lister, tabeller eller sitater inni hverandre i for mange lag."),
        Message("Åpne filen, kopier teksten til et nytt dokument, og legg det i mappen."),
        Message("inntil {levels} lag", levels=MAX_AST_NESTING),
    ),
    Rule(
        "too_deep",
        ERROR,
        Message("Innholdet ligger i for mange lag inne i hverandre."),
        Message("Ta ut det innerste dokumentet eller den innerste ZIP-filen, og legg den rett i mappen."),
        Message("inntil {levels} lag med vedlegg og ZIP-filer", levels=MAX_ATTACHMENT_NESTING),
    ),
    Rule(
        "image_too_large",
        ERROR,
        Message("Bildet er for stort til å leses: {found}."),
        Message("Lagre bildet i mindre størrelse, eller skann siden på nytt med 300 punkter per tomme."),
        Message("inntil {pixels} millioner bildepunkter", pixels=MAX_IMAGE_PIXELS // 1_000_000),
    ),
    Rule(
        "too_much_memory",
        ERROR,
        Message("Lesingen av filen ble stoppet: Den brukte for mye minne."),
        Message("Lagre filen på nytt i et enklere format, for eksempel DOCX uten bilder, eller del den i flere."),
        Message("inntil {megabytes} MB minne", megabytes=MEMORY_BYTES_TO_READ // _MEGABYTE),
    ),
    Rule(
        "too_slow",
        ERROR,
        Message("Lesingen av filen ble stoppet: Den tok mer enn {seconds} sekunder."),
        Message("Lagre filen på nytt i et enklere format, for eksempel DOCX uten bilder."),
    ),
    Rule(
        "empty_archive",
        ERROR,
        Message("ZIP-filen inneholder ingen filer."),
        Message("Be avsenderen om å sende filen på nytt."),
    ),
    Rule(
        "other_archive",
        ERROR,
        Message("Filen er pakket i et format som programmet ikke pakker ut ({format})."),
        Message("Pakk ut filen selv, og legg dokumentene i mappen. Eller pakk dem på nytt som ZIP."),
    ),
    Rule(
        "unpacking_failed",
        ERROR,
        Message("Filen kunne ikke pakkes ut av ZIP-filen den ligger i."),
        Message("Pakk ut ZIP-filen selv, og legg dokumentet i mappen. Går ikke det, be avsenderen om en ny fil."),
    ),
    Rule(
        "outlook_package",
        ERROR,
        Message("Filen er en Outlook-pakke (winmail.dat). Vedlegg og formatering kan ligge skjult i den."),
        Message(
            "Åpne e-posten i Outlook, og lagre vedleggene hver for seg i mappen. Eller be avsenderen om å sende på nytt."
        ),
    ),
    Rule(
        "sealed_mail",
        ERROR,
        Message("E-posten er signert eller kryptert som én pakke (S/MIME), og innholdet kan ikke leses her."),
        Message("Åpne e-posten i e-postprogrammet, og lagre teksten og vedleggene hver for seg i mappen."),
    ),
)
