from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from multiprocessing.connection import Client
from pathlib import Path

import pytest

from medlemsdialog import drawing
from medlemsdialog.report import charts

SPECIFICATION = charts.bar_specification([("Rad", (2,))], [charts.Series("for", charts.SOLID)], axis_title="antall")


def draw() -> tuple[str, bytes]:
    svg = drawing.draw_svg(SPECIFICATION, charts.FORMAT_LOCALE)
    return svg, drawing.draw_png(svg, 1.0)


def test_shared_renderer_draws_the_same_bytes() -> None:
    alone = draw()
    with drawing.shared_renderer():
        assert drawing._ask_renderer(json.dumps(["png", alone[0], 1.0], ensure_ascii=False).encode()) == alone[1]
        assert draw() == alone


def test_other_processes_find_the_shared_renderer() -> None:
    program = "import sys; from medlemsdialog import drawing; print(drawing.draw_svg({}, {})[:4], 'vl_convert' in sys.modules)"
    with drawing.shared_renderer():
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    # An empty specification cannot be drawn there, so it is tried here, where the error is met.
    assert done.returncode == 1 and "vl_convert" in done.stderr
    program = program.replace("{}, {}", f"{SPECIFICATION!r}, {charts.FORMAT_LOCALE!r}")
    with drawing.shared_renderer():
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["<svg", "False"]


def test_a_renderer_that_died_stops_nothing() -> None:
    alone = draw()
    with drawing.shared_renderer():
        address, _ = json.loads(os.environ[drawing.RENDERER_VARIABLE])
        Path(address).unlink()
        assert draw() == alone


def test_stranger_without_the_key_is_refused_and_the_renderer_stays_up() -> None:
    with drawing.shared_renderer():
        address, key = json.loads(os.environ[drawing.RENDERER_VARIABLE])
        with pytest.raises(Exception, match=r"digest|authentication|Connection"):
            Client(address, authkey=b"wrong")
        with Client(address, authkey=key.encode()) as connection:
            connection.send_bytes(json.dumps(["svg", SPECIFICATION, charts.FORMAT_LOCALE]).encode())
            assert connection.recv_bytes().startswith(b"<svg")


def test_nothing_is_left_when_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    # Not pytest's own folder: the path of a socket must be short.
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        with drawing.shared_renderer():
            assert drawing.RENDERER_VARIABLE in os.environ
            assert list(Path(folder).glob("medlemsdialog-*"))
        assert drawing.RENDERER_VARIABLE not in os.environ
        assert list(Path(folder).iterdir()) == []


def test_a_kept_drawing_is_used_again_and_a_broken_one_drawn_again(tmp_path: Path) -> None:
    alone = draw()
    with drawing.SharedRenderer(tmp_path) as renderer:
        renderer.wait()
        assert draw() == alone
    kept = sorted(tmp_path.iterdir())
    assert len(kept) == 2
    request = json.dumps(["svg", SPECIFICATION, charts.FORMAT_LOCALE], ensure_ascii=False).encode()
    cache = drawing.DrawingCache(tmp_path)
    assert cache.find(request) == alone[0].encode()
    # What is kept is what is told: a mark on it is seen in the answer.
    cache.keep(request, b"merket")
    with drawing.SharedRenderer(tmp_path) as renderer:
        renderer.wait()
        assert drawing.draw_svg(SPECIFICATION, charts.FORMAT_LOCALE) == "merket"
    for file in kept:
        file.write_bytes(file.read_bytes()[:-4])
    with drawing.SharedRenderer(tmp_path) as renderer:
        renderer.wait()
        assert draw() == alone


def test_a_drawing_nobody_asked_for_in_a_month_is_removed(tmp_path: Path) -> None:
    cache = drawing.DrawingCache(tmp_path)
    cache.keep(b"gammel", b"1")
    (old,) = tmp_path.iterdir()
    os.utime(old, (0, 0))
    cache.keep(b"ny", b"2")
    cache.prune()
    assert cache.find(b"gammel") is None
    assert cache.find(b"ny") == b"2"


def test_a_full_cache_folder_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("ikke en mappe", encoding="utf-8")
    cache = drawing.DrawingCache(tmp_path / "fil" / "tegninger")
    cache.keep(b"noe", b"1")
    assert cache.find(b"noe") is None
