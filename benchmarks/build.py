"""Seconds and memory of the build: versions, database, marts and Parquet of N facts: ``python -m benchmarks.build [N] [--per-shard M] [--keep FOLDER]``.

N is 1000000 unless given. Reports are invented, extracted once and multiplied as shards (build_shards), M of them in each: 50 as in a
night. ``--keep``: where shards and ledger stay, to be used again. What rules would have found is invented (marts_found) and not timed.
The build runs in a process of its own; a peak is that of the step, the memory of earlier steps that is not given back included.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from benchmarks.build_shards import write_base, write_ledger, write_shards
from benchmarks.marts_found import invent
from pipelines.night.assemble.assembling import assemble_shards
from pipelines.night.check.building import Material, build_candidate, build_inputs
from pipelines.night.check.concepts import apply_concepts
from pipelines.night.extract.facts import Facts
from pipelines.night.settings import Settings
from pipelines.publish.parquet import count_tables, write_parquet
from pipelines.sources.inbox import list_inbox
from pipelines.sources.intake import Intake
from pipelines.state import State
from pipelines.store import build_marts

FACTS, PER_SHARD = 1_000_000, 50
TIMED = ("assemble", "load", "marts", "checkpoint")
Spent = dict[str, tuple[float, float, float]]
"""Step → seconds on the clock, of CPU, and peak megabytes."""


def prepare(folder: Path, facts: int, per_shard: int) -> Settings:
    """Shards and ledger below the folder, made where they are not there yet."""
    settings = Settings(folder / "raw", folder / "warehouse", trigger="benchmark")
    done = folder / "made.json"
    if not done.exists():
        settings.raw.mkdir(parents=True)
        write_base(folder / "base")
        held = write_shards(folder / "base", settings.shards, facts, per_shard)
        done.write_text(json.dumps({"facts": held, "reports": write_ledger(settings)}))
    print(f"{done.read_text()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    return settings


def build(settings: Settings) -> Spent:
    """Every step of the build, each measured."""
    spent: Spent = {}
    with State.open(settings.warehouse) as state:
        facts = Facts(tuple(sorted(p.name for p in settings.shards.iterdir())), 0, 0, 0)
        nothing = Intake((), (), 0)
        inputs = build_inputs(settings, state, facts, list_inbox(settings.raw), nothing)
        with measured("assemble", spent):
            assembly = assemble_shards(settings, state, facts.shards)
        with measured("load", spent):
            material = Material(facts, assembly, nothing)
            own = replace(inputs, is_sample=False)
            built = build_candidate(settings, state, own, material, datetime.now(UTC))
        with measured("invented findings, not counted", spent):
            apply_concepts(built.store, settings.decisions)
            invent(built.store, len(assembly.reports))
        with measured("marts", spent):
            build_marts(built.store, settings.marts)
        with measured("checkpoint", spent):
            built.store.execute("CHECKPOINT")
        with measured("Parquet, not counted", spent):
            write_parquet(built.store, count_tables(built.store), built.candidate.folder / "parquet")
        built.store.checkpoint_and_close()
        print(f"database {built.candidate.database.stat().st_size / 1e6:.0f} MB")
    return spent


@contextmanager
def measured(step: str, spent: Spent) -> Iterator[None]:
    """Note what the block takes."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew at what is resident now
    clock, cpu = time.perf_counter(), _cpu()
    yield
    spent[step] = (time.perf_counter() - clock, _cpu() - cpu, _peak())
    print(
        f"  {step}: {spent[step][0]:.1f} s, CPU {spent[step][1]:.1f} s, {spent[step][2]:.0f} MB", flush=True
    )


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _peak() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def main(arguments: Sequence[str]) -> None:
    """Prepare here and build in another process; with ``--build FOLDER`` be that process."""
    given = dict(pairwise(arguments))
    if "--build" in given:
        folder = Path(given["--build"])
        spent = build(Settings(folder / "raw", folder / "warehouse", trigger="benchmark"))
        clock, cpu = (sum(spent[step][place] for step in TIMED) for place in (0, 1))
        print(
            f"{', '.join(TIMED)}: {clock:.1f} s, CPU {cpu:.1f} s, {max(s[2] for s in spent.values()):.0f} MB"
        )
        return
    facts = int(arguments[0]) if arguments and arguments[0].isdigit() else FACTS
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(given.get("--keep", temporary))
        prepare(folder, facts, int(given.get("--per-shard", PER_SHARD)))
        subprocess.run([sys.executable, "-m", "benchmarks.build", "--build", str(folder)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
