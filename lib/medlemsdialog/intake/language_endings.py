"""Parts and endings of words that only one form of Norwegian has, with how much each of them says.

Written for this program from the spelling of both forms; where an ending belongs to some words of the other form too, these
stand beside it.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Ending(NamedTuple):
    """What ends a word, how much it says (0–1), and the words with this ending that the other form has as well."""

    pattern: re.Pattern[str]
    weight: float
    shared: re.Pattern[str] | None


def _any_of(parts: str) -> str:
    return "(?:" + "|".join(parts.split()) + ")"


def _ending(weight: float, ending: str, *, shared: str = "") -> Ending:
    """Return an ending; both texts are alternatives that stand apart by white space, each a pattern."""
    return Ending(re.compile(_any_of(ending) + "$"), weight, re.compile(_any_of(shared) + "$") if shared else None)


# Parts of longer words: «kulturskule», «driftstilskot», «høyringssvar».
NYNORSK_PART = re.compile(
    _any_of("""
    gåve ^meir skul(?:e|ar|eleiar|est) tilskot tilbod oppgåv verksem kyrkj høyring løyving handsam moglegheit
    røyst(?:e|ing) innspel teneste leiar leiing lærar innbyggj utgreiing heradss hovud fråsegn (?<!saks)framlegg
    tilråding bustad kvardag fleirtal mindretal(?!l) samanlik samansl samanset samanheng spelemid medlemene øyremerk
    grunngj rettlei vedlikehald vidareføring folketal(?!l) sjukehei ynskj ønskj styrkj søkj tenkj dekkj byggj merkj
    svekkj leggj setj sitj liggj følgj eigar eigedom tilhøv røynsl gjev meining løys(?:e|ing|ast) køyr strøym tilskip
    symje innhald oppleving busetj
    """)
)
BOKMAL_PART = re.compile(
    _any_of("""
    skole(?:ne|r|ns)$ tilskudd tilbud oppgave virksomhet kirke(?!nes) høring bevilgning mulighet innspill tjeneste
    leder(?!hosen) ledelse lærer innbygger utredning flertall mindretall sammen spillemid øremerk begrunn veiled
    uttalels forestilling forutset utvalg videreføring folketall sykehj hjem(?!g) hverdag bolig arbeidstaker regnskap
    gjør nødvend offentlig statlig vanskelig tilgjengelig særlig innhold oppfølgings opplevels
    """)
)
SAMI_PART = re.compile(
    _any_of("oahp oađ uovd uolg eaddj skuvl gield giell giela ovdd hupm uvvo ruhta guovl iid$ searv")
)

NYNORSK_ENDINGS = (
    _ending(1.0, "ingane ingar arane arar sjonane sjonar tetane tetar istane istar entane entar"),
    _ending(1.0, "heit heita heiter heitene"),
    _ending(
        1.0,
        ".leg .lege legare legast legaste igare igast igaste",
        shared="(?:fast|tann|kommune|over|dyre?|smittevern|bedrifts|sykehus|kol)lege",
    ),
    _ending(0.9, "ane", shared="(?:b|^v|[ut]v|bruksv|f|sv|membr|^|ban)ane"),
    _ending(0.9, "[^iu]ande", shared="(?:^[lsbr]|bl|^st|til?st|mot?st|br|fl|str|hend)ande"),
    _ending(
        0.8,
        "ar",
        shared="""svar klar (?:^|mann|fisker|vinn)kar ^.{0,2}ar seminar hektar dollar honorar kommentar bruar januar
        formular inventar radar bibliotekar arkivar antikvar gitar altar basar notar elementar kommissar kaviar vikar
        familiar""",
    ),
    _ending(
        0.7,
        "aren",
        shared="""bibliotekaren arkivaren antikvaren faren varen baren kommentaren dollaren vikaren gitaren svaren
        basaren""",
    ),
    _ending(0.7, "[^f]inga"),
    _ending(
        0.9,
        "ast",
        shared="""(?:kontr|gymn|entusi|fant|f|h|m|^r|for?p?)ast (?:^|ut|opp|for|fram|av|vind|inn|over|steg|til)kast
        (?:^|ut|over|bal)last""",
    ),
    _ending(0.8, "[^kfhltmr]aste"),
    _ending(0.6, "are", shared="bare vare klare spare svare fare ^hare ^dare kare"),
    _ending(0.8, "leik leiken semd semda løyse løys løyst"),
    _ending(0.7, ".kje .gje kjer gjer kjast gjast kjande gjande", shared="rekkje lenkje fergje steikje ^skjer"),
    _ending(
        0.8,
        ".held kjem .fell .tek .gjev tal(?:et|a)",
        shared="""totalet metalet kapitalet hospitalet lokalet bibliotek apotek kartotek diskotek hypotek vinotek
        mediatek""",
    ),
    _ending(
        0.35,
        "[^aeiouyæøåim]a",
        shared="""ekstra kamera opera data media bygda elva hytta øya jenta barna dyra fauna flora villa gata arena
        propaganda agenda veranda lokala pizza cola bra orkestra klara framtida""",
    ),
)
BOKMAL_ENDINGS = (
    _ending(0.9, "ingene sjonene tetene istene entene"),
    _ending(
        0.9,
        "inger sjoner teter enter ister",
        shared="""tenester center senter vinter minister register kloster ringer finger bringer henter venter renter
        skifter mister vister lister kister jenter planter""",
    ),
    _ending(1.0, ".het heten heter hetene hetens", shared="^het ^heter"),
    _ending(1.0, "[^bl]lig [^bl]lige ligere ligst ligste ligvis lighet elig elige igere igst igste"),
    _ending(0.9, "[^hp]els(?:e|en|er|ene|ens)"),
    _ending(
        0.8,
        """kommer holder ligger gjelder faller skriver finner trekker vinner binder griper stiger synger treffer selger
        slipper sitter leser bryter henger svinner bærer""",
        shared="trommer",
    ),
    _ending(0.8, "tall(?:et|ene)"),
    _ending(0.5, "skole.*"),
    _ending(
        0.8, "ende", shared="sende vende hende kjende brende legende tusende tende grende spende fiende agende lende"
    ),
    _ending(
        0.9,
        "erne",
        shared="gjerne fjerne moderne stjerne kjerne verne lanterne interne eksterne taverne kaserne hjerne",
    ),
    _ending(0.3, "[^sk]ene", shared="scene ^gene ^ene alene ^mene tjene ^.?rene ^bene ^stene dene"),
    _ending(
        0.8,
        """(?:kommun|kostnad|skol|sted|områd|tiltak|prosjekt|bygg|husen|lag|midl|arkiv|krav|rom|barn|fag|mål|år|språk)ene
        (?:muse|ansatt|lokal|tilskudd|tilbud|forslag|vedtak|medlemm|elev|by|penge|styr|fylk|land|ord|folk|hold|tegn)ene
        (?:bibliotek|kor|korps|instrument|anlegg|mann|budsjett|vilkår|behov|innspill|utvalg|problem|dokument)ene
        (?:arrangement|system|sentr|teatr)ene""",
    ),
    _ending(
        1.0,
        """eres .ises gjøres ettes illes ennes ukes ordes eles iles andles igges egges ekkes ersøkes øves øses yttes""",
    ),
    _ending(
        0.5, "[^sie]s?es lyses leses løses vises", shared="samrøystes stades tilsynes series alles annes ades ners"
    ),
    _ending(0.5, "ligens ingens nens tens ets enes hetens rens gens asens", shared="konferens intens eksistens"),
    _ending(
        1.0,
        """(?:lær|kunstn|innbygg|bruk|deltak|søk|ei|led|utøv|velg|les|forfatt|arbeid|musik|spill|pendl|bygg)ere
        rådgivere politikere""",
    ),
    _ending(0.5, "[^iuat]eren", shared="vinteren karakteren ministeren nummeren lageren kvarteren"),
    _ending(0.4, "[^tlr]ede sjonens tetens", shared="glede nede brede rede skrede kjede"),
    _ending(0.6, ".{4}ingen", shared="dronningen tvillingen"),
    _ending(
        0.5,
        "[bdfgkptv][rl]et nnet gnet lget nket ldet rket rmet",
        shared="""sentret teatret verket arket merket folket laget målet banket valget bladet feltet følget salget skiltet
        bildet biletet området livet landet fjellet hullet signet anket antallet flertallet utvalget skinnet vannet
        finnet""",
    ),
)
