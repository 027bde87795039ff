"""Measure: what the gate's limits look at and answer with.

Belongs here: what became of a night's files, how much a build holds, and the answer of one measure. Does not belong here:
the measures (limits, against_live), the decision (gate).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from pipelines.lexicon import load
from pipelines.model.tables import STATED_TABLES
from pipelines.quality.ports import SqlStore

EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class NightCounts:
    """What became of the files of this night; ``quarantined``: reason → files, files that could not be taken in included."""

    files_seen: int
    read: int
    unchanged: int
    quarantined: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LiveCounts:
    """How much a build holds. Builds of samples and builds of real files are not compared with each other."""

    tables: Mapping[str, int]
    reports_by_county: Mapping[str, int]
    is_sample: bool
    figures_by_county: Mapping[str, int] = field(default_factory=dict)
    marts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure; ``values`` are put into the limit's message. ``subject``: the table or county, where there are several."""

    ok: bool
    observed: str
    allowed: str
    values: Mapping[str, str]
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Night:
    """What a measure may look at."""

    store: SqlStore
    live: LiveCounts | None
    inputs: NightCounts


Measure: TypeAlias = Callable[[Night, Mapping[str, Any]], Iterator[Measured]]


def count_build(store: SqlStore) -> LiveCounts:
    """Counts of a build, live or candidate."""
    tables = store.rows(_each_count([("core", t) for t in ("reports", *STATED_TABLES)]))
    counties = store.rows(
        "SELECT coalesce(county, region_code, '') AS name, count(*) AS n FROM core.reports GROUP BY ALL ORDER BY name"
    )
    facts = " UNION ALL ".join(f"SELECT report_id FROM core.{t} WHERE is_current" for t in STATED_TABLES)
    figures = store.rows(
        f"SELECT coalesce(r.county, r.region_code, '') AS name, count(*) AS n FROM ({facts}) AS f"
        " JOIN core.reports AS r USING (report_id) GROUP BY ALL ORDER BY name"
    )
    named = store.rows(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'mart' ORDER BY table_name"
    )
    marts = store.rows(_each_count([("mart", row["table_name"]) for row in named])) if named else []
    sample = store.rows("SELECT coalesce(bool_or(is_sample), false) AS is_sample FROM core.documents")
    return LiveCounts(
        _counts(tables), _counts(counties), bool(sample[0]["is_sample"]), _counts(figures), _counts(marts)
    )


def _each_count(tables: Sequence[tuple[str, str]]) -> str:
    """One row a table; a mart is named with its schema, a table of core without."""
    return " UNION ALL ".join(
        f"SELECT '{t if s == 'core' else f'{s}.{t}'}' AS name, count(*) AS n FROM {s}.\"{t}\"" for s, t in tables
    )  # fmt: skip


def _counts(rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    return {row["name"]: row["n"] for row in rows if row["name"]}


def none_of(rows: Sequence[Mapping[str, Any]]) -> Measured:
    """Met where there is no such row; ``example`` names each."""
    return Measured(not rows, str(len(rows)), "0", {"examples": examples(rows)})


def examples(rows: Sequence[Mapping[str, Any]]) -> str:
    """The first few rows by their ``example``."""
    shown = "、".join(str(row["example"]) for row in rows[:EXAMPLES])
    return shown + ("等" if len(rows) > EXAMPLES else "")


def allowed_or_few(allowed: str, params: Mapping[str, Any], *, is_few: bool) -> str:
    """What is allowed; where more than that passes because there are fewer than ``at_least``, this is said too."""
    if not is_few:
        return allowed
    return str(load("quality")["gate"]["few"].format(allowed=allowed, least=params["at_least"]))


def percent(part: int, whole: int) -> Decimal:
    """To one decimal; nought of nothing."""
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1")) if whole else Decimal(0)
