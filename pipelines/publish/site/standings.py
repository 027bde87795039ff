"""Standings: the derived figures of reports as pages show them, each with its working, its quotes and its place among peers.

Belongs here: reading mart.peer_card and mart.unit_year into what county and department pages show. Does not belong here:
computing (marts), markup (cells), which figures a page shows (counties, departments).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipelines.publish.site.addresses import county_page, department_page, report_page, unit_page
from pipelines.publish.site.reasons import BETWEEN, parts
from pipelines.publish.site.shown import show_number
from pipelines.store import Store

Row = dict[str, Any]
PRINTED = (
    "personnel_executed_wan",
    "operating_executed_wan",
    "project_executed_wan",
    "total_executed_wan",
    "on_post",
    "self_score",
)
"""Figures of mart.unit_year that pages show as they are printed."""
_PRINTED_SQL = ", ".join(
    f"{name}, evidence['{name}'] AS {name}_evidence, missing['{name}'] AS {name}_reason" for name in PRINTED
)
REPORTS_SQL = f"""
    SELECT report_id, unit_id, region_code, coalesce(county, city, province) AS place, department_type, unit_name, fiscal_year, scope,
           n_error, n_warn, n_evaluable, comparability, comparability_reason, {_PRINTED_SQL}
    FROM mart.unit_year ORDER BY fiscal_year DESC, region_code, unit_name, scope
"""
STANDINGS_SQL = """
    SELECT c.report_id, c.measure, c.value, c.missing_reason, v.numerator_name, v.numerator, v.denominator_name, v.denominator,
           c.numerator_evidence_ids[1] AS evidence_id, c.peer_group, c.n_peers, c.peer_median, c.rank_best, c.rank_worst, c.band,
           c.comparability, c.comparability_reason
    FROM mart.peer_card AS c JOIN mart.measure_values AS v USING (report_id, measure) WHERE list_contains(?, c.measure)
"""
MEASURES_SQL = "SELECT measure, name_zh, unit_zh, formula_zh, caution_zh, source FROM meta.measures"


@dataclass(frozen=True, slots=True)
class Standing:
    """One derived figure of one report. ``why`` it is missing, in words; ``working`` is the formula with its numbers in."""

    value: Decimal | None
    why: str
    working: str
    evidence_id: str | None
    peer_group: str | None
    n_peers: int | None
    peer_median: Decimal | None
    place: str
    comparability: str
    reason: str | None

    def below(self, *, peers: bool) -> str:
        """What stands below the figure, parts between bars: its place and, with ``peers``, their median and number before it."""
        parts = (self._beside(), self.place.partition("（")[0]) if peers else (self.place,)
        return "|".join(part for part in parts if part)

    def _beside(self) -> str:
        """The median of the peers and their number; a report is no peer of itself alone."""
        if not self.n_peers:
            return "没有同类"
        if self.n_peers == 1:
            return "没有别的同类"
        return f"同类 {show_number(self.peer_median)}（n={self.n_peers}）"


Standings = Mapping[tuple[str, str], Standing]
"""By report_id and measure."""


def read_reports(store: Store) -> list[Row]:
    """Every report that marts use, newest year first, with the pages that it leads to."""
    rows = store.rows(REPORTS_SQL)
    for row in rows:
        row["county_page"] = county_page(row["region_code"])
        row["unit_page"] = unit_page(row["unit_id"])
        row["report_page"] = report_page(row["report_id"])
        row["department_page"] = department_page(row["department_type"]) if row["department_type"] else ""
    return rows


def read_standings(store: Store, measures: Sequence[str]) -> Standings:
    """The standings of every report in these measures."""
    names, values = store.table(STANDINGS_SQL, [list(measures)])
    return {(values[0], values[1]): _standing(dict(zip(names, values, strict=True))) for values in values}


def standings_of(reports: Iterable[Row], measures: Sequence[str], standings: Standings) -> Standings:
    """Those of these reports alone: what a page is given decides whether it has changed."""
    keys = ((report["report_id"], measure) for report in reports for measure in measures)
    return {key: standings[key] for key in keys if key in standings}


def read_measures(store: Store, measures: Iterable[str]) -> list[Row]:
    """Name, unit, formula and caution of these measures, in this order."""
    known = {row["measure"]: row for row in store.rows(MEASURES_SQL)}
    return [known[measure] for measure in measures]


def judge(report: Row, measures: Sequence[str], standings: Standings) -> tuple[str, str]:
    """Whether the derived figures of a report may be compared, with every reason against it once."""
    found = [standings[key] for measure in measures if (key := (report["report_id"], measure)) in standings]
    known = [standing for standing in found if standing.value is not None]
    if not known:
        return "unsound", "没有一个派生数算得出"
    reasons = dict.fromkeys(part for standing in known for part in parts(standing.reason))
    return ("ok" if all(s.comparability == "ok" for s in known) else "qualified"), BETWEEN.join(reasons)


def _standing(row: Row) -> Standing:
    return Standing(
        value=row["value"],
        why=row["missing_reason"] or "",
        working=_working(row) if row["value"] is not None else "",
        evidence_id=row["evidence_id"],
        peer_group=row["peer_group"],
        n_peers=row["n_peers"],
        peer_median=row["peer_median"],
        place=_place(row),
        comparability=row["comparability"],
        reason=row["comparability_reason"],
    )


def _working(row: Row) -> str:
    """人员经费执行 141.19 ÷ 在职人数 7."""
    numerator, denominator = show_number(row["numerator"], 6), show_number(row["denominator"], 6)
    return f"{row['numerator_name']} {numerator} ÷ {row['denominator_name']} {denominator}"


def _place(row: Row) -> str:
    """A rank (an interval where digits cannot tell) from 20 on, thirds from 8 on, else nothing; high first."""
    best, worst, n = row["rank_best"], row["rank_worst"], row["n_peers"]
    if best is not None:
        return f"第 {best} 名（n={n}）" if best == worst else f"第 {best} 至 {worst} 名（n={n}）"
    return f"{row['band']}（n={n}）" if row["band"] else ""
