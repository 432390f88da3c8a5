"""How much one sender may send, and how often: named in one place, for the texts on the pages tell them too."""

from __future__ import annotations

from medlemsdialog.intake.formats import BY_ENDING

_MEGABYTE = 1024 * 1024
# A form with every answer at its longest, as browsers write it, is smaller.
MOST_FORM_BYTES = 6 * _MEGABYTE
MOST_FIELDS = 500
MOST_ATTACHMENT_BYTES = 25 * _MEGABYTE
MOST_ATTACHMENTS = 20
MOST_BYTES_TOGETHER = 100 * _MEGABYTE
# Documents are not taken where the disk has less left: answers must always find room.
LEAST_FREE_BYTES = 1024 * _MEGABYTE
# What is too large is read to its end, so that the browser shows why; beyond this the connection is cut.
MOST_BYTES_READ = 2 * MOST_BYTES_TOGETHER
# Seconds a form may take; seconds an upload may take, and how long it may be silent.
FORM_SECONDS = 60
UPLOAD_SECONDS = 900
SILENT_SECONDS = 20
# Requests that write, with one personal link: (how many, in how many seconds).
WRITES_PER_LINK = (60, 60)
# Wrong codes, and answers begun, from one address on the net. A whole conference may share an address.
WRONG_CODES = (20, 600)
BEGUN_PER_ADDRESS = (120, 3600)
# A form that was opened so long ago is told to be so, and may be sent once more.
FORM_HOURS = 12
# So long the browser that used a code may use it again, if the answer was lost on the way.
CODE_AGAIN_HOURS = 24

# What intake reads; what it asks a person about (pictures of pages) is taken too.
_NOT_READ = frozenset({"doc", "archive", "sealed", "zip"})
ENDINGS: tuple[str, ...] = tuple(
    ending for ending, kind in BY_ENDING.items() if kind not in _NOT_READ and ending != "msg"
)
FORMATS_TAKEN = frozenset(BY_ENDING[ending] for ending in ENDINGS)
SHOWN_ENDINGS = "DOCX, ODT, RTF, PDF, XLSX, ODS, CSV, PPTX, HTML, EML, TXT, JPG, PNG"
