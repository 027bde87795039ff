"""Seconds of every mart script over a store of N reports (on the clock, and of CPU), of all of them as a build makes them, then
milliseconds of each of the 25 questions.

``python -m benchmarks.marts [N] [--facts-each M] [--keep FILE]``; N is 10000 unless given, first a tenth of it. Reports are those
of the benchmark of the rules, with their 49 facts each or, of every kind fewer, with M; what a night found in them is invented
(marts_found), for it is not what is measured here. ``--keep``: where the larger database stays.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.marts_found import invent
from benchmarks.rules_store import SETTINGS, corpus, write_base
from pipelines.night.check.concepts import apply_concepts
from pipelines.store import Store, build_marts

ROOT = Path(__file__).resolve().parents[1]
QUERIES = ROOT / "docs" / "queries"
SLOW_SECONDS, TRIES = 0.2, 3
_CURRENT = """
SELECT table_name AS name FROM duckdb_columns() JOIN duckdb_tables() USING (schema_name, table_name)
WHERE schema_name = 'core' AND column_name = 'is_current'
"""


def fill(base: Path, reports: int, database: Path, facts_each: int | None = None) -> Store:
    """The reports with dimensions, concepts and invented results, before the marts."""
    filed = corpus(base, reports, database, facts_each)
    for row in filed.store.rows(_CURRENT):
        filed.store.execute(f"UPDATE core.{row['name']} SET is_current = true")
    for script in sorted(SETTINGS.load.glob("*.sql")):
        filed.store.run_script(script)
    apply_concepts(filed.store, SETTINGS.decisions)
    invent(filed.store, filed.reports)
    print(f"{filed.reports} reports, {filed.facts} facts")
    return filed.store


def time_scripts(store: Store) -> None:
    """Prints the seconds of all scripts one after the other, and of those that take long."""
    clock = cpu = 0.0
    store.execute("CREATE SCHEMA mart")
    with store.workbench() as (bench,):
        for script in sorted(SETTINGS.marts.glob("*.sql")):
            started, used = time.perf_counter(), time.process_time()
            bench.run_script(script)
            seconds, spent = time.perf_counter() - started, time.process_time() - used
            clock, cpu = clock + seconds, cpu + spent
            if spent >= SLOW_SECONDS:
                print(f"  {script.stem} {seconds:.2f} s, CPU {spent:.2f} s")
    print(f"scripts one by one: {clock:.1f} s, CPU {cpu:.1f} s")


def time_marts(store: Store) -> None:
    """Prints the seconds of the marts as a build makes them, side by side, with the views of schema 分析."""
    started, used = time.perf_counter(), time.process_time()
    build_marts(store, SETTINGS.marts)
    print(f"marts: {time.perf_counter() - started:.1f} s, CPU {time.process_time() - used:.1f} s", flush=True)


def time_queries(database: Path) -> None:
    """Best of a few tries of each question, as an analyst opens the file."""
    with Store.open_read_only(database) as store:
        for query in sorted(QUERIES.glob("*.sql")):
            sql = query.read_text(encoding="utf-8").partition(";")[0]
            tries = []
            for _ in range(TRIES):
                started = time.perf_counter()
                rows = len(store.rows(sql))
                tries.append(time.perf_counter() - started)
            print(f"  {query.stem}: {min(tries) * 1000:.0f} ms, {rows} rows")


def measure(base: Path, reports: int, facts_each: int | None, keep: Path | None) -> None:
    """Everything for this many reports."""
    with tempfile.TemporaryDirectory() as folder:
        with fill(base, reports, Path(folder) / "scripts.duckdb", facts_each) as store:
            time_scripts(store)
        database = Path(folder) / "xianjian.duckdb"
        store = fill(base, reports, database, facts_each)
        store.execute("CHECKPOINT")
        before = database.stat().st_size
        time_marts(store)
        store.checkpoint_and_close()
        print(
            f"database {database.stat().st_size / 1e6:.0f} MB, {before / 1e6:.0f} MB of it before the marts"
        )
        time_queries(database)
        if keep is not None:
            shutil.copy(database, keep)


def main(reports: int, facts_each: int | None, keep: Path | None) -> None:
    """Print the figures for a tenth and for the whole."""
    with tempfile.TemporaryDirectory() as folder:
        write_base(Path(folder))
        for count in (reports // 10, reports):
            measure(Path(folder), count, facts_each, keep if count == reports else None)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    given = {
        name: arguments.pop(arguments.index(name) + 1)
        for name in ("--keep", "--facts-each")
        if name in arguments
    }
    main(
        next((int(a) for a in arguments if a.isdigit()), 10_000),
        int(given["--facts-each"]) if "--facts-each" in given else None,
        Path(given["--keep"]) if "--keep" in given else None,
    )
