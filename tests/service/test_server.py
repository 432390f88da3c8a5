"""The real server on loopback: what is sent is kept, and who should not come in does not."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import hashlib
import http.client
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from medlemsdialog.exchange.submission_store import open_to_read, open_to_write, read_sent
from medlemsdialog.models.submission import Submission
from medlemsdialog.paths import InputPageFolder
from medlemsdialog.service.keeping import find_submission, send
from medlemsdialog.service.keys import hash_secret
from support.input_page import (
    Sent,
    Served,
    answer_body,
    begin_answers,
    form_key,
    send_answers,
    serve,
    upload_body,
    write_page_dialogue,
)

FORM = "application/x-www-form-urlencoded"
TOKENS = 240


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.headers = response.status, response.headers
        self.content = response.read()

    @property
    def text(self) -> str:
        return self.content.decode("utf-8")


def ask(
    served: Served, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> Answer:
    connection = http.client.HTTPConnection(served.host, served.port, timeout=30)
    try:
        connection.request(method, path, body, {**({"Content-Type": FORM} if body else {}), **(headers or {})})
        return Answer(connection.getresponse())
    finally:
        connection.close()


def ask_raw(served: Served, sent: bytes) -> bytes:
    with socket.create_connection((served.host, served.port), timeout=30) as connection:
        connection.sendall(sent)
        answer = b""
        try:
            while chunk := connection.recv(65536):
                answer += chunk
        except ConnectionResetError:
            pass
        return answer


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = write_page_dialogue(tmp_path_factory.mktemp("page"))
    served_tokens.extend(begin_answers(InputPageFolder(data.input_page), "9101", TOKENS))
    with serve(data) as running:
        yield running


served_tokens: list[str] = []


@pytest.fixture
def token(served: Served) -> str:
    return served_tokens.pop()


def sent_with(served: Served, token: str) -> list[str]:
    with open_to_read(served.store) as database:
        rows = database.execute("SELECT record FROM version WHERE token_hash = ?", (hash_secret(token),))
        return [record for (record,) in rows]


def test_every_page_carries_the_headers_that_keep_the_link_secret(served: Served, token: str) -> None:
    for path in ("/", "/personvern", f"/s/{token}", f"/s/{token}/svar", "/finnes-ikke"):
        answer = ask(served, "GET", path)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "script-src" not in policy and "frame-ancestors 'none'" in policy
        assert "Strict-Transport-Security" not in answer.headers and "Server" not in answer.headers
        assert "<script" not in answer.text and "http://" not in answer.text.replace(served.address, "")


def test_https_of_a_trusted_proxy_gives_strict_transport_and_secure_cookies(served: Served) -> None:
    answer = ask(served, "GET", "/medlem/9101?sprak=nn", headers={"X-Forwarded-Proto": "https"})
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    cookies = answer.headers.get_all("Set-Cookie") or []
    assert len(cookies) == 2
    assert all({"HttpOnly", "SameSite=strict", "Secure"} <= set(cookie.split("; ")) for cookie in cookies)


def test_member_begins_answers_sends_and_comes_back(served: Served) -> None:
    page = ask(served, "GET", "/medlem/9101")
    mark = re.search(r'name="merke" value="([^"]+)"', page.text)
    cookie = (page.headers["Set-Cookie"] or "").partition(";")[0]
    assert mark is not None
    begun = ask(served, "POST", "/medlem/9101/begynn", urlencode({"merke": mark[1]}).encode(), {"Cookie": cookie})
    link = begun.headers["Location"]
    assert begun.status == 303 and re.fullmatch(r"/s/[\w-]{32}", link)
    own = link.removeprefix("/s/")
    sent = ask(served, "POST", f"{link}/svar", answer_body(form_key(served.store), own))
    assert (sent.status, sent.headers["Location"]) == (303, f"{link}/kvittering")
    receipt = ask(served, "GET", f"{link}/kvittering").text
    reference = re.search(r'class="reference">([^<]+)<', receipt)
    assert reference is not None and re.fullmatch(r"KF-[2-9A-Y]{4}-[2-9A-Y]{2}", reference[1])
    assert "Vi trenger flere øvingslokaler." in receipt and f"{served.address}{link}" in receipt
    (row,) = [one for one in read_sent(served.store) if one.reference == reference[1]]
    assert row.submission is not None and row.submission.sent.isoformat() == "2017-06-01"


def test_form_from_elsewhere_is_not_taken_and_nothing_written_is_lost(served: Served, token: str) -> None:
    fields = {"svar-p1": "Dette skal ikke gå <tapt>.", "handling": "send"}
    for mark in ("", "1.x", form_key(served.store).sign(hash_secret("another"))):
        answer = ask(served, "POST", f"/s/{token}/svar", urlencode({**fields, "merke": mark}).encode())
        assert answer.status == 403 and "Dette skal ikke gå &lt;tapt&gt;." in answer.text
        assert re.search(r'name="merke" value="[0-9a-f]+\.[0-9a-f]{64}"', answer.text)
    body = answer_body(form_key(served.store), token)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://ond.example"}, {"Origin": "null"}):
        assert ask(served, "POST", f"/s/{token}/svar", body, headers).status == 403
    assert sent_with(served, token) == []
    # Beginning needs the browser's own cookie beside the mark.
    mark = re.search(r'name="merke" value="([^"]+)"', ask(served, "GET", "/medlem/9101").text)
    assert mark is not None
    assert ask(served, "POST", "/medlem/9101/begynn", urlencode({"merke": mark[1]}).encode()).status == 403


def test_draft_is_saved_on_the_server_and_faulty_answer_too(served: Served, token: str) -> None:
    fields = {"merke": form_key(served.store).sign(hash_secret(token)), "utgave": "0"}
    draft = {**fields, "svar-p1": "Halvferdig", "handling": "utkast"}
    assert ask(served, "POST", f"/s/{token}/svar", urlencode(draft).encode()).status == 303
    assert "Halvferdig" in ask(served, "GET", f"/s/{token}/svar").text
    faulty = {**fields, "utgave": "1", "svar-p1": "x" * 20_001, "svar-p2": "Beholdes", "handling": "send"}
    answer = ask(served, "POST", f"/s/{token}/svar", urlencode(faulty).encode())
    assert answer.status == 422 and '<a href="#svar-p1">' in answer.text and "<title>Feil: " in answer.text
    assert "Beholdes" in ask(served, "GET", f"/s/{token}/svar").text and sent_with(served, token) == []


def test_two_with_the_same_link_never_overwrite_each_other_in_silence(served: Served, token: str) -> None:
    mark = form_key(served.store).sign(hash_secret(token))
    for text, status in (("Første", 303), ("Andre", 409)):
        fields = {"merke": mark, "utgave": "0", "svar-p1": text, "handling": "utkast"}
        answer = ask(served, "POST", f"/s/{token}/svar", urlencode(fields).encode())
        assert answer.status == status
    assert "Andre" in answer.text and 'name="utgave" value="1"' in answer.text
    assert "Første" in ask(served, "GET", f"/s/{token}/svar").text


def test_document_is_kept_under_its_hash_and_given_to_its_own_link_alone(served: Served, token: str) -> None:
    content = "Eksempel – oppdiktet: vedtak".encode()
    body, kind = upload_body(form_key(served.store), token, '..\\..\\ved"tak\r.txt', content)
    body = body.replace(b"\r.txt", b".txt")
    sent = ask(served, "POST", f"/s/{token}/vedlegg", body, {"Content-Type": kind})
    assert sent.status == 303
    sha256 = hashlib.sha256(content).hexdigest()
    assert served.store.attachment(sha256).read_bytes() == content
    answer = ask(served, "GET", f"/s/{token}/vedlegg/{sha256}")
    assert answer.content == content and answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    other = served_tokens.pop()
    for path in (
        f"/s/{other}/vedlegg/{sha256}",
        f"/s/{token}/vedlegg/{'0' * 64}",
        f"/s/{token}/vedlegg/..%2f..%2finput-page.sqlite",
        f"/s/{token}/vedlegg/../../../input-page.sqlite",
        f"/attachments/{sha256[:2]}/{sha256}",
        "/input-page.sqlite",
        "/../dialogue.yaml",
        "/%2e%2e/dialogue.yaml",
        "/stil.css/../../../etc/passwd",
        "//etc/passwd",
    ):
        answer = ask(served, "GET", path)
        assert answer.status == 404 and content not in answer.content, path
    removed = urlencode({"merke": form_key(served.store).sign(hash_secret(token)), "ta-bort": sha256}).encode()
    assert ask(served, "POST", f"/s/{token}/vedlegg", removed).status == 303
    assert not served.store.attachment(sha256).exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.exe", b"MZ" + b"x" * 100),
        ("tom.docx", b""),
        ("ikke-word.docx", b"\x00\x01\x02" * 50),
        ("program.zip", b"PK\x03\x04" + b"x" * 50),
    ],
)
def test_document_that_intake_cannot_read_is_refused_with_its_name(
    served: Served, token: str, name: str, content: bytes
) -> None:
    body, kind = upload_body(form_key(served.store), token, name, content)
    answer = ask(served, "POST", f"/s/{token}/vedlegg", body, {"Content-Type": kind})
    assert answer.status == 422 and f"«{name}» er ikke lagt ved" in answer.text
    assert not any(served.store.incoming.iterdir())


def test_upload_without_its_mark_is_never_written(served: Served, token: str) -> None:
    body, kind = upload_body(form_key(served.store), "another", "vedtak.txt", b"Eksempel uten merke")
    assert ask(served, "POST", f"/s/{token}/vedlegg", body, {"Content-Type": kind}).status == 403
    assert not served.store.attachment(hashlib.sha256(b"Eksempel uten merke").hexdigest()).exists()


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"--x\r\n", "multipart/form-data; boundary=x", 400),
        (b"--x\r\nContent-Disposition: form-data", "multipart/form-data; boundary=x", 400),
        (b"", "multipart/form-data", 415),
        (b"{}", "application/json", 415),
        (b"a" * 9_000_000, FORM, 413),
        (b"&".join(b"a=1" for _ in range(900)), FORM, 400),
        (b"svar-p1=\xff\xfe", FORM, 400),
    ],
)
def test_body_that_is_no_form_of_ours_is_refused(
    served: Served, token: str, body: bytes, kind: str, status: int
) -> None:
    place = "vedlegg" if kind.startswith("multipart") else "svar"
    answer = ask(served, "POST", f"/s/{token}/{place}", body, {"Content-Type": kind})
    assert answer.status == status and "<h1>" in answer.text and "Traceback" not in answer.text


def test_other_methods_hosts_and_broken_requests_get_nowhere(served: Served, token: str) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert ask(served, method, f"/s/{token}/svar").status == 405
    overridden = ask(served, "POST", f"/s/{token}", b"_method=DELETE", {"X-HTTP-Method-Override": "DELETE"})
    assert overridden.status == 405
    for host in ("ond.example", "127.0.0.1.ond.example", "[::1", "", "ond.example@127.0.0.1:x"):
        answer = ask(served, "GET", f"/s/{token}", headers={"Host": host})
        assert answer.status == 400 and (not host or host.encode() not in answer.content)
    forwarded = ask(served, "GET", f"/s/{token}", headers={"X-Forwarded-Host": "ond.example"})
    assert forwarded.status == 200 and "ond.example" not in forwarded.text
    for request in (
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: ond.example\r\nConnection: close\r\n\r\n",
        b"GET /\r\nX: y HTTP/1.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
    ):
        first = ask_raw(served, request).partition(b"\r\n")[0]
        assert first.split(b" ")[1:2] in ([b"400"], [b"405"]), (request, first)


def test_nothing_that_is_sent_becomes_a_header(served: Served, token: str) -> None:
    for path in ("/?sprak=nn%0d%0aX-Ond:%20ja", f"/s/{token}?sprak=%0d%0aX-Ond:%20ja", "/medlem/9101%0d%0aX-Ond:ja"):
        assert "X-Ond" not in ask(served, "GET", path).headers
    content = b"Eksempel: navnet er stygt"
    body, kind = upload_body(form_key(served.store), token, "a%0d%0aX-Ond: ja; b’<img>.txt", content)
    assert ask(served, "POST", f"/s/{token}/vedlegg", body, {"Content-Type": kind}).status == 303
    answer = ask(served, "GET", f"/s/{token}/vedlegg/{hashlib.sha256(content).hexdigest()}")
    assert answer.status == 200 and "X-Ond" not in answer.headers
    page = ask(served, "GET", f"/s/{token}/vedlegg").text
    assert "<img>" not in page and "&lt;img&gt;" in page


def test_head_that_is_too_large_is_cut(served: Served) -> None:
    answer = ask_raw(served, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: " + b"a" * 100_000)
    assert answer == b""


def test_one_link_may_not_write_without_end(served: Served, token: str) -> None:
    fields = {"merke": form_key(served.store).sign(hash_secret(token)), "svar-p1": "Mye", "handling": "utkast"}
    body = urlencode(fields).encode()
    statuses = [ask(served, "POST", f"/s/{token}/svar", body).status for _ in range(61)]
    assert 429 not in statuses[:60] and statuses[60] == 429


def test_earlier_versions_can_be_read_and_withdrawal_takes_them_away(served: Served, token: str) -> None:
    key = form_key(served.store)
    ask(served, "POST", f"/s/{token}/svar", answer_body(key, token, words="Den første."))
    second = answer_body(key, token, words="Den andre.").replace(b"utgave=0", b"utgave=1")
    assert ask(served, "POST", f"/s/{token}/svar", second).status == 303
    assert "Den første." in ask(served, "GET", f"/s/{token}/versjon/1").text
    assert "Den andre." in ask(served, "GET", f"/s/{token}").text
    mark = key.sign(hash_secret(token))
    unsure = ask(served, "POST", f"/s/{token}/trekk", urlencode({"merke": mark}).encode())
    assert unsure.status == 422 and '<a href="#sikker">' in unsure.text
    sure = urlencode({"merke": mark, "sikker": "ja"}).encode()
    assert ask(served, "POST", f"/s/{token}/trekk", sure).status == 303
    assert "Innspillet er trukket" in ask(served, "GET", f"/s/{token}").text
    assert ask(served, "GET", f"/s/{token}/versjon/1").status == 404
    assert sent_with(served, token) == ["", ""]
    late = ask(served, "POST", f"/s/{token}/svar", second)
    assert late.status == 403 and "Den andre." in late.text


def test_no_secret_reaches_the_log(served: Served, token: str) -> None:
    ask(served, "GET", f"/s/{token}")
    ask(served, "POST", f"/s/{token}/svar", b"\xff")
    ask_raw(served, f"GET /s/{token} HTTP/9\r\n\r\n".encode())
    assert token not in served.log.read_text(encoding="utf-8")
    assert token.encode() not in b"".join(file.read_bytes() for file in served.store.files())


def test_store_is_for_this_user_alone_and_served_once(served: Served) -> None:
    assert served.store.root.stat().st_mode & 0o077 == 0
    assert served.store.database.stat().st_mode & 0o077 == 0
    with pytest.raises(RuntimeError, match="kjører allerede"), serve(served.data):
        pass


def test_two_hundred_at_once_are_all_kept(served: Served) -> None:
    tokens = served_tokens[:200]
    del served_tokens[:200]
    sent = asyncio.run(send_answers(served, tokens, per_second=None, connections=50))
    assert sent.others == [] and set(sent.acknowledged) == set(tokens)
    assert all(sent_with(served, token) for token in tokens)


def test_killed_server_has_kept_all_it_acknowledged(tmp_path: Path) -> None:
    data = write_page_dialogue(tmp_path)
    store = InputPageFolder(data.input_page)
    tokens = begin_answers(store, "9102", 2000)
    with serve(data) as running:

        async def send_and_kill() -> Sent:
            sending = asyncio.create_task(send_answers(running, tokens, per_second=None, connections=50))
            while not any(read_sent(store)) and running.process.poll() is None:
                await asyncio.sleep(0.05)
            await asyncio.sleep(0.3)
            running.kill()
            return await sending

        sent = asyncio.run(send_and_kill())
    assert 0 < len(sent.acknowledged) < len(tokens)
    with open_to_read(store) as database:
        kept = {one for (one,) in database.execute("SELECT token_hash FROM version WHERE length(record) > 0")}
    assert {hash_secret(token) for token in sent.acknowledged} <= kept
    with serve(data) as again:
        receipt = ask(again, "GET", f"/s/{sent.acknowledged[-1]}")
        assert receipt.status == 200 and "Vi trenger flere øvingslokaler." in receipt.text


def test_after_the_deadline_all_is_read_only_and_what_is_written_is_given_back(tmp_path: Path) -> None:
    data = write_page_dialogue(tmp_path, "access: open\ncloses: 2017-10-15\naddress: https://innspill.example/kultur")
    store = InputPageFolder(data.input_page)
    (token,) = begin_answers(store, "9101", 1)
    with open_to_write(store) as database, database:
        answered = Submission(
            dialogue="d", edition="liten", sender="9101", sender_name="Storvika kommune", language="nb",
            sent=datetime.date(2017, 10, 15), reference=find_submission(database, hash_secret(token)).reference,
            answers={"p1": "Vi trenger flere øvingslokaler."},
        )  # fmt: skip
        now = datetime.datetime(2017, 10, 15, 21, tzinfo=datetime.UTC)
        send(database, answered, token_hash=hash_secret(token), revision=None, now=now)
    with serve(data, "--root-path", "/kultur", today="2017-10-16") as running:
        assert "Fristen var 15." in ask(running, "GET", "/").text
        late = ask(running, "POST", f"/s/{token}/svar", answer_body(form_key(store), token, words="For sent."))
        assert late.status == 403 and "For sent." in late.text and "readonly" in late.text
        moved = ask(running, "GET", f"/s/{token}/svar")
        assert (moved.status, moved.headers["Location"]) == (303, f"/kultur/s/{token}")
        shown = ask(running, "GET", f"/s/{token}", headers={"Host": "innspill.example"}).text
        assert "ikke endre det" in shown and "Vi trenger flere øvingslokaler." in shown and "/svar" not in shown
        assert 'href="/kultur/stil-' in shown
        mark = {"merke": form_key(store).sign(hash_secret(token)), "sikker": "ja"}
        assert ask(running, "POST", f"/s/{token}/trekk", urlencode(mark).encode()).status == 303


def test_slow_sender_is_cut_while_others_are_served(served: Served) -> None:
    began = time.monotonic()
    with socket.create_connection((served.host, served.port), timeout=30) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        assert ask(served, "GET", "/personvern").status == 200
        with contextlib.suppress(ConnectionResetError):
            assert slow.recv(100) == b""
    assert time.monotonic() - began < 25
