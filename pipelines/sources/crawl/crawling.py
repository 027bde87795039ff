"""Crawling: the crawl's process is started, watched and read.

Belongs here: the job file, the process and its end. Does not belong here: Scrapy (process, spider, fences).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from pipelines.sources.crawl.found import Crawled, Known, read_results
from pipelines.sources.crawl.source import Limits, Source

GRACE_SECONDS = 120.0
"""The process ends itself at its time; one that does not is killed after this."""


class CrawlError(Exception):
    """The crawling process could not work at all."""


def crawl(
    folder: Path,
    sources: Iterable[Source],
    known: Iterable[Known] = (),
    skipped: Iterable[str] = (),
    *,
    limits: Limits | None = None,
    is_check: bool = False,
) -> Crawled:
    """Crawl the sources; fetched files lie in ``folder``, named by their SHA-256.

    ``skipped``: addresses of files not to be asked for again. ``is_check``: only look, fetch no attachment. Raises
    CrawlError where the process broke before it noted anything.
    """
    limits = limits or Limits()
    folder.mkdir(parents=True, exist_ok=True)
    job = folder / "job.json"
    listed = list(sources)
    asked = {
        "sources": [asdict(source) for source in listed],
        "known": [asdict(one) for one in known],
        "skipped": sorted(skipped),
        "limits": asdict(limits),
        "is_check": is_check,
    }
    job.write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-m", "pipelines.sources.crawl.process", str(job)]
    stopped = None
    try:
        ended = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=limits.run_seconds + GRACE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        stopped = "到时间没有结束，已终止 / killed at its time limit"
    else:
        if ended.returncode != 0:
            said = ended.stderr.strip().splitlines()[-1:] or ["no message"]
            stopped = f"退出码 {ended.returncode} / {said[0]}"
    seen, complete = read_results(folder / "results.jsonl")
    if stopped and not seen:
        raise CrawlError(f"抓取进程没有工作：{stopped} / the crawling process did not work")
    if stopped is None and len(complete) < len(listed):
        stopped = "没有走完（时间或次数用完）/ not finished: out of time or requests"
    return Crawled(folder, seen, complete, stopped)
