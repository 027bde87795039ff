"""Why a report is in no comparison, told the same way wherever the report is named: on its county's, its unit's, its own page.

Belongs here: the conditions of ``usable_reports`` (warehouse/marts/00_usable.sql), each by its name in lexicon/site.toml, and the
words. Does not belong here: single figures that are withheld.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.lexicon import load

UNUSED_SQL = """
    SELECT r.report_id, w.rules,
           CASE WHEN r.report_type <> 'department' THEN 'other_kind' WHEN r.version_id IS NULL THEN 'conflict'
                WHEN r.fiscal_year IS NULL THEN 'no_year' WHEN w.rules IS NOT NULL THEN 'withheld' ELSE 'no_unit' END AS unused
    FROM core.reports AS r LEFT JOIN core.units AS u USING (region_code, unit_name)
    LEFT JOIN (SELECT version_id, list_sort(list(DISTINCT rule_id)) AS rules FROM quality.withholding WHERE fact_id IS NULL GROUP BY version_id) AS w
           ON w.version_id = r.version_id
    WHERE r.report_type <> 'department' OR r.version_id IS NULL OR r.fiscal_year IS NULL OR u.unit_id IS NULL OR w.rules IS NOT NULL
"""
"""report_id; ``unused``: a name of ``[unused]`` in lexicon/site.toml; ``rules``: those that withhold the whole report."""


def why_unused(row: Mapping[str, Any]) -> str:
    """The reason in words, with the rules that found the report wrong; empty for a report that is compared."""
    if row.get("unused") is None:
        return ""
    words: Mapping[str, str] = load("site")["unused"]
    return words[row["unused"]].format(rules="、".join(row["rules"] or ()))
