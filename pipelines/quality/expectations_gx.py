"""Great Expectations over frames made by SQL: the only file that imports it.

Belongs here: running suites and seeing what each expectation saw. Does not belong here: the suites (expectations/gx), how
what was seen becomes rows of schema quality (contracts), comparisons of money (SQL: DECIMAL becomes float in a frame).

The import takes seconds, so it happens when suites are run. A broken expectation looks like bad data to Great
Expectations (``success`` false, an empty result), and pair rules pass on empty frames: both are told apart here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipelines.lexicon import load
from pipelines.quality.contracts import FAMILY, Seen, SuiteReport, rule_row, store_seen
from pipelines.quality.engine import BrokenRule, RuleCount
from pipelines.quality.isolation import attempt
from pipelines.quality.ports import SqlStore
from pipelines.quality.rules import RuleBrokenError
from pipelines.quality.suites import Expectation, Suite, load_suites

if TYPE_CHECKING:
    from pandas import DataFrame

PRESENCE: Final = "expect_column_values_to_not_be_null"
_COUNTED: Final = "BASIC"
_NAMED: Final = "COMPLETE"
_SHORT: Final = ("int8", "int16", "int32", "uint8", "uint16", "uint32")


def run_suites(store: SqlStore, folder: Path, run_id: str, family: str = FAMILY) -> SuiteReport:
    """Run ``folder/*.yml`` and fill quality.rules, results and result_evidence. Raises RuleFileError for a bad file."""
    counts: list[RuleCount] = []
    broken: list[BrokenRule] = []
    suites = load_suites(folder)
    store.insert(
        "quality.rules", [rule_row(suite, e, family) for suite in suites for e in suite.expectations]
    )
    for suite in suites:
        frame = attempt(partial(store.frame, suite.frame))
        told = store_seen(
            store, suite, None if isinstance(frame, Exception) else frame, _look(suite, frame), run_id
        )
        counts += told.counts
        broken += told.broken
    return SuiteReport(tuple(counts), tuple(broken))


def _look(suite: Suite, frame: DataFrame | Exception) -> list[tuple[Expectation, Seen | Exception]]:
    """Each expectation with what it saw, or the error that it ended in."""
    if isinstance(frame, Exception):
        return [(e, frame) for e in suite.expectations]
    idle = {e.name: reason for e in suite.expectations if (reason := _nothing_to_see(frame, e)) is not None}
    asked = [e for e in suite.expectations if e.name not in idle]
    seen = _see(frame, suite.key, asked) if asked else {}
    return [(e, Seen.nothing(idle[e.name]) if e.name in idle else seen[e.name]) for e in suite.expectations]


def _nothing_to_see(frame: DataFrame, expectation: Expectation) -> str | None:
    """Why there is nothing to judge, as a code: no rows, too few, or a column without any value, of which only the presence
    can be judged."""
    if frame.empty:
        return "frame_empty"
    if len(frame) < expectation.at_least:
        return "rows_few"
    names = [expectation.kwargs.get(key) for key in ("column", "column_A", "column_B")]
    is_void = any(name in frame.columns and bool(frame[name].isna().all()) for name in names)
    return "frame_empty" if is_void and expectation.type != PRESENCE else None


def _see(frame: DataFrame, key: str, expectations: Sequence[Expectation]) -> dict[str, Seen | Exception]:
    """All at once, which is quicker; where one of them cannot even be made, each alone. Rows are only counted at first; those
    that do not meet an expectation are named in a second look, which few need."""
    look = partial(_validate, _narrow(frame, key, expectations), key)
    together = attempt(partial(look, expectations))
    if isinstance(together, Exception):
        seen: dict[str, Seen | Exception] = {}
        for expectation in expectations:
            alone = attempt(partial(look, [expectation]))
            seen |= {expectation.name: alone} if isinstance(alone, Exception) else alone
    else:
        seen = together
    unmet = [
        e for e in expectations if isinstance(told := seen[e.name], Seen) and told.bad and not told.observed
    ]
    return seen | look(unmet, _NAMED) if unmet else seen


def _narrow(frame: DataFrame, key: str, expectations: Sequence[Expectation]) -> DataFrame:
    """The columns that are asked about, for the library hashes all that it is given; whole numbers as long ones, for bounds of
    shorter ones it compares value by value in Python. Columns of a kind lie together in a copy: the library copies the frame for
    each expectation, and would lay them together each time."""
    asked = {name for e in expectations for name in _columns(e)} | {key}
    kept = frame[[name for name in frame.columns if name in asked]]
    return kept.astype({name: "int64" for name in kept.columns if str(kept[name].dtype) in _SHORT}).copy()


def _columns(expectation: Expectation) -> Iterator[str]:
    kwargs = expectation.kwargs
    yield from (kwargs[name] for name in ("column", "column_A", "column_B") if name in kwargs)
    yield from kwargs.get("column_list", ())


@cache
def _frames() -> Any:  # noqa: ANN401 - the library is imported here only, its types too
    """What makes a batch of a frame; a context of its own for each suite would cost as much as some suites."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    return asset.add_batch_definition_whole_dataframe("whole")


def _validate(
    frame: DataFrame, key: str, expectations: Sequence[Expectation], form: str = _COUNTED
) -> dict[str, Seen | Exception]:
    """What each expectation saw, by its name: the library answers in an order of its own. A batch that validates itself loads
    and hashes the frame twice, so it is asked one step lower."""
    from great_expectations import ExpectationSuite
    from great_expectations.validator.v1_validator import Validator

    settings = [{"type": e.type, "kwargs": dict(e.kwargs), "meta": {"name": e.name}} for e in expectations]
    suite = ExpectationSuite(name="contracts", expectations=settings)
    answer = Validator(
        batch_definition=_frames(),
        batch_parameters={"dataframe": frame},
        result_format={"result_format": form, "unexpected_index_column_names": [key]},
    ).validate_expectation_suite(suite)
    named = {told["expectation_config"]["meta"]["name"]: told for told in map(_as_dict, answer.results)}
    return {e.name: attempt(partial(_seen, named[e.name], len(frame), key, e)) for e in expectations}


def _as_dict(answer: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    told: dict[str, Any] = answer.to_json_dict()
    return told


def _seen(told: dict[str, Any], rows: int, key: str, expectation: Expectation) -> Seen:
    result, success = told["result"], bool(told["success"])
    if "element_count" in result:
        keys = tuple(str(row[key]) for row in result.get("unexpected_index_list") or ())
        bad = int(result["unexpected_count"])
        if success is not (bad == 0) and "mostly" not in expectation.kwargs:
            raise RuleBrokenError(f"success={success}, unexpected_count={bad}")
        return Seen(int(result["element_count"]), bad, keys, success)
    if "observed_value" in result:  # a share, a median: of the whole, not of single rows
        return Seen(rows, 0 if success else rows, (), success, str(result["observed_value"]))
    why = json.dumps(told.get("exception_info"), ensure_ascii=False, default=str)
    raise RuleBrokenError(load("quality")["gx"]["unknown_columns"].format(error=why[-300:]))
