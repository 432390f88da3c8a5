from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.cluster_parts import Cluster, ObjectStore, start_cluster, start_store


@pytest.fixture(scope="module")
def store() -> Iterator[ObjectStore]:
    """A real S3 server on a free port of this machine; the environment leads to it."""
    with start_store() as started, pytest.MonkeyPatch.context() as patch:
        for name, value in started.environment.items():
            patch.setenv(name, value)
        yield started


@pytest.fixture(scope="module")
def cluster(store: ObjectStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A real scheduler and two real worker processes."""
    with start_cluster(tmp_path_factory.mktemp("klynge"), workers=2) as started:
        yield started
