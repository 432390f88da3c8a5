"""What became of claims and themes, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from medlemsdialog.catalogue import Message
from medlemsdialog.models.national import LineageRow
from medlemsdialog.report import wording

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

_WORDS = {
    "merged": Message("gikk inn i et annet"),
    "split": Message("delt i flere"),
    "retired": Message("tatt ut av bruk"),
    "made": Message("tok over for andre"),
    "reworded": Message("omformulert"),
}


def change_word(change: str) -> Message:
    """Return the word for what happened."""
    return _WORDS[change]


def sum_up_lineage(rows: Sequence[LineageRow], labels: Labels) -> list[str]:
    """Return the sentences that tell how many claims and themes were merged, split, retired and reworded."""
    counted: Counter[tuple[str, str]] = Counter((row.kind, row.change) for row in rows)
    sentences = []
    for kind, opening in (
        ("claim", Message("Krav som er endret underveis: {changes}. Kodingene følger med dit kravene gikk.")),
        ("theme", Message("Temaer som er endret underveis: {changes}. Kodingene følger med dit temaene gikk.")),
    ):
        numbers = [(change, counted[kind, change]) for change in ("merged", "split", "retired", "reworded")]
        parts = [_count(change, number, labels) for change, number in numbers if number]
        if parts:
            sentences.append(labels.t(opening.msgid, changes=wording.listing(parts, labels.language)))
    if any(row.change == "retired" for row in rows):
        sentences.append(labels.t("Det som bare var kodet med noe som er tatt ut av bruk, er ikke telt."))
    return sentences


def merged_line(claim_id: str, labels: Labels) -> str:
    """Return the line that tells which claims have gone into one; empty where none has."""
    merged = labels.merged_claims.get(claim_id, ())
    if not merged:
        return ""
    named = wording.listing([labels.t("«{name}»", name=sentence.rstrip(" .")) for sentence in merged], labels.language)
    return labels.t("Hit er også ført det som var sagt til {claims}.", claims=named)


def _count(change: str, number: int, labels: Labels) -> str:
    match change:
        case "merged":
            return labels.plural("{number} gikk inn i et annet", "{number} gikk inn i andre", number)
        case "split":
            return labels.plural("{number} er delt", "{number} er delt", number)
        case "retired":
            return labels.plural("{number} er tatt ut av bruk", "{number} er tatt ut av bruk", number)
        case _:
            return labels.plural("{number} er omformulert", "{number} er omformulert", number)
