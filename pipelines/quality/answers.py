"""The answer of one rule, from its query or its text function to rows of quality.results.

Belongs here: what is done with one rule's cases inside the database (temporary tables ``rule_applicable``, ``rule_answer``,
``rule_cases``), and the refusal of answers that cannot be read. Does not belong here: the order of rules (engine), the rows of
cases that did not fail (narrow).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.quality.cases import Case, Passage
from pipelines.quality.ports import SqlStore
from pipelines.quality.results import Failure, reason_text
from pipelines.quality.rules import MAIN, Outcome, Rule, RuleBrokenError
from pipelines.quality.text_pass import Answer

NO_INPUT = "no_input"
JUDGED = (Outcome.PASS, Outcome.FAIL, Outcome.NOT_EVALUABLE)
COMMON = {"version_id", "verdict", "branch", "subject", "reason", "says", "fact_ids", "other_ids", "spans"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in ``rule_cases``: how many, whether any fails, and the words of all reasons."""

    cases: int
    fails: bool
    reasons: Mapping[str, str]


def find_applicable(store: SqlStore, rule: Rule) -> None:
    """Versions that the rule is made for."""
    store.execute(f"CREATE OR REPLACE TEMP TABLE rule_applicable AS {applicable()}", applies_to(rule))


def applicable(suffix: str = "") -> str:
    """The query for the versions that a rule is made for; the names of its parameters end in ``suffix``."""
    return (
        f"SELECT s.version_id, s.report_id, s.document_id FROM rule_scope s WHERE list_contains($types{suffix}, s.report_type)"
        f" AND ($since{suffix}::DATE IS NULL OR s.fiscal_year IS NULL OR make_date(s.fiscal_year, 12, 31) >= $since{suffix})"
        f" AND ($until{suffix}::DATE IS NULL OR s.fiscal_year IS NULL OR make_date(s.fiscal_year, 12, 31) <= $until{suffix})"
    )


def applies_to(rule: Rule, suffix: str = "") -> dict[str, Any]:
    """The parameters of :func:`applicable`; the same for most rules."""
    told = {"types": list(rule.report_types), "since": rule.since, "until": rule.until}
    return {f"{name}{suffix}": value for name, value in told.items()}


def absent_columns(rule: Rule, columns: Collection[str]) -> str | None:
    """What an answer lacks, in words; None where it has all that its cases and messages need."""
    if rule.text is not None:
        return None if "version_id" in columns else "查询结果缺少列 version_id"
    needed = {"version_id", "verdict"} | (set(rule.values) - {"observed", "expected", "subject"})
    if len(rule.branches) > 1:
        needed |= {"branch"}
    if absent := needed - set(columns):
        return f"查询结果缺少列 {'、'.join(sorted(absent))}"
    if not {"fact_ids", "spans"} & set(columns):
        return "查询结果没有 fact_ids 或 spans，不通过时就没有依据"
    return None


def ask(store: SqlStore, rule: Rule) -> None:
    """Run the rule's query; ``rule_answer`` keeps all its columns, ``rule_cases`` those of every case."""
    store.execute(f"CREATE OR REPLACE TEMP TABLE rule_answer AS {rule.query}", rule.query_params())
    columns = {row["column_name"] for row in store.rows("DESCRIBE rule_answer")}
    if absent := absent_columns(rule, columns):
        raise RuleBrokenError(absent)
    picked = {name: name if name in columns else "NULL" for name in ("subject", "reason", "says")}
    branch = "branch" if "branch" in columns else f"'{MAIN}'"
    store.execute(
        "CREATE OR REPLACE TEMP TABLE rule_cases AS"
        f" SELECT a.version_id, {branch} AS branch, CAST({picked['subject']} AS VARCHAR) AS subject, CAST(a.verdict AS VARCHAR) AS verdict,"
        f" CAST({picked['reason']} AS VARCHAR) AS reason, CAST({picked['says']} AS VARCHAR) AS says FROM rule_answer a SEMI JOIN rule_applicable USING (version_id)"
    )


def take(store: SqlStore, rule: Rule) -> None:
    """Put the cases of a text rule where those of a query stand."""
    store.execute(
        "CREATE OR REPLACE TEMP TABLE rule_cases AS SELECT version_id, branch, subject, verdict, reason, NULL::VARCHAR AS says"
        " FROM text_cases SEMI JOIN rule_applicable USING (version_id) WHERE rule_id = $rule",
        {"rule": rule.rule_id},
    )


def check(store: SqlStore, rule: Rule) -> Seen:
    """Refuse an answer that cannot be read: unknown verdicts or branches, unknown reasons, two results for one subject."""
    sorts = store.rows(
        "SELECT verdict, branch, reason, count(*) AS cases FROM rule_cases GROUP BY verdict, branch, reason ORDER BY ALL"
    )
    checks = {
        "结论": ("verdict", {o.value for o in JUDGED}),
        "分支": ("branch", {b.name for b in rule.branches}),
    }
    for what, (column, known) in checks.items():
        for row in sorts:
            if row[column] not in known:
                raise RuleBrokenError(f"不认识的{what} {row[column]!r}")
    reasons = {row["reason"] for row in sorts if row["reason"] not in (None, NO_INPUT)}
    words = {code: reason_text(code, rule_id="") for code in sorted(reasons)}
    twice = store.rows(
        "SELECT version_id, branch, subject FROM rule_cases GROUP BY version_id, branch, subject HAVING count(*) > 1 LIMIT 1"
    )
    if twice:
        raise RuleBrokenError(
            f"同一对象有两个结果：{twice[0]['version_id']} {twice[0]['branch']} {twice[0]['subject']}"
        )
    cases = sum(row["cases"] for row in sorts)
    return Seen(cases, any(row["verdict"] == Outcome.FAIL.value for row in sorts), words)


def failures(store: SqlStore, answer: Answer | None, is_caused: bool) -> Iterator[Failure]:
    """Failing cases whose cause has not been reported already (causes)."""
    open_versions = {
        row["version_id"]: row
        for row in store.rows(
            "FROM rule_applicable SEMI JOIN (FROM rule_cases WHERE verdict = 'fail') USING (version_id)"
        )
    }
    silenced = {
        (row["version_id"], row["branch"], row["subject"])
        for row in (store.rows("FROM silenced_cases") if is_caused else ())
    }
    whole = {
        (row["version_id"], row["branch"]) for row in (store.rows("FROM whole_causes") if is_caused else ())
    }
    for version_id, case in answer.failing() if answer else _answered(store):
        version = open_versions.get(version_id)
        is_silenced = (version_id, case.branch) in whole or (
            version_id,
            case.branch,
            case.subject,
        ) in silenced
        if version and not is_silenced:
            yield Failure(version_id, version["report_id"], version["document_id"], case)


def _answered(store: SqlStore) -> Iterator[tuple[str, Case]]:
    for row in store.rows("SELECT * FROM rule_answer WHERE verdict = 'fail'"):
        passages = tuple(
            Passage(s["document_id"], s["char_start"], s["char_end"]) for s in row.get("spans") or ()
        )
        values = {name: value for name, value in row.items() if name not in COMMON}
        subject = None if row.get("subject") is None else str(row["subject"])
        facts = tuple(f for f in row.get("fact_ids") or () if f)
        others = tuple(f for f in row.get("other_ids") or () if f)
        yield (
            row["version_id"],
            Case(Outcome.FAIL, row.get("branch") or MAIN, subject, None, values, facts, passages, others),
        )
