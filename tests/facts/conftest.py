from __future__ import annotations

from collections.abc import Iterator

import pytest

from milepost.facts.engines.spark import Spark
from tests.facts.spark import Cluster, cluster


@pytest.fixture(scope="session")
def spark_cluster() -> Iterator[Cluster]:
    """One cluster for all tests of a run; the driver in this process keeps to its settings too."""
    with cluster() as running, pytest.MonkeyPatch.context() as patch:
        for name, value in running.environment.items():
            if name.startswith("SPARK_"):
                patch.setenv(name, value)
        yield running


@pytest.fixture(scope="session")
def by_connect(spark_cluster: Cluster) -> Iterator[Spark]:
    """A session through Spark Connect."""
    engine = Spark(spark_cluster.connect, None)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def by_cluster(spark_cluster: Cluster) -> Iterator[Spark]:
    """A driver in this process, with its workers on the cluster."""
    engine = Spark(spark_cluster.master, None)
    yield engine
    engine.close()
