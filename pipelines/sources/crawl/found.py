"""What a crawl finds: types between the crawling process and the night.

Belongs here: their shape and their form as lines of JSON. Does not belong here: finding.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

Outcome = Literal["fetched", "unchanged", "gone", "refused", "failed", "listed"]


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier nights know of an address. ``text_sha256``: of a page's words alone, for pages count their visitors."""

    url: str
    sha256: str
    text_sha256: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One address and what came of it.

    ``outcome``: ``fetched`` (``stored`` is the file in the crawl's folder), ``unchanged``, ``gone`` (404, 410), ``refused``
    (robots.txt, another host, a private address, too large), ``failed``, ``listed`` (a list page was read). ``detail`` says
    why, in Chinese and English. ``title``: of the page on which the link stood; ``words``: the link's own.
    """

    source_id: str
    url: str
    outcome: Outcome
    at: str
    detail: str = ""
    title: str = ""
    words: str = ""
    page_url: str = ""
    file_name: str = ""
    stored: str = ""
    sha256: str = ""
    text_sha256: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def line(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def parse(cls, line: str) -> Seen:
        """The inverse. Raises ValueError or TypeError for anything else."""
        return cls(**json.loads(line))


@dataclass(frozen=True, slots=True)
class Crawled:
    """A crawl. ``complete``: sources of which every list page and every link was tried; ``stopped``: why it ended early."""

    folder: Path
    seen: tuple[Seen, ...]
    complete: frozenset[str]
    stopped: str | None = None

    def of(self, source_id: str) -> tuple[Seen, ...]:
        """What was seen of one source, in order."""
        return tuple(seen for seen in self.seen if seen.source_id == source_id)


def read_results(path: Path) -> tuple[tuple[Seen, ...], frozenset[str]]:
    """All whole lines of a crawl's results; a line that a kill cut short is left out."""
    seen: list[Seen] = []
    complete: set[str] = set()
    if not path.exists():
        return (), frozenset()
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            content: dict[str, Any] = json.loads(line)
            if "complete" in content:
                complete.add(str(content["complete"]))
            else:
                seen.append(Seen(**content))
        except (ValueError, TypeError):
            continue
    return tuple(seen), frozenset(complete)
