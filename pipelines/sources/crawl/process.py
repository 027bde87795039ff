"""The crawling process: ``python -m pipelines.sources.crawl.process JOB`` reads a job, crawls, writes lines of results.

Belongs here: Scrapy's settings and the process. Does not belong here: starting it (crawling).

A process of its own, for Twisted's reactor runs once in a process, and a crawl that hangs or grows takes nothing with it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from scrapy.crawler import CrawlerProcess

from pipelines.sources.crawl.found import Known, Seen
from pipelines.sources.crawl.source import Limits, Source
from pipelines.sources.crawl.spider import DisclosureSpider

RESULTS = "results.jsonl"


def settings_for(sources: list[Source], limits: Limits) -> dict[str, Any]:
    """Scrapy's settings: polite, fenced, silent; one request at a time for each host."""
    private = sorted({host for source in sources if source.allows_private for host in source.all_hosts})
    return {
        "USER_AGENT": limits.user_agent,
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": max((source.delay_seconds for source in sources), default=2.0),
        "RANDOMIZE_DOWNLOAD_DELAY": True,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": max((source.delay_seconds for source in sources), default=2.0),
        "AUTOTHROTTLE_MAX_DELAY": 60.0,
        "DOWNLOAD_TIMEOUT": limits.seconds,
        "DOWNLOAD_MAXSIZE": limits.file_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "RETRY_TIMES": limits.retries,
        "REDIRECT_MAX_TIMES": 5,
        "DEPTH_LIMIT": 0,
        "CLOSESPIDER_TIMEOUT": limits.run_seconds,
        "CLOSESPIDER_PAGECOUNT": limits.requests,
        # before robots.txt is asked for (100), so that no other host is
        "DOWNLOADER_MIDDLEWARES": {"pipelines.sources.crawl.fences.FenceMiddleware": 90},
        "TWISTED_DNS_RESOLVER": "pipelines.sources.crawl.fences.FencedResolver",
        "XIANJIAN_HOSTS": sorted({host for source in sources for host in source.all_hosts}),
        "XIANJIAN_PRIVATE_HOSTS": private,
        # a proxy would look names up itself, behind the fence
        "HTTPPROXY_ENABLED": False,
        "COOKIES_ENABLED": True,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
    }


def run(job: Path) -> None:
    """Crawl as the job says; its results stand beside it, flushed line by line, so that a kill loses nothing."""
    asked = json.loads(job.read_text(encoding="utf-8"))
    sources = [Source(**_tuples(row)) for row in asked["sources"]]
    with (job.parent / RESULTS).open("a", encoding="utf-8") as results:

        def note(seen: Seen) -> None:
            results.write(seen.line() + "\n")
            results.flush()

        process = CrawlerProcess(settings_for(sources, Limits(**asked["limits"])))
        process.crawl(
            DisclosureSpider,
            sources={source.source_id: source for source in sources},
            known={row["url"]: Known(**row) for row in asked["known"]},
            skipped=frozenset(asked["skipped"]),
            folder=job.parent,
            note=note,
            is_check=asked["is_check"],
        )
        crawlers = list(process.crawlers)
        process.start()
        if all(
            crawler.stats.get_value("finish_reason") == "finished" for crawler in crawlers if crawler.stats
        ):
            for source in sources:
                results.write(json.dumps({"complete": source.source_id}) + "\n")


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


if __name__ == "__main__":
    run(Path(sys.argv[1]))
