"""What the wording of a head or an end tells: labelled fields, greetings, addresses, titles of those who sign."""

from __future__ import annotations

import re

from medlemsdialog.intake.wording import ends_sentence

_I = re.IGNORECASE
# A line of a head is no longer than this.
LETTERHEAD_WORDS = 14

_GREETING = re.compile(
    r"^(?:(?:med )?(?:vennlig|venleg|beste|hjertelig|hjarteleg|gode?|varm|mvh)\b.{0,25}(?:hilsen|helsing|hilsner|"
    r"helsingar)?"
    r"|mvh\.?|(?:med )?(?:hilsen|helsing)|hei(?: .{0,40})?|hallo.{0,30}|kjære .{0,40}|god (?:dag|morgen|"
    r"morgon).{0,30}|til den det gjelder"
    r"|på (?:vegne|vegner) av .{0,80}|etter fullmakt|e\.?\s?f\.?)[,.!:]?$"
    r"|^(?:vi |kommunen |fylkeskommunen |[\wæøåÆØÅ -]{2,40} (?:fylkes)?kommune |[\wæøåÆØÅ -]{2,40} herad )?(?:takker?|"
    r"takkar) for (?:invitasjonen|muligheten|moglegheita|høvet|"
    r"anledningen|"
    r"høringsbrevet|tilsendt|at vi).{0,120}$"
    r"|^(?:bare )?ring (?:(?:meg|oss) )?gjerne\b.{0,80}$|^(?:bare )?ta (?:gjerne )?kontakt (?:hvis|om|dersom|viss|ved|"
    r"med (?:meg|oss|undertegnede|underteikna))\b.{0,100}$"
    r"|^rett utskrift\b.{0,60}$|^utskrift(?:en)? (?:til|sendt|send)\b.{0,60}$"
    r"|^dokumentet er (?:elektronisk )?(?:godkjent|godkjend|signert)|^(?:dette )?(?:brevet|dokumentet) (?:er|"
    r"har) .{0,60}"
    r"(?:signert|godkjent|godkjend|signatur)",
    _I,
)
_CONTACT = re.compile(
    r"^(?:tlf\.?|telefon|mobil|mob\.?|e-?post|epost|org\.?\s?nr|besøksadresse|postadresse|www\.|https?://|postboks)\b|"
    r"^[\w.+-]+@[\w.-]+$|^(?:\+47\s?)?\d{2,3}\s?\d{2,3}\s?\d{2,3}(?:\s?\d{2})?$|^\d{4}\s+[A-ZÆØÅ][\wæøåÆØÅ .-]{1,30}$",
    _I,
)
_HEADER_FIELD = re.compile(
    r"^(?:dato|saksnr|sak(?:snummer)?|arkivsak(?:id|snr)?|arkiv|arkivkode|journalpost(?:id)?|saksbehandler|"
    r"sakshandsamar|"
    r"vår(?:t)? (?:ref|dato)|deres ref|dykkar ref|dykkar dato|deres dato|vår referanse|deres referanse|til|fra|frå|"
    r"kopi|"
    r"mottaker|mottakar|møtedato|møtestad|møtested|utvalg|utval|utvalssak|utvalgssak|saksgang|behandlet i|behandla i|"
    r"handsama i|referent|møteleder|møteleiar|til stede|tilstede|til stades|forfall|gradering|klassering|saka blir|"
    r"invitert|innkalt|l\.?nr|sakstittel|tittel|sakstype|vedtaksdato|vedtaksmyndighet|møtetid|tid|publisert|oppdatert|emne|sendt|avsend(?:er|ar)|tilgang|"
    r"løpenr|dok(?:ument)?nr)\b\.?\s*[:.]",
    _I,
)
_HEADER_CELL = re.compile(
    r"^(?:behandlet i|behandla i|handsama i|møtedato|møtedag|saksnr\.?|saksnummer|sak(?:s)?nr|utvalg|utval|"
    r"utvalgssak|utvalssak|"
    r"saksbehandler|sakshandsamar|arkiv(?:sak|kode)?|journalpost(?:id)?|styre/råd/utvalg|"
    r"styre,? utvalg,? komite m\.?m\.?|"
    r"saksgang|saka blir behandla i|møtestad|møtested|dato)\s*:?$",
    _I,
)
_DATE_LINE = re.compile(
    r"^(?:[A-ZÆØÅ][\wæøåÆØÅ -]{1,25},?\s+)?(?:den\s+)?\d{1,2}[.\s/]+(?:\d{1,2}|[a-zæøå]{3,9})[.\s/]+\d{2,4}\.?$", _I
)
_CASE_WORDS = re.compile(
    r"^(?:saksframlegg|saksfremlegg|saksframstilling|saksutskrift|saksprotokoll|særutskrift|saksutgreiing)\b", _I
)
_MINUTES_WORDS = re.compile(
    r"\b(?:referat|notat(?:er|ar)? (?:fra|frå)|møtenotat|møtereferat|møtebok|møteprotokoll|protokoll)\b", _I
)
_RECORD_WORDS = re.compile(r"protokoll|møtebok|saksframlegg|særutskrift", _I)
_PERSONAL_TITLE = re.compile(
    r"^(?:fylkesråd\b|fylkesordfører|fylkesordførar|ordfører|ordførar|varaordfører|kommunestyrerepresentant|"
    r"fylkestingsrepresentant|kulturskolelærer|kulturskulelærar|innbygger|innbyggjar|privatperson|kunstner|kunstnar|"
    r"lærer)\b",
    _I,
)
_OFFICE_TITLE = re.compile(
    r"\b(?:rådmann|kommunedirektør|kommunaldirektør|direktør|kommunalsjef|kultursjef|kulturleder|kulturleiar|"
    r"enhetsleder|einingsleiar|rådgiver|"
    r"rådgjevar|"
    r"konsulent|fylkesrådmann|fylkeskultursjef|fylkesdirektør|avdelingsleder|avdelingsleiar|rektor|seksjonsleder|"
    r"kulturskolerektor)\b",
    _I,
)


_LONGEST_TITLE_WORDS = 5
_SIGNER = re.compile(
    r"^(?:(?i:for|på vegne av|på vegner av) [\wæøåÆØÅ .,-]{3,60}|[A-ZÆØÅ][\wæøåÆØÅ.-]+(?: [A-ZÆØÅ][\wæøåÆØÅ.-]*){1,3})$"
)
_SIGNING_TITLE = re.compile(
    r"^[\wæøåÆØÅ/ -]*(?:ordfører|ordførar|rådmann|direktør|sekretær|byrådsleder|byrådsleiar|sjef|leder|leiar|rådgiver|rådgjevar|"
    r"konsulent|saksbehandler|sakshandsamar|fylkesråd|rektor)(?:en)?(?: (?:for|i) [\wæøåÆØÅ ,-]{3,40})?$",
    _I,
)


def is_greeting(text: str) -> bool:
    """Whether a line greets, thanks or signs."""
    return len(text) < 200 and bool(_GREETING.match(text.strip()) or _CONTACT.match(text.strip()))


def is_header_field(text: str) -> bool:
    """Whether a line belongs to the head of a case or letter: a labelled field or a date line."""
    return bool(_HEADER_FIELD.match(text) or _DATE_LINE.match(text.strip()))


def is_header_cell(text: str) -> bool:
    """Whether a table cell is a label of a case's table of bodies, dates and case numbers."""
    return bool(_HEADER_CELL.match(text.strip()))


def opens_case(text: str) -> bool:
    """Whether a line names the document as a case."""
    return bool(_CASE_WORDS.match(text.strip()))


def names_minutes(text: str) -> bool:
    """Whether a title says that the document is minutes."""
    return bool(_MINUTES_WORDS.search(text))


def names_record(text: str) -> bool:
    """Whether a title names the record of a case or council meeting rather than notes from a meeting."""
    return bool(_RECORD_WORDS.search(text))


def is_personal_title(text: str) -> bool:
    """Whether a signature's line is the title of one who speaks for themselves."""
    return bool(_PERSONAL_TITLE.match(text.strip()))


def is_office_title(text: str) -> bool:
    """Whether a signature's line is the title of an officer."""
    return bool(_OFFICE_TITLE.search(text)) and len(text) < 100


def is_running(text: str) -> bool:
    """Whether a paragraph is text of the document rather than a line of its head."""
    head = is_header_field(text) or is_greeting(text)
    return not head and (ends_sentence(text) or len(text.split()) > LETTERHEAD_WORDS)


def is_signer(text: str) -> bool:
    """Whether a line of its own is a person's name or says for whom it is signed; only a title below makes it sure."""
    return bool(_SIGNER.match(text.strip()))


def is_signing_title(text: str) -> bool:
    """Whether a line of its own is the title of one who signs, such as «ordfører» or «utvalgssekretær»."""
    return len(text.split()) <= _LONGEST_TITLE_WORDS and bool(_SIGNING_TITLE.search(text.strip()))
