"""The contest: ``python -m benchmarks.night [N] [--keep FOLDER] [--sample M]``.

N reports (1,000 unless given). The straightforward script runs over a random M of them (all unless given), one half before and
one half between our nights, so that what else runs on the machine weighs on both; our night runs over a tenth of the reports
and then over all. Seconds of CPU (child processes included) and on the clock; the script's are scaled from M to N.
``--keep``: where the files stay for the next time.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.night.reports import make_reports

APART = "publish"
"""The hop that writes site and workbook, seals and links: not part of files to gated database."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of a process with its children, and what it printed last."""

    wall: float
    cpu: float
    said: str = ""


def run(module: str, *arguments: str) -> Spent:
    """Run a module in a process of its own. Raises CalledProcessError."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(time.monotonic() - started, cpu, done.stdout.strip().splitlines()[-1])


def our_night(folder: Path, files: Sequence[Path]) -> Spent:
    """A night over these files in a fresh warehouse; what it cost from files to gated database."""
    raw, warehouse = folder / f"raw{len(files)}", folder / f"warehouse{len(files)}"
    raw.mkdir()
    for path in files:
        shutil.copy(path, raw / path.name)
    spent = run("benchmarks.night.ours", str(raw), str(warehouse))
    told: dict[str, Any] = json.loads(spent.said)
    clock: dict[str, int] = told["clock"]
    print(f"ours, {len(files)} files: {told['status']}, {spent.wall:.1f} s, CPU {spent.cpu:.1f} s")
    print(f"  {told['counts']}")
    for hop in (name.removeprefix("wall_ms_") for name in clock if name.startswith("wall_ms_")):
        print(
            f"  {hop:10} {clock[f'wall_ms_{hop}'] / 1000:8.1f} s, CPU {clock[f'cpu_ms_{hop}'] / 1000:8.1f} s"
        )
    print(
        f"  memory by the end of each hop, MB: {told['memory_mb']}; a child {clock['peak_child_memory_mb']}"
    )
    size = sum(file.stat().st_size for file in warehouse.rglob("*") if file.is_file())
    print(f"  warehouse: {size / len(files) / 1000:.0f} kB a report", flush=True)
    wall, cpu = (clock.get(f"{kind}_ms_{APART}", 0) / 1000 for kind in ("wall", "cpu"))
    return Spent(spent.wall - wall, spent.cpu - cpu)


def script(folder: Path, files: Sequence[Path]) -> Spent:
    """The straightforward script over these files."""
    database = folder / f"{files[0].stem}.duckdb"
    spent = run("benchmarks.night.straightforward", str(database), *map(str, files))
    print(f"script, {len(files)} files: {spent.wall:.1f} s, CPU {spent.cpu:.1f} s", flush=True)
    return spent


def main(count: int, keep: Path | None, sample: int) -> None:
    """Make the files, run both, print the figures."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        files = make_reports((keep or folder) / f"reports{count}", count)
        chosen = Random(count).sample(files, sample)
        theirs = [script(folder, chosen[::2])]
        tenth = our_night(folder, Random(0).sample(files, count // 10))
        theirs.append(script(folder, chosen[1::2]))
        whole = our_night(folder, files)
    wall, cpu = (sum(getattr(spent, kind) for spent in theirs) * count / sample for kind in ("wall", "cpu"))
    found = sum(int(spent.said) for spent in theirs)
    print(f"script, {sample} files, {found} figures; for {count} files {wall:.1f} s, CPU {cpu:.1f} s")
    print(f"ours, files to gated database: {whole.wall:.1f} s, CPU {whole.cpu:.1f} s")
    print(f"ratio: clock {wall / whole.wall:.2f}, CPU {cpu / whole.cpu:.2f}")
    print(
        f"growth {count // 10} → {count}: clock {whole.wall / tenth.wall:.2f}, CPU {whole.cpu / tenth.cpu:.2f}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.night")
    parser.add_argument("count", type=int, nargs="?", default=1_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--sample", type=int)
    given = parser.parse_args()
    main(given.count, given.keep, given.sample or given.count)
