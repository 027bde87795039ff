"""The report pages of a build: those that changed are made, the others are linked from the live build.

Belongs here: which pages are made, and in how many processes. Does not belong here: what a
page shows (publish.site.report), pictures of pages (page_pictures).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipelines.engine import Job
from pipelines.night.settings import Settings
from pipelines.night.stamps import stage_stamp
from pipelines.night.stored import mask_of, stored_document
from pipelines.publish.site import Site
from pipelines.publish.site.addresses import report_page
from pipelines.publish.site.pages import link
from pipelines.publish.site.report import render_report
from pipelines.publish.site.report_keys import INDEX, keys_as_bytes, read_keys, report_keys
from pipelines.publish.site.report_rows import ReportContent, gather
from pipelines.store import Store

MOST_AT_ONCE = 400
"""Reports whose rows are gathered at once: each time all tables are looked through."""
_LEAST_AT_ONCE = 60
_ROUNDS = 4
_MEMORY_MB = 400


def link_unchanged(store: Store, site: Site) -> list[str]:
    """Link the pages that are those of the live build, and keep what decides each page; the ids of the other reports."""
    if site.serves_reports:
        return []
    keys = report_keys(store, f"{stage_stamp('pages')} {site.is_sample}")
    (site.folder / "reports").mkdir(parents=True, exist_ok=True)
    before = read_keys(site.previous)
    fresh = sorted(name for name, key in keys.items() if before.get(name) != key or not _linked(site, name))
    site.put(INDEX, keys_as_bytes(keys))
    return fresh


def page_jobs(settings: Settings, database: Path, site: Site, names: Sequence[str]) -> Iterator[Job]:
    """Jobs that make the pages of these reports from a closed database, some pages each."""
    alone = replace(site, before={}, keys={})  # what other pages show need not go to every process
    some = min(max(_LEAST_AT_ONCE, len(names) // (_ROUNDS * settings.workers)), MOST_AT_ONCE)
    for start in range(0, len(names), some):
        yield partial(_write_pages, settings, database, alone, names[start : start + some])


def render_page(settings: Settings, site: Site, content: ReportContent) -> str:
    """One report's page. Where the stored text is gone, the page says so."""
    document = stored_document(settings, content.shown["sha256"])
    mask = None if document is None else mask_of(document)
    return render_report(site, content, document, mask.flow if mask else None)


def _linked(site: Site, name: str) -> bool:
    page = report_page(name)
    return site.previous is not None and link(site.previous / page, site.folder / page)


def _write_pages(settings: Settings, database: Path, site: Site, names: Sequence[str]) -> None:
    with Store.open_read_only(database, _MEMORY_MB) as store:
        _make_pages(settings, store, site, names)


def _make_pages(settings: Settings, store: Store, site: Site, names: Sequence[str]) -> None:
    for content in gather(store, names):
        page = report_page(content.report["report_id"])
        site.put(page, render_page(settings, site, content).encode())
