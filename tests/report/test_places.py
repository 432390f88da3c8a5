from __future__ import annotations

import pytest

from medlemsdialog.report import places


def test_ids_hold_only_safe_characters_whatever_people_write() -> None:
    assert places.theme_id("c61", 'x" onclick="y') == "c61-tema-x--onclick--y"


def test_national_ids_have_no_prefix() -> None:
    assert places.claim_id(places.NATION_PREFIX, "k3") == "krav-k3"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "",
        "http://",
        "https://a:b@ond.example/",
        "http://[",
    ],
)
def test_only_ordinary_web_addresses_become_links(address: str) -> None:
    assert places.public_address(address) == ""
