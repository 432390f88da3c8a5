"""Rows of the sheet for new claims as judgements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from medlemsdialog.catalogue import LANGUAGES, Message
from medlemsdialog.coding.claims import claim_of, name_claim
from medlemsdialog.dialogue_text import Text
from medlemsdialog.exchange.choices import fold_text
from medlemsdialog.exchange.filled_rows import FilledRow, RowResult, Setting
from medlemsdialog.judgements.authorship import client_name
from medlemsdialog.judgements.events import ClaimWritten
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.vocabulary import Addressee, word


def take_claim_rows(rows: Sequence[FilledRow], setting: Setting) -> tuple[tuple[FilledRow, RowResult], ...]:
    """Return the claim that each filled row formulates; a claim that is there already as written gives nothing."""
    workspace = setting.workspace
    in_use = {claim.id: claim for claim in workspace.claims}
    # The sentence of a claim that was merged into another, in a sheet from before, is that other one.
    heirs = {claim.id: workspace.lineage.claims.only_heir(claim.id) for claim in workspace.former_claims}
    former = [(claim, in_use[heirs[claim.id]]) for claim in workspace.former_claims if heirs[claim.id] in in_use]
    known = {
        fold_text(said.text.in_language(language)): claim
        for said, claim in (*former, *((claim, claim) for claim in workspace.claims))
        for language in LANGUAGES
    }
    results: list[tuple[FilledRow, RowResult]] = []
    for row in rows:
        if not any(row.mine.values()) and not row.faults:
            continue
        result = _take_row(row, known, setting)
        for event in result.events:
            if isinstance(event, ClaimWritten):
                claim = claim_of(event)
                known |= {fold_text(claim.text.in_language(language)): claim for language in LANGUAGES}
        results.append((row, result))
    return tuple(results)


def name_claims(results: Sequence[tuple[FilledRow, RowResult]]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the claims that the rows lead to by id, and their sentences in every form they were written in."""
    labels: dict[str, str] = {}
    writings: dict[str, str] = {}
    for _, result in results:
        for event in result.events:
            if isinstance(event, ClaimWritten):
                labels[event.claim_id] = event.text.nb
                writings |= {text: event.claim_id for text in (event.text.nb, event.text.nn) if text}
    return labels, writings


def _take_row(row: FilledRow, known: Mapping[str, Claim], setting: Setting) -> RowResult:
    mine = row.mine
    nb, nn = mine.get("text_nb", ""), mine.get("text_nn", "")
    themes = tuple(dict.fromkeys(value for key, value in mine.items() if key.startswith("theme.") and value))
    problems = list(row.fault_problems())
    problems += [
        row.problem("sheet_row_incomplete", key, column=row.form.column(key).heading)
        for key, there in (("text_nb", nb or nn), ("addressee", mine.get("addressee")), ("theme.1", themes))
        if not there
        and key not in row.faults
        and not (key == "theme.1" and any(k.startswith("theme.") for k in row.faults))
    ]
    if problems:
        return RowResult(problems=tuple(problems))
    text = Text(nb=nb or nn, nn=nn)
    existing = known.get(fold_text(nb or nn)) or (known.get(fold_text(nn)) if nn else None)
    event = ClaimWritten(
        by=setting.by,
        client=client_name(),
        claim_id=existing.id if existing else name_claim(text),
        text=existing.text if existing and not setting.keep_mine else text,
        addressee=Addressee(mine["addressee"]),
        themes=themes,
        purpose=mine.get("purpose", ""),
        question=mine.get("question", ""),
    )
    if existing is None:
        return RowResult((event,))
    if _same(existing, claim_of(event)):
        return RowResult()
    if setting.keep_mine:
        merged = Text(nb=nb or existing.text.nb, nn=nn or existing.text.nn, en=existing.text.en)
        return RowResult((event.model_copy(update={"text": merged}),))
    return RowResult(
        problems=(
            row.problem("sheet_claim_exists", "text_nb" if nb else "text_nn", present=_describe(existing, setting)),
        )
    )


def _same(one: Claim, other: Claim) -> bool:
    def essence(claim: Claim) -> tuple[object, ...]:
        return (claim.addressee, frozenset(claim.themes), claim.purpose, claim.question)

    return essence(one) == essence(other)


def _describe(claim: Claim, setting: Setting) -> Message:
    lists = setting.lists
    return Message(
        "rettet til {addressee}, temaer: {themes}, formål: {purpose}, spørsmål: {question}",
        addressee=word(claim.addressee),
        themes=", ".join(lists.themes.label(theme) for theme in claim.themes) or "–",
        purpose=lists.purposes.label(claim.purpose) or "–",
        question=claim.question or "–",
    )
