"""The process that parses: answers one request after another until its input ends. Started as a program of its own.

A frame is four bytes with the length of a JSON head, the head, and `size` bytes of content. What a parser prints must not
reach the answers, so standard output is kept aside before any parser is loaded.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from typing import IO, Any

_LENGTH_BYTES = 4
# The parent kills a slow worker; this is for one that has lost its parent.
_ORPHAN_MARGIN_SECONDS = 30


def write_frame(stream: IO[bytes], head: dict[str, Any], content: bytes = b"") -> None:
    """Write one request or answer."""
    encoded = json.dumps({**head, "size": len(content)}).encode()
    stream.write(len(encoded).to_bytes(_LENGTH_BYTES, "big") + encoded)
    stream.write(content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Return the next request or answer.

    Raises:
        EOFError: The other side has gone.
    """
    head: dict[str, Any] = json.loads(
        _read_exactly(stream, int.from_bytes(_read_exactly(stream, _LENGTH_BYTES), "big"))
    )
    return head, _read_exactly(stream, head["size"])


def _read_exactly(stream: IO[bytes], size: int) -> bytes:
    found = stream.read(size)
    if len(found) < size:
        raise EOFError
    return found


def main() -> None:
    """Serve requests from standard input; `seconds` and `memory` are the limits given on the command line."""
    seconds, memory = int(sys.argv[1]), int(sys.argv[2])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests = sys.stdin.buffer
    _limit_memory(memory)
    import medlemsdialog.intake.reading  # noqa: F401 - the readers are loaded before the first original comes

    write_frame(answers, {"ready": True})
    while True:
        try:
            head, content = read_frame(requests)
        except EOFError:
            return
        _limit_processor_time(seconds + _ORPHAN_MARGIN_SECONDS)
        try:
            answer_head, answer = _answer(head, content)
        except MemoryError:
            answer_head, answer = {"refused": "too_much_memory"}, b""
        write_frame(answers, answer_head, answer)


def _answer(head: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    from medlemsdialog.intake.reading import read_outcome

    if head["do"] == "read":
        return {}, read_outcome(head["name"], content).model_dump_json().encode()
    from medlemsdialog.intake.readers import page_images

    try:
        if head["do"] == "count":
            return {"pages": page_images.count_pages(content)}, b""
        return {}, page_images.draw_page(content, head["page"])
    except page_images.ImageTooLargeError as error:
        return {"refused": "image_too_large", "found": str(error)}, b""
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - any bytes are drawn, and what cannot be drawn is told of
        return {"refused": "unreadable"}, b""


def _limit_memory(memory: int) -> None:
    """Hold this process, and what it starts, to `memory` bytes where the system can; a crash writes no core file."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _limit_processor_time(seconds: int) -> None:
    """Let the system end this process if it computes much longer than its parent would have waited."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        soft = int(used.ru_utime + used.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        main()
