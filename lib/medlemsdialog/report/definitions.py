"""What every measure and word in the reports means: one list, which each number leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.agreement import FEWEST_STATEMENTS
from medlemsdialog.evidence.disclosure import FEWEST_TOLD
from medlemsdialog.evidence.strength import COUNTS_RULE, FEWEST_UNANIMOUS, STRENGTH_RULES, THEMES_ONLY
from medlemsdialog.models.participation import FEWEST_FOR_SHARE
from medlemsdialog.models.vocabulary import BasisLevel, BasisQuestion, word
from medlemsdialog.report import places
from medlemsdialog.report.fragment import render_markup

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class Definition:
    """A word that numbers lead to, with what it means; `points` are what it is made up of."""

    key: str
    term: Message
    meaning: Message
    points: tuple[Message, ...] = ()
    only_national: bool = False


_STATES = (
    Message("besvart: Medlemmet har sagt noe som svarer på spørsmålet."),
    Message("mottatt, ikke ferdig behandlet: Noe er kommet inn, men det er ikke lest ferdig, registrert eller kodet."),
    Message("vedlegg mangler: Innspillet viser til et vedlegg som ikke er kommet."),
    Message("ikke besvart: Medlemmet har gitt innspill, men det svarer ikke på dette spørsmålet."),
    Message("ikke gitt innspill: Medlemmet er spurt, og ingenting er mottatt."),
    Message("ikke spurt: Spørsmålet er ikke stilt til medlemmet."),
    Message("nøytral: Medlemmet har svart uten å ta side."),
)
# Once for each word that a column, a figure, a field or a sentence uses; in the order a reader needs them.
DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "medlem",
        Message("medlem"),
        Message(
            "En kommune eller fylkeskommune i kommuneinndelingen. Et medlem telles én gang, uansett hvor mange dokumenter "
            "det har sendt. Alle medlemmene i inndelingen er mulige medlemmer, også de som ikke har sagt noe."
        ),
    ),
    Definition(
        "organ",
        Message("organ"),
        Message(
            "Et styre, utvalg eller nettverk i KS. Et organ taler ikke for medlemmene i fylket sitt. Det telles for seg og "
            "legges aldri sammen med medlemmer."
        ),
    ),
    Definition(
        "avsender",
        Message("avsender"),
        Message(
            "Den som et innspill kommer fra: et medlem, et organ eller en annen avsender, som en organisasjon, en tjeneste "
            "eller en person. Andre avsendere telles for seg."
        ),
    ),
    Definition(
        "fylke",
        Message("fylke"),
        Message("Et fylke telles der minst ett av dets egne medlemmer telles. Et organ gjør ikke at fylket telles."),
        only_national=True,
    ),
    Definition(
        "innspill",
        Message("innspill"),
        Message(
            "Én original slik den kom inn: en fil eller en rad i et skjema. Bare innspill der en person har bekreftet hvem "
            "som er avsender og hva slags uttalelse det er, er registrert og telles."
        ),
    ),
    Definition(
        "tekststed",
        Message("tekststed"),
        Message(
            "Ett avsnitt, ett punkt, én overskrift eller én celle, ordrett. Alle tekststeder som er lest, er med i "
            "regnskapet: som utsagn, som et annet slag eller i innspill som er satt til side."
        ),
    ),
    Definition(
        "utsagn",
        Message("utsagn"),
        Message(
            "Et tekststed som er et syn eller et gjengitt syn. Bakgrunn, saksgang, hilsener og nedstemte forslag er ikke "
            "utsagn. Ett innspill kan ha mange utsagn, så tallet sier ikke hvor mange som mener noe."
        ),
    ),
    Definition(
        "ulike-tekster",
        Message("ulike tekster"),
        Message(
            "Utsagnene når tekster som er like eller nesten like, telles én gang. Da ser du om mange har skrevet hver for "
            "seg eller brukt den samme teksten."
        ),
    ),
    Definition(
        "like-tekster",
        Message("like tekster"),
        Message(
            "Tekster som flere avsendere har brukt, ordrett, nesten ordrett, med andre navn og tall, eller på begge "
            "målformer. Datamaskinen finner dem. Ingen blir tatt bort: Utsagn, ordlyder og avsendere står side om side."
        ),
    ),
    Definition(
        "hort",
        Message("hørt, venter, ikke gitt innspill"),
        Message(
            "Et medlem er hørt når minst ett registrert innspill fra det har utsagn som telles. Det venter når noe er mottatt, "
            "men ikke ferdig behandlet. Ellers har det ikke gitt innspill. Hvert medlem er i én av de tre. Medlemmer i fylker der "
            "kjøringen stoppet, er ikke kjent og står for seg."
        ),
    ),
    Definition(
        "invitert",
        Message("invitert"),
        Message(
            "Minst ett spørsmål er stilt til medlemmet, i dialogen eller i et skjema. Hvem som har fått brev om det, er ikke "
            "kjent."
        ),
        only_national=True,
    ),
    Definition(
        "tilstand",
        Message("tilstand for et spørsmål"),
        Message("For hvert medlem og hvert spørsmål gjelder nøyaktig én av disse sju:"),
        _STATES,
    ),
    Definition(
        "tema",
        Message("tema tatt opp"),
        Message(
            "Et tema er et emne i kodeboken. Det er tatt opp når minst ett utsagn handler om det. Ingen er for eller mot et "
            "tema."
        ),
    ),
    Definition(
        "krav",
        Message("krav"),
        Message(
            "Én setning om hva KS, staten, fylkeskommunene eller kommunene bør gjøre. En person har formulert den ut fra "
            "utsagnene, eller den sto i et skjema."
        ),
    ),
    Definition(
        "standpunkt",
        Message("standpunkt"),
        Message(
            "For, mot, delt eller nøytral til et krav. Et medlem som er for i ett utsagn og mot i et annet, er delt. "
            "Uenighet står først."
        ),
    ),
    Definition(
        "noytral",
        Message("nøytral"),
        Message("Har svart på spørsmålet eller omtalt kravet uten å ta side. Telles verken som for eller mot."),
    ),
    Definition(
        "omstridt",
        Message("omstridt"),
        Message(
            "Et krav er omstridt når minst ett medlem eller ett organ er mot det eller delt i synet på det, også når de fleste "
            "er for."
        ),
    ),
    Definition(
        "innbyggere",
        Message("innbyggere"),
        Message(
            "Folketallet i kommunen 1. januar i kommuneinndelingens år. Bare kommuner har innbyggere her, og et ukjent folketall "
            "blir ikke gjettet."
        ),
    ),
    Definition(
        "mote",
        Message("møter og oppmøte"),
        Message(
            "Møter i organer som er registrert i dialogen, og hvor mange som var til stede. Ukjent oppmøte er ikke null."
        ),
    ),
    Definition(
        "offisielle-tall",
        Message("offisielle tall"),
        Message(
            "Tall fra andre enn dialogen. Kilde, enhet, år og dagen de ble hentet, står under hver tabell. Et tall som "
            "mangler, er ikke null."
        ),
    ),
    Definition(
        "funn",
        Message("funn"),
        Message(
            "Én eller flere setninger som en person har skrevet ut fra krav, temaer og utsagn. Et funn blir godkjent sammen "
            "med grunnlaget sitt. Endrer grunnlaget seg, står det ved funnet til noen har godkjent det på nytt."
        ),
        only_national=True,
    ),
    Definition(
        "styrke",
        Message("ord for styrke"),
        Message("Hvor sterkt noe blir sagt, følger faste regler. Programmet varsler, en person velger."),
        (*STRENGTH_RULES.values(), COUNTS_RULE, THEMES_ONLY),
        only_national=True,
    ),
    Definition(
        "grunnlag",
        Message("grunnlag for funnet"),
        Message(
            "Hvor godt funnet er underbygd: {good}, {fair} eller {thin}. En person velger nivået og skriver hvorfor; "
            "programmet foreslår ikke noe nivå. Den som vurderer, stiller fire spørsmål. De er laget etter mønster av "
            "GRADE-CERQual, som vurderer forskning; dette er ikke en slik vurdering.",
            good=word(BasisLevel.GOOD),
            fair=word(BasisLevel.FAIR),
            thin=word(BasisLevel.THIN),
        ),
        tuple(word(question) for question in BasisQuestion),
        only_national=True,
    ),
    Definition(
        "sitat",
        Message("sitat og annet syn"),
        Message(
            "Et sitat er ord for ord det som står i et utsagn, valgt av en person. Sitatene illustrerer, de måler ikke. «Annet syn» "
            "står ved et sitat som sier noe annet enn det de fleste medlemmene mener om kravet, eller som er mot det eller "
            "delt i synet på det."
        ),
        only_national=True,
    ),
    Definition(
        "terskler",
        Message("grenser for små tall"),
        Message("Noen tall er for små til å si noe, eller de kan røpe hvem som har skrevet hva:"),
        (
            Message("Med færre enn {fewest} medlemmer blir det ikke regnet prosent.", fewest=FEWEST_FOR_SHARE),
            Message("«Entydig» krever minst {fewest} medlemmer med standpunkt til kravet.", fewest=FEWEST_UNANIMOUS),
            Message(
                "Hvor likt koderne koder, blir regnet ut når minst {fewest} utsagn er kodet av flere.",
                fewest=FEWEST_STATEMENTS,
            ),
            Message(
                "Avsendere som ikke kan vises hver for seg, blir bare talt der de er minst {fewest}.",
                fewest=FEWEST_TOLD,
            ),
        ),
    ),
    Definition(
        "fortrolig",
        Message("det som ikke vises"),
        Message(
            "Det som er sendt i fortrolighet, og det enkeltpersoner ikke har sendt åpent, er ikke med i noe tall. Ingen skal "
            "kunne regne det ut ved å sammenligne tabeller. Personopplysninger er tatt ut av sitatene."
        ),
    ),
    Definition(
        "likt-kodet",
        Message("hvor likt koderne koder"),
        Message(
            "Der to eller flere har kodet det samme utsagnet hver for seg, teller vi hvor ofte de valgte det samme. Alfa sier "
            "hvor likt det er når tilfeldig likhet er trukket fra. Det som koderne er uenige om, telles ikke før de er blitt "
            "enige."
        ),
    ),
    Definition(
        "maskin",
        Message("maskinens del og folks del"),
        Message(
            "Datamaskinen leser originalene, finner tekststeder, like tekster og personopplysninger, foreslår avsender og "
            "temaer, teller og tegner. Personer bekrefter avsendere, velger temaer og standpunkt, formulerer krav, velger sitater "
            "og skriver funn. Forslag fra datamaskinen telles aldri."
        ),
    ),
    Definition(
        "begrensninger",
        Message("hva tallene ikke sier"),
        Message(
            "Tallene gjelder dem som har gitt innspill. De er ikke et utvalg, og de sier ikke hva de andre mener. At et tema "
            "ikke er tatt opp, betyr ikke at det er uviktig."
        ),
    ),
)


def define_words(labels: Labels, *, national: bool) -> Markup:
    """Return the definitions as a list; a county's leaves out the words that only the nation's document uses."""
    shown = [one for one in DEFINITIONS if national or not one.only_national]
    return render_markup("_definitions", labels, definitions=shown, place=places.definition_id, national=national)
