"""Dask with two worker processes against the two processes of the pool: reading and extracting the same files.

``python -m benchmarks.engines [COPIES] [ROUNDS]``: the shipped samples so many times over, in turns, after a round that does not
count; starting apart. CPU is that of this process and of all that descend from it; on a machine with other work its ratio tells
more than that of the wall clock. Both write Documents and shards into fresh folders.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipelines.engine import Engine, EngineSettings, map_batches, open_engine
from pipelines.engine.likeness import Likeness
from pipelines.model.claims import Card
from pipelines.night.engines import STAGES
from pipelines.night.extract.batch import Task, extract_batch
from pipelines.night.extract.facts import BATCH
from pipelines.night.read.places import Read, file_reader
from pipelines.night.settings import DOCUMENT, ROOT, Settings
from pipelines.night.stamps import stage_stamp
from pipelines.read.nested import Item

WORKERS = 2
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of a piece of work, and how many files or documents came of it."""

    wall: float
    cpu: float
    came: int


@dataclass(frozen=True, slots=True)
class Contestant:
    """An engine that is running, and its reader."""

    name: str
    engine: Engine
    read: Read


def cpu_seconds() -> float:
    """User and system time of this process and its descendants, of those that have ended too."""
    stats: dict[int, tuple[int, float]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # gone meanwhile
                continue
            stats[int(entry.name)] = (int(fields[1]), sum(map(int, fields[11:15])) / _TICK)
    ours = {os.getpid()}
    while more := {pid for pid, (parent, _) in stats.items() if parent in ours} - ours:
        ours |= more
    return sum(stats[pid][1] for pid in ours)


def inbox(folder: Path, copies: int) -> list[Item]:
    """The samples as received files, each copy a file of its own."""
    items: list[Item] = []
    for sample in sorted((ROOT / "raw" / "samples").iterdir()):
        if sample.suffix not in (".csv", ".toml"):
            for copy in range(copies):
                place = folder / sample.stem / str(copy) / "original"
                place.parent.mkdir(parents=True)
                shutil.copyfile(sample, place)
                items.append(Item(place, sample.name))
    return items


def read(contestant: Contestant, items: Sequence[Item]) -> int:
    """Hop 2; how many Documents are stored."""
    return sum(file.is_ok for _, file in contestant.read(items))


def extract(contestant: Contestant, items: Sequence[Item], shards: Path) -> int:
    """Hops 3 and 4; how many documents have rows."""
    tasks = [
        Task(f"{n:016x}", item.place.with_name(DOCUMENT), item.name, Card(), "benchmark")
        for n, item in enumerate(items)
    ]
    done = map_batches(contestant.engine, partial(extract_batch, shards), tasks, BATCH)
    return sum(len(one.value.filed) for one in done if one.value is not None)


def measure(contestant: Contestant, copies: int) -> Iterator[Cost]:
    """What reading, then extracting, costs."""
    with tempfile.TemporaryDirectory() as name:
        items = inbox(Path(name) / "documents", copies)
        for work in (
            partial(read, contestant, items),
            partial(extract, contestant, items, Path(name) / "shards"),
        ):
            began, cpu = time.perf_counter(), cpu_seconds()
            came = work()
            yield Cost(time.perf_counter() - began, cpu_seconds() - cpu, came)


def main(arguments: list[str]) -> int:
    copies = int(arguments[0]) if arguments else 6
    rounds = int(arguments[1]) if len(arguments) > 1 else 4
    costs: dict[str, list[list[Cost]]] = {"pool": [], "dask": []}
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        contestants: list[Contestant] = []
        for name, cluster in (("pool", ""), ("dask", "local")):
            began = time.perf_counter()
            settings = Settings(home, home / name, workers=WORKERS)
            likeness = Likeness.of(stage_stamp, STAGES, home / name)
            engine = stack.enter_context(open_engine(EngineSettings(cluster=cluster), likeness, WORKERS))
            contestant = Contestant(name, engine, stack.enter_context(file_reader(settings, engine)))
            contestants.append(contestant)
            print(f"{name}：就绪 {time.perf_counter() - began:.1f} 秒", flush=True)
            list(measure(contestant, 2))
        for turn in range(rounds):
            for contestant in contestants if turn % 2 else reversed(contestants):
                costs[contestant.name].append(list(measure(contestant, copies)))
    return report(costs)


def report(costs: dict[str, list[list[Cost]]]) -> int:
    """Print medians and their ratio for each piece of work and for both."""
    for label, pick in (
        ("读取 read", slice(0, 1)),
        ("提取 extract", slice(1, 2)),
        ("合计 both", slice(0, 2)),
    ):
        wall, cpu = (
            {
                name: statistics.median(sum(getattr(c, kind) for c in turn[pick]) for turn in turns)
                for name, turns in costs.items()
            }
            for kind in ("wall", "cpu")
        )
        came = {name: turns[0][pick][-1].came for name, turns in costs.items()}
        assert came["pool"] == came["dask"], came
        print(
            f"{label}：{came['pool']:,} 份；pool 墙钟 {wall['pool']:.2f}、CPU {cpu['pool']:.2f} 秒，"
            f"dask 墙钟 {wall['dask']:.2f}、CPU {cpu['dask']:.2f} 秒；"
            f"dask ÷ pool 墙钟 {wall['dask'] / wall['pool']:.3f}、CPU {cpu['dask'] / cpu['pool']:.3f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
