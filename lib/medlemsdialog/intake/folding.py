"""The words of a text folded so that bokmål and nynorsk meet: forms, endings and sounds that differ become one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from medlemsdialog.models.identity import canonical_text

NAME = "@"
NUMBER = "#"
_TOKEN = re.compile(r"\d+(?:[.,:/\u00a0 ]\d+)*%?|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:»\"”]\s*[–—«\"“-]*\s*$")
_NUMERALS_TEXT = """
    null to tre fire fem seks sju syv åtte ni ti elleve tolv tretten fjorten femten tjue tyve tretti førti femti
    hundre tusen million millioner millionar januar februar mars april mai juni juli august september oktober
    november desember"""
_NUMERALS = frozenset(_NUMERALS_TEXT.split())
# What stands after a name at the head of a sentence, and how such names end: there a capital alone says nothing.
_AFTER_NAME_TEXT = """
    kommune fylkeskommune herad kommunestyre bystyre formannskap heradsstyre fylkesting musikklag historielag
    kulturskole kulturskule bibliotek idrettslag"""
_AFTER_NAME = frozenset(_AFTER_NAME_TEXT.split())
_PLACE = re.compile(
    r".{2,}(?:vik|vika|dal|dalen|dalane|fjord|borg|voll|vollen|mark|marka|nes|stad|sund|øy|øya|havn|hamn|heim|bygd|bygda"
    r"|grend|strand|vær|våg|berg|fjell|skog|vatn|moen|botn|lia|land|by|rud|haug|mo|li|ås)s?$"
)
_BODIES_TEXT = """
    kommunestyret bystyret formannskapet fylkestinget heradsstyret byrådet fylkesutvalget hovudutvalet
    hovedutvalget kulturutvalet kulturutvalget rådmannen utvalget utvalet"""
_BODIES = frozenset(_BODIES_TEXT.split())
# Nynorsk form(s) = the form both are folded to. Only what the endings and sounds below do not bring together.
_FORMS_TEXT = """
    ikkje=ikke eg=jeg ein=en ei=en eit=en et=en éin=en éi=en eitt=en ett=en dei=de dem=de deira=deres deires=deres frå=fra
    kva=hva kven=hvem kvar=hver kvart=hver hvert=hver hvor=hver kor=hver korleis=hvordan kvifor=hvorfor kvifor=hvorfor noko=noe
    nokon=noe nokre=noe noen=noe meir=mer mykje=mye berre=bare sjølv=selv sjølve=selv selve=selv saman=sammen vera=være vere=være
    vart=ble blei=ble vert=blir gjera=gjøre gjere=gjøre gjer=gjøre gjør=gjøre kjem=komme kommer=komme kome=komme koma=komme
    tek=ta tar=ta gjev=gi gir=gi gje=gi gjeve=gi gitt=gi held=holde holder=holde halde=holde haldast=holde heldt=holde
    difor=derfor òg=også utan=uten medan=mens mens=mens dersom=hvis viss=hvis sidan=siden no=nå då=da auke=øke auka=øke aukar=øke
    økt=øke økte=øke økning=øke auking=øke innspel=innspill innspela=innspill tilskot=tilskudd tilskota=tilskudd tilskotet=tilskudd
    tilskuddet=tilskudd tilbod=tilbud tilbodet=tilbud tilboda=tilbud tilbudet=tilbud tilbudene=tilbud teneste=tjeneste
    verksemd=virksomhet verksemda=virksomhet virksomheten=virksomhet verksemder=virksomhet moglegheit=mulighet
    moglegheiter=mulighet moglegheita=mulighet muligheter=mulighet muligheten=mulighet mogleg=mulig naudsynt=nødvendig
    naudsynte=nødvendig nødvendige=nødvendig framlegg=forslag framlegget=forslag born=barn borna=barn barna=barn barnet=barn
    vaksne=voksne vaksen=voksen skule=skole kyrkje=kirke kyrkja=kirke kirken=kirke veg=vei vegen=vei vegar=vei vegane=vei
    statleg=statlig skrive=skrive følgje=følge følgjer=følge rettleiing=veiledning rettleiar=veileder veiledning=veiledning
    framleis=fortsatt vilje=ville vil=ville høgare=høyere høg=høy høgt=høy høgste=høy lågare=lavere låg=lav lågt=lav bur=bo bor=bo
    bu=bo buande=bo boende=bo løne=lønne seier=si sier=si seie=si si=si veit=vite vet=vite finst=finne finnes=finne forsvinn=forsvinne
    trengst=trenge trengs=trenge hjem=heim hjemme=heim heime=heim gong=gang gonger=gang gonga=gang stad=sted staden=sted
    stader=sted steder=sted stedet=sted same=samme næraste=nærmeste ope=åpen opne=åpen åpent=åpen open=åpen kyrkjer=kirke
    einaste=eneste spele=spille spelar=spille spelt=spille spiller=spille handverk=håndverk ønskjer=ønske ønskje=ønske ynskjer=ønske
    ynskje=ønske pengar=penge penger=penge pengane=penge pengene=penge lov=lov lova=lov loven=lov bok=bok bøker=bok
    særleg=særlig kjende=kjente kjent=kjente rekk=rekke rekker=rekke krev=kreve krever=kreve skriv=skrive meiner=mene mener=mene
    meine=mene bed=be ber=be bad=be fortel=fortelle forteller=fortelle forståast=forstå forstås=forstå skal=skulle skulle=skulle
    må=måtte måtte=måtte kan=kunne kunne=kunne folkevald=folkevalgt folkevalde=folkevalgte vald=valgt valde=valgte velje=velge vel=velge
    skilnad=forskjell skilnader=forskjeller søkje=søke søkjer=søke byggje=bygge byggjer=bygge byggast=bygge leggje=legge
    legg=legge leggast=legge tenkje=tenke tenkjer=tenke styrkje=styrke styrkjer=styrke dekkje=dekke dekkjer=dekke dekt=dekke
    endå=enda annan=annen anna=annen andre=annen eigen=egen eiga=egen eige=egen eigne=egen eget=egen egne=egen liten=liten lita=liten
    lite=liten små=liten mange=mange ho=den han=den den=den det=det denne=denne dette=denne desse=denne disse=denne at=at som=som
    fråsegn=uttalelse fråsegna=uttalelse uttale=uttalelse uttalelsen=uttalelse samd=enig samde=enig einig=enig einige=enig
    usamd=uenig ueinig=uenig ueinige=uenig høyringsfrist=høringsfrist forsøk=forsøk rår=rå oppgåve=oppgave oppgåver=oppgave
    oppgåvene=oppgave eldsjel=ildsjel eldsjeler=ildsjel kjensle=følelse løyve=tillatelse løyving=bevilgning løyvingar=bevilgning
    løyvinga=bevilgning handsaming=behandling handsame=behandle røyst=stemme røyster=stemme vedteke=vedtatt vedtek=vedta
    heradsstyret=@ hovudutval=@ auste=øst nord=nord sør=sør heile=hel heil=hel heilt=hel hele=hel helt=hel fleire=flere fleirtal=flertall
    fleirtalet=flertall mindretal=mindretall kommunal=kommunal tidlegare=tidligere vanskeleg=vanskelig mogelegheit=mulighet
    mogelegheiter=mulighet tryggleik=trygghet kunnskap=kunnskap forståing=forståelse leiing=ledelse leiinga=ledelse ledelsen=ledelse
    leiar=leder leiarar=leder oppleving=opplevelse opplevingar=opplevelse opplevinga=opplevelse tyding=betydning tyder=betyr
    aleine=alene åleine=alene ofte=ofte oftare=oftere mellom=mellom mellomalder=middelalder kvardag=hverdag byrja=begynne
    byrje=begynne starte=starte nytte=bruke nyttar=bruke tilsett=ansatt tilsette=ansatt bruk=bruk drift=drift samanheng=sammenheng
    ope=åpen kveld=kveld veke=uke veka=uke veker=uke vekene=uke år=år åra=år årene=år folk=folk"""
_FORMS = dict(pair.split("=") for pair in _FORMS_TEXT.split())
# Longest first; what is left has at least three letters.
_ENDINGS_TEXT = """
    arane arar erne ere ingane ingene ingar inger inga ingen asjonane asjonene asjonar asjoner eleg elege elig
    elige leg lege leik heit heita heiter het heten heter hetene ane ene ande ende ast es ar er en et a e are
    aste este ens ets s t te as"""
_ENDINGS = tuple(sorted(_ENDINGS_TEXT.split(), key=len, reverse=True))
_KEPT = {
    "ing": "ing",
    "asj": "asjon",
    "leg": "lig",
    "lig": "lig",
    "ele": "lig",
    "eli": "lig",
    "hei": "het",
    "het": "het",
}
_SOUNDS = (
    ("øy", "ø"),
    ("ei", "e"),
    ("au", "ø"),
    ("kj", "k"),
    ("gj", "g"),
    ("hv", "v"),
    ("kv", "v"),
    ("tj", "t"),
    ("hj", "h"),
    ("å", "a"),
    ("æ", "e"),
    ("é", "e"),
    ("ò", "o"),
    ("u", "o"),
    ("y", "i"),
)
_DOUBLE = re.compile(r"([^\W\d_])\1")


class Word(NamedTuple):
    """One word of a text: as it stands in lower case, and folded; `folded` is `NAME` or `NUMBER` for those."""

    plain: str
    folded: str


@lru_cache(maxsize=1 << 17)
def _keep_word(plain: str, mask: str) -> Word:
    """Return the one record of a word: a hundred thousand texts are made of far fewer words."""
    return Word(plain, mask or fold_word(plain))


@lru_cache(maxsize=1 << 17)
def fold_word(word: str) -> str:
    """Return the folded form of a word in lower case: the same for its bokmål and nynorsk forms and its inflections."""
    known = _FORMS.get(word, word)
    if known in _FOLDED_FORMS:
        return known
    return _fold_sounds(_strip_ending(known))


_FOLDED_FORMS = frozenset(_FORMS.values())


def _strip_ending(word: str) -> str:
    for ending in _ENDINGS:
        if len(word) - len(ending) >= 3 and word.endswith(ending):
            return word.removesuffix(ending) + _KEPT.get(ending[:3], "")
    return word


def _fold_sounds(word: str) -> str:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _DOUBLE.sub(r"\1", word)


def fold_text(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order, folded, with proper names, bodies and numbers as such.

    A name is a word with a capital inside a sentence; at its head also where it stands as a name elsewhere in the text,
    ends as place names do, or a word like «kommune» follows. It is a guess that only has to be made alike for all texts.
    """
    canonical = canonical_text(text)
    found = list(_TOKEN.finditer(canonical))
    shouted = canonical.isupper()
    names = {m.group() for n, m in enumerate(found) if not shouted and _is_name(canonical, found, n)}
    return tuple(_keep_word(written.casefold(), _mask(written, names)) for written in (m.group() for m in found))


def _mask(written: str, names: set[str]) -> str:
    plain = written.casefold()
    if written[0].isdigit() or plain in _NUMERALS:
        return NUMBER
    return NAME if written in names or plain in _BODIES else ""


def _is_name(text: str, found: list[re.Match[str]], number: int) -> bool:
    written = found[number].group()
    if not written[0].isupper():
        return False
    start = found[number].start()
    if number and not _SENTENCE_END.search(text[max(0, start - 6) : start]):
        return True
    following = found[number + 1].group() if number + 1 < len(found) else ""
    return following in _AFTER_NAME or bool(_PLACE.match(written.casefold()))
