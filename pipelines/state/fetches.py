"""What was fetched from disclosure pages. Belongs here: tables ``fetches`` and ``crawls``. Does not belong here: fetching
(sources.crawl)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime

from pipelines.state.database import Database, to_text, to_time, to_time_or_none, without_zone


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """One address of a source, as it was answered last.

    ``path``: the file below the inbox. ``first_seen_at``, ``seen_at``: when a page led to it first and last; ``fetched_at``:
    when these bytes came. ``gone_at``: since when it is not there or nothing leads to it; None while it is there.
    """

    source_id: str
    url: str
    path: str
    sha256: str
    text_sha256: str | None
    etag: str | None
    last_modified: str | None
    title: str
    words: str
    page_url: str
    first_seen_at: datetime
    fetched_at: datetime
    seen_at: datetime
    gone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FetchRow:
    """A row of ``meta.fetches`` in a build. Times are UTC without a zone, as in OutboxRow."""

    source_id: str
    url: str
    page_url: str
    title: str
    path: str
    sha256: str
    first_seen_at: datetime
    fetched_at: datetime
    seen_at: datetime
    gone_at: datetime | None


_COLUMNS = tuple(f.name for f in fields(FetchRecord))
_TIMES = ("first_seen_at", "fetched_at", "seen_at", "gone_at")
_PUT = f"INSERT OR REPLACE INTO fetches ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"


class Fetches(Database):
    """Tables ``fetches`` and ``crawls``."""

    def fetches(self) -> tuple[FetchRecord, ...]:
        """Every address ever fetched, by source and address."""
        found = []
        for row in self._execute("SELECT * FROM fetches ORDER BY source_id, url"):
            values = dict(row)
            times = {name: to_time_or_none(values[name]) for name in _TIMES}
            found.append(FetchRecord(**{**values, **times}))
        return tuple(found)

    def fetch_rows(self) -> tuple[FetchRow, ...]:
        """Every address as a row of ``meta.fetches``."""
        return tuple(
            FetchRow(
                f.source_id,
                f.url,
                f.page_url,
                f.title,
                f.path,
                f.sha256,
                without_zone(f.first_seen_at),
                without_zone(f.fetched_at),
                without_zone(f.seen_at),
                None if f.gone_at is None else without_zone(f.gone_at),
            )
            for f in self.fetches()
        )

    def record_fetches(self, records: Iterable[FetchRecord]) -> None:
        """Insert or replace by source and address, in one transaction; the first ``first_seen_at`` is the caller's to keep."""
        with self.transaction():
            for record in records:
                values = [getattr(record, name) for name in _COLUMNS]
                self._execute(_PUT, [to_text(v) if isinstance(v, datetime) else v for v in values])

    def start_crawl(self, at: datetime) -> None:
        """A crawl begins; one that never ended is what :meth:`unfinished_since` tells of."""
        self._execute("INSERT INTO crawls (started_at) VALUES (?)", (to_text(at),))

    def finish_crawls(self, at: datetime) -> None:
        """All crawls that were begun are over and their results are in the tables."""
        self._execute("UPDATE crawls SET finished_at = ? WHERE finished_at IS NULL", (to_text(at),))

    def unfinished_since(self) -> datetime | None:
        """The start of the first crawl that never ended; None where all did."""
        row = self._execute("SELECT min(started_at) FROM crawls WHERE finished_at IS NULL").fetchone()
        return None if row[0] is None else to_time(row[0])


def gone(record: FetchRecord, at: datetime) -> FetchRecord:
    """The same address, no longer there; the first time counts."""
    return record if record.gone_at is not None else replace(record, gone_at=at)
