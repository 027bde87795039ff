"""Before hop 1: what counties have disclosed since the last night is fetched into the inbox.

Belongs here: from a crawl's results to files of the inbox with their cards, and what is remembered of each address. Does not
belong here: crawling (sources.crawl), the sources' file (disclosure), reading the inbox.

Files go to ``raw/fetched/<source>/``; ``manifest.csv`` there is written anew each time from what is remembered, so people
edit ``raw/manifest.csv``, never that one. ``.cards/`` keeps, for each file, address, page title, time and the answer's
headers. A crawl that broke off is taken in at the next run, before a new one begins.
"""

from __future__ import annotations

import csv
import json
import posixpath
import shutil
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipelines.model.problem import Problem
from pipelines.night.fetch.disclosure import read_sources
from pipelines.night.progress import stage
from pipelines.night.settings import Settings
from pipelines.sources.cards import MANIFEST
from pipelines.sources.crawl import Crawled, CrawlError, Known, Limits, Seen, Source, crawl
from pipelines.sources.crawl.found import read_results
from pipelines.sources.inbox import FETCHED
from pipelines.state import State
from pipelines.state.fetches import FetchRecord, gone

CARDS = ".cards"


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What a crawl brought: counts by outcome, and what a person should look at."""

    counts: Mapping[str, int]
    problems: tuple[Problem, ...]


def fetch_sources(settings: Settings, state: State, limits: Limits | None = None) -> FetchReport:
    """Crawl every source of raw/sources.toml. A source that fails stops neither the others nor the night."""
    listed = read_sources(settings.raw)
    if not listed.values:
        return FetchReport({}, listed.problems)
    folder = settings.warehouse / "state" / "crawl"
    since = state.unfinished_since()
    _take_in_left_over(settings, state, listed.values, folder)
    records = state.fetches()
    began = since and since.replace(microsecond=0)  # the crawl notes whole seconds
    skipped = [record.url for record in records if began is not None and record.fetched_at >= began]
    known = [Known(r.url, r.sha256, r.text_sha256, r.etag, r.last_modified) for r in records]
    if since is None:
        state.start_crawl(datetime.now(UTC))
    problems: list[Problem] = []
    try:
        with stage(f"抓取 fetch（{len(listed.values)} 个来源）"):
            crawled = crawl(folder, listed.values, known, skipped, limits=limits)
    except CrawlError as error:
        return FetchReport({}, (*listed.problems, Problem("crawl_failed", str(error), str(error))))
    counts = take_in(settings, state, listed.values, crawled)
    if crawled.stopped is None:
        state.finish_crawls(datetime.now(UTC))
    else:
        problems.append(
            Problem(
                "crawl_stopped",
                f"抓取没有做完：{crawled.stopped}。下一夜接着做。",
                f"the crawl broke off: {crawled.stopped}; it goes on next night",
            )
        )
    shutil.rmtree(folder)
    had = {record.url for record in records}
    problems += (
        problem
        for source in listed.values
        for problem in _problems(source, crawled.of(source.source_id), had)
    )
    return FetchReport(counts, (*listed.problems, *problems))


def take_in(settings: Settings, state: State, sources: Iterable[Source], crawled: Crawled) -> dict[str, int]:
    """Move what was fetched into the inbox, and remember every address; counts by outcome."""
    counts: dict[str, int] = {}
    for source in sources:
        before = {record.url: record for record in state.fetches() if record.source_id == source.source_id}
        after = dict(before)
        reached: set[str] = set()
        for seen in crawled.of(source.source_id):
            counts[seen.outcome] = counts.get(seen.outcome, 0) + 1
            reached.add(seen.url)
            if seen.outcome == "fetched" and seen.stored:
                if (old := before.get(seen.url)) is not None and old.sha256 != seen.sha256:
                    counts["changed"] = counts.get("changed", 0) + 1
                after[seen.url] = _received(
                    settings, crawled.folder, seen, before.get(seen.url), after.values()
                )
            elif seen.outcome == "unchanged" and seen.url in after:
                after[seen.url] = replace(
                    after[seen.url], seen_at=datetime.fromisoformat(seen.at), gone_at=None
                )
            elif seen.outcome == "gone" and seen.url in after:
                after[seen.url] = gone(after[seen.url], datetime.fromisoformat(seen.at))
        if source.source_id in crawled.complete and any(
            s.outcome == "listed" for s in crawled.of(source.source_id)
        ):
            now = datetime.now(UTC)
            after |= {url: gone(record, now) for url, record in after.items() if url not in reached}
        counts["disappeared"] = counts.get("disappeared", 0) + sum(
            record.gone_at is not None and (url not in before or before[url].gone_at is None)
            for url, record in after.items()
        )
        state.record_fetches(after.values())
        _write_manifest(settings.raw / FETCHED / source.source_id, source, after.values())
    return counts


def _take_in_left_over(settings: Settings, state: State, sources: Iterable[Source], folder: Path) -> None:
    """Results of a crawl whose night was killed before they were taken in."""
    seen, _ = read_results(folder / "results.jsonl")
    if seen:
        take_in(settings, state, sources, Crawled(folder, seen, frozenset()))
    if folder.exists():
        shutil.rmtree(folder)


def _received(
    settings: Settings, folder: Path, seen: Seen, before: FetchRecord | None, others: Iterable[FetchRecord]
) -> FetchRecord:
    """The file in its place; the same bytes behind another address of the source are one file."""
    at = datetime.fromisoformat(seen.at)
    home = posixpath.join(FETCHED, seen.source_id)
    twin = next(
        (r.path for r in others if r.sha256 == seen.sha256 and (settings.raw / r.path).is_file()), None
    )
    stem, ending = posixpath.splitext(seen.file_name)
    path = twin or posixpath.join(home, f"{stem}-{seen.sha256[:8]}{ending}")
    target = settings.raw / path
    if not target.exists() and (folder / seen.stored).exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        half_made = target.with_name(f".{seen.sha256[:16]}.part")
        shutil.copyfile(folder / seen.stored, half_made)
        half_made.replace(target)
    card = settings.raw / home / CARDS / f"{seen.sha256[:16]}.json"
    card.parent.mkdir(parents=True, exist_ok=True)
    about = {
        "url": seen.url,
        "page_url": seen.page_url,
        "title": seen.title,
        "words": seen.words,
        "fetched_at": seen.at,
    }
    card.write_text(
        json.dumps(
            {**about, "sha256": seen.sha256, "headers": dict(seen.headers)}, ensure_ascii=False, indent=1
        )
        + "\n",
        encoding="utf-8",
    )
    return FetchRecord(
        source_id=seen.source_id,
        url=seen.url,
        path=path,
        sha256=seen.sha256,
        text_sha256=seen.text_sha256,
        etag=seen.headers.get("etag"),
        last_modified=seen.headers.get("last-modified"),
        title=seen.title,
        words=seen.words,
        page_url=seen.page_url,
        first_seen_at=before.first_seen_at if before else at,
        fetched_at=at,
        seen_at=at,
    )


def _write_manifest(folder: Path, source: Source, records: Iterable[FetchRecord]) -> None:
    """A card for every file that came from the source, each file once."""
    rows: dict[str, list[str]] = {}
    for record in sorted(records, key=lambda r: (r.first_seen_at, r.url)):
        unit, year = source.unit_and_year(f"{record.words} {record.title}")
        path = posixpath.relpath(record.path, posixpath.join(FETCHED, source.source_id))
        row = [path, source.county or "", source.region_code or "", unit or "", str(year or ""), record.url]
        rows.setdefault(path, row)
    if not rows:
        return
    folder.mkdir(parents=True, exist_ok=True)
    half_made = folder / f".{MANIFEST}"
    with half_made.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["path", "county", "region_code", "unit_name", "fiscal_year", "source_url"])
        writer.writerows(rows.values())
    half_made.replace(folder / MANIFEST)


def _problems(source: Source, seen: tuple[Seen, ...], had: Set[str]) -> Iterable[Problem]:
    """A source that gives nothing any more, single addresses that failed, and what is linked and was never to be had.

    ``had``: addresses that gave a file on an earlier night; that they are gone is remembered of them.
    """
    if not any(one.outcome == "listed" for one in seen):
        why = next((one.detail for one in seen if one.url in source.pages), "没有回答 / no answer")
        yield Problem(
            "source_unreachable",
            f"来源 {source.source_id} 的列表页读不到（{why}）。请用 xianjian sources check 查看，必要时改 raw/sources.toml。",
            f"the list page of source {source.source_id} cannot be read ({why}); try xianjian sources check",
        )
        return
    for one in seen:
        if one.outcome == "failed":
            yield Problem(
                "fetch_failed",
                f"来源 {source.source_id}：{one.url} 没有取到（{one.detail}），下一夜再试。",
                f"source {source.source_id}: {one.url} was not fetched ({one.detail}); it is tried again next night",
            )
    barred: dict[tuple[str, str], list[Seen]] = {}
    for one in seen:
        if one.outcome in ("gone", "refused") and one.url not in had:
            barred.setdefault((one.outcome, one.detail), []).append(one)
    for (outcome, detail), links in barred.items():
        called = f"“{links[0].words}” {links[0].url}" if links[0].words else links[0].url
        yield Problem(
            f"fetch_{outcome}",
            f"来源 {source.source_id}：页面上列着而取不到的 {len(links)} 个（{detail}），如 {called}。这些报告没有收到；"
            "附件在别的主机上的，把主机写进 raw/sources.toml 的 hosts。",
            f"source {source.source_id}: {len(links)} linked and not to be had ({detail}), as {links[0].url}; a host of attachments"
            " has to be named in hosts of raw/sources.toml",
        )
