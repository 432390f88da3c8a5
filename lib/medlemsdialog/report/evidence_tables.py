"""What stands in the national spreadsheet: each table's name, columns and rows, and the definitions of its units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.evidence.claim_differences import FEWEST_WITH_POSITION
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.report.coverage_tables import tabulate_arenas, tabulate_bodies, tabulate_counties, tabulate_questions
from medlemsdialog.report.frame_tables import tabulate_ministry
from medlemsdialog.report.participation_tables import (
    tabulate_claim_differences,
    tabulate_participation,
    tabulate_states,
)
from medlemsdialog.report.tables import Table
from medlemsdialog.report.text_tables import (
    tabulate_copied_texts,
    tabulate_history,
    tabulate_statements,
    tabulate_withheld,
)
from medlemsdialog.report.view_tables import (
    tabulate_claims,
    tabulate_claims_by_county,
    tabulate_themes,
    tabulate_themes_by_county,
)

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def build_definitions(labels: Labels) -> Table:
    """Return the first sheet: what the words in the others mean."""
    t = labels.t
    rows = (
        (t("medlem"), t("En kommune eller fylkeskommune i kommuneinndelingen. Telles én gang per tema og krav.")),
        (t("organ"), t("Et styre, utvalg eller nettverk i KS. Taler ikke for medlemmene og telles for seg.")),
        (t("annen avsender"), t("En organisasjon, tjeneste eller person. Telles for seg.")),
        (t("innspill"), t("Én original slik den kom inn: en fil eller en rad i et skjema.")),
        (t("utsagn"), t("Et tekststed som er et syn eller et gjengitt syn.")),
        (t("ulike tekster"), t("Utsagnene når tekster som er like eller nesten like, telles én gang.")),
        (t("tema"), t("Et emne i kodeboken. Det er tatt opp eller ikke tatt opp.")),
        (t("krav"), t("Én setning om hva noen bør gjøre, formulert av en person ut fra utsagnene.")),
        (t("standpunkt"), t("For, mot, delt eller nøytral til et krav.")),
        (
            t("invitert"),
            t(
                "Et medlem som minst ett spørsmål er stilt til, i dialogen eller i et skjema. Brev og påminnelser er ikke med."
            ),
        ),
        (t("innbyggere"), t("Folketallet 1. januar i kommuneinndelingens år, lagt sammen bare for kommuner.")),
        (
            t("ulikt bilde"),
            t(
                "Medlemmene i gruppen heller en annen vei til kravet enn i hele landet, og minst {fewest} av dem har "
                "tatt standpunkt.",
                fewest=FEWEST_WITH_POSITION,
            ),
        ),
        (t("tom celle"), t("Ukjent, eller vises ikke fordi noe er sendt i fortrolighet. Null betyr ingen.")),
        (
            t("vises ikke"),
            t(
                "Det som er sendt i fortrolighet, og det enkeltpersoner ikke har sendt åpent, er ikke med i noe tall. "
                "Bare det flere av dem har felles, står i arket «{sheet}».",
                sheet=t("Ikke vist hver for seg"),
            ),
        ),
    )
    return Table(t("Definisjoner"), (t("Ord"), t("Betydning")), rows)


def build_tables(national: NationalOverview, labels: Labels) -> tuple[Table, ...]:
    """Return the tables; columns of different units are never to be added up."""
    return (
        tabulate_counties(national, labels),
        tabulate_participation(national, labels),
        tabulate_states(national, labels),
        tabulate_themes(national, labels),
        tabulate_themes_by_county(national, labels),
        tabulate_claims(national, labels),
        tabulate_claims_by_county(national, labels),
        tabulate_claim_differences(national, labels),
        tabulate_questions(national, labels),
        *([tabulate_ministry(national, labels)] if labels.dialogue.ministry_questions else []),
        tabulate_bodies(national, labels),
        tabulate_arenas(national, labels),
        tabulate_copied_texts(national, labels),
        tabulate_statements(national, labels),
        *([tabulate_withheld(national, labels)] if national.unnamed.at_least else []),
        *([tabulate_history(national, labels)] if national.lineage else []),
    )
