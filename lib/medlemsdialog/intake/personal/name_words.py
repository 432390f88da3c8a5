"""The words that tell a person's name from other capitals: given names, titles and labels before it, institutions in it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

# Words before a name that say that a person follows.
TITLE = re.compile(
    r"(?:(?:vara|fylkes)?ordfør[ea]r(?:en)?|(?:fylkes)?rådmann(?:en)?|(?:kommunal|kultur|fylkeskultur|bibliotek|oppvekst|etats?|skole|skule|"
    r"avdelings|museums|ass)?sjef(?:en)?|\w*(?:leder|leiar)(?:en)?|\w*rådgiv[ea]r(?:en)?|\w*konsulent(?:en)?|\w*direktør(?:en)?|"
    r"(?:kultur)?(?:skole|skule)?rektor(?:en)?|\w*lær[ea]r(?:en)?|\w*sekretær(?:en)?|byråd(?:en)?|fylkesråd(?:en)?|statsråd(?:en)?|"
    r"\w*politik[ea]r(?:en)?|\w*representant(?:en|ane|ene)?|\w*medlem(?:met|mer|mene|ene|men|er)?|\w*musik[ea]r(?:en)?|\w*kunstn[ea]r(?:en)?|"
    r"dirigent(?:en)?|student(?:en)?|elev(?:en)?|psykolog(?:en)?|\w*pedagog(?:en)?|(?:sokne)?prest(?:en)?|lege(?:n)?|lækjar|"
    r"forsk[ea]r(?:en)?|professor(?:en)?|forfatt[ea]r(?:en)?|journalist(?:en)?|redaktør(?:en)?|tren[ea]r(?:en)?|\w*utøv[ea]r(?:en)?|"
    r"saksbehandler(?:en)?|sakshandsamar(?:en)?|\w*kontakt(?:person)?(?:en|er|ar)?|forelder|forelde[rn]|foresatt|foresett|innbygg[ea]r(?:en)?|"
    r"nabo(?:en|ene|ane|ar|er)?|søk[ea]r(?:en)?|søkjar(?:en)?|delt[ae]k[ea]r(?:en)?|herr|fru|frk|innsend[ea]r|ungdommen|eier|eigar|"
    r"\w*koordinator(?:en)?|\w*kurator(?:en)?|\w*ansvarlig|\w*ansvarleg|\w*ingeniør(?:en)?|\w*arkitekt(?:en)?|organist(?:en)?|kantor(?:en)?)",
    re.IGNORECASE,
)
# After these one capital word alone is a surname: «ordfører Hansen».
SURNAME_TITLE = re.compile(
    r"(?:[Rr]epresentanten?|[Rr]epr\.|(?:[Vv]ara|[Ff]ylkes)?[Oo]rdfør[ea]r|(?:[Ff]ylkes)?[Rr]ådmann|[Ss]tatsråd|[Bb]yråd|[Hh]err|[Ff]ru|[Ff]rk\.?)"
)
LABEL = (
    r"(?:saksbehandl[ea]r(?:e)?|sakshandsamar(?:ar)?|saksansvarlig|saksansvarleg|kontaktperson(?:er|ar|en)?|"
    r"kontaktinfo\w*|kontakt|"
    r"møteleder|møteleiar|møtesekretær|sekretær|referent|skrivar|ordstyrer|ordstyrar|til ?stede|tilstede|til ?stades|møtte|"
    r"møtende(?: \w+)?|møtande(?: \w+)?|forfall|innkalt\w*|frammøtte|inhabil|ugild|innsend[ea]r|navn|namn|prosjektled[ea]r|"
    r"prosjektlei[ea]r|"
    r"mottak[ea]r|avsend[ea]r|underskrift|signatur|sign\.?|signert|vår ref\.?|deres ref\.?|vår kontakt|kopi|fra|frå|til|cc|att\.?|"
    r"v/|godkjen[td] av|elektronisk godkjen[td] av|desse møtte|følgende møtte|deltakere|deltakarar|elevrådet|fullmakt)"
)
LABEL_BEFORE = re.compile(rf"(?:^|[\s(·|,;])(?:{LABEL})\s*(?:er|:|–|-)?\s*$", re.IGNORECASE)
WEAK_LABELS = re.compile(
    r"(?:fra|frå|til|kopi|cc|mottak[ea]r|avsend[ea]r|vår ref\.?|deres ref\.?|møtte)\s*:?\s*$", re.IGNORECASE
)
WITH_COLON = re.compile(rf"(?:^|[\s(·|,;\n])(?:{LABEL})\s*:\s*$", re.IGNORECASE)
BY_WORD = re.compile(r"(?:\bv/|\bv\. )\s*$")
PARTY_AFTER = re.compile(
    r"\s?\((?:Ap|AP|A|H|Høyre|Sp|SP|SV|Sv|V|Venstre|KrF|Krf|KRF|FrP|Frp|FRP|MDG|R|Rødt|PP|Pp|INP|Uavh\.?|uavh\.?|uavhengig)[),]"
)
# A name with one of these in it, or one of these after it, belongs to a house, a body or a work.
ORGANISATION_WORD = re.compile(
    r"^(?:.*(?:skolen?|skule[nr]?|skular|skoler|museet|museum|museene|senter|senteret|sentrum|teatre?t|teater|orkester(?:et)?|forbund(?:et)?|"
    r"forening(?:en|a)?|lag(?:et)?|råd(?:et)?|rådene|utvalg(?:et)?|utval(?:et)?|komite|komité(?:en)?|kommuner?|kommunen|kommunar|herad|fylke|"
    r"fylket|fylkeskommune|avdeling(?:en|a)?|etat(?:en)?|seksjon(?:en)?|enhet(?:en)?|stiftelse(?:n)?|stifting(?:a)?|akademi(?:et)?|"
    r"institutt(?:et)?|universitet(?:et)?|bibliotek(?:et)?|festival(?:en)?|dagene|dagane|prisen|parti(?:et)?|partiet|kirke|kirka|kirken|kyrkje|kyrkja|"
    r"domkirke|opera(?:en)?|ballett(?:en)?|ting(?:et)?|departement(?:et)?|direktorat(?:et)?|korps(?:et)?|klubb(?:en)?|galleri(?:et)?|"
    r"kino(?:en)?|scene(?:n)?|forskning|forsking|byrå(?:et)?|banken|nettverk(?:et)?|konserthus(?:et)?|kulturhus(?:et)?|kunsthall|kunststall|"
    r"rådhus(?:et)?|samarbeid(?:et)?|sentral(?:en)?|symfoni\w*|filharmoni\w*|verden|spel(?:et)?|stemnet|stipend(?:et)?|studio|plan(?:en)?|"
    r"melding(?:en|a)?|lov(?:en|a)?|gate|gata|gaten|vei|veien|veg|vegen|plass|plassen|parken|slottet|kapell|musikkhøgskole|torget|"
    r"utredning(?:en)?|utgreiing(?:a)?|mann(?:en)?s?embetet|menn|møte(?:t)?|konferansen?|program(?:met)?|fond(?:et)?|scenekunst)|"
    r"kultur\w*|oppvekst|frivillighet|idrett|ungdoms?|fritid|barn\w*|unge|norges?|noregs?|norsk[et]?|nasjonal\w*|nordisk\w*|statistisk|"
    r"as|asa|ba|sa|iks|kf|ks|eu|nou|høyre|venstre|rødt|arbeiderpartiet|senterpartiet|kor|koret|musea|talenter|musikk\w*|kunst\w*|"
    r"bok|blues\w*|jazz\w*|servicetorg\w*|storting\w*|formannskap\w*|kommunestyre\w*|bystyre\w*|fylkes\w*|regjering\w*|kongen?s?|dronning\w*)$",
    re.IGNORECASE,
)
FOLLOWING_HOUSE = re.compile(
    r"-[a-zæøå]{2,}|s? (?:videregående|vidaregåande|ungdomsskole|ungdomsskule|"
    r"(?:kultur|musikk|barne|grunn)?skole|"
    r"(?:kultur|musikk|barne|grunn)?skule|museum|gate|vei|veg|plass|hus|hjem|heim|minne|senter|"
    r"bibliotek|folkehøg\w*|barneskole|barnehage|stiftelse|legat|stipend|fond|pris|park|kirke|kyrkje|kapell|spel|festival|kommune)\b"
)
# Capital words after a title that are no surnames.
SURNAME_STOPS = frozenset(
    {"Ap", "Sp", "SV", "KrF", "FrP", "MDG", "Ikke", "Ikkje", "Ingen", "Alle", "Møte", "Sak", "Dato", "Org"}
)


@cache
def given_names() -> frozenset[str]:
    """Return common given names of Norway as they are written."""
    return frozenset(_read_words("given_names.txt"))


@cache
def no_person_first() -> frozenset[str]:
    """Return first words of names of places, bodies and works rather than of people."""
    return frozenset(_read_words("place_words.txt"))


@cache
def well_known() -> frozenset[tuple[str, str]]:
    """Return the first two words of names that texts on culture speak of: authors, artists, figures."""
    lines = _read_lines("well_known.txt")
    return frozenset((words[0], words[1]) for words in (line.split() for line in lines) if len(words) > 1)


def _read_words(name: str) -> list[str]:
    return [word for line in _read_lines(name) for word in line.split()]


def _read_lines(name: str) -> list[str]:
    text = files("medlemsdialog.intake.personal").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
