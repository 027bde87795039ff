"""The measures behind the gate's limits, one function each.

Belongs here: what is counted and compared. Does not belong here: the limits themselves (expectations/gate.yml) and the
decision (gate).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any, TypeAlias

from pipelines.quality.ports import SqlStore
from pipelines.quality.scope import FACT_TABLES

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


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure; ``values`` are put into the limit's message."""

    ok: bool
    observed: str
    allowed: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Night:
    """What a measure may look at."""

    store: SqlStore
    live: LiveCounts | None
    inputs: NightCounts


Measure: TypeAlias = Callable[[Night, Mapping[str, Any]], Iterator[Measured]]


def count_build(store: SqlStore) -> LiveCounts:
    """Counts of a build, live or candidate."""
    tables = store.rows(
        " UNION ALL ".join(
            f"SELECT '{t}' AS name, count(*) AS n FROM core.{t}" for t in ("reports", *FACT_TABLES)
        )
    )
    counties = store.rows(
        "SELECT coalesce(county, region_code, '') AS name, count(*) AS n FROM core.reports GROUP BY ALL ORDER BY name"
    )
    sample = store.rows("SELECT coalesce(bool_or(is_sample), false) AS is_sample FROM core.documents")
    return LiveCounts(
        {row["name"]: row["n"] for row in tables},
        {row["name"]: row["n"] for row in counties if row["name"]},
        bool(sample[0]["is_sample"]),
    )


def not_empty(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """Something was there to be read."""
    seen, least = night.inputs.files_seen, params["at_least"]
    yield Measured(seen >= least, str(seen), str(least), {})


def input_accounted(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """Files seen = read + unchanged + quarantined."""
    inputs = night.inputs
    accounted = inputs.read + inputs.unchanged + sum(inputs.quarantined.values())
    lost = inputs.files_seen - accounted
    yield Measured(
        lost == 0, str(lost), "0", {"expected": str(inputs.files_seen), "accounted": str(accounted)}
    )


def documents_filed(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """Every document that could be read is filed; an archive is where its members are."""
    rows = night.store.rows(
        "SELECT file_name AS example FROM core.documents d WHERE read_status = 'ok'"
        " AND document_id NOT IN (SELECT container_id FROM core.documents WHERE container_id IS NOT NULL)"
        " AND NOT EXISTS (FROM core.filed_reports f WHERE f.document_id = d.document_id) ORDER BY file_name"
    )
    yield _none_of(rows)


def rules_work(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """No rule and no expectation is broken."""
    yield _none_of(
        night.store.rows(
            "SELECT DISTINCT rule_id AS example FROM quality.results WHERE outcome = 'broken' ORDER BY rule_id"
        )
    )


def keys_unique(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """No key stands twice in its table."""
    rows: list[dict[str, Any]] = []
    for table, key in params["keys"].items():
        columns = ", ".join(key)
        rows += night.store.rows(
            f"SELECT '{table} ' || concat_ws('/', {columns}) AS example FROM {table} GROUP BY {columns}"
            f" HAVING count(*) > 1 ORDER BY example"
        )
    yield _none_of(rows)


def evidence_complete(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """Every fact leads to its quote, and every failure of a report does."""
    facts = " UNION ALL ".join(
        f"SELECT '{t} ' || fact_id AS example, evidence_id FROM core.{t}" for t in FACT_TABLES
    )
    yield _none_of(
        night.store.rows(
            f"SELECT example FROM ({facts}) f WHERE NOT EXISTS (FROM core.evidence e WHERE e.evidence_id = f.evidence_id)"
            " UNION ALL SELECT rule_id || ' ' || result_id FROM quality.results r WHERE outcome = 'fail' AND version_id IS NOT NULL"
            " AND NOT EXISTS (FROM quality.result_evidence q WHERE q.result_id = r.result_id) ORDER BY example"
        )
    )


def quotes_give_values(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """What was read again from the stored documents gives the stored values; reading nothing again is no pass."""
    counted = night.store.rows(
        "SELECT count(*) AS tables, coalesce(sum(checked), 0) AS checked, coalesce(sum(agreed), 0) AS agreed"
        " FROM quality.verification"
    )[0]
    checked, agreed = int(counted["checked"]), int(counted["agreed"])
    told = night.store.rows(
        "SELECT message_zh AS example FROM quality.verification_failures ORDER BY file_name, page, message_zh"
    )
    ok = counted["tables"] > 0 and agreed * 100 >= checked * params["at_least_pct"]
    share = (Decimal(100 * agreed) / checked).quantize(Decimal("0.01"), ROUND_DOWN) if checked else Decimal(0)
    values = {"checked": str(checked), "share": f"{share}", "examples": _examples(told) or "没有复核"}
    yield Measured(ok, str(checked - agreed), str(params["at_least_pct"]), values)


def damaged_files(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """Share of files that are corrupt or made a reader crash; a few never close the gate."""
    damaged = night.store.rows(
        "SELECT file_name || '（' || reason || '）' AS example FROM quality.quarantine WHERE list_contains($reasons, reason)"
        " ORDER BY file_name",
        {"reasons": params["reasons"]},
    )
    quarantined_only = "SELECT path FROM quality.quarantine WHERE document_id IS NULL"
    files = night.store.rows(
        f"SELECT count(*) AS n FROM (SELECT path FROM core.documents UNION ALL {quarantined_only})"
    )
    total = int(files[0]["n"])
    share = _percent(len(damaged), total)
    ok = len(damaged) < params["at_least"] or share <= params["max_share_pct"]
    values = {"files": str(total), "share": f"{share}", "examples": _examples(damaged)}
    yield Measured(ok, str(len(damaged)), str(params["max_share_pct"]), values)


def rows_against_live(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """No table has shrunk beyond the limit since the live build."""
    if night.live is not None:
        now = count_build(night.store)
        if now.is_sample is night.live.is_sample:
            tables = {t: night.live.tables.get(t, 0) for t in params["tables"]}
            yield from _drops(tables, now.tables, params)


def counties_against_live(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """No county has lost reports beyond the limit since the live build."""
    if night.live is not None:
        now = count_build(night.store)
        if now.is_sample is night.live.is_sample:
            yield from _drops(night.live.reports_by_county, now.reports_by_county, params)


def _drops(
    before: Mapping[str, int], now: Mapping[str, int], params: Mapping[str, Any]
) -> Iterator[Measured]:
    """One measure per thing that shrank; a drop by fewer than ``at_least`` rows never counts."""
    for what, rows in before.items():
        left = now.get(what, 0)
        share = _percent(rows - left, rows)
        if left < rows:
            ok = rows - left < params["at_least"] or share <= params["max_drop_pct"]
            yield Measured(
                ok,
                str(left),
                str(params["max_drop_pct"]),
                {"what": what, "before": str(rows), "share": f"{share}"},
            )


def _none_of(rows: list[dict[str, Any]]) -> Measured:
    return Measured(not rows, str(len(rows)), "0", {"examples": _examples(rows)})


def _examples(rows: list[dict[str, Any]]) -> str:
    shown = "、".join(str(row["example"]) for row in rows[:EXAMPLES])
    return shown + ("等" if len(rows) > EXAMPLES else "")


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1")) if whole else Decimal(0)


MEASURES: Mapping[str, Measure] = {
    measure.__name__: measure
    for measure in (
        not_empty,
        input_accounted,
        documents_filed,
        rules_work,
        keys_unique,
        evidence_complete,
        quotes_give_values,
        damaged_files,
        rows_against_live,
        counties_against_live,
    )
}
