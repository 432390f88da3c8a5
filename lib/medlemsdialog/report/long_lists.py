"""Lists that no one reads in Word, and that Word and pandoc could not hold: cut, and told of.

A hundred thousand statements take pandoc more than ten gigabytes of memory. The page has them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import escape

from medlemsdialog.catalogue import Language, translate
from medlemsdialog.report import wording

MOST_STATEMENTS = 3_000
# Under one theme or one position to a claim, where there are more statements than that.
MOST_QUOTES = 100
# Lists of our own templates, which escape all texts: nothing else looks like them.
_LIST = re.compile(r'<ol class="statements">\n(.*?)</ol>\n', re.DOTALL)
_STATEMENT = re.compile(r'<li id="([^"]+)">\n.*?</li>\n', re.DOTALL)
_QUOTES = re.compile(r'<(ul|ol) class="quotes">\n(.*?)</\1>', re.DOTALL)
_QUOTE = re.compile(r"<li\b.*?</li>\n", re.DOTALL)
_SOURCE = '<section class="source"'
_STATEMENTS = '<ol class="statements">'
# In place of a list until its source is left out too.
_EMPTIED = "<!--emptied-->\n"
_EMPTIED_SOURCE = re.compile(rf"(?:{_SOURCE}[^>]*>\n<h3>[^\n]*</h3>\n(?:<p [^\n]*</p>\n)?)?{_EMPTIED}(?:</section>\n)?")
_LINK = re.compile(r'<a\b[^>]*?\bhref="#([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)


def shorten_statements(parts: Iterable[str], language: Language) -> str:
    """Return a report's page, given in parts, with the first statements only, where there are too many.

    What led to the others is plain text, and sources of which none is left are left out.
    """
    whole = list(parts)
    total = sum(sum(1 for _ in _STATEMENT.finditer(part, *at.span(1))) for part in whole for at in _LIST.finditer(part))
    if total <= MOST_STATEMENTS:
        return "".join(whole)
    shorter = (_QUOTES.sub(lambda listed: _shorten_quotes(listed, language), part) for part in whole)
    cut = _Cut()
    html = "".join(cut.shorten(part) for part in shorter)
    begin = html.index(_STATEMENTS)
    begin = max(html.rfind(_SOURCE, 0, begin), 0) or begin
    told = translate(
        "Word-utgaven har de første {shown} av {total} utsagn. Alle utsagnene står på nettsiden report.html.",
        language,
        shown=wording.number(MOST_STATEMENTS, language),
        total=wording.number(total, language),
    )
    html = f"{html[:begin]}<p>{escape(told)}</p>\n{html[begin:]}"
    return _LINK.sub(lambda link: link[2] if link[1] in cut.dropped else link[0], html)


class _Cut:
    """Cuts lists of statements, one after the other, until there are no more than the most."""

    def __init__(self) -> None:
        self.dropped: set[str] = set()
        self._left = MOST_STATEMENTS

    def shorten(self, part: str) -> str:
        """Return a part of the page without the statements that are too many, and without sources that have none left."""
        return _EMPTIED_SOURCE.sub("", _LIST.sub(self._cut_list, part))

    def _cut_list(self, listed: re.Match[str]) -> str:
        kept: list[str] = []
        for statement in _STATEMENT.finditer(listed.string, *listed.span(1)):
            if self._left:
                kept.append(statement[0])
                self._left -= 1
            else:
                self.dropped.add(statement[1])
        return f"{_STATEMENTS}\n{''.join(kept)}</ol>\n" if kept else _EMPTIED


def _shorten_quotes(listed: re.Match[str], language: Language) -> str:
    found = _QUOTE.findall(listed[2])
    if len(found) <= MOST_QUOTES:
        return listed[0]
    told = translate(
        "Nettsiden report.html har resten av utsagnene: {number} til.",
        language,
        number=wording.number(len(found) - MOST_QUOTES, language),
    )
    kept = "".join(found[:MOST_QUOTES])
    return f'<{listed[1]} class="quotes">\n{kept}<li>{escape(told)}</li>\n</{listed[1]}>'
