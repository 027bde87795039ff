"""Reading ``expectations/*.yml``: strict, so that a slip in a rule file is found at the start and not at night.

Belongs here: the shape of a rule and its refusal. Does not belong here: YAML (entries), what rules mean (rules) and do
(engine), whether their queries work (admission).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.quality.entries import Entry, check_keys, read_entries, short
from pipelines.quality.refusals import form_refusal, has_form, refusal
from pipelines.quality.rules import (
    MAIN,
    Branch,
    Rule,
    Severity,
    Sight,
    Withholds,
    parameters_in,
    with_parameters,
)
from pipelines.quality.wording import FORMATS, fields

REQUIRED = {"id", "slug", "name_zh", "name_en", "grain", "formula", "needs", "basis", "version"}
OPTIONAL = {
    "severity", "branches", "message_zh", "query", "text", "params", "values",
    "report_types", "sight", "suppressed_by", "withholds", "since", "until", "nothing_zh",
}  # fmt: skip
GRAINS = ("report", "unit", "fact", "item", "indicator", "goal", "section", "table", "pair")
REPORT_TYPES = ("department", "project", "transfer")
NEEDS = (
    "filed_reports", "sections", "budget_facts", "stated_rates", "project_items", "staff_facts", "asset_facts", "goals",
    "indicators", "scores", "problem_items", "missing_facts", "fact_evidence", "problems", "text_pairs",
)  # fmt: skip
SHARED_VALUES = {"observed": "text", "expected": "text", "subject": "text"}
_NUMBER = re.compile(r"[A-Z]\d\d")

TextParameters = Mapping[str, Mapping[str, type]]
"""Names of the text functions with the parameters that each takes, and their forms."""


def load_rules(folder: Path, text_functions: TextParameters) -> tuple[Rule, ...]:
    """All rules of ``folder/[a-z]_*.yml``, causes before consequences. Raises RuleFileError with file and line."""
    rules: dict[str, Rule] = {}
    slugs: dict[str, str] = {}
    for path in sorted(folder.glob("[a-z]_*.yml")):
        family = path.stem.split("_", 1)[1]
        for entry in read_entries(path):
            rule = _rule(entry, family, folder / "sql", text_functions)
            if rule.rule_id in rules:
                raise refusal(rule.source, "rule_twice", rule=rule.rule_id, other=rules[rule.rule_id].source)
            if slugs.setdefault(rule.slug, rule.rule_id) != rule.rule_id:
                raise refusal(entry.source("slug"), "slug_twice", slug=rule.slug, rule=slugs[rule.slug])
            rules[rule.rule_id] = rule
    if not rules:
        raise refusal(f"{folder.name}:1", "no_rules")
    return _in_order(rules)


def _in_order(rules: Mapping[str, Rule]) -> tuple[Rule, ...]:
    ordered: dict[str, Rule] = {}

    def visit(rule: Rule, path: tuple[str, ...]) -> None:
        if rule.rule_id in path:
            raise refusal(rule.source, "cause_circle", path=" → ".join((*path, rule.rule_id)))
        for cause in rule.suppressed_by:
            if cause not in rules:
                raise refusal(rule.source, "cause_unknown", cause=cause)
            if rule.sight is Sight.REPORT and rules[cause].sight is Sight.CORPUS:
                raise refusal(rule.source, "cause_sight", cause=cause)
            visit(rules[cause], (*path, rule.rule_id))
        ordered.setdefault(rule.rule_id, rule)

    for rule in rules.values():
        visit(rule, ())
    return tuple(ordered.values())


def _rule(entry: Entry, family: str, sql_folder: Path, text_functions: TextParameters) -> Rule:
    check_keys(entry, REQUIRED, OPTIONAL)
    text = entry.take("text", str)
    query = entry.take("query", str)
    if text is None and query is None:
        raise refusal(entry.source(), "no_check")
    if text is not None and text not in text_functions:
        raise refusal(
            entry.source("text"), "no_text_function", name=repr(text), known=", ".join(sorted(text_functions))
        )
    params: dict[str, Any] = entry.take("params", dict) or {}
    sql = None if query is None else _sql(entry, sql_folder / query)
    _check_params(entry, params, sql, text_functions[text] if text is not None else {})
    values = SHARED_VALUES | (entry.take("values", dict) or {})
    for name, form in values.items():
        _check_word(entry, "values", form, FORMATS, says=f"values.{name}")
    since, until = entry.take("since", date), entry.take("until", date)
    if since and until and since > until:
        raise refusal(entry.source("since"), "dates_reversed")
    return Rule(
        rule_id=_number(entry),
        slug=entry.take("slug", str) or "",
        family=family,
        name_zh=entry.take("name_zh", str) or "",
        name_en=entry.take("name_en", str) or "",
        grain=_check_word(entry, "grain", entry.values["grain"], GRAINS),
        sight=Sight(_check_word(entry, "sight", entry.values.get("sight", Sight.REPORT), list(Sight))),
        branches=_branches(entry, set(values), params),
        formula=_formula(entry, params),
        query=sql,
        text=text,
        params=params,
        values=values,
        report_types=_words(entry, "report_types", REPORT_TYPES) or REPORT_TYPES,
        needs=_words(entry, "needs", NEEDS),
        suppressed_by=tuple(entry.take("suppressed_by", list) or ()),
        withholds=Withholds(
            _check_word(entry, "withholds", entry.values.get("withholds", Withholds.FIGURES), list(Withholds))
        ),
        basis=entry.take("basis", str) or "",
        since=since,
        until=until,
        version=entry.take("version", int) or 1,
        source=entry.source(),
        query_file=query,
    )


def _number(entry: Entry) -> str:
    number = entry.take("id", str) or ""
    if not _NUMBER.fullmatch(number):
        raise refusal(entry.source("id"), "rule_number", rule=number)
    return number


def _check_word(
    entry: Entry, key: str, value: object, known: Collection[str], says: str | None = None
) -> str:
    """The value, if it is one of the known words."""
    if not isinstance(value, str) or value not in known:
        raise refusal(
            entry.source(key), "not_one_of", key=says or key, known=", ".join(known), value=repr(value)
        )
    return value


def _words(entry: Entry, key: str, known: Collection[str]) -> tuple[str, ...]:
    return tuple(_check_word(entry, key, word, known) for word in entry.take(key, list) or ())


def _sql(entry: Entry, path: Path) -> str:
    if not path.is_file():
        raise refusal(entry.source("query"), "no_file", path=short(path))
    return path.read_text(encoding="utf-8").strip().rstrip(";")


def _check_params(
    entry: Entry, params: Mapping[str, Any], sql: str | None, of_text: Mapping[str, type]
) -> None:
    """Refuse parameters that are wanted and not there, there and not wanted, or of another form."""
    of_query = parameters_in(sql or "")
    for name in sorted(of_query - set(params)):
        raise refusal(entry.source("query"), "param_missing_query", query=entry.values["query"], name=name)
    for name in sorted(set(of_text) - set(params)):
        raise refusal(entry.source("text"), "param_missing_text", text=entry.values["text"], name=name)
    if spare := sorted(set(params) - of_query - set(of_text)):
        raise refusal(entry.source("params"), "param_unused", names=", ".join(map(str, spare)))
    for name, form in of_text.items():
        if not has_form(params[name], form):
            raise form_refusal(
                entry.source("params"), "param_kind", form, name=name, value=repr(params[name])
            )


def _formula(entry: Entry, params: Mapping[str, Any]) -> str:
    formula = entry.take("formula", str) or ""
    _check_braces(entry, "formula", formula, params)
    return formula


def _check_braces(entry: Entry, key: str, said: str, params: Mapping[str, Any]) -> None:
    """Refuse words that name a parameter which is not there."""
    try:
        unknown = fields(said) - set(params)
    except ValueError as error:
        raise refusal(entry.source(key), "words_braces", key=key, why=error) from error
    if unknown:
        raise refusal(entry.source(key), "words_unknown", key=key, names=", ".join(sorted(unknown)))


def _branches(entry: Entry, names: set[str], params: Mapping[str, Any]) -> tuple[Branch, ...]:
    many = entry.take("branches", dict)
    if (many is None) == ("severity" not in entry.values):
        raise refusal(entry.source(), "severity_or_branches")
    raw = many or {
        MAIN: {"severity": entry.values.get("severity"), "message_zh": entry.values.get("message_zh")}
    }
    at = "branches" if many else "message_zh"
    nothing = _nothing(entry, raw, params)
    branches = []
    for name, row in raw.items():
        if not isinstance(row, dict) or set(row) != {"severity", "message_zh"} or not row["message_zh"]:
            raise refusal(entry.source(at), "branch_form", name=repr(name))
        severity = _check_word(entry, "severity", row["severity"], list(Severity))
        try:
            unknown = fields(row["message_zh"]) - names
        except ValueError as error:
            raise refusal(entry.source(at), "message_braces", why=error) from error
        if unknown:
            raise refusal(entry.source(at), "message_unknown", names=", ".join(sorted(unknown)))
        branches.append(Branch(name, Severity(severity), row["message_zh"].strip(), nothing.get(name)))
    return tuple(branches)


def _nothing(entry: Entry, branches: Collection[str], params: Mapping[str, Any]) -> dict[str, str]:
    """Per branch what a report lacks in which there is nothing to judge: one sentence for all branches, or one for each."""
    said = entry.values.get("nothing_zh") or {}
    each = dict.fromkeys(branches, said) if isinstance(said, str) else said
    if not isinstance(each, dict) or not all(isinstance(words, str) and words for words in each.values()):
        raise refusal(entry.source("nothing_zh"), "nothing_form")
    if strange := sorted(set(each) - set(branches)):
        raise refusal(entry.source("nothing_zh"), "nothing_branch", names=", ".join(map(str, strange)))
    for words in each.values():
        _check_braces(entry, "nothing_zh", words, params)
    return {name: with_parameters(words, params) for name, words in each.items()}
