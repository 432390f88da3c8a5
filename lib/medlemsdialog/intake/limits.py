"""How much one original may hold before it is refused: limits against bombs and mistakes."""

from __future__ import annotations

MAX_FILE_BYTES = 100 * 1024 * 1024
MAX_UNPACKED_BYTES = 400 * 1024 * 1024
# Office files are XML and pack well; a ratio above this on a large member is a bomb, not a document.
MAX_PACKING_RATIO = 200
RATIO_CHECKED_FROM_BYTES = 20 * 1024 * 1024
MAX_ARCHIVE_MEMBERS = 10_000
MAX_PAGES = 2_000
MAX_ROWS = 200_000
MAX_COLUMNS = 2_000
MAX_CELLS = 2_000_000
MAX_BLOCKS = 200_000
MAX_ATTACHMENT_NESTING = 3
MAX_ATTACHMENTS = 100
MAX_AST_NESTING = 100
PANDOC_SECONDS = 120
# latin-1 decodes any bytes: above this share of control characters the bytes are no text.
MAX_CONTROL_CHARACTER_SHARE = 0.01
