"""Pages of indicators: the same third-level indicator in different counties, its targets, what was reached, where it is filed.

Belongs here: what these pages show. Does not belong here: which names are one indicator (core.concepts), comparing (marts).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pipelines.publish.site.addresses import county_page, department_page, indicator_page, unit_page
from pipelines.publish.site.charts import FEWEST
from pipelines.publish.site.pages import Site
from pipelines.publish.site.reasons import say_once
from pipelines.publish.site.shown import exact_number
from pipelines.store import Store

Row = dict[str, Any]
SHOWN = 300
"""So many rows of a year stand on the page; all of them stand in mart.indicator_targets."""

TARGETS_SQL = """
    SELECT report_id, unit_id, region_code, county, department_type, unit_name, fiscal_year, concept_id, level3, class, operator, target_num, target_text,
           unit, actual_num, actual_text, n_peers, n_counties, peer_median, position, evidence_id, n_reported, n_expected, coverage, comparability,
           comparability_reason
    FROM mart.indicator_targets WHERE concept_id IS NOT NULL
    ORDER BY concept_id, fiscal_year DESC, department_type, region_code, unit_name, report_id, seq
"""
CONCEPTS_SQL = "SELECT concept_id, name, level2, unit, direction, basis, confidence, n_names FROM core.concepts ORDER BY name, concept_id"
NAMES_SQL = """
    SELECT concept_id, level3, unit, n_rows, reason_zh FROM quality.concept_names WHERE concept_id IS NOT NULL ORDER BY concept_id, n_rows DESC, level3, unit
"""
PROPOSALS_SQL = """
    SELECT concept_a AS concept_id, concept_b AS other_id, name_b AS other, reason_zh FROM quality.concept_proposals
    UNION ALL SELECT concept_b, concept_a, name_a, reason_zh FROM quality.concept_proposals ORDER BY ALL
"""
CLASSES_SQL = """
    SELECT concept_id, fiscal_year, class, n_units, n_counties, n_classes, share, is_minority, n_reported, n_expected, coverage, comparability, comparability_reason
    FROM mart.indicator_class ORDER BY concept_id, fiscal_year DESC, n_units DESC, class
"""
TRENDS_SQL = """
    SELECT concept_id, unit_id, unit_name, region_code, county, fiscal_year, operator, unit, target_num, prior_target, change, n_years_same, actual_num, prior_actual,
           report_id, prior_report_id, evidence_id, prior_evidence_id, comparability, comparability_reason
    FROM mart.indicator_trend ORDER BY concept_id, fiscal_year DESC, region_code, unit_name
"""
EASE_SQL = """
    SELECT concept_id, fiscal_year, unit, way, n_rows, n_far_exceeded, n_exactly_met, n_missed, median_ratio, n_reported, n_expected, coverage, comparability,
           comparability_reason
    FROM mart.target_ease ORDER BY concept_id, fiscal_year DESC, unit, way
"""
UNCLEAR_SQL = "SELECT count(*) AS n FROM mart.indicator_targets WHERE concept_id IS NULL"
PENDING_SQL = "SELECT count(*) AS n FROM quality.concept_proposals"
MEASURE_SQL = "SELECT name_zh, unit_zh, formula_zh, caution_zh, source FROM meta.measures WHERE list_contains(columns, ?)"


def write_indicators(store: Store, site: Site) -> list[tuple[str, str, str]]:
    """Write ``indicators/index.html`` and a page for each indicator that somebody uses: name, what tells it apart, page."""
    concepts = {row["concept_id"]: row for row in store.rows(CONCEPTS_SQL)}
    targets = _by_concept(store.rows(TARGETS_SQL))
    names, classes = _by_concept(store.rows(NAMES_SQL)), _by_concept(store.rows(CLASSES_SQL))
    trends, ease = _by_concept(store.rows(TRENDS_SQL)), _by_concept(store.rows(EASE_SQL))
    proposals = _by_concept(row for row in store.rows(PROPOSALS_SQL) if row["other_id"] in targets)
    ease_measure = store.rows(MEASURE_SQL, ["mart.target_ease.median_ratio"])
    listed = []
    for concept_id in (key for key in concepts if key in targets):
        concept, rows = concepts[concept_id], targets[concept_id]
        for row in (*rows, *trends[concept_id]):
            row["unit_page"], row["county_page"] = unit_page(row["unit_id"]), county_page(row["region_code"])
        for row in proposals[concept_id]:
            row["page"] = indicator_page(row["other_id"])
        site.write(
            indicator_page(concept_id),
            "indicator.html",
            concept=concept,
            names=names[concept_id],
            proposals=proposals[concept_id],
            users=_users(rows),
            years=_years(rows),
            classes=classes[concept_id],
            trends=trends[concept_id][:SHOWN],
            n_trends=len(trends[concept_id]),
            ease=ease[concept_id],
            ease_measure=ease_measure,
            fewest=FEWEST,
        )
        listed.append({**concept, **_users(rows), "page": indicator_page(concept_id)})
    site.write(
        "indicators/index.html",
        "indicators_index.html",
        concepts=sorted(listed, key=lambda row: (-row["counties"], -row["units"], row["name"])),
        unclear=store.rows(UNCLEAR_SQL)[0]["n"],
        pending=store.rows(PENDING_SQL)[0]["n"],
    )
    return [(row["name"], f"指标，{row['counties']} 个县（市、区）", row["page"]) for row in listed]


def _users(rows: list[Row]) -> Row:
    """How many units, counties and years use an indicator, and the one that does if it is alone."""
    return {
        "units": len({row["unit_id"] for row in rows}),
        "counties": len({row["region_code"] for row in rows}),
        "years": sorted({row["fiscal_year"] for row in rows}),
        "first": rows[0],
    }


def _years(rows: list[Row]) -> list[Row]:
    """The rows of each year, the newest first. A chart only where one unit and one sort of sign hold for enough of them."""
    years = []
    for year in sorted({row["fiscal_year"] for row in rows}, reverse=True):
        mine = [row for row in rows if row["fiscal_year"] == year]
        for row in mine:
            row["department_page"] = department_page(row["department_type"]) if row["department_type"] else ""
        shown = mine[:SHOWN]
        common = say_once(shown, "comparability_reason")
        years.append(
            {
                "year": year,
                "rows": shown,
                "n": len(mine),
                "common": common,
                **_users(mine),
                "chart": _chart(shown),
            }
        )
    return years


def _chart(rows: list[Row]) -> Row | None:
    values: list[Decimal] = [row["target_num"] for row in rows if row["target_num"] is not None]
    asked = {(row["unit"], row["operator"]) for row in rows if row["target_num"] is not None}
    if len(values) < FEWEST or len(asked) != 1:
        return None
    unit, operator = next(iter(asked))
    medians = {
        row["department_type"]: exact_number(row["peer_median"])
        for row in rows
        if row["department_type"] and (row["n_peers"] or 0) >= FEWEST
    }
    return {
        "n": len(values),
        "low": min(values),
        "high": max(values),
        "unit": unit or "",
        "operator": operator or "",
        "medians": medians,
    }


def _by_concept(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["concept_id"]].append(row)
    return found
