"""Secrets: personal links, one-time codes and signed forms. Only hashes of the first two are kept."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from medlemsdialog.service.limits import FORM_HOURS

# Of signs that are taken for one another there is one at most: 0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V.
SIGNS = "23456789ACDEFHJKMNPQRTVWXY"
_CODE_GROUPS, _GROUP = 4, 4
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
_TOKEN_BYTES = 24
_SHORT_WORD = 3


def make_token() -> str:
    """Return a new secret of a personal link: 192 random bits, so that its plain hash cannot be turned round."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def make_code() -> str:
    """Return a new one-time code, `7QK2-M9DF-…`: 75 random bits that a person can type."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(_GROUP)) for _ in range(_CODE_GROUPS))


def fold_code(written: str) -> str:
    """Return a code as it was made from what a person typed; the empty text where it cannot be one."""
    signs = re.sub(r"[\s\-–]", "", unicodedata.normalize("NFKC", written[:100])).upper()
    if len(signs) != _CODE_GROUPS * _GROUP or set(signs) - set(SIGNS):
        return ""
    return "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))


def make_reference(prefix: str) -> str:
    """Return a reference that can be read over the telephone, as `KF-7QK2-M9`. It opens nothing."""
    drawn = "".join(secrets.choice(SIGNS) for _ in range(6))
    return f"{prefix}-{drawn[:4]}-{drawn[4:]}"


def shorten_dialogue(dialogue_id: str) -> str:
    """Return what references of a dialogue begin with: the initials of the words of its id, «MD» where there are none."""
    plain = unicodedata.normalize("NFD", dialogue_id.lower().translate(str.maketrans("æøå", "aoa")))
    words = re.findall(r"[a-z]+", plain.encode("ascii", "ignore").decode())
    initials = "".join(word[0] for word in words if len(word) > _SHORT_WORD)[:4].upper()
    return initials or "MD"


def hash_secret(secret: str) -> str:
    """Return what is kept of a token or a code."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True)
class FormKey:
    """Signs forms, so that only a page of ours can have been where a form was filled in.

    What is signed is whom the form was made for: the personal link's hash, or the browser's cookie. Nobody who lacks that
    secret can make the mark.
    """

    key: bytes

    def sign(self, purpose: str, *, now: float | None = None) -> str:
        """Return the mark that a form for `purpose` carries."""
        at = format(int(time.time() if now is None else now), "x")
        return f"{at}.{self._mac(at, purpose)}"

    def holds(self, mark: str, purpose: str, *, now: float | None = None) -> bool:
        """Return whether a mark was made for `purpose`, and not too long ago."""
        at, _, mac = mark.partition(".")
        if not re.fullmatch(r"[0-9a-f]{1,12}", at) or not hmac.compare_digest(
            mac.encode(), self._mac(at, purpose).encode()
        ):
            return False
        return 0 <= (time.time() if now is None else now) - int(at, 16) + 1 <= FORM_HOURS * 3600

    def _mac(self, at: str, purpose: str) -> str:
        return hmac.new(self.key, f"{at}|{purpose}".encode(), hashlib.sha256).hexdigest()


def read_form_key(file: Path) -> FormKey:
    """Return the key kept in `file`, made anew where there is none that can be used."""
    try:
        key = file.read_bytes()
    except FileNotFoundError:
        key = b""
    if len(key) != 32:
        key = secrets.token_bytes(32)
        file.touch(mode=0o600)
        file.chmod(0o600)
        file.write_bytes(key)
    return FormKey(key)
