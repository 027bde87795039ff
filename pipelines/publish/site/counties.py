"""Pages of counties: who reported, what they spent, where they stand among the same kind of units elsewhere, who is missing.

Belongs here: what these pages show. Does not belong here: the figures (standings), how a page is written (pages).
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from pipelines.publish.site.addresses import county_page, report_page
from pipelines.publish.site.charts import ENOUGH, FEWEST
from pipelines.publish.site.pages import Site
from pipelines.publish.site.places import read_places
from pipelines.publish.site.reasons import say_once
from pipelines.publish.site.standings import (
    judge,
    read_measures,
    read_reports,
    read_standings,
    standings_of,
)
from pipelines.publish.site.unused import UNUSED_SQL, why_unused
from pipelines.publish.site.waiting import count_waiting
from pipelines.store import Store

Row = dict[str, Any]
MEASURES = ("personnel_per_head", "operating_per_head", "project_execution_rate", "project_share")
"""What a county's units are held against their peers in, in this order."""

SUMS_SQL = "FROM mart.county_year ORDER BY region_code, fiscal_year DESC"
DUE_SQL = """
    SELECT region_code, fiscal_year, department_type, n_reported, n_expected, missing_units, comparability, comparability_reason
    FROM mart.coverage WHERE region_code IS NOT NULL AND fiscal_year IS NOT NULL ORDER BY region_code, fiscal_year DESC, department_type
"""
AMONG_SQL = """
    WITH medians AS (
        SELECT region_code, fiscal_year, measure, measure_name AS name, measure_unit AS unit, median(value) AS value, count(value) AS n_units
        FROM mart.measure_values WHERE value IS NOT NULL AND measure IN ('project_execution_rate', 'project_share') GROUP BY ALL
        UNION ALL
        SELECT region_code, fiscal_year, 'self_score', '自评得分', '分', self_score_median, self_score_units
        FROM mart.county_year WHERE self_score_median IS NOT NULL
    ), placed AS (
        SELECT *, count(*) OVER w AS n_counties, median(value) OVER w AS middle, rank() OVER (w ORDER BY value DESC) AS best,
               count(*) OVER (w ORDER BY value DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS worst
        FROM medians WHERE n_units >= 3 WINDOW w AS (PARTITION BY fiscal_year, measure)
    )
    SELECT m.region_code, m.fiscal_year, m.name, m.unit, CAST(m.value AS DECIMAL(18,4)) AS value, m.n_units, p.n_counties,
           CASE WHEN p.n_counties >= $fewest THEN CAST(p.middle AS DECIMAL(18,4)) END AS middle,
           CASE WHEN p.n_counties >= $enough THEN p.best END AS best, CASE WHEN p.n_counties >= $enough THEN p.worst END AS worst,
           CASE WHEN p.n_counties >= $fewest THEN ['高', '中', '低'][3 * (p.best - 1) // p.n_counties + 1] END AS third
    FROM medians AS m LEFT JOIN placed AS p USING (region_code, fiscal_year, measure)
    ORDER BY m.region_code, m.fiscal_year DESC, list_position(['self_score', 'project_execution_rate', 'project_share'], m.measure)
"""
UNUSED_OF_PLACES_SQL = f"""
    SELECT r.region_code, r.report_id, r.unit_name, r.fiscal_year, r.report_type, r.subject AS project, n.unused, n.rules
    FROM core.reports AS r JOIN ({UNUSED_SQL}) AS n USING (report_id) WHERE r.region_code IS NOT NULL
    ORDER BY r.region_code, n.unused, r.fiscal_year DESC, r.unit_name, r.subject
"""


def write_counties(store: Store, site: Site) -> int:
    """Write a page for each county, with reports or only expected ones; how many there are."""
    reports = _by_place(read_reports(store))
    sums = _by_place(store.rows(SUMS_SQL))
    due = _by_place(store.rows(DUE_SQL))
    among = _by_place(store.rows(AMONG_SQL, {"fewest": FEWEST, "enough": ENOUGH}))
    unused = _by_place(store.rows(UNUSED_OF_PLACES_SQL))
    standings = read_standings(store, MEASURES)
    waiting = count_waiting(store)
    measures = read_measures(store, (*MEASURES, "coverage"))
    places = read_places(store)
    for place in places:
        code = place["region_code"]
        for report in unused[code]:
            report["page"], report["why"] = report_page(report["report_id"]), why_unused(report)
        for report in reports[code]:
            report["can"], report["can_reason"] = judge(report, MEASURES, standings)
        site.write(
            county_page(code),
            "county.html",
            place=place,
            has_findings=bool(reports[code] or unused[code]),
            waiting=waiting.get(code, 0),
            years=_years(reports[code], sums[code], due[code], among[code]),
            unused=unused[code],
            measures=measures,
            shown=measures[: len(MEASURES)],
            standings=standings_of(reports[code], MEASURES, standings),
            fewest=FEWEST,
        )
    return len(places)


def _years(reports: list[Row], sums: list[Row], due: list[Row], among: list[Row]) -> list[Row]:
    """Each year of a county, the newest first: its units, its sums, what was due, and its place among counties."""
    summed = {row["fiscal_year"]: row for row in sums}
    years = sorted({row["fiscal_year"] for row in (*reports, *due)}, reverse=True)
    of_year = {year: [row for row in reports if row["fiscal_year"] == year] for year in years}
    return [
        {
            "year": year,
            "reports": of_year[year],
            "common": say_once(of_year[year], "can_reason"),
            "sums": summed.get(year),
            "coverage": _coverage([row for row in due if row["fiscal_year"] == year]),
            "missing": [
                {**unit, "department_type": row["department_type"]}
                for row in due
                if row["fiscal_year"] == year
                for unit in row["missing_units"]
            ],
            "among": [row for row in among if row["fiscal_year"] == year],
        }
        for year in years
    ]


def _coverage(due: list[Row]) -> Row:
    """Units that reported and units expected in one year; the number expected is unknown where that of any type is."""
    known = [row["n_expected"] for row in due]
    expected = None if None in known else sum(known)
    reported = sum(row["n_reported"] for row in due)
    reasons = dict.fromkeys(row["comparability_reason"] for row in due if row["comparability_reason"])
    return {
        "n_reported": reported,
        "n_expected": expected,
        "share": reported / expected if expected else None,
        "reasons": list(reasons),
    }


def _by_place(rows: list[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["region_code"]].append(row)
    return found
