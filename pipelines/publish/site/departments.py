"""Pages of types of departments: the units of one type across counties, year by year, beside the distribution of their peers.

Belongs here: what these pages show. Does not belong here: the figures (standings), who is a peer (marts), how a page is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pipelines.publish.site.addresses import department_page, unit_page
from pipelines.publish.site.charts import FEWEST, middle
from pipelines.publish.site.pages import Site
from pipelines.publish.site.reasons import say_once
from pipelines.publish.site.standings import (
    Standings,
    judge,
    read_measures,
    read_reports,
    read_standings,
    standings_of,
)
from pipelines.store import Store

Row = dict[str, Any]
MEASURES = (
    "personnel_per_head",
    "operating_per_head",
    "project_execution_rate",
    "project_adjustment_rate",
    "project_share",
    "assets_per_head",
)
"""What the table of a year shows, in this order."""
MOST = 600
"""Reports on one page: with more a browser needs more than a second for it."""
DRAWN = ("personnel_per_head", "operating_per_head")
GROUPS_SQL = """
    SELECT department_type, fiscal_year, measure, measure_name, measure_unit, peer_group, n_peers, lowest, p25, median, p75, highest,
           n_reported, n_expected, coverage, comparability, comparability_reason
    FROM mart.peer_groups WHERE list_contains(?, measure) ORDER BY list_position(?, measure), peer_group
"""
TYPES_SQL = """
    SELECT DISTINCT department_type AS name FROM core.units WHERE department_type IS NOT NULL
    UNION SELECT department_type FROM core.reports WHERE department_type IS NOT NULL
    UNION SELECT department_type FROM mart.unit_year WHERE department_type IS NOT NULL ORDER BY name
"""
UNITS_SQL = "SELECT unit_id, unit_name FROM core.units WHERE department_type = ? ORDER BY region_code, unit_name, unit_id"
HOMELESS_SQL = "SELECT count(*) AS n FROM mart.unit_year WHERE department_type IS NULL"


def write_departments(store: Store, site: Site, most: int = MOST) -> int:
    """Write ``departments/index.html`` and a page for each type; how many types there are. Of a type with more than ``most`` reports
    each year but the newest has a page of its own."""
    standings = read_standings(store, MEASURES)
    reports: dict[str, list[Row]] = {row["name"]: [] for row in store.rows(TYPES_SQL)}
    for report in read_reports(store):
        if report["department_type"]:
            report["can"], report["can_reason"] = judge(report, MEASURES, standings)
            reports[report["department_type"]].append(report)
    groups: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for group in store.rows(GROUPS_SQL, [list(MEASURES), list(MEASURES)]):
        groups[(group["department_type"], group["fiscal_year"])].append(group)
    measures = read_measures(store, MEASURES)

    def write(page: str, name: str, years: list[Row], shown: list[Row], whole: str) -> None:
        reports_shown = [report for year in shown for report in year["reports"]]
        own = standings_of(reports_shown, MEASURES, standings)
        site.write(
            page,
            "department.html",
            name=name,
            measures=measures,
            standings=own,
            years=years,
            whole=whole,
            units=[] if years else _links(store, name),
        )

    for name, mine in reports.items():
        years = [
            _year(year, [r for r in mine if r["fiscal_year"] == year], groups[(name, year)], standings)
            for year in sorted({report["fiscal_year"] for report in mine}, reverse=True)
        ]
        apart = years[1:] if len(mine) > most else []
        for year in apart:
            write(department_page(name, year["year"]), name, [year], [year], department_page(name))
        here = [year for year in years if year not in apart]
        told = [_apart(name, year) if year in apart else year for year in years]
        write(department_page(name), name, told, here, "")
    site.write(
        "departments/index.html",
        "departments_index.html",
        departments=sorted(_listed(reports), key=lambda row: (-row["counties"], row["name"])),
        homeless=store.rows(HOMELESS_SQL)[0]["n"],
    )
    return len(reports)


def _links(store: Store, name: str) -> list[tuple[str, str]]:
    """Address and name of each unit of a type: where its page has no figures, the way leads on to theirs."""
    return [(unit_page(row["unit_id"]), row["unit_name"]) for row in store.rows(UNITS_SQL, [name])]


def _listed(reports: Mapping[str, list[Row]]) -> list[Row]:
    """Each type of department with how many report, for the list of all."""
    return [
        {
            "name": name,
            "page": department_page(name),
            "units": len({report["unit_id"] for report in mine}),
            "counties": len({report["region_code"] for report in mine}),
            "reports": len(mine),
            "years": sorted({report["fiscal_year"] for report in mine}),
        }
        for name, mine in reports.items()
    ]


def _apart(name: str, year: Row) -> Row:
    """What the page of the type says of a year that has its own page."""
    return {"year": year["year"], "page": department_page(name, year["year"]), "n": len(year["reports"])}


def _year(year: int, reports: list[Row], groups: list[Row], standings: Standings) -> Row:
    """The reports of one year. A chart only where its measure has enough of them; a median for each scope of its own."""
    charts = []
    for measure in DRAWN:
        by_scope: dict[str, list[Decimal]] = defaultdict(list)
        for report in reports:
            found = standings.get((report["report_id"], measure))
            if found is not None and found.value is not None:
                by_scope[report["scope"]].append(found.value)
        if (n := sum(map(len, by_scope.values()))) >= FEWEST:
            medians = {
                scope: centre for scope, values in by_scope.items() if (centre := middle(values)) is not None
            }
            values = [value for scope in by_scope.values() for value in scope]
            charts.append(
                {"measure": measure, "n": n, "low": min(values), "high": max(values), "medians": medians}
            )
    return {
        "year": year,
        "reports": reports,
        "common": say_once(reports, "can_reason"),
        "counties": len({report["region_code"] for report in reports}),
        "groups": groups,
        "charts": charts,
    }
