"""The tables that rules share: a run makes those that its rules name, with what these are made of, and gives them back."""

from __future__ import annotations

from pipelines.quality.scope import corpus_scripts, prepare, temporary_tables
from tests.quality.house import SQL, House, rules


def made(asked: str | None) -> frozenset[str]:
    house = House()
    prepare(house.store, SQL, asked=asked)
    return temporary_tables(house.store)


def test_only_what_is_named_is_made_and_what_that_is_made_of() -> None:
    nothing, one, whole = made(""), made("SELECT * FROM budget_by_stage AS b"), made(None)
    assert {"rule_scope", "fact_places"} <= nothing
    assert one - nothing == {"budget_by_stage", "scope_budget"}
    assert made("SELECT * FROM my_scope_items") == nothing, "a name within another is none"
    assert whole > one


def test_all_rules_together_name_every_table() -> None:
    every = "\n".join([*(rule.query or "" for rule in rules()), *corpus_scripts(SQL)])
    assert made(every) == made(None)
