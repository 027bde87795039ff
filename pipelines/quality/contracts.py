"""Contracts: what Great Expectations saw, as rows of quality.rules, results and result_evidence.

Belongs here: the rows of one expectation, its message and quotes. Does not belong here: the library (expectations_gx), the
suites (suites), the page of results (publish.site.contracts).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from pipelines.lexicon import load
from pipelines.quality.engine import BrokenRule, RuleCount
from pipelines.quality.ports import SqlStore
from pipelines.quality.results import broken_row, reason_text, result_id
from pipelines.quality.rows import EvidenceRow, ResultRow, RuleRow
from pipelines.quality.rules import MAIN, Outcome
from pipelines.quality.suites import Expectation, Suite
from pipelines.quality.wording import listed

if TYPE_CHECKING:
    from pandas import DataFrame

FAMILY: Final = "gx"
MART_FAMILY: Final = "gx_marts"
VERSION: Final = 1
SHOWN_KEYS: Final = 20
"""So many rows of a failure are named on the page, and quoted where they have quotes."""
NAMED_KEYS: Final = 8
"""So many are named in the message."""
_NAMES: Final = {
    "evidence_id": """
        SELECT e.evidence_id AS id, concat(d.file_name, CASE WHEN e.page IS NOT NULL THEN ' 第 ' || e.page || ' 页' END, '“', left(e.quote, 40), '”') AS name
        FROM core.evidence e JOIN core.documents d USING (document_id) WHERE e.evidence_id IN (SELECT unnest($ids))""",
    "report_id": """
        SELECT report_id AS id, concat(unit_name, ' ', fiscal_year, ' 年度') AS name FROM core.reports
        WHERE unit_name IS NOT NULL AND report_id IN (SELECT unnest($ids))""",
    "document_id": """
        SELECT document_id AS id, path AS name FROM core.documents WHERE document_id IN (SELECT unnest($ids))""",
}
"""How a row is named, by the column of its frame that leads to the name; the closest comes first."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What an expectation saw: rows looked at, rows that do not meet it, keys of these. ``observed``: the share or median
    of an expectation about the whole. ``reason``: code of why there was nothing to judge."""

    rows: int
    bad: int
    keys: tuple[str, ...]
    success: bool
    observed: str | None = None
    reason: str | None = None

    @classmethod
    def nothing(cls, reason: str) -> Self:
        """There was nothing to judge."""
        return cls(0, 0, (), True, None, reason)

    @property
    def outcome(self) -> Outcome:
        """How it ended."""
        if self.reason is not None:
            return Outcome.NOT_EVALUABLE
        return Outcome.PASS if self.success else Outcome.FAIL


@dataclass(frozen=True, slots=True)
class SuiteReport:
    """What a run of suites came to."""

    counts: tuple[RuleCount, ...]
    broken: tuple[BrokenRule, ...]


def rule_row(suite: Suite, expectation: Expectation, family: str) -> RuleRow:
    """The row of an expectation in quality.rules."""
    words = json.dumps(dict(expectation.kwargs), ensure_ascii=False, sort_keys=True)
    return RuleRow(
        rule_id=expectation.rule_id,
        branch=MAIN,
        family=family,
        slug=expectation.name,
        name_zh=expectation.name_zh,
        name_en=expectation.name.replace("_", " "),
        grain="table",
        severity=expectation.severity.value,
        formula=expectation.type,
        parameters=words,
        report_types=(),
        needs=(suite.table,),
        suppressed_by=(),
        withholds="nothing",
        basis=load("quality")["gx"]["basis"],
        since=None,
        until=None,
        version=VERSION,
    )


def store_seen(
    store: SqlStore,
    suite: Suite,
    frame: DataFrame | None,
    looked: Sequence[tuple[Expectation, Seen | Exception]],
    run_id: str,
) -> SuiteReport:
    """Keep what the expectations of a suite saw; failures with the rows that do not meet them and their quotes."""
    counts: list[RuleCount] = []
    broken: list[BrokenRule] = []
    rows: list[ResultRow] = []
    quotes: list[EvidenceRow] = []
    for expectation, seen in looked:
        if isinstance(seen, Exception):
            severity = expectation.severity.value
            row = broken_row(expectation.rule_id, VERSION, severity, run_id, seen, expectation.source)
            broken.append(BrokenRule(expectation.rule_id, expectation.name_zh, row.message_zh or ""))
        else:
            names = _places(store, suite, frame, seen.keys) if frame is not None else ()
            row = _result_row(suite, expectation, seen, names, run_id)
            counts.append(_count(expectation, seen.outcome))
            if row.outcome == Outcome.FAIL.value and frame is not None and "evidence_id" in frame.columns:
                quotes += _quotes(store, row.result_id, frame, suite.key, seen.keys)
        rows.append(row)
    store.insert("quality.results", rows)
    store.insert("quality.result_evidence", quotes)
    return SuiteReport(tuple(counts), tuple(broken))


def _result_row(
    suite: Suite, expectation: Expectation, seen: Seen, names: Sequence[str], run_id: str
) -> ResultRow:
    failed = seen.outcome is Outcome.FAIL
    keys = list(dict.fromkeys(seen.keys))
    return ResultRow(
        result_id=result_id(expectation.rule_id, MAIN, None, suite.table),
        run_id=run_id,
        rule_id=expectation.rule_id,
        rule_version=VERSION,
        branch=MAIN,
        severity=expectation.severity.value,
        subject=suite.table,
        outcome=seen.outcome.value,
        reason=None if seen.reason is None else _reason(seen.reason, expectation),
        observed=(seen.observed or str(seen.bad)) if failed else None,
        expected=_allowed(expectation) if failed else None,
        message_zh=_message(suite, expectation, seen, names) if failed else None,
        inputs=_inputs(seen, keys) if failed else None,
    )


def _count(expectation: Expectation, outcome: Outcome) -> RuleCount:
    return RuleCount(
        expectation.rule_id,
        MAIN,
        expectation.severity.value,
        expectation.name_zh,
        int(outcome is Outcome.PASS),
        int(outcome is Outcome.FAIL),
        int(outcome is Outcome.NOT_EVALUABLE),
    )


def _reason(code: str, expectation: Expectation) -> str:
    return reason_text(code, least=str(expectation.at_least))


def _allowed(expectation: Expectation) -> str:
    """What was allowed: no row, a share of rows, or the bounds of the whole."""
    kwargs = expectation.kwargs
    if "mostly" in kwargs:
        return str(load("quality")["gx"]["mostly"].format(share=f"{100 * (1 - kwargs['mostly']):g}"))
    if expectation.type.startswith(("expect_column_values", "expect_column_pair", "expect_compound")):
        return "0"
    return f"{kwargs.get('min_value', '')}～{kwargs.get('max_value', '')}"


def _message(suite: Suite, expectation: Expectation, seen: Seen, names: Sequence[str]) -> str:
    form = "failed" if seen.observed is None else "failed_whole"
    return str(
        load("quality")["gx"][form].format(
            name=expectation.name_zh,
            table=suite.name_zh,
            rows=seen.rows,
            bad=seen.bad,
            keys=listed(names),
            observed=seen.observed,
            allowed=_allowed(expectation),
        )
    )


def _inputs(seen: Seen, keys: Sequence[str]) -> str:
    """Counts and the first keys, for the page."""
    return json.dumps(
        {"rows": seen.rows, "bad": seen.bad, "keys": list(keys[:SHOWN_KEYS])}, ensure_ascii=False
    )


def _places(store: SqlStore, suite: Suite, frame: DataFrame, keys: Sequence[str]) -> list[str]:
    """The first rows that do not meet an expectation, as people name them: file, page and quote, a file, a unit and its year;
    the key where nothing is known of it."""
    shown = list(dict.fromkeys(keys))[:NAMED_KEYS]
    by = next((column for column in _NAMES if column in frame.columns), None)
    if not shown or by is None:
        return shown
    rows = frame[frame[suite.key].astype(str).isin(shown)].drop_duplicates(suite.key)
    ids = dict(zip(rows[suite.key].astype(str), rows[by].astype(str), strict=True))
    named = {row["id"]: row["name"] for row in store.rows(_NAMES[by], {"ids": sorted(set(ids.values()))})}
    return [named.get(ids.get(key, ""), key) for key in shown]


def _quotes(
    store: SqlStore, result: str, frame: DataFrame, key: str, keys: Sequence[str]
) -> list[EvidenceRow]:
    """Quotes of the first rows that do not meet an expectation; rows without a quote have none."""
    named = frame[frame[key].astype(str).isin(keys[:SHOWN_KEYS])]["evidence_id"].dropna().astype(str)
    known = store.rows(
        "SELECT DISTINCT evidence_id FROM core.evidence WHERE evidence_id IN (SELECT unnest($ids)) ORDER BY evidence_id",
        {"ids": sorted(set(named))},
    )
    return [EvidenceRow(result, row["evidence_id"], "figure") for row in known]
