"""E-mails as programs really send them: nested parts, wrong characters, quoted and forwarded mails, sealed packages."""

from __future__ import annotations

import base64
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from medlemsdialog.intake.document import Document, Role
from medlemsdialog.intake.reading import read_document
from medlemsdialog.intake.rules import BrokenOriginalError

HEAD = b"From: post@eksempel.invalid\r\nSubject: Innspill\r\nDate: Mon, 04 Sep 2017 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
VIEW = "Kommunen mener at staten bør betale for kulturskolen i alle kommuner."


def mail(*parts: EmailMessage, subtype: str = "mixed", subject: str = "Innspill") -> bytes:
    whole = EmailMessage()
    whole["From"], whole["Subject"] = "post@eksempel.invalid", subject
    whole["Date"] = "Mon, 04 Sep 2017 10:00:00 +0200"
    whole.make_mixed() if subtype == "mixed" else whole.make_alternative()
    for part in parts:
        whole.attach(part)
    return whole.as_bytes()


def text(body: str, subtype: str = "plain") -> EmailMessage:
    part = EmailMessage()
    part.set_content(body, subtype=subtype)
    return part


def bag(kind: str, *parts: EmailMessage) -> EmailMessage:
    part = EmailMessage()
    {"mixed": part.make_mixed, "alternative": part.make_alternative, "related": part.make_related}[kind]()
    for inner in parts:
        part.attach(inner)
    return part


def attachment(content: bytes, name: str, kind: str = "application/octet-stream", **headers: str) -> EmailMessage:
    part = EmailMessage()
    maintype, subtype = kind.split("/")
    part.set_content(content, maintype=maintype, subtype=subtype, filename=name or None, **headers)
    return part


def read(content: bytes) -> Document:
    return read_document("post.eml", content)


def texts(document: Document, *roles: Role) -> list[str]:
    return [block.text for block in document.blocks if not roles or block.role in roles]


def rules(document: Document) -> list[str]:
    return [note.refusal.rule if note.refusal else note.rule for note in document.notes]


def test_text_between_attachments_is_all_read_in_its_order(docx: Callable[..., bytes]) -> None:
    document = read(mail(text("Først dette."), attachment(docx(VIEW), "svar.docx"), text("Så dette til slutt.")))
    assert texts(document) == ["Innspill", "Først dette.", "Så dette til slutt.", VIEW]


def test_attachment_inside_an_alternative_or_a_signed_mail_is_found(docx: Callable[..., bytes]) -> None:
    inner = bag("mixed", text(f"<p>{VIEW}</p>", "html"), attachment(docx("Fra vedlegget."), "svar.docx"))
    document = read(mail(text(VIEW), inner, subtype="alternative"))
    assert texts(document) == ["Innspill", VIEW, "Fra vedlegget."]
    signature = attachment(b"0\x82", "smime.p7s", "application/pkcs7-signature")
    signed = mail(bag("mixed", text(VIEW), attachment(docx("Fra vedlegget."), "svar.docx")), signature)
    assert texts(read(signed.replace(b"multipart/mixed", b"multipart/signed", 1))) == texts(document)
    assert rules(read(signed)) == []


def test_html_is_read_where_the_plain_text_only_says_so() -> None:
    rich = text(f"<html><body><p>{VIEW}</p><p>{VIEW[::-1]}</p></body></html>", "html")
    document = read(mail(text("Du må lese e-posten som HTML."), rich, subtype="alternative"))
    assert VIEW in texts(document)
    assert texts(read(mail(text(VIEW), rich, subtype="alternative"))) == ["Innspill", VIEW]


@pytest.mark.parametrize(
    ("declared", "encoding", "told"),
    [
        ("utf-8", "utf-8", []),
        ("iso-8859-1", "utf-8", ["wrong_charset"]),
        ("utf-8", "cp1252", ["wrong_charset"]),
        ("us-ascii", "cp1252", ["wrong_charset"]),
        ("finnes-ikke", "cp1252", ["wrong_charset"]),
        ("iso-8859-1", "cp1252", []),
        ("", "utf-8", []),
    ],
)
def test_characters_are_right_whatever_the_header_claims(declared: str, encoding: str, told: list[str]) -> None:
    kind = f"Content-Type: text/plain; charset={declared}\r\n" if declared else ""
    body = "Vi ønsker «mer» kulturskole på Ås og Bø – nå."
    for transfer, sent in (
        ("8bit", body.encode(encoding)),
        ("base64", base64.encodebytes(body.encode(encoding))),
    ):
        content = HEAD + f"{kind}Content-Transfer-Encoding: {transfer}\r\n\r\n".encode() + sent
        document = read(content)
        assert texts(document)[1:] == [body]
        assert rules(document) == told


REPLY = [
    "-----Opprinnelig melding-----\nFra: KS <ks@ks.invalid>\nHva mener dere om kultur?",
    "Fra: Kari Eksempel\nSendt: mandag 4. september 2017 10:00\nTil: Post\nEmne: SV: Kultur\n\nHva mener dere om kultur?",
    "Den 4. sep. 2017 kl. 10:00 skrev Kari Eksempel <kari@eksempel.invalid>:\n\n> Hva mener dere om kultur?",
    "man. 4. sep. 2017 kl. 10:00 skrev Kari Eksempel:\nHva mener dere om kultur?",
    "From: Kari Eksempel\nSent: Monday, September 4, 2017\n\nHva mener dere om kultur?",
]


@pytest.mark.parametrize("earlier", REPLY)
def test_what_is_answered_stays_quoted(earlier: str) -> None:
    document = read(mail(text(f"Hei\n\n{VIEW}\n\n{earlier}\n")))
    assert VIEW in texts(document, Role.PARAGRAPH)
    assert not [one for one in texts(document, Role.PARAGRAPH) if "Hva mener dere" in one]
    assert [one for one in texts(document, Role.QUOTED_MAIL) if "Hva mener dere" in one]


@pytest.mark.parametrize(
    "quote",
    [
        '<div class="gmail_quote">man. 4. sep. skrev Kari:<br><blockquote><p>Hva mener dere?</p></blockquote></div>',
        '<blockquote type="cite"><p>Hva mener dere?</p></blockquote>',
        '<div id="divRplyFwdMsg"><b>Fra:</b> Kari<br><b>Sendt:</b> mandag</div><div><p>Hva mener dere?</p></div>',
        "<div><p><b>Fra:</b> Kari<br><b>Sendt:</b> mandag<br><b>Emne:</b> Kultur</p><p>Hva mener dere?</p></div>",
        "<div><p><b>Fra:</b> Kari</p><p><b>Sendt:</b> mandag</p><p>Hva mener dere?</p></div>",
    ],
)
def test_what_is_answered_in_html_stays_quoted(quote: str) -> None:
    document = read(mail(text(f"<html><body><p>{VIEW}</p>{quote}</body></html>", "html")))
    assert texts(document, Role.PARAGRAPH) == [VIEW]
    assert "Hva mener dere?" in texts(document, Role.QUOTED_MAIL)


def test_quotation_of_a_law_is_no_earlier_mail() -> None:
    document = read(mail(text(f"<p>{VIEW}</p><blockquote><p>Loven sier noe.</p></blockquote>", "html")))
    assert texts(document, Role.QUOTED_MAIL) == []


FORWARDED = "Fra: Horten kommune <post@horten.kommune.no>\nSendt: 12. juni 2017 09:00\nTil: KS\nEmne: Innspill\n\n"


@pytest.mark.parametrize("html", [False, True])
def test_forwarded_mail_is_the_members_own_and_what_it_quotes_is_quoted(html: bool) -> None:
    body = f"Til orientering.\n\n{FORWARDED}Hei\n\n{VIEW}\n\nFra: KS\nSendt: 1. juni 2017\n\nHva mener dere?\n"
    if html:
        body = "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in body.replace("<", "&lt;").split("\n\n"))
    document = read(mail(text(body, "html" if html else "plain"), subject="VS: Innspill"))
    assert VIEW in texts(document, Role.PARAGRAPH)
    assert "Hva mener dere?" in texts(document, Role.QUOTED_MAIL)
    assert "post@horten.kommune.no" in document.sender_hint
    assert document.date_hint == "2017-06-12"


def test_forwarded_mail_as_attachment_is_read_with_its_own_attachments(docx: Callable[..., bytes]) -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "post@horten.kommune.no", "Vårt svar"
    inner.set_content(VIEW)
    inner.add_attachment(docx("Dypest."), maintype="application", subtype="octet-stream", filename="svar.docx")
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "ks@ks.invalid", "Videresender"
    outer.set_content("Se vedlagt.")
    outer.add_attachment(inner)
    document = read(outer.as_bytes())
    places = {block.text: block.anchor.attachment for block in document.blocks}
    assert places[VIEW] == "melding-1.eml"
    assert places["Dypest."] == "melding-1.eml › svar.docx"


def test_zip_in_a_mail_is_read_and_what_cannot_be_is_named(zipped: Callable[..., bytes]) -> None:
    packed = zipped({"svar.txt": VIEW.encode(), "gammel.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600})
    document = read(mail(text("Se vedlegg."), attachment(packed, "svar.zip", "application/zip")))
    places = {block.text: block.anchor.attachment for block in document.blocks}
    assert places[VIEW] == "svar.zip › svar.txt"
    unread = next(note for note in document.notes if note.refusal)
    assert (unread.anchor.attachment, unread.refusal and unread.refusal.rule) == ("svar.zip › gammel.doc", "old_word")


def test_packages_of_mail_programs_are_told_of() -> None:
    tnef = attachment(b"\x78\x9f\x3e\x22" + b"\0" * 40, "winmail.dat", "application/ms-tnef")
    calendar = text("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "calendar")
    logo = attachment(b"\x89PNG\r\n\x1a\n" + b"0" * 20, "logo.png", "image/png", disposition="inline", cid="<logo>")
    document = read(mail(bag("related", text(VIEW), logo), tnef, calendar))
    assert rules(document) == ["calendar_part", "inline_pictures", "outlook_package"]
    sealed = HEAD + b'Content-Type: application/pkcs7-mime; name="smime.p7m"\r\n\r\nMIIB'
    with pytest.raises(BrokenOriginalError) as caught:
        read(sealed)
    assert caught.value.rule == "sealed_mail"


def test_picture_of_a_letter_sent_as_attachment_is_a_scan() -> None:
    document = read(mail(text("Se bilde."), attachment(b"\xff\xd8\xff\xe0" + b"0" * 20, "brev.jpg", "image/jpeg")))
    assert rules(document) == ["scanned"]
    assert [scan.attachment for scan in document.scans] == ["brev.jpg"]


def test_cut_off_mail_says_so(docx: Callable[..., bytes]) -> None:
    whole = mail(text(VIEW), attachment(docx("Vedlegg"), "svar.docx"))
    document = read(whole[: len(whole) * 2 // 3])
    assert rules(document) == ["mail_cut_off", "truncated"]
    assert VIEW in texts(document)


def test_more_attachments_than_the_limit_are_told_of() -> None:
    document = read(mail(text(VIEW), *(attachment(b"Tekst.", f"{n}.txt") for n in range(103))))
    assert len(document.attachments) == 100
    assert rules(document) == ["unread_parts"]


def test_unnamed_and_equal_names_and_paths_are_told_apart() -> None:
    document = read(
        mail(
            text("Hei"),
            attachment(b"En", "svar.txt"),
            attachment(b"To", "svar.txt"),
            attachment(b"Tre", "..\\..\\svar.txt"),
            attachment(b"%PDF-1.4", "", "application/pdf"),
        )
    )
    assert document.attachments == ("svar.txt", "(2) svar.txt", "(3) svar.txt", "vedlegg-4.pdf")


def test_headers_that_cannot_be_parsed_are_read_as_sent() -> None:
    broken = (
        b"From: =?x?y?=\xe6\xf8 <a@b.invalid>>,,;\r\nSubject: \xd8nske om st\xf8tte\r\nDate: tull\r\n\r\n"
        + VIEW.encode()
    )
    document = read(broken)
    assert texts(document) == ["Ønske om støtte", VIEW]
    assert document.model_dump_json()
