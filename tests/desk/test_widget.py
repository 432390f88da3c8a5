"""The widget behind the page: each page has a session of its own, and no page is ever given another's."""

from __future__ import annotations

import pytest

from medlemsdialog.desk.session import Session
from medlemsdialog.desk.widget import Desk
from support.mini_dialogue import build_of, write_mini_dialogue


class HeardDesk(Desk):
    """A desk whose answers can be read where no page is there to hear them."""

    def send(self, content, buffers=None):
        """Keep what is told."""
        self.told = content

    def ask(self, page, action, **payload):
        """Ask as a page does, and give the answer."""
        self._handle_custom_msg({"id": 1, "page": page, "action": action, "payload": payload}, [])
        return self.told


@pytest.fixture
def desk(tmp_path):
    data = write_mini_dialogue(tmp_path / "dialog")
    desk = HeardDesk(lambda: Session(data, build_of(data), area_code="91"))
    yield desk
    desk.close()


def test_two_pages_sit_at_two_desks(desk):
    for page, person in (("en", "Anne Eksempel"), ("to", "Bo Eksempel")):
        desk.ask(page, "desk.describe")
        desk.ask(page, "desk.person", person=person)
    assert desk.ask("en", "desk.describe")["data"]["person"] == "Anne Eksempel"


def test_a_page_that_was_forgotten_is_not_given_another_county(desk):
    desk.ask("gammel", "desk.describe")
    desk.ask("gammel", "desk.area", area="92")
    for number in range(8):
        desk.ask(f"ny-{number}", "desk.describe")
    assert "Last den på nytt" in desk.ask("gammel", "sources.list")["error"]
