"""What cannot be brought about on a real server: a full disk, and a fault of our own."""

from __future__ import annotations

import asyncio
import datetime
import errno
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from medlemsdialog.evidence import open_workspace
from medlemsdialog.paths import InputPageFolder
from medlemsdialog.service import limits
from medlemsdialog.service.app import build_app
from medlemsdialog.service.site import Site, build_site
from support.input_page import answer_body, begin_answers, upload_body, write_page_dialogue


@pytest.fixture
def token(tmp_path: Path) -> str:
    data = write_page_dialogue(tmp_path)
    return begin_answers(InputPageFolder(data.input_page), "9101", 1)[0]


@pytest.fixture
def site(tmp_path: Path, token: str) -> Iterator[Site]:
    workspace = open_workspace(write_page_dialogue(tmp_path))
    store = InputPageFolder(workspace.data.input_page)
    made = build_site(workspace, store, clock=lambda: datetime.datetime(2017, 6, 1, 12, tzinfo=datetime.UTC))
    yield made
    made.close()


def post(site: Site, path: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(build_app(site))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.post(path, content=body, headers={"Content-Type": kind})

    return asyncio.run(ask())


def test_documents_are_refused_before_the_disk_is_full(site: Site, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LEAST_FREE_BYTES", 1 << 60)
    body, kind = upload_body(site.form_key, token, "vedtak.txt", b"Eksempel")
    refused = post(site, f"/s/{token}/vedlegg", body, kind)
    assert refused.status_code == 507 and "ikke plass til mer" in refused.text
    assert post(site, f"/s/{token}/svar", answer_body(site.form_key, token)).status_code == 303


@pytest.mark.parametrize(("error", "status"), [(RuntimeError, 500), (OSError, 507)])
def test_fault_of_our_own_is_told_of_without_what_was_sent(
    site: Site,
    token: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: type[Exception],
    status: int,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, token) if error is OSError else error(token)

    monkeypatch.setattr("medlemsdialog.service.keeping.send", fail)
    answer = post(site, f"/s/{token}/svar", answer_body(site.form_key, token))
    assert answer.status_code == status and token not in answer.text.replace(f"/s/{token}", "")
    assert error.__name__ in caplog.text and token not in caplog.text
    assert answer.headers["Referrer-Policy"] == "no-referrer"
