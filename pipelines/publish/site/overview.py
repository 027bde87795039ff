"""The overview: what has been read and verified, who reported, what is new (news), how figures are spread, what waits for a person.

Belongs here: what the first page shows. Does not belong here: how it is written (pages), what is a finding (schema quality).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pipelines.lexicon import load
from pipelines.publish.build import DATABASE
from pipelines.publish.site.addresses import county_page
from pipelines.publish.site.charts import ENOUGH, FEWEST, LAST_DIGIT, count_in_bins
from pipelines.publish.site.news import ChangedFigure, read_news
from pipelines.publish.site.pages import Site
from pipelines.publish.site.places import read_places
from pipelines.publish.site.standings import read_measures
from pipelines.publish.site.unstored import UNSTORED_SQL, told
from pipelines.store import Store

Row = dict[str, Any]
PAGE = "index.html"

TOTALS_SQL = f"""
    SELECT (SELECT count(*) FROM core.reports) AS reports, (SELECT count(*) FROM mart.unit_year) AS used,
           (SELECT count(DISTINCT region_code) FROM core.reports WHERE county IS NOT NULL) AS counties,
           (SELECT count(DISTINCT region_code) FROM core.reports WHERE county IS NULL) AS cities,
           (SELECT count(*) FROM core.reports WHERE region_code IS NULL) AS homeless,
           (SELECT count(*) FROM quality.figures WHERE is_current) AS figures,
           (SELECT count(DISTINCT (table_name, fact_id)) FROM quality.withholding WHERE fact_id IS NOT NULL) AS withheld,
           (SELECT count(*) FROM quality.waiting) AS waiting,
           (SELECT count(*) FROM ({UNSTORED_SQL})) AS problems,
           (SELECT count(*) FROM quality.quarantine) AS quarantined
"""
VERIFIED_SQL = """
    SELECT scope, coalesce(sum(checked) FILTER (table_name = 'evidence'), 0) AS quotes,
           coalesce(sum(agreed) FILTER (table_name = 'evidence'), 0) AS quotes_agreed,
           coalesce(sum(checked) FILTER (table_name <> 'evidence'), 0) AS figures,
           coalesce(sum(agreed) FILTER (table_name <> 'evidence'), 0) AS figures_agreed
    FROM quality.verification GROUP BY scope ORDER BY scope
"""
COVERAGE_SQL = """
    WITH years AS (
        SELECT region_code, fiscal_year, CAST(sum(n_reported) AS INTEGER) AS n_reported,
               CASE WHEN count(n_expected) = count(*) THEN CAST(sum(n_expected) AS INTEGER) END AS n_expected
        FROM mart.coverage WHERE fiscal_year IS NOT NULL GROUP BY region_code, fiscal_year
    )
    SELECT *, CAST(round(n_reported / n_expected, 4) AS DECIMAL(9,4)) AS coverage FROM years ORDER BY region_code, fiscal_year
"""
SCORES_SQL = """
    SELECT u.fiscal_year, u.self_score AS value FROM mart.unit_year AS u JOIN core.now_scores AS s USING (version_id)
    WHERE s.scorer = 'self' AND s.total = u.self_score AND coalesce(s.full_mark, 100) = 100
    QUALIFY row_number() OVER (PARTITION BY u.report_id) = 1
"""
RATES_SQL = "SELECT fiscal_year, value FROM mart.measure_values WHERE measure = ? AND value IS NOT NULL"
SEVERITIES_SQL = """
    SELECT severity, count(*) AS rules, CAST(sum(reports_failing) AS BIGINT) AS failing, CAST(sum(reports_evaluable) AS BIGINT) AS evaluable,
           CAST(round(100.0 * sum(reports_failing) / nullif(sum(reports_evaluable), 0), 1) AS DECIMAL(9,1)) AS share
    FROM quality.rule_statistics GROUP BY severity ORDER BY list_position(['error', 'warn', 'info'], severity)
"""
RULES_SQL = """
    SELECT rule_id, name_zh AS name, severity, reports_failing AS failing, reports_evaluable AS evaluable,
           CAST(round(100.0 * reports_failing / reports_evaluable, 1) AS DECIMAL(9,1)) AS share
    FROM quality.rule_statistics WHERE reports_failing > 0 AND reports_evaluable >= ?
    QUALIFY row_number() OVER (PARTITION BY rule_id ORDER BY reports_failing / reports_evaluable DESC, branch) = 1
    ORDER BY share DESC, evaluable DESC, rule_id LIMIT 15
"""
WAITING_SQL = """
    SELECT c.name_zh AS what, c.why_zh AS why, count(*) AS n
    FROM (SELECT unnest(causes) AS cause FROM quality.waiting) AS w JOIN quality.causes AS c USING (cause)
    GROUP BY c.name_zh, c.why_zh ORDER BY n DESC, what
"""
PROBLEMS_SQL = f"""
    SELECT min(p.message_zh) AS example, count(*) AS n, min_by(coalesce(d.file_name, d.path), p.message_zh) AS file_name,
           min_by(p.report_id, p.message_zh) AS report_id
    FROM ({UNSTORED_SQL}) AS p LEFT JOIN core.documents AS d USING (document_id) GROUP BY p.kind ORDER BY n DESC, example
"""
QUARANTINE_SQL = """
    SELECT reason, min_by(message_zh, file_name) AS example, min(file_name) AS file_name, count(*) AS n
    FROM quality.quarantine GROUP BY reason ORDER BY n DESC, reason
"""
RATES = ("project_execution_rate", "total_execution_rate")
"""The rates that are spread out, in this order."""
SCORE_EDGES = (*map(Decimal, (60, 70, 80, 85, 90, 92, 94, 96, 98, 100)), 100 + LAST_DIGIT)
RATE_EDGES = (
    *map(Decimal, (0, 50, 60, 70, 80, 85, 90, 95, 100)),
    100 + LAST_DIGIT,
    *map(Decimal, (105, 110)),
)


def write_overview(store: Store, site: Site, changed: Sequence[ChangedFigure] = ()) -> int:
    """Write ``index.html``; how many counties it shows. ``changed``: the figures that differ from the live build's."""
    places = _places(store)
    measures = read_measures(store, RATES)
    live = site.previous.parent / DATABASE if site.previous else None
    has_live = live is not None and live.is_file()
    years = sorted({year for place in places for year in place["years"]}, reverse=True)
    site.write(
        PAGE,
        "overview.html",
        totals=store.rows(TOTALS_SQL, told(store))[0],
        verified=store.rows(VERIFIED_SQL),
        has_live=has_live,
        news=read_news(store, live, changed) if live is not None and has_live else None,
        places=places,
        years=years,
        scores=_spread(store.rows(SCORES_SQL), SCORE_EDGES),
        rates={
            measure["measure"]: _spread(store.rows(RATES_SQL, [measure["measure"]]), RATE_EDGES)
            for measure in measures
        },
        measures=measures,
        enough=ENOUGH,
        fewest=FEWEST,
        severities=store.rows(SEVERITIES_SQL),
        rules=store.rows(RULES_SQL, [FEWEST]),
        waiting=store.rows(WAITING_SQL),
        problems=store.rows(PROBLEMS_SQL, told(store)),
        quarantine=store.rows(QUARANTINE_SQL),
        refused=load("alerts")["reason"],
    )
    return len(places)


def _places(store: Store) -> list[Row]:
    """Every county (or city with units of its own) with its years; one that has only a list of expected units too."""
    places: dict[str, Row] = {
        place["region_code"]: {
            "region_code": place["region_code"],
            "name": place["name"],
            "page": county_page(place["region_code"]),
            "years": {},
        }
        for place in read_places(store)
    }
    for row in store.rows(COVERAGE_SQL):
        if row["region_code"] in places:
            places[row["region_code"]]["years"][row["fiscal_year"]] = row
    return list(places.values())


def _spread(rows: list[Row], edges: tuple[Decimal, ...]) -> Row:
    """Counts in bins for each year, and the latest year that has enough of them to be drawn."""
    by_year: dict[int, list[Decimal]] = {}
    for row in rows:
        by_year.setdefault(row["fiscal_year"], []).append(row["value"])
    years = sorted(by_year)
    drawn = [year for year in years if len(by_year[year]) >= ENOUGH]
    counted = {
        year: {found.name: found.count for found in count_in_bins(by_year[year], edges)} for year in drawn
    }
    every = count_in_bins([value for year in drawn for value in by_year[year]], edges) if drawn else []
    return {
        "n": {year: len(by_year[year]) for year in years},
        "at_top": {year: sum(value == 100 for value in by_year[year]) for year in years},
        "years": drawn,
        "bins": [(found.name, [counted[year].get(found.name, 0) for year in drawn]) for found in every],
    }
