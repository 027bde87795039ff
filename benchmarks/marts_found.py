"""What a night would have found in the reports of the benchmark of the marts: results of rules, texts that are alike, reviews, versions.

Belongs here: invented rows of ``quality`` and a few of ``core``, so that the marts of texts, reviews and versions are not empty. Does not
belong here: the reports themselves (rules_store), what is timed (marts).
"""

from __future__ import annotations

from pipelines.store import Store

RULES = 83
"""As many rules; a tenth of their results fail, a tenth cannot be judged."""
PAIRS = 20_000
"""Pairs of like texts kept for 10,000 reports: of each a whole text and a section."""

_RESULTS = """
INSERT INTO quality.results BY NAME
SELECT 'r' || md5(version_id || rule_id) AS result_id, 'benchmark' AS run_id, rule_id, 1 AS rule_version, 'main' AS branch, CASE hash(rule_id) % 5 WHEN 0 THEN 'warn' ELSE 'info' END AS severity,
       report_id, version_id, CASE hash(version_id, rule_id) % 10 WHEN 0 THEN 'fail' WHEN 1 THEN 'not_evaluable' ELSE 'pass' END AS outcome,
       CASE rule_id WHEN 'A07' THEN '{"other": "教育局", "terms": ["学位", "课后服务"]}' END AS inputs, 'problems@1' AS subject, '邻县' AS observed
FROM core.report_versions CROSS JOIN (SELECT unnest($rules) AS rule_id)
"""
_COMPARED = """
INSERT INTO quality.text_compared
SELECT version_id, 3000, 1200, 0.6, (SELECT count(*) - 1 FROM core.report_versions) FROM core.report_versions
"""
_PAIRS = """
INSERT INTO quality.text_pairs BY NAME
WITH placed AS (
    SELECT version_id, document_id, report_id, row_number() OVER (ORDER BY report_id) AS place FROM core.report_versions
)
SELECT a.version_id AS version_a, b.version_id AS version_b, s.section AS section_a, s.section AS section_b,
       CAST(0.6 + (a.place % 40) / 100 AS DECIMAL(5,4)) AS jaccard, 0.8 AS containment, 0.6 AS template_share,
       false AS same_unit, false AS same_year, 60 AS common_chars, repeat('按照要求', 15) AS common_text, a.document_id AS document_a,
       100 AS char_start_a, 160 AS char_end_a, b.document_id AS document_b, 100 AS char_start_b, 160 AS char_end_b,
       CASE WHEN a.place % 2 = 0 THEN b.version_id END AS donor_version, CASE WHEN a.place % 2 = 0 THEN 'earlier_year' ELSE 'unknown' END AS donor_reason
FROM placed AS a JOIN placed AS b ON b.place = a.place - 1, (VALUES (NULL), ('problems')) AS s(section)
LIMIT $pairs
"""
_REVIEWS = """
INSERT INTO core.scores BY NAME
SELECT * REPLACE (fact_id || '~review' AS fact_id, 'finance_review' AS scorer, total - 3 AS total)
FROM core.scores WHERE scorer = 'self' AND hash(report_id) % 20 = 0
"""
_VERSIONS = """
INSERT INTO core.report_versions BY NAME
SELECT * REPLACE (version_id || '~revised' AS version_id, 2 AS version_no, false AS is_current, 'revision' AS relation)
FROM core.report_versions WHERE hash(report_id) % 100 = 0;
INSERT INTO core.budget_facts BY NAME
SELECT * REPLACE (fact_id || '~revised' AS fact_id, version_id || '~revised' AS version_id, false AS is_current, amount_yuan + 100 AS amount_yuan)
FROM core.budget_facts WHERE hash(report_id) % 100 = 0;
"""


def invent(store: Store, reports: int) -> None:
    """The rows, for this many reports that are filed and current. Nothing of the marts is made."""
    rules = [f"R{number:02}" for number in range(RULES - 3)] + ["A01", "A05", "A07"]
    store.execute(_RESULTS, {"rules": rules})
    store.execute(_COMPARED)
    store.execute(_PAIRS, {"pairs": PAIRS * reports // 10_000})
    store.execute(_REVIEWS)
    store.execute(_VERSIONS)
