"""Whether a quote may be printed: it is verbatim, still there, may be quoted, and dissent is quoted where there is any."""

from __future__ import annotations

from collections.abc import Sequence

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.evidence_rows import Said, is_contrary, list_behind, look_up_statements, pick_claims
from medlemsdialog.evidence.excerpts import is_masked, list_excerpts
from medlemsdialog.evidence.quotations import is_verbatim
from medlemsdialog.evidence.strength import CONTRARY
from medlemsdialog.models.findings import Finding, PickedQuote
from medlemsdialog.models.national import NationalClaim, NationalOverview
from medlemsdialog.models.personal import CONFIDENTIAL_SENDER, PERSON_SENDER
from medlemsdialog.models.vocabulary import Kind, Status


def check_quote(quote: PickedQuote, overview: NationalOverview, *, claims: Sequence[str] = ()) -> Message | None:
    """Return what is wrong with a picked quote as things stand now; None where it may be printed.

    With the finding's `claims`, a quote that is marked as contrary must speak against where most members stand in one of
    them, or be against it or mixed; without, it must be against or mixed to any claim, or take no position.
    """
    said = look_up_statements(overview, {quote.statement_id}).get(quote.statement_id)
    if said is None:
        return Message("Utsagnet som sitatet er hentet fra, finnes ikke lenger blant utsagnene som telles.")
    if not said.row.quotable or said.row.text is None:
        return Message("Utsagnet kan ikke siteres, for innspillet er ikke åpent for sitering.")
    if not quote.text.strip() or not is_verbatim(quote.text, said.row.text):
        return Message("Sitatet er ikke ordrett. Kopier det fra utsagnet, og la ordene stå som de er.")
    if not said.row.speaks_for_sender:
        return Message(
            "Utsagnet taler ikke for avsenderen: Det er saksbehandlerens, eller et forslag i en sak som er avgjort."
        )
    if quote.contrary and not _is_marked_rightly(said, pick_claims(overview, claims)):
        return Message("Sitatet er merket som motstemme, men utsagnet taler ikke mot kravet.")
    return None


def find_missing_dissent(finding: Finding, overview: NationalOverview) -> Message | None:
    """Return a fault where somebody spoke against a finding's claims and could be quoted, and nobody who did is."""
    claims = pick_claims(overview, finding.claims)
    contrary = {
        said.row.statement_id
        for said in list_behind(overview, finding.claims, ())
        if is_contrary(said.row, claims) and may_be_quoted(said)
    }
    if not contrary or any(quote.statement_id in contrary for quote in finding.quotes):
        return None
    return Message(
        "Noen er uenige i kravet, men ingen av dem er sitert. Utsagn som kan siteres: {statements}.",
        statements=len(contrary),
    )


def may_be_quoted(said: Said) -> bool:
    """Whether a statement may be proposed as a quote: its words may be shown, and a part of them is of readable length."""
    return may_be_shown(said) and bool(list_excerpts(said.row.text or ""))


def may_be_shown(said: Said) -> bool:
    """Whether a statement's words may stand as its sender's.

    It is quotable, written (no tick), its sender's own view, neither a single person's nor given in confidence, and without
    personal data taken out.
    """
    row, source = said.row, said.source
    if source is None or row.text is None or not row.quotable or not row.speaks_for_sender or row.tick:
        return False
    is_unnamed = source.sender_name.startswith((PERSON_SENDER, CONFIDENTIAL_SENDER))
    if is_unnamed or Status.INDIVIDUAL in (row.status, source.status) or row.kind is not Kind.VIEW:
        return False
    return not is_masked(row.text)


def _is_marked_rightly(said: Said, claims: Sequence[NationalClaim]) -> bool:
    about = {claim.claim_id for claim in claims} or {one.claim_id for one in said.row.claims}
    taken = [one.position for one in said.row.claims if one.claim_id in about]
    if not claims and not taken:
        # A finding on themes alone: nobody takes a position to a theme, and a person may hear dissent in the words.
        return True
    return bool({*CONTRARY} & set(taken)) or is_contrary(said.row, claims)
