from __future__ import annotations

import json

from medlemsdialog.models.manifest import AreaRun, Manifest
from medlemsdialog.paths import BuildFolder
from medlemsdialog.runs.manifest import read_manifest, write_manifest
from medlemsdialog.runs.runlog import append_run_log, read_run_log

RUN = AreaRun(status="failed", reason="Ødelagt.", cause="data", inputs={"inputs/61/a.txt": "0" * 64}, outputs={})


def test_a_manifest_is_read_as_it_was_written(tmp_path):
    manifest = Manifest(dialogue="d", edition="liten", program="1", counties={"61": RUN})
    write_manifest(manifest, BuildFolder(tmp_path))
    assert read_manifest(BuildFolder(tmp_path)) == manifest
    assert "Ødelagt" in (tmp_path / "manifest.json").read_text(encoding="utf-8")
    assert [file.name for file in tmp_path.iterdir()] == ["manifest.json"]


def test_what_all_counties_share_is_written_once(tmp_path):
    shared = {"dialogue.yaml": "1" * 64, "codebook.yaml": "2" * 64}
    runs = {
        code: RUN.model_copy(update={"inputs": {**shared, f"inputs/{code}/a.txt": code * 32, "claims.yaml": code * 32}})
        for code in ("61", "62")
    }
    manifest = Manifest(dialogue="d", edition="liten", program="1", counties=runs)
    write_manifest(manifest, BuildFolder(tmp_path))
    written = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert written["common"] == shared
    assert list(written["counties"]["61"]["inputs"]) == ["inputs/61/a.txt", "claims.yaml"]
    assert read_manifest(BuildFolder(tmp_path)) == manifest


def test_a_manifest_of_the_first_version_is_read(tmp_path):
    earlier = Manifest(dialogue="d", edition="liten", program="1", counties={"61": RUN}).model_dump()
    del earlier["common"]
    (tmp_path / "manifest.json").write_text(json.dumps(earlier | {"schema_version": 1}), encoding="utf-8")
    read = read_manifest(BuildFolder(tmp_path))
    assert read is not None and read.counties == {"61": RUN}


def test_no_manifest_and_a_broken_one_are_none(tmp_path):
    build = BuildFolder(tmp_path)
    assert read_manifest(build) is None
    build.manifest.write_text("{")
    assert read_manifest(build) is None


def test_the_run_log_grows_and_survives_a_line_cut_off(tmp_path):
    build = BuildFolder(tmp_path / "build")
    append_run_log(build, "begin", counties=["61"])
    append_run_log(build, "end", seconds=1.5)
    with build.run_log.open("a") as stream:
        stream.write('{"at": "20')
    assert [entry["event"] for entry in read_run_log(build)] == ["begin", "end"]
    assert all(entry["at"].endswith("+00:00") for entry in read_run_log(build))
