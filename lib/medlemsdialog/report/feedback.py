"""«Slik forsto vi dere»: what one sender is told of what was received and how it was read, so that it can be corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.evidence import Labels, Workspace, build_labels
from medlemsdialog.evidence.shareable import mask_anchor, mask_own_words, quote_language, quote_passage
from medlemsdialog.intake.personal import find_in_name, mask_text
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.identity import text_sha256
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.personal import PERSONAL_WORDS
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import STATEMENT_KINDS, Kind, Openness, Position, word
from medlemsdialog.report import wording
from medlemsdialog.report.feedback_frame import Block, Letter, close_letter, open_letter, paragraph
from medlemsdialog.report.feedback_senders import Addressee, letter_language

READ_AS: dict[Position, Message] = {
    Position.FOR: Message("Vi leste dette som støtte til kravet «{claim}»."),
    Position.AGAINST: Message("Vi leste dette som motstand mot kravet «{claim}»."),
    Position.MIXED: Message("Vi leste dette som et delt syn på kravet «{claim}»."),
    Position.NEUTRAL: Message("Vi leste dette som nøytralt til kravet «{claim}»."),
}


def build_letter(
    workspace: Workspace,
    received: Intake,
    coded: Sequence[CodedStatement],
    addressee: Addressee,
    *,
    letter_id: str,
    reply_by: str,
) -> Letter:
    """Return the letter to one sender: only its own sources, with its own words, personal data masked."""
    language = letter_language(workspace, received.area_code, addressee.sender_code)
    writer = _Writer(workspace, received, coded, addressee, language=language, reply_by=reply_by)
    return Letter(
        letter_id=letter_id,
        key=addressee.key,
        recipient=writer.recipient,
        language=language,
        title=writer.title,
        blocks=tuple(writer.write()),
        source_ids=addressee.source_ids,
        sender_code=addressee.sender_code,
        sender_name=addressee.name,
        reply_by=reply_by,
        date=workspace.dialogue.document_date.isoformat(),
        example=workspace.dialogue.example,
        is_confidential=addressee.is_confidential,
    )


class _Writer:
    """The words of one letter in one language."""

    def __init__(
        self,
        workspace: Workspace,
        received: Intake,
        coded: Sequence[CodedStatement],
        addressee: Addressee,
        *,
        language: Language,
        reply_by: str,
    ) -> None:
        self.workspace = workspace
        self.received = received
        self.addressee = addressee
        self.language = language
        self.labels: Labels = build_labels(workspace, language)
        own = set(addressee.source_ids)
        self.sources: Mapping[str, Source] = {s.source_id: s for s in received.sources if s.source_id in own}
        self.passages = [passage for passage in received.passages if passage.source_id in own]
        self.coded = [one for one in coded if one.passage.source_id in own]
        self.deadline = wording.date(reply_by, language)
        self.number = 0

    @property
    def recipient(self) -> str:
        code = self.addressee.sender_code
        return self.labels.sender(code) if code else self.addressee.name

    @property
    def title(self) -> str:
        return self.t("Slik forsto vi deg") if self.addressee.is_person else self.t("Slik forsto vi dere")

    def write(self) -> Iterator[Block]:
        yield from open_letter(self.addressee, self.labels, recipient=self.recipient, deadline=self.deadline)
        yield from self._tell_received()
        yield from self._tell_read()
        yield from self._tell_left_out()
        yield from self._tell_hidden()
        yield from close_letter(self.addressee, self.labels, deadline=self.deadline)

    def _tell_received(self) -> Iterator[Block]:
        yield Block(kind="heading", text=self.t("Dette har vi fått"))
        for source in self.sources.values():
            yield Block(kind="item", text=self._describe(source))

    def _describe(self, source: Source) -> str:
        parts = [self._name(source), self._word(source.status)]
        parts.append(wording.date(source.date, self.language))
        text = ", ".join(part for part in parts if part)
        if not source.readable or "scanned" in source.waiting:
            text += ". " + self.t("Vi har ikke fått lest teksten ennå.")
        elif source.waiting:
            text += ". " + self.t("Vi er ikke ferdige med å behandle det.")
        return text

    def _name(self, source: Source) -> str:
        path, _, row = source.source.partition("#")
        # A sheet that many have answered in is no document of this sender's.
        if row:
            return self.t("svar i skjema")
        name = PurePosixPath(path).name
        return mask_text(name, find_in_name(name), self.language)

    def _tell_read(self) -> Iterator[Block]:
        yield Block(kind="heading", text=self.t("Slik leste vi det"))
        ready = [one for one in self.coded if one.coders or (one.passage.tick and one.claims)]
        ready = [one for one in ready if not one.disputed or one.themes or one.claims]
        left = len(self.coded) - len(ready)
        if ready:
            yield paragraph(
                self.t("Hvert punkt har et nummer, så det er lett å vise til. Det som står i «…», er sitert ordrett.")
                if not self.addressee.is_confidential
                else self.t(
                    "Hvert punkt har et nummer, så det er lett å vise til. Innspillet er fortrolig. Derfor gjentar vi ikke "
                    "ordene her, bare hvor de står."
                )
            )
        for heading, statements in self._group(ready):
            yield Block(kind="subheading", text=heading)
            for statement, repeats in _without_repeats(statements):
                yield from self._tell_statement(statement, repeats)
        if left:
            yield paragraph(
                self.plural(
                    "{number} utsagn er vi ikke ferdige med å vurdere.",
                    "{number} utsagn er vi ikke ferdige med å vurdere.",
                    left,
                )
            )
        if not self.coded:
            yield paragraph(self.t("Vi har ikke funnet utsagn som svarer på det dialogen spør om."))

    def _group(self, statements: Sequence[CodedStatement]) -> Iterator[tuple[str, list[CodedStatement]]]:
        """Yield headings with their statements: by question, then by theme; each statement stands once."""
        by_question: dict[str, list[CodedStatement]] = {}
        by_theme: dict[str, list[CodedStatement]] = {}
        rest: list[CodedStatement] = []
        known = [question.id for question in self.workspace.dialogue.questions]
        for one in statements:
            questions = {one.passage.question, *one.questions}
            question = next((question for question in known if question in questions), None)
            if question:
                by_question.setdefault(question, []).append(one)
            elif one.themes:
                by_theme.setdefault(one.themes[0], []).append(one)
            else:
                rest.append(one)
        for question in known:
            if question in by_question:
                mark = self.t("eksempel – ikke KS' ordlyd")
                text = self.labels.question(question)
                shown = f"{text} ({mark})" if self.labels.is_example_wording(question) else text
                yield shown, by_question[question]
        themes = [theme.code for theme in self.workspace.codebook.themes]
        for code in [*(code for code in themes if code in by_theme), *sorted(by_theme.keys() - set(themes))]:
            yield self.t("Tema: {theme}", theme=self.labels.theme(code)), by_theme[code]
        if rest:
            yield self.t("Andre utsagn"), rest

    def _tell_statement(self, statement: CodedStatement, repeats: int) -> Iterator[Block]:
        self.number += 1
        passage = statement.passage
        place = self._place(passage)
        if self.addressee.is_confidential:
            yield Block(kind="paragraph", text=f"{self.number}. {place}")
        else:
            findings = self.received.personal_of(passage.source_id)
            quote = quote_passage(passage, findings, quote_language(passage, self.language))
            shown = self.t("«{text}»", text=quote) if quote else self.t("Utsagnet kan ikke gjengis her.")
            label = f"{passage.question_label}: " if passage.tick and passage.question_label else ""
            yield Block(kind="quote", text=f"{self.number}. {label}{shown}" + (f" ({place})" if place else ""))
        if repeats > 1:
            yield Block(kind="item", text=self.t("Den samme teksten står {number} steder.", number=repeats))
        if passage.kind is Kind.REPORTED_VIEW:
            yield Block(kind="item", text=self.t("Vi leste dette som et syn som er gjengitt fra noen andre."))
        if statement.themes:
            themes = wording.listing([self.labels.theme(theme) for theme in statement.themes], self.language)
            yield Block(
                kind="item",
                text=self.plural("Tema: {themes}.", "Temaer: {themes}.", len(statement.themes), themes=themes),
            )
        for claim in statement.claims:
            yield Block(kind="item", text=self._read_as(claim))
        if not statement.themes and not statement.claims:
            yield Block(kind="item", text=self.t("Vi har lest det, og har ikke knyttet det til noe tema eller krav."))

    def _read_as(self, claim: ClaimPosition) -> str:
        sentence = mask_own_words(self.labels.claim(claim.claim_id), self.received, self.language).rstrip(" .")
        return self.t(READ_AS[claim.position].msgid, claim=sentence)

    def _place(self, passage: Passage) -> str:
        source = self.sources[passage.source_id]
        findings = self.received.personal_of(passage.source_id)
        if "#" in source.source:
            return ""  # the row of a sheet that others have answered in too
        label = mask_anchor(passage.anchor, findings, self.language).label(self.language)
        return ", ".join(part for part in (self._name(source) if len(self.sources) > 1 else "", label) if part)

    def _tell_left_out(self) -> Iterator[Block]:
        counted = Counter(passage.kind for passage in self.passages if passage.kind not in STATEMENT_KINDS)
        if not counted:
            return
        yield Block(kind="heading", text=self.t("Dette har vi ikke regnet som utsagn"))
        yield paragraph(
            self.t("Noe av teksten har vi lest, men ikke regnet som synspunkter. Så mange tekststeder gjelder det:")
        )
        for kind in Kind:
            if counted[kind]:
                yield Block(kind="item", text=f"{self._word(kind)}: {wording.number(counted[kind], self.language)}")
        if counted[Kind.VOTED_DOWN]:
            yield paragraph(self.t("Forslag som ble nedstemt, regner vi ikke som avsenderens syn."))

    def _tell_hidden(self) -> Iterator[Block]:
        yield Block(kind="heading", text=self.t("Dette deler vi, og dette skjuler vi"))
        openness = {source.openness for source in self.sources.values()}
        quotable = all(source.quotable and source.openness is Openness.PUBLIC for source in self.sources.values())
        if Openness.CONFIDENTIAL in openness:
            yield paragraph(
                self.t(
                    "Innspillet er registrert som fortrolig. Vi siterer det ikke, og vi forteller ikke hvem det kommer fra."
                )
            )
        elif quotable:
            yield paragraph(self.t("Innspillet er offentlig, og vi kan sitere det i rapportene."))
        else:
            yield paragraph(
                self.t("Det som ikke er registrert som offentlig, teller med i rapportene, men blir ikke sitert.")
            )
        if self.addressee.is_person:
            yield paragraph(self.t("Vi nevner ikke navnet ditt i noe vi deler med andre."))
        masked = Counter(
            finding.kind
            for source_id in self.addressee.source_ids
            for finding in self.received.personal_of(source_id)
            if finding.is_masked
        )
        if not masked:
            yield paragraph(self.t("Vi har ikke funnet personopplysninger i teksten."))
            return
        yield paragraph(self.t("Vi skjuler dette som personopplysninger, også her i brevet:"))
        for kind, how_many in masked.items():
            yield Block(
                kind="item",
                text=f"{PERSONAL_WORDS[kind].text(self.language)}: {wording.number(how_many, self.language)}",
            )

    def t(self, msgid: str, /, **values: object) -> str:
        return self.labels.t(msgid, **values)

    def plural(self, one: str, many: str, number: int, /, **values: object) -> str:
        return self.labels.plural(one, many, number, **values)

    def _word(self, value: Kind | object) -> str:
        return word(value).text(self.language)  # type: ignore[arg-type]


def _without_repeats(statements: Sequence[CodedStatement]) -> list[tuple[CodedStatement, int]]:
    """Return the statements with how often the same text stands with the same reading; the first stands for all."""
    groups: dict[tuple[object, ...], list[CodedStatement]] = {}
    for one in statements:
        key = (text_sha256(one.passage.text), one.passage.question_label, one.themes, one.claims, one.passage.kind)
        groups.setdefault(key, []).append(one)
    return [(group[0], len(group)) for group in groups.values()]
