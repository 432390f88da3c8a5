"""A finding is printed sentence by sentence: numbers of now with their fields, citations numbered, each with its bookmark."""

from __future__ import annotations

from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence.assessment import ResolvedCitation
from medlemsdialog.evidence.bookmarks import fingerprint_print
from medlemsdialog.evidence.finding_text import (
    PrintedNumber,
    number_finding_citations,
    read_bookmark_name,
    read_printed,
    resolve_finding,
)
from medlemsdialog.models.findings import Finding
from report import example

FIRST = example.county_summary().statements[0].statement_id
SECOND = example.county_summary().statements[3].statement_id
COUNT = f"{{tall:medlemmer-med-standpunkt:{example.GRANT}:for}}"


def finding(nb: str, nn: str = "", finding_id: str = "f-1") -> Finding:
    return Finding(finding_id=finding_id, heading=Text(nb="Eksempel – oppdiktet"), text=Text(nb=nb, nn=nn))


def test_number_is_counted_over_the_nation_and_keeps_its_field() -> None:
    resolved = resolve_finding(finding(f"I alt {COUNT} medlemmer er for."), example.overview(), example.labels())
    number = resolved.sentences[0].parts[1]
    assert isinstance(number, PrintedNumber)
    assert (number.value, number.key, number.arguments) == (4, "medlemmer-med-standpunkt", (example.GRANT, "for"))
    assert resolved.sentences[0].printed == "I alt 4 medlemmer er for."


def test_field_that_nobody_knows_has_no_number_and_says_why() -> None:
    resolved = resolve_finding(finding("{tall:finnes-ikke} er for."), example.overview(), example.labels())
    number = resolved.sentences[0].parts[0]
    assert isinstance(number, PrintedNumber) and number.value is None and number.fault is not None


def test_citations_are_numbered_over_all_findings_in_order() -> None:
    findings = [
        finding(f"Byen er for [@{SECOND}]."),
        finding(f"Andre òg [@{FIRST}] [@{SECOND}] [@borte].", finding_id="f-2"),
    ]
    numbers = number_finding_citations(findings, example.overview(), "nb")
    assert numbers == {SECOND: 1, FIRST: 2}
    resolved = resolve_finding(findings[1], example.overview(), example.labels(), numbers=numbers)
    cited = [part for part in resolved.sentences[0].parts if isinstance(part, ResolvedCitation)]
    assert [part.number for part in cited] == [2, 1, None]
    assert resolved.sentences[0].cited == (FIRST, SECOND, "borte")
    assert resolved.sentences[0].printed == "Andre òg."


def test_bookmark_leads_to_the_sentence_and_holds_its_words() -> None:
    resolved = resolve_finding(
        finding(f"Det er **bra**. {COUNT} er _for_ [@{FIRST}]."), example.overview(), example.labels()
    )
    place = read_bookmark_name(resolved.sentences[1].bookmark)
    assert place and (place.finding_id, place.number, place.printed) == ("f-1", 2, fingerprint_print("4 er for."))


def test_paragraphs_and_what_stands_between_are_kept() -> None:
    text = "Innledning. Mer.\n\n- Punkt\n- To\n"
    resolved = resolve_finding(finding(text), example.overview(), example.labels())
    assert [[sentence.printed for sentence in block] for block in resolved.blocks] == [
        ["Innledning.", "Mer."],
        ["Punkt"],
        ["To"],
    ]
    written = (
        "".join(one.before + "".join(part.raw for part in one.parts) for one in resolved.sentences) + resolved.after
    )
    assert written == text


def test_form_that_is_not_written_is_told() -> None:
    labels = example.labels("nn")
    assert resolve_finding(finding("Bare bokmål."), example.overview(), labels).written_in == "nb"
    resolved = resolve_finding(finding("Bokmål.", "Nynorsk her."), example.overview(), labels)
    assert (resolved.written_in, resolved.sentences[0].printed) == ("nn", "Nynorsk her.")


def test_markdown_marks_are_no_words() -> None:
    resolved = resolve_finding(
        finding("Se [**saken**](https://a.example/1) & `kode`."), example.overview(), example.labels()
    )
    assert read_printed(resolved.sentences[0].parts) == "Se saken & kode."
