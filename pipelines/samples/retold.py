"""Retold: two published reports with their published figures and our own sentences.

Belongs here: lexicon/sample_retold.toml → specimens. Does not belong here: their figures and words (the TOML file).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from pipelines.lexicon import load
from pipelines.samples.invent import choose
from pipelines.samples.model import (
    Assets,
    BudgetForm,
    Goal,
    Indicator,
    IndicatorForm,
    Item,
    ItemForm,
    Layout,
    Region,
    Signer,
    Specimen,
    Staff,
    Stages,
    TextForm,
)

ASSET_FIGURES = ("total", "liabilities", "net", "total_change", "liabilities_change", "net_change")
BUDGET_FIGURES = ("carried_in", "initial", "adjusted", "received", "executed", "rate")


@dataclass(frozen=True, slots=True)
class Retold:
    """A retold report, the format in which it is shipped, and why its figures meet each of its rules."""

    specimen: Specimen
    ending: str
    because: dict[str, str]


def retold() -> tuple[Retold, ...]:
    """The two reports."""
    return tuple(
        Retold(_specimen(row), row["format"], row["because"]) for row in load("sample_retold")["report"]
    )


def _specimen(row: dict[str, Any]) -> Specimen:
    says = {**dict(choose(Random(row["unit_name"]), present="present" in row["staff"])), **row["says"]}
    assets = {name: _decimal(row["assets"], name) for name in ASSET_FIGURES}
    return Specimen(
        region=Region(row["region_code"], row["county"], row["county_slug"]),
        unit_name=row["unit_name"],
        department_type=row["department_type"],
        unit_slug=row["unit_slug"],
        nature=row["nature"],
        year=row["year"],
        body_year=row["year"],
        signed_on=row.get("signed_on"),
        says=tuple(sorted(says.items())),
        duties=tuple(row["duties"]),
        staff=Staff(**row["staff"]),
        assets=Assets(**assets, total_is_net_book=row["assets"].get("total_is_net_book", False)),
        budget=tuple(_stages(b) for b in row["budget"]),
        items=tuple(Item(i["name"], Decimal(i["amount"]), i.get("doc_no")) for i in row.get("item", ())),
        goals=tuple(Goal(g["name"], g.get("content"), g["result"], _decimal(g, "rate")) for g in row["goal"]),
        indicators=tuple(_indicator(i) for i in row.get("indicator", ())),
        score=Decimal(row["score"]),
        grade=row["grade"],
        grade_word=row["grade_word"],
        deductions=(),
        problems=tuple(row["problems"]),
        measures=tuple(row["measures"]),
        signers=tuple(Signer(name, post) for name, post in zip(row["people"], row["posts"], strict=True)),
        layout=Layout(
            TextForm(row["text"]),
            BudgetForm(row["budget_form"]),
            ItemForm(row["items_form"]),
            IndicatorForm(row["indicator_form"]),
            row["goals_table"],
        ),
        title=tuple(row["title"]),
        faults=tuple(row["because"]),
        tolerated=tuple(row["tolerated"]),
    )


def _stages(row: dict[str, Any]) -> Stages:
    carried_in, initial, adjusted, received, executed, rate = (_decimal(row, name) for name in BUDGET_FIGURES)
    return Stages(row["category"], carried_in, initial, adjusted, received, executed, rate)


def _indicator(row: dict[str, Any]) -> Indicator:
    return Indicator(
        load("sample_phrases")["levels"][row["level2"]],
        row["level2"],
        row["name"],
        row["description"],
        row["operator"],
        Decimal(row["target"]),
        row["unit"],
        row["basis"],
        Decimal(row["weight"]),
    )


def _decimal(row: dict[str, Any], name: str) -> Decimal | None:
    return Decimal(row[name]) if name in row else None
