"""Great Expectations over frames made by SQL: the only file that imports it.

Belongs here: running suites and turning every outcome into a row of quality.results. Does not belong here: the suites
(expectations/gx), comparisons of money (SQL rules: DECIMAL becomes float in a frame).

The import takes seconds, so it happens when suites are run. A broken expectation looks like bad data to Great
Expectations (``success`` false, an empty result), and pair rules pass on empty frames: both are told apart here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.lexicon import load
from pipelines.quality.engine import BrokenRule, RuleCount
from pipelines.quality.isolation import attempt
from pipelines.quality.ports import SqlStore
from pipelines.quality.results import EvidenceRow, ResultRow, RuleRow, broken_row, reason_text, result_id
from pipelines.quality.rules import MAIN, Outcome, RuleBrokenError
from pipelines.quality.suites import Expectation, Suite, load_suites
from pipelines.quality.wording import listed

if TYPE_CHECKING:
    from pandas import DataFrame

FAMILY = "gx"
VERSION = 1
SHOWN_KEYS = 20
PRESENCE = "expect_column_values_to_not_be_null"


@dataclass(frozen=True, slots=True)
class SuiteReport:
    """What a run of the suites came to."""

    counts: tuple[RuleCount, ...]
    broken: tuple[BrokenRule, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What an expectation saw: rows looked at, rows that do not meet it, keys of these."""

    rows: int
    bad: int
    keys: tuple[str, ...]


def run_suites(store: SqlStore, folder: Path, run_id: str) -> SuiteReport:
    """Run ``folder/*.yml`` and fill quality.rules, results and result_evidence. Raises RuleFileError for a bad file."""
    counts: list[RuleCount] = []
    broken: list[BrokenRule] = []
    for suite in load_suites(folder):
        store.insert("quality.rules", [_rule_row(suite, e) for e in suite.expectations])
        frame = attempt(partial(store.frame, suite.frame))
        for expectation, seen in _look(suite, frame):
            if isinstance(seen, Exception):
                broken.append(_break(store, expectation, run_id, seen))
            else:
                counts.append(_store_result(store, suite, frame, expectation, run_id, seen))
    return SuiteReport(tuple(counts), tuple(broken))


def _look(
    suite: Suite, frame: DataFrame | Exception
) -> Iterator[tuple[Expectation, _Seen | Exception | None]]:
    """Each expectation with what it saw; None where there was nothing to look at."""
    if isinstance(frame, Exception):
        yield from ((e, frame) for e in suite.expectations)
    elif frame.empty:
        yield from ((e, None) for e in suite.expectations)
    else:
        batch = _batch(frame)
        for expectation in suite.expectations:
            yield expectation, attempt(partial(_see, batch, frame, suite.key, expectation))


def _see(batch: Any, frame: DataFrame, key: str, expectation: Expectation) -> _Seen | None:  # noqa: ANN401 - a batch of the library
    return None if _nothing_to_see(frame, expectation) else _validate(batch, key, expectation)


def _nothing_to_see(frame: DataFrame, expectation: Expectation) -> bool:
    """Whether a column that is looked at holds no value at all: then only its presence can be judged."""
    names = [expectation.kwargs.get(key) for key in ("column", "column_A", "column_B")]
    if expectation.type == PRESENCE:
        return False
    return any(name in frame.columns and bool(frame[name].isna().all()) for name in names)


def _batch(frame: DataFrame) -> Any:  # noqa: ANN401 - the library is imported here only, its types too
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    return asset.add_batch_definition_whole_dataframe("whole").get_batch({"dataframe": frame})


def _validate(batch: Any, key: str, expectation: Expectation) -> _Seen:  # noqa: ANN401 - as above
    from great_expectations import ExpectationSuite

    settings = {"type": expectation.type, "kwargs": dict(expectation.kwargs)}
    suite = ExpectationSuite(name=expectation.rule_id, expectations=[settings])
    answer = batch.validate(
        suite, result_format={"result_format": "COMPLETE", "unexpected_index_column_names": [key]}
    )
    told = answer.results[0].to_json_dict()
    result = told["result"]
    if "element_count" not in result:
        why = json.dumps(told.get("exception_info"), ensure_ascii=False, default=str)
        raise RuleBrokenError(load("quality")["gx"]["unknown_columns"].format(error=why[-300:]))
    keys = tuple(str(row[key]) for row in result.get("unexpected_index_list") or ())
    bad = int(result["unexpected_count"])
    if bool(told["success"]) is not (bad == 0):
        raise RuleBrokenError(f"success={told['success']}, unexpected_count={bad}")
    return _Seen(int(result["element_count"]), bad, keys)


def _rule_row(suite: Suite, expectation: Expectation) -> RuleRow:
    words = json.dumps(dict(expectation.kwargs), ensure_ascii=False, sort_keys=True)
    return RuleRow(
        rule_id=expectation.rule_id,
        branch=MAIN,
        family=FAMILY,
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


def _break(store: SqlStore, expectation: Expectation, run_id: str, error: Exception) -> BrokenRule:
    why = f"{type(error).__name__}: {error} ({expectation.source})"
    row = broken_row(expectation.rule_id, VERSION, expectation.severity.value, run_id, why)
    store.insert("quality.results", [row])
    return BrokenRule(expectation.rule_id, expectation.name_zh, row.message_zh or "")


def _store_result(
    store: SqlStore,
    suite: Suite,
    frame: DataFrame | Exception,
    expectation: Expectation,
    run_id: str,
    seen: _Seen | None,
) -> RuleCount:
    outcome = Outcome.NOT_EVALUABLE if seen is None else Outcome.FAIL if seen.bad else Outcome.PASS
    failed = seen is not None and outcome is Outcome.FAIL
    keys = list(dict.fromkeys(seen.keys)) if seen else []
    message = load("quality")["gx"]["failed"].format(
        name=expectation.name_zh,
        table=suite.name_zh,
        rows=seen.rows if seen else 0,
        bad=seen.bad if seen else 0,
        keys=listed(keys),
    )
    row = ResultRow(
        result_id(expectation.rule_id, MAIN, None, suite.table),
        run_id,
        expectation.rule_id,
        VERSION,
        MAIN,
        expectation.severity.value,
        None,
        None,
        suite.table,
        outcome.value,
        reason_text("frame_empty") if seen is None else None,
        None,
        str(seen.bad) if seen and failed else None,
        "0" if failed else None,
        message if failed else None,
    )
    store.insert("quality.results", [row])
    if failed and not isinstance(frame, Exception) and "evidence_id" in frame.columns:
        _store_evidence(store, row.result_id, frame, suite.key, keys)
    return RuleCount(
        expectation.rule_id,
        MAIN,
        expectation.severity.value,
        expectation.name_zh,
        int(outcome is Outcome.PASS),
        int(failed),
        int(outcome is Outcome.NOT_EVALUABLE),
    )


def _store_evidence(store: SqlStore, result: str, frame: DataFrame, key: str, keys: Sequence[str]) -> None:
    """Quotes of the first rows that do not meet an expectation; rows without a quote have none."""
    named = frame[frame[key].astype(str).isin(keys[:SHOWN_KEYS])]["evidence_id"].dropna().astype(str)
    known = store.rows(
        "SELECT DISTINCT evidence_id FROM core.evidence WHERE evidence_id IN (SELECT unnest($ids)) ORDER BY evidence_id",
        {"ids": sorted(set(named))},
    )
    if known:
        store.insert(
            "quality.result_evidence", [EvidenceRow(result, row["evidence_id"], "figure") for row in known]
        )
