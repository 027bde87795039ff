"""A publishing process may die anywhere, and readers read on: the live build is always whole."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from pipelines.publish import builds
from pipelines.store import Store
from tests.publish.candidates import published


def test_killed_at_every_step_the_live_build_stays_whole(tmp_path: Path, project_root: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.publish.kill_at_each_step", str(tmp_path)],
        cwd=project_root,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    seen = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(seen) >= 25, run.stdout + run.stderr
    assert all(look.get("whole") for look in seen), seen
    numbers = [look["number"] for look in seen]
    assert numbers == sorted(numbers)
    assert numbers[0] == 0
    assert numbers[-1] == seen[-1]["step"]
    assert not list((tmp_path / "builds").glob("*.building"))
    assert len(builds(tmp_path)) == 2


READER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
print("open", flush=True)
for line in sys.stdin:
    total, = connection.execute("SELECT total FROM mart.sums").fetchone()
    facts, = connection.execute("SELECT sum(amount_yuan) FROM core.facts").fetchone()
    print(int(total), int(facts), flush=True)
"""


def test_an_analyst_reads_on_while_five_builds_are_published(tmp_path: Path) -> None:
    published(tmp_path, 1, keep=2)
    database = tmp_path / "current" / "xianjian.duckdb"
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdin is not None
    assert reader.stdout is not None
    try:
        assert reader.stdout.readline() == "open\n"
        for number in range(2, 7):
            published(tmp_path, number, keep=2)
            reader.stdin.write("read\n")
            reader.stdin.flush()
            assert reader.stdout.readline() == "100 100\n"
            with Store.open_read_only(database) as store:
                assert store.scalar("SELECT total FROM mart.sums") == 100 * number
        reader.stdin.close()
        assert reader.wait(timeout=10) == 0
    finally:
        reader.kill()
        reader.wait()
        reader.stdout.close()
