"""What became of claims and themes stands in the reports where something did, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook

from medlemsdialog.dialogue_text import Text
from medlemsdialog.models.national import LineageRow
from medlemsdialog.report import claims as county_claims
from medlemsdialog.report import national
from report import example

ROWS = (
    LineageRow(
        kind="claim",
        code="k-gammelt",
        label=Text(nb="Staten bør <b>noe</b>."),
        change="merged",
        into=(example.GRANT,),
        reason="=1+1 sier det samme",
    ),
    LineageRow(kind="theme", code="museum", label=Text(nb="Museum"), change="retired"),
)
CHANGED = example.overview().model_copy(update={"lineage": ROWS})


def test_history_is_a_sheet_of_the_evidence_and_absent_where_nothing_happened(tmp_path: Path) -> None:
    book = load_workbook(example.write_evidence_workbook(CHANGED, tmp_path / "evidence.xlsx"))
    first = [cell.value for cell in book["Historikk"][2]]
    assert first[:4] == ["krav", "k-gammelt", "Staten bør <b>noe</b>.", "gikk inn i et annet"]
    assert first[5] == example.GRANT and first[8] == "=1+1 sier det samme"
    plain = load_workbook(example.write_evidence_workbook(example.overview(), tmp_path / "plain.xlsx"))
    assert "Historikk" not in plain.sheetnames


def test_method_tells_how_many_were_merged_and_what_is_not_counted() -> None:
    shown = national.method(CHANGED, example.labels()).html
    assert "Krav som er endret underveis: 1 gikk inn i et annet." in shown
    assert "Temaer som er endret underveis: 1 er tatt ut av bruk." in shown and "er ikke telt" in shown
    assert "endret underveis" not in national.method(example.overview(), example.labels()).html


def test_claim_tells_what_has_gone_into_it_escaped() -> None:
    labels = replace(example.labels(), merged_claims={example.GRANT: ("Staten bør <b>noe</b>.",)})
    for fragment in (national.claims(example.overview(), labels), county_claims(example.county_summary(), labels)):
        assert "Hit er også ført det som var sagt til «Staten bør &lt;b&gt;noe&lt;/b&gt;»." in fragment.html


def test_address_of_a_claim_or_theme_no_longer_in_use_says_where_it_went() -> None:
    shown = national.fates(CHANGED, example.labels()).html
    assert '<li id="krav-k-gammelt">«Staten bør &lt;b&gt;noe&lt;/b&gt;.» – det som var sagt, står nå under:' in shown
    assert f'<a href="#krav-{example.GRANT}">' in shown
    assert '<li id="tema-museum">«Museum» – tatt ut av bruk</li>' in shown
    assert "«" not in national.fates(CHANGED, example.labels("en")).html


def test_old_address_in_a_county_stands_at_the_claim_that_took_over() -> None:
    labels = replace(
        example.labels(), merged_claims={example.GRANT: ("Noe.",)}, merged_claim_ids={example.GRANT: ("k-gammelt",)}
    )
    html = county_claims(example.county_summary(), labels).html
    section = html.split(f'<section id="c61-krav-{example.GRANT}"')[1].split("</section>")[0]
    assert '<span id="c61-krav-k-gammelt"></span>Hit er også ført' in section
