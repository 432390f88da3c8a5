"""The basis of a finding («Grunnlag for funnet»): what the computer knows under four plain questions, for a person to judge.

Inspired by GRADE-CERQual (Lewin and others 2018, «Applying GRADE-CERQual to qualitative evidence synthesis findings»,
Implementation Science 13, suppl. 1), which rates how far findings of reviews of *research* can be trusted: by limitations of
method, coherence, adequacy of data, and relevance. A member dialogue is no research: those who gave input chose to, and
speak for themselves. The four questions are taken over, in plain words; the rating is not. No level is proposed here.
"""

from __future__ import annotations

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.evidence.basis.agreement import describe_agreement
from medlemsdialog.evidence.basis.how_said import describe_how_said
from medlemsdialog.evidence.basis.material import BasisFact, Material
from medlemsdialog.evidence.basis.relevance import describe_relevance
from medlemsdialog.evidence.basis.richness import describe_richness
from medlemsdialog.evidence.labels import build_labels
from medlemsdialog.evidence.leave_one_out import CountyEffect, leave_one_out
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.paths import NATIONAL

__all__ = ["BASIS_METHOD", "BasisFact", "CountyEffect", "describe_basis", "leave_one_out"]

BASIS_METHOD: tuple[Message, ...] = (
    Message(
        "Grunnlaget for et funn er vurdert med fire spørsmål: Hvordan er det sagt? Peker utsagnene samme vei? Er det nok av "
        "dem, og sier de nok? Svarer de på det det blir spurt om?"
    ),
    Message(
        "Spørsmålene er inspirert av GRADE-CERQual. Den metoden vurderer hvor sikre funn i oversikter over forskning er. En "
        "medlemsdialog er ikke forskning, så vi har tatt med spørsmålene, men ikke graderingen."
    ),
    Message(
        "Under hvert spørsmål viser programmet hva det vet, i tall. Det foreslår ikke hvor godt grunnlaget er. Det avgjør et "
        "menneske, som også skriver hvorfor."
    ),
)


def describe_basis(
    finding: Finding, overview: NationalOverview, workspace: Workspace, language: Language | None = None
) -> tuple[BasisFact, ...]:
    """Return what the computer knows of a finding's basis, question by question.

    Counted are the statements behind its claims and themes and those it cites. Labels stand in `language`, else in the
    dialogue's own.
    """
    labels = build_labels(workspace, language or workspace.language(NATIONAL))
    material = Material(finding, overview, workspace, labels)
    return (
        *describe_how_said(material),
        *describe_agreement(material),
        *describe_richness(material),
        *describe_relevance(material),
    )
