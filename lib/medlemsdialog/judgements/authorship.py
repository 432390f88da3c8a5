"""Who judges, and on which machine: what every event carries."""

from __future__ import annotations

import getpass
import hashlib
import platform

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError


def client_name() -> str:
    """Return what tells this user on this machine from others, without naming either."""
    who = f"{platform.node()}\0{getpass.getuser()}"
    return "terminal-" + hashlib.sha256(who.encode()).hexdigest()[:6]


def require_person(name: str) -> str:
    """Return the name of the person who judges.

    Raises:
        UsageError: The name is empty.
    """
    if not name.strip():
        raise UsageError(Message("Oppgi navnet ditt med --by."))
    return name.strip()
