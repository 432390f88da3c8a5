from __future__ import annotations

import pytest

from medlemsdialog.errors import UsageError
from medlemsdialog.runs.cluster.fetching import KEEP_VARIABLE, fetch_files, fetch_newest
from medlemsdialog.runs.cluster.places import open_places
from medlemsdialog.runs.cluster.stores import StoreRefusedError, open_store

FILES = {
    "dialogue.yaml": b"id: eksempel",
    "inputs/91/en æ.txt": b"en - oppdiktet",
    "inputs/92/to.txt": b"to - oppdiktet",
}


@pytest.fixture
def place(store, door, monkeypatch):
    monkeypatch.setenv("MEDLEMSDIALOG_STORE_SECONDS", "30")
    url = f"{store.new_bucket()}/dialog"
    filled = open_store(url)
    for name, content in FILES.items():
        filled.write(name, content)
    return url


@pytest.fixture
def kept(tmp_path, monkeypatch):
    folder = tmp_path / "gjemt"
    monkeypatch.setenv(KEEP_VARIABLE, str(folder))
    return folder


def fetch(url, door, target):
    """Fetch all, and return their hashes and which contents were asked for."""
    store = open_store(url)
    names = list(store.list_files())
    door.asked.clear()
    hashes = fetch_newest(store, names, target)
    asked = [path.rpartition("/dialog/")[2] for method, path in door.asked if method == "GET"]
    assert {name: (target / name).read_bytes() for name in names} == {name: store.read(name) for name in names}
    return hashes, sorted({name for name in asked if name in names})


def test_only_what_has_changed_since_is_fetched_where_a_folder_is_named_for_it(place, door, kept, tmp_path):
    first, asked = fetch(place, door, tmp_path / "a")
    assert asked == sorted(FILES)
    again, asked = fetch(place, door, tmp_path / "b")
    assert (asked, again) == ([], first)
    open_store(place).write("inputs/92/to.txt", b"endret - oppdiktet")
    changed, asked = fetch(place, door, tmp_path / "c")
    assert asked == ["inputs/92/to.txt"]
    assert {name for name in first if first[name] != changed[name]} == {"inputs/92/to.txt"}
    # Workers ask by hash, and find the same.
    door.asked.clear()
    fetch_files(open_store(place), changed, tmp_path / "d")
    assert not [path for _, path in door.asked if "inputs" in path]


def test_nothing_is_kept_on_a_machine_whose_owner_has_not_named_a_folder(place, door, monkeypatch, tmp_path):
    monkeypatch.delenv(KEEP_VARIABLE, raising=False)
    fetch(place, door, tmp_path / "a")
    _, asked = fetch(place, door, tmp_path / "b")
    assert asked == sorted(FILES)


def test_what_is_withdrawn_from_the_store_is_kept_no_longer(place, door, kept, tmp_path):
    fetch(place, door, tmp_path / "a")
    open_store(place).remove(["inputs/91/en æ.txt"])
    fetch(place, door, tmp_path / "b")
    contents = [file.read_bytes() for file in kept.rglob("*") if file.is_file()]
    assert FILES["inputs/92/to.txt"] in contents
    assert FILES["inputs/91/en æ.txt"] not in contents
    assert all(folder.stat().st_mode & 0o077 == 0 for folder in kept.iterdir())


@pytest.mark.parametrize("spoil", [b"", b"noe annet"])
def test_what_is_spoilt_among_what_is_kept_is_fetched_again(spoil, place, door, kept, tmp_path):
    first, _ = fetch(place, door, tmp_path / "a")
    for file in [*kept.rglob("*")]:
        if file.is_file():
            file.write_bytes(spoil)
    assert fetch(place, door, tmp_path / "b")[0] == first
    kept_index = next(kept.rglob("index.json")).read_text()
    for file in kept.rglob("*"):
        if file.is_file() and file.name != "index.json":
            file.write_bytes(spoil)
    assert next(kept.rglob("index.json")).read_text() == kept_index
    assert fetch(place, door, tmp_path / "c")[0] == first


def test_a_file_that_changes_while_a_run_is_at_work_is_refused_by_workers(place, kept, tmp_path):
    files = fetch_newest(open_store(place), FILES, tmp_path / "a")
    open_store(place).write("inputs/92/to.txt", b"endret - oppdiktet")
    for file in kept.rglob("*"):
        if file.is_file():
            file.unlink()
    with pytest.raises(StoreRefusedError, match="ble endret mens kjøringen pågikk"):
        fetch_files(open_store(place), files, tmp_path / "b")


def test_results_are_fetched_by_the_run_that_comes_after_the_one_that_put_them_out_no_more(place, door, kept):
    build = f"{place}/build"
    with open_places(place, build) as places:
        (places.build / "counties").mkdir(parents=True)
        (places.build / "counties" / "resultat.html").write_bytes(b"resultat - oppdiktet")
        places.publish()
    assert open_store(build).read("counties/resultat.html") == b"resultat - oppdiktet"
    door.asked.clear()
    with open_places(place, build) as places:
        assert (places.build / "counties" / "resultat.html").read_bytes() == b"resultat - oppdiktet"
        assert places.data_files.keys() == FILES.keys()
    assert not [path for method, path in door.asked if method == "GET" and path.endswith((".html", ".txt", ".yaml"))]


def test_an_address_without_a_dialogue_is_said_so(store, door):
    with pytest.raises(UsageError, match="inneholder ingen dialog"), open_places(f"{store.new_bucket()}/tom", None):
        pass
