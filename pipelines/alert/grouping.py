"""Grouping: news of findings by county and root cause, the worst first.

Belongs here: what stands together in a digest, and in which order. Does not belong here: wording (digest).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.alert.message import SEVERITIES, Severity
from pipelines.alert.news import CHANGES, Change, News


@dataclass(frozen=True, slots=True)
class Cause:
    """One root cause in one county: a branch of a rule, in one state; ``news`` has one entry for each finding."""

    change: Change
    severity: Severity
    rule_id: str
    name_zh: str
    news: tuple[News, ...]


@dataclass(frozen=True, slots=True)
class County:
    """All news of one county. ``name`` None: whose report it is could not be told."""

    region_code: str | None
    name: str | None
    causes: tuple[Cause, ...]

    def count(self, *, change: Change | None = None, severity: Severity | None = None) -> int:
        """Findings in this state and of this severity; without a state, those that stand: new and changed."""
        return sum(
            len(cause.news)
            for cause in self.causes
            if (cause.change == change if change else cause.change != "ended")
            and severity in (None, cause.severity)
        )


def by_county(news: Iterable[News]) -> tuple[County, ...]:
    """The county with most errors first, then with most warnings; those of which only an end is told come last."""
    groups: dict[tuple[str, str], list[News]] = defaultdict(list)
    for one in news:
        groups[one.trouble.region_code or "", one.trouble.county or ""].append(one)
    counties = [County(code or None, name or None, _causes(all_)) for (code, name), all_ in groups.items()]
    return tuple(
        sorted(
            counties,
            key=lambda c: (-c.count(severity="error"), -c.count(severity="warn"), c.region_code or "~"),
        )
    )


def common_causes(counties: Sequence[County]) -> tuple[tuple[str, str, int], ...]:
    """Rules that several counties fail in the same night: id, name, number of findings; the most frequent first."""
    found: Counter[tuple[str, str]] = Counter()
    places: dict[tuple[str, str], set[str | None]] = defaultdict(set)
    for county in counties:
        for cause in county.causes:
            if cause.change != "ended":
                found[cause.rule_id, cause.name_zh] += len(cause.news)
                places[cause.rule_id, cause.name_zh].add(county.region_code)
    return tuple((*rule, count) for rule, count in found.most_common() if len(places[rule]) > 1)


def _causes(news: Sequence[News]) -> tuple[Cause, ...]:
    groups: dict[tuple[Change, Severity, str, str, str], list[News]] = defaultdict(list)
    for one in news:
        trouble = one.trouble
        groups[one.change, trouble.severity, trouble.rule_id, trouble.branch, trouble.name_zh].append(one)
    causes = [
        Cause(change, severity, rule_id, name_zh, tuple(sorted(all_, key=_place)))
        for (change, severity, rule_id, _, name_zh), all_ in groups.items()
    ]
    return tuple(
        sorted(
            causes,
            key=lambda c: (
                c.change == "ended",
                SEVERITIES.index(c.severity),
                -len(c.news),
                CHANGES.index(c.change),
                c.rule_id,
            ),
        )
    )


def _place(news: News) -> tuple[str, int, str]:
    trouble = news.trouble
    return trouble.unit_name or "", -(trouble.fiscal_year or 0), trouble.key
