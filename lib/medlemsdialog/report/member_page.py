"""What became of it: one member's or body's page after the national work – what it said, how it was read, where it went.

Made of what may be shared and of nothing else, for such a page is passed on and put on the net. What was sent in confidence is
not in it, not even to the one who sent it: the letter «Slik forsto vi dere» tells that, to its sender alone. What is neither
public nor confidential is told of by its place and how it was read, without its words, and so are no views of single persons.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from medlemsdialog.catalogue import Language
from medlemsdialog.evidence.evidence_rows import list_behind
from medlemsdialog.evidence.finding_text import ResolvedFinding, resolve_finding
from medlemsdialog.models.base import Record
from medlemsdialog.models.findings import CodeFate, Finding
from medlemsdialog.models.national import NationalClaim, NationalOverview
from medlemsdialog.models.shared import SharedSummary
from medlemsdialog.models.summary import SourceRow, StatementRow
from medlemsdialog.models.vocabulary import FindingState, Kind, Position, SourceState, Status
from medlemsdialog.report import wording
from medlemsdialog.report.feedback import READ_AS
from medlemsdialog.report.feedback_frame import Block, paragraph
from medlemsdialog.report.nation_findings import list_printed
from medlemsdialog.report.statement_views import language_mark

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


class MemberPage(Record):
    """One page in the language its member is written to in; `date` is the document's own (ISO)."""

    code: str
    recipient: str
    language: Language
    title: str
    dialogue: str
    blocks: tuple[Block, ...]
    date: str
    example: bool


def build_member_page(overview: NationalOverview, area: SharedSummary, code: str, labels: Labels) -> MemberPage:
    """Return the page of a member or a body of an area, in the language of `labels`."""
    return MemberPage(
        code=code,
        recipient=labels.sender(code),
        language=labels.language,
        title=labels.t("Hva ble det av innspillet?"),
        dialogue=labels.dialogue.title.in_language(labels.language),
        blocks=tuple(_Writer(overview, area, code, labels).write()),
        date=overview.document_date,
        example=overview.example,
    )


class _Writer:
    """The words of one page in one language."""

    def __init__(self, overview: NationalOverview, area: SharedSummary, code: str, labels: Labels) -> None:
        self.overview, self.area, self.code, self.labels = overview, area, code, labels
        own = [one for one in area.sources if one.sender_code == code and one.status is not Status.INDIVIDUAL]
        self.sources = {one.source_id: one for one in own}
        self.statements = [
            row for row in area.statements if row.source_id in self.sources and row.status is not Status.INDIVIDUAL
        ]
        self.numbers = {row.statement_id: number for number, row in enumerate(self.statements, start=1)}

    def write(self) -> Iterator[Block]:
        yield paragraph(
            self.t(
                "Her ser dere hva dere har sagt til {dialogue}, hvordan vi har forstått det, og hva det ble av det.",
                dialogue=self.labels.dialogue.title.in_language(self.labels.language),
            )
        )
        if self.code in self.area.withheld_codes:
            yield paragraph(
                self.t("Noe fra dere er sendt i fortrolighet. Det står ikke her, for denne siden kan deles med andre.")
            )
        yield from self._tell_received()
        yield from self._tell_said()
        yield from self._tell_claims()
        yield from self._tell_findings()
        yield from self._tell_objecting()

    def _tell_received(self) -> Iterator[Block]:
        yield Block(kind="heading", text=self.t("Dette har vi fått"))
        if not self.sources:
            yield paragraph(self.t("Vi har ikke fått noe som kan omtales her."))
        for source in self.sources.values():
            yield Block(kind="item", text=self._describe(source))

    def _describe(self, source: SourceRow) -> str:
        name = source.printed_name or self.t("et innspill som ikke er offentlig")
        told = ", ".join([name, self.labels.word(source.status), wording.date(source.date, self.labels.language)])
        if source.state is SourceState.REJECTED:
            reason = source.set_aside_reason.strip().rstrip(".")
            return f"{told}. " + (
                self.t("Det er satt til side: {reason}.", reason=reason) if reason else self.t("Det er satt til side.")
            )
        if not source.readable or "scanned" in source.waiting:
            return f"{told}. " + self.t("Vi har ikke fått lest teksten, så den er ikke brukt.")
        if source.state is SourceState.PROPOSED or source.waiting:
            return f"{told}. " + self.t("Det er mottatt, men ikke ferdig behandlet, så det er ikke brukt.")
        if source.attachment_missing:
            # Only the sender can mend it.
            return f"{told}. " + self.t("Det viser til et vedlegg som vi ikke har fått. Send det, så blir det lest.")
        return f"{told}."

    def _tell_said(self) -> Iterator[Block]:
        yield Block(kind="heading", text=self.t("Dette sa dere, og slik forsto vi det"))
        if not self.statements:
            yield paragraph(self.t("Vi har ingen utsagn fra dere som kan omtales her."))
        for row in self.statements:
            yield from self._tell_statement(row)

    def _tell_statement(self, row: StatementRow) -> Iterator[Block]:
        number = self.numbers[row.statement_id]
        place = ", ".join(
            part
            for part in (
                self.sources[row.source_id].printed_name if len(self.sources) > 1 else "",
                self.labels.word(row.status),
                row.anchor.label(self.labels.language),
            )
            if part
        )
        yield Block(kind="subheading", text=self.t("Punkt {number}: {place}", number=number, place=place))
        if row.text:
            yield Block(
                kind="quote", text=self.t("«{text}»", text=row.text), lang=language_mark(row.language, self.labels)
            )
        else:
            yield paragraph(self.t("Ordene gjentas ikke, fordi innspillet ikke er registrert som offentlig."))
        for line in self._tell_reading(row):
            yield Block(kind="item", text=line)

    def _tell_reading(self, row: StatementRow) -> Iterator[str]:
        if not row.speaks_for_sender:
            yield self.t("Det er ikke brukt: Vedtaket i saken taler for dere, og dette er ikke en del av vedtaket.")
            return
        if row.kind is Kind.REPORTED_VIEW:
            yield self.t("Vi leste dette som et syn som er gjengitt fra noen andre.")
        if row.themes:
            named = wording.listing([self.labels.theme(theme) for theme in row.themes], self.labels.language)
            yield self.labels.plural("Tema: {themes}.", "Temaer: {themes}.", len(row.themes), themes=named)
        for taken in row.claims:
            claim = self.labels.claim(taken.claim_id).rstrip(" .")
            yield self.t(READ_AS[taken.position].msgid, claim=claim)
        if row.disputed:
            yield self.t("De som har lest det, er ikke enige om alt. Det de er uenige om, er ikke brukt.")
        if not row.themes and not row.claims and not row.disputed:
            if not row.coders and not row.tick:
                yield self.t("Vi er ikke ferdige med å vurdere det.")
            else:
                yield self.t("Vi har lest det, og har ikke knyttet det til noe tema eller krav.")

    def _tell_claims(self) -> Iterator[Block]:
        mine = [row for row in self.statements if row.speaks_for_sender]
        claims = {taken.claim_id for row in mine for taken in row.claims}
        themes = {theme for row in mine for theme in row.themes}
        yield Block(kind="heading", text=self.t("Hvem andre har sagt noe om det samme?"))
        if not claims and not themes:
            yield paragraph(self.t("Ikke noe fra dere er knyttet til et krav eller et tema."))
        for claim in (one for one in self.overview.claims if one.claim_id in claims):
            yield Block(kind="subheading", text=self.t("Kravet «{name}»", name=self.labels.claim(claim.claim_id)))
            yield Block(kind="item", text=self._tell_others(claim))
            yield Block(kind="item", text=self._tell_fate("claim", claim.claim_id))
        for theme in (one for one in self.overview.themes if one.theme in themes):
            yield Block(kind="subheading", text=self.t("Temaet «{name}»", name=self.labels.theme(theme.theme)))
            members = theme.members - any(self.code in county.members for county in theme.counties)
            bodies = theme.bodies - any(self.code in county.bodies for county in theme.counties)
            told = (
                self.t("Det ble også tatt opp av {senders}.", senders=self._count_senders(members, bodies))
                if members or bodies
                else self.t("Ingen andre medlemmer eller organer tok det opp.")
            )
            yield Block(kind="item", text=told)
            yield Block(kind="item", text=self._tell_fate("theme", theme.theme))

    def _tell_others(self, claim: NationalClaim) -> str:
        def others(position: Position, *, in_members: bool) -> int:
            sides = [county.members if in_members else county.bodies for county in claim.counties]
            return sum(sender != self.code for side in sides for sender in side.get(position, ()))

        members = {position: others(position, in_members=True) for position in Position}
        bodies = sum(others(position, in_members=False) for position in Position)
        if not bodies and not any(members.values()):
            return self.t("Ingen andre medlemmer eller organer har sagt noe om kravet.")
        told = self.t(
            "{senders} har også sagt noe om kravet.", senders=self._count_senders(sum(members.values()), bodies)
        )
        if sum(members.values()):
            told += " " + self.t(
                "Av medlemmene er {positions}.", positions=wording.positions(members, self.labels.language)
            )
        return told

    def _count_senders(self, members: int, bodies: int) -> str:
        parts = []
        if members:
            parts.append(
                self.labels.plural("{number} annet medlem", "{number} andre medlemmer", members, number=members)
            )
        if bodies:
            parts.append(self.labels.plural("{number} annet organ", "{number} andre organer", bodies, number=bodies))
        return wording.listing(parts, self.labels.language)

    def _tell_fate(self, kind: str, code: str) -> str:
        fate: CodeFate | None = next((one for one in self.overview.fates if (one.kind, one.code) == (kind, code)), None)
        printed = {one.finding_id: one for one in list_printed(self.overview)}
        headings = [self._heading(printed[one]) for one in (fate.findings if fate else ()) if one in printed]
        if headings:
            return self.t(
                "Funn som bygger på det: {findings}.",
                findings=", ".join(self.t("«{name}»", name=one) for one in headings),
            )
        if fate is None or fate.fate is None:
            return self.t("Det er ikke brukt i noe funn ennå.")
        word = self.labels.word(fate.fate)
        reason = fate.reason.strip().rstrip(".")
        return self.t("Det er ikke brukt i noe funn, men er {fate}: {reason}.", fate=word, reason=reason or "–")

    def _heading(self, finding: Finding) -> str:
        return finding.heading.in_language(self.labels.language).strip().rstrip(".")

    def _tell_findings(self) -> Iterator[Block]:
        yield Block(kind="heading", text=self.t("Funn som bygger på det dere har sagt"))
        own = set(self.numbers)
        found = False
        for finding in list_printed(self.overview):
            behind = {
                *(one.row.statement_id for one in list_behind(self.overview, finding.claims, finding.themes)),
                *(one.statement_id for one in finding.evidence.statements),
            }
            if not (mine := sorted(self.numbers[one] for one in own & behind)):
                continue
            found = True
            resolved = resolve_finding(finding, self.overview, self.labels)
            yield Block(kind="subheading", text=resolved.heading.strip().rstrip("."))
            yield paragraph(self._pick_sentences(resolved))
            points = wording.listing([str(number) for number in mine], self.labels.language)
            yield Block(kind="item", text=self.t("Bygger blant annet på punkt {points}.", points=points))
            if finding.state is FindingState.STALE:
                yield Block(kind="item", text=self.t("Grunnlaget er endret siden funnet ble godkjent."))
        if not found:
            yield paragraph(self.t("Ingen godkjente funn bygger på det dere har sagt."))

    def _pick_sentences(self, resolved: ResolvedFinding) -> str:
        """Return the sentences that cite something of the member's own, else all of the finding."""
        citing = [one for one in resolved.sentences if set(one.cited) & set(self.numbers)]
        return " ".join(one.printed for one in (citing or resolved.sentences))

    def _tell_objecting(self) -> Iterator[Block]:
        yield Block(kind="heading", text=self.t("Hvis noe er feil"))
        yield paragraph(
            self.t(
                "Gi beskjed til KS, og skriv hvilket punkt det gjelder. Vi retter det vi har skrevet ned, og tallene og "
                "funnene følger med i den neste rapporten. Dere kan også trekke innspillet."
            )
        )

    def t(self, msgid: str, /, **values: object) -> str:
        return self.labels.t(msgid, **values)
