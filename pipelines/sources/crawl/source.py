"""A source: a place where a county discloses reports, as data.

Belongs here: what can be said of a source, and the limits of a crawl. Does not belong here: reading raw/sources.toml
(night.fetch.disclosure).
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

ATTACHMENTS = (
    "pdf", "doc", "docx", "wps", "rtf", "xls", "xlsx", "et", "ofd", "odt", "ods", "zip", "rar", "7z",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """One ``[[source]]``.

    ``pages``: addresses of the first list pages. ``next_pattern``: address of the further ones, ``{page}`` counting from
    ``first_number``; ``next_text``: or the words of the link that leads there. ``link_words`` and ``link_addresses``: a
    link of a list page is followed if it contains one of the words and its address one of the pieces; what is empty does
    not choose. ``attachments``: endings of files to fetch. ``keeps_pages``: a followed page without any attachment is the
    report itself. ``unit_pattern``: a regular expression over a link's words and its page's title, with the groups ``unit``
    and ``year`` (both may be missing). ``hosts``: all hosts that may be asked; by default those of ``pages``.
    """

    source_id: str
    pages: tuple[str, ...]
    county: str | None = None
    region_code: str | None = None
    next_pattern: str | None = None
    first_number: int = 2
    next_text: tuple[str, ...] = ()
    max_pages: int = 100
    link_words: tuple[str, ...] = ()
    link_addresses: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ATTACHMENTS
    keeps_pages: bool = True
    unit_pattern: str | None = None
    hosts: tuple[str, ...] = ()
    allows_private: bool = False
    delay_seconds: float = 2.0

    @property
    def all_hosts(self) -> frozenset[str]:
        """Hosts, with their port where one is written, that may be asked for this source."""
        return frozenset(self.hosts) | {urlsplit(page).netloc.lower() for page in self.pages}

    def is_attachment(self, address: str) -> bool:
        """Whether an address, or the words of its link, end like a file."""
        ending = re.search(r"\.([a-z0-9]{2,4})$", urlsplit(address.strip()).path.lower())
        return ending is not None and ending[1] in self.attachments

    def takes(self, words: str, address: str) -> bool:
        """Whether a link of a list page leads to what is looked for."""
        return (not self.link_words or any(word in words for word in self.link_words)) and (
            not self.link_addresses or any(piece in address for piece in self.link_addresses)
        )

    def further_page(self, page: str, number: int) -> str | None:
        """The address of the list's page of that number (the first is 1), where addresses follow a pattern."""
        if self.next_pattern is None or number > self.max_pages:
            return None
        return urljoin(page, self.next_pattern.replace("{page}", str(self.first_number + number - 2)))

    def unit_and_year(self, words: str) -> tuple[str | None, int | None]:
        """What the pattern finds in the words of a link or the title of a page."""
        match = re.search(self.unit_pattern, words) if self.unit_pattern else None
        found = match.groupdict() if match else {}
        year = found.get("year")
        return found.get("unit") or None, int(year) if year and year.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Limits:
    """What a crawl may take. ``seconds``: of one request; ``run_seconds``: of the whole crawl."""

    seconds: float = 60.0
    run_seconds: float = 4 * 3600.0
    file_bytes: int = 100 << 20
    requests: int = 50_000
    retries: int = 2
    user_agent: str = field(default="xianjian/0.1 (+fetches disclosed performance reports once a night)")


def is_private(address: str) -> bool:
    """Whether an IP address belongs to no public host: loopback, local networks, link-local, reserved."""
    try:
        ip = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return not (mapped or ip).is_global
