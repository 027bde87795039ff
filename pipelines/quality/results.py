"""Rows of the schema quality, and how a rule's cases become them.

Belongs here: row types, ids, messages, evidence. Does not belong here: running rules (engine).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from pipelines.lexicon import load
from pipelines.model.rows import Evidence
from pipelines.quality.cases import Case, Passage
from pipelines.quality.isolation import attempt
from pipelines.quality.ports import Locate, SqlStore
from pipelines.quality.rules import Outcome, Rule, RuleBrokenError, Severity, Withholds
from pipelines.quality.wording import plain, write


@dataclass(frozen=True, slots=True)
class RuleRow:
    """quality.rules."""

    rule_id: str
    branch: str
    family: str
    slug: str
    name_zh: str
    name_en: str
    grain: str
    severity: str
    formula: str
    parameters: str
    report_types: tuple[str, ...]
    needs: tuple[str, ...]
    suppressed_by: tuple[str, ...]
    withholds: str
    basis: str
    since: date | None
    until: date | None
    version: int
    sight: str | None = None


@dataclass(frozen=True, slots=True)
class ResultRow:
    """quality.results."""

    result_id: str
    run_id: str
    rule_id: str
    rule_version: int
    branch: str
    severity: str
    report_id: str | None
    version_id: str | None
    subject: str | None
    outcome: str
    reason: str | None
    because_rule_id: str | None
    observed: str | None
    expected: str | None
    message_zh: str | None
    inputs: str | None = None
    peer_group: str | None = None
    peer_n: int | None = None
    peer_median: str | None = None
    peer_quantile: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Made:
    evidence_id: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """quality.result_evidence."""

    result_id: str
    evidence_id: str
    role: str


@dataclass(frozen=True, slots=True)
class WithheldRow:
    """quality.withheld."""

    version_id: str
    table_name: str | None
    fact_id: str | None
    rule_id: str
    result_id: str


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
            rule.rule_id, branch.name, rule.family, rule.slug, rule.name_zh, rule.name_en, rule.grain, branch.severity.value,
            rule.formula_said, parameters, rule.report_types, rule.needs, rule.suppressed_by, rule.withholds.value, rule.basis,
            rule.since, rule.until, rule.version, rule.sight.value,
        )
        for branch in rule.branches
    ]  # fmt: skip


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
    return ResultRow(
        result_id(rule.rule_id, case.branch, failure.version_id, case.subject),
        run_id,
        rule.rule_id,
        rule.version,
        case.branch,
        branch.severity.value,
        failure.report_id,
        failure.version_id,
        case.subject,
        Outcome.FAIL.value,
        None,
        None,
        texts["observed"] if case.values.get("observed") is not None else None,
        texts["expected"] if case.values.get("expected") is not None else None,
        branch.message_zh.format(**texts),
        _inputs(case),
        case.values.get("peer_group"),
        case.values.get("peer_n"),
        None if case.values.get("peer_median") is None else plain(case.values["peer_median"]),
        case.values.get("peer_quantile"),
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
    return ResultRow(
        result_id(rule_id, "", None, None), run_id, rule_id, version, "", severity, None, None, None,
        Outcome.BROKEN.value, None, None, None, None,
        load("quality")["broken"]["says"].format(source=source, error=type(error).__name__, why=_without_arrow(error)),
    )  # fmt: skip


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


def _place(passage: Passage) -> tuple[str, int, int]:
    return passage.document_id, passage.char_start, passage.char_end


class EvidenceFinder:
    """Evidence of failures: the facts' own rows, rows made for passages, or the report's first quoted passage."""

    def __init__(self, store: SqlStore, locate: Locate) -> None:
        self._store = store
        self._locate = locate
        self._quoted: dict[Passage, Evidence] = {}

    def quote_ahead(self, passages: Iterable[Passage]) -> None:
        """Quote passages of many rules document by document, so that each document is opened once. What cannot be quoted
        is left to the rule that asks for it."""
        for passage in sorted(set(passages), key=_place):
            quoted = attempt(partial(self._locate, passage.document_id, passage.char_start, passage.char_end))
            if not isinstance(quoted, Exception):
                self._quoted[passage] = quoted

    def rows(self, failures: Sequence[tuple[str, Failure]]) -> list[EvidenceRow]:
        """At least one row for each (result_id, failure); new rows of core.evidence are stored."""
        places = self._places(
            {f for _, failure in failures for f in (*failure.case.facts, *failure.case.others)}
        )
        passages = {(result, p) for result, failure in failures for p in failure.case.passages}
        first = self._first_places(
            {
                f.version_id
                for _, f in failures
                if not f.case.passages and places.keys().isdisjoint(f.case.facts)
            }
        )
        found: dict[tuple[str, str], str] = {}
        bare: set[str] = set()
        for result, failure in failures:
            for fact in failure.case.others:
                if fact in places:
                    found[(result, places[fact])] = "other"
            known = [fact for fact in failure.case.facts if fact in places]
            for fact in known:
                found[(result, places[fact])] = "report" if fact.startswith("sections:") else "figure"
            if not known and not failure.case.passages:
                if failure.version_id in first:
                    found[(result, first[failure.version_id])] = "report"
                else:
                    bare.add(result)
                    passages.add((result, Passage(failure.document_id, 0, 1)))
        for result, evidence in self._quote(passages):
            found[(result, evidence)] = "report" if result in bare else "text"
        return [EvidenceRow(result, evidence, role) for (result, evidence), role in sorted(found.items())]

    def _places(self, facts: set[str]) -> dict[str, str]:
        if not facts:
            return {}
        rows = self._store.rows(
            "SELECT fact, min(evidence_id) AS evidence_id FROM fact_places WHERE fact IN (SELECT unnest($facts)) GROUP BY fact",
            {"facts": sorted(facts)},
        )
        return {row["fact"]: row["evidence_id"] for row in rows}

    def _first_places(self, versions: set[str]) -> dict[str, str]:
        """For what is missing: the report's first section, else its first passage that is quoted anywhere."""
        if not versions:
            return {}
        rows = self._store.rows(
            "SELECT version_id, coalesce(arg_min(evidence_id, char_start) FILTER (table_name = 'sections'),"
            " arg_min(evidence_id, char_start)) AS evidence_id"
            " FROM fact_places WHERE version_id IN (SELECT unnest($ids)) GROUP BY version_id",
            {"ids": sorted(versions)},
        )
        return {row["version_id"]: row["evidence_id"] for row in rows}

    def _quote(self, passages: set[tuple[str, Passage]]) -> list[tuple[str, str]]:
        """Evidence ids of passages; what is not quoted yet becomes a row of core.evidence. Document by document, because
        a document has to be opened to be quoted."""
        if not passages:
            return []
        wanted = sorted({p for _, p in passages}, key=_place)
        made = {
            p: self._quoted.get(p) or self._locate(p.document_id, p.char_start, p.char_end) for p in wanted
        }
        fresh = {evidence.evidence_id: evidence for evidence in made.values()}
        for row in self._store.rows(
            "SELECT evidence_id FROM core.evidence WHERE evidence_id IN (SELECT unnest($ids))",
            {"ids": sorted(fresh)},
        ):
            fresh.pop(row["evidence_id"], None)
        if fresh:
            self._store.insert("core.evidence", [fresh[i] for i in sorted(fresh)])
            self._store.insert("made_evidence", [_Made(i) for i in sorted(fresh)])
        return [(result, made[passage].evidence_id) for result, passage in passages]
