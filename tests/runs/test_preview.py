"""The preview: this machine alone, nothing but the pages, and a page that changes is loaded anew. Eksempel – oppdiktet."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from medlemsdialog.cli.app import run_command
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import open_workspace
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.preview import Preview
from medlemsdialog.writing import write_text_atomically
from report.test_browser import ARGUMENTS
from support.mini_dialogue import build_of, write_mini_dialogue

POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(words: str, policy: str = POLICY) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="nb"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><title>Side</title></head>'
        f"<body><main><h1>{words}</h1><p>Eksempel – oppdiktet</p></main></body>\n</html>\n"
    )


@pytest.fixture
def data(tmp_path: Path) -> Any:
    data = write_mini_dialogue(tmp_path / "dialog")
    build = build_of(data)
    for file, words in {
        build.area(NATIONAL).index: "Landet",
        build.area(NATIONAL).work_report: "Internt",
        build.area("91").report: "Vestmark",
        build.area("91").slides("nn.html"): "Lysbilete",
        build.feedback("9101", "html"): "Storvika",
        build.root / "hemmelig.html": "Ikke listet",
    }.items():
        write_text_atomically(file, page(words))
    write_text_atomically(build.area("91").summary, "{}")
    return data


@pytest.fixture
def preview(data: Any) -> Iterator[Preview]:
    yield from served(Preview(open_workspace(data, build_of(data))))


def served(shown: Preview) -> Iterator[Preview]:
    thread = threading.Thread(target=shown.serve)
    thread.start()
    yield shown
    shown.stop()
    thread.join(10)
    assert not thread.is_alive()


def ask(shown: Preview, path: str, *, host: str = "", method: str = "GET") -> tuple[int, str, http.client.HTTPResponse]:
    connection = http.client.HTTPConnection("127.0.0.1", shown.port, timeout=10)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", host or f"127.0.0.1:{shown.port}")
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body, answer


def test_the_list_names_what_there_is_to_share_and_nothing_internal(preview: Preview) -> None:
    status, body, answer = ask(preview, "/")
    links = re.findall(r'<a href="(/[^"]+)">', body)
    assert status == 200 and links == [
        "/national/index.html",
        "/counties/91/report.html",
        "/counties/91/slides.nn.html",
        "/feedback/9101.html",
    ]
    assert "91 Vestmark" in body and "Storvika kommune" in body and "Lysbilder (nynorsk)" in body
    assert answer.headers["Cache-Control"] == "no-store"
    assert all(ask(preview, link)[0] == 200 for link in links)


@pytest.mark.parametrize(
    "path",
    [
        "/national/work-report.html",
        "/hemmelig.html",
        "/counties/91/summary.json",
        "/../dialog/dialogue.yaml",
        "/counties/../hemmelig.html",
        "/counties/%2e%2e/hemmelig.html",
        "/counties/..%2fhemmelig.html",
        "//etc/passwd",
        "/etc/passwd",
        "/counties/91/",
        "/counties\\91\\report.html",
        "http://127.0.0.1/etc/passwd",
    ],
)
def test_no_address_leads_to_anything_else(preview: Preview, path: str) -> None:
    assert ask(preview, path)[0] == 404
    assert ask(preview, f"/-/version?page={path}")[0] == 404


def test_a_link_in_the_folder_leads_out_of_it_to_nothing(data: Any, tmp_path: Path) -> None:
    secret = tmp_path / "hemmelig.html"
    secret.write_text(page("Hemmelig"), encoding="utf-8")
    report = build_of(data).area("92").report
    report.parent.mkdir(parents=True, exist_ok=True)
    try:
        report.symlink_to(secret)
    except OSError:
        pytest.skip("this machine lets nobody make links")
    shown = Preview(open_workspace(data, build_of(data)))
    assert shown.read_page("/counties/92/report.html") is None
    shown._server.server_close()


@pytest.mark.parametrize("host", ["ond.example", "ond.example:80", "127.0.0.1", "127.0.0.1:1", "localhost.ond.example"])
def test_a_foreign_name_that_leads_here_gets_nothing(preview: Preview, host: str) -> None:
    assert ask(preview, "/", host=host)[:2] == (403, "")
    assert ask(preview, "/", host=f"localhost:{preview.port}")[0] == 200


def test_only_this_machine_can_ask_and_nothing_can_be_written(preview: Preview) -> None:
    assert preview._server.server_address[0] == "127.0.0.1"
    assert ask(preview, "/", method="POST")[0] == 501
    assert ask(preview, "/", method="HEAD")[:2] == (200, "")


def test_internal_pages_are_shown_on_request_and_marked(data: Any) -> None:
    for shown in served(Preview(open_workspace(data, build_of(data)), internal=True)):
        body = ask(shown, "/")[1]
        assert "/national/work-report.html" in body and "Arbeidsrapport (intern)" in body and "Del det ikke" in body
        assert "Internt" in ask(shown, "/national/work-report.html")[1]


def test_only_the_served_copy_has_the_script(preview: Preview, data: Any) -> None:
    file = build_of(data).area("91").report
    assert "<script" in ask(preview, "/counties/91/report.html")[1]
    assert file.read_text(encoding="utf-8") == page("Vestmark")


def test_the_policy_of_a_page_is_widened_for_that_script_alone(preview: Preview, data: Any) -> None:
    policies = ("default-src 'none'; script-src 'sha256-egen'; connect-src 'none'", "default-src 'none'")
    for policy in policies:
        write_text_atomically(build_of(data).area("91").report, page("Vestmark", policy))
        served_policy = re.findall(r'Policy" content="([^"]*)"', ask(preview, "/counties/91/report.html")[1])[0]
        directives = dict(part.strip().partition(" ")[::2] for part in served_policy.split(";"))
        assert directives["default-src"] == "'none'" and directives["connect-src"] == "'self'"
        assert re.fullmatch(r"('sha256-egen' )?'sha256-[A-Za-z0-9+/]{43}='", directives["script-src"])


def test_a_port_in_use_is_told_of(preview: Preview, data: Any) -> None:
    with pytest.raises(UsageError, match="er opptatt"):
        Preview(open_workspace(data, build_of(data)), port=preview.port)


@pytest.mark.browser
def test_the_browser_loads_a_page_anew_when_it_changes(preview: Preview, data: Any, chromium_path: str) -> None:
    from playwright.sync_api import sync_playwright

    report = build_of(data).area("91").report
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        shown = browser.new_page()
        faults: list[str] = []
        shown.on("console", lambda message: faults.append(message.text))
        with shown.expect_response("**/-/version*"):
            shown.goto(f"{preview.address}counties/91/report.html")
        assert shown.inner_text("h1") == "Vestmark"
        shown.wait_for_timeout(300)
        write_text_atomically(report, page("Vestmark på nytt"))
        shown.wait_for_selector("text=Vestmark på nytt", timeout=15_000)
        # The list is loaded anew when there is one page more.
        with shown.expect_response("**/-/version*"):
            shown.goto(preview.address)
        shown.wait_for_timeout(300)
        write_text_atomically(build_of(data).area("92").report, page("Austmark"))
        shown.wait_for_selector("text=92 Austmark", timeout=15_000)
        assert faults == []
        browser.close()


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise on Windows")
def test_ctrl_c_ends_the_preview_in_order(data: Any) -> None:
    command = "from medlemsdialog.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", command, "preview", "--no-browser", "--data", str(data.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    assert re.search(r"http://127\.0\.0\.1:\d+/", said)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0 and "Avsluttet." in out and err == ""


def test_a_wrong_port_is_told_of(data: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["preview", "--port", "99999", "--no-browser", "--data", str(data.root)]) == 2
    assert "--port" in capsys.readouterr().err
