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
from pipelines.store import Store

INDEX = "reports/pages.json"
"""Page keys of a site: report id → key."""

_FACTS = "\nUNION ALL ".join(
    f"SELECT report_id, md5_number(CAST(f AS VARCHAR)) AS part FROM core.{table} AS f" for table in TABLES
)
_SQL = f"""
WITH files AS (
    SELECT document_id, bit_xor(part) AS part FROM (
        SELECT document_id, md5_number(CAST(e AS VARCHAR)) AS part FROM core.evidence AS e
        UNION ALL SELECT document_id, md5_number(CAST(d AS VARCHAR)) FROM core.documents AS d
        UNION ALL SELECT document_id, md5_number(CAST(v AS VARCHAR)) FROM core.report_versions AS v
        UNION ALL SELECT e.document_id, md5_number(concat_ws('|', f.result_id, f.rule_name, f.severity, f.unit_name, f.fiscal_year, e.evidence_id))
                  FROM quality.open_findings AS f JOIN quality.result_evidence AS q USING (result_id) JOIN core.evidence AS e USING (evidence_id)
                  WHERE q.role = 'other'
    ) GROUP BY document_id
), owners AS (
    {" UNION ALL ".join(f"SELECT '{table}' AS table_name, fact_id, report_id FROM core.{table}" for table in TABLES)}
), parts AS (
    {_FACTS}
    UNION ALL SELECT report_id, md5_number(CAST(r AS VARCHAR)) FROM core.reports AS r
    UNION ALL SELECT report_id, md5_number(CAST(m AS VARCHAR)) FROM core.now_missing_facts AS m
    UNION ALL SELECT v.report_id, md5_number(v.version_id || f.part) FROM core.report_versions AS v JOIN files AS f USING (document_id)
    UNION ALL SELECT o.report_id, md5_number(CAST(x AS VARCHAR)) FROM core.fact_evidence AS x JOIN owners AS o USING (table_name, fact_id)
    UNION ALL SELECT o.report_id, md5_number(CAST(d AS VARCHAR)) FROM quality.decided AS d JOIN owners AS o USING (table_name, fact_id)
    UNION ALL SELECT report_id, md5_number(concat_ws('|', result_id, rule_id, rule_name, severity, message_zh, verdict, quotes))
              FROM quality.open_findings
    UNION ALL SELECT report_id, md5_number(concat_ws('|', outcome, count(*))) FROM quality.results
              WHERE report_id IS NOT NULL GROUP BY report_id, outcome
)
SELECT report_id, CAST(bit_xor(part) AS VARCHAR) AS key FROM parts
WHERE report_id IN (SELECT report_id FROM core.reports) GROUP BY report_id
"""


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
