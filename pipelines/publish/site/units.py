"""Pages of units: every figure of a unit over the years with its quote or the reason why it is missing, and its reports.

Belongs here: what a unit's page and the list of units show. Does not belong here: comparisons between units (departments,
counties), figures of one report (report).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.lexicon import load
from pipelines.publish.site.addresses import county_page, department_page, report_page, unit_page
from pipelines.publish.site.open_results import OPEN_RESULTS
from pipelines.publish.site.pages import Site
from pipelines.publish.site.places import full_name
from pipelines.publish.site.report import report_title
from pipelines.publish.site.shown import show_number
from pipelines.publish.site.unused import UNUSED_SQL, why_unused
from pipelines.store import Store

Row = dict[str, Any]
_UNITS = """
    SELECT u.*, coalesce(r.county, r.city, g.name, u.region_code) AS place, coalesce(r.city, c.name) AS city
    FROM core.units AS u LEFT JOIN core.regions AS g USING (region_code)
    LEFT JOIN (SELECT region_code, any_value(county) AS county, any_value(city) AS city FROM core.reports GROUP BY region_code) AS r USING (region_code)
    LEFT JOIN core.regions AS c ON c.region_code = g.parent_code AND c.level = 'city'
    ORDER BY u.region_code, u.unit_name, u.unit_id
"""
_YEARS = "SELECT * FROM mart.unit_year ORDER BY unit_id, fiscal_year, scope, report_id"
_REPORTS = f"""
    SELECT u.unit_id, r.report_id, r.version_id, r.unit_name, r.fiscal_year, r.report_type, r.subject, r.scope, r.self_score, r.grade,
           count(f.result_id) FILTER (f.severity = 'error') AS error, count(f.result_id) FILTER (f.severity = 'warn') AS warn,
           count(f.result_id) FILTER (f.severity = 'info') AS info, any_value(n.unused) AS unused, any_value(n.rules) AS rules
    FROM core.reports AS r JOIN core.units AS u USING (region_code, unit_name) LEFT JOIN ({UNUSED_SQL}) AS n USING (report_id)
    LEFT JOIN {OPEN_RESULTS} AS f ON f.report_id = r.report_id
    GROUP BY ALL ORDER BY u.unit_id, r.fiscal_year DESC, r.report_type, r.report_id
"""
_COLUMNS = """
    SELECT column_name AS name, split_part(comment, '：', 1) AS title, data_type FROM duckdb_columns()
    WHERE schema_name = 'mart' AND table_name = 'unit_year' ORDER BY column_index
"""
_NO_FIGURE = re.compile(r"n_|coverage$|fiscal_year$|rank_")
_UNIT = re.compile(r"（(万元|%|人|分)）$")


def write_units(store: Store, site: Site) -> int:
    """Write ``units/``; how many units have a page."""
    units = store.rows(_UNITS)
    years, reports = _by_unit(store.rows(_YEARS)), _by_unit(store.rows(_REPORTS))
    groups = _groups(store.rows(_COLUMNS))
    for unit in units:
        mine = years[unit["unit_id"]]
        site.write(
            unit_page(unit["unit_id"]),
            "unit.html",
            unit=unit,
            links=_links(unit),
            years=mine,
            tables=list(_tables(groups, mine)),
            reports=[
                row
                | {
                    "title": report_title(row),
                    "page": report_page(row["report_id"]),
                    "why_unused": why_unused(row),
                }
                for row in reports[unit["unit_id"]]
            ],
            has_scopes=len({row["fiscal_year"] for row in mine}) < len(mine),
        )
    rows = [
        unit
        | {
            "page": unit_page(unit["unit_id"]),
            "years": sorted({row["fiscal_year"] for row in years[unit["unit_id"]]}),
            "reports": len(reports[unit["unit_id"]]),
        }
        for unit in units
    ]
    site.write("units/index.html", "units_index.html", units=rows)
    return len(units)


def _links(unit: Row) -> list[tuple[str, str]]:
    links = [(county_page(unit["region_code"]), full_name(unit["place"], unit["city"]))]
    if unit["department_type"]:
        links.append((department_page(unit["department_type"]), unit["department_type"]))
    return links


def _groups(columns: Sequence[Row]) -> list[tuple[Row, list[Row]]]:
    """The figures of ``mart.unit_year`` by table of the page; a figure goes into the first table that it fits."""
    left = [
        column
        for column in columns
        if column["data_type"].startswith(("DECIMAL", "INTEGER")) and not _NO_FIGURE.match(column["name"])
    ]
    groups = []
    for group in load("site_figures")["group"]:
        fits = [column for column in left if column["name"].startswith(tuple(group["columns"]))]
        left = [column for column in left if column not in fits]
        groups.append((group, [_heading(column, group["name"]) for column in fits]))
    return groups


def _heading(column: Row, group: str) -> Row:
    """Name and unit of a column; what the table's own name says already is left out."""
    unit = _UNIT.search(column["title"])
    name = _UNIT.sub("", column["title"])
    short = name.removeprefix(group)
    return {
        "key": column["name"],
        "title": short or name,
        "name": name,
        "unit": unit.group(1) if unit else "",
        "kind": "n",
    }


def _tables(groups: Sequence[tuple[Row, Sequence[Row]]], years: Sequence[Row]) -> Iterator[Row]:
    """A table for each group that has at least one figure in one year, with the columns that have one; else no table."""
    for number, (group, columns) in enumerate(groups):
        told = [column for column in columns if any(row[column["key"]] is not None for row in years)]
        if not told:
            continue
        units = {column["unit"] for column in told}
        main = next((c for c in told if c["key"] == group["main"]), told[-1])
        drawn = [c for c in told if c["unit"] == main["unit"]]
        yield {
            "id": f"g{number}",
            "name": group["name"],
            "columns": [c | {"note": c["unit"]} for c in told],
            "unit": units.pop() if len(units) == 1 else "",
            "never": [column["title"] for column in columns if column not in told],
            "chart": _chart(main, drawn, years),
        }


def _chart(main: Row, drawn: Sequence[Row], years: Sequence[Row]) -> Row | None:
    """A chart needs two years with a figure; the sentence tells the first, the last, and which years lack it."""
    told = [(row["fiscal_year"], row[main["key"]]) for row in years if row[main["key"]] is not None]
    if len({year for year, _ in told}) < 2:
        return None
    (first, early), (last, late) = told[0], told[-1]
    known = {row["fiscal_year"] for row in years} | set(range(first, last + 1))
    lacking = sorted(known - {year for year, _ in told})
    reading = f"{main['name']}：{first} 年 {show_number(early)} {main['unit']}，{last} 年 {show_number(late)} {main['unit']}"
    if lacking:
        reading += f"；{'、'.join(map(str, lacking))} 年没有这个数字，图上断开"
    return {"y": [column["key"] for column in drawn], "unit": main["unit"], "reading": reading + "。"}


def _by_unit(rows: Sequence[Mapping[str, Any]]) -> defaultdict[str, list[Row]]:
    sorted_out: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        sorted_out[row["unit_id"]].append(dict(row))
    return sorted_out
