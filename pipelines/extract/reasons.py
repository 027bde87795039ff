"""Reasons: why a number that nobody has claimed is no figure of the department.

Belongs here: naming the reason of a number by the words of its clause, else by the section in which it stands. Does not
belong here: the reasons (lexicon/accounting.toml), numbers that other extractors leave out themselves.

A number whose clause names money of the department (项目支出预算150万元) is never left out here: it is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from pipelines.extract.found import Found, SeenNumber
from pipelines.extract.meaning import YEAR, terms, understand, words
from pipelines.extract.prose.sentences import Sentence
from pipelines.lexicon import load
from pipelines.model.quantity import Dimension


@dataclass(frozen=True, slots=True)
class _Reason:
    """A row of the lexicon. ``of_staff``: it holds for people of the unit as well (工勤人员5人).

    ``of_rates``: it holds for rates of money as well (运转类项目 | 预算执行率 | 93.84%).
    """

    code: str
    dimensions: frozenset[str]
    words: re.Pattern[str] | None
    sections: frozenset[str]
    of_staff: bool
    of_rates: bool

    def holds(self, number: SeenNumber) -> bool:
        if number.dimension not in self.dimensions:
            return False
        if self.words is not None:
            return self.words.search(number.quote) is not None
        return number.section in self.sections


def apply_reasons(
    found: Found, names: tuple[str, ...], whole: str = "total", year: int | None = None
) -> None:
    """Leave out what stands where no figure of the department is stated, each number with its reason.

    ``year``: that of the report, before which a score is not its own.
    """
    for number in found.unexplained():
        if _is_score_of_earlier_year(number, year):
            found.ignore(number.span, "other_year")
            continue
        if names_money_of_the_department(number, names) or names_total_score(number):
            continue
        of_money = (
            number.dimension is Dimension.PERCENT
            and words("accounting", "never", "money_rate").search(number.quote) is not None
        )
        if (
            whole == "project"
            and number.dimension is Dimension.MONEY
            and words("accounting", "never", "of_project").search(number.quote)
        ):
            continue
        staff = names_staff(number)
        of_a_task = names_a_task(number)
        fitting = (
            reason
            for reason in _reasons()
            if reason.holds(number)
            and (reason.of_staff or not staff)
            and (reason.of_rates or not of_money)
            and not (of_a_task and reason.words is not None)
        )
        reason = next((reason.code for reason in fitting), None)
        if reason is not None:
            found.ignore(number.span, reason)


def leave_points_of_indicators(told: Iterable[Sentence], found: Found) -> None:
    """分值10分，自评得分10分: points right behind the weight of one indicator are its own, and no score of the report."""
    for sentence in told:
        for weight, points in pairwise(sentence.numbers):
            if not (_WEIGHT.search(weight.clause) and _POINTS.fullmatch(points.clause)):
                continue
            full, own = weight.number.quantity, points.number.quantity
            if full is None or own is None or not full.dimension is own.dimension is Dimension.SCORE:
                continue
            span = sentence.number_span(points)
            if full.value < _WHOLE and span not in found.claimed:
                found.ignore(span, "item_score")


def names_money_of_the_department(number: SeenNumber, names: tuple[str, ...]) -> bool:
    """Whether the clause of an amount names a category, so that leaving it out would hide a figure."""
    if number.dimension is not Dimension.MONEY:
        return False
    said = understand(_AMOUNT.sub("", number.quote), names)
    return said.category is not None and (
        not said.residue or words("accounting", "never", "category").search(number.quote) is not None
    )


def names_a_task(number: SeenNumber) -> bool:
    """Whether an amount is called after a task (殡葬改革工作经费90万元), so that no word in it makes it a result."""
    return (
        number.dimension is Dimension.MONEY
        and words("accounting", "never", "project_name").search(number.quote) is not None
    )


def _is_score_of_earlier_year(number: SeenNumber, year: int | None) -> bool:
    """2021年我局自评得分为93.6分 in the report of 2022."""
    if number.dimension is not Dimension.SCORE or year is None:
        return False
    said = [int(found[1]) for found in YEAR.finditer(number.quote)]
    return bool(said) and max(said) < year


def names_total_score(number: SeenNumber) -> bool:
    """Whether points are said to be the score of the whole report: that nobody has claimed them is a problem."""
    return (
        number.dimension is Dimension.SCORE
        and words("accounting", "never", "total_score").search(number.quote) is not None
    )


def names_staff(number: SeenNumber) -> bool:
    """Whether the clause of a headcount says 编制, 在职, 退休 …: then no reason about other people may explain it."""
    if number.dimension is not Dimension.PEOPLE:
        return False
    return any(term.pattern.search(number.quote) for term in terms("staffing", "kind"))


_WEIGHT = re.compile(r"(?:分值|权重)(?:为|:)?$")
_POINTS = re.compile(r"(?:自评|实际|评价)?得分(?:为|:)?")
_WHOLE = 100
_AMOUNT = re.compile(r"-?[\d.,]+[万亿千]?[元圆]$")


@cache
def reason_words(code: str) -> re.Pattern[str]:
    """The words of a clause that give this reason."""
    return re.compile(
        "|".join(w for row in load("accounting")["by_words"] if row["code"] == code for w in row["words"])
    )


@cache
def _reasons() -> tuple[_Reason, ...]:
    accounting = load("accounting")
    return tuple(_read(accounting["by_words"])) + tuple(_read(accounting["reason"]))


def _read(rows: Iterable[dict[str, Any]]) -> Iterable[_Reason]:
    for row in rows:
        said = re.compile("|".join(row["words"])) if "words" in row else None
        yield _Reason(
            str(row["code"]),
            frozenset(row["dimensions"]),
            said,
            frozenset(row.get("codes", ())),
            bool(row.get("of_staff")),
            bool(row.get("of_rates")),
        )
