"""The language of a passage, as far as the text itself shows it: short and mixed texts are left to a person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from medlemsdialog.models.vocabulary import TextLanguage

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# Words that only one of the forms has. Endings count where few such words stand.
_ONLY_NYNORSK_TEXT = """anten aukande aukar auke berre blei born dei deira deis desse difor dykk dykkar då eg eige eigen eigne ein
    einaste einingar einskild einskilde eit elevar fleire forventar forventningar framlegg framleis frå fråsegn
    fråsegna fylkeskommunane fylkeskommunar føresetnad gjer gjera gjere gjeve gjeven gjevne handsaming heile heilt
    heradsstyret ho hovudutvalet høyrer høyring høyringa høyringssvar ikkje innspel jamt kjelde kjem koma kome
    kommunane kommunar korkje korleis kostnadane kulturskulane kulturskular kulturskule kulturskulen kva kvar kven
    kvifor lova lærar lærarar løyse løyving løyvingar me medan meiner meir mogleg moglegheit moglegheiter mykje måla
    naudsynt naudsynte no noko nokon nokre oftare opplæringslova pengar rammevilkår raude røyst røyster saknar saman
    seie seier sidan sikrar sjølv sjølve skulane skular skule skulen språka staden stader styrkjast styrkje
    støttar såleis særleg tenesta tenestene tenester tilbod tilbodet tilrådd tilrår tilskot tiltaka treng trengst
    tydeleg tydelege ungdommar utan utfordringane utfordringar utval utvalet vart vedtek vedteke veit vera vere
    verksemd verksemda verksemder vert verte vidare vore ynskje ynskjer òg ønskje ønskjer"""
_ONLY_NYNORSK = frozenset(_ONLY_NYNORSK_TEXT.split())
_ONLY_BOKMAL_TEXT = """anbefaler bare bedre bevilgning bevilgninger ble blir blitt burde de dere deres derfor disse egen eget egne
    elever en eneste enheter enhver enkelt enkelte enten et flere fortsatt forutsetning forventer forventninger fra
    frem fremdeles fylkeskommunene fylkeskommuner gitt gjør gjøre hele helt hovedutvalget hun hva hvem hvilke
    hvilken hvis hvor hvordan hvorfor høre hører høring høringen høringssvar ikke innspill jeg jevnt komme kommer
    kommunene kommuner kommunestyret kostnadene kulturskole kulturskolene loven lærere løse mener mens mer mulig
    mulighet muligheter mye målene måtte noe noen nødvendig nødvendige opplæringsloven peker penger rammebetingelser
    rød røde sammen samtidig savner selv selve siden sier sikrer skole skolen skolene skoler språkene steder stemmer
    stod styrkes større støtter således særlig tilbud tilbudet tilskudd tiltakene tjenesten tjenestene tjenester
    trenger tydelig tydelige uten utfordringene utfordringer uttalelse uttalelsen utvalg utvalget vedtatt verken vet
    videre virksomhet virksomheten virksomheter være vært øke økende øker ønsker"""
_ONLY_BOKMAL = frozenset(_ONLY_BOKMAL_TEXT.split())
_NYNORSK_ENDING = re.compile(r"(?:ane|leg|lege|skap et|heita|heit|heiter|ingar|ingane|arane|arar|asjonar|asjonane)$")
_BOKMAL_ENDING = re.compile(r"(?:lig|lige|heten|heter|hetene|inger|ingene|erne|asjoner|asjonene|elsen|elser|else)$")
_SAMI_LETTERS = re.compile(r"[čđŋšŧžáï]", re.IGNORECASE)
_SAMI_WORDS_TEXT = """ja lea leat leai galgá galget ferte sáhttá mii sii dat dán dain mat maid go gii gos dahje muhto nu ahte eai ii
    vai gielda gielddat suohkan sámi sámiid sámegiela sámegiella oahppu skuvla kultuvra kultuvrra dárbbaša ovddas
    jïh lea leah edtja dle goh dïhte dejtie gåajkine tjïelte saemien aaj jallh mijjieh
    le galggá máhttá ham suohkana tjielde sáme duola ájn jus gå sáhkaj"""
_SAMI_WORDS = frozenset(_SAMI_WORDS_TEXT.split())
_NORWEGIAN_WORDS_TEXT = (
    "og i er som på av for med til det den vi har skal ikke ikkje å kan må om en ein et eit fra frå vil de dei"
)
_NORWEGIAN_WORDS = frozenset(_NORWEGIAN_WORDS_TEXT.split())
_ENGLISH_WORDS_TEXT = "the of and to in is that for with this are be as we our should by"
_ENGLISH_WORDS = frozenset(_ENGLISH_WORDS_TEXT.split())
_SHORTEST = 3
_SAMI_SHARE = 0.1
_MIXED_SHARE = 0.3
_SURE = 2


_remembered: dict[str, TextLanguage] = {}


def remember_languages(languages: Mapping[str, TextLanguage]) -> None:
    """Take over what `find_language` said of these texts before, so that it need not be worked out again."""
    _remembered.update(languages)


def find_language(text: str) -> TextLanguage:
    """Return the language of a passage; undetermined where it is too short or shows none.

    Sámi is never taken for Norwegian: it is looked for first, by words and letters that Norwegian lacks. The two
    Norwegian forms are told apart by words that only one of them has; parts in both forms are mixed.
    """
    known = _remembered.get(text)
    return known if known is not None else _find_language(text)


def _find_language(text: str) -> TextLanguage:
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
    guesses = {
        "no": TextLanguage.BOKMAL,
        "nn": TextLanguage.NYNORSK,
        "se": TextLanguage.SAMI,
        "en": TextLanguage.ENGLISH,
    }
    return guesses[label]


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["no", "nn", "se", "en"])
    return identifier
