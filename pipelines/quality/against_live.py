"""Measures that hold a candidate against the live build: nothing may vanish unseen.

Belongs here: what has shrunk or become empty, by table, county and mart. Does not belong here: the other measures
(limits), the limits themselves (expectations/gate.yml).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.measure import LiveCounts, Measured, Night, allowed_or_few, count_build, percent

_USABLE_SQL = """
SELECT count(*) AS n FROM core.reports AS r JOIN core.units AS u USING (region_code, unit_name)
WHERE r.report_type = 'department' AND r.fiscal_year IS NOT NULL AND r.version_id IS NOT NULL
  AND r.version_id NOT IN (SELECT version_id FROM quality.withholding WHERE fact_id IS NULL)
"""


def rows_against_live(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """No table has shrunk beyond the limit since the live build."""
    for live, now in _both(night):
        tables = {t: live.tables.get(t, 0) for t in params["tables"]}
        names = load("verify")["table"]
        yield from _drops(tables, now.tables, params, names)


def counties_against_live(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """No county has lost reports beyond the limit since the live build."""
    for live, now in _both(night):
        yield from _drops(live.reports_by_county, now.reports_by_county, params)


def figures_against_live(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """No county has lost figures beyond the limit since the live build: its reports may all be there and be read badly."""
    for live, now in _both(night):
        yield from _drops(live.figures_by_county, now.figures_by_county, params)


def marts_filled(night: Night, params: Mapping[str, Any]) -> Iterator[Measured]:
    """No mart is empty that was filled in the live build, and those that every report enters are not while there is one."""
    now = count_build(night.store).marts
    live = next((live.marts for live, _ in _both(night)), {})
    usable = int(night.store.rows(_USABLE_SQL)[0]["n"])
    for mart in sorted({*params["always"], *live}):
        before = live.get(mart, 0)
        due = before > 0 or (mart in params["always"] and usable > 0)
        if due:
            rows = now.get(mart, 0)
            values = {"what": mart, "before": str(before), "usable": str(usable)}
            yield Measured(rows > 0, str(rows), "1", values, mart)


def _both(night: Night) -> Iterator[tuple[LiveCounts, LiveCounts]]:
    """The live build's counts and the candidate's, where they can be compared."""
    if night.live is not None:
        now = count_build(night.store)
        if now.is_sample is night.live.is_sample:
            yield night.live, now


def _drops(
    before: Mapping[str, int],
    now: Mapping[str, int],
    params: Mapping[str, Any],
    names: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Measured]:
    """One measure per thing that shrank; a drop by fewer than ``at_least`` rows never counts. ``names``: for people."""
    for what, rows in before.items():
        left = now.get(what, 0)
        share = percent(rows - left, rows)
        if left < rows:
            ok = rows - left < params["at_least"] or share <= params["max_drop_pct"]
            name = f"{names[what]}（{what}）" if what in names else what
            values = {"what": name, "before": str(rows), "now": str(left)}
            few = ok and share > params["max_drop_pct"]
            yield Measured(
                ok,
                f"少 {share}%",
                allowed_or_few(f"少 {params['max_drop_pct']}%", params, is_few=few),
                values,
                what,
            )
