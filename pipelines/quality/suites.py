"""Suites: contracts of tables as data, ``expectations/gx/<table>.yml`` and ``expectations/gx/marts/<table>.yml``.

Belongs here: their types and a strict reading of the files. Does not belong here: Great Expectations itself
(expectations_gx), which takes seconds to import.

Severity says whose promise a contract is. ``error``: ours, whatever a report prints; a failure closes the gate. ``warn`` and
``info``: what reports usually are; a failure is for people to look at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.quality.entries import Entry, check_keys, read_entries
from pipelines.quality.refusals import refusal
from pipelines.quality.rules import Severity

_SUITE = {"table", "name_zh", "key", "frame"}
_EXPECTATION = {"expect", "name_zh", "severity", "type"}
_OPTIONAL = {"kwargs", "at_least"}
MARTS = "marts"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation. ``type`` and ``kwargs`` are those of Great Expectations; with fewer than ``at_least`` rows it cannot
    be judged: shares and medians of a few rows say nothing."""

    rule_id: str
    name: str
    name_zh: str
    severity: Severity
    type: str
    kwargs: Mapping[str, Any]
    at_least: int
    source: str


@dataclass(frozen=True, slots=True)
class Suite:
    """Expectations about one frame. ``key`` names its rows; a column ``evidence_id``, where there is one, their quotes."""

    table: str
    name_zh: str
    key: str
    frame: str
    expectations: tuple[Expectation, ...]


def load_suites(folder: Path) -> tuple[Suite, ...]:
    """All suites of a folder, by file name. Raises RuleFileError with file and line."""
    suites = tuple(_suite(path) for path in sorted(folder.glob("*.yml")))
    if not suites:
        raise refusal(f"{folder.name}:1", "no_suites")
    return suites


def _suite(path: Path) -> Suite:
    head, *rest = read_entries(path)
    check_keys(head, _SUITE, set())
    table = str(head.values["table"])
    if table != path.stem:
        raise refusal(head.source("table"), "suite_name", table=repr(table))
    if not rest:
        raise refusal(head.source(), "suite_empty")
    expectations = tuple(_expectation(table, entry) for entry in rest)
    names = [e.name for e in expectations]
    for expectation in expectations:
        if names.count(expectation.name) > 1:
            raise refusal(expectation.source, "expectation_twice", name=repr(expectation.name))
    return Suite(
        table, str(head.values["name_zh"]), str(head.values["key"]), str(head.values["frame"]), expectations
    )


def _expectation(table: str, entry: Entry) -> Expectation:
    check_keys(entry, _EXPECTATION, _OPTIONAL)
    values = entry.values
    if values["severity"] not in list(Severity):
        raise refusal(
            entry.source("severity"),
            "not_one_of",
            key="severity",
            known=", ".join(Severity),
            value=repr(values["severity"]),
        )
    kwargs = dict(values.get("kwargs") or {})
    if "pair" in values["type"] and kwargs.get("ignore_row_if") != "either_value_is_missing":
        raise refusal(entry.source("kwargs"), "pair_of_missing")
    at_least = values.get("at_least", 0)
    if not isinstance(at_least, int) or isinstance(at_least, bool) or at_least < 0:
        raise refusal(entry.source("at_least"), "rows_number")
    name = str(values["expect"])
    return Expectation(
        f"GX.{table}.{name}",
        name,
        str(values["name_zh"]),
        Severity(values["severity"]),
        str(values["type"]),
        kwargs,
        at_least,
        entry.source(),
    )
