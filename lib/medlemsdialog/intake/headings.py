"""What one line of a case says about what follows: the part it opens, whose treatment it belongs to, and when."""

from __future__ import annotations

import re
from typing import NamedTuple

from medlemsdialog.intake.bodies import ADMINISTRATION, COUNCIL, find_rank, names_body, split_words
from medlemsdialog.intake.dates import first_date, remove_dates
from medlemsdialog.intake.sections import Section, classify_heading

_LONGEST_HEADING = 140
_LONGEST_LEAD_IN = 320
_FEW = 2
_TELLS_VERB = frozenset({"ble", "blei", "vart", "blir", "vert", "er"})
_TELLS_OUTCOME = frozenset({"vedtatt", "vedteke", "vedteken", "tiltrådt", "tiltredd", "godkjent", "godkjend"})
_SECTION_WORDS: tuple[tuple[Section, re.Pattern[str]], ...] = tuple(
    (section, re.compile(rf"^(?:{pattern})$"))
    for section, pattern in (
        (Section.DISSENT, r"protokoll(?:tilførs(?:el|ler|lar)|merknad(?:er|ar)?)|(?:sær|mindretalls)merknad(?:er|ar)?"),
        (Section.DECISION, r"vedtak(?:et|a|ene)?|vedteke|vedtatt|avgjørelse(?:n)?|avgjerd(?:a)?|slutning"),
        (Section.PROPOSAL, r"(?:hoved|hovud)?innstilling(?:en|a|er|ar)?|tilråd(?:n)?ing(?:en|a)?"),
        (
            Section.TREATMENT,
            r"(?:møte|saks)?(?:behandling|handsaming)(?:en|a)?|behandlet|behandla|handsama|votering(?:en|a)?|"
            r"avstemn?ing(?:en|a)?|"
            r"(?:av)?røysting(?:a)?|(?:voterings|røystings)resultat|debatt|ordskifte|forhandling(?:er|ar)",
        ),
        (Section.PROTOCOL, r"(?:saks|møte)?protokoll(?:en)?|(?:saks|sær)utskrift|møtebok"),
        (
            Section.ASSESSMENT,
            r"(?:\S*)vurdering(?:er|ar|a|en|ene)?|konklusjon|drøfting(?:er|ar)?|begrunnelse|grunngjeving",
        ),
    )
)
_OPEN_WORDS = re.compile(r"^(?:forslag(?:et|ene|a)?|framlegg(?:et|a)?|fremlegg|utkast(?:et)?|anbefaling(?:er|en)?)$")
_FILLERS = frozenset(
    (  # noqa: SIM905 a list would fill a page
        "i av fra frå til på for den det de møte møtet sak saksnr saken saka nr ut om og sitt sin si sine har ble blei "
        "vart er da då slik slikt som følger følgjer følgende følgjande med enstemmig samrøystes endelig endelige "
        "endeleg samlet samla etter under delegert delegerte delegasjon delegasjonen fullmakt myndighet myndigheit "
        "mynde gjort fattet fatta truffet flertallet flertallets fleirtalet fleirtalets mindretallet mindretallets "
        "mindretalet mindretalets nytt ny "
        "opprinnelig opprinnelige opphavleg opphavlege revidert kommunen kommunens fylkeskommunen fylkeskommunens kl "
        "dato møtedato samt saksgang punktvis ordlyd formelt "
    ).split()
)
_PROPOSED_THINGS = re.compile(
    r"^(?:vedtak|innstilling|uttalelse|uttale|fråsegn|tilråding|(?:høring|høyring)s?(?:uttalelse|uttale|svar|fråsegn)|"
    r"svar|innspill|innspel)$"
)
_MINORITY = re.compile(r"\bmindretal(?:l)?et", re.IGNORECASE)
_MAJORITY = re.compile(r"\bfl(?:er|eir)tal(?:l)?et", re.IGNORECASE)
_CASE_NUMBER = re.compile(
    r"\b(?:sak(?:snr)?\.?\s*(?:nr\.?)?\s*)?(?:[A-ZÆØÅ]{1,5}(?:-?sak)?[- ]?)?\d{1,5}/(?:20)?\d{2}\b|\bsak\s+\d+(?:-\d+)?\b",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"^(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[ivx]{1,4}\.|[a-zæøå]\))\s+", re.IGNORECASE)
# «Mindretallets forslag (SV, MDG):» names who stood behind it.
_PARTIES = re.compile(r"\s\([A-ZÆØÅ][A-Za-zÆØÅæøå]{0,3}(?:(?:, ?| og |/)[A-ZÆØÅ][A-Za-zÆØÅæøå]{0,3})*\)")
_REPEAT = re.compile(r"\s\(\d+\)$")
_BODY_LINKS = frozenset({"for", "om"})
_PUNCTUATION = frozenset("–—/:(),.-")

_THINGS = (
    r"(?:vedtak(?:et)?|uttalelse|uttale|uttala|fråsegn|(?:høring|høyring)s?(?:uttalelse|uttale|svar|fråsegn)|innspill|innspel|"
    r"innstilling|tilråding|merknad(?:er|ar)?|svar)"
)
_PROPOSING = re.compile(
    r"\b(?:innstill(?:er|ar)|tilrår|rår (?:[\wæøå]+ ){0,6}?til|råder|anbefaler|foreslår|føreslår|legg(?:er)? fram|"
    r"fremmer|fremjar)\b.*"
    rf"\b{_THINGS}\b|\b(?:avga|avgav|gav|ga|fremmet|fremma|gjorde|kom med|vedtok|vedtar|"
    rf"vedtek) (?:\w+ ){{0,2}}?(?:følgende|følgjande|slik|denne) "
    r"(?:enstemmige? |samrøystes )?(?:innstilling|tilråding)\b|"
    r"\b(?:rår|innstiller|tilrår)\b.*\b(?:å (?:fatte|gjere|gjøre|vedta)|om å)\b",
    re.IGNORECASE,
)
_DECIDING_PAST = re.compile(
    rf"\b(?:fattet|fatta|gjorde|gjort|traff|truffet|vedtok|vedtatt|vedteke|avga|avgav|avgjorde)\b.*\b{_THINGS}\b|"
    r"\bvedtok(?: (?:enstemmig|samrøystes|deretter|da|å avgi|følgende|følgjande|dette))*$",
    re.IGNORECASE,
)
_DECIDING_NOW = re.compile(
    rf"\b(?:fatter|gjer|gjør|treffer|vedtar|vedtek|avgir|avgjev|gir|gjev|kommer med|kjem med|avgis|avgjevast|gis|fattes|"
    rf"treffes|gjøres)\b.*\b(?:følgende|slik|følgjande|slikt?|dette|"
    rf"denne)\b.*\b{_THINGS}\b",
    re.IGNORECASE,
)
_TREATED = re.compile(r"\b(?:behandlet|behandla|handsama|i møte[t]?)\b", re.IGNORECASE)
_BY_AUTHORITY = re.compile(
    r"\bdeleg(?:ert|asjon|ering)|\bfullmakt\b|\bi medh(?:o|a)ld av\b|\bkommuneloven?a? §", re.IGNORECASE
)
# «… innstiller til byrådet å fatte følgende vedtak» leads in also where its colon is left out.
_ENDS_AS_LEAD_IN = re.compile(rf"\b(?:følgende|følgjande|slikt?) {_THINGS}$", re.IGNORECASE)


class Heading(NamedTuple):
    """A line read as a heading: the part it opens, the rank of the body it names, a date, and who of a split body."""

    section: Section | None
    rank: int | None = None
    date: str = ""
    side: str = ""
    # Only «Forslag» (the administration's before a body has met, motions after), or only a body's name.
    bare: bool = False


def read_heading(line: str) -> Heading | None:
    """Return what a line opens if it holds nothing but words of a case's outline, else None."""
    if len(line) > _LONGEST_HEADING or line.rstrip().endswith(("?", "!", ".")):
        return None
    date = first_date(line)
    bare = remove_dates(_CASE_NUMBER.sub(" ", _PARTIES.sub(" ", _NUMBERING.sub("", _REPEAT.sub("", line.strip())))))
    words = split_words(bare)
    # A line that begins small is the end of the one before, unless it is but a word and a colon.
    begins = (
        line.strip()[:1].isupper() or line.strip()[:1].isdigit() or (line.rstrip().endswith(":") and len(words) <= _FEW)
    )
    if not words or not begins:
        return None
    if _TELLS_VERB & set(words) and _TELLS_OUTCOME & set(words):
        # «Formannskapets innstilling ble vedtatt» tells, it heads nothing.
        return None
    rank, left = _take_body(words)
    sections: list[Section] = []
    proposes = False
    for word in left:
        found = next((section for section, pattern in _SECTION_WORDS if pattern.match(word)), None)
        if found is not None:
            sections.append(found)
        elif _OPEN_WORDS.match(word):
            proposes = True
        elif not (word in _FILLERS or word in _PUNCTUATION or word.isdigit() or _PROPOSED_THINGS.match(word)):
            return None
    if not sections and rank is None and not proposes:
        return None
    side = "minority" if _MINORITY.search(line) else "majority" if _MAJORITY.search(line) else ""
    is_bare = not sections and not any(_PROPOSED_THINGS.match(word) for word in left)
    return Heading(_choose_section(sections, left, rank, proposes=proposes), rank, date, side, is_bare)


def read_known_heading(line: str) -> Heading:
    """Return what a heading opens, which may also be a title or a subject of its own: then nothing."""
    heading = read_heading(line)
    if heading is not None and (heading.section is not None or heading.rank is not None):
        return heading
    return read_lead_in(line.rstrip(": ") + ":") or Heading(classify_heading(line), None, first_date(line))


def read_lead_in(line: str) -> Heading | None:
    """Return what a sentence such as «Kommunestyret gjorde slikt vedtak:» opens, else None."""
    text = " ".join(line.split())
    if len(text) > _LONGEST_LEAD_IN or not (text.endswith(":") or _ENDS_AS_LEAD_IN.search(text)):
        return None
    bare = text.rstrip(": ")
    bare = re.split(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])", bare)[-1]
    if _PROPOSING.search(bare):
        section = Section.PROPOSAL
    elif _DECIDING_PAST.search(bare) or (
        _DECIDING_NOW.search(bare) and (_BY_AUTHORITY.search(bare) or (_TREATED.search(bare) and names_body(bare)))
    ):
        section = Section.DECISION
    else:
        return None
    words = split_words(bare)
    rank = next((known for word in words if (known := find_rank(word)) is not None), None)
    return Heading(section, rank, first_date(text), "")


def _take_body(words: list[str]) -> tuple[int | None, list[str]]:
    """Return the rank of the first body named, and the words that are not part of the bodies' names."""
    rank: int | None = None
    left: list[str] = []
    index = 0
    while index < len(words):
        known = find_rank(words[index])
        if known is None:
            left.append(words[index])
            index += 1
            continue
        # «Innstilling til kommunestyret» is not the council's.
        addressed = index > 0 and words[index - 1] in {"til", "overfor"}
        rank = known if rank is None and not addressed else rank
        index += 1
        if index < len(words) and words[index] in _BODY_LINKS:
            while index < len(words) and not _ends_body(words[index]):
                index += 1
    return rank, left


def _ends_body(word: str) -> bool:
    return (
        word
        in {
            "sitt",
            "sin",
            "si",
            "sine",
            "har",
            "den",
            "møte",
            "-",
            "–",
            "—",
            ":",
            "i",
            "sak",
            "innstiller",
            "innstillar",
        }
        or word.isdigit()
        or any(pattern.match(word) for _, pattern in _SECTION_WORDS)
    )


def _choose_section(sections: list[Section], words: list[str], rank: int | None, *, proposes: bool) -> Section | None:
    if proposes and not ({Section.ASSESSMENT, Section.TREATMENT, Section.DISSENT} & set(sections)):
        # «Forslag» under a body's treatment are motions; the administration's and unnamed ones are the proposal.
        return Section.PROPOSAL
    for section in (Section.DISSENT, Section.ASSESSMENT):
        if section in sections[:1]:
            return section
    if Section.PROPOSAL in sections:
        both = Section.DECISION in sections and "til" not in words and rank == COUNCIL
        return Section.DECISION if both else Section.PROPOSAL
    for section in (Section.DECISION, Section.TREATMENT, *sections):
        if section in sections:
            return section
    # Only a body's name, perhaps with a date: what it did with the case follows.
    return Section.PROTOCOL if rank not in {None, ADMINISTRATION} else None
