"""The desk's page in a real browser with the real program behind it, without JupyterLab between: quick, for one tab at a time."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from medlemsdialog.desk.actions import ACTIONS
from medlemsdialog.desk.assets import read_script, read_style
from medlemsdialog.desk.dispatch import answer_request
from medlemsdialog.desk.session import Session
from medlemsdialog.paths import BuildFolder, DataFolder

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_PAGE = "<!doctype html><html lang='nb'><title>Rådgiverbordet</title><body><main id='desk'></main></body></html>"
# What anywidget hands to a page: messages there and back.
_MODEL = """
const listeners = [];
window.model = {
  on: (name, listener) => listeners.push(listener), off: () => {},
  send: async (request, _callbacks, files) => {
    const sent = [];
    for (const file of files || []) {
      const bytes = new Uint8Array(file.buffer || file);
      let text = ""; for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
      sent.push(btoa(text));
    }
    const answer = await window.askProgram(JSON.stringify(request), sent);
    for (const listener of listeners) listener(JSON.parse(answer));
  },
};
window.tell = (message) => { for (const listener of listeners) listener(message); };
"""


@contextmanager
def open_desk_page(
    data: DataFolder, build: BuildFolder, chromium: str, *, area_code: str = "", person: str = "Anne Eksempel"
) -> Iterator[tuple[Page, Session]]:
    """Open the desk of an area; gives the page and the session behind it. A fault on the page fails the test."""
    session = Session(data, build, area_code=area_code, person=person)
    faults: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.set_content(_PAGE)

        def answer(request: str, files: list[str]) -> str:
            told = answer_request(session, ACTIONS, json.loads(request), [base64.b64decode(file) for file in files])
            return json.dumps(told)

        page.expose_function("askProgram", answer)
        page.add_style_tag(content=read_style())
        page.add_script_tag(content=_MODEL)
        script = read_script().replace("export default { render };", "window.startDesk = render;")
        page.add_script_tag(content=f"(() => {{{script}}})()")
        page.evaluate("window.startDesk({ model: window.model, el: document.getElementById('desk') })")
        page.wait_for_selector(".mld-head")
        yield page, session
        browser.close()
    assert not faults, faults


def find_axe_faults(page: Page, within: str | None = None) -> list[str]:
    """Return what axe finds wrong on the page, or within one part of it, one line each, by its rules for WCAG 2.2 AA."""
    from axe_playwright_python.sync_playwright import Axe

    options: dict[str, Any] = {
        "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    }
    result = Axe().run(page, context=within, options=options)
    return [
        f"{fault['id']}: {fault['help']} {node['html'][:120]}"
        for fault in result.response["violations"]
        for node in fault["nodes"]
    ]


def save_picture(page: Page, file: Path) -> Path:
    """Save what the page shows."""
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(file), full_page=True)
    return file
