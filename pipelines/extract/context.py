"""Context: what the sentences of one report lend to each other, and the labels of one sentence.

Belongs here: the state that money and rates read and write while they go through a sentence. Does not belong here:
how it is used (money, rates, item_lists), wording.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from pipelines.extract.meaning import understand, words
from pipelines.lexicon import load
from pipelines.model.claims import BudgetClaim


@dataclass(frozen=True, slots=True)
class Reader:
    """What a whole report lends to the reading of one sentence: its year and the names of its own unit.

    ``whole``: the category of its grand total: ``total``, and ``project`` in the report of a single project.
    """

    fiscal_year: int | None
    names: tuple[str, ...]
    whole: str = "total"


@dataclass(frozen=True, slots=True)
class Income:
    """An amount of income: spending that follows it may be of the same stage (年初预算收入1000万元，支出1000万元)."""

    amount: Decimal
    stages: tuple[str, ...]
    open: bool
    year: int | None


@dataclass(slots=True)
class Context:
    """What a label inherits from the figures before it in the same sentence.

    ``list_stage``: the stage that heads a list of categories (年初预算：人员经费…，公用经费…). ``said``: the stages of
    each category so far. ``rest``: what the parts of an open list have still to add up to. ``default_source``: the
    source of money that the heading names. ``open_source``: an amount of one source was not claimed, so parts that
    follow (其中) may be of that source alone. ``whole``: nothing so far speaks of something else than the whole
    department. ``income``: the income that was named last; ``incomes``: all that the paragraph has named. ``changed``: the change named last,
    nothing but rates behind it; ``of_change``: a list of what it is made of is open. ``levels``: the figures of the sentence that are no parts.
    ``last``: the figure claimed last. ``head``: the figure whose parts a numbered list below gives. ``earlier``: the
    figures of the whole that the sentences before it in the paragraph gave. ``outer``: the list around an open list of
    projects. ``whole_named``: the paragraph names the whole, if without a stage. ``passed``: the category of the amount that was passed
    over last. ``added``: amounts by which the sentence says that a budget
    changed. ``unsaid``: what the parts of project money whose stage is not said have still to add up to. ``part``: the largest part of the
    open list that is no figure of its own. ``bracketed``: a bracket right behind the total has opened the list, and closes it.
    ``bracket_source``: the source of the part that the open bracket stands behind: 一般公共预算1800万元（基本支出1300万元…）.
    """

    category: str | None = None
    stage: str | None = None
    source: str | None = None
    year: int | None = None
    parent: BudgetClaim | None = None
    in_list: bool = False
    rest: Decimal = Decimal(0)
    list_stage: str | None = None
    said: dict[str, list[str]] = field(default_factory=dict)
    default_source: str = "all"
    open_source: bool = False
    whole: bool = False
    income: Income | None = None
    incomes: list[Decimal] = field(default_factory=list)
    changed: Decimal | None = None
    of_change: bool = False
    levels: list[BudgetClaim] = field(default_factory=list)
    last: BudgetClaim | None = None
    head: BudgetClaim | None = None
    earlier: list[BudgetClaim] = field(default_factory=list)
    outer: BudgetClaim | None = None
    whole_named: bool = False
    added: list[Decimal] = field(default_factory=list)
    passed: str | None = None
    unsaid: Decimal = Decimal(0)
    part: Decimal = Decimal(0)
    bracketed: bool = False
    bracket_source: str | None = None

    def told_whole(self) -> bool:
        """Whether the paragraph has given figures of the whole, and of its parts only what was added to them."""
        parts = [c for c in self.earlier if c.category != "total" and c.stage != "adjustment"]
        return not parts and (self.whole_named or any(c.category == "total" for c in self.earlier))

    def told_adjusted(self) -> bool:
        """Whether the paragraph has given the adjusted budget of the whole."""
        return any((c.category, c.stage) == ("total", "adjusted") for c in self.earlier)

    def leave(self) -> None:
        """A figure of something else came between: what follows may speak of that."""
        self.category = self.list_stage = None

    def forget(self) -> None:
        """The figures so far were refused: nothing that follows inherits from them."""
        self.leave()
        self.parent = self.last = self.outer = self.head = None
        self.in_list, self.rest = False, Decimal(0)
        self.levels = []

    def is_ambiguous(self, stage: str) -> bool:
        """Whether a bare ``stage`` may sum up several categories: 人员经费预算…，公用经费预算…，实际支出…"""
        here = self.said.get(self.category or "", [])
        return any(
            category != self.category and stage not in stages and set(here) <= set(stages)
            for category, stages in self.said.items()
        )


@cache
def list_opening() -> re.Pattern[str]:
    """Words that open a list of parts."""
    return re.compile("|".join(load("items")["list"]["opens"]))


@cache
def goal_sections() -> frozenset[str]:
    """Sections whose numbers speak of goals and results, not of the department's budget."""
    return frozenset(
        code
        for row in load("accounting")["reason"]
        if row["code"] == "stated_in_goal"
        for code in row["codes"]
    )


@cache
def result_sections() -> frozenset[str]:
    """The sections of goals that say what was reached: a rate that names the department's money is no target there."""
    return goal_sections() - {"goals_indicators"}


def heading_source(heading: str, names: tuple[str, ...]) -> str:
    """The one source of money that a heading names (财政拨款支出决算情况), else ``all``."""
    if not words("meaning", "header", "one_source").search(heading):
        return "all"
    return understand(heading, names).source or "all"


def part_of_year(text: str) -> bool:
    """Whether ``text``, the words up to a number, speaks of a part of the year: 截至6月底, 上半年, 1-9月."""
    part = [match.end() for match in words("meaning", "year", "part").finditer(text)]
    if not part:
        return False
    whole = [match.end() for match in words("meaning", "year", "whole").finditer(text)]
    return part[-1] > max(whole, default=0)
