"""The closed vocabularies of the records: code values, and their words in the catalogue."""

from __future__ import annotations

from enum import StrEnum

from medlemsdialog.catalogue import Message


class Level(StrEnum):
    """Who a sender is. Bodies never speak for their county's members."""

    MUNICIPALITY = "municipality"
    COUNTY_COUNCIL = "county_council"
    BODY = "body"
    OTHER = "other"


class Status(StrEnum):
    """The type of statement (type uttalelse) that a source is."""

    DECISION = "decision"
    PROPOSAL = "proposal"
    ADMINISTRATIVE = "administrative"
    MINUTES = "minutes"
    INDIVIDUAL = "individual"
    UNKNOWN = "unknown"


class Arena(StrEnum):
    """Where a source came to be."""

    COUNTY_BOARD = "county_board"
    CHIEF_EXECUTIVES = "chief_executives"
    NETWORK = "network"
    CONFERENCE = "conference"
    WRITTEN = "written"
    OTHER = "other"


class Openness(StrEnum):
    """Who may read a source. Unknown means internal."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"


class SourceState(StrEnum):
    """How far a source has come: only registered ones count."""

    REGISTERED = "registered"
    PROPOSED = "proposed"
    REJECTED = "rejected"


class Kind(StrEnum):
    """What a passage is. Only views and reported views are statements."""

    VIEW = "view"
    REPORTED_VIEW = "reported_view"
    VOTED_DOWN = "voted_down"
    BACKGROUND = "background"
    PROCEDURE = "procedure"
    PLACEHOLDER = "placeholder"
    GREETING = "greeting"


STATEMENT_KINDS = frozenset({Kind.VIEW, Kind.REPORTED_VIEW})


class TextLanguage(StrEnum):
    """The language of a passage as far as the text itself shows it."""

    BOKMAL = "nb"
    NYNORSK = "nn"
    MIXED = "mixed"
    SAMI = "se"
    ENGLISH = "en"
    UNDETERMINED = "und"


class Likeness(StrEnum):
    """How a text repeats another one."""

    EQUAL = "equal"
    NEAR = "near"
    TEMPLATE = "template"
    VARIANT = "variant"


class Position(StrEnum):
    """A standpoint to a claim."""

    FOR = "for"
    AGAINST = "against"
    MIXED = "mixed"
    NEUTRAL = "neutral"


# The order in which positions are told: those who object are never read last.
DISSENT_FIRST = (Position.AGAINST, Position.MIXED, Position.FOR, Position.NEUTRAL)


class Addressee(StrEnum):
    """Who a claim asks something of."""

    KS = "ks"
    STATE = "state"
    COUNTY_COUNCILS = "county_councils"
    MUNICIPALITIES = "municipalities"


class AnswerState(StrEnum):
    """What is known per sender and question; exactly one holds."""

    NOT_ASKED = "not_asked"
    NO_INPUT = "no_input"
    WAITING = "waiting"
    NOT_ANSWERED = "not_answered"
    ATTACHMENT_MISSING = "attachment_missing"
    NEUTRAL = "neutral"
    ANSWERED = "answered"


class Severity(StrEnum):
    """How much a problem stands in the way."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Strength(StrEnum):
    """The word for strength that a person chose for a finding; the rules of each are in `evidence.strength`."""

    UNANIMOUS = "unanimous"
    BROAD = "broad"
    DIVIDED = "divided"
    SINGLE = "single"


class BasisLevel(StrEnum):
    """How well a finding's evidence carries it, as a person judged it. The program proposes none."""

    GOOD = "good"
    FAIR = "fair"
    THIN = "thin"


class BasisQuestion(StrEnum):
    """What is asked of a finding's evidence; after the four components of GRADE-CERQual, in plain words."""

    HOW_SAID = "how_said"
    AGREEMENT = "agreement"
    RICHNESS = "richness"
    RELEVANCE = "relevance"


class FindingState(StrEnum):
    """How far a finding has come. Stale: what it rests on has changed since it was approved."""

    DRAFT = "draft"
    APPROVED = "approved"
    STALE = "stale"


class Fate(StrEnum):
    """What became of a claim or a theme that was raised, beside being the evidence of a finding."""

    BACKGROUND = "background"
    SET_ASIDE = "set_aside"


class FindingDocument(StrEnum):
    """A document that findings are printed in."""

    INPUT = "input"
    FINAL_REPORT = "final_report"
    BOARD_CASE = "board_case"


_WORDS: tuple[tuple[StrEnum, Message], ...] = (
    (Level.MUNICIPALITY, Message("kommune")),
    (Level.COUNTY_COUNCIL, Message("fylkeskommune")),
    (Level.BODY, Message("organ")),
    (Level.OTHER, Message("annen avsender")),
    (Status.DECISION, Message("vedtak")),
    (Status.PROPOSAL, Message("innstilling")),
    (Status.ADMINISTRATIVE, Message("administrativ uttalelse")),
    (Status.MINUTES, Message("referat")),
    (Status.INDIVIDUAL, Message("enkeltpersons syn")),
    (Status.UNKNOWN, Message("ukjent")),
    (Arena.COUNTY_BOARD, Message("fylkesstyre")),
    (Arena.CHIEF_EXECUTIVES, Message("rådmannsutvalg")),
    (Arena.NETWORK, Message("nettverk")),
    (Arena.CONFERENCE, Message("konferanse")),
    (Arena.WRITTEN, Message("skriftlig innspill")),
    (Arena.OTHER, Message("annen arena")),
    (Openness.PUBLIC, Message("offentlig")),
    (Openness.INTERNAL, Message("intern")),
    (Openness.CONFIDENTIAL, Message("fortrolig")),
    (SourceState.REGISTERED, Message("registrert")),
    (SourceState.PROPOSED, Message("foreslått")),
    (SourceState.REJECTED, Message("satt til side")),
    (Kind.VIEW, Message("syn")),
    (Kind.REPORTED_VIEW, Message("gjengitt syn")),
    (Kind.VOTED_DOWN, Message("nedstemt forslag")),
    (Kind.BACKGROUND, Message("bakgrunn")),
    (Kind.PROCEDURE, Message("saksgang")),
    (Kind.PLACEHOLDER, Message("tomt felt")),
    (Kind.GREETING, Message("hilsen eller signatur")),
    (TextLanguage.BOKMAL, Message("bokmål")),
    (TextLanguage.NYNORSK, Message("nynorsk")),
    (TextLanguage.MIXED, Message("blandet")),
    (TextLanguage.SAMI, Message("samisk")),
    (TextLanguage.ENGLISH, Message("engelsk")),
    (TextLanguage.UNDETERMINED, Message("for kort eller ubestemt")),
    (Likeness.EQUAL, Message("lik")),
    (Likeness.NEAR, Message("nesten lik")),
    (Likeness.TEMPLATE, Message("samme mal, andre navn eller tall")),
    (Likeness.VARIANT, Message("samme tekst på bokmål og nynorsk")),
    (Position.FOR, Message("for")),
    (Position.AGAINST, Message("mot")),
    (Position.MIXED, Message("delt")),
    (Position.NEUTRAL, Message("nøytral")),
    (Addressee.KS, Message("KS")),
    (Addressee.STATE, Message("staten")),
    (Addressee.COUNTY_COUNCILS, Message("fylkeskommunene")),
    (Addressee.MUNICIPALITIES, Message("kommunene")),
    (AnswerState.NOT_ASKED, Message("ikke spurt")),
    (AnswerState.NO_INPUT, Message("ikke gitt innspill")),
    (AnswerState.WAITING, Message("mottatt, ikke ferdig behandlet")),
    (AnswerState.NOT_ANSWERED, Message("ikke besvart")),
    (AnswerState.ATTACHMENT_MISSING, Message("vedlegg mangler")),
    (AnswerState.NEUTRAL, Message("nøytral")),
    (AnswerState.ANSWERED, Message("besvart")),
    (Severity.ERROR, Message("feil")),
    (Severity.WARNING, Message("advarsel")),
    (Severity.NOTICE, Message("til orientering")),
    (Strength.UNANIMOUS, Message("entydig")),
    (Strength.BROAD, Message("bred støtte")),
    (Strength.DIVIDED, Message("delte meninger")),
    (Strength.SINGLE, Message("fremmes av én")),
    (BasisLevel.GOOD, Message("godt grunnlag")),
    (BasisLevel.FAIR, Message("rimelig grunnlag")),
    (BasisLevel.THIN, Message("tynt grunnlag")),
    (BasisQuestion.HOW_SAID, Message("Hvordan er det sagt?")),
    (BasisQuestion.AGREEMENT, Message("Peker utsagnene samme vei?")),
    (BasisQuestion.RICHNESS, Message("Er det nok av dem, og sier de nok?")),
    (BasisQuestion.RELEVANCE, Message("Svarer de på det det blir spurt om?")),
    (FindingState.DRAFT, Message("utkast")),
    (FindingState.APPROVED, Message("godkjent")),
    (FindingState.STALE, Message("grunnlaget er endret")),
    (Fate.BACKGROUND, Message("bakgrunn")),
    (Fate.SET_ASIDE, Message("satt til side")),
    (FindingDocument.INPUT, Message("innspillet til departementet")),
    (FindingDocument.FINAL_REPORT, Message("sluttrapporten")),
    (FindingDocument.BOARD_CASE, Message("saken til hovedstyret")),
)
# By type as well: equal texts of two vocabularies («other») are equal keys.
_WORD_OF = {(type(value), value.value): message for value, message in _WORDS}


def word(value: StrEnum) -> Message:
    """Return the catalogue word for a code value."""
    return _WORD_OF[type(value), value.value]
