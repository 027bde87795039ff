"""``xianjian sources check``: each source tried, and what it found. Belongs here: the report. Does not belong here: crawling."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.night.fetch.disclosure import SOURCES, read_sources
from pipelines.night.progress import say
from pipelines.sources.crawl import CrawlError, Limits, Source, crawl
from pipelines.sources.crawl.found import Seen

EXAMPLES = 3
PATIENCE = Limits(seconds=30.0, run_seconds=1800.0, requests=2_000, retries=1)


def check_sources(raw: Path) -> bool:
    """Look at every source without fetching an attachment; whether each has something to fetch."""
    listed = read_sources(raw)
    for problem in listed.problems:
        say(f"{problem.message_zh} / {problem.message_en}")
    if not listed.values:
        zh, en = (
            ("没有一个来源写对了", "no source is written right")
            if listed.problems
            else ("没有来源", "no source is named there")
        )
        say(f"{raw / SOURCES} 里{zh}，写法见 docs/sources.md / {en}")
        return not listed.problems
    with TemporaryDirectory() as folder:
        try:
            crawled = crawl(Path(folder), listed.values, limits=PATIENCE, is_check=True)
        except CrawlError as error:
            say(str(error))
            return False
    found = [_report(source, crawled.of(source.source_id)) for source in listed.values]
    if crawled.stopped:
        say(f"没有看完：{crawled.stopped}")
    return all(found) and not listed.problems


def _report(source: Source, seen: tuple[Seen, ...]) -> bool:
    """Print what a source has; whether there is anything to fetch."""
    lists = [one for one in seen if one.outcome == "listed"]
    files = [one for one in seen if one.outcome in ("fetched", "unchanged")]
    others = [one for one in seen if one.outcome in ("refused", "failed", "gone")]
    print(
        f"{source.source_id}（{source.county or '县未写'}）：读了 {len(lists)} 页，找到 {len(files)} 份附件"
        f"（没有逐份试取），{len(others)} 个页面读不到"
    )
    print(
        f"  {len(lists)} pages read, {len(files)} files found and not tried, {len(others)} pages not to be had"
    )
    for one in files[:EXAMPLES]:
        unit, year = source.unit_and_year(f"{one.words} {one.title}")
        known = f" → {unit or '单位未识别'} {year or '年度未识别'}" if source.unit_pattern else ""
        print(f"  {one.words or one.title}{known}  {one.url}")
    for one in others[:EXAMPLES]:
        print(f"  取不到 {one.url}：{one.detail}")
    return bool(files)
