"""Analysts read on, in processes of their own, while new builds are published; each sees one whole build."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.night.nights import run_night
from tests.system.conftest import Published
from tests.system.processes import copy_of, run, wait_until

READER = """
import json, sys, threading, duckdb
path, once = sys.argv[1], sys.argv[2] == "once"
LOOK = '''SELECT (SELECT count(*) FROM core.reports), (SELECT count(*) FROM mart.unit_year),
           (SELECT sum(amount_yuan)::VARCHAR FROM core.budget_facts),
           (SELECT list(DISTINCT run_id) FROM quality.results)'''
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
connection = duckdb.connect(path, read_only=True) if once else None
while not stop.wait(0.1):
    if once:
        seen = connection.execute(LOOK).fetchone()
    else:
        with duckdb.connect(path, read_only=True) as fresh:
            seen = fresh.execute(LOOK).fetchone()
    print(json.dumps(seen), flush=True)
"""


class Reader:
    """Queries in a loop: on one connection for ever (``once``) or on a new one each time (``fresh``)."""

    def __init__(self, database: Path, manner: str, answers: Path) -> None:
        self.answers = answers
        with answers.open("w") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-c", READER, str(database), manner],
                stdin=subprocess.PIPE,
                stdout=file,
                stderr=subprocess.PIPE,
                text=True,
            )

    def seen(self) -> list[tuple[int, int, str, str]]:
        """What each query saw: reports, rows of a mart, a sum of money, the run that made the build."""
        rows = [json.loads(line) for line in self.answers.read_text().splitlines()]
        assert all(len(runs) == 1 for *_, runs in rows), "a view of two builds"
        return [(reports, units, total, runs[0]) for reports, units, total, runs in rows]

    def stop(self) -> None:
        _, err = self.process.communicate(input="", timeout=30)
        assert self.process.returncode == 0, err


def _by_command(raw: Path, warehouse: Path) -> None:
    ran = run(raw, warehouse, "--rebuild")
    assert ran.code == 0, ran.text


def _in_this_process(raw: Path, warehouse: Path) -> None:
    """The same night without the seconds that its libraries take to load."""
    assert run_night(raw, warehouse, rebuild=True).status == "published"


def _publish_under_readers(
    published: Published, home: Path, publish: Callable[[Path, Path], None], times: int
) -> None:
    warehouse = copy_of(published.warehouse, home / "warehouse")
    database = warehouse / "current" / "xianjian.duckdb"
    once = Reader(database, "once", home / "once.jsonl")
    fresh = Reader(database, "fresh", home / "fresh.jsonl")
    try:
        for reader in (once, fresh):
            assert wait_until(lambda reader=reader: reader.answers.stat().st_size > 0, 30)  # type: ignore[misc]
        for _ in range(times):
            publish(published.raw, warehouse)
            seen = fresh.answers.stat().st_size
            assert wait_until(lambda seen=seen: fresh.answers.stat().st_size > seen + 400, 30)  # type: ignore[misc]
        once.stop()
        fresh.stop()
    finally:
        for reader in (once, fresh):
            reader.process.kill()
            reader.process.communicate()
    assert len(set(once.seen())) == 1, "an open connection keeps its build"
    looks = fresh.seen()
    assert {look[:3] for look in looks} == {once.seen()[0][:3]}
    runs = [look[3] for look in looks]
    assert len(dict.fromkeys(runs)) == times + 1
    changes = sum(before != after for before, after in pairwise(runs))
    assert changes == times, "never back to an older build"


@pytest.mark.slow
def test_readers_are_never_blocked_by_two_publications(published: Published, tmp_path: Path) -> None:
    _publish_under_readers(published, tmp_path, _in_this_process, 2)


@pytest.mark.ordeal
def test_readers_are_never_blocked_by_five_publications(published: Published, tmp_path: Path) -> None:
    _publish_under_readers(published, tmp_path, _by_command, 5)
