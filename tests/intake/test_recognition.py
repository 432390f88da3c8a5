"""Text recognition: asked for by a person, kept with the judgements, marked wherever it goes; runs never depend on it."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.intake.document import Refusal
from medlemsdialog.intake.limits import MAX_IMAGE_PIXELS
from medlemsdialog.intake.ocr_noise import odd_word_share
from medlemsdialog.intake.readers.page_images import draw_page
from medlemsdialog.intake.reading import read_document
from medlemsdialog.intake.reading_process import reading_process
from medlemsdialog.intake.recognised import RecognisedPage, RecognisedText
from medlemsdialog.intake.recognition import find_program, recognise_text
from medlemsdialog.intake.scans import find_scans
from medlemsdialog.models.intake import Intake
from medlemsdialog.paths import DataFolder

LINES = ["Eksempel – oppdiktet", "", "Horten kommune mener at staten bør betale for", "kulturskolen i alle kommuner."]
VIEW = "Horten kommune mener at staten bør betale for kulturskolen i alle kommuner."
Reader = Callable[..., dict[str, Intake]]
Drawer = Callable[[list[str]], Image.Image]
tesseract = pytest.mark.tesseract


@pytest.fixture
def draw(pdf: Callable[..., bytes]) -> Callable[[list[str]], Image.Image]:
    """A picture of a page with these lines, drawn as a scanner would give it."""

    def make(lines: list[str]) -> Image.Image:
        page = [(70.0, 100.0 + 18 * number, line) for number, line in enumerate(lines) if line]
        return Image.open(io.BytesIO(draw_page(pdf([page]), 1)))

    return make


def saved(image: Image.Image, kind: str, *more: Image.Image) -> bytes:
    buffer = io.BytesIO()
    options = {"save_all": True, "append_images": list(more)} if more else {}
    image.save(buffer, kind, **({"resolution": 300.0} if kind == "PDF" else {}), **options)
    return buffer.getvalue()


def recognised(content: bytes, name: str = "skann.pdf", pages: tuple[int, ...] = ()) -> RecognisedText:
    found = recognise_text(name, content, "0" * 64, pages, program=find_program(), process=reading_process())
    assert isinstance(found, RecognisedText), found
    return found


@tesseract
def test_a_page_that_tesseract_breaks_off_at_is_no_empty_page(draw: Drawer) -> None:
    without_language = find_program()._replace(languages=("finnesikke",))
    found = recognise_text(
        "skann.pdf", saved(draw(LINES), "PDF"), "0" * 64, (), program=without_language, process=reading_process()
    )
    assert isinstance(found, Refusal)
    assert (found.rule, found.found) == ("unreadable", "side 1")


def keep(data: DataFolder, text: RecognisedText, area: str = "07") -> None:
    file = data.recognised_text(area, text.content_sha256)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.model_dump_json(), encoding="utf-8")


def made_text(content: bytes, *pages: RecognisedPage, media_type: str = "application/pdf") -> RecognisedText:
    import hashlib

    digest = hashlib.sha256(content).hexdigest()
    return RecognisedText(
        content_sha256=digest, source="x", media_type=media_type, program="p", languages=("nor",), pages=pages
    )


@tesseract
@pytest.mark.parametrize("kind", ["PDF", "PNG", "JPEG", "TIFF"])
def test_norwegian_text_in_a_picture_is_recognised(draw: Drawer, kind: str) -> None:
    name = {"PDF": "skann.pdf", "PNG": "bilde.png", "JPEG": "bilde.jpg", "TIFF": "bilde.tif"}[kind]
    text = recognised(saved(draw(LINES), kind), name)
    assert VIEW in text.pages[0].paragraphs
    assert text.pages[0].confidence_share > 0.8
    assert text.languages[0] == "nor"


@tesseract
def test_every_page_of_a_scan_is_read_and_list_items_are_kept_apart(draw: Drawer) -> None:
    second = draw(["1. Kommunen krever mer.", "2. Kommunen ber om hjelp."])
    text = recognised(saved(draw(LINES), "TIFF", second), "skann.tiff")
    assert [page.page for page in text.pages] == [1, 2]
    assert text.pages[1].paragraphs == ("1. Kommunen krever mer.", "2. Kommunen ber om hjelp.")
    assert recognised(saved(draw(LINES), "PDF", second), pages=(2,)).pages[0].page == 2


@tesseract
def test_the_same_picture_gives_the_same_text(draw: Drawer) -> None:
    content = saved(draw(LINES), "PDF")
    assert recognised(content) == recognised(content)


def test_picture_larger_than_the_limit_is_refused_before_it_is_opened() -> None:
    side = int(MAX_IMAGE_PIXELS**0.5) + 100
    content = saved(Image.new("1", (side, side)), "PNG")
    drawn = reading_process().draw_page("stort.png", content, 1)
    assert not isinstance(drawn, bytes)
    assert drawn.rule == "image_too_large"
    assert "millioner" in drawn.found


def test_without_the_program_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MedlemsdialogError) as caught:
        find_program()
    assert "tesseract-ocr-nor" in caught.value.text()


def test_scan_waits_until_its_text_is_kept_and_is_marked_then(draw: Drawer, received: Reader, tmp_path: Path) -> None:
    content = saved(draw(LINES), "PDF")
    before = received({"07/skann.pdf": content})["07"]
    assert before.sources[0].waiting == ("scanned",)
    page = RecognisedPage(page=1, paragraphs=("Horten kommune", VIEW, "1. KS bør hjelpe."), confidence_share=0.9)
    keep(DataFolder(tmp_path), made_text(content, page))
    after = received({})["07"]
    assert (after.sources[0].waiting, after.sources[0].readable) == ((), True)
    assert after.sources[0].source_id == before.sources[0].source_id
    assert after.sources[0].sender_code == "0701"
    assert [(one.text, one.anchor.label()) for one in after.passages] == [
        ("Horten kommune", "side 1, avsnitt 1"),
        (VIEW, "side 1, avsnitt 2"),
        ("KS bør hjelpe.", "side 1, punkt 1"),
    ]
    assert all(one.recognised for one in after.passages)
    told = next(problem for problem in after.problems if problem.rule == "ocr_text")
    assert "side 1" in told.what.text()


def test_scanned_page_in_a_pdf_with_text_takes_its_place(
    draw: Drawer, received: Reader, tmp_path: Path, pdf: Callable[..., bytes]
) -> None:
    import pypdfium2

    whole = pypdfium2.PdfDocument(pdf([[(70, 100, "Horten kommune"), (70, 200, "Kommunen krever noe helt annet.")]]))
    whole.import_pages(pypdfium2.PdfDocument(saved(draw(LINES), "PDF")))
    whole.import_pages(pypdfium2.PdfDocument(pdf([[(70, 100, "Siste side har tekst.")]])))
    buffer = io.BytesIO()
    whole.save(buffer)
    content = buffer.getvalue()
    before = received({"07/blandet.pdf": content})["07"]
    assert "scanned_pages" in {problem.rule for problem in before.problems}
    keep(DataFolder(tmp_path), made_text(content, RecognisedPage(page=2, paragraphs=(VIEW,), confidence_share=0.9)))
    after = received({})["07"]
    assert [one.anchor.page for one in after.passages] == [1, 1, 2, 3]
    assert [one.recognised for one in after.passages] == [False, False, True, False]
    assert not {"scanned_pages"} & {problem.rule for problem in after.problems}


def test_scan_in_a_mail_and_in_a_zip_is_found_and_read(
    draw: Drawer, received: Reader, tmp_path: Path, eml: Callable[..., bytes], zipped: Callable[..., bytes]
) -> None:
    content = saved(draw(LINES), "PNG")
    mail = eml("Se vedlegg.", {"pakke.zip": zipped({"brev.png": content})})
    received({"07/post.eml": mail, "07/p.zip": zipped({"brev.png": content})})
    data = DataFolder(tmp_path)
    scans = [scan for source, file in data.originals() for scan in find_scans(source, file)]
    assert [scan.source for scan in scans] == ["07/p.zip/brev.png", "07/post.eml › pakke.zip › brev.png"]
    assert [scan.content for scan in scans] == [content, content]
    keep(data, made_text(content, RecognisedPage(page=1, paragraphs=(VIEW,)), media_type="image/png"))
    intake = received({})["07"]
    places = [one.anchor.label() for one in intake.passages if one.text == VIEW]
    assert places == ["avsnitt 1", "vedlegg «pakke.zip › brev.png», avsnitt 1"]
    assert "attachment_unread" not in {problem.rule for problem in intake.problems}


def test_damaged_text_file_is_as_if_it_was_never_made(draw: Drawer, received: Reader, tmp_path: Path) -> None:
    content = saved(draw(LINES), "PDF")
    data = DataFolder(tmp_path)
    keep(data, made_text(content, RecognisedPage(page=1, paragraphs=(VIEW,))))
    file = next(iter(data.recognised_texts()))
    file.write_text(json.dumps({"schema_version": 1}), encoding="utf-8")
    assert received({"07/skann.pdf": content})["07"].sources[0].waiting == ("scanned",)


def test_noise_is_a_problem_and_ordinary_text_is_not(
    draw: Drawer, received: Reader, tmp_path: Path, dialogue: Dialogue
) -> None:
    noise = "K0mmunen rnener at st@ten b0r betale f0r kulturskclen i a||e k0mmuner"
    content = saved(draw(LINES), "PDF")
    keep(DataFolder(tmp_path), made_text(content, RecognisedPage(page=1, paragraphs=(noise, VIEW))))
    problems = [one for one in received({"07/skann.pdf": content})["07"].problems if one.rule == "ocr_noise"]
    assert [one.found for one in problems] == [noise]
    assert "%" in problems[0].what.text()


@pytest.mark.parametrize(
    "text",
    [
        VIEW,
        "Saksnr. 17/00123-4, jf. § 2-3 og kap. 4, jf. St.meld. nr. 8 (2007–2008), kl. 10.00.",
        "Kultur- og/eller idrettsmidler (kr 1.250.000,-) går til bl.a. K-47/17 i perioden 2017–2020.",
        "Sørsamisk: Saemien gïele; nordsamisk: Guovdageainnu suohkan, Kárášjohka, Deatnu, Unjárga.",
        "Se www.ks.no eller send e-post til post@eksempel.invalid, tlf. 22 33 44 55 innen 1.april.",
        "NRK, TV2 og KS FoU mener CO2, A4, U16 og 3D hører med i KORO, NKF, SSB, SMS, PPT.",
    ],
)
def test_ordinary_norwegian_is_no_noise(text: str) -> None:
    assert odd_word_share(text) <= 0.1


def test_a_dotted_line_of_any_length_is_looked_at_in_one_go() -> None:
    dots = "." * 200
    assert odd_word_share(f"Vi søker om midler Sted:{dots},dato:{dots}") == pytest.approx(0.2)
    assert odd_word_share(f"Vi søker om midler Sted:{dots}/dato:{dots}") == 0


def test_reading_never_recognises_by_itself(draw: Drawer) -> None:
    with pytest.raises(MedlemsdialogError):
        read_document("skann.pdf", saved(draw(LINES), "PDF"))


def test_text_layer_of_a_scanner_is_marked_and_visible_text_is_not(pdf: Callable[..., bytes]) -> None:
    visible = pdf([[(70, 100, "Kommunen krever mer."), (70, 200, "Kommunen ber om hjelp.")]])
    unseen = visible.replace(b"BT /F1 11 Tf", b"BT 3 Tr /F1 11 Tf ")
    assert not any(block.recognised for block in read_document("sak.pdf", visible).blocks)
    document = read_document("skann.pdf", unseen)
    assert [(block.text, block.recognised) for block in document.blocks] == [
        ("Kommunen krever mer.", True),
        ("Kommunen ber om hjelp.", True),
    ]
    assert [(note.rule, note.found) for note in document.notes] == [("ocr_text", "1")]


@tesseract
def test_pdf_that_was_recognised_before_it_was_sent_is_marked(draw: Drawer, tmp_path: Path) -> None:
    picture = tmp_path / "side.png"
    picture.write_bytes(saved(draw(LINES), "PNG"))
    subprocess.run(["tesseract", picture, tmp_path / "skann", "-l", "nor", "pdf"], check=True, capture_output=True)
    document = read_document("skann.pdf", (tmp_path / "skann.pdf").read_bytes())
    assert document.blocks
    assert all(block.recognised for block in document.blocks)
