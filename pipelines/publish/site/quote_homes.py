"""On whose report page a quote stands: its home.

Belongs here: the choice, as SQL, and the homes of what findings quote. Does not belong here: what a page shows of a quote
(report_text, findings).

A quote stands on the page of the report that cites it, if it is a quote from that report's own file; a quote that nothing cites,
or only next year's report, stands with the first report of its file. So each quote has exactly one home.
"""

from __future__ import annotations

from pipelines.publish.site.figures import TABLES
from pipelines.store import Store

_CITED = " UNION ALL ".join(f"SELECT version_id, evidence_id FROM core.{table}" for table in TABLES)


def homes_sql(quotes: str) -> str:
    """A query of (evidence_id, home), a row for each quote. ``quotes``: a table with the columns evidence_id and document_id. The
    home of a quote from a file that is no report is NULL."""
    return f"""
        WITH filed AS (
            SELECT v.report_id, v.version_id, v.document_id FROM core.report_versions AS v JOIN core.reports AS r USING (report_id)
            WHERE v.document_id IN (SELECT document_id FROM {quotes})
        ), cited AS (
            SELECT c.evidence_id, min(v.report_id) AS report_id
            FROM (SELECT * FROM ({_CITED}) WHERE version_id IN (SELECT version_id FROM filed) UNION ALL
                  SELECT r.version_id, q.evidence_id  -- only what failed quotes anything
                  FROM (FROM quality.result_evidence WHERE role <> 'other' AND evidence_id IN (SELECT evidence_id FROM {quotes})) AS q
                  JOIN (FROM quality.results WHERE outcome = 'fail') AS r USING (result_id)) AS c
            JOIN filed AS v USING (version_id) JOIN {quotes} AS e ON e.evidence_id = c.evidence_id AND e.document_id = v.document_id
            GROUP BY c.evidence_id
        ), firsts AS (
            SELECT document_id, min(report_id) AS report_id FROM filed GROUP BY document_id
        )
        SELECT e.evidence_id, coalesce(c.report_id, f.report_id) AS home
        FROM {quotes} AS e LEFT JOIN cited AS c USING (evidence_id) LEFT JOIN firsts AS f USING (document_id)
    """


_QUOTED = """
    CREATE OR REPLACE TEMP TABLE quoted_by_findings AS
    SELECT DISTINCT e.evidence_id, e.document_id
    FROM quality.findings AS f JOIN quality.result_evidence AS q USING (result_id) JOIN core.evidence AS e USING (evidence_id)
"""


def homes_of_findings(store: Store) -> dict[str, str]:
    """Evidence id → report id, for what findings quote. Makes a temporary table."""
    store.execute(_QUOTED)
    rows = store.rows(f"SELECT * FROM ({homes_sql('quoted_by_findings')}) WHERE home IS NOT NULL")
    return {row["evidence_id"]: row["home"] for row in rows}
