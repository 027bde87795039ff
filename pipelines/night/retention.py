"""Retention: for how long what can be made again, or is only a record of running, is kept.

Belongs here: the limits (section ``[retention]`` of settings.toml) and removing what is beyond them. Does not belong here:
received files and what people decided, which are kept for ever; builds (publish); Dagster's event log (assets).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pipelines.night.configuration import read_section
from pipelines.night.journal import forget_journals, note
from pipelines.night.settings import Settings


@dataclass(frozen=True, slots=True)
class Retention:
    """``builds``: how many published builds and how many refused ones, at least 1; the rest in days, 0 keeps all.

    ``journals_days``: journals of runs; ``recognised_days``: recognised pages of scans, since they were last used;
    ``events_days``: Dagster's record of runs.
    """

    builds: int = 14
    journals_days: int = 90
    recognised_days: int = 400
    events_days: int = 180

    def __post_init__(self) -> None:
        if self.builds < 1 or min(self.journals_days, self.recognised_days, self.events_days) < 0:
            raise ValueError(
                f"builds ≥ 1，其余 ≥ 0（0 表示不清理）/ builds from 1 on, days from 0 (never) on: {self}"
            )


def read_retention(settings: Settings) -> Retention:
    """The limits of this installation. Raises ConfigurationError."""
    return read_section(settings.raw, "retention", Retention)


def forget_old(settings: Settings, retention: Retention, now: datetime) -> None:
    """Remove journals and recognised pages beyond their limits. What cannot be removed stays for another night."""
    journals = forget_journals(settings.journals, retention.journals_days, now)
    pages = _forget_pages(settings, retention.recognised_days, now) if retention.recognised_days else 0
    if journals or pages:
        note("old_removed", journals=journals, recognised_pages=pages)


def _forget_pages(settings: Settings, days: int, now: datetime) -> int:
    oldest = (now.astimezone(UTC) - timedelta(days=days)).timestamp()
    old = [path for path in settings.recognised.glob("scan-*.json.gz") if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
