"""Metrics of the nights: what the ledger counted and what the clock took, under names that people read.

Belongs here: which counts are metrics (lexicon ``metrics``), their rows in a build. Does not belong here: counting (run), the
clock (clock), the table that the command prints (nights_report), the page (publish.site.nights).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipelines.lexicon import load
from pipelines.night.clock import CPU, WALL
from pipelines.state import RunRecord
from pipelines.store import Store

ALL = f"{WALL}_all"


@dataclass(frozen=True, slots=True)
class Metric:
    """A count of the ledger as people read it; ``divide``: units of the ledger in one of theirs."""

    code: str
    name_zh: str
    unit_zh: str
    divide: int = 1

    def read(self, count: int) -> Decimal:
        """The value in the unit that people read."""
        return (
            Decimal(count) if self.divide == 1 else (Decimal(count) / self.divide).quantize(Decimal("0.001"))
        )


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A row of ``meta.night_metrics``."""

    run_id: str
    metric: str
    name_zh: str
    unit_zh: str
    value: Decimal


@cache
def known_metrics() -> Mapping[str, Metric]:
    """Every metric, in the order in which people read them."""
    written = load("metrics")
    named = [
        Metric(code, entry["name"], entry["unit"], entry.get("divide", 1))
        for code, entry in written["metric"].items()
    ]
    hops = [
        Metric(f"{kind}_{hop}", f"{name}{what}", "秒", 1000)
        for kind, what in ((WALL, "用时"), (CPU, "处理器时间"))
        for hop, name in written["hop"].items()
    ]
    return {metric.code: metric for metric in (*named, *hops)}


def with_total(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts of a run, with the time of all hops together where the clock ran."""
    spent = [value for name, value in counts.items() if name.startswith(f"{WALL}_")]
    return {**counts, ALL: sum(spent)} if spent else dict(counts)


def metric_rows(run_id: str, counts: Mapping[str, int]) -> Iterator[MetricRow]:
    """One run's rows; a count that is no metric has none."""
    for metric in known_metrics().values():
        if metric.code in counts:
            yield MetricRow(
                run_id, metric.code, metric.name_zh, metric.unit_zh, metric.read(counts[metric.code])
            )


def store_metrics(
    store: Store, runs: Iterable[RunRecord], run_id: str, counts: Mapping[str, int | str]
) -> int:
    """Fill ``meta.night_metrics`` of a candidate: earlier runs as they ended, the one under way (``run_id``) as far as it is, so
    without a total; how many rows."""
    now = {name: value for name, value in counts.items() if isinstance(value, int)}
    ended = [run for run in runs if run.run_id != run_id]
    rows = [row for run in ended for row in metric_rows(run.run_id, with_total(run.counts))]
    return store.insert("meta.night_metrics", [*rows, *metric_rows(run_id, now)])
