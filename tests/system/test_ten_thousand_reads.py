"""Readers open the live build ten thousand times during two hundred publications: no error, no mixed view, never back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.publish.candidates import published
from tests.system.processes import wait_until

PUBLICATIONS, READS, READERS = 200, 10_000, 2
READER = """
import os, sys, duckdb
path, counted = sys.argv[1], os.open(sys.argv[2], os.O_CREAT | os.O_WRONLY)
latest = reads = 0
while True:
    with duckdb.connect(path, read_only=True) as connection:
        (total,) = connection.execute("SELECT total FROM mart.sums").fetchone()
        (facts,) = connection.execute("SELECT sum(amount_yuan) FROM core.facts").fetchone()
    if total != facts or total < latest:
        sys.exit(f"after {reads} reads: mart {total}, core {facts}, before {latest}")
    latest, reads = total, reads + 1
    os.pwrite(counted, b"%012d" % reads, 0)
"""


def _reads(counters: list[Path]) -> int:
    return sum(int(path.read_bytes() or 0) for path in counters if path.exists())


@pytest.mark.ordeal
def test_ten_thousand_reads_during_two_hundred_publications_see_whole_builds(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    published(warehouse, 1, keep=3)
    counters = [tmp_path / f"reads-{number}" for number in range(READERS)]
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(warehouse / "current" / "xianjian.duckdb"), str(counter)],
            stderr=subprocess.PIPE,
            text=True,
        )
        for counter in counters
    ]
    try:
        for number in range(2, PUBLICATIONS + 2):
            published(warehouse, number, keep=3)
            due = READS * (number - 1) // PUBLICATIONS
            assert wait_until(lambda due=due: _reads(counters) >= due, 60, pause=0.01), (  # type: ignore[misc]
                "the readers stand still",
                [reader.poll() for reader in readers],
            )
        assert [reader.poll() for reader in readers] == [None] * READERS
        assert _reads(counters) >= READS
    finally:
        said = []
        for reader in readers:
            reader.kill()
            said.append(reader.communicate()[1])
    assert said == [""] * READERS
