"""Histories: staff, assets and money of an invented unit, each year holding with the year before.

Belongs here: figures that add up: 在职 = last year + change, 净资产 = 资产 − 负债, Σ items = 年初项目预算, 执行 ≤ 到位 + 年初结转,
rates from the printed amounts, 年末结转 = next 年初结转. Does not belong here: wording, scores.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from pipelines.lexicon import load
from pipelines.samples.model import Assets, Item, Staff, Stages

CENT = Decimal("0.01")
TENTH = Decimal("0.1")
_FEWEST_STAFF = 6


@dataclass(frozen=True, slots=True)
class Year:
    """The figures of one year."""

    year: int
    staff: Staff
    assets: Assets
    budget: tuple[Stages, ...]
    items: tuple[Item, ...]

    def with_totals(self) -> tuple[Stages, ...]:
        """The budget with the row 合计."""
        return (*self.budget, total_of(self.budget))


@dataclass(frozen=True, slots=True)
class _Standing:
    """What one year leaves to the next."""

    on_post: int
    retired: int
    authorized: int
    total: Decimal
    liabilities: Decimal
    personnel: Decimal
    operating: Decimal
    project: Decimal
    carried: Decimal


def history(rng: Random, department: dict[str, Any], debtless: bool, first: int, last: int) -> Iterator[Year]:
    """Every year after ``first`` up to ``last``; ``debtless``: the unit never owes anything."""
    heads = rng.randint(9, 42)
    standing = _Standing(
        on_post=heads,
        retired=rng.randint(2, 18),
        authorized=heads + rng.randint(4, 8),
        total=_dice(rng, 120, 900),
        liabilities=Decimal("0.00") if debtless else _dice(rng, 2, 40),
        personnel=_dice(rng, heads * 19 // 2, heads * 25 // 2),
        operating=_dice(rng, heads, heads * 2),
        project=_dice(rng, 90, 620),
        carried=Decimal("0.00"),
    )
    for year in range(first + 1, last + 1):
        made, standing = _next(rng, department, standing, year)
        yield made


def rate_of(executed: Decimal, base: Decimal) -> Decimal:
    """Percentage with two decimals, rounded half up; a plain 100 where it is exactly that."""
    rate = (executed / base * 100).quantize(CENT, ROUND_HALF_UP)
    return Decimal(100) if rate == 100 else rate


def total_of(budget: tuple[Stages, ...]) -> Stages:
    """The row 合计: sums of the stages that every category states, and of what was carried in."""

    def added(stage: str) -> Decimal | None:
        amounts = [s.amount(stage) for s in budget]
        return sum((a for a in amounts if a is not None), Decimal(0)) if None not in amounts else None

    adjusted, executed = added("adjusted"), added("executed")
    rate = rate_of(executed, adjusted) if executed is not None and adjusted is not None else None
    carried = [s.carried_in for s in budget if s.carried_in is not None]
    return Stages(
        "total",
        sum(carried, Decimal(0)) if carried else None,
        added("initial"),
        adjusted,
        added("received"),
        executed,
        rate,
    )


def _next(rng: Random, department: dict[str, Any], last: _Standing, year: int) -> tuple[Year, _Standing]:
    reasons = load("sample_phrases")["reasons"]
    change = _staff_change(rng, last)
    reason = rng.choice(reasons["staff_more" if change > 0 else "staff_less"]) if change else None
    retires = change < 0 and reason == reasons["staff_less"][0]
    on_post, retired = last.on_post + change, last.retired + int(retires)
    staff = Staff(
        authorized=last.authorized,
        on_post=on_post,
        retired=retired,
        change=change,
        reason=reason,
    )
    total = _near(rng, last.total, 940, 1090)
    liabilities = _near(rng, last.liabilities, 700, 1200)
    assets = Assets(
        total,
        liabilities,
        total - liabilities,
        _change(total, last.total),
        _change(liabilities, last.liabilities) if liabilities else None,
        _change(total - liabilities, last.total - last.liabilities),
    )
    personnel = _plain_category(
        rng, "personnel", _near(rng, last.personnel * on_post / last.on_post, 1000, 1050), 1040
    )
    operating = _plain_category(rng, "operating", _near(rng, last.operating, 960, 1050), 1000)
    items = _items(rng, department, _near(rng, last.project, 900, 1150), year)
    project = _project(rng, sum((i.amount for i in items), Decimal(0)), last.carried)
    left = _known(project.adjusted) - _known(project.executed)
    standing = _Standing(
        on_post, retired, last.authorized, total, liabilities,
        _known(personnel.initial), _known(operating.initial), _known(project.initial), left,
    )  # fmt: skip
    return Year(year, staff, assets, (personnel, operating, project), items), standing


def _staff_change(rng: Random, last: _Standing) -> int:
    """People who come or go in a year: one goes where all posts are taken, one comes where few are left."""
    if last.on_post >= last.authorized:
        return -1
    return rng.choice((-1, 0, 0, 1)) if last.on_post > _FEWEST_STAFF else 1


def _plain_category(rng: Random, category: str, initial: Decimal, most: int) -> Stages:
    """人员 or 公用: adjusted a little, received in full, spent almost whole."""
    adjusted = _near(rng, initial, 970, most)
    executed = _near(rng, adjusted, 955, 999)
    return Stages(category, None, initial, adjusted, adjusted, executed, rate_of(executed, adjusted))


def _project(rng: Random, initial: Decimal, carried: Decimal) -> Stages:
    """项目: the adjusted budget holds what was carried in; the rest is received this year."""
    adjusted = initial + carried + _near(rng, initial, 10, 120)
    executed = _near(rng, adjusted, 900, 985)
    return Stages(
        "project", carried, initial, adjusted, adjusted - carried, executed, rate_of(executed, adjusted)
    )


def _items(rng: Random, department: dict[str, Any], total: Decimal, year: int) -> tuple[Item, ...]:
    """Amounts by the shares of sample_departments.toml, shaken a little; their sum is the opening project budget."""
    items = []
    for row in department["items"]:
        amount = _near(rng, total * row[1] / 100, 850, 1150)
        words = {"year": year, "prior": year - 1, "n": rng.randint(3, 96)}
        doc_no = row[2].format(**words) if len(row) > 2 else None
        items.append(Item(row[0].format(**words), amount, doc_no))
    return tuple(items)


def _change(now: Decimal, before: Decimal) -> Decimal:
    return ((now - before) / before * 100).quantize(TENTH, ROUND_HALF_UP)


def _dice(rng: Random, low: int, high: int) -> Decimal:
    """An amount of ``low`` to ``high`` 万元 with two decimals."""
    return Decimal(rng.randint(low * 100, high * 100)).scaleb(-2)


def _near(rng: Random, amount: Decimal, low: int, high: int) -> Decimal:
    """Between ``low`` and ``high`` thousandths of an amount, with two decimals."""
    return (amount * rng.randint(low, high) / 1000).quantize(CENT, ROUND_HALF_UP)


def _known(value: Decimal | None) -> Decimal:
    if value is None:
        raise ValueError("an invented category states every stage")
    return value
