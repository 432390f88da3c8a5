"""The commands `statistics fetch` and `statistics list`: official figures got when asked for, and what is kept of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.norwegian import HELP_OPTION
from medlemsdialog.cli.options import AsJson, Build, Data, open_dialogue
from medlemsdialog.cli.screen import Screen

if TYPE_CHECKING:
    from medlemsdialog.runs.statistics import FetchedTable, KeptOverview

_SHOWN_REVISIONS = 20

statistics = typer.Typer(
    help="Hent offisielle tall fra Statistikkbanken, og se hvilke tall dialogen har.",
    no_args_is_help=True,
    context_settings=HELP_OPTION,
)


@statistics.command("fetch")
def statistics_fetch(
    context: typer.Context,
    *,
    table: Annotated[
        list[str] | None, typer.Option("--table", metavar="NR", help="Bare denne tabellen. Kan gjentas.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Vis hva det ville bli spurt om, uten å spørre og uten å skrive.")
    ] = False,
    address: Annotated[
        str,
        typer.Option("--address", metavar="URL", help="Adressen til tjenesten, i stedet for den i dialogue.yaml."),
    ] = "",
    data: Data = None,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Hent tabellene som dialogue.yaml nevner. Dette er den eneste kommandoen som går ut på nettet."""
    from medlemsdialog.runs.statistics import FetchedTable, fetch_statistics, plan_fetch

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    if dry_run:
        planned = plan_fetch(workspace, table or (), address=address)
        if as_json:
            screen.show_json([{"table": plan.table.id, "queries": list(plan.queries)} for plan in planned])
            return
        for plan in planned:
            screen.say(Message("Tabell {table}:", table=plan.table.id), style="bold")
            for query in plan.queries:
                screen.say_indented(f"GET {query}", indent=2, hanging=4)
            screen.say_indented(
                Message(
                    "Innhold: {contents}. Perioder: {periods}.",
                    contents="; ".join(plan.table.contents),
                    periods=", ".join(plan.table.periods),
                ),
                indent=2,
                hanging=4,
            )
            screen.say_indented(Message("Skrives til {file}", file=str(plan.file)), indent=2)
        screen.say(Message("Ingenting er hentet eller skrevet."))
        return
    fetched = fetch_statistics(workspace, table or (), address=address, tell=screen.warn)
    failed = [one for one in fetched if not isinstance(one, FetchedTable)]
    if as_json:
        screen.show_json(
            [
                _as_json(screen, one)
                if isinstance(one, FetchedTable)
                else {"table": one.id, "fault": screen.text(one.fault), "raw": str(one.raw) if one.raw else None}
                for one in fetched
            ]
        )
    else:
        for one in fetched:
            if isinstance(one, FetchedTable):
                _tell(screen, one)
    for unread in failed:
        screen.fail(Message("Tabell {table} er ikke hentet. {fault}", table=unread.id, fault=unread.fault))
        if unread.raw:
            screen.warn(
                Message("Svaret slik det kom, ligger i {file}. Tallene fra før er som de var.", file=str(unread.raw))
            )
    if failed:
        raise typer.Exit(1)
    if not as_json:
        screen.say(Message("Kjør «{command}» for å få det med i rapportene.", command=screen.command("run")))


@statistics.command("list")
def statistics_list(context: typer.Context, *, data: Data = None, build: Build = None, as_json: AsJson = False) -> None:
    """Vis de offisielle tallene som dialogen har, med kilde, perioder og dato."""
    from medlemsdialog.runs.statistics import list_statistics

    screen: Screen = context.obj
    workspace = open_dialogue(data, build, screen)
    overview = list_statistics(workspace)
    if as_json:
        screen.show_json([_overview_as_json(one) for one in overview.kept])
        return
    if overview.kept:
        screen.show_table(
            [
                Message("Tabell"),
                Message("Innhold"),
                Message("Enhet"),
                Message("Perioder"),
                Message("Tall"),
                Message("Ukjente"),
                Message("Reviderte"),
                Message("Hentet"),
                Message("Kilde"),
            ],
            [
                [
                    one.content.table,
                    one.content.label,
                    one.content.unit,
                    ", ".join(one.periods),
                    str(one.known),
                    str(one.unknown),
                    str(one.revised),
                    one.content.retrieved.isoformat(),
                    one.content.source,
                ]
                for one in overview.kept
            ],
            numbers=frozenset({4, 5, 6}),
        )
    else:
        screen.say(Message("Dialogen har ingen offisielle tall fra Statistikkbanken."))
    if overview.not_fetched:
        screen.say(
            Message(
                "Nevnt i dialogue.yaml, men ikke hentet: {tables}. Hent dem med «{command}».",
                tables=", ".join(overview.not_fetched),
                command=screen.command("statistics fetch"),
            )
        )


def _tell(screen: Screen, fetched: FetchedTable) -> None:
    contents = fetched.table.contents
    screen.say(Message("Tabell {table}: {title}", table=fetched.table.id, title=contents[0].title), style="bold")
    screen.say_indented(
        Message(
            "Kilde: {source}, oppdatert {updated}, hentet {day}.",
            source=contents[0].source or "–",
            updated=contents[0].updated[:10] or "–",
            day=contents[0].retrieved.isoformat(),
        ),
        indent=2,
    )
    unknown = sum(value.value is None for value in fetched.table.values)
    screen.say_indented(
        Message(
            "Nye tall: {new}. Uendret: {same}. Revidert: {revised}. Ukjent hos kilden: {unknown}.",
            new=fetched.changes.new,
            same=fetched.changes.same,
            revised=len(fetched.changes.revised),
            unknown=unknown,
        ),
        indent=2,
    )
    for value in fetched.changes.revised[:_SHOWN_REVISIONS]:
        screen.say_indented(
            Message(
                "- {region} {period}, {content}: {before} → {after}",
                region=value.region,
                period=value.period,
                content=value.content_code,
                before=_figure(screen, value.previous_value, value.previous_symbol),
                after=_figure(screen, value.value, value.symbol),
            ),
            indent=2,
            hanging=4,
        )
    if (more := len(fetched.changes.revised) - _SHOWN_REVISIONS) > 0:
        screen.say_indented(Message("… og {number} til. Alle står i tabellen.", number=more), indent=2)
    if fetched.changes.left_out:
        screen.say_indented(
            Message(
                "Tall som dialogue.yaml ikke lenger nevner, er tatt ut av tabellen: {number}.",
                number=fetched.changes.left_out,
            ),
            indent=2,
        )
    for warning in fetched.warnings:
        screen.warn(warning)
    screen.say_indented(Message("Skrevet: {file}", file=str(fetched.files[1])), indent=2)


def _figure(screen: Screen, value: object, symbol: str) -> str:
    if value is None:
        return f"{screen.text(Message('ukjent'))} ({symbol})" if symbol else screen.text(Message("ukjent"))
    return format(value, "f").replace(".", ",")


def _as_json(screen: Screen, fetched: FetchedTable) -> dict[str, object]:
    return {
        "table": fetched.table.id,
        "title": fetched.table.contents[0].title,
        "new": fetched.changes.new,
        "same": fetched.changes.same,
        "revised": [
            {
                "content": value.content_code,
                "region": value.region_code,
                "period": value.period,
                "before": _figure(screen, value.previous_value, value.previous_symbol),
                "after": _figure(screen, value.value, value.symbol),
            }
            for value in fetched.changes.revised
        ],
        "left_out": fetched.changes.left_out,
        "warnings": [screen.text(warning) for warning in fetched.warnings],
        "files": [str(file) for file in fetched.files],
    }


def _overview_as_json(one: KeptOverview) -> dict[str, object]:
    return {
        **one.content.model_dump(mode="json"),
        "periods": list(one.periods),
        "known": one.known,
        "unknown": one.unknown,
        "revised": one.revised,
    }
