"""Reading a posted form: so much, so fast, and in the one form that our pages send."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from medlemsdialog.service import limits

FORM_TYPE = "application/x-www-form-urlencoded"


class RefusedBodyError(Exception):
    """What was sent cannot be taken; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a posted form; of a field that comes twice, the last.

    Raises:
        RefusedBodyError: It is of another type (415), too large (413), too slow (408), or broken (400).
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_TYPE:
        raise RefusedBodyError(415)
    body = await _read_within(request, limits.MOST_FORM_BYTES)
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=limits.MOST_FIELDS, errors="replace"
        )
    except ValueError as error:  # UnicodeDecodeError is one
        raise RefusedBodyError(400) from error
    return dict(pairs)


async def _read_within(request: Request, most: int) -> bytes:
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limits.MOST_BYTES_READ:
        raise RefusedBodyError(413)
    chunks: list[bytes] = []
    total = 0
    try:
        async with asyncio.timeout(limits.FORM_SECONDS):
            async for chunk in request.stream():
                total += len(chunk)
                if total <= most:
                    chunks.append(chunk)
                elif total > limits.MOST_BYTES_READ:
                    raise RefusedBodyError(413)
    except TimeoutError:
        raise RefusedBodyError(408) from None
    except ClientDisconnect:
        raise RefusedBodyError(400) from None
    if total > most:
        raise RefusedBodyError(413)
    return b"".join(chunks)
