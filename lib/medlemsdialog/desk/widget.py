"""The desk as a widget: the page in the notebook, and the thread that tells it what others have changed."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import anywidget

from medlemsdialog.desk.actions import ACTIONS
from medlemsdialog.desk.assets import read_script, read_style
from medlemsdialog.desk.dispatch import answer_request
from medlemsdialog.desk.session import Session
from medlemsdialog.paths import build_folder, data_folder

PERSON_VARIABLE = "MEDLEMSDIALOG_PERSON"
_LOOK_SECONDS = 1.5


class Desk(anywidget.AnyWidget):
    """The desk's page. It asks by messages; what it shows lies in the session, not in the notebook."""

    _esm = read_script()
    _css = read_style()

    def __init__(self, session: Session, **traits: Any) -> None:
        super().__init__(**traits)
        self._session = session
        self._closed = threading.Event()
        self.on_msg(self._answer)
        threading.Thread(target=self._look_for_changes, daemon=True).start()

    def close(self) -> None:
        """Take the page away and stop looking for changes."""
        self._closed.set()
        super().close()

    def _answer(self, _widget: object, request: dict[str, Any], buffers: Sequence[memoryview]) -> None:
        self.send(answer_request(self._session, ACTIONS, request, [bytes(buffer) for buffer in buffers]))

    def _look_for_changes(self) -> None:
        seen = self._session.revision
        while not self._closed.wait(_LOOK_SECONDS):
            # A file that is being written just now is taken in by the next look.
            with self._session.lock, suppress(Exception):
                self._session.refresh()
            revision = self._session.revision
            if revision != seen:
                seen = revision
                self.send({"event": "changed", "revision": revision})


def open_desk(county_code: str = "", language: str = "") -> Desk:
    """Return the desk of a county, or of none yet: it can be chosen on the page.

    Raises:
        UsageError: There is no such county, or no dialogue here.
    """
    data = data_folder()
    person = os.environ.get(PERSON_VARIABLE) or os.environ.get("JUPYTERHUB_USER", "")
    session = Session(data, build_folder(data=data), area_code=county_code, person=person)
    if language in {"nb", "nn"}:
        session.choose_language("nn" if language == "nn" else "nb")
    return Desk(session)
