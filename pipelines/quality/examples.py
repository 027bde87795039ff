"""Examples of rules as data, ``expectations/examples/<RULE>.yml``: reports that pass, that fail and why, that nobody can judge.

Belongs here: their types and a strict reading of the files. Does not belong here: judging them (night.check.rule_examples), the
pages made of them (night.check.rule_pages).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.quality.entries import Entry, check_keys, read_entries
from pipelines.quality.refusals import refusal
from pipelines.quality.rules import MAIN, Outcome, Rule

UNIT = "元氏县水利局"
YEAR = 2024
_FILING = {"unit", "year", "title"}
_OUTCOMES = (Outcome.PASS, Outcome.FAIL, Outcome.NOT_EVALUABLE)


@dataclass(frozen=True, slots=True)
class Filing:
    """A small report: lines of text; those that begin with ``|`` are rows of a table, the first its header."""

    unit: str
    year: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class RuleExample:
    """One example. ``says`` stands in the message of a failure, or in the reason of what cannot be judged."""

    rule_id: str
    name: str
    outcome: Outcome
    branch: str
    says: str
    filing: Filing
    others: tuple[Filing, ...]
    source: str

    def __str__(self) -> str:
        return f"{self.rule_id}-{self.branch}-{self.outcome}-{self.name}"


def load_examples(folder: Path, rules: Sequence[Rule]) -> tuple[RuleExample, ...]:
    """Every example, file by file. Raises RuleFileError with file and line, also for a rule or branch that does not exist."""
    known = {rule.rule_id: rule for rule in rules}
    examples: list[RuleExample] = []
    for path in sorted(folder.glob("*.yml")):
        if path.stem not in known:
            raise refusal(f"{folder.name}/{path.name}:1", "example_of_no_rule", rule=path.stem)
        examples += (_example(entry, known[path.stem]) for entry in read_entries(path))
    return tuple(examples)


def _example(entry: Entry, rule: Rule) -> RuleExample:
    check_keys(entry, {"name", "outcome", "text"}, _FILING | {"branch", "says", "others"})
    values = entry.values
    if values["outcome"] not in list(_OUTCOMES):
        raise refusal(
            entry.source("outcome"),
            "not_one_of",
            key="outcome",
            known=", ".join(_OUTCOMES),
            value=values["outcome"],
        )
    branch = values.get("branch", MAIN)
    if rule.branch(branch) is None:
        raise refusal(entry.source("branch"), "example_of_no_branch", rule=rule.rule_id, branch=branch)
    if values["outcome"] == Outcome.FAIL and not values.get("says"):
        raise refusal(entry.source(), "example_says_nothing")
    filing = _filing(entry, values, UNIT, YEAR)
    others = tuple(
        _filing(entry, other, filing.unit, filing.year - 1) for other in values.get("others") or ()
    )
    return RuleExample(
        rule.rule_id, str(values["name"]), Outcome(values["outcome"]), branch, str(values.get("says") or ""), filing, others,
        entry.source(),
    )  # fmt: skip


def _filing(entry: Entry, values: Mapping[str, Any], unit: str, year: int) -> Filing:
    if unknown := set(values) - _FILING - {"text", "name", "outcome", "branch", "says", "others"}:
        known = "、".join(sorted(_FILING | {"text"}))
        raise refusal(entry.source("others"), "key_unknown", key=repr(min(unknown)), known=known)
    unit, year = str(values.get("unit", unit)), int(values.get("year", year))
    title = str(values.get("title", f"{unit}{year}年度部门整体支出绩效自评报告"))
    return Filing(unit, year, title, str(values["text"]).strip())
