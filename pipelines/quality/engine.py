"""Running the rules over the whole store.

Belongs here: the order of rules, isolation of a broken one, the way of its cases into schema quality. Does not belong
here: any rule (expectations/*.yml, text_rules) or what a result leads to (gate, marts).

Cases that passed or could not be judged never leave the database; only failures are worded in Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.quality.cases import Case, Passage
from pipelines.quality.loader import COMMENT, PARAMETER
from pipelines.quality.ports import Locate, SqlStore
from pipelines.quality.results import (
    EvidenceFinder,
    Failure,
    broken_row,
    failed_row,
    reason_text,
    rule_rows,
    withheld_rows,
)
from pipelines.quality.rules import MAIN, Outcome, Rule, RuleBroken
from pipelines.quality.scope import prepare, reports_with_text
from pipelines.quality.text_rules import TEXT_RULES, TextRule

NO_INPUT = "no_input"
JUDGED = (Outcome.PASS, Outcome.FAIL, Outcome.NOT_EVALUABLE)
COMMON = {"version_id", "verdict", "branch", "subject", "reason", "fact_ids", "spans"}


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How the cases of one branch ended."""

    rule_id: str
    branch: str
    severity: str
    name_zh: str
    passed: int
    failed: int
    not_evaluable: int


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that could not be run, and why."""

    rule_id: str
    name_zh: str
    message_zh: str


@dataclass(frozen=True, slots=True)
class RuleReport:
    """What a run of the rules came to."""

    counts: tuple[RuleCount, ...]
    broken: tuple[BrokenRule, ...]

    def failed(self, severity: str) -> int:
        """Number of findings of a severity."""
        return sum(c.failed for c in self.counts if c.severity == severity)


def run_rules(store: SqlStore, rules: Sequence[Rule], run_id: str, locate: Locate, sql_folder: Path) -> RuleReport:
    """Run all rules and fill quality.rules, results, result_evidence and withheld.

    ``rules`` come from :func:`~pipelines.quality.loader.load_rules`, causes before consequences. ``locate`` makes evidence
    for passages that text rules find; ``sql_folder`` holds ``_scope.sql``.
    """
    prepare(store, sql_folder)
    store.insert("quality.rules", [row for rule in rules for row in rule_rows(rule)])
    evidence = EvidenceFinder(store, locate)
    text_cases = _run_text_rules(store, [r for r in rules if r.text])
    broken: list[BrokenRule] = []
    for rule in rules:
        try:
            answer = text_cases.get(rule.rule_id)
            if isinstance(answer, Exception):
                raise answer
            _run_rule(store, rule, run_id, evidence, answer)
        except Exception as error:  # noqa: BLE001 - one rule's fault, whatever it is, must not cost the others their results
            broken.append(_isolate(store, rule, run_id, error))
    return RuleReport(tuple(_counts(store, run_id)), tuple(broken))


def _isolate(store: SqlStore, rule: Rule, run_id: str, error: Exception) -> BrokenRule:
    """Take back what the broken rule wrote, and say that it is broken."""
    store.execute(
        "DELETE FROM quality.result_evidence WHERE result_id IN"
        " (SELECT result_id FROM quality.results WHERE rule_id = $rule AND run_id = $run)",
        {"rule": rule.rule_id, "run": run_id},
    )
    store.execute(
        "DELETE FROM quality.results WHERE rule_id = $rule AND run_id = $run", {"rule": rule.rule_id, "run": run_id}
    )
    store.execute("DELETE FROM quality.withheld WHERE rule_id = $rule", {"rule": rule.rule_id})
    why = f"{type(error).__name__}: {error} ({rule.source})"
    row = broken_row(rule.rule_id, rule.version, rule.branches[0].severity.value, run_id, why)
    store.insert("quality.results", [row])
    return BrokenRule(rule.rule_id, rule.name_zh, row.message_zh or "")


def _run_rule(
    store: SqlStore,
    rule: Rule,
    run_id: str,
    evidence: EvidenceFinder,
    cases: Sequence[tuple[str, Case]] | None,
) -> None:
    _find_applicable(store, rule)
    if cases is None:
        _ask(store, rule)
    else:
        _take(store, cases)
    _check(store, rule)
    failures = [*_failures(store, rule, cases)]
    rows = [failed_row(rule, run_id, failure) for failure in failures]
    _store_narrow(store, rule, run_id)
    if rows:
        store.insert("quality.results", rows)
        store.insert(
            "quality.result_evidence",
            evidence.rows([(row.result_id, failure) for row, failure in zip(rows, failures, strict=True)]),
        )
        if withheld := withheld_rows(rule, failures):
            store.insert("quality.withheld", withheld)


def _find_applicable(store: SqlStore, rule: Rule) -> None:
    """Versions that the rule is made for, and for each whether a cause has already been reported."""
    store.execute(
        "CREATE OR REPLACE TEMP TABLE rule_applicable AS"
        " SELECT s.version_id, s.report_id, s.document_id, min(r.rule_id) AS because FROM rule_scope s"
        " LEFT JOIN quality.results r ON r.version_id = s.version_id AND r.outcome = 'fail' AND list_contains($causes, r.rule_id)"
        " WHERE list_contains($types, s.report_type)"
        " AND ($since::DATE IS NULL OR s.fiscal_year IS NULL OR make_date(s.fiscal_year, 12, 31) >= $since)"
        " AND ($until::DATE IS NULL OR s.fiscal_year IS NULL OR make_date(s.fiscal_year, 12, 31) <= $until)"
        " GROUP BY ALL",
        {
            "causes": list(rule.suppressed_by),
            "types": list(rule.report_types),
            "since": rule.since,
            "until": rule.until,
        },
    )


def _ask(store: SqlStore, rule: Rule) -> None:
    """Run the rule's query; ``rule_answer`` keeps all its columns, ``rule_cases`` those of every case."""
    store.execute(f"CREATE OR REPLACE TEMP TABLE rule_answer AS {rule.query}", _params(rule))
    columns = {row["column_name"] for row in store.rows("DESCRIBE rule_answer")}
    needed = {"version_id", "verdict"} | (set(rule.values) - {"observed", "expected", "subject"})
    if len(rule.branches) > 1:
        needed |= {"branch"}
    if absent := needed - columns:
        raise RuleBroken(f"查询结果缺少列 {'、'.join(sorted(absent))}")
    if not {"fact_ids", "spans"} & columns:
        raise RuleBroken("查询结果没有 fact_ids 或 spans，不通过时就没有依据")
    picked = {name: name if name in columns else "NULL" for name in ("subject", "reason")}
    branch = "branch" if "branch" in columns else f"'{MAIN}'"
    store.execute(
        "CREATE OR REPLACE TEMP TABLE rule_cases AS"
        f" SELECT a.version_id, {branch} AS branch, CAST({picked['subject']} AS VARCHAR) AS subject, a.verdict,"
        f" CAST({picked['reason']} AS VARCHAR) AS reason FROM rule_answer a SEMI JOIN rule_applicable USING (version_id)"
    )


@dataclass(frozen=True, slots=True)
class _NarrowCase:
    version_id: str
    branch: str
    subject: str | None
    verdict: str
    reason: str | None


def _take(store: SqlStore, cases: Sequence[tuple[str, Case]]) -> None:
    """Put the cases of a text rule where those of a query stand."""
    store.execute(
        "CREATE OR REPLACE TEMP TABLE rule_cases"
        " (version_id VARCHAR, branch VARCHAR, subject VARCHAR, verdict VARCHAR, reason VARCHAR)"
    )
    rows = [_NarrowCase(version, c.branch, c.subject, c.verdict.value, c.reason) for version, c in cases]
    if rows:
        store.insert("rule_cases", rows)
    store.execute("DELETE FROM rule_cases WHERE version_id NOT IN (SELECT version_id FROM rule_applicable)")


def _check(store: SqlStore, rule: Rule) -> None:
    """Refuse an answer that cannot be read: unknown verdicts or branches, unknown reasons, two results for one subject."""
    checks = {
        "结论": ("verdict", [o.value for o in JUDGED]),
        "分支": ("branch", [b.name for b in rule.branches]),
    }
    for what, (column, known) in checks.items():
        strange = store.rows(
            f"SELECT DISTINCT {column} AS value FROM rule_cases WHERE {column} IS NULL OR NOT list_contains($known, {column})",
            {"known": known},
        )
        if strange:
            raise RuleBroken(f"不认识的{what} {strange[0]['value']!r}")
    for row in store.rows("SELECT DISTINCT reason FROM rule_cases WHERE reason IS NOT NULL"):
        reason_text(row["reason"], rule_id="")
    twice = store.rows(
        "SELECT version_id, branch, subject FROM rule_cases GROUP BY version_id, branch, subject HAVING count(*) > 1 LIMIT 1"
    )
    if twice:
        raise RuleBroken(f"同一对象有两个结果：{twice[0]['version_id']} {twice[0]['branch']} {twice[0]['subject']}")


def _failures(store: SqlStore, rule: Rule, cases: Sequence[tuple[str, Case]] | None) -> Iterator[Failure]:
    """Failing cases whose cause has not been reported already."""
    open_versions = {
        row["version_id"]: row for row in store.rows("SELECT * FROM rule_applicable WHERE because IS NULL")
    }
    answered = _answered(store) if cases is None else ((v, c) for v, c in cases if c.verdict is Outcome.FAIL)
    for version_id, case in answered:
        if version := open_versions.get(version_id):
            yield Failure(version_id, version["report_id"], version["document_id"], case)


def _answered(store: SqlStore) -> Iterator[tuple[str, Case]]:
    for row in store.rows("SELECT * FROM rule_answer WHERE verdict = 'fail'"):
        passages = tuple(Passage(s["document_id"], s["char_start"], s["char_end"]) for s in row.get("spans") or ())
        values = {name: value for name, value in row.items() if name not in COMMON}
        subject = None if row.get("subject") is None else str(row["subject"])
        facts = tuple(f for f in row.get("fact_ids") or () if f)
        yield row["version_id"], Case(Outcome.FAIL, row.get("branch") or MAIN, subject, None, values, facts, passages)


def _store_narrow(store: SqlStore, rule: Rule, run_id: str) -> None:
    """Everything but failures: passes, what could not be judged, and what the rule did not speak of at all."""
    branches = [{"name": b.name, "severity": b.severity.value} for b in rule.branches]
    reasons = {row["reason"] for row in store.rows("SELECT DISTINCT reason FROM rule_cases WHERE reason IS NOT NULL")}
    words = [{"code": code, "words": reason_text(code, rule_id="")} for code in sorted(reasons | {NO_INPUT})]
    store.execute(
        """
        INSERT INTO quality.results BY NAME
        WITH branches AS (SELECT unnest($branches, recursive := true)),
        reasons AS (SELECT unnest($words, recursive := true)),
        all_cases AS (
            SELECT version_id, branch, subject, verdict, reason FROM rule_cases
            UNION ALL
            SELECT a.version_id, b.name, NULL, 'not_evaluable', $no_input FROM rule_applicable a CROSS JOIN branches b
            ANTI JOIN rule_cases c ON c.version_id = a.version_id AND c.branch = b.name
        )
        SELECT left(md5(concat_ws('|', $rule, c.branch, c.version_id, coalesce(c.subject, ''))), 16) AS result_id,
               $run AS run_id, $rule AS rule_id, $version AS rule_version, c.branch, b.severity, a.report_id, c.version_id, c.subject,
               CASE WHEN c.verdict = 'fail' THEN 'not_evaluable' ELSE c.verdict END AS outcome,
               CASE WHEN c.verdict = 'pass' THEN NULL WHEN a.because IS NOT NULL THEN replace($suppressed, '{rule_id}', a.because)
                    ELSE r.words END AS reason,
               CASE WHEN c.verdict <> 'pass' THEN a.because END AS because_rule_id
        FROM all_cases c
        JOIN rule_applicable a USING (version_id)
        JOIN branches b ON b.name = c.branch
        LEFT JOIN reasons r ON r.code = CASE WHEN c.verdict = 'not_evaluable' THEN coalesce(c.reason, $no_input) END
        WHERE c.verdict <> 'fail' OR a.because IS NOT NULL
        """,
        {
            "branches": branches,
            "words": words,
            "no_input": NO_INPUT,
            "rule": rule.rule_id,
            "run": run_id,
            "version": rule.version,
            "suppressed": reason_text("cause_reported", rule_id="{rule_id}"),
        },
    )


def _params(rule: Rule) -> dict[str, Any]:
    used = set(PARAMETER.findall(COMMENT.sub("", rule.query or "")))
    return {name: value for name, value in rule.params.items() if name in used}


def _run_text_rules(store: SqlStore, rules: Sequence[Rule]) -> dict[str, list[tuple[str, Case]] | Exception]:
    """Cases of all text rules in one pass over the texts; a rule that raises is left out from then on."""
    answers: dict[str, list[tuple[str, Case]] | Exception] = {}
    rows: dict[str, Mapping[str, list[Mapping[str, Any]]]] = {}
    for rule in rules:
        answers[rule.rule_id] = []
        try:
            rows[rule.rule_id] = _rows_by_version(store, rule)
        except Exception as error:  # noqa: BLE001 - told as broken by run_rules
            answers[rule.rule_id] = error
    for batch in reports_with_text(store):
        for rule in rules:
            answer = answers[rule.rule_id]
            if isinstance(answer, Exception):
                continue
            function: TextRule = TEXT_RULES[rule.text or ""]
            try:
                for report in batch:
                    cases: Iterable[Case] = function(report, rows[rule.rule_id].get(report.version_id, []), rule.params)
                    answer += ((report.version_id, case) for case in cases)
            except Exception as error:  # noqa: BLE001 - told as broken by run_rules
                answers[rule.rule_id] = error
    return answers


def _rows_by_version(store: SqlStore, rule: Rule) -> dict[str, list[Mapping[str, Any]]]:
    rows: dict[str, list[Mapping[str, Any]]] = {}
    if rule.query:
        for row in store.rows(rule.query, _params(rule)):
            rows.setdefault(row["version_id"], []).append(row)
    return rows


def _counts(store: SqlStore, run_id: str) -> Iterator[RuleCount]:
    for row in store.rows(
        "SELECT r.rule_id, r.branch, r.severity, r.name_zh, count(q.result_id) FILTER (q.outcome = 'pass') AS passed,"
        " count(q.result_id) FILTER (q.outcome = 'fail') AS failed,"
        " count(q.result_id) FILTER (q.outcome = 'not_evaluable') AS not_evaluable"
        " FROM quality.rules r LEFT JOIN quality.results q"
        " ON q.rule_id = r.rule_id AND q.branch = r.branch AND q.run_id = $run GROUP BY ALL ORDER BY r.rule_id, r.branch",
        {"run": run_id},
    ):
        yield RuleCount(**row)
