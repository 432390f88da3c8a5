"""Element ids and link targets: permanent, unique in the national document, safe whatever codes people write."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from medlemsdialog.paths import NATIONAL

NATION_PREFIX = "nasjonalt"
WITHOUT_COUNTY_PREFIX = "uten-fylke"
_NORWEGIAN = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")


def area_prefix(area_code: str) -> str:
    """Return the prefix of an area's ids: `c61`; the input without a county has its own."""
    return WITHOUT_COUNTY_PREFIX if area_code == NATIONAL else f"c{_safe(area_code)}"


def theme_id(prefix: str, theme_code: str) -> str:
    """Return the id of a theme's section: `c61-tema-bibliotek`, or `tema-bibliotek` for the nation."""
    return _joined(prefix, "tema", theme_code)


def claim_id(prefix: str, claim: str) -> str:
    """Return the id of a claim's section: `c61-krav-k3`, or `krav-k3` for the nation."""
    return _joined(prefix, "krav", claim)


def question_id(prefix: str, question: str) -> str:
    """Return the id of a question of the dialogue: `sporsmal-p1` for the nation."""
    return _joined(prefix, "sporsmal", question)


def ministry_question_id(question: str) -> str:
    """Return the id of a question of the ministry; the empty code is what none of them covers."""
    return f"departement-{_safe(question) or 'ikke-dekket'}"


def statement_id(statement: str) -> str:
    """Return the id of a statement where it is printed in full."""
    return f"u-{_safe(statement)}"


def assessment_id(prefix: str, about: str, about_id: str) -> str:
    """Return the id of an assessment: `c61-vurdering` of the area, `c61-vurdering-tema-bibliotek` of a theme."""
    words = {"theme": "vurdering-tema", "claim": "vurdering-krav", "question": "vurdering-sporsmal"}
    return _joined(prefix, words[about], about_id) if about in words else f"{prefix}-vurdering"


def finding_id(finding: str) -> str:
    """Return the id of a finding's section."""
    return f"funn-{_safe(finding)}"


def sentence_id(finding: str, number: int) -> str:
    """Return the id of one of a finding's sentences."""
    return f"{finding_id(finding)}-setning-{number}"


def definition_id(key: str) -> str:
    """Return the id of what a word or number means, in the section on how the numbers are made."""
    return f"ord-{_safe(key)}"


def question_slug(question: str) -> str:
    """Return a workbook's question as part of an id: the same in every language and release."""
    return _NO_LETTERS.sub("-", question.lower().translate(_NORWEGIAN)).strip("-")


def public_address(address: str) -> str:
    """Return `address` where it is an ordinary web address that may become a link, else an empty text."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return address.strip() if parts.scheme in {"http", "https"} and parts.hostname and not parts.username else ""


def _joined(prefix: str, kind: str, code: str) -> str:
    own = "" if prefix == NATION_PREFIX else f"{prefix}-"
    return f"{own}{kind}-{_safe(code)}"


def _safe(code: str) -> str:
    return _UNSAFE.sub("-", code)
