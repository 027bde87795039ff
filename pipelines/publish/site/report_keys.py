"""What decides the page of each report, as one short key: a page whose key is that of the live build is the same page.

Belongs here: which rows a page depends on. Does not belong here: the code and templates that make it (their stamp is given),
making pages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from pipelines.publish.site.figures import TABLES
from pipelines.publish.site.open_results import OPEN_RESULTS
from pipelines.store import Store

INDEX = "reports/pages.json"
"""Page keys of a site: report id → key."""

_FACTS = "\nUNION ALL ".join(f"SELECT report_id, hash(f) AS part FROM core.{table} AS f" for table in TABLES)
_SQL = f"""
WITH filed AS (
    SELECT document_id, bit_xor(hash(v)) AS part FROM core.report_versions AS v GROUP BY document_id
), files AS (
    SELECT document_id, bit_xor(part) AS part FROM (
        FROM filed
        UNION ALL SELECT document_id, hash(e) FROM core.evidence AS e
        UNION ALL SELECT document_id, hash(d) FROM core.documents AS d
        UNION ALL SELECT e.document_id, hash(f.result_id, f.rule_name, f.severity, f.report_id, f.unit_name, f.fiscal_year, e.evidence_id)
                  FROM {OPEN_RESULTS} AS f JOIN quality.result_evidence AS q USING (result_id) JOIN core.evidence AS e USING (evidence_id)
                  WHERE q.role = 'other'
    ) GROUP BY document_id
), owners AS (
    {" UNION ALL ".join(f"SELECT '{table}' AS table_name, fact_id, report_id FROM core.{table}" for table in TABLES)}
), parts AS (
    {_FACTS}
    UNION ALL SELECT report_id, hash(r) FROM core.reports AS r
    UNION ALL SELECT report_id, hash(m) FROM core.now_missing_facts AS m
    UNION ALL SELECT report_id, hash(p) FROM quality.open_problems AS p
    UNION ALL SELECT v.report_id, hash(v.version_id, f.part) FROM core.report_versions AS v JOIN files AS f USING (document_id)
    UNION ALL SELECT o.report_id, hash(x, v.part) FROM core.fact_evidence AS x JOIN owners AS o USING (table_name, fact_id)
              JOIN core.evidence AS e ON e.evidence_id = x.evidence_id LEFT JOIN filed AS v ON v.document_id = e.document_id
    UNION ALL SELECT o.report_id, hash(d) FROM quality.decided AS d JOIN owners AS o USING (table_name, fact_id)
    UNION ALL SELECT o.report_id, hash(w) FROM quality.waiting AS w JOIN owners AS o USING (table_name, fact_id)
    UNION ALL SELECT report_id, hash(w) FROM quality.withholding AS w JOIN core.report_versions USING (version_id)
    UNION ALL SELECT r.report_id, hash(u.unit_id) FROM core.reports AS r JOIN core.units AS u USING (region_code, unit_name)
    UNION ALL SELECT report_id, hash(f) FROM {OPEN_RESULTS} AS f
    UNION ALL SELECT f.report_id, hash(q, v.part) FROM {OPEN_RESULTS} AS f JOIN quality.result_evidence AS q USING (result_id)
              JOIN core.evidence AS e USING (evidence_id) LEFT JOIN filed AS v USING (document_id)
    UNION ALL SELECT report_id, hash(outcome, count(*)) FROM quality.results WHERE report_id IS NOT NULL GROUP BY report_id, outcome
)
SELECT report_id, CAST(bit_xor(part) AS VARCHAR) AS key FROM parts
WHERE report_id IN (SELECT report_id FROM core.reports) GROUP BY report_id
"""
"""DuckDB's own hash of a row, not a digest of its text: twenty times as fast. Another release of DuckDB may hash otherwise; then all
pages are made anew, once."""


def report_keys(store: Store, stamp: str) -> dict[str, str]:
    """Report id → key, 16 hex digits. ``stamp``: of the code, the templates and the words that make pages."""
    return {
        row["report_id"]: hashlib.sha256(f"{stamp} {row['key']}".encode()).hexdigest()[:16]
        for row in store.rows(_SQL)
    }


def read_keys(site: Path | None) -> dict[str, str]:
    """The keys of a published site; none where it has none."""
    if site is None or not (site / INDEX).is_file():
        return {}
    keys: dict[str, str] = json.loads((site / INDEX).read_text(encoding="utf-8"))
    return keys


def keys_as_bytes(keys: Mapping[str, str]) -> bytes:
    """The file of the keys."""
    return json.dumps(dict(sorted(keys.items())), indent=0).encode()
