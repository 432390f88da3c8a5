"""The sentences of a text that people write: Norwegian prose in Markdown, with the tokens of `assessment_text`.

Nothing is lost: sentences and what stands between them, in order, are the text. Between them stand white space, and the
marks that Markdown puts before a line (`- `, `1. `, `## `, `> `). A quotation or a parenthesis is never cut in two, and a
citation that follows a full stop belongs to the sentence before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from medlemsdialog.evidence.assessment_text import CitationPart, Part, TextPart, list_cited, parse_assessment
from medlemsdialog.models.base import Record

_MONTHS = (
    "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    "|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|des"
)
# After these a sentence goes on, whatever letter comes next.
_GOES_ON = re.compile(
    r"adr|ang|avd|bl|bl\.a|ca|cand|dr|eks|ekskl|evt?|f\.eks|f\.o\.m|f\.t|forf|forh|ift|iht|inkl|innst|instr|jfr?|jmf|jr"
    r"|kap|kgl|kl|kst|m\.a|maks|meld|mht|nr|ordf|ot|p\.g\.a|p\.t|pga|pkt|pr|prof|prop|prp|ref|repr|sml|spm|st|st\.meld"
    r"|st\.prp|t\.d|t\.h|t\.o\.m|t\.v|tel|tlf|u\.off|v|vedr"
)
# After these it goes on where a number follows.
_GOES_ON_TO_NUMBER = re.compile(r"art|fig|res|s|tab|vol|årg")
# These can end a sentence: it ends where a capital letter or a number follows.
_CAN_END = re.compile(
    r"a\.s|bl\.a\.m|d\.[såy]|dvs|etc|gj\.sn|kr|m\.?fl|m\.m|m\.?v|mill|mrd|o\.[al]|o\.s\.[bv]|ofl|os[bv]|p\.m|stk|tsd"
)
# A capital letter by itself is a person's initial unless it names a thing.
_LETTERED = re.compile(
    r"(?:alternativ(?:et)?|bokstav|del|gruppe|gruppa|klasse|kategori|modell(?:en)?|punkt|trinn|type|variant|vedlegg|ark)\s+$",
    re.IGNORECASE,
)
_CITED, _COUNTED = "\ue000", "\ue001"
_CLOSERS = "»”\"'’)\\]*_"
_OPENERS = "«“„\"'‘(\\[*_"
# Each sign of a citation is one step: runs within runs would be tried in all ways where no sentence follows.
_END = re.compile(
    rf"(?P<stop>[.!?\u2026]+)(?P<closers>[{_CLOSERS}]*)(?P<cited>(?:[ \u00a0]?{_CITED})*)(?P<space>\s+)"
    rf"(?=(?:[–—-]\s)?[{_OPENERS}]*(?P<next>[^\W_]|§|{_COUNTED}))"
)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_MARK = re.compile(r"[ \t]*(?:>[ \t]?)*(?P<mark>(?:[-*+]|\d{1,3}[.)])[ \t]+|#{1,6}[ \t]+)?")
_DATE = re.compile(rf"(?:{_MONTHS})\b", re.IGNORECASE)
_BEFORE_WORD = frozenset(" \t\r\n\u00a0«“„\"'‘([*_/")
_ORDINAL = re.compile(r"\d{1,2}")


class Sentence(Record):
    """One sentence, numbered from 1: as it is written (`raw`), where it stands in the text, and the statements it cites.

    `opens_block` tells that a paragraph, a list item or a heading begins here; `mark` is what Markdown has before it.
    """

    number: int
    raw: str
    start: int
    end: int
    cited: tuple[str, ...] = ()
    opens_block: bool = False
    mark: str = ""


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order; each begins and ends with something that is printed."""
    masked = _mask_tokens(text)
    sentences: list[Sentence] = []
    for mark, block_start, block_end in _find_blocks(masked):
        start = block_start
        for end, following in (*_find_ends(masked, block_start, block_end), (block_end, block_end)):
            raw = text[start:end]
            sentences.append(
                Sentence(
                    number=len(sentences) + 1,
                    raw=raw,
                    start=start,
                    end=end,
                    cited=list_cited(raw),
                    opens_block=start == block_start,
                    mark=mark if start == block_start else "",
                )
            )
            start = following
    return tuple(sentences)


def _mask_tokens(text: str) -> str:
    """Return the text with every token made of one sign that stands nowhere else; the length is kept."""
    plain = re.compile(f"[{_CITED}{_COUNTED}]")
    return "".join(_mask_part(part, plain) for part in parse_assessment(text))


def _mask_part(part: Part, plain: re.Pattern[str]) -> str:
    if isinstance(part, TextPart):
        return plain.sub("x", part.raw)
    return (_CITED if isinstance(part, CitationPart) else _COUNTED) * len(part.raw)


def _find_blocks(masked: str) -> Iterator[tuple[str, int, int]]:
    """Yield Markdown's mark before each paragraph, item and heading, and where its words begin and end."""
    open_block: tuple[str, int, int] | None = None
    after_item = True
    for line in _LINE.finditer(masked):
        if line.start() == line.end():
            continue
        opening = _MARK.match(masked, line.start(), line.end())
        words = opening.end() if opening else line.start()
        mark = (opening["mark"] or "").strip() if opening else ""
        if mark[:1].isdigit() and (
            _DATE.match(masked, words) or (open_block and not after_item and mark[:-1].lstrip("0") != "1")
        ):
            # «30. november» opens no list, nor does a number that a line within a paragraph happens to begin with.
            words, mark = words - len(opening["mark"] if opening else ""), ""
        end = words + len(masked[words : line.end()].rstrip())
        is_blank = not _has_words(masked[words:end])
        if (mark or is_blank) and open_block:
            yield open_block
            open_block = None
        if is_blank:
            after_item = True
            continue
        words += len(masked[words:end]) - len(masked[words:end].lstrip())
        open_block = (open_block[0], open_block[1], end) if open_block else (mark, words, end)
        after_item = bool(open_block[0])
        if mark.startswith("#"):
            yield open_block
            open_block, after_item = None, True
    if open_block:
        yield open_block


def _has_words(masked: str) -> bool:
    return any(sign.isalnum() or sign in {_CITED, _COUNTED} for sign in masked)


def _find_ends(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a block ends and the next one begins, but for the last."""
    whole = _find_enclosed(masked, start, end)
    starts = [span[0] for span in whole]
    began = start
    for match in _END.finditer(masked, start, end):
        at = match.start("space")
        within = bisect_right(starts, at) - 1
        if within >= 0 and at < whole[within][1]:
            continue
        if _ends_sentence(masked, match, began):
            yield at, match.end()
            began = match.end()


def _find_enclosed(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the outermost quotations and parentheses that are closed in the block, in order."""
    spans: list[tuple[int, int]] = []
    for opener, closer in (("«", "»"), ("“", "”"), ("„", "“"), ('"', '"'), ("(", ")"), ("[", "]")):
        opened: list[int] = []
        for at in range(start, end):
            sign = masked[at]
            if sign == closer and opened:
                spans.append((opened.pop(), at))
            elif sign == opener:
                opened.append(at)
    outermost: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not outermost or span[0] >= outermost[-1][1]:
            outermost.append(span)
        elif span[1] > outermost[-1][1]:
            outermost[-1] = (outermost[-1][0], span[1])
    return outermost


def _ends_sentence(masked: str, match: re.Match[str], began: int) -> bool:
    following = match["next"]
    if not (following.isupper() or following.istitle() or following.isdigit() or following in {"§", _COUNTED}):
        return False
    if match["stop"] != "." or match["closers"].strip("*_"):
        return True
    at = match.start()
    while at > began and masked[at - 1] not in _BEFORE_WORD:
        at -= 1
    word, before = masked[at : match.start()], masked[began:at]
    name = word.casefold()
    if _CAN_END.fullmatch(name):
        return True
    if _GOES_ON.fullmatch(name) or (following.isdigit() and _GOES_ON_TO_NUMBER.fullmatch(name)):
        return False
    if "§" in before and not before.strip("§ \u00a0"):
        return False  # «§ 7. Ansvar»: the paragraph's number stands before its name
    if len(word) == 1 and word.isupper():
        return bool(_LETTERED.search(before))
    if _ORDINAL.fullmatch(word) and not match["cited"]:
        return not (following.isdigit() or _DATE.match(masked, match.end()))
    return True
