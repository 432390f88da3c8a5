"""Nothing of confidential, internal or withdrawn sources, and no personal data, in anything that is shared.

A dialogue with a mark of its own in every place that words can hide: texts, headings, tables, sheet names, file names,
attachments, senders, subjects, form rows, memos, the names of those who judge. All that is shared is then searched.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from email.message import EmailMessage

import openpyxl
import pypandoc
import pypdfium2
import pytest

from medlemsdialog.evidence import open_workspace, read_even_if_broken
from medlemsdialog.judgements.events import (
    AssessmentWritten,
    CodingSet,
    CommentAnswered,
    CommentReceived,
    SourceRegistered,
    SourceSetAside,
)
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.vocabulary import Level, Openness, Status
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs import withdrawing
from medlemsdialog.runs.run import run_dialogue
from support.mini_dialogue import build_of, write_mini_dialogue

SHARED = (
    "report*.html",
    "report*.docx",
    "index*.html",
    "evidence*.xlsx",
    "evidence/*",
    "evidence/workflow/*",
    "input.*",
    "final-report.docx",
    "board-case.docx",
)
CODER = "Zqkoder Zqhansen"
# Mark in a name: what may not be shared. «apen» marks stand in public sources and are to be found: the search works.
CONFIDENTIAL, INTERNAL, WITHDRAWN, OPEN = "zqfortrolig", "zqintern", "zqtrukket", "zqapen"


def _docx(mark):
    return f"""# {mark}overskrift

Eksempel – oppdiktet

## Vedtak {mark}underoverskrift

1. Kommunen mener at {mark}tekst bør følges opp av staten med øremerkede midler.

| Tiltak | Syn |
|---|---|
| {mark}rad | Kommunen mener at {mark}celle må styrkes i årene som kommer. |
"""


def _write_docx(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    pypandoc.convert_text(text, "docx", format="markdown", outputfile=str(file))


def _mail(mark):
    message = EmailMessage()
    message["From"] = f'"{mark}avsender Nordvik" <{mark}epost@eksempel.invalid>'
    message["To"], message["Subject"] = "ks@eksempel.invalid", f"Innspill {mark}emne"
    message["Date"] = "Mon, 04 Sep 2017 10:00:00 +0200"
    message.set_content(f"Hei\n\nVi mener at {mark}brevtekst bør styrkes i kommunene. Eksempel – oppdiktet.\n")
    content = io.BytesIO()
    sheet = openpyxl.Workbook()
    sheet.active.title = f"{mark}vedleggsark"
    sheet.active.append(["Tiltak", f"Kommunen mener at {mark}vedleggscelle bør få mer penger."])
    sheet.save(content)
    message.add_attachment(
        content.getvalue(), maintype="application", subtype="octet-stream", filename=f"{mark}vedlegg.xlsx"
    )
    return message.as_bytes()


def _sheet(mark):
    content = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.title = f"{mark}ark"
    book.active.append(["Tema", "Innspill"])
    book.active.append(["Musikk", f"Kommunen mener at {mark}arkcelle bør få mer penger i årene som kommer."])
    book.save(content)
    return content.getvalue()


FORM = (
    ("Svar-ID", "Levert", "Kategori", "Navn på avsender", "Kommune", "Hva bør staten gjøre?"),
    ("1", "04.09.2017", "Kommune", "Storvika kommune", "Storvika", f"Staten bør la {OPEN}rad få bedre rammer."),
    (
        "2",
        "04.09.2017",
        "Privatperson",
        f"{CONFIDENTIAL}person Nilsen",
        "",
        f"Staten bør la {CONFIDENTIAL}rad få rammer.",
    ),
    ("3", "04.09.2017", "Kommune", "Midtvika kommune", "Midtvika", f"Staten bør la {WITHDRAWN}rad få bedre rammer."),
    ("4", "04.09.2017", "Privatperson", "Vilde Zqprivat", "", f"Staten bør la {OPEN}privatrad få rammer."),
)


def _form():
    content = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.title = "Svar"
    for row in FORM:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


PERSONAL = f"""# Uttalelse ført av rådgiver Zqkari Nordmann

Eksempel – oppdiktet

Saksbehandler: Zqkari Nordmann, tlf. 912 34 567

## Vedtak

1. Kommunen mener at {OPEN}masketekst bør styrkes, og viser til innspillet fra Ola Zqhansen i Storgata 12.
2. Spørsmål rettes til ola.zqhansen@eksempel.invalid eller 22 33 44 55, og støtte til konto 2476.18.13249.
3. Kommunen ber om at eleven med fødselsnummer 18078950192 får plass i kulturskolen.
"""
PERSONAL_DATA = (
    *("Zqkari", "Ola Zqhansen", "912 34 567", "Storgata 12"),
    *("ola.zqhansen", "22 33 44 55", "2476.18.13249", "18078950192"),
)


def _register(workspace, area, source, openness, **more):
    known = source.model_dump(include=set(SourceRegistered.model_fields))
    given = {"level": source.level, "status": source.status, "openness": openness, "quotable": True, **more}
    event = SourceRegistered(**{**known, **given, "by": CODER, "client": "pc1"})
    append_events(workspace.data, area, [event])


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """Run the dialogue and return (build folder, text of every shared file by name)."""
    data = write_mini_dialogue(tmp_path_factory.mktemp("deling") / "dialog")
    inputs = data.root / "inputs"
    for mark in (CONFIDENTIAL, INTERNAL, WITHDRAWN, OPEN):
        for county in ("91", "92"):
            _write_docx(inputs / county / f"{mark}fil.docx", _docx(f"{mark}{county}"))
        (inputs / "91" / f"{mark}mail.eml").write_bytes(_mail(mark))
        (inputs / "91" / f"{mark}regneark.xlsx").write_bytes(_sheet(mark))
    _write_docx(inputs / "91" / "uttalelse-zqkari-nordmann.docx", PERSONAL)
    (inputs / "national").mkdir(exist_ok=True)
    (inputs / "national" / "skjema.xlsx").write_bytes(_form())
    workspace = open_workspace(data, build_of(data))
    for area in ("91", "92", NATIONAL):
        for source in read_even_if_broken(workspace, area).sources:
            _judge(workspace, area, source)
    workspace = open_workspace(data, build_of(data))
    for area in ("91", "92", NATIONAL):
        received = read_even_if_broken(workspace, area)
        for passage in received.passages:
            if passage.is_statement:
                _code(workspace, area, passage)
        text = f"Rådgiverens syn. Takk til Vilde Zqprivat og Zqkari Nordmann, tlf. 912 34 567. {OPEN}vurdering."
        append_events(workspace.data, area, [AssessmentWritten(by=CODER, client="pc1", text=text)])
    for area in ("91", NATIONAL):
        append_events(workspace.data, area, _comments(area))
    run_dialogue(open_workspace(data, build_of(data)))
    for area in ("91", "92"):
        for source in read_even_if_broken(open_workspace(data, build_of(data)), area).sources:
            if WITHDRAWN in source.source or source.source.endswith("#3"):
                # As each command does: what was withdrawn before is known.
                workspace = open_workspace(data, build_of(data))
                plan = withdrawing.plan_withdrawal(workspace, area, source)
                withdrawing.withdraw_source(workspace, plan, by=CODER, reason="ba om det", delete_original=False)
    result = run_dialogue(open_workspace(data, build_of(data)), language="nn")
    assert result.succeeded
    build = build_of(data)
    files = [file for pattern in SHARED for file in build.root.rglob(pattern) if file.is_file()]
    return data, build, {file.relative_to(build.root).as_posix(): _text_of(file.read_bytes()) for file in files}


def _judge(workspace, area, source):
    name = source.source
    if CONFIDENTIAL in name or name.endswith("#2"):
        more = {"status": Status.INDIVIDUAL} if name.endswith("#2") else {}
        _register(workspace, area, source, Openness.CONFIDENTIAL, **more)
    elif INTERNAL in name:
        _register(workspace, area, source, Openness.INTERNAL)
    elif name.endswith("#4"):
        _register(workspace, area, source, Openness.PUBLIC, level=Level.OTHER, status=Status.ADMINISTRATIVE)
    elif "liste.xlsx" in name:
        event = SourceSetAside(
            by=CODER,
            client="pc1",
            source_id=source.source_id,
            source=source.source,
            content_sha256=source.content_sha256,
            reason="Sendt av Zqkari Nordmann i feil sak",
        )
        append_events(workspace.data, area, [event])
    else:
        _register(workspace, area, source, Openness.PUBLIC)


def _comments(area):
    """What a reader of the report wrote at its first claim, and an answer: for those who made the report alone."""
    known = {"by": CODER, "client": "pc1", "comment_id": f"k{area}"}
    said = {"text": f"{INTERNAL}kommentar", "author": f"{INTERNAL}leser", "place_text": f"{INTERNAL}sted"}
    return [CommentReceived(place="sporsmal-x", **known, **said), CommentAnswered(text=f"{INTERNAL}svar", **known)]


def _code(workspace, area, passage):
    event = CodingSet(
        by=CODER,
        client="pc1",
        statement_id=passage.statement_id,
        text=passage.text,
        anchor=passage.anchor,
        themes=(workspace.codebook.themes[0].code,),
        memo=f"{INTERNAL}notat",
    )
    append_events(workspace.data, area, [event])


def _text_of(content):
    """All that a reader or a program finds in a file: decoded, unpacked, with and without its tags, properties included."""
    if content.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(content) as document:
            pages = [page.get_textpage().get_text_bounded() for page in document]
            return "\n".join([*map(str, document.get_metadata_dict().values()), *pages])
    if not content.startswith(b"PK"):
        text = content.decode("utf-8")
        return html.unescape(text) + html.unescape(re.sub(r"<[^>]*>", "", text))
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = []
    for name in archive.namelist():
        part = archive.read(name)
        if not name.endswith((".png", ".jpg")):
            text = part.decode("utf-8", errors="replace")
            parts += [name, html.unescape(text), html.unescape(re.sub(r"<[^>]*>", "", text))]
    return "\n".join(parts)


def test_the_search_finds_what_may_be_shared(shared):
    _, _, texts = shared
    assert {"counties/91/report.html", "counties/91/report.nn.html", "counties/91/report.docx"} <= texts.keys()
    assert {"national/index.html", "national/index.nn.html", "national/evidence.nn.xlsx"} <= texts.keys()
    tables = ("national/evidence.xlsx", "national/evidence/statements.csv")
    for name in ("counties/91/report.html", "counties/91/report.docx", "national/index.html", *tables):
        for mark in (f"{OPEN}91tekst", f"{OPEN}rad", f"{OPEN}masketekst", f"{OPEN}fil.docx"):
            assert mark in texts[name], (name, mark)
    # What the run read: public originals by name, the form with a row in confidence by nothing.
    assert f"{OPEN}fil.docx" in texts["national/evidence/ro-crate-metadata.json"]
    assert "skjema.xlsx" not in texts["national/evidence/ro-crate-metadata.json"]


@pytest.mark.parametrize("mark", [CONFIDENTIAL, INTERNAL, WITHDRAWN, "Zqkoder", "Zqprivat", *PERSONAL_DATA])
def test_nothing_that_may_not_be_shared_is_in_any_shared_file(shared, mark):
    _, _, texts = shared
    assert [name for name, text in texts.items() if mark.lower() in text.lower()] == []


def test_masks_stand_where_personal_data_stood(shared):
    _, _, texts = shared
    text = texts["counties/91/report.html"]
    for mask in ("[navn fjernet]", "[adresse fjernet]", "[e-postadresse fjernet]", "[telefonnummer fjernet]"):
        assert mask in text, mask
    assert "[kontonummer fjernet]" in text and "[fødselsnummer fjernet]" in text
    assert "uttalelse-[navn fjernet].docx" in text


def test_work_reports_show_the_words_to_those_who_work_with_them(shared):
    _, build, _ = shared
    text = html.unescape(build.area("91").work_report.read_text(encoding="utf-8"))
    assert f"{INTERNAL}91tekst" in text and "912 34 567" in text and f"{WITHDRAWN}91" not in text


def test_no_words_of_what_is_withdrawn_are_left_in_logs_caches_or_results(shared):
    """The originals were left in place here: their paths are listed for those who must delete them, their words are not."""
    data, build, _ = shared
    words = re.compile(rf"{WITHDRAWN}(?!fil\.docx|mail\.eml|regneark)", re.IGNORECASE)
    left = [
        file.relative_to(data.root).as_posix()
        for file in data.root.rglob("*")
        if file.is_file() and "inputs" not in file.relative_to(data.root).parts and words.search(_any_text(file))
    ]
    assert left == []
    assert WITHDRAWN in build.sources_csv.read_text(encoding="utf-8")


def _any_text(file):
    content = file.read_bytes()
    return _text_of(content) if content.startswith(b"PK") else content.decode("utf-8", errors="replace")
