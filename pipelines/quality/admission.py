"""Admission: a rule whose query cannot work is refused at the start, before an hour is spent on reading.

Belongs here: what can be told from a query and an empty database: whether it holds together, which columns it answers with,
which tables it looks at, which reasons and branches it gives. Does not belong here: the form of rule files (loader), answers over real
rows (answers).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.answers import JUDGED, absent_columns
from pipelines.quality.isolation import attempt
from pipelines.quality.kept_stamps import SEEN
from pipelines.quality.ports import SqlStore
from pipelines.quality.refusals import refusal
from pipelines.quality.rules import Rule, Sight
from pipelines.quality.scope import prepare, prepare_corpus

NO_SELECT = "not implemented"
"""What DuckDB calls a statement that it cannot take apart: whatever is no SELECT."""


def admit(store: SqlStore, rules: Sequence[Rule], sql_folder: Path) -> None:
    """Try every query on an empty database with the schema. Raises RuleFileError with file and line."""
    _prepare(partial(prepare, store, sql_folder), sql_folder)
    _admit_all(store, [rule for rule in rules if rule.sight is Sight.REPORT])
    others = [rule for rule in rules if rule.sight is Sight.CORPUS]
    if others:
        _prepare(partial(prepare_corpus, store, sql_folder), sql_folder)
        _admit_all(store, others)


def _prepare(work: Callable[[], None], sql_folder: Path) -> None:
    outcome = attempt(work)
    if isinstance(outcome, Exception):
        raise refusal(f"{sql_folder.name}/_*.sql", "shared_query", why=outcome) from outcome


def _admit_all(store: SqlStore, rules: Sequence[Rule]) -> None:
    for rule in rules:
        if rule.query is not None:
            _admit(store, rule, rule.query)


def _admit(store: SqlStore, rule: Rule, query: str) -> None:
    tree = json.loads(store.rows("SELECT json_serialize_sql($query) AS tree", {"query": query})[0]["tree"])
    if tree.get("error_type") == NO_SELECT or len(tree.get("statements", [0])) != 1:
        raise refusal(rule.source, "query_many", query=rule.query_file)
    described = attempt(partial(store.rows, f"DESCRIBE {query}", rule.query_params()))
    if isinstance(described, Exception):
        raise refusal(rule.source, "query_fails", query=rule.query_file, why=described) from described
    if absent := absent_columns(rule, {row["column_name"] for row in described}):
        raise refusal(rule.source, "query_columns", query=rule.query_file, why=absent)
    if rule.sight is Sight.REPORT and (strange := sorted(set(_tables(tree)) - SEEN)):
        raise refusal(rule.source, "query_sight", query=rule.query_file, tables=", ".join(strange))
    if rule.text is None:
        _admit_words(rule, tree)


def _admit_words(rule: Rule, tree: object) -> None:
    """Refuse verdicts, reasons and branches that nobody knows, as far as they stand in the statement itself."""
    known = {
        "reason": set(load("quality")["reason"]),
        "verdict": {outcome.value for outcome in JUDGED},
        "branch": {branch.name for branch in rule.branches},
    }
    for column, words in known.items():
        if strange := sorted(set(_constants(tree, column)) - words):
            raise refusal(
                rule.source, "query_words", query=rule.query_file, column=column, words=", ".join(strange)
            )


def _nodes(tree: object) -> Iterator[dict[str, Any]]:
    """All mappings of a serialized statement, in any order."""
    open_parts = [tree]
    while open_parts:
        part = open_parts.pop()
        if isinstance(part, dict):
            yield part
            open_parts.extend(part.values())
        elif isinstance(part, list):
            open_parts.extend(part)


def _tables(tree: object) -> Iterator[str]:
    """Tables of the database that a statement names; temporary ones have no schema."""
    for node in _nodes(tree):
        if node.get("type") == "BASE_TABLE" and node.get("schema_name"):
            yield f"{node['schema_name']}.{node['table_name']}"


def _constants(tree: object, alias: str) -> Iterator[str]:
    """Words that a column of this name may have, as far as they stand in the statement itself."""
    for node in _nodes(tree):
        if node.get("alias") == alias:
            yield from _words(node)


def _words(node: Mapping[str, Any]) -> Iterator[str]:
    kind = node.get("class")
    if kind == "CONSTANT":
        value = node["value"].get("value")
        if isinstance(value, str):
            yield value
    elif kind == "CASE":
        for part in (*(check["then_expr"] for check in node["case_checks"]), node["else_expr"]):
            yield from _words(part)
    elif kind == "OPERATOR" and node.get("type") == "OPERATOR_COALESCE":
        for part in node["children"]:
            yield from _words(part)
