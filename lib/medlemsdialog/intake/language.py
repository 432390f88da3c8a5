"""The language of a passage, as far as the text itself shows it: short and mixed texts are left to a person."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from medlemsdialog.models.vocabulary import TextLanguage

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# Words that stand in one form only. Endings are tried where no such word decides.
_NYNORSK = frozenset(
    """ikkje eit ein dei frå kva kven kvar korleis kvifor noko nokon nokre berre meir mykje vere vera vore vart vert verte
    blei dykk eg me mi dykkar deira deis seg sjølv sjølve saman også òg då no nå skule skulen skular skulane kulturskule
    kulturskulen kulturskular kulturskulane høyring høyringa høyringssvar høyrer høyre gjer gjere gjera gjeve gjeven gjevne
    gi gir vil skal må bør kan kunne korkje anten medan mellom dersom difor utan etter før oftare fleire mange andre ho
    desse denne dette sin sitt sine sidan såleis likevel framleis aldri alltid einskild einskilde eigen eige eigne einaste
    kome koma kjem kjenne veit seie seier sei stode står styrkje styrkjast tydeleg tydelege naudsynt naudsynte viktig
    fylkeskommunar fylkeskommunane kommunar kommunane kommunal tenester tenesta tenestene samarbeidet arbeidet innspel
    støttar meiner ynskjer ønskjer ønskje ynskje treng trengst saknar sikrar tilrår tilrådd vedteke vedtek utval utvalet
    hovudutvalet heradsstyret fråsegn fråsegna føresetnad rammevilkår born ungdommar eldre lærar lærarar elevar lokalt
    opplæringslova lova tiltaka måla språka verksemd verksemda verksemder einingar heile heilt løyving løyvingar""".split()
)
_BOKMAL = frozenset(
    """ikke et en de fra hva hvem hvor hvordan hvorfor noe noen bare mer mye være vært ble blir dere jeg vi deres selv
    selve sammen også nå skole skolen skoler skolene kulturskole kulturskolene høring høringen høringssvar hører høre gjør
    gjøre gitt gi gir verken enten mens mellom dersom derfor uten flere hun disse dette siden således likevel fremdeles
    fortsatt aldri alltid enkelt enkelte egen eget egne eneste komme kommer kjenne vet si sier stod styrke styrkes tydelig
    tydelige nødvendig nødvendige kommuner kommunene fylkeskommuner fylkeskommunene tjenester tjenesten tjenestene
    innspill støtter mener ønsker trenger savner sikrer anbefaler vedtatt utvalg utvalget hovedutvalget kommunestyret
    uttalelse uttalelsen forutsetning rammebetingelser barn lærer lærere elever opplæringsloven loven tiltakene målene
    språkene virksomhet virksomheten virksomheter enheter hele helt bevilgning bevilgninger hvilke hvilken å-et bli blitt
    fram frem viser peker bedre større hvis kunne skulle ville burde måtte samtidig videre""".split()
)
_ONLY_NYNORSK = _NYNORSK - _BOKMAL - frozenset(
    """gi gir vil skal må bør kan kunne etter før andre denne dette sin sitt sine seg saman mellom dersom mange alltid aldri
    likevel står viktig kommunal samarbeidet arbeidet eldre lokalt kjenne mi utan då no nå også sidan ho einskild born
    tiltaka heile""".split()
) | frozenset("saman utan då no sidan ho einskild einskilde born tiltaka heile ein".split())
_ONLY_BOKMAL = _BOKMAL - _NYNORSK - frozenset(
    """vi gi gir mens bare kunne skulle ville aldri alltid likevel dette mellom dersom også barn hele helt fram viser
    styrke lærer å-et bli si""".split()
) | frozenset("bare hele helt mens dere".split())
_NYNORSK_ENDING = re.compile(r"(?:ane|leg|lege|skap et|heita|heit|heiter|ingar|ingane|arane|arar|asjonar|asjonane)$")
_BOKMAL_ENDING = re.compile(r"(?:lig|lige|heten|heter|hetene|inger|ingene|erne|asjoner|asjonene|elsen|elser|else)$")
_SAMI_LETTERS = re.compile(r"[čđŋšŧžáï]", re.IGNORECASE)
_SAMI_WORDS = frozenset(
    """ja lea leat leai galgá galget ferte sáhttá mii sii dat dán dain mat maid go gii gos dahje muhto nu ahte eai ii
    vai gielda gielddat suohkan sámi sámiid sámegiela sámegiella oahppu skuvla kultuvra kultuvrra dárbbaša ovddas
    jïh lea leah edtja dle goh dïhte dejtie gåajkine tjïelte saemien aaj jallh mijjieh
    le galggá máhttá ham suohkana tjielde sáme duola ájn jus gå sáhkaj""".split()
)
_NORWEGIAN_WORDS = frozenset(
    "og i er som på av for med til det den vi har skal ikke ikkje å kan må om en ein et eit fra frå vil de dei".split()
)
_ENGLISH_WORDS = frozenset("the of and to in is that for with this are be as we our should by".split())
_SHORTEST = 3
_SAMI_SHARE = 0.1
_MIXED_SHARE = 0.3
_SURE = 2


def find_language(text: str) -> TextLanguage:
    """Return the language of a passage; undetermined where it is too short or shows none.

    Sámi is never taken for Norwegian: it is looked for first, by words and letters that Norwegian lacks. The two
    Norwegian forms are told apart by words that only one of them has; parts in both forms are mixed.
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < _SHORTEST:
        return TextLanguage.UNDETERMINED
    norwegian = sum(word in _NORWEGIAN_WORDS for word in words)
    sami = sum(word in _SAMI_WORDS or bool(_SAMI_LETTERS.search(word)) for word in words)
    if sami >= max(_SURE, _SAMI_SHARE * len(words)) and sami > 2 * norwegian:
        return TextLanguage.SAMI
    nynorsk = _score(words, _ONLY_NYNORSK, _NYNORSK_ENDING)
    bokmal = _score(words, _ONLY_BOKMAL, _BOKMAL_ENDING)
    english = sum(word in _ENGLISH_WORDS for word in words)
    if english > max(norwegian, nynorsk, bokmal, 1) and english >= _SURE:
        return TextLanguage.ENGLISH
    if min(nynorsk, bokmal) >= _SURE and min(nynorsk, bokmal) >= _MIXED_SHARE * max(nynorsk, bokmal):
        return TextLanguage.MIXED
    if nynorsk != bokmal:
        return TextLanguage.NYNORSK if nynorsk > bokmal else TextLanguage.BOKMAL
    return _guess(text, len(words), norwegian)


def _score(words: list[str], only: frozenset[str], ending: re.Pattern[str]) -> float:
    """Return how much speaks for a form: a word of its own counts one, an ending half."""
    return sum(1.0 if word in only else 0.5 if len(word) > 5 and ending.search(word) else 0.0 for word in words)


def _guess(text: str, words: int, norwegian: int) -> TextLanguage:
    if words < 6:
        return TextLanguage.UNDETERMINED
    label = _identifier().classify(text)[0]
    if label == "se" and norwegian:
        return TextLanguage.UNDETERMINED
    guesses = {"no": TextLanguage.BOKMAL, "nn": TextLanguage.NYNORSK, "se": TextLanguage.SAMI, "en": TextLanguage.ENGLISH}
    return guesses[label]


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["no", "nn", "se", "en"])
    return identifier
