"""What the wording of a treatment tells: motions, which of them lost or won, and whether a decision only refers."""

from __future__ import annotations

import re

_I = re.IGNORECASE
_PROPOSALS = (
    r"(?:[\wæøå-]{0,40}(?:forslag(?:et|ene|a)?|framlegg(?:et|a)?)|innstilling(?:en|a|ane|ene)?|tilråding(?:en|a)?|tilrådning(?:en)?|"
    r"tillegg(?:et)?|punktet|utkast(?:et)?|alternativet)"
)
_VOTED_DOWN = re.compile(
    r"\b(?:ble|blei|vart|blir|er) (?:\w+ )?(?:ned(?:stemt|røysta)|avvist|forkasta|forkastet|røysta ned|stemt ned|"
    r"ikke (?:vedtatt|tiltrådt|tatt til følge)|"
    r"ikkje (?:vedteke|vedteken|vedtekne|tiltrådd))\b|"
    r"\b(?:nedstemt|nedrøysta)\b|\b(?:fikk|fekk) ikk(?:e|je) (?:\S+ )?(?:fleirtal|flertall|tilslutning)|"
    r"\boppnådde ikk(?:e|je) (?:flertall|fleirtal)\b|"
    r"\b(?:fikk|fekk|fekk berre|fikk bare) .{0,60}\b(?:røyster?|stemmer?|rgyster)\b.{0,40}\b(?:og )?(?:falt|fall)\b|"
    rf"\b{_PROPOSALS}\b[^.]{{0,80}}\b(?:falt|fall)\b|"
    r"\b(?:falt|fall) (?:med|mot|under|ved) [^.]{0,40}\b(?:røyster?|stemmer?|votering(?:en|a)?)\b",
    _I,
)
_ADOPTED = re.compile(
    r"\b(?:vedtatt|vedteke|vedteken|vedtekne|tiltrådt|tiltredd|tilrådd|godkjent|godkjend|bifalt|bifalle|samrøystes|"
    r"enstemmig|einstemmig)\b|"
    r"\b(?:vedtok|vedtek|vedtar|sluttet seg til|slutta seg til|slutter seg til|"
    r"sluttar seg til)\b[^.]{0,60}\b(?:innstilling|forslag|framlegg|tilråding)",
    _I,
)
_ALTERNATIVES = re.compile(
    r"\bved (?:den )?(?:alternativ(?:e)? )?(?:votering(?:en)?|avstemn?ing(?:en)?|røysting(?:a)?)[^.]{0,200}?(?=\b(?:fikk|"
    r"fekk|ble|blei|vart)\b)|"
    r"\b(?:ble|blei|vart) (?:satt|sett|stilt) opp (?:mot|i mot)[^.]{0,200}?(?=\bog (?:falt|fall|fikk|fekk|ble|vart)\b|\.|$)|"
    r"\b(?:mot|imot) (?:\d+|éi?n|ei?n|to|tre|fire|fem|seks|sju|åtte|ni|ti|elleve|tolv) (?:stemmer?|røyster?)(?: \([^)]*\))?|"
    r"\bfor [^.]{0,200}?forslag\b(?= )",
    _I,
)
_ADOPTED_WITH = re.compile(
    r"\b(?:innstilling|forslag|framlegg|tilråding)\w{0,5}\b(?: \S+){0,6}? (?:vedtas|vedtatt|vedtakast|blir vedteke|vedteke|vedteken|"
    r"tiltres|tiltrådt|godkjennes)(?: \S+){0,3}? med (?:følgende |følgjande |disse |desse |denne |ei |en |et |eit )?"
    r"(?:(?P<change>endring(?:er|ar)?)|tillegg|presisering(?:er|ar)?|nytt punkt|nye punkt(?:er)?)"
    r"(?P<points>(?: (?:i|av|til|pkt\.?|punkt(?:et|ene)?|nr\.?|og|\d{1,2}[.,]?)){0,10})",
    _I,
)
_POINT_NUMBER = re.compile(r"\d{1,2}")
_REFERS_TO_PROPOSAL = re.compile(
    rf"^(?:vedtak(?:et)?:?\s*)?(?:som|i samsvar med|i tråd med|jf\.?|lik|likt|likelydende med|i henhold til|"
    rf"samsvarande med|tilsvarende)\s+"
    rf"(?:\S+\s+){{0,4}}{_PROPOSALS}\b.{{0,60}}$|"
    rf"^(?:\S+ ){{0,5}}{_PROPOSALS}\s+(?:(?:fra|frå) (?:\S+ ){{1,5}}?)?(?:til vedtak |ble |blei |vart |er )?"
    r"(?:ble |blei |vart |er )?(?:enstemmig |samrøystes |deretter )?(?:vedtatt|vedteke|vedteken|tiltrådt|tiltredd|"
    r"godkjent|godkjend).{0,60}$|"
    rf"^(?:\S+ ){{0,5}}(?:slutter|sluttar|sluttet|slutta) seg til (?:\S+ ){{0,3}}(?:innstilling(?:en|a)?|"
    rf"forslag(?:et)?|framlegg(?:et)?|"
    r"utkast(?:et)?|tilråding(?:a|en)?)"
    r"(?: til (?:vedtak|uttalelse|uttale|fråsegn|høringsuttalelse|høyringsuttale))?(?:\. (?:enstemmig|samrøystes).{0,30})?\.?$|"
    rf"^(?:\S+ ){{1,8}}(?:vedtok|vedtar|vedtek|tiltrer|tiltrår) (?:enstemmig |"
    rf"samrøystes )?(?:\S+ ){{0,3}}{_PROPOSALS}(?: til (?:vedtak|uttalelse|uttale))?\.?$",
    _I,
)
_BODIES = (
    r"(?:bystyret|kommunestyret|heradsstyret|fylkestinget|formannskapet|fylkesutvalget|fylkesutvalet|utvalget|utvalet|"
    r"byrådet|fylkesrådet|"
    r"hovedutvalget|hovudutvalet|komiteen|nemnda|styret)"
)
_DECIDED = re.compile(
    rf"\b(?:enstemmig|samrøystes|einstemmig)\b|\b{_BODIES}\b.{{0,60}}\b(?:vedtok|vedtar|vedtek|har vedtatt|"
    rf"har vedteke|gjorde (?:\S+ )?vedtak|fattet)\b|"
    rf"\bvedtatt (?:i|av) {_BODIES}\b",
    _I,
)
_DEFERS = re.compile(
    r"\b(?:saken|saka|behandlingen|handsaminga|vedtaket|spørsmålet) (?:ble |blei |vart |blir |vert )?(?:enstemmig |"
    r"samrøystes )?"
    r"(?:utsettes|utsatt|utsett|utset(?:jast|st)|vert utsett|trekkes|trukket|trekt|tatt av (?:kartet|sakskartet|saklista)|"
    r"sendes tilbake|sendast tilbake|sendt tilbake|send tilbake)\b|"
    r"\b(?:sendes|sendast|går|vises) tilbake til (?:rådmannen|kommunedirektøren|administrasjonen|fylkesrådmannen|"
    r"utvalget|komiteen)|"
    r"\butsettelsesforslaget (?:ble|blei|vart) (?:enstemmig |samrøystes )?(?:vedtatt|vedteke)",
    _I,
)
_ONWARD = re.compile(
    r"\b(?:fylkesutvalget|fylkesutvalet|fylkestinget|bystyret|kommunestyret|formannskapet|heradsstyret|hovedutvalget|"
    r"hovudutvalet)\s+"
    r"(?:blir|vert|bes|blir bede|anbefales|tilrås|rådes)\s*(?:rådd|tilrådd|anbefalt|bedt|bede|oppfordret|"
    r"oppmoda)?\s*(?:til|om)?\b|"
    r"\b(?:tilrår|innstiller overfor|innstillar overfor|rår|legg(?:er)? fram for) (?:fylkesutvalget|fylkesutvalet|"
    r"fylkestinget|bystyret|"
    r"kommunestyret|formannskapet)\b",
    _I,
)
_PROPOSES_IN_MEETING = re.compile(
    r"^(?:(?:alternativt |felles |nytt )?(?:(?:endrings|tilleggs|felles|alternativ|oversendelses|utsettelses|"
    r"oversendings|utsetjings)-?)?"
    r"(?:forslag|framlegg)(?:et)?(?: (?:nr\.? ?)?\d+)?(?: til [^:]{1,40})?,? (?:fra|frå|fremmet av|sett fram av|ved|v/)|"
    r".{1,120}\b(?:fremmet|fremma|fremmer|fremjar|sette fram|satte fram|la fram|foreslo|føreslo|kom med|tok opp|"
    r"fremsatte|leverte|gjorde framlegg|gjorde fremlegg)\b"
    r"[^.]{0,80}(?:forslag|framlegg|:$))",
    _I,
)
_PASSED_ON = re.compile(
    r"\b(?:oversendelsesforslag|oversendingsforslag|oversendingsframlegg)|\buten realitets|\butan realitets", _I
)
_PARTY = (
    r"(?:representant|medlem|mindretal|gruppe|[A-ZÆØÅ]{1,3}\b|Ap|SV|Sp|FrP|Frp|KrF|Krf|MDG|Høyre|Venstre|Rødt|Raudt|"
    r"Arbeider|Arbeidar|Senter|Kristelig|"
    r"Kristeleg|Fremskritts|Framstegs|Sosialistisk|Miljøpartiet|[A-ZÆØÅ]\w+list[ae]\b)"
)
_PARTYS_PROPOSAL = re.compile(
    r"^(?i:(?:alternativt |felles |nytt )?(?:endrings|tilleggs|felles|alternativ|oversendelses|utsettelses)?-?"
    rf"(?:forslag|framlegg)(?:et)?(?: (?:nr\.? ?)?\d+)?) (?:fra|frå|ved|v/) ?{_PARTY}"
)
_DISSENT = re.compile(
    r"^(?i:protokoll(?:tilførsel|merknad)|særmerknad|mindretallsmerknad|(?:felles)?merknad(?:er|ar)?) (?:fra|frå) "
    rf"{_PARTY}|"
    r"\b(?:ba|bad) om å få (?:protokollert|protokollført|ført (?:inn )?i protokollen|protokollera)\b",
)
_NAME = re.compile(r"\b(?:[A-ZÆØÅ][\wæøåÆØÅ-]+|[HVRA]p?)\b")
_NUMBERED = re.compile(r"\b(?:forslag|framlegg|alternativ)\s+(?:nr\.?\s*)?(\d+|[A-E]\b)", _I)
_NO_PROPOSERS = frozenset(
    {"forslag", "forslaget", "framlegg", "framlegget", "representanten", "representant", "kommunestyret", "bystyret"}
    | {
        "fylkestinget",
        "formannskapet",
        "votering",
        "ved",
        "det",
        "k",
        "innstillingen",
        "innstillinga",
        "punkt",
        "tilrådinga",
    }
    | {
        "felle",
        "fellesforslag",
        "fellesforslaget",
        "tillegg",
        "alternativt",
        "medlemmene",
        "på",
        "i",
        "og",
        "saken",
        "saka",
        "følgende",
    }
    | {
        "endringsforslag",
        "endringsforslaget",
        "tilleggsforslag",
        "tilleggsforslaget",
        "oversendelsesforslag",
        "rådmannens",
        "tilrådingen",
    }
    | {
        "rådmannen",
        "ordføreren",
        "deretter",
        "resten",
        "alle",
        "a",
        "nytt",
        "strykningsforslaget",
        "oversendelsesforslaget",
        "kommunen",
    }
    | {
        "komiteens",
        "utvalgets",
        "komiteen",
        "utvalget",
        "forslagene",
        "framlegga",
        "flertallet",
        "mindretallet",
        "flertallets",
        "mindretallets",
    }
)
_OWNERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (owner, re.compile(pattern, _I))
    for owner, pattern in (
        ("minority", r"\bmindretal(?:l)?et"),
        ("majority", r"\bfl(?:er|eir)tal(?:l)?et"),
        (
            "0",
            r"\b(?:fylkes)?rådmann|\bkommunedirektør|\badministrasjonen|\bfylkesdirektør|\bbyråden(?:s)?\b|"
            r"\bfylkesråden(?:s)?\b",
        ),
        ("2", r"\bformannskap|\bfylkesutval|\bbyrådet|\bfylkesrådet"),
        ("1", r"\b\w*(?:utvalg|utval)(?:et|ets|a)?\b|\bkomit[eé]|\bnemnda"),
    )
)
# «31. oktober», «jf. sak» go on: a sentence begins with a capital, a dash or a quotation mark.
_SENTENCE_BREAK = re.compile(r"(?<=[.!?])[»”\")]?\s+(?=[A-ZÆØÅÁ«“\"(–-])")


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a passage, to look at one by one; passages themselves are never cut."""
    return _SENTENCE_BREAK.split(text)


def find_change(text: str) -> frozenset[str] | None:
    """Return the points that a decision puts others for, when it otherwise is as proposed; None where it says nothing of the kind.

    «Innstillingen vedtas med følgende endring i pkt. 2:» gives 2; an addition replaces nothing. A change that names no
    point gives None: what it takes the place of cannot be told.
    """
    found = _ADOPTED_WITH.search(text)
    if found is None:
        return None
    points = frozenset(_POINT_NUMBER.findall(found["points"] or ""))
    return None if found["change"] and not points else points if found["change"] else frozenset()


def is_voted_down(text: str) -> bool:
    """Whether a passage says that a proposal lost."""
    return bool(_VOTED_DOWN.search(text))


def is_adopted(text: str) -> bool:
    """Whether a sentence says that something won, or that all agreed."""
    return bool(_ADOPTED.search(text)) and not is_voted_down(text)


def is_partys_proposal(heading: str) -> bool:
    """Whether a heading names what a party or a representative proposed: «Forslag fra SV»; KS is no party."""
    return bool(_PARTYS_PROPOSAL.match(heading)) and not re.search(r"\bKS\b", heading)


def is_proposed_in_meeting(text: str) -> bool:
    """Whether a passage opens a proposal made during the treatment."""
    return bool(_PROPOSES_IN_MEETING.match(text))


def is_passed_on(text: str) -> bool:
    """Whether a passage is about a proposal that is only sent on, without being voted on."""
    return bool(_PASSED_ON.search(text))


def is_dissent(text: str) -> bool:
    """Whether a passage gives a minority's words for the record."""
    return bool(_DISSENT.search(text))


def recommends_onward(text: str) -> bool:
    """Whether a committee recommends to a higher body: the case is not finished."""
    return bool(_ONWARD.search(text))


def refers_to_proposal(text: str) -> bool:
    """Whether a decision says only that it is as proposed."""
    return bool(_REFERS_TO_PROPOSAL.match(text.strip()))


def tells_decision(text: str) -> bool:
    """Whether a passage tells that something was decided."""
    return bool(_DECIDED.search(text))


def defers_case(text: str) -> bool:
    """Whether a passage says that the case was put off, sent back or withdrawn: nothing is decided."""
    return bool(_DEFERS.search(text)) and not is_voted_down(text)


def find_subject(verdict: str) -> str:
    """Return a verdict without what its subject was voted against: «… fikk MDGs forslag 5 stemmer og falt»."""
    return _ALTERNATIVES.sub(" ", verdict)


# A proposal by «Kari (H)» is voted on as «forslaget fra Høyre».
_PARTY_LETTERS = {
    "høyre": "h",
    "venstre": "v",
    "rødt": "r",
    "raudt": "r",
    "arbeiderpartiet": "ap",
    "arbeidarpartiet": "ap",
} | {"senterpartiet": "sp", "fremskrittspartiet": "frp", "framstegspartiet": "frp"}


def find_proposers(text: str) -> set[str]:
    """Return the names in a sentence, genitives too, and the numbers of proposals: parties, lists and persons' titles."""
    names = {name.removesuffix("s").casefold() for name in _NAME.findall(text) if name.casefold() not in _NO_PROPOSERS}
    return {_PARTY_LETTERS.get(name, name) for name in names if name not in _NO_PROPOSERS} | {
        f"nr {number}" for number in _NUMBERED.findall(text)
    }


def find_owners(text: str) -> frozenset[str]:
    """Return whose proposal a sentence speaks of: the rank of a body as text, `majority` or `minority`."""
    return frozenset(owner for owner, pattern in _OWNERS if pattern.search(text))


def speaks_of_case(sentence: str) -> bool:
    """Whether a sentence is about the proposal that the case came with."""
    return any(word in sentence.casefold() for word in ("innstilling", "tilråd"))
