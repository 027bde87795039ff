"""Reading ``expectations/*.yml``: strict, so that a slip in a rule file is found at the start and not at night.

Belongs here: the shape of a rule file and its refusal. Does not belong here: what rules mean (rules) and do (engine).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from pipelines.quality.rules import (
    MAIN,
    Branch,
    Rule,
    RuleFileError,
    Severity,
    Sight,
    Withholds,
    parameters_in,
)
from pipelines.quality.wording import FORMATS, fields

REQUIRED = {"id", "slug", "name_zh", "name_en", "grain", "formula", "needs", "basis", "version"}
OPTIONAL = {
    "severity", "branches", "message_zh", "query", "text", "params", "values",
    "report_types", "sight", "suppressed_by", "withholds", "since", "until",
}  # fmt: skip
GRAINS = {"report", "unit", "fact", "item", "indicator", "goal", "section", "table", "pair"}
REPORT_TYPES = ("department", "project", "transfer")
SHARED_VALUES = {"observed": "text", "expected": "text", "subject": "text"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping of a rule file with the line of each of its keys."""

    path: Path
    line: int
    values: Mapping[str, Any]
    lines: Mapping[str, int]

    def source(self, key: str | None = None) -> str:
        """``file:line`` of a key, or of the entry."""
        return f"{_short(self.path)}:{self.lines.get(key or '', self.line)}"


def _short(path: Path) -> str:
    """Folder and name: enough to find the file, and the same on every machine."""
    return f"{path.parent.name}/{path.name}"


def read_entries(path: Path) -> list[Entry]:
    """The entries of a YAML list, with lines. Raises RuleFileError for anything that is no list of mappings with single keys."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleFileError(f"{_short(path)}:{line}", f"not YAML: {error.problem}") from error
    if not isinstance(root, yaml.SequenceNode):
        raise RuleFileError(f"{_short(path)}:1", "a list is expected")
    return [_entry(path, node) for node in root.value]


def _entry(path: Path, node: yaml.Node) -> Entry:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise RuleFileError(f"{_short(path)}:{line}", "a mapping is expected")
    lines: dict[str, int] = {}
    for key, _ in node.value:
        if key.value in lines:
            raise RuleFileError(
                f"{_short(path)}:{key.start_mark.line + 1}", f"key {key.value!r} stands twice"
            )
        lines[key.value] = key.start_mark.line + 1
    values = SafeConstructor().construct_document(node)
    return Entry(path, line, values, lines)


def check_keys(entry: Entry, required: set[str], optional: set[str]) -> None:
    """Refuse unknown and absent keys."""
    for key in entry.values:
        if key not in required | optional:
            raise RuleFileError(entry.source(key), f"unknown key {key!r}")
    for key in sorted(required - set(entry.values)):
        raise RuleFileError(entry.source(), f"key {key!r} is missing")


def load_rules(folder: Path, text_functions: frozenset[str]) -> tuple[Rule, ...]:
    """All rules of ``folder/[a-z]_*.yml``, causes before consequences. Raises RuleFileError with file and line."""
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("[a-z]_*.yml")):
        family = path.stem.split("_", 1)[1]
        for entry in read_entries(path):
            rule = _rule(entry, family, folder / "sql", text_functions)
            if rule.rule_id in rules:
                raise RuleFileError(
                    rule.source, f"rule {rule.rule_id} stands twice, also {rules[rule.rule_id].source}"
                )
            rules[rule.rule_id] = rule
    if not rules:
        raise RuleFileError(f"{folder}:1", "no rule files found")
    return _in_order(rules)


def _in_order(rules: Mapping[str, Rule]) -> tuple[Rule, ...]:
    ordered: dict[str, Rule] = {}

    def visit(rule: Rule, path: tuple[str, ...]) -> None:
        if rule.rule_id in path:
            raise RuleFileError(
                rule.source, f"rules suppress each other: {' → '.join((*path, rule.rule_id))}"
            )
        for cause in rule.suppressed_by:
            if cause not in rules:
                raise RuleFileError(rule.source, f"suppressed_by names {cause!r}, which is no rule")
            if rule.sight is Sight.REPORT and rules[cause].sight is Sight.CORPUS:
                raise RuleFileError(
                    rule.source,
                    f"a rule with sight of one report is suppressed by {cause}, which looks at others: give it sight: corpus",
                )
            visit(rules[cause], (*path, rule.rule_id))
        ordered.setdefault(rule.rule_id, rule)

    for rule in rules.values():
        visit(rule, ())
    return tuple(ordered.values())


def _rule(entry: Entry, family: str, sql_folder: Path, text_functions: frozenset[str]) -> Rule:
    check_keys(entry, REQUIRED, OPTIONAL)
    get = entry.values.get
    if get("grain") not in GRAINS:
        raise RuleFileError(entry.source("grain"), f"grain must be one of {', '.join(sorted(GRAINS))}")
    text, query = get("text"), get("query")
    if text is None and query is None:
        raise RuleFileError(entry.source(), "a rule needs a query, a text function, or both")
    if text is not None and text not in text_functions:
        raise RuleFileError(
            entry.source("text"), f"no text function {text!r}; there are: {', '.join(sorted(text_functions))}"
        )
    params: dict[str, Any] = dict(get("params") or {})
    sql = None if query is None else _sql(entry, sql_folder / query)
    if sql is not None:
        used = parameters_in(sql)
        for name in sorted(used - set(params)):
            raise RuleFileError(entry.source("query"), f"{query} uses ${name}, which params does not name")
        if text is None and (spare := sorted(set(params) - used)):
            raise RuleFileError(entry.source("params"), f"{query} does not use {', '.join(spare)}")
    values = SHARED_VALUES | dict(get("values") or {})
    for name, form in values.items():
        if form not in FORMATS:
            raise RuleFileError(
                entry.source("values"), f"value {name!r}: no format {form!r}; there are: {', '.join(FORMATS)}"
            )
    return Rule(
        rule_id=str(get("id")),
        slug=str(get("slug")),
        family=family,
        name_zh=str(get("name_zh")),
        name_en=str(get("name_en")),
        grain=str(get("grain")),
        sight=_sight(entry),
        branches=_branches(entry, set(values)),
        formula=str(get("formula")),
        query=sql,
        text=text,
        params=params,
        values=values,
        report_types=tuple(get("report_types") or REPORT_TYPES),
        needs=tuple(get("needs") or ()),
        suppressed_by=tuple(get("suppressed_by") or ()),
        withholds=_withholds(entry),
        basis=str(get("basis")),
        since=_day(entry, "since"),
        until=_day(entry, "until"),
        version=int(get("version") or 1),
        source=entry.source(),
        query_file=query,
    )


def _sql(entry: Entry, path: Path) -> str:
    if not path.is_file():
        raise RuleFileError(entry.source("query"), f"no file {path}")
    return path.read_text(encoding="utf-8").strip().rstrip(";")


def _branches(entry: Entry, names: set[str]) -> tuple[Branch, ...]:
    many: Mapping[str, Any] | None = entry.values.get("branches")
    if (many is None) == ("severity" not in entry.values):
        raise RuleFileError(entry.source(), "a rule has either severity and message_zh, or branches")
    raw = many or {
        MAIN: {"severity": entry.values.get("severity"), "message_zh": entry.values.get("message_zh")}
    }
    branches = []
    for name, row in raw.items():
        if not isinstance(row, dict) or set(row) != {"severity", "message_zh"} or not row["message_zh"]:
            raise RuleFileError(
                entry.source("branches"), f"branch {name!r} needs severity and message_zh, and nothing else"
            )
        if row["severity"] not in list(Severity):
            raise RuleFileError(entry.source("severity"), f"severity must be one of {', '.join(Severity)}")
        try:
            unknown = fields(row["message_zh"]) - names
        except ValueError as error:
            raise RuleFileError(entry.source("message_zh"), f"message_zh: {error}") from error
        if unknown:
            raise RuleFileError(
                entry.source("message_zh"),
                f"message_zh uses {', '.join(sorted(unknown))}, which values does not name",
            )
        branches.append(Branch(name, Severity(row["severity"]), row["message_zh"].strip()))
    return tuple(branches)


def _withholds(entry: Entry) -> Withholds:
    named = entry.values.get("withholds", Withholds.FIGURES)
    if named not in list(Withholds):
        raise RuleFileError(entry.source("withholds"), f"withholds must be one of {', '.join(Withholds)}")
    return Withholds(named)


def _sight(entry: Entry) -> Sight:
    named = entry.values.get("sight", Sight.REPORT)
    if named not in list(Sight):
        raise RuleFileError(entry.source("sight"), f"sight must be one of {', '.join(Sight)}")
    return Sight(named)


def _day(entry: Entry, key: str) -> date | None:
    value = entry.values.get(key)
    if value is not None and not isinstance(value, date):
        raise RuleFileError(entry.source(key), f"{key} must be a date such as 2019-01-01")
    return value
