"""Fences: what the spider never does, whatever a page says.

Belongs here: no host but the named ones, no private address, robots.txt and its crawl delay. Does not belong here: which
links are followed (spider).

Names are looked up here and the address found is the one that is used, so a name cannot show one address to the check and
another to the connection. What robots.txt says while it cannot be had is "no" (RFC 9309, 2.3.1.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.resolver import CachingThreadedResolver
from scrapy.robotstxt import RobotParser
from twisted.internet.defer import Deferred

from pipelines.sources.crawl.source import is_private

ROBOTS = "/robots.txt"
_NOTHING = b"User-agent: *\nDisallow: /\n"
LONGEST_DELAY = 120.0
"""Seconds: a crawl delay of hours is a mistake, or a way of saying no."""


silent_hosts: dict[str, str] = {}
"""Hosts that gave no robots.txt, with the reason; a process crawls once."""


class RefusedError(IgnoreRequest):
    """A request that is not made; the message says why, in Chinese and English."""


class PrivateAddressError(RefusedError):
    """A host that leads to a private address."""


class FenceMiddleware:
    """Every request, redirects and robots.txt included, is held against the hosts of its source."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._delays: dict[str, float] = {}
        self._hosts: frozenset[str] = frozenset(crawler.settings.getlist("XIANJIAN_HOSTS"))
        self._private: frozenset[str] = frozenset(crawler.settings.getlist("XIANJIAN_PRIVATE_HOSTS"))
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises RefusedError, or lets the request pass with the delay that the host asks for."""
        parts = urlsplit(request.url)
        host = parts.netloc.lower()
        allowed = request.meta.get("hosts", self._hosts)
        if parts.scheme not in ("http", "https"):
            raise RefusedError(f"只取 http 和 https，不取 {parts.scheme} / {parts.scheme} is not fetched")
        if host not in allowed:
            raise RefusedError(f"{host} 不是这个来源写明的主机 / {host} is no host of this source")
        if is_private(parts.hostname or "") and host not in self._private:
            raise PrivateAddressError(f"{host} 是内网地址 / {host} is a private address")
        engine = self._crawler.engine
        slot = engine.downloader.slots.get(parts.hostname or "") if engine is not None else None
        if slot is not None and host in self._delays:
            slot.delay = max(slot.delay, self._delays[host])

    def process_response(self, request: Request, response: Response) -> Response:
        """A robots.txt that the server fails to give forbids; one that is not there allows."""
        if not _asks_for_robots(request):
            return response
        if response.status >= 500:
            silent_hosts.setdefault(urlsplit(request.url).hostname or "", f"HTTP {response.status}")
            return response.replace(body=_NOTHING)
        return response.replace(body=b"") if response.status >= 400 else response

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """No answer about robots.txt is a no; the reason is kept for those who ask why nothing was fetched."""
        if not _asks_for_robots(request):
            return None
        silent_hosts.setdefault(
            urlsplit(request.url).hostname or "", f"{type(exception).__name__}: {exception}"
        )
        return Response(request.url, body=_NOTHING)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        said = getattr(robotparser, "rp", None)
        delay = said.crawl_delay(self._crawler.settings["USER_AGENT"]) if said is not None else None
        if delay:
            self._delays[urlsplit(request.url).netloc.lower()] = min(float(delay), LONGEST_DELAY)


class FencedResolver(CachingThreadedResolver):
    """Names to addresses, private ones only for hosts that may have them."""

    private_names: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:  # noqa: ANN401 - Twisted's reactor has no one type
        """As Scrapy makes it."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.private_names = frozenset(
            urlsplit(f"//{host}").hostname or ""
            for host in crawler.settings.getlist("XIANJIAN_PRIVATE_HOSTS")
        )
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """Fails with PrivateAddressError."""
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if is_private(address) and name not in self.private_names:
            # Twisted turns this error into one of its own that says nothing
            silent_hosts[name] = f"{name} 指向内网地址 {address} / {name} leads to a private address"
            raise PrivateAddressError(silent_hosts[name])
        return address


def _asks_for_robots(request: Request) -> bool:
    return urlsplit(request.url).path == ROBOTS and bool(request.meta.get("dont_obey_robotstxt"))
