"""``xianjian read``: any folder of files, read without extracting, every file accounted for.

Belongs here: walking the folder, the CSV, the counts. Does not belong here: reading.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from pipelines.night.progress import track
from pipelines.read.guard import Limits, ReaderPool
from pipelines.read.nested import BETWEEN, Item, read_nested
from pipelines.read.result import Member, ReadResult
from pipelines.sources.inbox import printable_path

COLUMNS = ("file", "outcome", "reason", "reader", "seconds", "peak_memory_mb", "media_type", "message_zh")


def account(
    folder: Path, report: Path, workers: int, seconds: float, cache: Path
) -> Counter[tuple[str, str]]:
    """Read every file below ``folder`` and what archives hold; write a row for each; counts by reader and reason.

    ``seconds``: what one file may take, recognised pages included; ``cache``: where recognised pages are kept.
    """
    limits = Limits(cpu_seconds=seconds, wall_seconds=seconds, longest_seconds=seconds)
    items = [Item(path, printable_path(str(path.relative_to(folder)))) for path in _files(folder)]
    counts: Counter[tuple[str, str]] = Counter()
    with ExitStack() as stack:
        work = Path(stack.enter_context(TemporaryDirectory(prefix="xianjian-")))
        table = stack.enter_context(report.open("w", encoding="utf-8", newline=""))
        pool = stack.enter_context(ReaderPool(workers, limits, cache))
        rows = csv.writer(table)
        rows.writerow(COLUMNS)

        def keep(archive: Item, member: Member) -> Item:
            place = work / f"member-{sum(counts.values())}-{len(kept)}"
            place.write_bytes(member.data)
            kept.append(place)
            return Item(place, f"{archive.path}{BETWEEN}{member.name}", archive)

        kept: list[Path] = []
        for item, result in track(read_nested(pool, items, keep), len(items), "读取 read"):
            counts[result.reader or "", result.reason or ""] += 1
            rows.writerow(_row(item, result))
            table.flush()
            if item.container is not None:
                item.place.unlink()
    return counts


def print_counts(counts: Counter[tuple[str, str]], report: Path) -> None:
    """How many files ended in which way."""
    table = Table("结果 outcome", "原因 reason", "读取器 reader", "文件数 files")
    for (reader, reason), count in sorted(counts.items(), key=lambda entry: (entry[0][1], -entry[1])):
        table.add_row("quarantined" if reason else "ok", reason or "—", reader or "—", f"{count:,}")
    console = Console()
    console.print(table)
    console.print(f"共 {sum(counts.values()):,} 个文件，逐个结果见 {report}", markup=False, highlight=False)


def _files(folder: Path) -> Iterator[Path]:
    """Everything below the folder that is no folder, in the order of names. Links to folders are not entered."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            yield Path(parent) / name


def _row(item: Item, result: ReadResult) -> tuple[str, ...]:
    return (
        item.path,
        "quarantined" if result.reason else "ok",
        result.reason or "",
        result.reader or "",
        f"{result.seconds:.2f}",
        f"{result.peak_memory_mb:.0f}",
        result.media_type,
        result.message_zh,
    )
