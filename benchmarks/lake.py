"""Seconds (on the clock, and of CPU), peak memory and size of publishing a database into a lake, and of the next publication.

``python -m benchmarks.lake CATALOG DATABASE``: CATALOG names an empty Postgres database (``host=/tmp/pg dbname=lake user=postgres``);
``python -m benchmarks.marts 10000 --keep DATABASE`` makes a database of 10,000 reports. The CPU of Postgres itself is not in it.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.store import Lake, LakePlace


@contextmanager
def measured(what: str) -> Iterator[None]:
    """Prints what the block took."""
    clock, cpu = time.perf_counter(), time.process_time()
    yield
    print(f"{what}: {time.perf_counter() - clock:.1f} s, CPU {time.process_time() - cpu:.1f} s")


def main(catalog: str, database: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        with measured("open"):
            lake = Lake.open(LakePlace(catalog, str(data)))
        with lake:
            for build in ("first", "second"):
                with measured(f"publish {build}"):
                    rows = lake.publish(database, build)
            with measured("count every table"):
                lake.count_tables()
        size = sum(path.stat().st_size for path in data.rglob("*.parquet"))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(
            f"{rows:,} rows, {size / 2e6:.1f} MB of Parquet for a build, {database.stat().st_size / 1e6:.1f} MB as a file"
        )
        print(f"{peak / 1024:.0f} MB of memory at most")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
