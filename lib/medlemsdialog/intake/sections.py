"""What a heading says about the passages under it: the parts of a municipal case, in both language forms."""

from __future__ import annotations

import re
from enum import StrEnum

_NUMBERING = re.compile(r"^(?:\(?[0-9IVX]+(?:\.[0-9]+)*[.)]?\s+|[a-zæøå]\)\s+)", re.IGNORECASE)
_REPEAT = re.compile(r"\s\(\d+\)$")
_SPACE = re.compile(r"\s+")


class Section(StrEnum):
    """The part of a case that a heading opens."""

    PROPOSAL = "proposal"
    DECISION = "decision"
    TREATMENT = "treatment"
    ASSESSMENT = "assessment"
    BACKGROUND = "background"
    ATTACHMENTS = "attachments"
    STATEMENT = "statement"
    PRIORITIES = "priorities"
    DISSENT = "dissent"
    PROTOCOL = "protocol"
    HEARD = "heard"


_COUNCILS = (
    r"(?:bystyre|kommunestyre|kommunalstyre|heradsstyre|fylkesting|formannskap|byråd|fylkesutval|fylkesutvalg|"
    r"fylkesråd|utval|utvalg|"
    r"hovudutval|hovedutvalg|komite|komité|råd|styre|nemnd)(?:et|en|t|n|a)?s?"
)
_PATTERNS: tuple[tuple[Section, re.Pattern[str]], ...] = tuple(
    (section, re.compile(pattern, re.IGNORECASE))
    for section, pattern in (
        (
            # «Protokolltilførsel fra Høyre» under the decision: what follows is the party's.
            Section.DISSENT,
            r"^(?:protokoll(?:tilførs(?:el|ler|lar)|merknad(?:er|ar)?)|(?:sær|mindretal(?:l)?s)merknad(?:er|ar)?)\b",
        ),
        (
            Section.ATTACHMENTS,
            r"^(?:(?:u?trykte|utrykte|uprenta|prenta|andre)?\s*vedlegg\b|vedlagt\b|dokumenter? i saken?\b)",
        ),
        (
            Section.HEARD,
            r"^(?:(?:høring|høyring)s?(?:uttalelser|uttalar|svar|innspill|innspel)|uttalelser|uttalar|innspill|"
            r"innspel|merknader|merknadar)"
            r" (?:til|i|frå|fra) (?:sak|høringen|høyringa|andre|råd)|^innkomne (?:uttal|merknad|innspill)|^innkomne? |"
            r"^innkomen |"
            r"^(?:høringsuttalelser|høyringsuttalar)$|^uttalelse fra (?:ungdomsråd|eldreråd|råd)|"
            r"^uttale frå (?:ungdomsråd|eldreråd|råd)",
        ),
        (
            Section.BACKGROUND,
            r"^(?:bakgrunn|tidligere vedtak|tidlegare vedtak|oppfølging av|oppfølgjing av|melding om vedtak|utskrift|"
            r"vedtakskompetanse|vedtaksmynd|hjemmel|heimel|rettsgrunnlag|lovgrunnlag)",
        ),
        (
            Section.PROPOSAL,
            r"innstilling(?:a|en)?s?\b|innstilling(?:a|en)? (?:fra|frå|til)|\b(?:forslag|framlegg) til "
            r"(?:vedtak|innstilling|uttalelse|uttale|høringsuttalelse|høyringsuttale|høringssvar|høyringssvar|fråsegn)|"
            r"tilråding|tilrådning|anbefaling til vedtak|"
            r"^(?:rådmannens|kommunedirektørens|fylkesrådmannens|fylkesdirektørens|administrasjonens|byrådens|"
            r"rådmannen sitt|"
            r"kommunedirektøren sitt|fylkesrådmannen sitt) (?:forslag|framlegg|anbefaling|tilråding|utkast)|"
            r"^forslag$|^framlegg$",
        ),
        (
            Section.TREATMENT,
            r"^(?:behandling|handsaming|votering|avstemming|avrøysting|røysting|røystingsresultat|voteringsresultat|"
            r"møtebehandling|saksbehandling i møtet|saksprotokoll|protokoll$|protokoll fra|protokoll frå|drøfting i møtet)\b|"
            rf"^{_COUNCILS}(?: sin| sine|s)? (?:behandling|handsaming|votering)|\bbehandling i\b|\bhandsaming i\b",
        ),
        (
            Section.DECISION,
            r"^(?:endelig |endeleg |samrøystes |enstemmig )?(?:vedtak|vedteke|vedtatt)\b|"
            rf"^{_COUNCILS}(?: sitt| sin| sine|s)? (?:\S+ )?vedtak|^[A-ZÆØÅ]{{2,5}}[- ]?\d+/\d+.{{0,12}}\bvedtak\b|"
            r"\bgjorde slikt vedtak|\bfattet følgende vedtak|\bslikt vedtak\b|^følgende vedtak",
        ),
        (
            Section.ASSESSMENT,
            r"\bvurdering(?:er|ar|a|en)?\b|^(?:konklusjon|drøfting|kommentarer|kommentarar)\b|"
            r"^merknader fra (?:rådmannen|administrasjonen)",
        ),
        (
            Section.BACKGROUND,
            r"^(?:saksopplysning|saksutgreiing|saksutredning|faktaopplysning|fakta\b|faktagrunnlag|"
            r"(?:kort )?sammendrag|"
            r"(?:kort )?samandrag|(?:kort )?resymé|(?:kort )?resyme\b|kort om|om saken|om saka|hva saken gjelder|"
            r"kva saka gjeld|"
            r"saken gjelder|saka gjeld|ingress|historikk|problemstilling|saksgang|økonomiske (?:og|konsekvens)|"
            r"økonomiske og administrative|konsekvens|(?:gjeldende |gjeldande )?regelverk|klage|"
            r"klagerett|videre saksgang|saksgang videre|vidare saksgang|klima|folkehelse|lenker|lenkjer|kilder|"
            r"kjelder|referanser|gjeldende rett|gjeldande rett|"
            r"høringen$)",
        ),
        (
            Section.STATEMENT,
            r"^(?:(?:kommunens|kommunen sin|kommunen sitt|fylkeskommunens|fylkeskommunen sin|vår|våre?|vårt)\s+)?"
            r"(?:uttalelse|uttale|fråsegn|høringsuttalelse|høyringsuttale|høyringsfråsegn|høringssvar|høyringssvar|"
            r"innspill|innspel|"
            r"merknader|merknadar|svar)(?: (?:fra|frå|til) .*)?$",
        ),
        (
            Section.PRIORITIES,
            r"^(?:hovedmål|hovudmål|delmål|mål|målsettinger|målsetjingar|prioritering|satsingsområde|satsing|"
            r"strategi|tiltak|"
            r"forventning|anbefaling|tilrådingar|krav|ønsker|ønske)",
        ),
    )
)
_ALONE = re.compile(
    r"^(?:(?:rådmannens|kommunedirektørens|fylkesrådmannens|fylkesdirektørens|administrasjonens|rådmannen si|"
    r"rådmannen sitt|"
    r"kommunedirektøren si|kommunedirektøren sitt|formannskapets|bystyrets|kommunestyrets|utvalgets|byrådets|"
    r"fylkestingets|"
    r"fylkesutvalgets|formannskapet sitt|kommunestyret sitt|fylkestinget sitt)\s+)?"
    r"(?:innstilling|innstillinga|innstillingen|forslag til vedtak|framlegg til vedtak|forslag til innstilling|"
    r"tilråding|"
    r"forslag|framlegg|vedtak|endelig vedtak|sammendrag|samandrag|resymé|kort resymé|ingress|bakgrunn|fakta|"
    r"saksopplysninger|"
    r"saksopplysningar|saksutgreiing|saksutredning|vurdering|vurderinger|vurderingar|konklusjon|behandling|"
    r"handsaming|votering|"
    r"avstemming|røysting|avrøysting|protokoll|vedlegg|uttalelse|uttale|fråsegn|høringsuttalelse|høyringsuttale|høringssvar|"
    r"høyringssvar)\s*:?$",
    re.IGNORECASE,
)


def classify_heading(heading: str) -> Section | None:
    """Return the part of a case that `heading` opens, or None for a heading of the document's own."""
    bare = _NUMBERING.sub("", _REPEAT.sub("", _SPACE.sub(" ", heading).strip())).strip(" :–-")
    return next((section for section, pattern in _PATTERNS if pattern.search(bare)), None)


def is_section_word(line: str) -> bool:
    """Whether a line holds only the name of a part of a case, such as «Saksopplysninger:»."""
    bare = _NUMBERING.sub("", line.strip())
    # «… å fatte følgende / vedtak:» is a sentence broken before its last word.
    return bare[:1].isupper() and bool(_ALONE.match(bare))
