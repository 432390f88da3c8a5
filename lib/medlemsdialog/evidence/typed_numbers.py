"""Numbers typed by hand in a finding, in figures and in words of both forms of Norwegian, and which of them may stand.

A number of what the program counts (members, bodies, counties, statements …) belongs in a field: it follows when the
evidence changes. Told are

- figures, but for those that name something: years and spans of years, dates, times of the day, «§ 7», «Meld. St. 8
  (2018–2019)», «Prop. 95 S», laws, «nr. 3», «punkt 4.2», «sak 47/17», ordinals («7. trinn»), «1)», codes and names with
  figures in them («Covid-19», «EU27», «80-tallet»), postal codes, telephone numbers and editions;
- number words where they count: before what the program counts («sju kommuner», «én av kommunene»), before «av» («tjue av
  disse»), and by themselves before a verb («Sju er imot»). «to hensyn» and «de to kommunene» are prose, and «en kommune» is
  an article;
- words for a share or a rough number of them: «halvparten», «to tredeler», «hver tredje kommune», «et dusin», «et par
  kommuner», «flertallet av medlemmene». «De fleste», «et stort flertall», «alle» are words for strength, with rules of
  their own.

Quotations are others' words: nothing within «…» or “…” is told, nor what a field or a citation stands for.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from medlemsdialog.evidence.assessment_text import TextPart, parse_assessment

# What the program counts, and those who stand for it in a sentence.
_UNITS = (
    r"(?:medlems)?(?:fylkes)?kommun(?:e|er|ar|ene|ane|a)|(?:ks-)?medlem(?:m?er|m?ar|m?ene|m?ane)?|medlemskommun\w+"
    r"|fylk(?:e|er|ene|a|i)|(?:ks-)?organ(?:er|a|ene)?|(?:fylkes)?styr(?:e|er|ene|a)|utsagn(?:ene|a)?"
    r"|innspill(?:ene|a)?|innspel(?:a)?|avsender(?:e|ne)?|avsendar(?:ar|ane)?|tekst(?:er|ar|ene|ane)|møte(?:r|ne)?|møt[ea]"
    r"|svar(?:ene|a)?|vedtak(?:ene|a)?|uttalels?e[rn]?e?|uttale(?:r|lsane)|fråsegn(?:er|ene)|dokument(?:er|ene|a)?"
    r"|kilde(?:r|ne)|kjelde(?:r|ne)|fylkesting(?:ene|a)?|kommunestyr(?:e|er|ene|a)|nettverk(?:ene|a)?"
    r"|ordfører(?:e|ne)|ordførar(?:ar|ane)|rådmenn(?:ene)?|deltaker(?:e|ne)|deltakar(?:ar|ane)"
)
_ONE = "én|éin|éi|ètt|étt"
_ONES = "to|tre|fire|fem|seks|sju|syv|åtte|ni"
_TENS = "tjue|tyve|tretti|tredve|førti|førr|femti|seksti|sytti|åtti|nitti"
_WORDS = (
    rf"(?:(?:{_TENS})(?:en|én|ein|éin|{_ONES})|(?:en|ein|{_ONES})og(?:{_TENS})|{_ONE}|{_ONES}|{_TENS}|ti|elleve|tolv|tretten"
    r"|fjorten|femten|seksten|sytten|atten|nitten|null"
    rf"|(?:(?:et|eit|{_ONES})[ ]?)?(?:hundre|tusen)(?:[ ]og[ ]\w+)?|dusin|titalls?|hundrevis|tusenvis|snes)"
)
_VERBS = (
    r"er|var|har|hadde|mener|mente|meiner|meinte|sier|seier|sa|vil|ville|ønsker|ønsket|ønskjer|ønskte|støtter|støttar|støttet"
    r"|støtta|går|gikk|gjekk|svarer|svarar|svarte|svara|peker|peikar|krever|krev|kravde|ber|bed|foreslår|føreslår|tar|tek|tok"
    r"|stiller|ser|frykter|fryktar|etterlyser|etterlyste|etterlyser|avviser|stemte|røysta|kom|kommer|kjem|nevner|nemner"
    r"|advarer|åtvarar|viser|vektlegger|legger|legg|savner|saknar|uttalte|uttaler|uttalar"
)
# What may stand between a number and what it counts: «sju av de minste kommunene», «12 store og små medlemmer».
_BETWEEN = r"(?:av|alle|de|dei|disse|desse|våre|KS|små|få|større|mindre|eller|og|ulike|norske|andre|prosent|pst\.?|%|av|\w{3,}e)"
_GAP = r"[*_]*[ \u00a0\n]+[*_]*"
_COUNTED = rf"(?:{_GAP}{_BETWEEN}){{0,4}}?{_GAP}(?:{_UNITS})\b"
_FIGURES = r"\d{1,3}(?:[ \u00a0.]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)*"
_FIGURE = re.compile(rf"(?<![\w.,\-‑/:])(?:{_FIGURES})(?:[ ]?[–‑-][ ]?(?:{_FIGURES}))?(?![\w]|[-‑/]\w|[.,]\d)")
_FOLLOWED_BY_UNIT = re.compile(rf"{_COUNTED}|[ ]av[ ](?:{{|\d|{_WORDS}\b)", re.IGNORECASE)
_WORD = re.compile(
    rf"(?<![\w-])(?P<number>{_WORDS})(?![\w-])(?:(?P<counted>{_COUNTED}|{_GAP}av\b)|{_GAP}(?:{_VERBS})\b)",
    re.IGNORECASE,
)
_SHARES = re.compile(
    r"\b(?:halvparten|halvdelen|helvta|helfta"
    rf"|(?:(?:en|ein|én|éin|{_ONES})[ \u00a0])?(?:tredje|fjerde|femte|sjette|tidel)?(?:tredel|fjerdedel|femdel|femtedel|sjettedel"
    r"|tidel|tredjedel|tredjedelen)(?:er|ar|en|ene|ane)?"
    rf"|(?:hver|kvar|hvert|kvart)[ \u00a0](?:annen|annet|anna|tredje|fjerde|femte|sjette|tiende|niande|tiande){_GAP}(?:{_UNITS})"
    rf"|(?:et|eit)[ \u00a0](?:par|dusin|titalls?|snes){_COUNTED}"
    rf"|(?:flertall|fleirtal|mindretall|mindretal|majoritet|minoritet)(?:et|en)?(?=[ \u00a0]av\b{_COUNTED})"
    rf"|(?:bare|kun|berre|eneste)[ \u00a0](?:en|ei|ein|et|eit|ett)[ \u00a0](?:{_UNITS}))\b",
    re.IGNORECASE,
)
_YEAR = r"(?:1[5-9]\d\d|20\d\d|2100)"
_YEARS = re.compile(rf"{_YEAR}(?:[ ]?[–‑-][ ]?(?:{_YEAR}|\d\d))?(?:/(?:{_YEAR}|\d\d))?")
_MONTHS = (
    r"(?:jan(?:uar)?|feb(?:ruar)?|mars|apr(?:il)?|mai|juni|juli|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?"
    r"|des(?:ember)?)"
)
# Names that figures are part of, and what stands around them. What matches is blanked before figures are looked for.
_NAMES = re.compile(
    r"\d{1,2}\.(?:[ ]?(?:og|til|–|-|/)[ ]?\d{1,2}\.)*[ \u00a0]?" + _MONTHS + r"\b(?:[ ]\d{4})?"
    r"|\b\d{1,2}\.[ ]?\d{1,2}\.[ ]?(?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}[ -](?:\d{4}|\d{2})\b"
    r"|\b(?:kl\.?|klokka|klokken)[ \u00a0]\d{1,2}(?:[.:]\d{2})?(?:[ ]?(?:[–-]|til|og)[ ]?\d{1,2}(?:[.:]\d{2})?)?"
    r"|§{1,2}[ \u00a0]?\d+(?:[-‑–.]\d+)*[ ]?[a-z]?\b"
    r"(?:[ ]?(?:,|og|til|–|-)[ ]?§?[ ]?\d+(?:[-‑]\d+)*)*(?:[ ](?:første|andre|annet|\d\.)[ ]ledd)?"
    r"|\b(?:(?:stortings)?meld(?:ing(?:a|en)?|\.)?[ ]?(?:st\.?|til[ ]stortinget)?"
    r"|st\.?[ ]?meld\.?|prop(?:osisjon)?\.?|st\.?[ ]?prp\.?|ot\.?[ ]?prp\.?"
    r"|innst(?:illing)?\.?(?:[ ][SLO]\.?)?(?:[ ]til[ ]stortinget)?|dok(?:ument|\.)?|rundskriv|NOU|ISO|NS|LOV|FOR|SF|ILO|Agenda)"
    r"[ \u00a0]?(?:nr\.?[ \u00a0]?)?[A-Z]?-?\d+(?:[:\-–/.]\d+)*(?:[ ]?[SLO]{1,2}\b)?(?:[ ]?\((?:"
    + _YEAR
    + r")(?:[–-]\d{2,4})?\))?(?::[ ]?\d+)?"
    r"|\b(?:nr|nummer|pkt|punkt(?:a|ene)?|kap|kapittel|kapitla|side(?:r|ne)?|s|sak(?:en|a)?|PS|FS|KS-sak|artik(?:kel|lene)|art|vedlegg"
    r"|spørsmål(?:et|a)?|problemstilling(?:a|en)?|krav|tabell|figur|trinn|klasse|bokstav|ledd|mål|bærekraftsmål|tema|del|bind"
    r"|versjon|utgave|utgåve|runde|gruppe|alternativ|post|avsnitt|note|boks|fase|linje|nivå|kategori|type|postboks|pb|gnr|bnr|rom)\.?"
    r"[ \u00a0](?:nr\.?[ ])?\d+(?:[.\-–/:]\d+)*[a-z]?\b(?:[ ]?(?:,|og|til|–)[ ]?\d+(?:[.\-/:]\d+)*)*(?![ ](?:"
    + _UNITS
    + r")\b)"
    r"|\b(?:tlf|telefon|mobil|org\.?[ ]?nr|orgnr)\.?:?[ ]?(?:\+47[ ])?[\d ]{8,14}\b"
    r"|\b\d{1,3}\.(?=[ ][a-zæøå])|(?<![\w(])\d{1,2}\)(?=[ ])|\b\d+/\d+\b|\b\d{2}[ ]\d{2}[ ]\d{2}[ ]\d{2}\b"
    r"|(?<=[ ,])\d{4}[ ](?=(?-i:[A-ZÆØÅ][a-zæøå]))",
    re.IGNORECASE,
)
# «de to kommunene», «begge de tre»: those that were just named.
_JUST_NAMED = re.compile(r"\b(?:de|dei|disse|desse|dem|begge|våre)[ \u00a0\n]+$", re.IGNORECASE)
# «mellom to og tre», «to og to», «én og én»: no count of anything.
_PAIRED = re.compile(r"\b(\w+)[ ]og[ ]$", re.IGNORECASE)
# «(1) frihet, (2) penger»: a list within the sentence.
_LISTED, _FIRST_LISTED = re.compile(r"\(\d{1,2}\)(?= \w)"), "(1) "
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|\"[^\"]*\"")
_LINK = re.compile(r"\]\([^()\s]*\)|<?https?://[^\s<>]+|\b[\w.+-]+@[\w.-]+\b|\bwww\.\S+")
_FIELD_SIGN = "\ue001"


class TypedNumber(NamedTuple):
    """A number typed at `text[start:end]`; `counts` tells that it is of something the program counts."""

    start: int
    end: int
    words: str
    counts: bool


def find_typed_numbers(text: str) -> tuple[TypedNumber, ...]:
    """Return the numbers of a text that are typed by hand and do not name anything, in order."""
    masked = _mask(text)
    masked = _LISTED.sub(_blank, masked) if _FIRST_LISTED in masked else masked
    found = [
        *(_figure(masked, match) for match in _FIGURE.finditer(_NAMES.sub(_blank, masked))),
        *(_word(masked, match) for match in _WORD.finditer(masked)),
        *((match.start(), match.end(), True) for match in _SHARES.finditer(masked)),
    ]
    numbers: list[TypedNumber] = []
    for start, end, counts in sorted((one for one in found if one), key=lambda one: (one[0], -one[1])):
        if not numbers or start >= numbers[-1].end:
            numbers.append(TypedNumber(start, end, text[start:end], counts))
    return tuple(numbers)


def _figure(masked: str, match: re.Match[str]) -> tuple[int, int, bool] | None:
    after = _FOLLOWED_BY_UNIT.match(masked, match.end())
    is_year = bool(_YEARS.fullmatch(match[0])) and not (after and _stands_alone(masked, match))
    if is_year:
        return None
    counted = after and not after[0].lstrip().casefold().startswith("av ")
    end = after.end() if after and counted else match.end()
    return match.start(), end, bool(after)


def _stands_alone(masked: str, match: re.Match[str]) -> bool:
    """Whether a number that could be a year stands before what is counted, and no word before it says that it is one."""
    before = masked[max(0, match.start() - 12) : match.start()]
    return not re.search(
        r"(?:\b(?:i|fra|frå|siden|sidan|til|år|året|innen|innan|før|etter|og|av)[ ]|[(–-])$", before, re.IGNORECASE
    )


def _word(masked: str, match: re.Match[str]) -> tuple[int, int, bool] | None:
    before = masked[max(0, match.start() - 24) : match.start()]
    number = match["number"].casefold()
    paired = _PAIRED.search(before)
    if _JUST_NAMED.search(before) or (paired and paired[1].casefold() == number):
        return None
    if not match["counted"] and number in {"ti", "to", "én", "éin"} and not _begins_clause(before):
        return None  # «mellom to er», «på én vil»: nobody is counted
    words = masked[match.start() : match.end()]
    counted = match["counted"] and not words.casefold().endswith(" av")
    return match.start(), match.end() if counted else match.start() + len(number), True


def _begins_clause(before: str) -> bool:
    return (
        not before.strip()
        or before.rstrip()[-1] in ".,;:–!?("
        or before.rstrip().casefold().endswith((" og", " at", " mens", " men"))
    )


def _mask(text: str) -> str:
    """Return the text with what is no words of the writer's own blanked; the length is kept."""
    masked = "".join(
        part.raw.replace(_FIELD_SIGN, " ") if isinstance(part, TextPart) else _stand_in(part.raw)
        for part in parse_assessment(text)
    )
    return _LINK.sub(_blank, _QUOTED.sub(_blank, masked)).replace("\u00a0", " ").replace("\n", " ")


def _stand_in(raw: str) -> str:
    return (_FIELD_SIGN if raw.lstrip("\\").startswith("{") else " ") * len(raw)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
