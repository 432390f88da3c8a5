"""Who did what when, in plain sentences: one for each kind of event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.evidence import Workspace
from medlemsdialog.intake.corrections import describe_correction
from medlemsdialog.judgements.event import LogKind
from medlemsdialog.judgements.events import (
    AnyEvent,
    AssessmentWritten,
    ClaimRetired,
    ClaimWritten,
    CodingRemoved,
    CodingSet,
    CommentAnswered,
    CommentReceived,
    CommentRemoved,
    CommentSettled,
    CorrectionMade,
    CorrectionUndone,
    FateGiven,
    FindingApprovalWithdrawn,
    FindingApproved,
    FindingRemoved,
    FindingWritten,
    HandedIn,
    HandInReceived,
    LetterSent,
    MeetingHeld,
    PersonalConfirmed,
    PersonalDataDeleted,
    PersonalLifted,
    PersonalMarked,
    SampleDrawn,
    SignOffGiven,
    SignOffWithdrawn,
    SourceRegistered,
    SourceReopened,
    SourceSetAside,
    SourceWithdrawn,
    ThemeRetired,
    ThemeWritten,
)
from medlemsdialog.judgements.fold import AreaEvent
from medlemsdialog.models.vocabulary import Fate, word
from medlemsdialog.paths import NATIONAL

KIND_WORDS: dict[LogKind, Message] = {
    "sources": Message("innspill"),
    "meetings": Message("møter"),
    "corrections": Message("rettinger"),
    "codings": Message("koding"),
    "claims": Message("krav"),
    "codebook": Message("kodebok"),
    "samples": Message("utvalg"),
    "assessments": Message("vurderinger"),
    "letters": Message("brev"),
    "hand-ins": Message("leveringer"),
    "sign-offs": Message("godkjenninger"),
    "findings": Message("funn"),
    "comments": Message("kommentarer"),
}
_ABOUT = {
    "area": Message("fylket"),
    "theme": Message("temaet {name}"),
    "claim": Message("kravet {name}"),
    "question": Message("spørsmål {name}"),
}
_FATES: dict[Fate | None, Message] = {
    Fate.BACKGROUND: Message("regnet {about} som bakgrunn"),
    Fate.SET_ASIDE: Message("satte {about} til side"),
    None: Message("tok tilbake hva som blir av {about}"),
}


@dataclass(frozen=True)
class Teller:
    """Tells events in one language; sources, themes and areas by their names where these are known."""

    language: Language
    areas: Mapping[str, str]
    themes: Mapping[str, str]
    sources: Mapping[str, str]

    def tell(self, placed: AreaEvent) -> str:
        """Return one sentence on an event: who did what, and where."""
        event = placed.event
        sentence = (
            self._judged(event)
            or self._received(event)
            or self._of_nation(event)
            or _of_comment(event)
            or self._of_area(event)
        )
        if event.undoes:
            sentence = Message("{sentence} (etter angring)", sentence=sentence)
        values = {"by": event.by, "area": self.area(placed.area_code), "sentence": sentence}
        return Message("{by} ({area}) {sentence}", **values).text(self.language)

    def area(self, code: str) -> Message:
        """Return the name of an area."""
        if code == NATIONAL:
            return Message("hele landet")
        return Message("fylke {code} {name}", code=code, name=self.areas.get(code, "–"))

    def _judged(self, event: AnyEvent) -> Message | None:
        match event:
            case CodingSet():
                claims = [
                    Message("{claim}: {position}", claim=one.claim_id, position=word(one.position))
                    for one in event.claims
                ]
                values = {
                    "statement": event.statement_id,
                    "themes": self._themes(event.themes),
                    "claims": ", ".join(claim.text(self.language) for claim in claims) or "–",
                }
                if event.settles:
                    others = ", ".join(event.settled_with) or "–"
                    return Message(
                        "ble enig med {others} om koden for {statement}: tema {themes}; krav {claims}",
                        others=others,
                        **values,
                    )
                if event.sample_id:
                    return Message(
                        "kodet {statement} i utvalget, uten å se andres: tema {themes}; krav {claims}", **values
                    )
                return Message("kodet {statement}: tema {themes}; krav {claims}", **values)
            case CodingRemoved():
                return Message("tok bort koden for {statement}", statement=event.statement_id)
            case SampleDrawn():
                return Message("trakk et utvalg på {number} utsagn som kodes to ganger", number=len(event.items))
            case ClaimWritten():
                return Message(
                    "skrev kravet {claim}: «{text}»", claim=event.claim_id, text=event.text.in_language(self.language)
                )
            case ClaimRetired():
                return _retired(Message("tok kravet {code} ut av bruk", code=event.claim_id), event.into, event.moved)
            case ThemeWritten():
                return Message(
                    "skrev temaet {code}: «{label}»",
                    code=event.theme.code,
                    label=event.theme.label.in_language(self.language),
                )
            case ThemeRetired():
                return _retired(Message("tok temaet {code} ut av bruk", code=event.theme_code), event.into, event.moved)
            case _:
                return None

    def _received(self, event: AnyEvent) -> Message | None:
        match event:
            case SourceRegistered():
                values = {"level": word(event.level), "status": word(event.status)}
                return Message(
                    "bekreftet {source}: avsender {sender}, {level}, {status}",
                    source=event.source or self._source(event.source_id),
                    sender=" ".join(filter(None, (event.sender_code, event.sender_name))) or "–",
                    **values,
                )
            case SourceSetAside():
                return Message(
                    "satte {source} til side: {reason}",
                    source=event.source or self._source(event.source_id),
                    reason=event.reason or "–",
                )
            case SourceReopened():
                return Message(
                    "la {source} tilbake blant dem som venter på å bli bekreftet", source=self._source(event.source_id)
                )
            case SourceWithdrawn():
                return Message(
                    "trakk innspillet {source} etter ønske fra avsenderen", source=event.source or event.source_id
                )
            case PersonalDataDeleted():
                return Message("slettet {number} originaler og tekstene i dialogen", number=event.originals)
            case MeetingHeld():
                held = {"body": event.body_code, "date": event.date, "arena": word(event.arena)}
                return Message("registrerte møtet i {body} {date} ({arena})", **held)
            case CorrectionMade():
                where = event.statement_id or event.source or event.source_id
                return Message(
                    "rettet {where}: {field} fra «{expected}» til «{value}»", where=where, **describe_correction(event)
                )
            case CorrectionUndone():
                return Message("trakk rettingen {correction}", correction=event.correction_id[:8])
            case PersonalLifted():
                return Message(
                    "viste noe som var skjult i {source}: {reason}",
                    source=self._source(event.source_id),
                    reason=event.reason or "–",
                )
            case PersonalConfirmed():
                return Message("bekreftet en personopplysning i {source}", source=self._source(event.source_id))
            case PersonalMarked():
                return Message("skjulte en personopplysning i {source}", source=self._source(event.source_id))
            case _:
                return None

    def _of_nation(self, event: AnyEvent) -> Message | None:
        match event:
            case FindingWritten():
                heading = event.heading.in_language(self.language)
                return Message("skrev funnet {finding}: «{heading}»", finding=event.finding_id, heading=heading)
            case FindingRemoved():
                return _because(Message("tok bort funnet {finding}", finding=event.finding_id), event.reason)
            case FindingApproved():
                return Message("godkjente funnet {finding} slik det sto", finding=event.finding_id)
            case FindingApprovalWithdrawn():
                return _because(
                    Message("trakk godkjenningen av funnet {finding}", finding=event.finding_id), event.reason
                )
            case FateGiven():
                name = self.themes.get(event.code, event.code) if event.kind == "theme" else event.code
                told = Message(_FATES[event.fate].msgid, about=Message(_ABOUT[event.kind].msgid, name=name))
                return _because(told, event.reason)
            case _:
                return None

    def _of_area(self, event: AnyEvent) -> Message:
        match event:
            case AssessmentWritten():
                name = self.themes.get(event.about_id, event.about_id)
                about = Message(_ABOUT[event.about].msgid, name=name)
                if not event.text.strip():
                    return Message("tok bort vurderingen av {about}", about=about)
                return Message("skrev vurderingen av {about} ({words} ord)", about=about, words=len(event.text.split()))
            case LetterSent():
                sender = event.sender_name or event.sender_code or "–"
                return Message(
                    "sendte brevet «slik forsto vi dere» til {sender}, med svarfrist {date}",
                    sender=sender,
                    date=event.reply_by,
                )
            case HandedIn():
                return Message("leverte inn fylket, levering nummer {number}", number=event.number)
            case HandInReceived():
                return Message(
                    "tok imot leveringen {hand_in}: {number} nye valg",
                    hand_in=event.hand_in_id[:8],
                    number=event.new_events,
                )
            case SignOffGiven():
                return Message("godkjente fylket slik det sto")
            case SignOffWithdrawn():
                return Message("trakk godkjenningen")
            case _:
                # A kind of event that this program does not tell of yet is told all the same.
                return Message("gjorde et valg av typen {type}", type=event.type)

    def _themes(self, codes: Sequence[str]) -> str:
        return ", ".join(self.themes.get(code, code) for code in codes) or "–"

    def _source(self, source_id: str) -> str:
        return self.sources.get(source_id) or source_id


def build_teller(workspace: Workspace, language: Language) -> Teller:
    """Return who tells the events of a dialogue in `language`."""
    themes = (*workspace.frame.codebook.themes, *workspace.former_themes, *workspace.codebook.themes)
    judged = workspace.judgements
    aside = {source_id: event.source for source_id, event in judged.set_aside.items()}
    return Teller(
        language=language,
        areas={county.county_code: county.name for county in workspace.register.counties},
        themes={theme.code: theme.label.in_language(language) for theme in themes},
        sources=aside | {source_id: event.source for source_id, event in judged.registrations.items()},
    )


def _of_comment(event: AnyEvent) -> Message | None:
    match event:
        case CommentReceived():
            return Message(
                "tok imot en kommentar fra {author} til {place}", author=event.author or "–", place=event.place or "–"
            )
        case CommentAnswered():
            if not event.text.strip():
                return Message("tok tilbake svaret på kommentaren {comment}", comment=event.comment_id)
            return Message("svarte på kommentaren {comment}", comment=event.comment_id)
        case CommentSettled(settled=True):
            return _because(
                Message("gjorde seg ferdig med kommentaren {comment}", comment=event.comment_id), event.reason
            )
        case CommentSettled():
            return _because(Message("tok opp igjen kommentaren {comment}", comment=event.comment_id), event.reason)
        case CommentRemoved():
            return _because(Message("tok bort kommentaren {comment}", comment=event.comment_id), event.reason)
        case _:
            return None


def _because(what: Message, reason: str) -> Message:
    return Message("{what}: {reason}", what=what, reason=reason) if reason else what


def _retired(what: Message, into: str, moved: Mapping[str, object]) -> Message:
    if into:
        return Message("{what}; {heir} tar over", what=what, heir=into)
    if moved:
        return Message("{what}; {number} utsagn er flyttet til andre", what=what, number=len(moved))
    return what
