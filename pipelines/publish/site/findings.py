"""Pages of findings: an index by county and rule, and a page for each county with every finding, its figures and quotes, and with
the figures that wait for a person, and what was not stored; files that were put aside; the pages of the rules stand in rule_findings.

Belongs here: what these pages show. Does not belong here: how a page is written (pages), what is a finding (schema quality).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from pipelines.lexicon import load
from pipelines.publish.site.folded import by_rule
from pipelines.publish.site.pages import Site
from pipelines.publish.site.quote_homes import homes_of_findings
from pipelines.publish.site.rule_findings import write_rule_findings
from pipelines.publish.site.unstored import read_unstored
from pipelines.publish.site.waiting import read_waiting
from pipelines.store import Store

Row = dict[str, Any]
QUOTES = 8
"""So many quotes of a finding are shown; in the report's text they have their signs (report_tables says which have not)."""
_SEVERITIES = ("error", "warn", "info")
_NOT_PLAIN = re.compile(r"[^0-9A-Za-z-]+")

FINDINGS_SQL = """
    SELECT f.* EXCLUDE (quotes), r.peer_group, r.peer_n, r.peer_median, r.peer_quantile, p.report_type, p.subject AS project,
           coalesce(p.region_code, '000000') AS code
    FROM quality.open_findings f JOIN quality.results r USING (result_id) JOIN core.reports p ON p.report_id = f.report_id
    ORDER BY code, f.county, f.unit_name, f.fiscal_year DESC, f.report_id,
             CASE f.severity WHEN 'error' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END, f.rule_id, f.subject, f.result_id
"""
QUOTES_SQL = """
    SELECT q.result_id, e.quote, e.context, e.page, d.file_name, q.role, e.evidence_id
    FROM quality.result_evidence AS q JOIN core.evidence AS e USING (evidence_id) LEFT JOIN core.documents AS d USING (document_id)
    WHERE q.result_id IN (SELECT result_id FROM quality.findings)
    ORDER BY q.result_id, q.role = 'other', e.document_id, e.char_start, e.evidence_id, q.role
"""
"""Row by row: a sort of the lists that quality.open_findings makes of them holds a gigabyte at ten thousand reports."""
REPORTS_SQL = """
    SELECT report_id, coalesce(region_code, '000000') AS code, county, unit_name, fiscal_year, report_type, subject AS project
    FROM core.reports WHERE list_contains($reports, report_id) ORDER BY code, county, unit_name, fiscal_year DESC, report_id
"""
QUARANTINE_SQL = "SELECT path, reason, message_zh FROM quality.quarantine ORDER BY reason, path LIMIT ?"
MOST_FILES = 1000
"""So many files that were put aside are listed."""
SUGGESTIONS_SQL = """
    SELECT q.result_id, list(DISTINCT s.reason_zh ORDER BY s.reason_zh) AS says
    FROM quality.suggestions s JOIN fact_of_evidence f USING (table_name, fact_id) JOIN quality.result_evidence q USING (evidence_id)
    GROUP BY q.result_id
"""
_FACTS = ("budget_facts", "project_items", "staff_facts", "asset_facts")


def write_findings(store: Store, site: Site) -> int:
    """Write ``findings/`` of a site; how many findings they show."""
    findings, quoted = store.rows(FINDINGS_SQL), _quoted(store)
    suggestions = _suggestions(store)
    homes = homes_of_findings(store)
    words = load("site")
    counties = _counties(store, words)
    waiting = _by_place(store, words, read_waiting(store))
    unstored = _by_place(store, words, read_unstored(store))
    by_place: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for row in findings:
        by_place[(row["code"], row["county"])].append(row)
    for county in counties:
        mine = by_place[(county["code"], county["county"])]
        county |= dict.fromkeys(_SEVERITIES, 0) | Counter(row["severity"] for row in mine)
        reports = [
            _report(words, list(rows), quoted, suggestions, homes)
            for _, rows in groupby(mine, lambda r: r["report_id"])
        ]
        reports.sort(key=lambda report: _SEVERITIES.index(report["counts"][0][0]))
        page = f"findings/{county['page']}"
        held = waiting[(county["code"], county["county"])]
        left = unstored[(county["code"], county["county"])]
        county["waiting"], county["unstored"] = len(held), len(left)
        site.write(
            page, "findings_county.html", name=county["name"], reports=reports, waiting=held, unstored=left
        )
    rules = store.rows(
        "SELECT s.rule_id, s.branch, s.name_zh, s.severity, s.reports_failing AS failed, s.reports_evaluable AS evaluable,"
        ' s.reports_all AS "of", r.formula FROM quality.rule_statistics s JOIN quality.rules r USING (rule_id, branch)'
        " ORDER BY s.rule_id, s.branch"
    )
    said = load("branches")
    for rule in rules:
        rule["said"] = said.get(rule["rule_id"], {}).get(rule["branch"], "")
    of_place = {(county["code"], county["county"]): county for county in counties}
    told = [_told(words, row, of_place[row["code"], row["county"]]) for row in findings]
    listed = write_rule_findings(site, rules, told)
    site.write(
        "findings/index.html",
        "findings_index.html",
        counties=counties,
        rules=rules,
        listed=listed,
        quarantine=store.rows(QUARANTINE_SQL, [MOST_FILES]),
        n_quarantined=store.scalar("SELECT count(*) FROM quality.quarantine"),
        refused=load("alerts")["reason"],
    )
    return len(findings)


def _told(words: Mapping[str, Any], row: Row, county: Row) -> Row:
    """What the page of a rule says of a finding."""
    kept = {name: row[name] for name in ("rule_id", "report_id", "result_id", "severity", "message_zh")}
    return kept | {"title": _title(words, row), "place": county["name"], "county_page": county["page"]}


def _counties(store: Store, words: Mapping[str, Any]) -> list[Row]:
    """Every county with reports, found fault with or not; a city's own units stand under the city."""
    rows = store.rows(
        "SELECT coalesce(region_code, '000000') AS code, county, any_value(coalesce(county, city, province)) AS place, count(*) AS reports"
        " FROM core.reports GROUP BY 1, 2 ORDER BY 1, 2"
    )
    for row in rows:
        row["name"] = row["place"] or words["unknown"]["county"]
        row["page"] = f"{_NOT_PLAIN.sub('', row['code'])}.html"
    return rows


def _by_place(
    store: Store, words: Mapping[str, Any], of_reports: Mapping[str, Sequence[Row]]
) -> defaultdict[tuple[str, str | None], list[Row]]:
    """What waits for a person, by the place of its reports, each with its report's title."""
    found: defaultdict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for report in store.rows(REPORTS_SQL, {"reports": list(of_reports)}):
        title = _title(words, report)
        found[report["code"], report["county"]] += [
            {**row, "title": title, "report_id": report["report_id"]}
            for row in of_reports[report["report_id"]]
        ]
    return found


def _title(words: Mapping[str, Any], report: Row) -> str:
    unit = report["unit_name"] or words["unknown"]["unit"]
    year = f"{report['fiscal_year']}年度" if report["fiscal_year"] else words["unknown"]["year"]
    kind = words["report_type"].get(report["report_type"], "")
    return f"{unit} {year}" + (f" {kind}：{report['project']}" if report["project"] else "")


def _report(
    words: Mapping[str, Any],
    rows: Sequence[Row],
    quoted: Mapping[str, Sequence[Row]],
    suggestions: Mapping[str, Sequence[str]],
    homes: Mapping[str, str],
) -> Row:
    first = rows[0]
    counts = Counter(row["severity"] for row in rows)
    files = dict.fromkeys(
        quote["file_name"]
        for row in rows
        for quote in quoted.get(row["result_id"], ())
        if quote["file_name"] and quote["role"] != "other"
    )
    return {
        "anchor": _NOT_PLAIN.sub("-", first["report_id"]),
        "report_id": first["report_id"],
        "title": _title(words, first),
        "files": "、".join(list(files)[:3]),
        "counts": [(severity, counts[severity]) for severity in _SEVERITIES if counts[severity]],
        "rules": sorted({row["rule_id"] for row in rows}),
        "findings": list(
            by_rule(
                [
                    _finding(
                        row, quoted.get(row["result_id"], ()), suggestions.get(row["result_id"], ()), homes
                    )
                    for row in rows
                ]
            )
        ),
    }


def _finding(row: Row, quotes: Sequence[Row], suggestions: Sequence[str], homes: Mapping[str, str]) -> Row:
    return row | {
        "quotes": [quote | {"home": homes.get(quote["evidence_id"])} for quote in quotes[:QUOTES]],
        "more": max(0, len(quotes) - QUOTES),
        "suggestions": suggestions,
    }


def _quoted(store: Store) -> dict[str, list[Row]]:
    """What each finding quotes, by its id."""
    quoted: defaultdict[str, list[Row]] = defaultdict(list)
    names = ("quote", "context", "page", "file_name", "role", "evidence_id")
    for result_id, *values in store.each(QUOTES_SQL):
        quoted[result_id].append(dict(zip(names, values, strict=True)))
    return quoted


def _suggestions(store: Store) -> dict[str, list[str]]:
    """Suggested values of the figures that a finding quotes."""
    facts = " UNION ALL ".join(
        f"SELECT '{t}' AS table_name, fact_id, evidence_id FROM core.{t}" for t in _FACTS
    )
    return {
        row["result_id"]: row["says"]
        for row in store.rows(f"WITH fact_of_evidence AS ({facts}) {SUGGESTIONS_SQL}")
    }
