"""What is compiled once is compiled again where its source is another, and where what was kept is damaged."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Any

import jinja2
import pytest

from medlemsdialog import compiled_files
from medlemsdialog.compiled_files import compile_once, template_cache


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(compiled_files, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


class _Compiler:
    times = 0

    def __call__(self, source: bytes) -> bytes:
        self.times += 1
        return source.upper()


def test_a_source_is_compiled_once_until_it_is_another(folder: Path) -> None:
    compiler = _Compiler()
    assert [compile_once("nn", b"ein", compiler) for _ in range(3)] == [b"EIN"] * 3
    assert compiler.times == 1
    assert compile_once("nn", b"to", compiler) == b"TO"
    assert compiler.times == 2
    assert len(list(folder.iterdir())) == 1, "what was made of the earlier source is gone"


def test_what_is_damaged_is_compiled_again(folder: Path) -> None:
    compiler = _Compiler()
    compile_once("nn", b"ein", compiler)
    (kept,) = folder.iterdir()
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    assert compile_once("nn", b"ein", compiler) == b"EIN"
    assert compiler.times == 2


def test_where_no_bytecode_is_to_be_written_each_process_compiles(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiler = _Compiler()
    assert [compile_once("nn", b"ein", compiler) for _ in range(2)] == [b"EIN"] * 2
    assert compiler.times == 2
    assert jinja2.Environment(loader=_LOADER, bytecode_cache=template_cache("x")).get_template("a").render() == "her"
    assert not list(folder.iterdir())


_LOADER = jinja2.DictLoader({"a": "{{ 'her' }}"})


def test_templates_are_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _render() == "her"

    def compile_template(*_: Any, **__: Any) -> Any:
        raise AssertionError

    monkeypatch.setattr(jinja2.Environment, "compile", compile_template)
    assert _render() == "her"


def test_a_full_disk_stops_no_template(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dump(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(jinja2.FileSystemBytecodeCache, "dump_bytecode", dump)
    assert _render() == "her"


def _render() -> str:
    return jinja2.Environment(loader=_LOADER, bytecode_cache=template_cache("x")).get_template("a").render()
