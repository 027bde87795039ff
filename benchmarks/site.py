"""Seconds of every part of a site over N reports, bytes of a report's page, and the same site again where nothing has changed.

``python -m benchmarks.site [N]``; N is 10000 unless given, first a tenth of it. Reports are those of the benchmark of the marts. CPU
seconds are those of this process and its helpers: what else runs on the machine does not weigh on them, so for a machine of two free
cores the wall time lies between a half and the whole of them.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.marts import fill
from benchmarks.rules_store import SETTINGS, write_base
from pipelines.night.publish.build_files import write_files
from pipelines.night.publish.site import write_parts
from pipelines.night.publish.site_reports import link_unchanged, page_jobs
from pipelines.night.settings import Settings
from pipelines.night.stamps import stage_stamp
from pipelines.publish import Inputs, begin, close_database, publish, sign
from pipelines.publish.site import SITE, Site, start_site
from pipelines.store import Store, build_marts

STAMP = stage_stamp("pages")
AT = datetime(2026, 1, 1, tzinfo=UTC)


def keep_documents(base: Path, store: Store, settings: Settings) -> None:
    """Put the stored Documents where pages look for them: the copies of a report share one."""
    store.execute("UPDATE core.documents SET sha256 = rpad(split_part(document_id, '~', 1), 64, '0')")
    for file in base.glob("*.json.gz"):
        place = settings.document(file.name.partition(".")[0].ljust(64, "0"))
        place.parent.mkdir(parents=True)
        shutil.copy(file, place)


def measure(base: Path, reports: int) -> None:
    """Two builds of the same reports, one behind the other; each page in this process, part by part, then the whole as a night does."""
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(SETTINGS, raw=Path(folder) / "raw", warehouse=Path(folder) / "warehouse")
        candidate = begin(settings.warehouse, Inputs({}, "code", "rules", "none", False), AT)
        store = fill(base, reports, candidate.database)
        build_marts(store, SETTINGS.marts)
        keep_documents(base, store, settings)
        tables = close_database(candidate, store)
        with timed("all files of the build, in all processes"):
            write_files(settings, candidate, tables)
        pages = [page.stat().st_size for page in (candidate.folder / SITE / "reports").glob("*.html")]
        print(
            f"{len(pages)} report pages of {sum(pages) / len(pages) / 1000:.1f} kB, largest {max(pages) / 1000:.0f} kB"
        )
        with timed("manifest and flushing"):
            sign(candidate, tables, AT)
        live = publish(candidate)
        with Store.open_read_only(live.database) as again:
            for name, before in (("alone", None), ("again", live.folder / SITE)):
                site = start_site(again, Path(folder) / name, name, before, STAMP)
                write_all(name, settings, live.database, again, site)


def write_all(name: str, settings: Settings, database: Path, store: Store, site: Site) -> None:
    """Every part of the site, timed, in this process."""
    with timed(f"{name}: whole site"):
        with timed("  part") as label:
            label.append("reports")
            for job in page_jobs(settings, database, site, link_unchanged(store, site)):
                job()
        parts = write_parts(settings, store, site)
        while True:
            with timed("  part") as label:
                label.append(next(parts, ""))
            if not label[-1]:
                return


@contextmanager
def timed(label: str) -> Iterator[list[str]]:
    """Print the seconds of a block, by the clock and by the processors; what the block adds to the label is printed too."""
    started, before = time.perf_counter(), _cpu()
    said = [label]
    yield said
    if said[-1]:
        print(
            f"{' '.join(said)}: {time.perf_counter() - started:.1f} s, {_cpu() - before:.1f} s of CPU",
            flush=True,
        )


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def main(reports: int) -> None:
    """Print the figures for a tenth and for the whole."""
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        write_base(Path(folder))
        for count in (reports // 10, reports):
            measure(Path(folder), count)


if __name__ == "__main__":
    main(next((int(argument) for argument in sys.argv[1:] if argument.isdigit()), 10_000))
