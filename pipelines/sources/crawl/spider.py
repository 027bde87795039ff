"""The spider: list pages → pages of single reports → attachments.

Belongs here: which links are followed, and what is noted of each answer. Does not belong here: what may be asked at all
(fences), the form of a source (source), running (process).
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

import scrapy
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from pipelines.sources.crawl.fences import RefusedError, silent_hosts
from pipelines.sources.crawl.found import Known, Outcome, Seen
from pipelines.sources.crawl.source import Source

NAME_BYTES = 180
_KEPT_HEADERS = ("content-type", "content-length", "last-modified", "etag", "date", "content-disposition")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+')
_SPACE = re.compile(r"\s+")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
"""What stands behind the point of 附件1.自评报告 is no ending: it may be the whole name, however long."""


@dataclass(frozen=True, slots=True)
class _Link:
    """The link that led to an address: the title of its page, its own words, the page's address."""

    title: str
    words: str
    page_url: str


class DisclosureSpider(scrapy.Spider):
    """One crawl over several sources; every answer is handed to ``note`` as soon as it is there."""

    name = "disclosure"
    handle_httpstatus_list = (304,)

    def __init__(
        self, sources: Mapping[str, Source], known: Mapping[str, Known], skipped: frozenset[str], folder: Path,
        note: Callable[[Seen], None], is_check: bool, **more: Any,  # noqa: ANN401 - Scrapy's own
    ) -> None:  # fmt: skip
        super().__init__(**more)
        self._sources, self._known, self._skipped = sources, known, skipped
        self._folder, self._note, self._is_check = folder, note, is_check
        self._asked: set[str] = set()

    async def start(self) -> AsyncIterator[Any]:
        """The first list page of every source."""
        for source in self._sources.values():
            for page in source.pages:
                yield self._list_page(source, page, page, 1)

    def _list_page(self, source: Source, first: str, url: str, number: int) -> Request:
        self._asked.add(urldefrag(url).url)
        return Request(
            url,
            callback=self.read_list,
            errback=self.failed,
            dont_filter=True,
            meta={"hosts": source.all_hosts},
            cb_kwargs={"source": source, "first": first, "number": number},
        )

    def read_list(self, response: Response, source: Source, first: str, number: int) -> Iterator[Request]:
        """A list: note it, follow what the source asks for, and go on to the next page of the list."""
        if not isinstance(response, HtmlResponse):
            self._tell(source, response, "failed", "列表页不是网页 / the list is no HTML page")
            return
        title = _title(response)
        followed = 0
        further = source.further_page(first, number + 1)
        for address, words in _links(response):
            if any(text in words for text in source.next_text) and number < source.max_pages:
                further = further or address
            elif source.is_attachment(address) or source.is_attachment(words) or source.takes(words, address):
                if not source.takes(words, address):
                    continue
                followed += 1
                link = _Link(title, words, response.url)
                if (request := self._follow(source, address, link)) is not None:
                    yield request
        detail = f"第 {number} 页，{followed} 个链接 / page {number}, {followed} links"
        self._tell(source, response, "listed", detail, title=title)
        # an address pattern has no end of its own: a page without anything to follow is behind the last one
        if further and urldefrag(further).url not in self._asked and (followed or number == 1):
            yield self._list_page(source, first, further, number + 1)

    def _follow(self, source: Source, address: str, link: _Link) -> Request | None:
        address = urldefrag(address).url
        if address in self._asked:
            return None
        self._asked.add(address)
        is_file = source.is_attachment(address) or source.is_attachment(link.words)
        if address in self._skipped and is_file:
            said = "上次中断前已取 / fetched before the last crawl broke off"
            self._note(_seen(source, address, "unchanged", said))
            return None
        headers = _conditions(self._known.get(address)) if is_file else {}
        if self._is_check and is_file:
            said = "只检查，没有取 / not fetched, a check"
            self._note(_seen(source, address, "fetched", said, **asdict(link)))
            return None
        return Request(
            address,
            headers=headers,
            callback=self.keep_file if is_file else self.read_page,
            errback=self.failed,
            dont_filter=True,
            meta={"hosts": source.all_hosts},
            cb_kwargs={"source": source, "link": link},
        )

    def read_page(self, response: Response, source: Source, link: _Link) -> Iterator[Request]:
        """The page of one report: its attachments, or itself where there is none."""
        if not isinstance(response, HtmlResponse):
            self.keep_file(response, source, link)
            return
        own_title = _title(response) or link.title
        attached = [
            (address, text)
            for address, text in _links(response)
            if source.is_attachment(address) or source.is_attachment(text)
        ]
        for address, text in attached:
            if (request := self._follow(source, address, _Link(own_title, text, response.url))) is not None:
                yield request
        if attached:
            self._tell(source, response, "listed", f"{len(attached)} 个附件 / attachments", title=own_title)
        elif source.keeps_pages:
            self._keep(response, source, replace(link, title=own_title), _words_of(response))
        else:
            self._tell(
                source, response, "failed", "页上没有附件 / no attachment on the page", title=own_title
            )

    def keep_file(self, response: Response, source: Source, link: _Link) -> None:
        """An attachment: its bytes under their hash."""
        self._keep(response, source, link, None)

    def _keep(self, response: Response, source: Source, link: _Link, text: str | None) -> None:
        """``text``: the words of a page that is the report itself, None for a file."""
        asked = response.meta.get("redirect_urls", [response.url])[0]
        known = self._known.get(asked)
        about = asdict(link)
        sha256 = hashlib.sha256(response.body).hexdigest()
        text_sha256 = hashlib.sha256(text.encode()).hexdigest() if text is not None else None
        is_same = known is not None and (
            response.status == 304
            or known.sha256 == sha256
            or (text_sha256 is not None and known.text_sha256 == text_sha256)
        )
        if is_same or self._is_check:
            outcome: Outcome = "unchanged" if is_same else "fetched"
            self._note(_seen(source, asked, outcome, "", headers=_headers(response), **about))
            return
        if response.status == 304 or not response.body:
            self._note(_seen(source, asked, "failed", "空的回答 / an empty answer", **about))
            return
        stored = self._folder / sha256
        half_made = stored.with_suffix(".part")
        half_made.write_bytes(response.body)
        half_made.replace(stored)
        self._note(
            _seen(
                source, asked, "fetched", "",
                file_name=file_name(response, link.words, text is not None), stored=sha256, sha256=sha256,
                text_sha256=text_sha256, headers=_headers(response), **about,
            )
        )  # fmt: skip

    def failed(self, failure: Failure) -> None:
        """Whatever kept a request from its answer."""
        request = getattr(failure, "request", None)
        error = failure.value
        if request is None:
            return
        source: Source = request.cb_kwargs["source"]
        outcome: Outcome = "failed"
        words = _FAILURES.get(type(error).__name__, "")
        detail = f"{words}{type(error).__name__}: {error}"[:300]
        if isinstance(error, HttpError):
            status = error.response.status
            outcome = "gone" if status in (404, 410) else "failed"
            detail = f"网站答 HTTP {status} / the site answers so"
        elif isinstance(error, RefusedError):
            outcome, detail = "refused", str(error)
        elif isinstance(error, IgnoreRequest):
            outcome, detail = "refused", "robots.txt 不许 / forbidden by robots.txt"
            if why := silent_hosts.get(urlsplit(request.url).hostname or ""):
                outcome, detail = (
                    "failed",
                    f"robots.txt 取不到，不取 / no robots.txt, so nothing is fetched: {why}",
                )
        asked = request.meta.get("redirect_urls", [request.url])[0]
        link: _Link | None = request.cb_kwargs.get("link")
        self._note(_seen(source, asked, outcome, detail, **(asdict(link) if link else {})))

    def _tell(
        self, source: Source, response: Response, outcome: Outcome, detail: str, title: str = ""
    ) -> None:
        asked = response.meta.get("redirect_urls", [response.url])[0]
        self._note(_seen(source, asked, outcome, detail, title=title))


_FAILURES = {
    "DownloadCancelledError": "大于上限，没有取 / larger than the limit: ",
    "DownloadTimeoutError": "在时限内没有取完 / not in time: ",
    "CannotResolveHostError": "网站的域名查不到 / no such host: ",
    "DownloadConnectionRefusedError": "网站拒绝连接 / connection refused: ",
    "DownloadFailedError": "传到一半断了 / broken off: ",
}
"""What failures mean, by the name that Scrapy gives them."""


def file_name(response: Response, words: str, is_page: bool) -> str:
    """A name for people: the server's, else the link's words, else the address's; with an ending."""
    header = Message()
    header["Content-Disposition"] = (response.headers.get("Content-Disposition") or b"").decode(
        "utf-8", "replace"
    )
    by_address = unquote(posixpath.basename(urlsplit(response.url).path))
    ending = ".html" if is_page else _ending(by_address)
    named = header.get_filename() or ""
    for candidate in (named, words if _ending(words) else words and words + ending, by_address):
        name = _NOT_IN_NAMES.sub("_", unicodedata.normalize("NFC", unquote(candidate))).strip(" ._")
        if name:
            break
    else:
        name = "attachment" + ending
    own_ending = _ending(name)
    stem = name.removesuffix(own_ending)
    while len((stem + own_ending).encode()) > NAME_BYTES:
        stem = stem[:-1]
    return stem + own_ending


def _ending(name: str) -> str:
    """``.pdf`` of a file's name; empty where it has none."""
    found = _ENDING.search(name)
    return found.group() if found else ""


def _links(response: HtmlResponse) -> Iterator[tuple[str, str]]:
    """Address and words of every link; the words of its title where it has none of its own."""
    for link in response.xpath("//a[@href]"):
        try:
            address = response.urljoin(link.attrib["href"].strip())
        except ValueError:
            continue
        if address.startswith(("http://", "https://")):
            words = " ".join(link.xpath(".//text()").getall()) or link.attrib.get("title", "")
            yield address, _SPACE.sub(" ", words).strip()


def _title(response: HtmlResponse) -> str:
    for path in ("//meta[@name='ArticleTitle']/@content", "//h1//text()", "//title/text()"):
        if title := _SPACE.sub(" ", " ".join(response.xpath(path).getall())).strip():
            return title[:300]
    return ""


def _words_of(response: HtmlResponse) -> str:
    """The page's words without scripts: counters and dates of the day in scripts change nightly."""
    words = response.xpath("//body//text()[not(ancestor::script or ancestor::style)]").getall()
    return _SPACE.sub(" ", " ".join(words)).strip()


def _conditions(known: Known | None) -> dict[str, str]:
    headers = {}
    if known is not None and known.etag:
        headers["If-None-Match"] = known.etag
    if known is not None and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _headers(response: Response) -> dict[str, str]:
    found = {name: response.headers.get(name) for name in _KEPT_HEADERS}
    return {name: value.decode("utf-8", "replace") for name, value in found.items() if value}


def _seen(source: Source, url: str, outcome: Outcome, detail: str, **more: Any) -> Seen:  # noqa: ANN401 - fields of Seen
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return Seen(source.source_id, url, outcome, at, detail, **more)
