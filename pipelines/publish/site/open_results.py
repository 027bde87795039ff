"""Findings that nobody has settled, without what they quote: the rows of ``quality.open_findings`` for pages that have their own way to
the quotes, or only count.

Belongs here: that one query. Does not belong here: what is settled (warehouse/schema/27_verdicts.sql says it; a test holds the two
together). The view gathers the quotes of all findings of the country before it is asked for those of one report.
"""

from __future__ import annotations

from typing import Final

OPEN_RESULTS: Final = """(
    SELECT r.result_id, r.rule_id, n.rule_name, r.severity, r.report_id, p.unit_name, p.fiscal_year, r.message_zh, j.verdict, j.note
    FROM quality.results AS r JOIN core.reports AS p USING (report_id)
    LEFT JOIN (SELECT rule_id, any_value(name_zh) AS rule_name FROM quality.rules GROUP BY rule_id) AS n USING (rule_id)
    LEFT JOIN (SELECT result_id, max(verdict) AS verdict, max(note) AS note FROM quality.verdicts WHERE status = 'applied' GROUP BY result_id) AS j
      USING (result_id)
    WHERE r.outcome = 'fail' AND (j.verdict IS NULL OR j.verdict = 'confirmed')
)"""
"""To be put behind FROM."""
