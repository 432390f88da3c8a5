"""How much one original may hold before it is refused: limits against bombs and mistakes. Each has a rule of its own."""

from __future__ import annotations

MAX_FILE_BYTES = 100 * 1024 * 1024
MAX_UNPACKED_BYTES = 400 * 1024 * 1024
# Office files are XML and pack well; a ratio above this on a large member is a bomb, not a document.
MAX_PACKING_RATIO = 200
RATIO_CHECKED_FROM_BYTES = 20 * 1024 * 1024
MAX_ARCHIVE_MEMBERS = 10_000
# Files in one ZIP that people packed, those in ZIPs inside it counted too.
MAX_PACKED_ORIGINALS = 1_000
MAX_PAGES = 2_000
MAX_ROWS = 200_000
MAX_COLUMNS = 2_000
MAX_CELLS = 2_000_000
MAX_BLOCKS = 200_000
MAX_ATTACHMENT_NESTING = 3
MAX_ATTACHMENTS = 100
MAX_AST_NESTING = 100
# What the process that parses may use for one original: seconds by the clock, and memory.
SECONDS_TO_READ = 120
MEMORY_BYTES_TO_READ = 2 * 1024 * 1024 * 1024
# Less than the whole, so that pandoc's own slowness is told as such.
PANDOC_SECONDS = 100
# Kept by pandoc itself, also where the system cannot hold a process to its memory.
PANDOC_MEGABYTES = 1_500
# latin-1 decodes any bytes: above this share of control characters the bytes are no text.
MAX_CONTROL_CHARACTER_SHARE = 0.01
# Text that a machine has recognised: above this share of tokens that are no words it is noise.
MAX_ODD_WORD_SHARE = 0.2
# Pictures of pages for text recognition: an A3 page in 300 dots an inch has 17 million.
MAX_IMAGE_PIXELS = 60_000_000
MAX_PAGES_TO_RECOGNISE = 300
SECONDS_TO_RECOGNISE_PAGE = 120


class TooManyBlocksError(OverflowError):
    """A document has more blocks than `MAX_BLOCKS`."""
