"""Findings on the page: what is printed, what is marked, what is only counted, and where every part of it leads."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from medlemsdialog.models.findings import EvidenceChange
from medlemsdialog.models.shared import SharedSummary
from medlemsdialog.report import national
from report import example
from report.finding_example import overview_with_findings


def page(**more) -> BeautifulSoup:
    return BeautifulSoup(national.findings(overview_with_findings(**more), example.labels()).html, "html.parser")


def finding(soup: BeautifulSoup, name: str) -> Tag:
    found = soup.find(id=f"funn-{name}")
    assert found is not None
    return found


def words(element: Tag) -> str:
    return " ".join(element.get_text().split())


def test_approved_findings_are_printed_plain_and_drafts_only_counted():
    soup = page()
    assert "Grunnlaget er endret" not in words(finding(soup, "f-tilskudd"))
    assert "Hemmelig utkast" not in words(soup) and "1 funn er under arbeid." in words(soup)


def test_findings_stand_by_main_theme_with_headings_in_order():
    soup = page()
    assert [heading.name for heading in soup.find_all(["h3", "h4", "h5"])] == ["h3", "h4", "h4"]
    assert words(soup.h3) == example.labels().main_themes["kulturskole"]
    assert [words(heading)[:6] for heading in soup.find_all("h4")] == ["Funn 1", "Funn 2"]


def test_a_stale_finding_is_marked_with_what_changed_but_not_who_went():
    soup = finding(page(), "f-makspris")
    assert "Grunnlaget er endret siden funnet ble godkjent." in words(soup)
    assert "3 → 2" in words(soup.find(class_="stale"))
    assert example.labels().sender("6105") not in words(soup.find(class_="stale"))


def test_no_number_is_told_where_who_went_has_written_in_confidence():
    overview = overview_with_findings()
    gone = overview.summaries[0].model_copy(update={"withheld_codes": ("6105",)})
    assert isinstance(gone, SharedSummary)
    hidden = overview.model_copy(update={"summaries": (gone, *overview.summaries[1:])})
    soup = BeautifulSoup(national.findings(hidden, example.labels()).html, "html.parser")
    told = words(finding(soup, "f-makspris").find(class_="stale"))
    assert "→" not in told and "Grunnlaget er endret." in told


def test_neither_the_number_in_the_text_nor_the_statement_tells_who_has_written_in_confidence():
    changes = (
        EvidenceChange(kind="claim", code=example.PRICE, what="members:against", before=3, after=2, removed=("6105",)),
        EvidenceChange(kind="claim", code=example.PRICE, what="other_senders", before=1, after=0),
        EvidenceChange(kind="statement", code="k1-12345678", what="gone"),
        EvidenceChange(
            kind="field", code=f"medlemmer-med-standpunkt:{example.PRICE}:mot", what="value", before=3, after=2
        ),
        EvidenceChange(kind="field", code="medlemmer-horte", what="value", before=9, after=8),
    )
    overview = overview_with_findings(changes=changes)
    gone = overview.summaries[0].model_copy(update={"withheld_codes": ("6105",)})
    hidden = overview.model_copy(update={"summaries": (gone, *overview.summaries[1:])})
    soup = BeautifulSoup(national.findings(hidden, example.labels()).html, "html.parser")
    told = words(finding(soup, "f-makspris").find(class_="stale"))
    assert [arrow for arrow in ("1 → 0", "3 → 2") if arrow in told] == [] and "9 → 8" in told
    assert "k1-12345678" not in told and "holdt tilbake" not in told


def test_a_new_sender_that_may_be_named_is_named():
    changes = (
        EvidenceChange(kind="claim", code=example.PRICE, what="members:for", before=0, after=1, added=("6101",)),
    )
    assert example.labels().sender("6101") in words(finding(page(changes=changes), "f-makspris"))


def test_numbers_lead_to_their_definition_and_citations_to_the_statement():
    prose = finding(page(), "f-tilskudd").find(class_="prose")
    counted = prose.select_one(".counted a")
    assert counted["href"] == "#ord-medlem" and counted.get_text() == "2"
    assert counted["aria-label"].startswith("2, medlemmer med standpunktet")
    cited = prose.select(".citation a")
    assert [link.get_text() for link in cited] == ["1", "2"] and all(link["href"].startswith("#u-61") for link in cited)


def test_emphasis_at_the_beginning_of_a_sentence_is_kept_and_every_sentence_has_its_place():
    prose = finding(page(), "f-tilskudd").find(class_="prose")
    assert prose.strong.get_text() == "Delt"
    assert [place["id"] for place in prose.select("span[id]")] == [
        "funn-f-tilskudd-setning-1",
        "funn-f-tilskudd-setning-2",
    ]


def test_dissent_stands_first_and_quotes_keep_their_language():
    soup = finding(page(), "f-tilskudd")
    quotes = soup.select("blockquote")
    assert "svekkar" in quotes[0].get_text() and quotes[0]["lang"] == "nn" and not quotes[1].has_attr("lang")
    assert words(soup.select_one("figure p.meta")).startswith("Annet syn:")
    assert [words(row.th) for row in soup.select("details table")[0].select("tbody tr")] == ["mot", "for"]
    assert words(soup.figcaption) == "Sitatene illustrerer, de måler ikke."


def test_a_quote_that_nobody_said_is_withheld_and_told():
    soup = finding(page(), "f-tilskudd")
    assert "Dette har ingen sagt" not in words(soup) and "1 sitat er holdt tilbake" in words(soup)


def test_what_a_finding_rests_on_is_all_there_with_members_and_bodies_apart():
    soup = finding(page(), "f-tilskudd").details
    heads = [words(head) for head in soup.select("thead th")]
    assert heads[:6] == ["Standpunkt", "Medlemmer", "Hvilke medlemmer", "Organer", "Hvilke organer", "Fylker"]
    links = {link["href"] for link in soup.select("ul.links a")}
    overview = overview_with_findings()
    behind = {
        one
        for claim in overview.claims
        if claim.claim_id == example.GRANT
        for c in claim.counties
        for one in c.statements
    }
    assert {f"#u-{statement}" for statement in behind} <= links


def test_strength_and_basis_stand_with_their_reason():
    told = words(finding(page(), "f-tilskudd").dl)
    assert "delte meninger blant medlemmene" in told and "godt grunnlag: Vedtak fra flere fylker." in told
    assert "ikke vurdert" in words(finding(page(), "f-makspris").dl)


def test_text_in_bokmaal_is_marked_in_a_page_in_nynorsk():
    soup = BeautifulSoup(national.findings(overview_with_findings(), example.labels("nn")).html, "html.parser")
    assert finding(soup, "f-tilskudd").find(class_="prose")["lang"] == "nb"


def test_every_claim_and_theme_is_told_what_became_of_it():
    soup = BeautifulSoup(national.fates(overview_with_findings(), example.labels()).html, "html.parser")
    rows = {row.a["href"]: [words(cell) for cell in row.find_all("td")] for row in soup.select("tbody tr") if row.a}
    assert rows[f"#krav-{example.GRANT}"] == ["Funn 1", ""]
    assert rows["#tema-bibliotek"] == ["satt til side", "Hører hjemme i en annen sak."]
    assert rows["#tema-arenaer"] == ["ikke vurdert ennå", ""]
    assert rows["#tema-kulturlov"] == ["i et funn som er under arbeid", ""]


def test_what_is_overlooked_is_listed_and_nothing_else():
    soup = BeautifulSoup(national.overlooked(overview_with_findings(), example.labels()).html, "html.parser")
    links = [link["href"] for link in soup.select("a")]
    assert links == [f"#krav-{example.LAW}", "#tema-arenaer", "#tema-bibliotek"]


def test_a_review_tells_faults_and_basis_of_every_finding():
    overview = overview_with_findings()
    html = national.findings_review(overview, example.workspace(), example.labels()).html
    soup = BeautifulSoup(html, "html.parser")
    assert len(soup.select("section")) == 3
    assert "Dette har ingen sagt." in words(soup) and "Hvordan er det sagt?" in words(soup)
