"""The gate: whether a candidate may replace the live build.

Belongs here: reading ``expectations/gate.yml`` and the decision. Does not belong here: what is measured (limits), what is
done with the verdict (night, publish).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.quality.limits import MEASURES, LiveCounts, Night, NightCounts
from pipelines.quality.loader import Entry, check_keys, read_entries
from pipelines.quality.ports import SqlStore
from pipelines.quality.rules import RuleFileError
from pipelines.quality.wording import fields

_KEYS = {"limit", "name_zh", "params", "message_zh"}


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of gate.yml."""

    name: str
    name_zh: str
    params: Mapping[str, Any]
    message_zh: str


@dataclass(frozen=True, slots=True)
class LimitResult:
    """How a limit was met; ``message_zh`` is empty where it was, else it says by how much not, and what to do."""

    name: str
    name_zh: str
    observed: str
    allowed: str
    ok: bool
    message_zh: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's decision with every limit that was looked at."""

    open: bool
    limits: tuple[LimitResult, ...]

    def lines(self) -> tuple[str, ...]:
        """One line per limit for people, what closed the gate first."""
        return tuple(
            f"通过 {r.name_zh}：{r.observed}（限 {r.allowed}）"
            if r.ok
            else f"未过 {r.name_zh}：{r.message_zh}"
            for r in sorted(self.limits, key=lambda r: r.ok)
        )


def load_gate(path: Path) -> tuple[Limit, ...]:
    """The limits of gate.yml. Raises RuleFileError with file and line."""
    return tuple(_limit(entry) for entry in read_entries(path))


def _limit(entry: Entry) -> Limit:
    check_keys(entry, _KEYS, set())
    values = entry.values
    if values["limit"] not in MEASURES:
        raise RuleFileError(
            entry.source("limit"), f"no measure {values['limit']!r}; there are: {', '.join(MEASURES)}"
        )
    try:
        fields(values["message_zh"])
    except ValueError as error:
        raise RuleFileError(entry.source("message_zh"), f"message_zh: {error}") from error
    return Limit(values["limit"], values["name_zh"], dict(values["params"] or {}), values["message_zh"])


def decide(store: SqlStore, live: LiveCounts | None, inputs: NightCounts, limits: Sequence[Limit]) -> Verdict:
    """Look at every limit, so that one closed gate tells all its reasons. ``live`` is None before the first build."""
    night = Night(store, live, inputs)
    results: list[LimitResult] = []
    for limit in limits:
        for measured in MEASURES[limit.name](night, limit.params):
            values = {"observed": measured.observed, "allowed": measured.allowed, **measured.values}
            message = "" if measured.ok else limit.message_zh.format(**values)
            results.append(
                LimitResult(
                    limit.name, limit.name_zh, measured.observed, measured.allowed, measured.ok, message
                )
            )
    return Verdict(all(r.ok for r in results), tuple(results))
