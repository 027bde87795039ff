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
from pipelines.model.patterns import any_of


@dataclass(frozen=True, slots=True)
class Reader:
    """What a whole report lends to the reading of one sentence: its year and the names of its own unit.

    ``whole``: the category of its grand total: ``total``, and ``project`` in the report of a single project.
    ``only_source``: the source of all its money, where its chapters say that the others give none.
    """

    fiscal_year: int | None
    names: tuple[str, ...]
    whole: str = "total"
    only_source: str | None = None


@dataclass(frozen=True, slots=True)
class Income:
    """An amount of income: spending that follows it may be of the same stage (年初预算收入1000万元，支出1000万元), and is of its source
    (财政拨款收入1205万元；本年支出1094万元)."""

    amount: Decimal
    stages: tuple[str, ...]
    open: bool
    year: int | None
    source: str | None


ASIDE = frozenset({"three_public", "agency_running"})
"""Categories that are told beside an account of the whole."""
ONE_INCOME = "one_income"
"""Subject of a sentence: income of one sort (房屋出租收入20万元), of which what is bare 支出 or 结余 behind it may be."""
MODIFIED = "modified"
"""Subject of a sentence: the words before a category (节约人员经费), which its other categories may share."""


@dataclass(slots=True)
class Context:
    """What a label inherits from the figures before it in the same sentence, and from the sentences before it in the paragraph."""

    # the figure before: what a label that names less is of
    category: str | None = None
    stage: str | None = None
    source: str | None = None
    year: int | None = None
    last: BudgetClaim | None = None
    """The figure claimed last."""
    passed: str | None = None
    """The category of the amount that was passed over last."""
    levels: list[BudgetClaim] = field(default_factory=list)
    """The figures of the sentence that are no parts."""
    said: dict[str, list[str]] = field(default_factory=dict)
    """The stages of each category so far."""

    # the open list of parts (其中)
    parent: BudgetClaim | None = None
    in_list: bool = False
    list_stage: str | None = None
    """The stage that heads a list of categories: 年初预算：人员经费…，公用经费…"""
    rest: Decimal = Decimal(0)
    """What its parts have still to add up to."""
    part: Decimal = Decimal(0)
    """Its largest part that is no figure of its own."""
    item_parts: dict[int, bool] = field(default_factory=dict)
    """Where amounts of the sentence start that divide a project before them, and whether that is certain."""
    outer: BudgetClaim | None = None
    """The list around an open list of projects."""
    head: BudgetClaim | None = None
    """The figure whose parts a numbered list below gives."""
    bracketed: bool = False
    """A bracket right behind the total has opened it, and closes it."""
    bracket_source: str | None = None
    """The source of the part that the open bracket stands behind: 一般公共预算1800万元（基本支出1300万元…）."""

    bracket_aside: bool = False
    """The open bracket stands behind an amount that is no figure: 危房改造补助1186.4万元（中央770万元、省级262.4万元）."""

    # sources of money
    default_source: str = "all"
    """The one that the heading names."""
    open_source: bool = False
    """An amount of one source was not claimed, so parts that follow (其中) may be of that source alone."""

    # the whole department
    whole: bool = False
    """Nothing so far speaks of something else."""
    whole_named: bool = False
    """The paragraph names it, if without a stage."""
    earlier: list[BudgetClaim] = field(default_factory=list)
    """Its figures in the sentences before this one in the paragraph."""

    budgeted: set[str] = field(default_factory=set)
    """The categories whose budgets were told last, of whatever stage, with nothing behind them that was spent."""
    heading: str = ""
    """The heading below which they were."""

    subject: str | None = None
    """What an amount that is no figure names beside its category, and what follows may be of: a code of lexicon/frames.toml."""

    # what is no level, and what stands without a stage
    income: Income | None = None
    """The income that was named last."""
    incomes: list[Decimal] = field(default_factory=list)
    """All that the paragraph has named."""
    incomes_above: list[Decimal] = field(default_factory=list)
    """All that the paragraph before has named."""
    changed: Decimal | None = None
    """The change named last, nothing but rates behind it."""
    of_change: bool = False
    """A list of what that change is made of is open."""
    added: list[Decimal] = field(default_factory=list)
    """Amounts by which the sentence says that a budget changed."""
    unsaid: Decimal = Decimal(0)
    """What the parts of project money whose stage is not said have still to add up to."""

    def told_whole(self) -> bool:
        """Whether the paragraph has given figures of the whole, and of its parts only what was added to them."""
        parts = [c for c in self.earlier if c.category != "total" and c.stage != "adjustment"]
        return not parts and (self.whole_named or any(c.category == "total" for c in self.earlier))

    def told_adjusted(self) -> bool:
        """Whether the paragraph has given the adjusted budget of the whole."""
        return any((c.category, c.stage) == ("total", "adjusted") for c in self.earlier)

    def note_budget(self, category: str | None) -> None:
        """A budget was told, of this category or of the whole."""
        self.budgeted.add(category or "total")

    def note_figure(self, category: str, stage: str) -> None:
        """A figure was told: what was spent ends an account of budgets; 三公经费 is told beside it."""
        if stage in ("initial", "adjusted"):
            self.budgeted.add(category)
        elif stage == "executed" and category not in ASIDE:
            self.budgeted.clear()

    def may_be_budget(self, category: str | None, first: bool) -> bool:
        """年初预算302.16万元。基本支出212.16万元，项目支出90万元: whether an amount of a category may go on with the budgets told last, its own
        not among them; ``first`` in its paragraph: only a kind of spending may."""
        if category in (None, "total", *self.budgeted) or (first and category in ASIDE):
            return False
        return bool(self.budgeted - ASIDE)

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
    return any_of(load("items")["list"]["opens"])


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


def heading_source(heading: str, reader: Reader) -> str:
    """The one source of money that a heading names (财政拨款支出决算情况, 自有资金), else ``all``, as where there is no other."""
    alone = words("meaning", "header", "source_alone").fullmatch(heading)
    if alone is None and not words("meaning", "header", "one_source").search(heading):
        return "all"
    source = _source_named(alone[1]) if alone else understand(heading, reader.names).source
    return "all" if source in (None, reader.only_source) else source


def _source_named(title: str) -> str | None:
    """上年结转 as a title: the money, and no stage."""
    return "carry_over" if title.startswith("上年") else understand(title).source


def part_of_year(text: str) -> bool:
    """Whether ``text``, the words up to a number, speaks of a part of the year: 截至6月底, 上半年, 1-9月."""
    part = [match.end() for match in words("meaning", "year", "part").finditer(text)]
    if not part:
        return False
    whole = [match.end() for match in words("meaning", "year", "whole").finditer(text)]
    return part[-1] > max(whole, default=0)
