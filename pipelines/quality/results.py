"""How a rule's cases become rows of the schema quality.

Belongs here: ids, messages, what is withheld. Does not belong here: the rows' types (rows), their evidence (evidence), running
rules (engine).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.lexicon import load
from pipelines.quality.cases import Case
from pipelines.quality.rows import ResultRow, RuleRow, WithheldRow
from pipelines.quality.rules import Outcome, Rule, RuleBrokenError, Severity, Withholds
from pipelines.quality.wording import plain, write


@dataclass(frozen=True, slots=True)
class Failure:
    """A failing case with the version that it is about."""

    version_id: str
    report_id: str
    document_id: str
    case: Case


def rule_rows(rule: Rule) -> list[RuleRow]:
    """One row per branch."""
    parameters = json.dumps(dict(rule.params), ensure_ascii=False, sort_keys=True, default=str)
    return [
        RuleRow(
            rule_id=rule.rule_id,
            branch=branch.name,
            family=rule.family,
            slug=rule.slug,
            name_zh=rule.name_zh,
            name_en=rule.name_en,
            grain=rule.grain,
            severity=branch.severity.value,
            formula=rule.formula_said,
            parameters=parameters,
            report_types=rule.report_types,
            needs=rule.needs,
            suppressed_by=rule.suppressed_by,
            withholds=rule.withholds.value,
            basis=rule.basis,
            since=rule.since,
            until=rule.until,
            version=rule.version,
            sight=rule.sight.value,
        )
        for branch in rule.branches
    ]


def result_id(rule_id: str, branch: str, version_id: str | None, subject: str | None) -> str:
    """The same for the same input; SQL makes it alike (engine)."""
    key = "|".join((rule_id, branch, version_id or "", subject or ""))
    return hashlib.md5(key.encode(), usedforsecurity=False).hexdigest()[:16]


def reason_text(code: str, **values: str) -> str:
    """The Chinese words for a reason code. Raises RuleBrokenError for an unknown code."""
    reasons = load("quality")["reason"]
    if code not in reasons:
        raise RuleBrokenError(f"原因代码 {code!r} 不在 lexicon/quality.toml 中")
    return str(reasons[code]).format(**values)


def failed_row(rule: Rule, run_id: str, failure: Failure) -> ResultRow:
    """The row of a failure, its figures put into the branch's message."""
    case = failure.case
    branch = rule.branch(case.branch)
    if branch is None:
        raise RuleBrokenError(f"规则没有分支 {case.branch!r}")
    texts = write({"subject": case.subject, **case.values}, rule.values)
    values = case.values
    return ResultRow(
        result_id=result_id(rule.rule_id, case.branch, failure.version_id, case.subject),
        run_id=run_id,
        rule_id=rule.rule_id,
        rule_version=rule.version,
        branch=case.branch,
        severity=branch.severity.value,
        report_id=failure.report_id,
        version_id=failure.version_id,
        subject=case.subject,
        outcome=Outcome.FAIL.value,
        observed=texts["observed"] if values.get("observed") is not None else None,
        expected=texts["expected"] if values.get("expected") is not None else None,
        message_zh=branch.message_zh.format(**texts),
        inputs=_inputs(case),
        peer_group=values.get("peer_group"),
        peer_n=values.get("peer_n"),
        peer_median=None if values.get("peer_median") is None else plain(values["peer_median"]),
        peer_quantile=values.get("peer_quantile"),
    )


def _inputs(case: Case) -> str:
    """What was put into the formula, exact (money in yuan), as JSON; peers have columns of their own."""
    values = {k: v for k, v in case.values.items() if v is not None and not k.startswith("peer_")}
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=plain)


def broken_row(
    rule_id: str, version: int, severity: str, run_id: str, error: Exception, source: str
) -> ResultRow:
    """The row of a rule that could not be run: it says nothing about any report. Where to mend it comes first, for errors of
    databases are long and messages are cut; the rule's id and name stand beside it wherever it is told."""
    says: str = load("quality")["broken"]["says"]
    return ResultRow(
        result_id=result_id(rule_id, "", None, None),
        run_id=run_id,
        rule_id=rule_id,
        rule_version=version,
        branch="",
        severity=severity,
        outcome=Outcome.BROKEN.value,
        message_zh=says.format(source=source, error=type(error).__name__, why=_without_arrow(error)),
    )


def _without_arrow(error: Exception) -> str:
    """Without the line that points into the line above it: messages are read on one line."""
    return "\n".join(line for line in str(error).splitlines() if line.strip() != "^")


def withheld_rows(rule: Rule, failures: Sequence[Failure]) -> list[WithheldRow]:
    """What failures of error branches keep out of the marts; sections are quoted, not withheld."""
    rows: set[WithheldRow] = set()
    for failure in failures:
        branch = rule.branch(failure.case.branch)
        if branch is None or branch.severity is not Severity.ERROR or rule.withholds is Withholds.NOTHING:
            continue
        version, case = failure.version_id, failure.case
        result = result_id(rule.rule_id, case.branch, version, case.subject)
        if rule.withholds is Withholds.REPORT:
            rows.add(WithheldRow(version, None, None, rule.rule_id, result))
            continue
        for fact in case.facts:
            table, _, fact_id = fact.partition(":")
            if table != "sections":
                rows.add(WithheldRow(version, table, fact_id, rule.rule_id, result))
    return sorted(rows, key=lambda r: (r.version_id, r.table_name or "", r.fact_id or "", r.result_id))
