"""Crawl: fetching attachments from counties' disclosure pages, politely, in a process of its own.

Belongs here: what a source is, the spider, its fences, running it. Does not belong here: the file that names the sources
and what becomes of what was fetched (night.fetch.fetching), the memory of earlier nights (state).
"""

from pipelines.sources.crawl.crawling import CrawlError, crawl
from pipelines.sources.crawl.found import Crawled, Known, Seen
from pipelines.sources.crawl.source import Limits, Source

__all__ = ["CrawlError", "Crawled", "Known", "Limits", "Seen", "Source", "crawl"]
