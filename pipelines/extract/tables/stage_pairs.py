"""Stage pairs: the old form of one project, which prints each stage as a label beside its amount, and its sources below.

Belongs here: 计划安排资金(万元) | 1088 | 实际到位资金(万元) | 1020, with 市财政 | 49 | 市财政 | 49 under both: a source is of the stage above it in
its own half. Does not belong here: tables with titled columns (figures), wording (lexicon/meaning.toml).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import Meaning, understand
from pipelines.extract.numbers import quantity, unit_after
from pipelines.extract.tables.subject import without_notes
from pipelines.extract.tables.tables import TableNumber, TableNumbers
from pipelines.model.claims import BudgetClaim
from pipelines.model.quantity import Dimension, Quantity

PROJECT = "project"
FEWEST = 2
"""Stages side by side in one row from which on the form is this one."""


class _Staged(NamedTuple):
    """An amount of the form with the stage and the source that it is of."""

    number: TableNumber
    stage: str
    source: str
    amount: Quantity


def take_stage_pairs(table: TableNumbers, reader: Reader, section: str | None, found: Found) -> TableNumbers:
    """The table without the numbers of such a form, which are claimed; the table as it is where it is none."""
    if reader.whole != PROJECT:
        return table
    taken: list[_Staged] = []
    stages: dict[int, tuple[str, Quantity]] = {}
    is_form = False
    for _, group in groupby(table.numbers, key=lambda number: number.line):
        line = list(group)
        heads = [(number, _stage(number, reader)) for number in line]
        if all(stage for _, stage in heads):
            is_form |= len(line) >= FEWEST
            stages = {n.place: (stage, n.quantity) for n, stage in heads if stage and n.quantity}
            taken += [_Staged(n, stage, "all", n.quantity) for n, stage in heads if stage and n.quantity]
        elif stages and (parts := _parts(line, stages, reader)):
            taken += parts
        else:
            stages = {}
    if not is_form:
        return table
    kept = [part for part in taken if part.source == "all" or _fits(part.stage, taken)]
    for part in kept:
        found.see(part.number.span, part.amount.dimension, section, part.number.path)
        found.claimed.append(part.number.span)
        found.budget.append(_claim(part, table, reader))
    own = {part.number.span for part in kept}
    return replace(table, numbers=tuple(n for n in table.numbers if n.span not in own))


def _stage(number: TableNumber, reader: Reader) -> str | None:
    """The one stage that the label beside an amount names, with its unit; None where it names anything more."""
    amount = number.quantity
    if number.column or number.broken or amount is None or amount.dimension is not Dimension.MONEY:
        return None
    said = _said(number.row, reader)
    plain = len(said.stages) == 1 and not (said.category or said.source or said.residue or said.rate)
    return said.stages[0] if plain and not (said.last_year or said.year) else None


def _parts(
    line: Sequence[TableNumber], stages: dict[int, tuple[str, Quantity]], reader: Reader
) -> list[_Staged]:
    """The sources of a row, each in a half below a stage; none where a cell of the row is something else."""
    parts = []
    for number in line:
        said = _said(number.row, reader)
        of_source = said.source and not (said.stages or said.category or said.residue or said.two_sources)
        head = stages.get(number.place)
        if not of_source or said.source is None or head is None or number.broken or number.unit is not None:
            return []
        stage, whole = head
        parts.append(_Staged(number, stage, said.source, _amount(number.digits, whole)))
    return parts


def _amount(digits: str, whole: Quantity) -> Quantity:
    """The amount of a part in the unit of the stage above it."""
    unit = unit_after(whole.unit_text, 0)
    assert unit is not None
    return quantity(digits, unit)


def _fits(stage: str, taken: Iterable[_Staged]) -> bool:
    """Whether the sources of a stage are no more than its whole."""
    amounts = [(part.source, part.amount) for part in taken if part.stage == stage]
    whole = sum((a.value + a.half_unit for source, a in amounts if source == "all"), Decimal(0))
    return sum((a.value - a.half_unit for source, a in amounts if source != "all"), Decimal(0)) <= whole


def _said(labels: tuple[str, ...], reader: Reader) -> Meaning:
    return understand("".join(without_notes(label) for label in labels), reader.names)


def _claim(part: _Staged, table: TableNumbers, reader: Reader) -> BudgetClaim:
    return BudgetClaim(
        category=PROJECT,
        stage=part.stage,
        fund_source=part.source,
        fact_year=reader.fiscal_year,
        amount=part.amount,
        spans=(part.number.quote,),
        sentence=-1 - table.index,
    )
