"""Where addresses that stand in a package lead: to the web, or to an e-mail program, and nowhere else."""

from __future__ import annotations

import re
from urllib.parse import quote

_WEB = re.compile(r"https?://[^\s<>\"']+")
_MAIL = re.compile(r"[^\s@<>\"',;:?&]+@[^\s@<>\"',;:?&]+\.[^\s@<>\"',;:?&]+")


def link_address(address: str) -> str:
    """Return where an address of a page leads; the empty text where it is none."""
    return address if _WEB.fullmatch(address) else ""


def link_mail(address: str) -> str:
    """Return where an e-mail address leads; the empty text where it is none."""
    return f"mailto:{quote(address, safe='@.+-_')}" if _MAIL.fullmatch(address) else ""
