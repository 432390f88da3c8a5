"""The commands `coding train` and `coding evaluate`: suggestions learned from codings, and how good they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.norwegian import HELP_OPTION
from medlemsdialog.cli.options import AsJson, Build, Data, open_dialogue
from medlemsdialog.cli.screen import Screen

if TYPE_CHECKING:
    from medlemsdialog.coding.learned.evaluation import Evaluation, LabelRates, Rates
    from medlemsdialog.evidence import Labels
    from medlemsdialog.runs.learning import Trained

learning = typer.Typer(
    help="Lær kodeforslag av det som er kodet, og mål hvor gode de er.",
    no_args_is_help=True,
    context_settings=HELP_OPTION,
)
_METHOD_NAMES = {
    "learned": Message("lært, slik det blir foreslått"),
    "learned_balanced": Message("lært, best balanse"),
    "search_words": Message("søkeord"),
    "majority": Message("det vanligste"),
}


@learning.command("train")
def coding_train(context: typer.Context, *, data: Data = None, build: Build = None, as_json: AsJson = False) -> None:
    """Lær av kodingene i hele dialogen. Det som er lært, brukes til kodeforslag fra neste kjøring og bestemmer ingenting."""
    from medlemsdialog.evidence import build_labels
    from medlemsdialog.runs.learning import train_suggestions

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    trained = train_suggestions(workspace)
    facts = trained.facts
    if as_json:
        screen.show_json(
            {
                "file": str(trained.file),
                "statements": facts.statements,
                "sources": len(facts.source_ids),
                "not_used_copies": trained.not_used_copies,
                "not_used_over_limit": trained.not_used_over_limit,
                "precision": facts.precision,
                "themes": [one for one in facts.themes if one not in facts.never],
                "claims": [one for one in facts.claims if one not in facts.never],
                "not_precise_enough": list(facts.never),
                "too_few": list(facts.too_few),
            }
        )
        return
    labels = build_labels(workspace, screen.language)
    screen.say(
        Message(
            "Lært av {statements} kodede utsagn fra {sources} innspill.",
            statements=facts.statements,
            sources=len(facts.source_ids),
        ),
        style="bold",
    )
    _show_not_used(screen, trained)
    proposed = [one for one in facts.labels if one not in facts.never]
    too_few = set(facts.too_few)
    themes = [theme.code for theme in workspace.codebook.themes]
    claims = [claim.id for claim in workspace.claims]
    for heading, codes in (
        (
            Message("Foreslås når minst {percent} % av slike forslag treffer:", percent=_percent(facts.precision)),
            proposed,
        ),
        (Message("Lært, men aldri treffsikkert nok til å bli foreslått:"), facts.never),
        (Message("For få kodede utsagn til å læres:"), [one for one in (*themes, *claims) if one in too_few]),
    ):
        for kind, known in ((Message("temaer"), themes), (Message("krav"), claims)):
            names = [labels.theme(one) if known is themes else one for one in codes if one in known]
            if names:
                screen.say(f"{screen.text(heading)} {screen.text(kind)} ({len(names)})")
                screen.say(f"  {', '.join(names)}")
    screen.say(Message("Skrevet: {file}", file=str(trained.file)))
    screen.say(
        Message(
            "Mål treffsikkerheten med «{evaluate}». Kjør «{run}» for å få forslagene med.",
            evaluate=screen.command("coding evaluate"),
            run=screen.command("run"),
        )
    )


@learning.command("evaluate")
def coding_evaluate(context: typer.Context, *, data: Data = None, build: Build = None, as_json: AsJson = False) -> None:
    """Mål kodeforslagene: lær av noen innspill, prøv på de andre, og sammenlign med søkeord og det vanligste temaet."""
    from medlemsdialog.evidence import build_labels
    from medlemsdialog.runs.learning import evaluate_suggestions

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    measured = evaluate_suggestions(workspace)
    if as_json:
        screen.show_json(measured.model_dump(mode="json"))
        return
    labels = build_labels(workspace, screen.language)
    screen.say(
        Message(
            "Målt på {statements} kodede utsagn fra {sources} innspill, i {folds} deler: lært av de andre delene, prøvd på hver. "
            "Et innspill, og innspill med nesten like tekster, er alltid i samme del.",
            statements=measured.statements,
            sources=measured.sources,
            folds=measured.folds,
        )
    )
    _show_not_used(screen, measured)
    screen.say()
    _show_totals(screen, Message("Temaer"), measured.micro, measured.macro)
    screen.say(
        Message(
            "«Vet ikke» (ingen temaer foreslått av det lærte): {number} av {statements} utsagn. Kravet til treffsikkerhet er "
            "{percent} %.",
            number=measured.no_proposal,
            statements=measured.statements,
            percent=_percent(measured.precision),
        )
    )
    screen.say()
    _show_labels(screen, measured.themes, labels)
    if any(one.coded for one in measured.claims):
        screen.say()
        _show_totals(screen, Message("Krav"), measured.claims_micro, measured.claims_macro)
    _show_too_few(screen, measured, labels)


def _show_not_used(screen: Screen, result: Trained | Evaluation) -> None:
    if result.not_used_copies:
        screen.say(Message("Ikke med, som kopier av andre tekster: {number}", number=result.not_used_copies))
    if result.not_used_over_limit:
        from medlemsdialog.coding.learned.examples import MOST_STATEMENTS

        screen.say(
            Message(
                "Ikke med, fordi det læres av høyst {most} utsagn, jevnt fordelt: {number}",
                most=MOST_STATEMENTS,
                number=result.not_used_over_limit,
            )
        )


def _show_totals(screen: Screen, what: Message, micro: dict[str, Rates], macro: dict[str, Rates]) -> None:
    rows = []
    for counted, rates in ((Message("alle forslag under ett (mikro)"), micro), (Message("snitt (makro)"), macro)):
        rows += [
            [screen.text(_METHOD_NAMES[method]), screen.text(counted), *_cells(one), str(one.proposed)]
            for method, one in rates.items()
        ]
    screen.show_table(
        [
            what,
            Message("Regnet"),
            Message("Presisjon"),
            Message("Dekning"),
            Message("F1"),
            Message("Forslag"),
        ],
        rows,
        numbers=frozenset({2, 3, 4, 5}),
    )


def _show_labels(screen: Screen, rows: Sequence[LabelRates], labels: Labels) -> None:
    screen.show_table(
        [
            Message("Tema"),
            Message("Utsagn"),
            Message("Innspill"),
            Message("Lært: presisjon"),
            Message("dekning"),
            Message("F1"),
            Message("F1, best balanse"),
            Message("Søkeord: presisjon"),
            Message("dekning"),
            Message("F1"),
            Message("Det vanligste: F1"),
        ],
        [
            [
                labels.theme(row.label),
                str(row.coded),
                str(row.sources),
                *_cells(row.rates["learned"]),
                _cell(row.rates["learned_balanced"].f1),
                *_cells(row.rates["search_words"]),
                _cell(row.rates["majority"].f1),
            ]
            for row in sorted(rows, key=lambda row: -row.coded)
            if row.coded
        ],
        numbers=frozenset(range(1, 11)),
    )


def _show_too_few(screen: Screen, measured: Evaluation, labels: Labels) -> None:
    few = [labels.theme(row.label) for row in measured.themes if not row.learned_in_folds]
    if few:
        screen.say()
        screen.say(
            Message("For få kodede utsagn til å læres ({number}): {themes}", number=len(few), themes=", ".join(few))
        )


def _cells(rates: Rates) -> list[str]:
    return [_cell(rates.precision), _cell(rates.recall), _cell(rates.f1)]


def _cell(rate: float | None) -> str:
    return "–" if rate is None else f"{rate:.2f}".replace(".", ",")


def _percent(share: float) -> int:
    return round(100 * share)
