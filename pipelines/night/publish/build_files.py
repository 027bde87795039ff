"""What lies in a build beside its database: pages, workbook, Parquet, the summary of changes; by all processors at once.

Belongs here: what is written by whom. The database is closed by now, so that every process reads it for itself. Does not belong
here: what stands in the files (publish, site, site_reports), the order of publishing (publishing).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from pipelines.engine import Job, jobs_aside
from pipelines.night.publish.site import open_site, write_parts
from pipelines.night.publish.site_news import figures_in_the_news
from pipelines.night.publish.site_reports import link_unchanged, page_jobs
from pipelines.night.settings import Settings
from pipelines.publish import Candidate, live_build, write_tables
from pipelines.publish.release import write_changes
from pipelines.publish.workbook import WORKBOOK, write_workbook
from pipelines.store import Store

WORTH_PROCESSES: Final = 200
"""Reports from which on other processes are worth their start, a second each."""
_MEMORY_MB: Final = 800
_WORKBOOK_MB: Final = 400
"""The workbook reads table after table, each once: what DuckDB keeps of the last is of no use to the next."""


def write_files(settings: Settings, candidate: Candidate, tables: Mapping[str, int]) -> None:
    """Fill the folder of a candidate whose database is closed. ``tables``: its rows by ``schema.table``."""
    live = live_build(settings.warehouse)
    with Store.open_read_only(candidate.database, _MEMORY_MB) as store:
        site = open_site(candidate, store, live)
        names = link_unchanged(store, site)
        workers = settings.workers if tables["core.reports"] >= WORTH_PROCESSES else 1

        def jobs() -> Iterator[Job]:
            yield partial(_write_workbook, candidate)
            yield from page_jobs(settings, candidate.database, site, names)
            yield partial(write_tables, candidate, tables)

        with jobs_aside(jobs(), workers):
            changed = figures_in_the_news(store, live, candidate.inputs)
            for _ in write_parts(settings, store, site, changed):
                pass
            write_changes(store, candidate.folder, candidate.build_id, live)


def _write_workbook(candidate: Candidate) -> None:
    with Store.open_read_only(candidate.database, _WORKBOOK_MB) as store:
        write_workbook(store, candidate.folder / WORKBOOK, candidate.build_id, candidate.started_at)
