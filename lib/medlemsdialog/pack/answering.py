"""How to answer, until when, and what becomes of the answer."""

from __future__ import annotations

from collections.abc import Iterator

from medlemsdialog.dialogue_package import Access
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.pack.blocks import Block, Heading, Listed, Paragraph
from medlemsdialog.pack.request import PackageRequest
from medlemsdialog.report import wording


def show_answering(request: PackageRequest) -> Iterator[Block]:
    """Yield the parts of a document that tell how to answer."""
    t, dialogue = request.labels.t, request.dialogue
    yield Heading(1, t("Slik svarer dere"))
    yield Paragraph(
        t(
            "Svar innen {day}. Velg den måten som passer dere best:",
            day=wording.date(request.closes.isoformat(), request.language),
        )
    )
    yield Listed(tuple(_list_ways(request)))
    spoken = t(
        "Skriv om svaret er vedtatt av et politisk organ eller kommer fra administrasjonen, og om vi kan sitere det åpent."
    )
    decided = (
        t("Har et organ i fylkeskommunen behandlet saken, bruker vi det som er vedtatt.")
        if _is_for_county_council(request)
        else t("Har et organ i kommunen behandlet saken, bruker vi det som er vedtatt.")
    )
    yield Paragraph(f"{spoken} {decided}")
    yield Heading(1, t("Hva skjer med svaret?"))
    yield Listed(
        (
            t("Vi registrerer svaret og leser alt som står i det."),
            t("Svarene fra fylket blir til en fylkesoppsummering, og alle fylkene til ett nasjonalt innspill."),
            t("Hver setning i rapportene kan følges tilbake til dem som har sagt det. Uenighet blir med."),
            t("Etterpå får dere vite hvordan vi forsto svaret, og hva det ble av det."),
        )
    )
    yield Paragraph(
        t("Ikke skriv om enkeltpersoner, og ikke ta med navn, adresser eller andre opplysninger om privatpersoner.")
    )
    if purpose := dialogue.input_page.purpose:
        yield Paragraph(purpose.in_language(request.language))
    if controller := dialogue.input_page.controller:
        yield Paragraph(
            t(
                "Behandlingsansvarlig for personopplysninger: {name}.",
                name=controller.in_language(request.language).rstrip(" ."),
            )
        )
    if dialogue.delete_after:
        yield Paragraph(
            t(
                "Svarene blir slettet etter {day}.",
                day=wording.date(dialogue.delete_after.isoformat(), request.language),
            )
        )
    yield Heading(1, t("Spørsmål om dialogen"))
    contact = dialogue.package.contact
    yield Paragraph(
        t("Ta kontakt med {contact}.", contact=contact.in_language(request.language).rstrip(" ."))
        if contact
        else t("Ta kontakt med KS i fylket.")
    )


def _list_ways(request: PackageRequest) -> Iterator[str]:
    t, page = request.labels.t, request.dialogue.input_page
    if page.address:
        way = t(
            "På nettsiden {address}. Dere kan lagre, komme tilbake og endre svaret fram til fristen.",
            address=page.address,
        )
        code = t("Koden dere trenger, får dere i en egen melding.")
        yield f"{way} {code}" if page.access is Access.CODES else way
    yield t("I skjemaet som følger med: innspillsskjema.html i nettleseren, eller innspillsskjema.xlsx i Excel.")
    yield (
        t("Med en sak til fylkestinget eller et utvalg: Bruk utkastet saksframlegg.docx, og send saken med vedtaket.")
        if _is_for_county_council(request)
        else t(
            "Med en sak til kommunestyret eller et utvalg: Bruk utkastet saksframlegg.docx, og send saken med vedtaket."
        )
    )
    yield t(
        "Med referat fra et møte: Skriv i referatmal.docx, og send referatet. Ideer til møtet står i arbeidsformer.docx."
    )
    if address := request.dialogue.package.return_address:
        yield t("Filene sender dere til {address}.", address=address)


def _is_for_county_council(request: PackageRequest) -> bool:
    return request.member is not None and request.member.level is Level.COUNTY_COUNCIL
