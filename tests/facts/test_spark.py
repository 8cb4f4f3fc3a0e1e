from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import pytest

from milepost.facts.engines import choice, spark_sessions
from milepost.facts.engines.choice import engine_for, memory_in_bytes
from milepost.facts.engines.spark import Spark
from milepost.facts.engines.unusable import EngineUnusableError
from tests.facts.hard_rows import Row, hard_rows, write_parquet
from tests.facts.spark import Cluster

_FREE_PORT_THAT_NOBODY_HAS = 1


@pytest.fixture(scope="session", params=["by_cluster", "by_connect"])
def engine(request: pytest.FixtureRequest) -> Spark:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Spark)
    return found


@pytest.fixture(scope="session")
def rows() -> list[Row]:
    return hard_rows(60)


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> Path:
    """In a folder whose name holds what Spark would else read as a pattern."""
    folder = tmp_path_factory.mktemp("rows") / "{a} [b] c*? 100% x=1"
    folder.mkdir()
    write_parquet(folder / "rows.parquet", rows, 10)
    return folder / "rows.parquet"


@pytest.mark.slow
@pytest.mark.spark
def test_every_cell_comes_back_as_it_was_written(
    engine: Spark, file: Path, rows: list[Row]
) -> None:
    got = engine.collected(engine.rows([file]))
    assert _sorted(got) == _sorted(tuple(row.values()) for row in rows)


@pytest.mark.slow
@pytest.mark.spark
def test_several_files_stand_one_below_the_other(engine: Spark, file: Path) -> None:
    assert engine.collected(engine.rows([file, file]).select(nw.len())) == [(120,)]


@pytest.mark.slow
@pytest.mark.spark
def test_a_sum_of_more_than_38_digits_is_an_error_and_says_nothing_else(
    engine: Spark, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    row = hard_rows(1)[0] | {"huge": Decimal("9" * 38)}
    write_parquet(tmp_path / "rows.parquet", [row, row])
    frame = engine.rows([tmp_path / "rows.parquet"]).select(nw.col("huge").sum())
    with pytest.raises(ArithmeticError, match="ARITHMETIC_OVERFLOW"):
        engine.collected(frame)
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
@pytest.mark.spark
def test_the_query_is_shown_whole_and_alike_each_time(engine: Spark, file: Path) -> None:
    def query() -> str:
        rows = engine.rows([file]).filter(nw.col("pieces") > 1)
        return engine.query(rows.group_by("state").agg(nw.col("amount").sum()))

    shown = query()
    assert shown == query()
    assert "sum(amount)" in shown
    assert "(pieces > 1)" in shown
    assert "#" not in shown


@pytest.mark.slow
@pytest.mark.spark
def test_a_file_that_the_workers_do_not_have_is_named_with_what_to_do(
    engine: Spark, tmp_path: Path
) -> None:
    with pytest.raises(EngineUnusableError) as caught:
        engine.rows([tmp_path / "[none].parquet"])
    assert str(caught.value).endswith(
        f"it finds no file:{tmp_path}/[none].parquet; the extracts must lie where Spark and all "
        "its workers read them, and --extracts-at ADDRESS says where that is."
    )


@pytest.mark.slow
@pytest.mark.spark
def test_the_rows_of_a_damaged_file_are_not_passed_over(engine: Spark, tmp_path: Path) -> None:
    """The cluster of the tests is set up to pass over such files; Milepost is not."""
    path = tmp_path / "rows.parquet"
    write_parquet(path, hard_rows(60), 10)
    whole = path.read_bytes()
    path.write_bytes(whole[:20] + b"\xff" * 60 + whole[80:])
    frame = engine.rows([path])
    with pytest.raises(EngineUnusableError):
        engine.collected(frame.select("number_of", "words"))


@pytest.mark.slow
@pytest.mark.spark
def test_the_store_may_have_another_address_there(
    spark_cluster: Cluster, file: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").symlink_to(file.parent)
    here = Path("/milepost-has-this-folder-here-only")
    there = Spark(spark_cluster.connect, None, (here, f"file://{tmp_path}/elsewhere/"))
    assert there.collected(there.rows([here / "rows.parquet"]).select(nw.len())) == [(60,)]
    there.close()


@pytest.mark.slow
@pytest.mark.spark
def test_alone_on_this_machine_it_writes_nothing_but_the_answer(tmp_path: Path, file: Path) -> None:
    """In a process of its own: a process has one driver."""
    program = (
        "import sys, pathlib, narwhals.stable.v2 as nw\n"
        "from milepost.facts.engines.choice import engine_for\n"
        "spark = engine_for('local[2]', '1GB')\n"
        "print(spark.collected(spark.rows([pathlib.Path(sys.argv[1])]).select(nw.len())))\n"
        "spark.close()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, file],
        cwd=tmp_path,
        env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert (ended.stdout, ended.stderr, ended.returncode) == ("[(60,)]\n", "", 0)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.spark
@pytest.mark.parametrize("kind", ["spark", "sc"])
def test_where_nobody_answers_that_is_said_soon(
    kind: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(spark_sessions, "_SECONDS_TO_ANSWER", 1)
    address = f"{kind}://127.0.0.1:{_FREE_PORT_THAT_NOBODY_HAS}"
    with pytest.raises(EngineUnusableError) as caught:
        engine_for(address).rows([Path("rows.parquet")])
    assert str(caught.value) == (
        f"{address}: no Spark answers there within 1 seconds; see that it is running and that this "
        "machine may reach it."
    )
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
@pytest.mark.spark
@pytest.mark.parametrize("written", ["/;token=secret", "/;token=secret=", "/secret", ";secret"])
def test_a_token_in_an_address_is_never_printed(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark_sessions, "_SECONDS_TO_ANSWER", 1)
    address = f"sc://127.0.0.1:{_FREE_PORT_THAT_NOBODY_HAS}{written}"
    with pytest.raises(EngineUnusableError) as caught:
        engine_for(address).rows([Path("rows.parquet")])
    assert str(caught.value).startswith(f"sc://127.0.0.1:{_FREE_PORT_THAT_NOBODY_HAS}")
    assert "secret" not in str(caught.value)


@pytest.mark.slow
@pytest.mark.spark
def test_what_listens_and_never_answers_is_not_waited_for(
    silent: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark_sessions, "_SECONDS_TO_ANSWER", 1)
    with pytest.raises(EngineUnusableError, match="no Spark answers there within 1 seconds"):
        engine_for(f"sc://127.0.0.1:{silent}").rows([Path("rows.parquet")])


@pytest.fixture
def silent() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield int(listening.getsockname()[1])


class _OlderServer:
    """A session of which nothing is asked but what it is."""

    version = "4.0.1"

    def __init__(self) -> None:
        self.conf = self

    def set(self, setting: str, value: str) -> None:
        """Take a setting."""

    def range(self, _: int) -> _OlderServer:
        """Work."""
        return self

    def collect(self) -> list[int]:
        """What comes of it."""
        return [0]


def test_by_connect_the_engine_is_what_the_server_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version reduced is not taken from memory for its own."""
    monkeypatch.setattr(
        "milepost.facts.engines.spark.connected", lambda _: (_OlderServer(), lambda: None)
    )
    assert Spark("sc://here:15002", None).name == "spark 4.0.1"


@pytest.mark.parametrize(
    "address", ["", "sprak", "local[0]", "local[x]", "spark://", "sc:// ", "yarn", "duckdb2"]
)
def test_an_address_that_names_no_engine_is_said_with_what_does(address: str) -> None:
    with pytest.raises(EngineUnusableError) as caught:
        engine_for(address)
    assert str(caught.value) == f'"{address}" is no engine. {choice.HOW_ENGINES_ARE_WRITTEN}'


@pytest.mark.parametrize(
    ("written", "size"),
    [("2GB", 2 * 10**9), ("512 mb", 512 * 10**6), ("1.5GiB", 3 * 2**29), ("0.001KB", 1)],
)
def test_memory_is_written_as_people_write_it(written: str, size: int) -> None:
    assert memory_in_bytes(written) == size


@pytest.mark.parametrize("written", ["", "2", "GB", "-2GB", "2.GB", "2GB!", "two GB"])
def test_what_is_no_amount_of_memory_is_said(written: str) -> None:
    with pytest.raises(EngineUnusableError, match="is no amount of memory"):
        engine_for("duckdb", written)


@pytest.mark.parametrize(
    ("address", "memory", "expected"),
    [
        ("sc://here:15002", "2GB", "its server was given its memory when it was started"),
        ("local[*]", "100MB", "Spark does not start with 100MB"),
    ],
)
def test_a_limit_that_cannot_be_kept_is_refused(address: str, memory: str, expected: str) -> None:
    with pytest.raises(EngineUnusableError, match=expected):
        engine_for(address, memory)


@pytest.mark.parametrize(
    ("missing", "address", "expected"),
    [
        (
            "grpc",
            "sc://here",
            'Spark Connect is not installed here: pip install "milepost[spark]".',
        ),
        (
            "py4j",
            "local[*]",
            (
                'Spark is not installed here: pip install "milepost[cluster]", or name a Spark '
                "Connect server, sc://HOST:PORT."
            ),
        ),
        (
            "java",
            "spark://here:7077",
            (
                "Spark needs Java 17 or newer on this machine, and there is none: install it, or "
                "name a Spark Connect server, sc://HOST:PORT, which needs none here."
            ),
        ),
    ],
)
def test_what_is_missing_is_named_before_anything_starts(
    missing: str, address: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def finds(name: str) -> Any:  # noqa: ANN401  # what import machinery answers
        return None if name == missing else find_spec(name)

    monkeypatch.setattr(spark_sessions, "find_spec", finds)
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(EngineUnusableError) as caught:
        engine_for(address)
    assert str(caught.value) == expected


def _sorted(rows: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401  # cells of any type
    def key(row: tuple[Any, ...]) -> list[tuple[bool, str]]:
        return [(cell is None, _text(cell)) for cell in row]

    return sorted((tuple(row) for row in rows), key=key)


def _text(cell: Any) -> str:  # noqa: ANN401  # of any type
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
