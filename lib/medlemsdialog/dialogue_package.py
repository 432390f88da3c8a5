"""What the dialogue definition says of the package that members get, and of the page they answer on."""

from __future__ import annotations

import datetime
from enum import StrEnum

from medlemsdialog.dialogue_text import Part, Text


class Access(StrEnum):
    """Who is let in on the input page: members with the one-time code they were sent, or anybody."""

    CODES = "codes"
    OPEN = "open"


class Package(Part):
    """What is printed in the package: who answers questions, and where files are to be sent.

    `background` stands there in place of the dialogue's own, which is written for those who read the reports afterwards.
    """

    background: Text | None = None
    contact: Text | None = None
    return_address: str = ""


class InputPage(Part):
    """The page that members answer on.

    `address` is where members find it, printed in the package. `closes` is the last day to answer and to amend, where it is
    not the dialogue's own. `controller` is who answers for the personal data, and `purpose` what these are for.
    """

    access: Access = Access.CODES
    address: str = ""
    closes: datetime.date | None = None
    controller: Text | None = None
    purpose: Text | None = None
