"""Seconds and memory of a night in which nothing has changed, over N files: ``python -m benchmarks.unchanged [N]``; N is 100000 unless
given, first a tenth of it.

A real night over a few reports comes first. Its files are then multiplied with bytes of their own: the store, the ledger, the shards
and the manifest of the live build are given what taking them in, reading and extracting them would have left. What is
measured is ``xianjian run`` as a whole, in a process of its own; the CPU seconds do not depend on what else the machine does.
"""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pipelines.night.extract.batch import shard_name
from pipelines.night.extract.facts import document_stamp, with_folder
from pipelines.night.run import Night
from pipelines.night.settings import Settings
from pipelines.publish import begin, live_build, publish
from pipelines.samples.files import render
from pipelines.samples.invent import YEARS, invent
from pipelines.sources.inbox import SourceFile, list_inbox
from pipelines.sources.store_files import stored_path
from pipelines.state import FileRecord, State

BASE, BATCH, FOLDER = 50, 50, 500
SEED = 11
YOUNG_SECONDS = 2.5
"""A file is known by its times once it is so old."""


def publish_base(settings: Settings) -> None:
    """A real night over a few reports."""
    for number, specimen in enumerate(invent(SEED, BASE, YEARS)):
        write_file(settings.raw, number, render(specimen, "txt"))
    time.sleep(YOUNG_SECONDS)
    with Night.open(settings) as night:
        night.build()
        night.check()
        night.compare()
        verdict = night.decide()
        assert verdict is not None
        assert verdict.open, verdict
        night.publish()


def write_file(raw: Path, number: int, content: bytes) -> None:
    """One more file, in the folder of a county."""
    place = raw / f"第{number // FOLDER:03}县" / f"报告{number:06}.txt"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def multiply(settings: Settings, files: int) -> None:
    """The files, and what nights would have left of them."""
    base = [file.absolute.read_bytes() for file in list_inbox(settings.raw).files]
    for number in range(BASE, files):
        write_file(settings.raw, number, base[number % BASE] + f"\n{number}".encode())
    lines = (f"第{n // FOLDER:03}县/报告{n:06}.txt,2023" for n in range(files))
    (settings.raw / "manifest.csv").write_text("\n".join(("path,fiscal_year", *lines)), encoding="utf-8")
    time.sleep(YOUNG_SECONDS)
    with State.open(settings.warehouse) as state:
        known = {record.document_id: record for record in state.documents()}
        model = next(record for record in known.values() if record.shard)
        source = settings.shards / str(model.shard)
        arrivals = [keep(settings, file) for file in list_inbox(settings.raw).files]
        state.record_files(arrived for _, arrived in arrivals)
        records = []
        for file, arrived in arrivals:
            stamp, sha256 = document_stamp(with_folder(file.card, file.path)), arrived.sha256
            record = known.get(sha256[:16]) or replace(
                model, document_id=sha256[:16], sha256=sha256, path=file.path
            )
            records.append(replace(record, file_name=file.file_name, extract_stamp=stamp))
        for start in range(0, len(records), BATCH):
            batch = records[start : start + BATCH]
            name = shard_name((r.document_id, r.extract_stamp or "") for r in batch)
            shutil.copytree(source, settings.shards / name, copy_function=os.link)
            state.record_documents(replace(record, shard=name) for record in batch)


def keep(settings: Settings, file: SourceFile) -> tuple[SourceFile, FileRecord]:
    """The bytes in the store, as a hard link, and what the ledger knows of the file after that."""
    sha256, now = hashlib.sha256(file.absolute.read_bytes()).hexdigest(), datetime.now(UTC)
    place = stored_path(settings.documents, sha256)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.hardlink_to(file.absolute)
    status = file.absolute.stat()  # a link more is another time of change
    record = FileRecord(file.path, sha256, status.st_size, status.st_mtime_ns, now, now, status.st_ctime_ns)
    return file, record


def publish_multiplied(settings: Settings) -> None:
    """The live build once more, as if it were made of all files."""
    with Night.open(settings) as night:
        assert not night.reading.documents
        assert night.facts.extracted == 0
        candidate = begin(settings.warehouse, night.inputs, night.started_at)
        live = live_build(settings.warehouse)
        assert live is not None
        shutil.copytree(live.folder, candidate.folder, dirs_exist_ok=True)
        manifest = replace(live.manifest(), build_id=candidate.build_id, inputs=night.inputs)
        manifest.write(candidate.folder)
        publish(candidate)


def measure(files: int) -> None:
    """Print what an unchanged night over this many files costs."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "raw", Path(folder) / "warehouse", trigger="benchmark")
        publish_base(settings)
        multiply(settings, files)
        publish_multiplied(settings)
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [str(Path(sys.executable).parent / "xianjian"), "run"]
        places = ["--raw", str(settings.raw), "--warehouse", str(settings.warehouse)]
        subprocess.run([*command, *places], check=True, stdout=subprocess.DEVNULL)
        wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        with State.open(settings.warehouse) as state:
            run = state.runs()[-1]
    assert (run.trigger, run.status) == ("cli", "unchanged"), run
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{files} files: {wall:.1f} s, CPU {cpu:.1f} s, {run.counts['peak_memory_mb']} MB")
    hops = {k.removeprefix("wall_ms_"): v for k, v in run.counts.items() if k.startswith("wall_ms_")}
    print("  " + ", ".join(f"{hop} {ms / 1000:.1f} s" for hop, ms in hops.items()), flush=True)


def main(files: int) -> None:
    """Print the figures for a tenth and for the whole."""
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    for count in (files // 10, files):
        measure(count)


if __name__ == "__main__":
    main(next((int(argument) for argument in sys.argv[1:] if argument.isdigit()), 100_000))
