"""The claims that members put to KS, as the board's case presents them: positions first, then the findings, then what is to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalClaim
from medlemsdialog.models.vocabulary import Addressee
from medlemsdialog.report import wording
from medlemsdialog.report.document_findings import DocumentFrame, show_finding
from medlemsdialog.report.document_nodes import MARK, SUPPORT, Node, header, para, span, strong, styled, words
from medlemsdialog.report.document_tables import order_claims, table_positions

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def show_claims_to_ks(frame: DocumentFrame, level: int) -> tuple[list[Node], tuple[Finding, ...]]:
    """Return the claims to KS that findings rest on, each with its findings, then the others; and the findings shown.

    A finding that rests on several claims is shown under the first, and the others lead to it by its number.
    """
    labels = frame.labels
    to_ks = [row for row in order_claims(frame.overview.claims) if row.addressee is Addressee.KS]
    blocks: list[Node] = []
    shown: list[Finding] = []
    others: list[NationalClaim] = []
    for claim in to_ks:
        resting = [finding for finding in frame.findings if claim.claim_id in finding.claims]
        if not resting:
            others.append(claim)
            continue
        blocks += [
            header(level + 1, words(labels.claim(claim.claim_id).rstrip("."))),
            styled(SUPPORT, para(*words(_tell_positions(claim, labels)))),
        ]
        for finding in resting:
            if finding in shown:
                number = wording.number(frame.findings.index(finding) + 1, labels.language)
                blocks.append(para(*words(labels.t("Se også funn {number}.", number=number))))
            else:
                blocks += show_finding(frame, finding, level + 2)
                shown.append(finding)
        blocks += _ask_writer(labels)
    if others:
        blocks.append(header(level + 1, words(labels.t("Krav til KS som ingen funn i saken bygger på"))))
        blocks.append(table_positions(frame, others, labels.t("Andre krav til KS")))
    if not to_ks:
        blocks.append(para(*words(labels.t("Ingen krav til KS har fått standpunkter ennå."))))
    elif not shown:
        blocks.insert(0, para(*words(labels.t("Ingen funn er skrevet ennå."))))
    return blocks, tuple(shown)


def _tell_positions(claim: NationalClaim, labels: Labels) -> str:
    told = [
        labels.t(
            "Av {members} som har tatt stilling, er {positions}.",
            members=wording.members(claim.members_with_position, labels.language),
            positions=wording.positions(claim.members, labels.language),
        )
        if claim.members_with_position
        else labels.t("Ingen medlemmer har tatt stilling til kravet.")
    ]
    if any(claim.bodies.values()):
        told.append(
            labels.t("Blant organene er {positions}.", positions=wording.positions(claim.bodies, labels.language))
        )
    return " ".join(told)


def _ask_writer(labels: Labels) -> list[Node]:
    lines = (
        (labels.t("Vurdering:"), labels.t("[Skriv vurderingen her]")),
        (labels.t("Forslag til vedtak:"), labels.t("[Skriv forslaget til vedtak her]")),
    )
    return [
        para(strong(words(heading)), {"t": "Space"}, span(words(to_write), style=MARK)) for heading, to_write in lines
    ]
