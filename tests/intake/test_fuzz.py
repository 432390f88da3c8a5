"""Any bytes with any known ending give passages or a problem: made-up bytes, and real files of every format damaged."""

from __future__ import annotations

import functools
import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from PIL import Image

from medlemsdialog.dialogue import Dialogue, read_dialogue
from medlemsdialog.intake.document import Outcome
from medlemsdialog.intake.formats import BY_ENDING
from medlemsdialog.intake.limits import MAX_BLOCKS
from medlemsdialog.intake.parsed import Original
from medlemsdialog.intake.reading import read_anchor
from medlemsdialog.intake.reading_process import ReadingProcess
from medlemsdialog.intake.received_originals import read_received
from medlemsdialog.intake.rules import RULES
from medlemsdialog.register.editions import read_register, shipped_editions_folder
from medlemsdialog.register.models import Register

ROOT = Path(__file__).resolve().parents[2]
ENDINGS = [*sorted(BY_ENDING), "xyz", ""]
# Of these a member can be changed and packed again, so that the damage reaches the parser behind the container.
PACKED = ("docx", "odt", "pptx", "xlsx", "zip")
SECONDS = 20


class Files(dict[str, bytes]):
    """Real files by format; hypothesis shows arguments, and these are long."""

    def __repr__(self) -> str:
        return f"{len(self)} files"


@functools.cache
def process() -> ReadingProcess:
    return ReadingProcess(seconds=SECONDS)


@functools.cache
def frame() -> tuple[Dialogue, Register]:
    return read_dialogue(ROOT / "data" / "dialogue.yaml"), read_register(shipped_editions_folder(), "2017")


@pytest.fixture(scope="module")
def files(
    docx: Callable[..., bytes],
    pdf: Callable[..., bytes],
    xlsx: Callable[..., bytes],
    eml: Callable[..., bytes],
    zipped: Callable[..., bytes],
) -> Files:
    """One real file of each format, small, with what the format is used for."""
    markdown = (
        "# Uttalelse\n\nHorten kommune krever mer.\n\n1. Første punkt\n2. Andre punkt\n\n"
        "| År | Kroner |\n|---|---|\n| 2017 | 100 |\n\nTekst med fotnote[^1].\n\n[^1]: Noten.\n\n- strek\n    - under\n"
    )
    made = {kind: docx(markdown, kind) for kind in ("docx", "odt", "rtf", "html", "pptx")}
    made["pdf"] = pdf([[(70, 100, "Horten kommune"), (70, 140, "1. KS bør hjelpe.")], [(70, 100, "Side to.")]])
    made["xlsx"] = xlsx({"Svar": [["Svar-ID", "Kommune", "Hva mener dere?"], ["1", "Horten", "Mer.\nOg mer."]]})
    made["csv"] = "Svar-ID;Kommune;Hva mener dere?\n1;Horten;«Mer» støtte\n".encode("cp1252")
    made["txt"] = b"Horten kommune\n\nVi krever:\n\n1. mer\n2. bedre\n"
    made["md"] = markdown.encode()
    made["json"] = (
        b'{"format": "medlemsdialog-innspill", "schema_version": 1, "sender": "0701", "answers": {"p3": "Vi krever mer."},'
        b' "propositions": [{"claim": "k-lov", "tick": "agree", "comment": "Ja!"}], "attachments": [{"name": "a.pdf"}]}'
    )
    picture = io.BytesIO()
    Image.new("L", (40, 40), "white").save(picture, "PNG")
    made["png"] = picture.getvalue()
    scan = io.BytesIO()
    Image.new("L", (40, 40), "white").save(scan, "PDF")
    made["pdf (skann)"] = scan.getvalue()
    made["zip"] = zipped({"mappe/a.docx": made["docx"], "b.csv": made["csv"], "c.zip": zipped({"d.txt": made["txt"]})})
    made["eml"] = eml(
        "Hei\n\nVedlagt.\n\nFra: KS\nSendt: i går\n\nHva?\n", {"a.docx": made["docx"], "b.zip": made["zip"]}
    )
    return Files(made)


def hold(name: str, content: bytes) -> Outcome:
    """Read the bytes and hold all that is promised of any bytes."""
    outcome = process().read(name, content)
    document, refusal = outcome.document, outcome.refusal
    assert (document is None) != (refusal is None)
    event(refusal.rule if refusal else "read")
    # What is slow or crashes would be stopped in use too, but of such small files it is a fault of ours.
    assert refusal is None or refusal.rule not in {"too_slow", "too_much_memory"}, (name, refusal)
    if document is not None:
        assert document.blocks or document.attachments or document.submission
        assert len(document.blocks) <= MAX_BLOCKS
        assert len({block.anchor for block in document.blocks}) == len(document.blocks)
        assert all(block.text.strip() for block in document.blocks)
        assert {note.rule for note in document.notes} <= RULES.keys()
    original = Original(f"07/{name}", "0" * 64, content, document, refusal)
    for received in read_received(original, *frame()):
        assert received.source.readable or received.problems
        for problem in received.problems:
            assert not [text for text in (problem.what, problem.allowed, problem.to_do) if "{" in text.text("nn")]
    return outcome


def damage(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """Return the content with a few bits turned, pieces cut, doubled, emptied, or put in from another file."""
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        if not made:
            break
        start = chance.randrange(len(made))
        end = min(len(made), start + chance.choice((1, 4, 32, 300)))
        deed = chance.randrange(7)
        if deed == 0:
            made[start] ^= 1 << chance.randrange(8)
        elif deed == 1:
            del made[start:]
        elif deed == 2:
            del made[start:end]
        elif deed == 3:
            made[start:start] = made[start:end] * chance.choice((1, 2, 50))
        elif deed == 4:
            made[start:end] = bytes(end - start)
        elif deed == 5:
            place = chance.randrange(len(other) + 1)
            made[start:end] = other[place : place + chance.choice((1, 20, 500))]
        else:
            made[start:end] = chance.randbytes(end - start)
    return bytes(made)


def damage_member(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """Return a packed file with one member damaged and all packed again."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        names = source.namelist()
        hit = chance.choice(names)
        for name in names:
            inner = source.read(name)
            packed.writestr(name, damage(inner, other, chance) if name == hit else inner)
    return buffer.getvalue()


@given(st.binary(max_size=400), st.sampled_from(ENDINGS))
def test_any_bytes_with_any_ending_give_passages_or_a_problem(content: bytes, ending: str) -> None:
    hold(f"fil.{ending}", content)


@given(data=st.data())
def test_damaged_file_gives_passages_or_a_problem(files: Files, data: st.DataObject) -> None:
    kind, spliced = data.draw(st.sampled_from(sorted(files))), data.draw(st.sampled_from(sorted(files)))
    chance = random.Random(data.draw(st.integers(0, 2**64)))
    content = damage(files[kind], files[spliced], chance)
    hold(f"fil.{kind.split(' ')[0]}", content)


@given(data=st.data())
def test_damaged_part_of_a_packed_file_gives_passages_or_a_problem(files: Files, data: st.DataObject) -> None:
    kind, spliced = data.draw(st.sampled_from(PACKED)), data.draw(st.sampled_from(sorted(files)))
    chance = random.Random(data.draw(st.integers(0, 2**64)))
    hold(f"fil.{kind}", damage_member(files[kind], files[spliced], chance))


@given(data=st.data())
def test_every_format_under_every_name_gives_passages_or_a_problem(files: Files, data: st.DataObject) -> None:
    kind, ending = data.draw(st.sampled_from(sorted(files))), data.draw(st.sampled_from(ENDINGS))
    outcome = hold(f"fil.{ending}", files[kind])
    told = [note.rule for note in outcome.document.notes] if outcome.document else []
    wrong = BY_ENDING.get(ending) != BY_ENDING[kind.split(" ")[0]]
    plain = {"csv", "txt", "md"}
    if outcome.document and wrong and not {BY_ENDING.get(ending), kind} <= plain:
        assert "mislabelled" in told


@given(st.text(max_size=300), st.sampled_from(["txt", "md", "csv", "html", "eml"]))
def test_every_anchor_is_unique_and_finds_its_passage_again(text: str, ending: str) -> None:
    content = (b"Subject: Sak\n\n" if ending == "eml" else b"") + text.encode("utf-8", errors="replace")
    outcome = hold(f"fil.{ending}", content)
    for block in outcome.document.blocks if outcome.document else ():
        assert read_anchor(f"fil.{ending}", content, block.anchor) == block.text


def test_no_parser_crashed_on_the_way() -> None:
    """Runs last: the worker that read all of the above is the one that was started for the first."""
    assert process().starts <= 1
