"""Pages as pictures for text recognition: drawn from a PDF, or taken from an image of one or more pages."""

from __future__ import annotations

import io
import math

import pypdfium2
from PIL import Image, ImageSequence

from medlemsdialog.intake.limits import MAX_IMAGE_PIXELS

_POINTS_PER_INCH = 72
# What recognition programs are made for.
_DOTS_PER_INCH = 300


class ImageTooLargeError(Exception):
    """A picture has more pixels than `MAX_IMAGE_PIXELS`; its text is how many."""


def count_pages(content: bytes) -> int:
    """Return how many pages a PDF or an image has."""
    if content.startswith(b"%PDF-"):
        document = pypdfium2.PdfDocument(content)
        try:
            return len(document)
        finally:
            document.close()
    with Image.open(io.BytesIO(content)) as image:
        return int(getattr(image, "n_frames", 1))


def draw_page(content: bytes, page: int) -> bytes:
    """Return one page (from 1) in shades of grey as PNG. A PDF page is drawn as large as recognition needs and limits allow.

    Raises:
        ImageTooLargeError: An image is larger than the limit.
    """
    drawn = _draw_pdf_page(content, page) if content.startswith(b"%PDF-") else _take_frame(content, page)
    buffer = io.BytesIO()
    drawn.save(buffer, "PNG", compress_level=1, dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
    return buffer.getvalue()


def _draw_pdf_page(content: bytes, page: int) -> Image.Image:
    document = pypdfium2.PdfDocument(content)
    try:
        drawn = document[page - 1]
        width, height = drawn.get_size()
        largest = math.sqrt(MAX_IMAGE_PIXELS / max(1.0, width * height))
        scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, largest)
        image: Image.Image = drawn.render(scale=scale, grayscale=True).to_pil()
        return image
    finally:
        document.close()


def _take_frame(content: bytes, page: int) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # the limit is ours, and told in our words
    with Image.open(io.BytesIO(content)) as image:
        for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
            width, height = frame.size
            if width * height > MAX_IMAGE_PIXELS:
                raise ImageTooLargeError(f"{width * height / 1_000_000:.0f} millioner bildepunkter")
            if number == page:
                # Transparent pictures are read on white, as they are seen.
                layered = frame.convert("RGBA")
                white = Image.new("RGBA", layered.size, "white")
                return Image.alpha_composite(white, layered).convert("L")
    raise IndexError(page)
