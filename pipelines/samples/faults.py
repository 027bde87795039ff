"""Faults: deliberate mistakes, each with the rule that must catch it.

Belongs here: one function per rule of lexicon/sample_faults.toml that turns a specimen without a fault into one with
exactly that fault. Does not belong here: the words of a fault (the TOML file), rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from pipelines.lexicon import load
from pipelines.samples.histories import total_of
from pipelines.samples.model import (
    BudgetForm,
    IndicatorForm,
    Specimen,
    Stages,
)

Plant = Callable[[Specimen, dict[str, Any]], Specimen]


def plant(specimen: Specimen, rule: str) -> Specimen:
    """The specimen with the fault that ``rule`` catches. Raises KeyError for a rule without a fault."""
    row = next((r for r in load("sample_faults")["fault"] if r["rule"] == rule), None)
    if row is None:
        raise KeyError(rule)
    damaged = PLANTS[rule](specimen, row)
    return replace(damaged, faults=(rule,), tolerated=tuple(row.get("also", ())))


def suits(specimen: Specimen, rule: str) -> bool:
    """Whether the fault agrees with the unit's other years: C06 needs a real change, C08 a unit without debts."""
    if rule == "C06":
        return bool(specimen.staff.change)
    return rule != "C08" or not specimen.assets.liabilities


def plant_some(seed: int, specimens: Iterable[Specimen], share: float) -> Iterator[Specimen]:
    """The specimens, about ``share`` of them with one fault each, the rules in turn."""
    dice = Random(f"faults-{seed}")
    waiting = list(PLANTS)
    for specimen in specimens:
        if dice.random() < share:
            rule = next(rule for rule in waiting if suits(specimen, rule))
            waiting.remove(rule)
            waiting.append(rule)
            yield plant(specimen, rule)
        else:
            yield specimen


def _with(specimen: Specimen, category: str, **figures: Decimal | str | None) -> Specimen:
    """Other figures for one category; a total that is printed follows."""
    parts = tuple(
        replace(s, **figures) if s.category == category else s  # type: ignore[arg-type]
        for s in specimen.budget
        if s.category != "total"
    )
    totalled = specimen.stages("total") is not None
    return replace(specimen, budget=(*parts, total_of(parts)) if totalled else parts)


def _prose(specimen: Specimen) -> Specimen:
    parts = tuple(s for s in specimen.budget if s.category != "total")
    return replace(specimen, budget=parts, layout=replace(specimen.layout, budget=BudgetForm.PROSE))


def _project(specimen: Specimen) -> Stages:
    found = specimen.stages("project")
    if found is None:
        raise ValueError("a fault needs a specimen that states 项目资金")
    return found


def _known(value: Decimal | None) -> Decimal:
    if value is None:
        raise ValueError("a fault needs a specimen that states this figure")
    return value


def _first_item(specimen: Specimen, name: str, doc_no: str | None) -> Specimen:
    items = (replace(specimen.items[0], name=name, doc_no=doc_no), *specimen.items[1:])
    return replace(specimen, items=items)


def stray_body_year(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """A02: the opening sentence and the 截至 dates are last year's."""
    return replace(specimen, body_year=specimen.year - 1)


def replaced_everywhere(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """A06: 全县 became 全 + the unit's own name."""
    return replace(specimen, duties=(*specimen.duties, row["sentence"]))


def foreign_sentence(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """A07: a measure of another department."""
    sentence = next(f["sentence"] for f in row["foreign"] if f["type"] != specimen.department_type)
    number = len(specimen.measures) + 1
    return replace(specimen, measures=(*specimen.measures, f"{number}.{sentence}"))


def hint_left(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """A10: the form's instruction stands before the headcounts."""
    says = dict(specimen.says)
    says["staff"] = row["sentence"] + says["staff"]
    return replace(specimen, says=tuple(sorted(says.items())))


def chapter_missing(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """A11: no 自评工作开展情况."""
    return replace(specimen, leave_out=("work",))


def unit_missing(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """B02: 公用经费 executed without 万元."""
    return _with(_prose(specimen), "operating", unitless="executed")


def wrong_rate(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """B03: a printed rate that no base explains."""
    s = _project(specimen)
    return _with(specimen, "project", rate=_known(s.rate) - Decimal("6.37"))


def overspent(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """B04: less received than spent, carry-over counted; the rate stays right."""
    s = _project(specimen)
    received = _known(s.executed) - (s.carried_in or Decimal(0)) - Decimal("12.60")
    return _with(specimen, "project", received=received)


def wrong_total(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """B06: 合计 of the opening budget is ten less than its parts."""
    parts = tuple(s for s in specimen.budget if s.category != "total")
    total = total_of(parts)
    layout = replace(specimen.layout, budget=BudgetForm.TABLE)
    return replace(
        specimen, budget=(*parts, replace(total, initial=_known(total.initial) - 10)), layout=layout
    )


def items_do_not_add_up(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """B07: the second project is larger than the total allows."""
    items = list(specimen.items)
    items[1] = replace(items[1], amount=items[1].amount + Decimal("3.60"))
    return replace(specimen, items=tuple(items))


def added_later(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """B09: a grant of this year's 文号 among the opening budget's projects."""
    name, doc_no = row["item"].format(year=specimen.year), row["doc"].format(year=specimen.year)
    return _first_item(specimen, name, doc_no)


def personnel_project(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """B10: wages among the projects."""
    return _first_item(specimen, row["item"], None)


def back_filled(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """B11: all stages equal in every category, nothing carried over."""
    parts = tuple(
        Stages(s.category, Decimal("0.00") if s.category == "project" else None, s.initial, s.initial, s.initial,
               s.initial, Decimal(100))
        for s in specimen.budget
        if s.category != "total"
    )  # fmt: skip
    totals = (total_of(parts),) if specimen.stages("total") else ()
    indicators = tuple(
        replace(i, actual=Decimal(100), score=i.weight, reason=None)
        if i.level1 == load("sample_phrases")["execution"]["level"]
        else i
        for i in specimen.indicators
    )
    return replace(specimen, budget=(*parts, *totals), indicators=indicators)


def projects_only(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """B13: 人员经费 and 公用经费 are not reported."""
    only = tuple(s for s in specimen.budget if s.category == "project")
    return replace(_prose(specimen), budget=only)


def headcount_wrong(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """C01: 实有 is two more than 在职 and 退休 together."""
    counted = retired_counted(specimen, row)
    return replace(counted, staff=replace(counted.staff, present=(counted.staff.present or 0) + 2))


def retired_counted(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """C02: 实有人数 holds the retired."""
    staff = specimen.staff
    says = dict(specimen.says)
    says["staff"] = load("sample_phrases")["sentences"]["staff_present"][0]
    present = (staff.on_post or 0) + (staff.retired or 0)
    return replace(
        specimen, staff=replace(staff, present=present, authorized=None), says=tuple(sorted(says.items()))
    )


def subordinate_unlisted(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """C04: a subordinate unit in the text, not in the table."""
    return replace(specimen, duties=(*specimen.duties, row["sentence"]))


def change_unexplained(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """C06: a change without a reason."""
    return replace(specimen, staff=replace(specimen.staff, change=specimen.staff.change or -1, reason=None))


def net_assets_wrong(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """C07: 净资产 is five too high."""
    return replace(specimen, assets=replace(specimen.assets, net=_known(specimen.assets.net) + 5))


def change_rates_differ(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """C08: no liabilities in either year, yet two different changes."""
    a = specimen.assets
    moved = _known(a.total_change) + Decimal("0.8")
    zero = Decimal("0.00")
    assets = replace(a, liabilities=zero, liabilities_change=Decimal("-0"), net=a.total, net_change=moved)
    return replace(specimen, assets=assets)


def no_indicators(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """D01: no indicator table."""
    return replace(specimen, indicators=())


def weights_short(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """D02: a row of 15 points is left out of the table; the printed total stays."""
    large = [i for i in specimen.indicators if i.weight == 15]
    left_out = next((i for i in large if i.score == i.weight), large[0])
    return replace(specimen, indicators=tuple(i for i in specimen.indicators if i is not left_out))


def cost_without_cost(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """D05: a 成本指标 that measures coverage."""
    indicators = tuple(
        replace(i, name=row["name"], description=row["description"], operator="≥", target=Decimal(90), unit="%",
                actual=Decimal(95))
        if i.level2 == "成本指标"
        else i
        for i in specimen.indicators
    )  # fmt: skip
    return replace(specimen, indicators=indicators)


def no_results(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """D09: the table of targets alone."""
    return replace(specimen, layout=replace(specimen.layout, indicators=IndicatorForm.TARGETS))


def above_full_mark(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """E01: 105 points."""
    return replace(full_marks(specimen, row), score=Decimal(105))


def grade_too_low(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """E02: the grade of another band."""
    grade = "良" if specimen.score >= 90 else "优"
    return replace(specimen, grade=grade, grade_word=load("sample_phrases")["grades"][grade][-1])


def full_marks(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """E04: 100 points beside listed problems."""
    indicators = tuple(
        replace(i, actual=max(i.actual or i.target, i.target) if i.operator != "≤" else i.actual, score=i.weight,
                reason=None)
        for i in specimen.indicators
    )  # fmt: skip
    word = load("sample_phrases")["grades"]["优"][-1]
    return replace(
        specimen, indicators=indicators, deductions=(), score=Decimal(100), grade="优", grade_word=word
    )


def deduction_unexplained(specimen: Specimen, row: dict[str, Any]) -> Specimen:
    """E05: full marks in every row, 95 in the end."""
    return replace(full_marks(specimen, row), score=Decimal(95))


PLANTS: dict[str, Plant] = {
    "A02": stray_body_year,
    "A06": replaced_everywhere,
    "A07": foreign_sentence,
    "A10": hint_left,
    "A11": chapter_missing,
    "B02": unit_missing,
    "B03": wrong_rate,
    "B04": overspent,
    "B06": wrong_total,
    "B07": items_do_not_add_up,
    "B09": added_later,
    "B10": personnel_project,
    "B11": back_filled,
    "B13": projects_only,
    "C01": headcount_wrong,
    "C02": retired_counted,
    "C04": subordinate_unlisted,
    "C06": change_unexplained,
    "C07": net_assets_wrong,
    "C08": change_rates_differ,
    "D01": no_indicators,
    "D02": weights_short,
    "D05": cost_without_cost,
    "D09": no_results,
    "E01": above_full_mark,
    "E02": grade_too_low,
    "E04": full_marks,
    "E05": deduction_unexplained,
}
