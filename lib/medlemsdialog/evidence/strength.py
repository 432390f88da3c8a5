"""Words for strength: what the counts must show before each may be used, and how a finding's strength is printed.

The words are of one claim: a theme is raised, never supported. They tell of those who took a position, never of all
members. The program warns, a person chooses; what the counts do not carry is printed as counts alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.labels import Labels
from medlemsdialog.evidence.strong_words import StrongWord, find_strong_words
from medlemsdialog.models.base import Record
from medlemsdialog.models.claims import merge_positions
from medlemsdialog.models.national import NationalClaim, NationalOverview
from medlemsdialog.models.vocabulary import Level, Position, Strength, word

__all__ = [
    "COUNTS_RULE",
    "STRENGTH_RULES",
    "THEMES_ONLY",
    "StrongWord",
    "StrongWordFault",
    "find_strength_faults",
    "find_strong_word_faults",
    "find_strong_words",
    "list_carried",
    "tell_strength",
]

FEWEST_UNANIMOUS = 5
FEWEST_BROAD = 5
BROAD_SHARE = Fraction(3, 4)
FEWEST_COUNTIES_BROAD = 2

CONTRARY = (Position.AGAINST, Position.MIXED)

STRENGTH_RULES: Mapping[Strength, Message] = {
    Strength.UNANIMOUS: Message(
        "«Entydig» bruker vi når minst {fewest} medlemmer har tatt stilling til det samme kravet, alle er for, og ikke noe "
        "medlem eller organ er mot eller delt. Da skriver vi «alle N som uttalte seg».",
        fewest=FEWEST_UNANIMOUS,
    ),
    Strength.BROAD: Message(
        "«Bred støtte» bruker vi når minst {fewest} medlemmer har tatt stilling til kravet, minst {part} av {whole} av dem "
        "er for, og de som er for, kommer fra minst {counties} fylker.",
        fewest=FEWEST_BROAD,
        part=BROAD_SHARE.numerator,
        whole=BROAD_SHARE.denominator,
        counties=FEWEST_COUNTIES_BROAD,
    ),
    Strength.DIVIDED: Message(
        "«Delte meninger» bruker vi når minst ett medlem er mot kravet eller delt i synet på det, og ikke alle er mot."
    ),
    Strength.SINGLE: Message("«Fremmes av én» bruker vi når bare én avsender er for kravet."),
}
COUNTS_RULE = Message(
    "I andre tilfeller skriver vi bare tallene: «N av M som tok opp saken». M er medlemmene som har tatt stilling til kravet, "
    "og N er de av dem som er for. Ordene gjelder de som uttalte seg, ikke alle medlemmene."
)
THEMES_ONLY = Message(
    "Et funn som bare bygger på temaer eller enkeltutsagn, kan ikke ha et ord for styrke: Et tema blir tatt opp, det blir "
    "ikke støttet."
)


class StrongWordFault(Record):
    """A strong word in prose, and why the counts do not carry it."""

    word: StrongWord
    fault: Message


def list_carried(claim: NationalClaim, overview: NationalOverview | None = None) -> tuple[Strength, ...]:
    """Return the words that the counts of a claim carry.

    With an overview, the positions of senders who are neither members nor bodies are known too; without one, «fremmes av
    én» is not carried where there are such senders.
    """
    return tuple(strength for strength in Strength if is_word_carried(strength, claim, overview))


def is_word_carried(strength: Strength | None, claim: NationalClaim, overview: NationalOverview | None = None) -> bool:
    """Whether the counts of a claim carry a word; `overview` is as for `list_carried`."""
    return strength is not None and not _find_reasons(strength, claim, overview)


def find_strength_faults(
    strength: Strength | None,
    claims: Sequence[NationalClaim],
    overview: NationalOverview | None = None,
    labels: Labels | None = None,
) -> tuple[Message, ...]:
    """Return why the counts of a finding's claims do not carry a word; nothing where they do, or where there is no word.

    Each of the claims must carry the word; «delte meninger» is carried where one of them does. With `labels`, a claim is
    named by its sentence.
    """
    if strength is None:
        return ()
    if not claims:
        return (Message("Ordet «{word}» har ikke dekning. {reason}", word=word(strength), reason=THEMES_ONLY),)
    return tuple(
        Message(
            "Ordet «{word}» har ikke dekning i kravet «{claim}». {reason}",
            word=word(strength),
            claim=labels.claim(claim.claim_id).rstrip(".") if labels else claim.claim_id,
            reason=reason,
        )
        for claim, reason in _list_reasons(strength, claims, overview)
    )


def find_strong_word_faults(
    text: str,
    claims: Sequence[NationalClaim],
    overview: NationalOverview | None = None,
    labels: Labels | None = None,
) -> tuple[StrongWordFault, ...]:
    """Return the strong words typed in a text that the counts of its claims do not carry, in order, each with the reason."""
    faults = []
    for found in find_strong_words(text):
        if not claims:
            told = Message("Ordet «{word}» har ikke dekning. {reason}", word=found.words, reason=THEMES_ONLY)
            faults.append(StrongWordFault(word=found, fault=told))
        for claim, reason in _list_reasons(found.strength, claims, overview):
            told = Message(
                "Ordet «{word}» har ikke dekning i kravet «{claim}». {reason}",
                word=found.words,
                claim=labels.claim(claim.claim_id).rstrip(".") if labels else claim.claim_id,
                reason=reason,
            )
            faults.append(StrongWordFault(word=found, fault=told))
    return tuple(faults)


def tell_strength(
    strength: Strength | None,
    claims: Sequence[NationalClaim],
    labels: Labels,
    overview: NationalOverview | None = None,
) -> str:
    """Return the strength as it is printed, in the labels' language: the word where the counts carry it, and the counts.

    `overview` is as for `list_carried`: without one, a claim that only an organisation is for cannot be told as such.
    Several claims are told one by one, each with its sentence. The empty text for a finding without claims: there is
    nothing to say of it (see `THEMES_ONLY`).
    """
    is_carried = strength is not None and bool(claims) and not find_strength_faults(strength, claims, overview)
    # A word for several claims is printed with those of them that carry it: «delte meninger» may be of one.
    told = [
        _tell(strength if is_carried and is_word_carried(strength, claim, overview) else None, claim, labels)
        for claim in claims
    ]
    if len(claims) < 2:
        return "".join(told)
    return "; ".join(
        labels.t("«{claim}»: {strength}", claim=labels.claim(claim.claim_id).rstrip("."), strength=phrase)
        for claim, phrase in zip(claims, told, strict=True)
    )


def _tell(strength: Strength | None, claim: NationalClaim, labels: Labels) -> str:
    supporting, members = _count(claim, Position.FOR), claim.members_with_position
    apart = [_position_words(claim.members, position, labels) for position in (*CONTRARY, Position.NEUTRAL)]
    others = ", ".join(words for words in apart if words)
    values = {"supporting": supporting, "members": members}
    if strength is Strength.SINGLE:
        first = labels.t("fremmes av én: {sender}", sender=_name_single(claim, labels))
        # The one that is for is named; only the others are left to tell of.
        rest = [others] if others else []
    elif strength is Strength.UNANIMOUS:
        first, rest = labels.t("entydig blant medlemmene: alle {members} som uttalte seg, er for", **values), []
    elif strength is Strength.DIVIDED:
        parts = ", ".join(
            filter(None, (others, _position_words(claim.members, Position.FOR, labels)))
        )  # Dissent first.
        first = labels.t(
            "delte meninger blant medlemmene: {positions}, av {members} som tok opp saken", positions=parts, **values
        )
        rest = []
    elif strength is Strength.BROAD:
        first = labels.t("bred støtte blant medlemmene: {supporting} av {members} som tok opp saken, er for", **values)
        rest = [others] if others else []
    elif members:
        first = labels.t("blant medlemmene: {supporting} av {members} som tok opp saken, er for", **values)
        rest = [others] if others else []
    else:
        first, rest = labels.t("ingen medlemmer tok opp saken"), []
    bodies = [
        _position_words(claim.bodies, position, labels) for position in (*CONTRARY, Position.FOR, Position.NEUTRAL)
    ]
    if any(claim.bodies.get(position, 0) for position in CONTRARY) or (not members and strength is not Strength.SINGLE):
        listed = ", ".join(words for words in bodies if words)
        rest += [labels.t("blant organene: {positions}", positions=listed)] if listed else []
    return "; ".join([first, *rest])


def _position_words(counts: Mapping[Position, int], position: Position, labels: Labels) -> str:
    how_many = counts.get(position, 0)
    return labels.t("{number} {position}", number=how_many, position=labels.word(position)) if how_many else ""


def _name_single(claim: NationalClaim, labels: Labels) -> str:
    for county in claim.counties:
        for code in (*county.members.get(Position.FOR, ()), *county.bodies.get(Position.FOR, ())):
            return labels.sender(code)
    return labels.word(Level.OTHER)


def _list_reasons(
    strength: Strength, claims: Sequence[NationalClaim], overview: NationalOverview | None
) -> list[tuple[NationalClaim, Message]]:
    reasons = [(claim, _find_reasons(strength, claim, overview)) for claim in claims]
    if strength is Strength.DIVIDED and not all(found for _, found in reasons):
        return []
    return [(claim, reason) for claim, found in reasons for reason in found]


def _find_reasons(strength: Strength, claim: NationalClaim, overview: NationalOverview | None) -> list[Message]:
    check = {
        Strength.UNANIMOUS: _not_unanimous,
        Strength.BROAD: _not_broad,
        Strength.DIVIDED: _not_divided,
        Strength.SINGLE: _not_single,
    }[strength]
    return check(claim, overview)


def _not_unanimous(claim: NationalClaim, overview: NationalOverview | None) -> list[Message]:
    reasons = []
    if claim.members_with_position < FEWEST_UNANIMOUS:
        reasons.append(_too_few(claim, FEWEST_UNANIMOUS))
    contrary = sum(_count(claim, position) for position in CONTRARY)
    bodies = sum(claim.bodies.get(position, 0) for position in CONTRARY)
    if contrary:
        reasons.append(Message("Medlemmer som er mot eller delt: {members}.", members=contrary))
    if bodies:
        reasons.append(Message("Organer som er mot eller delt: {bodies}.", bodies=bodies))
    if neutral := _count(claim, Position.NEUTRAL):
        # They spoke too, so «all who spoke» are not for.
        reasons.append(Message("Medlemmer som er nøytrale: {members}.", members=neutral))
    return reasons


def _not_broad(claim: NationalClaim, overview: NationalOverview | None) -> list[Message]:
    reasons = []
    supporting, members = _count(claim, Position.FOR), claim.members_with_position
    if members < FEWEST_BROAD:
        reasons.append(_too_few(claim, FEWEST_BROAD))
    if supporting < BROAD_SHARE * members or not supporting:
        reasons.append(
            Message(
                "{supporting} av {members} medlemmer er for. Minst {part} av {whole} må være det.",
                supporting=supporting,
                members=members,
                part=BROAD_SHARE.numerator,
                whole=BROAD_SHARE.denominator,
            )
        )
    counties = sum(bool(county.members.get(Position.FOR)) for county in claim.counties)
    if supporting and counties < FEWEST_COUNTIES_BROAD:
        reasons.append(Message("Alle medlemmene som er for, er fra samme fylke."))
    return reasons


def _not_divided(claim: NationalClaim, overview: NationalOverview | None) -> list[Message]:
    if not sum(_count(claim, position) for position in CONTRARY):
        return [Message("Ingen medlemmer er mot eller delt.")]
    if _count(claim, Position.AGAINST) == claim.members_with_position:
        return [Message("Alle medlemmene som har tatt stilling, er mot.")]
    return []


def _not_single(claim: NationalClaim, overview: NationalOverview | None) -> list[Message]:
    named = _count(claim, Position.FOR) + claim.bodies.get(Position.FOR, 0)
    if overview is not None:
        others = count_other_positions(claim.claim_id, overview)[Position.FOR]
    elif claim.other_senders:
        return [Message("Andre avsendere har også tatt stilling til kravet: {senders}.", senders=claim.other_senders)]
    else:
        others = 0
    if named + others == 1:
        return []
    return [Message("Avsendere som er for kravet: {senders}.", senders=named + others)]


def count_other_positions(claim_id: str, overview: NationalOverview) -> dict[Position, int]:
    """Return how many senders that are neither members nor bodies took each position, each sender once."""
    taken: dict[str, set[Position]] = defaultdict(set)
    for area in (*overview.summaries, overview.without_county):
        senders = {source.source_id: source.sender_name or source.source_id for source in area.sources}
        for row in area.statements:
            if row.speaks_for_sender and (row.level is Level.OTHER or not row.sender_code):
                for one in row.claims:
                    if one.claim_id == claim_id:
                        taken[senders.get(row.source_id, row.source_id)].add(one.position)
    merged = [merge_positions(positions) for positions in taken.values()]
    return {position: merged.count(position) for position in Position}


def _too_few(claim: NationalClaim, fewest: int) -> Message:
    return Message(
        "Medlemmer som har tatt stilling til kravet: {members}. Det må være minst {fewest}.",
        members=claim.members_with_position,
        fewest=fewest,
    )


def _count(claim: NationalClaim, position: Position) -> int:
    return claim.members.get(position, 0)
