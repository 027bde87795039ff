"""What a report page shows, out of the database: rows of a set of reports, gathered at once.

Belongs here: SQL. Does not belong here: on whose page a quote stands (quote_homes), text of documents (report_text), what a page
looks like (report).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.publish.site.figures import TABLES
from pipelines.publish.site.open_results import OPEN_RESULTS
from pipelines.publish.site.quote_homes import homes_sql
from pipelines.publish.site.unstored import read_unstored
from pipelines.publish.site.unused import UNUSED_SQL
from pipelines.publish.site.waiting import reasons_sql
from pipelines.store import Store

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReportContent:
    """Rows of one report. ``shown``: the version whose text the page shows; ``quotes``: evidence at home here;
    ``compared``: evidence id → findings of other reports that hold it against their own text;
    ``waiting``: figures that wait for a person, and why; ``withheld``: figures that an error keeps out, with its rules; ``unstored``: what was read and not stored; ``unjudged``: what is missing, how often, and the rules that could not be judged for it; ``ranges``: where the other reports of the shown file begin and end, by their quotes."""

    report: Row
    shown: Row
    versions: Sequence[Row]
    facts: Mapping[str, Sequence[Row]]
    quotes: Sequence[Row]
    further: Mapping[tuple[str, str], Sequence[Row]]
    findings: Sequence[Row]
    compared: Mapping[str, Sequence[Row]]
    decided: Mapping[tuple[str, str], Row]
    waiting: Mapping[tuple[str, str], Row]
    withheld: Mapping[tuple[str, str], Row]
    missing: Sequence[Row]
    unstored: Sequence[Row]
    counts: Row
    unjudged: Sequence[tuple[str, int, Sequence[str]]]
    ranges: Sequence[Row]


_BELONGS = " UNION ALL ".join(
    f"SELECT '{table}' AS table_name, fact_id, report_id, version_id, evidence_id FROM core.{table}"
    for table in TABLES
)
_PREPARE = f"""
CREATE OR REPLACE TEMP TABLE page_versions AS
    SELECT report_id, version_id, document_id FROM core.report_versions WHERE report_id IN (SELECT report_id FROM page_wanted);
CREATE OR REPLACE TEMP TABLE page_facts AS
    SELECT * FROM ({_BELONGS}) WHERE version_id IN (SELECT version_id FROM page_versions);
CREATE OR REPLACE TEMP TABLE page_findings AS
    SELECT f.result_id, f.rule_id, f.rule_name, f.severity, f.report_id, f.message_zh, f.verdict, f.note
    FROM {OPEN_RESULTS} AS f WHERE f.report_id IN (SELECT report_id FROM page_wanted);
CREATE OR REPLACE TEMP TABLE page_cited AS
    SELECT f.report_id, f.result_id, q.role, e.evidence_id, e.document_id, e.char_start
    FROM page_findings AS f JOIN quality.result_evidence AS q USING (result_id) JOIN core.evidence AS e USING (evidence_id);
CREATE OR REPLACE TEMP TABLE page_documents AS
    SELECT document_id FROM page_versions
    UNION SELECT e.document_id FROM page_facts AS f JOIN core.fact_evidence AS x USING (table_name, fact_id)
          JOIN core.evidence AS e ON e.evidence_id = x.evidence_id
    UNION SELECT document_id FROM page_cited;
CREATE OR REPLACE TEMP TABLE page_quotes AS
    SELECT evidence_id, document_id, char_start, char_end, page, quote, context, bbox FROM core.evidence
    WHERE document_id IN (SELECT document_id FROM page_documents);
CREATE OR REPLACE TEMP TABLE page_homes AS
    SELECT e.*, h.home FROM page_quotes AS e JOIN ({homes_sql("page_quotes")}) AS h USING (evidence_id);
"""
_REPORTS = f"""
    SELECT r.*, u.unit_id, NOT coalesce(d.is_sample, false) AS is_real, n.unused, n.rules
    FROM core.reports AS r LEFT JOIN core.units AS u USING (region_code, unit_name) LEFT JOIN ({UNUSED_SQL}) AS n USING (report_id)
    LEFT JOIN core.documents AS d USING (document_id)
    WHERE r.report_id IN (SELECT report_id FROM page_wanted) ORDER BY r.report_id
"""
_VERSIONS = """
    SELECT v.report_id, v.version_id, v.version_no, v.relation, v.is_current, v.document_id, v.first_seen_at + INTERVAL 8 HOUR AS seen_at, d.file_name, d.path,
           d.sha256, d.media_type, d.pages, d.source_url, f.signed_on, f.title
    FROM page_versions AS p JOIN core.report_versions AS v USING (version_id, report_id) LEFT JOIN core.documents AS d ON d.document_id = v.document_id
    LEFT JOIN core.filed_reports AS f ON f.version_id = v.version_id AND f.report_id = v.report_id
    ORDER BY v.report_id, v.version_no, v.version_id
"""
_QUOTES = """
    SELECT home AS report_id, * EXCLUDE (home) FROM page_homes
    WHERE home IN (SELECT report_id FROM page_wanted) ORDER BY document_id, char_start, char_end DESC, evidence_id
"""
_FURTHER = """
    SELECT f.report_id, f.table_name, f.fact_id, x.evidence_id, h.quote, h.page, h.home, d.file_name
    FROM page_facts AS f JOIN core.fact_evidence AS x USING (table_name, fact_id) JOIN page_homes AS h ON h.evidence_id = x.evidence_id
    LEFT JOIN core.documents AS d USING (document_id)
    WHERE x.evidence_id <> f.evidence_id ORDER BY f.report_id, f.fact_id, h.document_id, h.char_start
"""
_FINDINGS = """
    SELECT f.*, d.file_name FROM page_findings AS f JOIN quality.results AS r USING (result_id)
    LEFT JOIN page_versions AS v ON v.version_id = r.version_id LEFT JOIN core.documents AS d USING (document_id)
    LEFT JOIN (SELECT result_id, min((document_id, char_start)) AS place FROM page_cited WHERE role <> 'other' GROUP BY result_id) AS c USING (result_id)
    ORDER BY f.report_id, CASE f.severity WHEN 'error' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END, f.rule_id, r.version_id, c.place, f.result_id
"""
_CITED = """
    SELECT c.report_id, c.result_id, c.evidence_id, c.role, h.home FROM page_cited AS c LEFT JOIN page_homes AS h USING (evidence_id)
    ORDER BY c.report_id, c.result_id, c.role = 'other', c.document_id, c.char_start, c.evidence_id
"""
_COMPARED = f"""
    SELECT h.home AS report_id, h.evidence_id, f.result_id, f.rule_id, f.rule_name, f.severity, f.report_id AS of_report, f.unit_name, f.fiscal_year
    FROM quality.result_evidence AS q JOIN page_homes AS h USING (evidence_id) JOIN {OPEN_RESULTS} AS f USING (result_id)
    WHERE q.role = 'other' AND f.report_id <> h.home AND h.home IN (SELECT report_id FROM page_wanted)
    ORDER BY h.home, h.evidence_id, f.report_id, f.rule_id, f.result_id
"""
_DECIDED = """
    SELECT f.report_id, d.table_name, d.fact_id, d.action, d.fields FROM quality.decided AS d JOIN page_facts AS f USING (table_name, fact_id)
"""
_WITHHELD = """
    SELECT f.report_id, w.table_name, w.fact_id, list_sort(list(DISTINCT w.rule_id)) AS rules
    FROM quality.withholding AS w JOIN page_facts AS f USING (table_name, fact_id) GROUP BY ALL ORDER BY ALL
"""
_WAITING = reasons_sql("page_facts", "page_quotes")
_MISSING = """
    SELECT m.report_id, m.category, m.stage, m.reason FROM core.now_missing_facts AS m
    WHERE m.report_id IN (SELECT report_id FROM page_wanted) AND m.category IS NOT NULL AND m.stage IS NOT NULL
    ORDER BY m.report_id, m.category, m.stage
"""
_COUNTS = """
    SELECT p.report_id, count(*) FILTER (r.outcome = 'pass') AS passed, count(*) FILTER (r.outcome = 'fail') AS failed,
           count(*) FILTER (r.outcome = 'not_evaluable') AS not_evaluable
    FROM page_versions AS p JOIN quality.results AS r USING (version_id) GROUP BY p.report_id
"""
_UNJUDGED = """
    WITH unjudged AS (  -- what stands behind ： is of one case: what it implies for last year
        SELECT p.report_id, r.version_id, r.rule_id, split_part(r.reason, '：', 1) AS reason, count(*) AS n, count(r.subject) AS named
        FROM page_versions AS p JOIN quality.results AS r USING (version_id) WHERE r.outcome = 'not_evaluable' GROUP BY ALL
    ), judged AS (SELECT DISTINCT version_id, rule_id FROM quality.results SEMI JOIN page_versions USING (version_id) WHERE outcome <> 'not_evaluable'),
    names AS (SELECT rule_id, any_value(name_zh) AS name FROM quality.rules GROUP BY rule_id)
    SELECT u.report_id, u.reason, u.n, u.rule_id || ' ' || c.name AS rule
    FROM unjudged AS u JOIN names AS c USING (rule_id) LEFT JOIN judged AS j USING (version_id, rule_id)
    WHERE u.named > 0 OR j.rule_id IS NULL  -- else another branch of the rule is the one for this report
    ORDER BY u.report_id, u.rule_id, u.reason
"""
_RANGES = """
    SELECT document_id, home AS report_id, min(char_start) AS first, max(char_end) AS last FROM page_homes
    WHERE document_id IN (SELECT document_id FROM page_versions) GROUP BY document_id, home ORDER BY document_id, first
"""


def gather(store: Store, report_ids: Sequence[str]) -> Iterator[ReportContent]:
    """The content of these reports, in order of their ids; unknown ids are left out. Makes temporary tables."""
    store.execute(
        "CREATE OR REPLACE TEMP TABLE page_wanted AS SELECT unnest(?) AS report_id", [list(report_ids)]
    )
    store.execute(_PREPARE)
    facts = {table: _by_report(store.rows(_facts_sql(table))) for table in _ORDERS}
    versions, quotes, findings, missing, unjudged = (
        _by_report(store.rows(sql)) for sql in (_VERSIONS, _QUOTES, _FINDINGS, _MISSING, _UNJUDGED)
    )
    further, decided, waiting, withheld, cited, compared = (
        _by_report(store.rows(sql)) for sql in (_FURTHER, _DECIDED, _WAITING, _WITHHELD, _CITED, _COMPARED)
    )
    counts = {row["report_id"]: row for row in store.rows(_COUNTS)}
    ranges = _by(store.rows(_RANGES), "document_id")
    unstored = read_unstored(store, "page_wanted")
    for report in store.rows(_REPORTS):
        name = report["report_id"]
        filed = versions[name]
        shown = next(
            (v for v in filed if v["version_id"] == report["version_id"]), filed[-1] if filed else None
        )
        if shown is None:
            continue
        also: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in further[name]:
            also[row["table_name"], row["fact_id"]].append(row)
        of_finding = _by(cited[name], "result_id")
        yield ReportContent(
            report=report,
            shown=shown,
            versions=filed,
            facts={table: of_table[name] for table, of_table in facts.items()},
            quotes=quotes[name],
            further=dict(also),
            findings=[row | {"quotes": of_finding[row["result_id"]]} for row in findings[name]],
            compared=dict(_by(compared[name], "evidence_id")),
            decided={(row["table_name"], row["fact_id"]): row for row in decided[name]},
            waiting={(row["table_name"], row["fact_id"]): row for row in waiting[name]},
            withheld={(row["table_name"], row["fact_id"]): row for row in withheld[name]},
            missing=missing[name],
            unstored=unstored.get(name, ()),
            counts=counts.get(name, {"passed": 0, "failed": 0, "not_evaluable": 0}),
            unjudged=_by_reason(unjudged[name]),
            ranges=ranges[shown["document_id"]],
        )


# Sections are no rows of figures: their quotes are anchors in the text, and their texts a fifth of the database.
_ORDERS = {
    "budget_facts": "list_position(['total','basic','personnel','operating','project','three_public','agency_running'], category),"
    " fact_year DESC, list_position(['carried_in','initial','adjustment','adjusted','received','executed','carried_out'], stage),"
    " fund_source, statement_no, fact_id",
    "stated_rates": "kind, category, fund_source, fact_id",
    "project_items": "seq, stage, fact_id",
    "staff_facts": "staff_scope DESC, kind, fact_id",
    "asset_facts": "measure, fact_id",
    "scores": "scorer, fact_id",
    "goals": "part DESC, seq, fact_id",
    "indicators": "seq, fact_id",
    "problem_items": "kind DESC, seq, fact_id",
}


_NUMBERED = {
    "problem_items": "* REPLACE (row_number() OVER (PARTITION BY version_id, kind ORDER BY seq) AS seq)",
}
"""Numbered in a row over several kinds: the page counts each kind by itself, as the report does."""


def _facts_sql(table: str) -> str:
    versions = "SELECT version_id FROM page_versions"
    return f"SELECT {_NUMBERED.get(table, '*')} FROM core.{table} WHERE version_id IN ({versions}) ORDER BY {_ORDERS[table]}"


def _by_report(rows: Sequence[Row]) -> defaultdict[str, list[Row]]:
    return _by(rows, "report_id")


def _by(rows: Sequence[Row], column: str) -> defaultdict[str, list[Row]]:
    """Rows by what stands in a column, in their order."""
    sorted_out: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        sorted_out[row[column]].append(row)
    return sorted_out


def _by_reason(rows: Sequence[Row]) -> list[tuple[str, int, list[str]]]:
    """What is missing, in the order of the first rule that misses it."""
    rules: defaultdict[str, list[str]] = defaultdict(list)
    often: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        rules[row["reason"]].append(row["rule"])
        often[row["reason"]] += row["n"]
    return [(reason, often[reason], named) for reason, named in rules.items()]
