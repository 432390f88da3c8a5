"""The base document: why there is a dialogue, what is asked, figures to talk about it with, and how to answer."""

from __future__ import annotations

from collections.abc import Iterator

from medlemsdialog.pack.answering import show_answering
from medlemsdialog.pack.base_figures import show_figures
from medlemsdialog.pack.blocks import Block, Fact, Facts, Heading, Listed, Paragraph, own
from medlemsdialog.pack.links import link_address, link_mail
from medlemsdialog.pack.question_numbers import number_questions
from medlemsdialog.pack.request import PackageRequest
from medlemsdialog.pack.written import PackDocument
from medlemsdialog.report import wording


def build_base_document(request: PackageRequest) -> PackDocument:
    """Return the base document of a package."""
    t = request.labels.t
    dialogue = request.dialogue.title.in_language(request.language)
    return PackDocument(
        title=t("Grunnlagsdokument for {recipient}", recipient=own(tell_recipient(request))),
        kicker=t("Medlemsdialogen «{title}»", title=dialogue),
        blocks=(
            *_open(request),
            *_tell_why(request),
            *_ask(request),
            *show_figures(request),
            *show_answering(request),
        ),
        language=request.language,
        date=request.dialogue.document_date.isoformat(),
    )


def tell_recipient(request: PackageRequest) -> str:
    """Return whom a package is for."""
    if request.member:
        return request.labels.sender(request.member.code)
    if request.area:
        return request.labels.t("medlemmene i {area}", area=request.area.name)
    return request.labels.t("alle medlemmene")


def _open(request: PackageRequest) -> Iterator[Block]:
    t, dialogue = request.labels.t, request.dialogue
    if dialogue.example:
        yield Paragraph(t("Eksempel – oppdiktet"), is_notice=True)
    facts = [
        Fact(t("Svarfrist"), wording.date(request.closes.isoformat(), request.language)),
        Fact(t("Spørsmål til dere"), wording.number(len(request.questions), request.language)),
    ]
    if address := dialogue.input_page.address:
        facts.append(Fact(t("Svar på nettsiden"), address, link_address(address)))
    if mail := dialogue.package.return_address:
        facts.append(Fact(t("Send filer til"), mail, link_mail(mail)))
    if contact := dialogue.package.contact:
        facts.append(Fact(t("Kontakt"), contact.in_language(request.language)))
    yield Facts(tuple(facts))


def _tell_why(request: PackageRequest) -> Iterator[Block]:
    t, dialogue, language = request.labels.t, request.dialogue, request.language
    yield Heading(1, t("Bakgrunn"))
    yield Paragraph(dialogue.invitation.in_language(language))
    if dialogue.purposes:
        yield Heading(1, t("Hva svarene skal brukes til"))
        yield Listed(tuple(purpose.text.in_language(language) for purpose in dialogue.purposes))
    if dialogue.overall_questions:
        yield Paragraph(t("Til sammen skal svarene gi kunnskap om dette:"))
        yield Listed(tuple(question.text.in_language(language) for question in dialogue.overall_questions))


def _ask(request: PackageRequest) -> Iterator[Block]:
    t, language = request.labels.t, request.language
    questions = request.questions
    yield Heading(1, t("Spørsmålene"))
    yield Paragraph(
        t(
            "Dere velger selv hvilke spørsmål dere svarer på. Punktene under hvert spørsmål er til hjelp når dere drøfter det; "
            "de skal ikke besvares hvert for seg."
        )
    )
    is_for_several = request.member is None
    examples = [question for question in questions if question.wording == "example"]
    if examples:
        yield Paragraph(
            t("Ordlyden i spørsmålene: eksempel – ikke KS' ordlyd. Den rette ordlyden er ikke kjent.")
            if len(examples) == len(questions)
            else t(
                "Spørsmål merket «eksempel – ikke KS' ordlyd» er skrevet for eksempelet. Den rette ordlyden er ikke kjent."
            ),
            is_notice=True,
        )
    is_mixed = len(examples) < len(questions)
    for theme in request.dialogue.main_themes:
        asked = [(number, one) for number, one in number_questions(request) if one.main_theme == theme.code]
        if not asked:
            continue
        yield Heading(2, theme.label.in_language(language))
        for number, question in asked:
            yield Heading(3, f"{number}. {question.text.in_language(language)}")
            marks = [t("eksempel – ikke KS' ordlyd")] if is_mixed and question in examples else []
            if is_for_several and question.asked_of != "all":
                marks.append(
                    t("bare til kommunene") if question.asked_of == "municipalities" else t("bare til fylkeskommunene")
                )
            if marks:
                yield Paragraph(f"({'; '.join(marks)})", is_small=True)
            if question.prompts:
                yield Listed(tuple(prompt.in_language(language) for prompt in question.prompts))
