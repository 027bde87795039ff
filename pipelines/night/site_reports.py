"""The report pages of a build: those that changed are made, the others are linked from the live build.

Belongs here: which pages are made, from which stored Document, masked by whom, in how many processes. Does not belong here: what a
page shows (publish.site.report), pictures of pages (page_pictures).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipelines.engine import stream_tasks
from pipelines.extract.outline.sections import find_sections
from pipelines.extract.persons import find_persons
from pipelines.model.codec import decode
from pipelines.model.document import Document
from pipelines.night.settings import Settings
from pipelines.night.stamps import stage_stamp
from pipelines.normalize.masking import Mask
from pipelines.publish.site import Site
from pipelines.publish.site.addresses import report_page
from pipelines.publish.site.pages import link
from pipelines.publish.site.report import render_report
from pipelines.publish.site.report_keys import INDEX, keys_as_bytes, read_keys, report_keys
from pipelines.publish.site.report_rows import ReportContent, gather
from pipelines.store import Store

_BATCH = 400
_WORTH_PROCESSES = 200
_CHUNK = 20


@dataclass(frozen=True, slots=True)
class _Pages:
    """Some pages to make, as they go to another process."""

    settings: Settings
    site: Site
    contents: Sequence[ReportContent]


def write_reports(settings: Settings, store: Store, site: Site) -> int:
    """Write ``reports/``; how many pages were made anew. None are written where ``serve`` makes them."""
    if site.serves_reports:
        return 0
    keys = report_keys(store, f"{stage_stamp('pages')} {site.is_sample}")
    (site.folder / "reports").mkdir(parents=True, exist_ok=True)
    before = read_keys(site.previous)
    fresh = sorted(name for name, key in keys.items() if before.get(name) != key or not _linked(site, name))
    workers = settings.workers if len(fresh) >= _WORTH_PROCESSES else 1
    made = 0
    for done in stream_tasks(_write_pages, _tasks(settings, store, site, fresh), workers):
        if done.error is not None:
            raise done.error
        made += done.value or 0
    site.put(INDEX, keys_as_bytes(keys))
    return made


def render_page(settings: Settings, site: Site, content: ReportContent) -> str:
    """One report's page. Where the stored text is gone, the page says so."""
    document = stored_document(settings, content.shown["sha256"])
    mask = None if document is None else mask_of(document)
    return render_report(site, content, document, mask.flow if mask else None)


def stored_document(settings: Settings, sha256: str) -> Document | None:
    """The Document of these bytes; None where it is not kept."""
    path = settings.document(sha256)
    return decode(path.read_bytes()) if path.is_file() else None


def mask_of(document: Document) -> Mask:
    """What covers the persons of a document."""
    return Mask.of(document, find_persons(document, find_sections(document)))


def _linked(site: Site, name: str) -> bool:
    page = report_page(name)
    return site.previous is not None and link(site.previous / page, site.folder / page)


def _tasks(settings: Settings, store: Store, site: Site, names: Sequence[str]) -> Iterator[_Pages]:
    """Rows are gathered for some hundred reports at a time, and handed on in chunks while others are being made."""
    alone = replace(site, before={}, keys={})  # what other pages show need not go to every process
    for start in range(0, len(names), _BATCH):
        contents = gather(store, names[start : start + _BATCH])
        while chunk := tuple(islice(contents, _CHUNK)):
            yield _Pages(settings, alone, chunk)


def _write_pages(pages: _Pages) -> int:
    for content in pages.contents:
        page = report_page(content.report["report_id"])
        pages.site.put(page, render_page(pages.settings, pages.site, content).encode())
    return len(pages.contents)
