from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from medlemsdialog.paths import InputPageFolder
from medlemsdialog.service import limits
from medlemsdialog.service.bodies import RefusedBodyError, read_form
from medlemsdialog.service.uploads import Received, receive_documents

EDGE = "grense"
MULTIPART = f"multipart/form-data; boundary={EDGE}"


def request(kind: str, chunks: list[bytes], *, pause: float = 0) -> Request:
    left = list(chunks)

    async def receive() -> dict[str, Any]:
        if pause:
            await asyncio.sleep(pause)
        body = left.pop(0) if left else b""
        return {"type": "http.request", "body": body, "more_body": bool(left)}

    return Request({"type": "http", "method": "POST", "headers": [(b"content-type", kind.encode())]}, receive)


def part(name: str, content: bytes, file: str = "") -> bytes:
    ending = f'; filename="{file}"' if file else ""
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"{ending}\r\n\r\n'
    return head.encode() + content + b"\r\n"


@pytest.fixture
def folder(tmp_path: Path) -> InputPageFolder:
    return lay_out(tmp_path)


def lay_out(root: Path) -> InputPageFolder:
    folder = InputPageFolder(root)
    for made in (folder.incoming, folder.attachments):
        made.mkdir(parents=True, exist_ok=True)
    return folder


def receive(folder: InputPageFolder, chunks: list[bytes], *, pause: float = 0, kind: str = MULTIPART) -> Received:
    return run(lambda: receive_documents(request(kind, chunks, pause=pause), folder, may_keep=lambda _: True))


def run(ask: Callable[[], Awaitable[Any]]) -> Any:
    async def wait() -> Any:
        return await ask()

    return asyncio.run(wait())


@given(cuts=st.lists(st.integers(1, 60), max_size=40), content=st.binary(min_size=1, max_size=200))
def test_document_is_the_same_wherever_the_net_cuts_it(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int], content: bytes
) -> None:
    folder = lay_out(tmp_path_factory.getbasetemp() / "cuts")
    body = part("merke", b"m") + part("fil", b"%PDF-1.7 " + content, "vedtak.pdf") + f"--{EDGE}--\r\n".encode()
    chunks = []
    for cut in cuts:
        chunks.append(body[:cut])
        body = body[cut:]
    received = receive(folder, [*chunks, body])
    (kept,) = received.attachments
    assert folder.attachment(kept.sha256).read_bytes() == b"%PDF-1.7 " + content
    assert received.fields == {"merke": "m"} and not any(folder.incoming.iterdir())


@given(st.binary(max_size=400), st.booleans())
def test_any_body_is_taken_or_refused_and_leaves_nothing_half_done(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, framed: bool
) -> None:
    folder = lay_out(tmp_path_factory.getbasetemp() / "noise")
    body = part("fil", noise, "a.txt")[:-2] + noise + f"\r\n--{EDGE}--\r\n".encode() if framed else noise
    try:
        receive(folder, [body])
    except RefusedBodyError as error:
        assert error.status in {400, 413}
    assert not any(folder.incoming.iterdir())


def test_document_that_is_too_large_is_told_of_and_the_others_are_kept(
    folder: InputPageFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_ATTACHMENT_BYTES", 1024)
    body = part("fil", b"a" * 2000, "stor.txt") + part("fil", b"Eksempel", "liten.txt") + f"--{EDGE}--\r\n".encode()
    received = receive(folder, [body])
    assert [one.name for one in received.attachments] == ["liten.txt"]
    assert "«stor.txt» er ikke lagt ved: Den er for stor" in str(received.refused[0])


def test_upload_beyond_all_limits_is_cut(folder: InputPageFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES_READ", 1000)
    with pytest.raises(RefusedBodyError) as refused:
        receive(folder, [part("fil", b"a" * 500, "a.txt")] * 5)
    assert refused.value.status == 413 and not any(folder.incoming.iterdir())


def test_sender_that_falls_silent_is_not_waited_for(folder: InputPageFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SILENT_SECONDS", 0.05)
    monkeypatch.setattr(limits, "FORM_SECONDS", 0.05)
    with pytest.raises(RefusedBodyError) as refused:
        receive(folder, [part("fil", b"a", "a.txt")], pause=0.5)
    assert refused.value.status == 408 and not any(folder.incoming.iterdir())
    with pytest.raises(RefusedBodyError) as refused:
        run(lambda: read_form(request("application/x-www-form-urlencoded", [b"a=1"], pause=0.5)))
    assert refused.value.status == 408


@given(st.binary(max_size=300))
def test_any_posted_form_is_read_or_refused(body: bytes) -> None:
    try:
        run(lambda: read_form(request("application/x-www-form-urlencoded", [body])))
    except RefusedBodyError as error:
        assert error.status == 400
