"""Specimen: everything that one sample report states, as it is to be printed.

Belongs here: the figures and words of a report before they are laid out. Does not belong here: how they come about
(invent, retold, faults), how they are worded and laid out (compose), files (txt, docx, pdf).

Amounts are 万元 with the decimals that are printed: ``Decimal("141.19")``. None: the report does not state it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

STAGES = ("carried_in", "initial", "adjusted", "received", "executed")


class BudgetForm(StrEnum):
    """How the budget is stated: sentences, a ruled table, or only in the sentence that lists the projects."""

    PROSE = "prose"
    TABLE = "table"
    ITEMS_ONLY = "items_only"


class ItemForm(StrEnum):
    """How the projects are stated: 其中 list, table, or not at all."""

    PROSE = "prose"
    TABLE = "table"
    NONE = "none"


class IndicatorForm(StrEnum):
    """``targets``: ten columns, two-row header, no results. ``scored``: 分值, 完成值, 得分. ``full``: both."""

    TARGETS = "targets"
    SCORED = "scored"
    FULL = "full"


class TextForm(StrEnum):
    """Layout of a TXT file: one cell per line, or hard-wrapped lines with page numbers between them."""

    CELLS = "cells"
    WRAPPED = "wrapped"


@dataclass(frozen=True, slots=True)
class Region:
    """A county with its code; ``slug`` is for file names."""

    code: str
    county: str
    slug: str


@dataclass(frozen=True, slots=True)
class Staff:
    """Headcounts. ``change`` against last year's 在职; ``subordinate``: 在职 of a unit outside the table."""

    authorized: int | None = None
    present: int | None = None
    on_post: int | None = None
    retired: int | None = None
    administrative: int | None = None
    change: int | None = None
    reason: str | None = None
    subordinate: int | None = None


@dataclass(frozen=True, slots=True)
class Assets:
    """Amounts with the printed change in percent (a decrease is negative)."""

    total: Decimal | None = None
    liabilities: Decimal | None = None
    net: Decimal | None = None
    total_change: Decimal | None = None
    liabilities_change: Decimal | None = None
    net_change: Decimal | None = None
    total_is_net_book: bool = False


@dataclass(frozen=True, slots=True)
class Stages:
    """A category's amounts and its printed completion rate. ``unitless``: the stage printed without 万元."""

    category: str
    carried_in: Decimal | None = None
    initial: Decimal | None = None
    adjusted: Decimal | None = None
    received: Decimal | None = None
    executed: Decimal | None = None
    rate: Decimal | None = None
    unitless: str | None = None

    def amount(self, stage: str) -> Decimal | None:
        """The amount at a stage of STAGES."""
        value: Decimal | None = getattr(self, stage)
        return value


@dataclass(frozen=True, slots=True)
class Item:
    """A project of the year's opening budget; ``doc_no`` as printed."""

    name: str
    amount: Decimal
    doc_no: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal and what became of it; ``rate`` in percent. None: no result or no content is stated."""

    name: str
    content: str | None
    result: str | None
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the indicator table. ``deduction``: the most that the scoring rule takes away."""

    level1: str
    level2: str
    name: str
    description: str
    operator: str
    target: Decimal
    unit: str
    basis: str
    weight: Decimal
    actual: Decimal | None = None
    score: Decimal | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points that the conclusion takes away from an indicator, with the reason."""

    name: str
    points: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Signer:
    """A member of the evaluation group; the name is always an invented one."""

    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Which of the usual forms the report takes. ``style``: number of the budget wording."""

    text: TextForm = TextForm.CELLS
    budget: BudgetForm = BudgetForm.PROSE
    items: ItemForm = ItemForm.PROSE
    indicators: IndicatorForm = IndicatorForm.FULL
    goals_table: bool = True
    style: int = 0


@dataclass(frozen=True, slots=True)
class Specimen:
    """One report. ``says``: chosen template per sentence; ``faults``: rules that must raise a flag, ``tolerated``
    rules that may; ``leave_out``: keys of chapters that are missing."""

    region: Region
    unit_name: str
    department_type: str
    unit_slug: str
    nature: str
    year: int
    body_year: int
    signed_on: date | None
    says: tuple[tuple[str, str], ...]
    duties: tuple[str, ...]
    staff: Staff
    assets: Assets
    budget: tuple[Stages, ...]
    items: tuple[Item, ...]
    goals: tuple[Goal, ...]
    indicators: tuple[Indicator, ...]
    score: Decimal
    grade: str
    grade_word: str
    deductions: tuple[Deduction, ...]
    problems: tuple[str, ...]
    measures: tuple[str, ...]
    signers: tuple[Signer, ...]
    layout: Layout
    title: tuple[str, ...]
    faults: tuple[str, ...] = ()
    tolerated: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """File name without ending: ``990101-qingyan-minzhengju-2023``."""
        return f"{self.region.code}-{self.region.slug}-{self.unit_slug}-{self.year}"

    @property
    def has_carry_column(self) -> bool:
        """Whether the budget table has a column 年初结转: only where something was carried in."""
        return self.layout.budget is BudgetForm.TABLE and any(s.carried_in for s in self.budget)

    def phrase(self, key: str) -> str:
        """The template chosen for a sentence. Raises KeyError where the specimen has none: a fault of ours."""
        return dict(self.says)[key]

    def stages(self, category: str) -> Stages | None:
        """The figures of a category."""
        return next((s for s in self.budget if s.category == category), None)
