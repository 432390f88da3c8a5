"""The desk as a widget: the page in the notebook, and the thread that tells it what others have changed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from typing import Any

import anywidget

from medlemsdialog.catalogue import Message
from medlemsdialog.desk.actions import ACTIONS
from medlemsdialog.desk.assets import read_script, read_style
from medlemsdialog.desk.dispatch import answer_request, tell_os_fault
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import MedlemsdialogError, UsageError
from medlemsdialog.paths import build_folder, data_folder

PERSON_VARIABLE = "MEDLEMSDIALOG_PERSON"
_LOOK_SECONDS = 1.5
_MOST_PAGES = 8


class Desk(anywidget.AnyWidget):
    """The desk's page. It asks by messages; what it shows lies in the session, not in the notebook.

    Each page that shows it has a session of its own: two persons who share a notebook sit at two desks.
    """

    _esm = read_script()
    _css = read_style()

    def __init__(self, open_session: Callable[[], Session], **traits: Any) -> None:
        super().__init__(**traits)
        self._open_session = open_session
        self._sessions: dict[str, Session] = {}
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self.on_msg(self._answer)
        threading.Thread(target=self._look_for_changes, daemon=True).start()

    def close(self) -> None:
        """Take the page away and stop looking for changes."""
        self._closed.set()
        super().close()

    def _answer(self, _widget: object, request: dict[str, Any], buffers: Sequence[memoryview]) -> None:
        page = str(request.get("page", ""))
        try:
            session = self._session_of(page, begins=request.get("action") == "desk.describe")
        except MedlemsdialogError as error:
            self.send({"id": request.get("id"), "page": page, "error": error.text()})
            return
        except OSError as error:
            self.send({"id": request.get("id"), "page": page, "error": tell_os_fault(error).text()})
            return
        answer = answer_request(session, ACTIONS, request, [bytes(buffer) for buffer in buffers])
        self.send({**answer, "page": page})

    def _session_of(self, page: str, *, begins: bool) -> Session:
        with self._lock:
            session = self._sessions.pop(page, None)
            if session is None:
                if not begins:
                    # The page shows an area and a person that a new session would know nothing of.
                    raise UsageError(
                        Message("Siden har ligget for lenge. Last den på nytt. Det du har lagret, er trygt.")
                    )
                session = self._open_session()
            # The one used last stands last; pages that were closed long ago are forgotten.
            self._sessions[page] = session
            while len(self._sessions) > _MOST_PAGES:
                del self._sessions[next(iter(self._sessions))]
            return session

    def _look_for_changes(self) -> None:
        while not self._closed.wait(_LOOK_SECONDS):
            with self._lock:
                sessions = list(self._sessions.items())
            for page, session in sessions:
                if _has_news(session):
                    self.send({"event": "changed", "page": page})


def _has_news(session: Session) -> bool:
    with session.lock:
        try:
            changed = bool(session.refresh()) or session.has_news
        except Exception:  # noqa: BLE001 - mostly a file that is being written just now
            # The next look takes it in; what does not pass is told, and logged, at the next press.
            return False
        session.has_news = False
        return changed


def open_desk(county_code: str = "", language: str = "") -> Desk:
    """Return the desk of a county, or of none yet: it can be chosen on the page, which also tells what is wrong with the dialogue.

    Raises:
        UsageError: There is no dialogue here.
    """
    data = data_folder()
    build = build_folder(data=data)
    person = os.environ.get(PERSON_VARIABLE) or os.environ.get("JUPYTERHUB_USER", "")

    def open_session() -> Session:
        session = Session(data, build, area_code=county_code, person=person)
        if language in {"nb", "nn"}:
            session.choose_language("nn" if language == "nn" else "nb")
        return session

    return Desk(open_session)
