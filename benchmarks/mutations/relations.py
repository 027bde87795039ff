"""Which figures of a clean report stand in a relation that could be judged, and how exactly it ties them.

Belongs here: reading relations.toml, asking each of its rules for the facts that it used where it passed, the width of the
printed precision. Does not belong here: corrupting figures, counting catches (trials).
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipelines.night.settings import Settings
from pipelines.quality.rules import Outcome, Rule
from pipelines.quality.scope import prepare, prepare_corpus, rows_of_texts
from pipelines.quality.text_rules import TEXT_RULES
from pipelines.store import Store

MONEY = ("budget_facts", "project_items", "asset_facts")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Relation:
    """A rule of relations.toml with the columns that its formula uses; ``where``: SQL over its query's rows that tie on both
    sides; ``slack``: how far the rule itself lets a value be off, in the figure's unit."""

    rule: str
    figures: frozenset[str]
    where: str
    neighbours: bool
    slack: Decimal


def load_relations() -> tuple[Relation, ...]:
    """The relations, in the order of the file."""
    data = tomllib.loads(Path(__file__).with_name("relations.toml").read_text(encoding="utf-8"))
    return tuple(
        Relation(
            row["rule"],
            frozenset(row["figures"]),
            str(row.get("where", "true")),
            bool(row.get("neighbours")),
            Decimal(str(row.get("slack", 0))),
        )
        for row in data["relation"]
    )


def protections(
    store: Store, settings: Settings, rules: Sequence[Rule], relations: Sequence[Relation]
) -> dict[tuple[str, str], Decimal]:
    """(fact_id, ``table.column``) → the smallest change that printed precision cannot hide, over the relations that passed."""
    prepare(store, settings.expectations / "sql")
    prepare_corpus(store, settings.expectations / "sql")
    halves = _half_units(store)
    by_id = {rule.rule_id: rule for rule in rules}
    found: dict[tuple[str, str], Decimal] = {}
    for relation in relations:
        for facts in _passed(store, by_id[relation.rule], relation.where):
            named = [tuple(fact.split(":", 1)) for fact in facts]
            for table, fact_id in named:
                for column in (f for f in relation.figures if f.startswith(f"{table}.")):
                    width = _width(column, [halves[f] for f in named if f in halves]) + relation.slack
                    key = (fact_id, column)
                    found[key] = min(width, found.get(key, width))
    return found


def _passed(store: Store, rule: Rule, where: str) -> Iterator[Sequence[str]]:
    """The facts of each case that passed."""
    if rule.text is None:
        for row in store.rows(
            f"SELECT fact_ids FROM ({rule.query}) WHERE verdict = 'pass' AND {where}", rule.query_params()
        ):
            yield [fact for fact in row["fact_ids"] or () if fact]
        return
    rows: Mapping[str, list[Mapping[str, Any]]] = defaultdict(list)
    if rule.query:
        for row in store.rows(rule.query, rule.query_params()):
            rows[row["version_id"]].append(row)
    for batch in rows_of_texts(store):
        for report in batch.reports():
            for case in TEXT_RULES[rule.text](report, rows[report.version_id], rule.params):
                if case.verdict is Outcome.PASS:
                    yield case.facts


@dataclass(frozen=True, slots=True)
class _Half:
    amount: Decimal
    half_amount: Decimal
    half_pct: Decimal


def _half_units(store: Store) -> dict[tuple[str, ...], _Half]:
    halves: dict[tuple[str, ...], _Half] = {}
    for table in MONEY:
        pct = "change_half_unit_pct" if table == "asset_facts" else "NULL"
        for row in store.rows(f"SELECT fact_id, amount_yuan, half_unit_yuan, {pct} AS pct FROM core.{table}"):
            halves[(table, row["fact_id"])] = _Half(
                abs(row["amount_yuan"]), row["half_unit_yuan"], row["pct"] or ZERO
            )
    for row in store.rows("SELECT fact_id, half_unit_pct FROM core.stated_rates"):
        halves[("stated_rates", row["fact_id"])] = _Half(ZERO, ZERO, row["half_unit_pct"])
    return halves


def _width(column: str, halves: Sequence[_Half]) -> Decimal:
    """What the printed precision of all figures of a relation leaves open for one of them, in its own unit."""
    money, pct = sum((h.half_amount for h in halves), ZERO), sum((h.half_pct for h in halves), ZERO)
    base = max((h.amount for h in halves), default=ZERO)
    if column.endswith("amount_yuan"):
        return money + base * pct / 100
    if column.endswith("_pct"):
        return pct + (100 * money / base if base else ZERO)
    return ZERO
