"""Lists that no one reads in Word, and that Word and pandoc could not hold: cut, and told of.

A hundred thousand statements take pandoc more than ten gigabytes of memory. The page has them all.
"""

from __future__ import annotations

import re

from markupsafe import escape

from medlemsdialog.catalogue import Language, translate
from medlemsdialog.report import wording

MOST_STATEMENTS = 5_000
# Under one theme or one position to a claim.
MOST_QUOTES = 500
# Lists of our own templates, which escape all texts: nothing else looks like them.
_LIST = re.compile(r'<ol class="statements">\n(.*?)</ol>\n', re.DOTALL)
_STATEMENT = re.compile(r'<li id="([^"]+)">\n.*?</li>\n', re.DOTALL)
_QUOTES = re.compile(r'<(ul|ol) class="quotes">\n(.*?)</\1>', re.DOTALL)
_QUOTE = re.compile(r"<li\b.*?</li>\n", re.DOTALL)
_SOURCE = '<section class="source"'
_LINK = re.compile(r'<a\b[^>]*?\bhref="#([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)


def shorten_statements(html: str, language: Language) -> str:
    """Return a report's page with the first statements only, where there are too many; what led to the others is plain text."""
    html = _QUOTES.sub(lambda listed: _shorten_quotes(listed, language), html)
    total = sum(len(_STATEMENT.findall(listed[1])) for listed in _LIST.finditer(html))
    if total <= MOST_STATEMENTS:
        return html
    left = MOST_STATEMENTS
    dropped: set[str] = set()

    def cut(listed: re.Match[str]) -> str:
        nonlocal left
        found = list(_STATEMENT.finditer(listed[1]))
        kept = found[:left]
        dropped.update(statement[1] for statement in found[left:])
        left -= len(kept)
        return f'<ol class="statements">\n{"".join(one[0] for one in kept)}</ol>\n' if kept else ""

    begin = html.index('<ol class="statements">')
    begin = max(html.rfind(_SOURCE, 0, begin), 0) or begin
    told = translate(
        "Word-utgaven har de første {shown} av {total} utsagn. Alle utsagnene står på nettsiden report.html.",
        language,
        shown=wording.number(MOST_STATEMENTS, language),
        total=wording.number(total, language),
    )
    html = f"{html[:begin]}<p>{escape(told)}</p>\n{_LIST.sub(cut, html[begin:])}"
    return _LINK.sub(lambda link: link[2] if link[1] in dropped else link[0], html)


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
