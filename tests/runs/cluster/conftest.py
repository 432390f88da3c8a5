from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.cluster_parts import Cluster, Fault, ObjectStore, stand_between, start_cluster, start_store


@pytest.fixture(scope="session")
def store_server() -> Iterator[ObjectStore]:
    """A real S3 server on a free port of this machine."""
    with start_store() as started:
        yield started


@pytest.fixture(scope="module")
def store(store_server: ObjectStore) -> Iterator[ObjectStore]:
    """The S3 server, where the environment leads to it."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in store_server.environment.items():
            patch.setenv(name, value)
        yield store_server


@pytest.fixture(scope="module")
def door(store: ObjectStore) -> Iterator[Fault]:
    """What stands between the store and all who use it: the environment leads there."""
    with stand_between(store) as fault, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{fault.port}")
        yield fault


@pytest.fixture(scope="module")
def cluster(door: Fault, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A real scheduler and two real worker processes, who reach the store through the door."""
    quick = {"MEDLEMSDIALOG_STORE_SECONDS": "4", "MEDLEMSDIALOG_IDLE_SECONDS": "8"}
    with start_cluster(tmp_path_factory.mktemp("klynge"), workers=2, environment=quick) as started:
        yield started
