"""The names of the groups that members are divided into, each with its definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.models.participation import Breakdown
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.register.size_classes import SIZE_GROUPS
from medlemsdialog.report import wording

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def name_breakdown(breakdown: Breakdown, labels: Labels) -> str:
    """Return what a breakdown divides by."""
    return {
        Breakdown.WHOLE: labels.t("hele landet"),
        Breakdown.LEVEL: labels.t("nivå"),
        Breakdown.SIZE: labels.t("størrelse"),
        Breakdown.LANGUAGE_FORM: labels.t("målform"),
        Breakdown.REGION: labels.t("landsdel"),
        Breakdown.COUNTY: labels.t("fylke"),
    }[breakdown]


def name_group(breakdown: Breakdown, group: str, labels: Labels) -> str:
    """Return a group's name as it stands alone; «ukjent» where what divides is unknown."""
    if breakdown is Breakdown.WHOLE:
        return labels.t("alle medlemmer")
    if not group:
        return labels.t("ukjent folketall") if breakdown is Breakdown.SIZE else labels.t("ukjent")
    match breakdown:
        case Breakdown.LEVEL:
            return labels.t("kommuner") if group == Level.MUNICIPALITY else labels.t("fylkeskommuner")
        case Breakdown.SIZE:
            return next(wording.size_group(size, labels.language) for size in SIZE_GROUPS if size.code == group)
        case Breakdown.LANGUAGE_FORM:
            return {
                "bokmål": labels.t("bokmål"),
                "nynorsk": labels.t("nynorsk"),
                "nøytral": labels.t("nøytral"),
            }.get(group, group)
        case Breakdown.COUNTY:
            return labels.area(group)
    return group


def head_group(breakdown: Breakdown, group: str, labels: Labels) -> str:
    """Return a group's name as it heads a row or a column."""
    name = name_group(breakdown, group, labels)
    return name[:1].upper() + name[1:]


def name_members(breakdown: Breakdown, group: str, labels: Labels) -> str:
    """Return a group's name as it stands in a sentence: «kommuner med under 2 000 innbyggere», «landsdelen Øst»."""
    name = name_group(breakdown, group, labels)
    if breakdown is Breakdown.SIZE:
        return labels.t("kommuner med {size}", size=name)
    if breakdown is Breakdown.REGION:
        return labels.t("landsdelen {region}", region=name) if group else labels.t("fylker uten kjent landsdel")
    return name
