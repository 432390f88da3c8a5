"""The rules of the checks: each with its id, how much it stands in the way, and its sentences for the adviser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import OriginalError
from medlemsdialog.intake.limits import MAX_FILE_BYTES, MAX_PAGES, MAX_ROWS
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.vocabulary import Severity

_NOTHING = Message("")
_ERROR, _WARNING, _NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE


@dataclass(frozen=True)
class Rule:
    """One rule. The sentences may name values in braces; `found` is added to the problem verbatim."""

    id: str
    severity: Severity
    what: Message
    to_do: Message
    allowed: Message = _NOTHING


class BrokenOriginalError(OriginalError):
    """An original that cannot be read, with the rule that it breaks."""

    def __init__(self, rule: str, file: str, found: str = "", **values: Any) -> None:
        described = RULES[rule]
        filled = {**values, "file": file, "found": found}
        what = Message(described.what.msgid, **filled)
        to_do = Message(described.to_do.msgid, **filled)
        super().__init__(Message("{file}: {what} {to_do}", file=file, what=what, to_do=to_do))
        self.rule, self.found, self.values = rule, found, values


def build_problem(
    rule: str,
    *,
    source: str,
    source_id: str = "",
    county_code: str = "",
    statement_id: str = "",
    anchor: Anchor | None = None,
    found: str = "",
    **values: Any,
) -> Problem:
    """Return the problem that `rule` describes, its sentences filled with `values`."""
    described = RULES[rule]
    texts = [
        Message(text.msgid, **({**text.values, **values, "file": source, "found": found} if "{" in text.msgid else {}))
        for text in (described.what, described.allowed, described.to_do)
    ]
    return Problem(
        rule=rule,
        severity=described.severity,
        source=source,
        source_id=source_id,
        county_code=county_code,
        statement_id=statement_id,
        anchor=anchor or Anchor(),
        what=texts[0],
        found=found,
        allowed=texts[1],
        to_do=texts[2],
    )


_ALL = (
    # Originals that cannot be opened
    Rule("empty", _ERROR, Message("Filen er tom."), Message("Be avsenderen om å sende filen på nytt.")),
    Rule(
        "no_text",
        _ERROR,
        Message("Filen kan åpnes, men inneholder ingen tekst."),
        Message(
            "Åpne filen. Er innholdet bilder, må teksten skrives av eller gjenkjennes (OCR). Er filen tom, ber du om en ny."
        ),
    ),
    Rule(
        "truncated",
        _ERROR,
        Message("Filen er skadet eller ufullstendig og kan ikke åpnes som {format}."),
        Message("Prøv å åpne filen selv. Går ikke det, be avsenderen om å sende den på nytt."),
    ),
    Rule(
        "password",
        _ERROR,
        Message("Filen er beskyttet med passord."),
        Message("Åpne filen med passordet, lagre en kopi uten passord, og legg kopien i mappen."),
    ),
    Rule(
        "old_word",
        _ERROR,
        Message("Filen er i et eldre Office-format (.doc, .xls eller .ppt) som programmet ikke leser."),
        Message("Åpne filen i Word, Excel eller PowerPoint, og lagre den som .docx, .xlsx eller .pptx."),
    ),
    Rule(
        "outlook_message",
        _ERROR,
        Message("Filen er en Outlook-melding (.msg), som programmet ikke leser."),
        Message("Åpne meldingen i Outlook. Lagre den som .eml eller .txt, og lagre vedleggene hver for seg."),
    ),
    Rule(
        "scanned",
        _WARNING,
        Message(
            "Filen er skannet: Den viser bilder av sider og inneholder ingen tekst. Den er mottatt, ikke ferdig behandlet."
        ),
        Message("Be avsenderen om originalen, eller kjør tekstgjenkjenning (OCR) og legg resultatet i mappen."),
    ),
    Rule(
        "scanned_pages",
        _WARNING,
        Message("Noen av sidene er bilder uten tekst: side {pages}."),
        Message("Les sidene. Inneholder de innspill, ber du om originalen eller kjører tekstgjenkjenning (OCR)."),
    ),
    Rule(
        "unknown_format",
        _ERROR,
        Message("Filtypen «{ending}» kan ikke leses."),
        Message("Lagre innholdet som en av filtypene som programmet leser, og legg den filen i mappen."),
        Message("DOCX, ODT, RTF, HTML, PPTX, PDF, XLSX, ODS, CSV, TSV, TXT, MD eller EML"),
    ),
    Rule(
        "unreadable",
        _ERROR,
        Message("Filen kunne ikke leses som {format}."),
        Message("Prøv å åpne filen selv og lagre den på nytt. Går ikke det, be avsenderen om en ny fil."),
    ),
    Rule(
        "not_text",
        _ERROR,
        Message("Innholdet er ikke tekst: {share} av tegnene er styretegn."),
        Message("Åpne filen i programmet den er laget i, og lagre den som tekst (UTF-8) eller DOCX."),
    ),
    Rule(
        "too_large",
        _ERROR,
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
        _ERROR,
        Message("Lesingen av filen ble stoppet: Den tok mer enn {seconds} sekunder."),
        Message("Lagre filen på nytt i et enklere format, for eksempel DOCX uten bilder."),
    ),
    # What a reader noticed
    Rule(
        "mislabelled",
        _WARNING,
        Message("Filnavnet slutter på «{ending}», men innholdet er {format}. Filen er lest som {format}."),
        Message("Gi filen riktig filendelse, og se etter at innholdet er det du ventet."),
    ),
    Rule(
        "guessed_encoding",
        _NOTICE,
        Message("Tegnene er ikke lagret som UTF-8. Filen er lest som {encoding}."),
        Message("Se etter at æ, ø og å er riktige. Er de ikke det, lagre filen på nytt som UTF-8."),
    ),
    Rule(
        "control_characters",
        _WARNING,
        Message("Teksten inneholder styretegn som ikke kan vises."),
        Message("Les stedet i originalen, og se etter at ingenting mangler."),
    ),
    Rule(
        "hidden_sheet",
        _NOTICE,
        Message("Arket er skjult i arbeidsboken. Det er lest likevel."),
        Message("Vis arket i Excel, og avgjør om innholdet hører med."),
    ),
    Rule(
        "hidden_columns",
        _NOTICE,
        Message("Arket har skjulte kolonner eller rader. De er lest likevel."),
        Message("Vis dem i Excel, og avgjør om innholdet hører med."),
    ),
    Rule(
        "formula_without_value",
        _WARNING,
        Message("Cellen inneholder en formel uten lagret verdi, så innholdet er ukjent."),
        Message("Åpne filen i Excel, la Excel regne ut, og lagre. Eller skriv verdien inn som tekst."),
    ),
    Rule(
        "merged_cells",
        _NOTICE,
        Message("Cellene er slått sammen. Teksten er lest fra den første cellen."),
        Message("Se etter at svaret hører til riktig rad og kolonne."),
    ),
    Rule(
        "attachment_unread",
        _WARNING,
        Message("Vedlegget «{name}» kunne ikke leses: {reason}"),
        Message("Lagre vedlegget fra e-posten, og legg det i mappen i en filtype som programmet leser."),
    ),
    # Who sent it
    Rule(
        "unknown_sender",
        _WARNING,
        Message("Avsenderen er ikke funnet i kommuneinndelingen {edition}."),
        Message(
            "Bekreft innspillet med avsenderens kommunenummer, eller med «annen avsender» for en organisasjon eller person."
        ),
        Message("en kommune, en fylkeskommune, et organ i KS eller «annen avsender»"),
    ),
    Rule(
        "ambiguous_sender",
        _ERROR,
        Message("Det er flere mulige avsendere: {candidates}."),
        Message("Bekreft innspillet med kommunenummeret til den rette avsenderen."),
    ),
    Rule(
        "foreign_edition_sender",
        _WARNING,
        Message(
            "Avsenderen finnes ikke i kommuneinndelingen {edition}, men i en annen. I {edition} tilsvarer det {candidates}."
        ),
        Message("Avgjør hvilken avsender innspillet skal føres på, og bekreft innspillet med kommunenummeret."),
    ),
    Rule(
        "repaired_code",
        _NOTICE,
        Message("Kommunenummeret har mistet nullen foran. Det er lest som {code} {name}."),
        Message("Se etter at nummeret er riktig. I Excel: Gjør kolonnen om til tekst."),
        Message("fire sifre"),
    ),
    Rule(
        "not_a_member",
        _WARNING,
        Message("Avsenderen har svart som {level}, men er ikke funnet som medlem. Svaret er ført på «annen avsender»."),
        Message(
            "La det stå hvis avsenderen er en virksomhet eller organisasjon. "
            "Gjelder svaret for kommunen, bekrefter du innspillet med kommunenummeret."
        ),
    ),
    Rule(
        "organisation",
        _NOTICE,
        Message("Avsenderen er en organisasjon eller privatperson, ikke et medlem. Svaret hører ikke til noe fylke."),
        Message("La det stå. Svarer avsenderen for en kommune, bekrefter du innspillet med kommunenummeret."),
    ),
    Rule(
        "other_county_sender",
        _WARNING,
        Message("Filen ligger i mappen for {county}, men avsenderen {sender} hører til {other}."),
        Message("Flytt filen til riktig fylkesmappe, eller bekreft innspillet med riktig avsender."),
    ),
    Rule(
        "folder_not_in_edition",
        _ERROR,
        Message("Mappen «{folder}» er ikke et fylke i kommuneinndelingen {edition}. Filen er ikke ført på noe fylke."),
        Message("Flytt filen til mappen for et av fylkene i inndelingen, eller til mappen nasjonalt."),
        Message("fylkesnummeret med to sifre, eller nasjonalt"),
    ),
    Rule(
        "outside_county_folder",
        _ERROR,
        Message("Filen ligger utenfor fylkesmappene og er ikke ført på noe fylke."),
        Message("Flytt filen til mappen med fylkesnummeret, eller til mappen nasjonalt."),
    ),
    Rule(
        "routes_nowhere",
        _NOTICE,
        Message("Innspillet er ikke ført på noe fylke."),
        Message("Hører innspillet til et fylke, bekrefter du det med avsenderens kommunenummer."),
    ),
    # What it is
    Rule(
        "unregistered",
        _NOTICE,
        Message(
            "Innspillet er ikke bekreftet og telles ikke ennå. Forslaget er avsender {sender}, nivå {level}, type {status}."
        ),
        Message("Se etter at forslaget stemmer, og bekreft innspillet (medlemsdialog confirm)."),
    ),
    Rule(
        "original_changed",
        _WARNING,
        Message("Filen er endret etter at den ble registrert."),
        Message(
            "Se etter hva som er endret. Gå gjennom kodinger som ikke lenger passer til teksten. Bekreft innspillet på nytt."
        ),
    ),
    Rule(
        "original_missing",
        _ERROR,
        Message("Innspillet er registrert, men originalen finnes ikke i mappen lenger."),
        Message("Legg originalen tilbake, eller trekk registreringen."),
    ),
    Rule(
        "withdrawn_original",
        _WARNING,
        Message("Innspillet er trukket tilbake, men originalen ligger fortsatt i mappen. Teksten er ikke lest."),
        Message("Slett originalen."),
    ),
    Rule(
        "no_date",
        _NOTICE,
        Message("Det er ikke funnet noen dato i innspillet."),
        Message("Oppgi datoen når du bekrefter innspillet."),
        Message("dag, måned og år"),
    ),
    Rule(
        "late",
        _NOTICE,
        Message("Innspillet er datert {date}, etter fristen {closes}."),
        Message("Avgjør om innspillet skal være med. Det er merket som levert etter fristen."),
    ),
    Rule(
        "out_of_period",
        _NOTICE,
        Message("Innspillet er datert {date}, utenfor perioden {opens}–{closes}."),
        Message("Se etter at datoen er riktig, og at innspillet gjelder denne dialogen."),
    ),
    Rule(
        "several_from_sender",
        _NOTICE,
        Message("{sender} har sendt {number} dokumenter: {files}."),
        Message("Se etter om dokumentene er deler av samme sak. Avsenderen telles én gang."),
    ),
    Rule(
        "duplicate_file",
        _WARNING,
        Message("Filen har samme innhold som {other}."),
        Message("Behold den ene, og sett den andre til side."),
    ),
    Rule(
        "attachment_missing",
        _WARNING,
        Message(
            "Teksten viser til et vedlegg eller et annet dokument som ikke er mottatt. Kanskje står innspillet der."
        ),
        Message("Be avsenderen om dokumentet, og legg det i samme mappe."),
    ),
    Rule(
        "case_not_finished",
        _NOTICE,
        Message(
            "Et utvalg gir råd eller innstiller til et høyere organ. Saken ser ikke ut til å være ferdig behandlet."
        ),
        Message("Se etter det endelige vedtaket. Bekreft innspillet som innstilling til vedtaket foreligger."),
    ),
    # What the passages say
    Rule(
        "tick_against_text",
        _NOTICE,
        Message("Avkryssingen er «{tick}», men kommentaren peker en annen vei."),
        Message("Les begge, og avgjør standpunktet når du koder."),
    ),
    Rule(
        "placeholder",
        _NOTICE,
        Message("Feltet er ikke fylt ut; det inneholder bare «{found}». Det kodes ikke."),
        Message("Ingenting, hvis avsenderen ikke ville svare."),
    ),
    Rule(
        "mixed_language",
        _NOTICE,
        Message("Tekststedet blander bokmål og nynorsk."),
        Message("Siter det som det står."),
    ),
    Rule(
        "sami",
        _WARNING,
        Message("Innspillet er helt eller delvis på samisk. Det er mottatt, ikke ferdig behandlet."),
        Message("La en som leser samisk, kode innspillet. Samisk kodes aldri maskinelt."),
    ),
    Rule(
        "form_title_rows",
        _NOTICE,
        Message("Over overskriftsraden i skjemaet står det tekst som ikke er lest som svar."),
        Message("Se etter at teksten ikke er et innspill."),
    ),
    Rule(
        "form_without_rows",
        _ERROR,
        Message("Skjemaet har overskriftsrad, men ingen svar."),
        Message("Eksporter skjemaet på nytt med svarene."),
    ),
    Rule(
        "repeated_row_key",
        _WARNING,
        Message("Svar-ID «{found}» står på flere rader. Radene er holdt fra hverandre."),
        Message("Se etter om samme svar er eksportert to ganger."),
    ),
    Rule(
        "correction_not_applied",
        _ERROR,
        Message("En retting er ikke tatt i bruk: Den gjelder verdien «{expected}», men originalen har en annen."),
        Message("Se på stedet på nytt, og gjør rettingen om igjen eller trekk den."),
    ),
)
RULES: dict[str, Rule] = {rule.id: rule for rule in _ALL}
