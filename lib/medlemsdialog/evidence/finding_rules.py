"""The rules of findings: what a person must look at before a finding is printed, and what to do about it.

Error: the finding cannot be defended as it stands. Warning: it may be wrong unless someone looks. Notice: worth knowing.
"""

from __future__ import annotations

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.rules.rule import ERROR, NOTICE, WARNING, Rule

NO_EVIDENCE = Rule(
    "finding_no_evidence",
    ERROR,
    Message("Funnet bygger ikke på noe: det har verken krav, temaer eller utsagn."),
    Message("Velg kravene, temaene eller utsagnene funnet bygger på, eller ta det bort."),
)
SENTENCE_WITHOUT_EVIDENCE = Rule(
    "finding_sentence_without_evidence",
    ERROR,
    Message(
        "Setningen hevder noe, men har verken henvisning eller tall, og funnet har ingen krav eller temaer å bygge på."
    ),
    Message("Vis til et utsagn, sett inn et tall, velg et krav for funnet, eller ta bort setningen."),
)
SENTENCE_NOT_TRACED = Rule(
    "finding_sentence_not_traced",
    WARNING,
    Message("Setningen sier hva medlemmene mener, uten henvisning eller tall."),
    Message("Vis til et utsagn eller sett inn et tall, så en leser kan følge setningen tilbake."),
)
QUOTE_NOT_VERBATIM = Rule(
    "finding_quote_not_verbatim",
    ERROR,
    Message("Sitatet står ikke ordrett i utsagnet det er vist til."),
    Message("Kopier ordene fra utsagnet. Det som er utelatt, merkes med [...]. Gjengi ellers uten sitattegn."),
)
QUOTE_WITHOUT_SOURCE = Rule(
    "finding_quote_without_source",
    ERROR,
    Message("Sitatet mangler henvisning til utsagnet det er hentet fra."),
    Message("Sett henvisningen rett etter sitatet, eller ta bort sitattegnene."),
)
NAME_IN_QUOTES = Rule(
    "finding_name_in_quotes",
    NOTICE,
    Message("Ordene står i sitattegn uten henvisning. Er de et sitat, må det vises hvor de er hentet fra."),
    Message("Vis til utsagnet hvis det er et sitat. Et navn eller en tittel kan stå."),
)
QUOTE_NOT_QUOTABLE = Rule(
    "finding_quote_not_quotable",
    ERROR,
    Message("Utsagnet kan ikke siteres: innspillet er internt, eller det er holdt tilbake."),
    Message("Ta bort sitatet, eller velg et utsagn som kan siteres. Gjengi ellers uten sitattegn."),
)
QUOTE_HELD_BACK = Rule(
    "finding_quote_held_back",
    ERROR,
    Message("Et sitat i overskriften eller begrunnelsen trykkes ikke: Ordene står ikke i noe utsagn som kan siteres."),
    Message("Kopier ordene fra et utsagn som kan siteres, eller skriv uten sitattegn."),
)
TYPED_COUNT = Rule(
    "finding_typed_count",
    ERROR,
    Message("Tallet er skrevet for hånd. Det følger ikke med når innspillene endres."),
    Message("Sett inn tallet som felt, så følger det med når noe endres."),
)
TYPED_NUMBER = Rule(
    "finding_typed_number",
    WARNING,
    Message("Tallet er skrevet for hånd, og står ikke i noe utsagn setningen viser til."),
    Message("Vis til utsagnet tallet er hentet fra, sett inn et felt, eller ta bort tallet."),
)
LOST_FIELD = Rule(
    "finding_lost_field",
    ERROR,
    Message("Tallet kan ikke settes inn. {fault}"),
    Message("Sett inn et annet tall, eller ta det bort."),
)
UNKNOWN_CODE = Rule(
    "finding_unknown_code",
    ERROR,
    Message("Funnet viser til noe som ikke finnes: {code}."),
    Message("Rett koden, eller ta den bort fra funnet."),
)
EVIDENCE_RETIRED = Rule(
    "finding_evidence_retired",
    ERROR,
    Message("Funnet bygger på noe som er tatt ut av bruk: {name}."),
    Message("Ta det bort fra funnet, eller velg det som har tatt over."),
)
EVIDENCE_GONE = Rule(
    "finding_evidence_gone",
    ERROR,
    Message("Det funnet bygger på, finnes ikke lenger blant det som telles og kan deles: {name}."),
    Message("Bygg funnet på noe annet, eller ta det bort."),
)
EVIDENCE_WITHDRAWN = Rule(
    "finding_evidence_withdrawn",
    ERROR,
    Message("Innspillet som utsagnet sto i, er trukket tilbake: {name}."),
    Message("Ta bort henvisningen, og det i funnet som bygger på utsagnet."),
)
EVIDENCE_RECODED = Rule(
    "finding_evidence_recoded",
    WARNING,
    Message("Utsagnet er ikke lenger kodet med noe av det funnet bygger på."),
    Message("Se på utsagnet på nytt. Vis til et annet, eller legg til kravet eller temaet i funnet."),
)
NOT_QUOTABLE = Rule(
    "finding_evidence_not_quotable",
    WARNING,
    Message("Utsagnet det er vist til, kan ikke siteres. Leseren ser avsenderen og stedet, ikke ordene."),
    Message("Vis også til et utsagn som kan siteres, hvis det finnes."),
)
MACHINE_ONLY = Rule(
    "finding_machine_only",
    WARNING,
    Message("Ingen person har kodet utsagnet det er vist til. Det er bare datamaskinens kodeforslag."),
    Message("Be en rådgiver i fylket kode utsagnet, eller vis til et annet."),
)
STRONG_WORD = Rule(
    "finding_strong_word",
    WARNING,
    Message("{fault}"),
    Message("Velg et svakere ord, eller skriv tallene."),
)
CONTRARY_LEFT_OUT = Rule(
    "finding_contrary_left_out",
    ERROR,
    Message("Noen er mot kravet eller delt i synet på det, og funnet nevner det ikke: «{claim}» ({counts})."),
    Message(
        "Sett inn tallet på dem som er mot eller delt, vis til et utsagn fra dem, eller velg et sitat som sier imot."
    ),
)
DISSENT_NOT_QUOTED = Rule(
    "finding_dissent_not_quoted",
    WARNING,
    Message("{fault}"),
    Message("Velg et sitat som sier imot. Programmet foreslår noen."),
)
BASIS_NOT_JUDGED = Rule(
    "finding_basis_not_judged",
    WARNING,
    Message("Ingen har vurdert grunnlaget for funnet."),
    Message("Svar på de fire spørsmålene om grunnlaget, velg nivå og skriv hvorfor."),
)
FORM_MISSING = Rule(
    "finding_form_missing",
    NOTICE,
    Message("Funnet mangler tekst på {form}. Der trykkes bokmål."),
    Message("Skriv teksten på {form} også."),
)
FORMS_DIFFER = Rule(
    "finding_forms_differ",
    WARNING,
    Message("Bokmål og {form} viser ikke til de samme utsagnene og tallene."),
    Message("Sett inn de samme henvisningene og tallene i begge."),
)
STALE = Rule(
    "finding_stale",
    WARNING,
    Message("Grunnlaget er endret etter at funnet ble godkjent."),
    Message("Se på endringene, rett teksten om det trengs, og godkjenn funnet på nytt."),
)
TEXT_CHANGED = Rule(
    "finding_text_changed",
    WARNING,
    Message("Funnet er skrevet om etter at det ble godkjent."),
    Message("Les det, og godkjenn det på nytt."),
)
RULES = (
    NO_EVIDENCE,
    SENTENCE_WITHOUT_EVIDENCE,
    SENTENCE_NOT_TRACED,
    QUOTE_NOT_VERBATIM,
    QUOTE_WITHOUT_SOURCE,
    NAME_IN_QUOTES,
    QUOTE_NOT_QUOTABLE,
    QUOTE_HELD_BACK,
    TYPED_COUNT,
    TYPED_NUMBER,
    LOST_FIELD,
    UNKNOWN_CODE,
    EVIDENCE_RETIRED,
    EVIDENCE_GONE,
    EVIDENCE_WITHDRAWN,
    EVIDENCE_RECODED,
    NOT_QUOTABLE,
    MACHINE_ONLY,
    STRONG_WORD,
    CONTRARY_LEFT_OUT,
    DISSENT_NOT_QUOTED,
    BASIS_NOT_JUDGED,
    FORM_MISSING,
    FORMS_DIFFER,
    STALE,
    TEXT_CHANGED,
)
