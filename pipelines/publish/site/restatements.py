"""The page of what changed: figures that a later version, or the next year's report, states otherwise.

Belongs here: what this page shows. Does not belong here: finding the differences (marts), how a page is written (pages).
"""

from __future__ import annotations

from typing import Any

from pipelines.publish.site.addresses import county_page, report_page, unit_page
from pipelines.publish.site.pages import Site
from pipelines.store import Store

Row = dict[str, Any]
SHOWN = 2000
"""So many rows of each kind stand on the page; all of them stand in the marts."""

YEARS_SQL = """
    SELECT unit_id, unit_name, region_code, county, fiscal_year, figure_name, first_wan, later_wan, change_wan, report_id, later_report_id,
           evidence_id, later_evidence_id, n_reported, n_expected, coverage, comparability, comparability_reason
    FROM mart.restatements ORDER BY fiscal_year DESC, region_code, unit_name, figure_name
"""
VERSIONS_SQL = """
    WITH seen AS (  -- a day is a day in China
        SELECT report_id, version_id, CAST(min(first_seen_at) + INTERVAL 8 HOUR AS DATE) AS day FROM core.report_versions GROUP BY ALL
    )
    SELECT d.report_id, region_code, county, unit_name, fiscal_year, relation, prior_version_no, version_no, field_name, part, change, old_text, new_text,
           difference, difference_unit, old_evidence_id, new_evidence_id, old_file, new_file, o.day AS old_day, n.day AS new_day,
           n_reported, n_expected, coverage, comparability, comparability_reason
    FROM mart.version_diff AS d LEFT JOIN seen AS o ON o.report_id = d.report_id AND o.version_id = d.prior_version_id
    LEFT JOIN seen AS n ON n.report_id = d.report_id AND n.version_id = d.version_id
    ORDER BY region_code, unit_name, fiscal_year DESC, version_no, field_name, part
"""


def write_restatements(store: Store, site: Site) -> int:
    """Write ``restatements.html``; how many changes there are."""
    years, versions = store.rows(YEARS_SQL), store.rows(VERSIONS_SQL)
    for row in years:
        row["page"] = unit_page(row["unit_id"])
    for row in versions:
        row["page"] = report_page(row["report_id"])
    for row in (*years, *versions):
        row["county_page"] = county_page(row["region_code"]) if row["region_code"] else ""
    site.write(
        "restatements.html",
        "restatements.html",
        years=years[:SHOWN],
        versions=versions[:SHOWN],
        n_years=len(years),
        n_versions=len(versions),
    )
    return len(years) + len(versions)
