"""A finding as it is printed, for the preview: its words in both forms of Norwegian, its strength, quotes and citations."""

from __future__ import annotations

from markupsafe import Markup

from medlemsdialog.catalogue import LANGUAGES, Language
from medlemsdialog.desk.national_numbers import read_numbers, read_said
from medlemsdialog.desk.session import Session
from medlemsdialog.evidence import Labels, build_labels
from medlemsdialog.evidence.assessment import ResolvedCitation
from medlemsdialog.evidence.evidence_rows import pick_claims
from medlemsdialog.evidence.finding_text import PrintedNumber, ResolvedFinding, resolve_finding
from medlemsdialog.evidence.quotes import QUOTE_CAPTION
from medlemsdialog.evidence.strength import tell_strength
from medlemsdialog.models.findings import Finding
from medlemsdialog.report import wording
from medlemsdialog.report.prose import Insertion, render_prose_with
from medlemsdialog.report.statement_views import sender_name


def print_finding(session: Session, finding: Finding) -> str:
    """Return a page of its own that runs nothing, with the finding as it is printed in each form it is written in."""
    forms = [form for form in LANGUAGES[:2] if form == "nb" or getattr(finding.text, form)]
    parts = Markup("").join(_print_form(session, finding, form) for form in forms)
    return str(_PAGE.format(session.language, parts))


def _print_form(session: Session, finding: Finding, form: Language) -> Markup:
    overview, labels = read_numbers(session), build_labels(session.workspace, form)
    resolved = resolve_finding(finding, overview, labels)
    strength = tell_strength(finding.strength, pick_claims(overview, finding.claims), labels, overview)
    quotes = Markup("").join(
        Markup("<blockquote>«{}»<footer>{}</footer></blockquote>").format(
            quote.text, _sender(session, quote.statement_id, labels)
        )
        for quote in finding.quotes
    )
    caption = Markup("<p class=small>{}</p>").format(QUOTE_CAPTION.text(form)) if quotes else Markup("")
    told = (
        Markup("<p class=strength>{}</p>").format(strength[:1].upper() + strength[1:] + ".") if strength else Markup("")
    )
    return Markup("<article lang={}><p class=small>{}</p><h2>{}</h2>{}{}{}{}{}</article>").format(
        form,
        labels.t("Bokmål") if form == "nb" else labels.t("Nynorsk"),
        resolved.heading,
        _print_text(resolved, labels),
        told,
        quotes,
        caption,
        _list_cited(session, resolved, labels),
    )


def _print_text(resolved: ResolvedFinding, labels: Labels) -> Markup:
    pieces: list[str | Insertion] = []
    for sentence in resolved.sentences:
        pieces.append(sentence.before)
        for part in sentence.parts:
            if isinstance(part, ResolvedCitation):
                pieces.append(_insert(Markup("<sup>{}</sup>").format(part.number or "?")))
            elif isinstance(part, PrintedNumber):
                known = part.value is not None
                shown = wording.number(part.value, labels.language) if known else labels.t("[tallet mangler]")
                pieces.append(_insert(Markup("<b>{}</b>").format(shown)))
            else:
                pieces.append(part.raw)
    return render_prose_with([*pieces, resolved.after])


def _insert(markup: Markup) -> Insertion:
    return Insertion(markup, markup)


def _list_cited(session: Session, resolved: ResolvedFinding, labels: Labels) -> Markup:
    said = read_said(session)
    cited = dict.fromkeys(
        statement for sentence in resolved.sentences for statement in sentence.cited if statement in said
    )
    if not cited:
        return Markup("")
    rows = [
        Markup("<li>{}: {}</li>").format(
            _sender(session, one, labels), said[one].row.text or labels.t("Teksten kan ikke siteres.")
        )
        for one in cited
    ]
    return Markup("<h3>{}</h3><ol>{}</ol>").format(labels.t("Utsagn det er vist til"), Markup("").join(rows))


def _sender(session: Session, statement_id: str, labels: Labels) -> str:
    said = read_said(session).get(statement_id)
    return sender_name(said.source, labels) if said and said.source else labels.t("ukjent avsender")


_PAGE = Markup(
    '<!doctype html><html lang="{}"><meta charset="utf-8">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    "<style>:root {{ color-scheme: light dark; }} body {{ font: 1rem/1.55 system-ui, sans-serif; margin: 1rem; max-width: 42rem; }} "
    "h2 {{ font-size: 1.2rem; }} h3 {{ font-size: 1rem; }} .small {{ font-size: .9rem; opacity: .8; }} "
    "blockquote {{ margin: 1rem 0; padding-left: 1rem; border-left: 3px solid; }} footer {{ font-size: .9rem; }} "
    "article + article {{ border-top: 1px solid; margin-top: 2rem; padding-top: 1rem; }} sup {{ line-height: 0; }}</style>{}</html>"
)
