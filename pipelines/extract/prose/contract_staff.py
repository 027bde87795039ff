"""Staff without posts that stand side by side in one sentence: 临聘人员5人、劳务派遣人员3人.

Belongs here: which of several such numbers is all of them. Does not belong here: which numbers count such people (staff_kinds),
parts that 其中 or a bracket names (staffing), wording (lexicon/staffing.toml).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from pipelines.extract.found import Found
from pipelines.extract.meaning import words
from pipelines.model.claims import StaffClaim
from pipelines.model.problem import Problem
from pipelines.model.quantity import Dimension

HEADS = re.compile(r"(\d+)\D*$")


def settle_contract(found: Found) -> None:
    """Keep the number that the others make up; where none is, all of them wait for a person, as their sum is not printed."""
    of_contract = [c for c in found.staff if (c.kind, c.basis) == ("contract", "actual")]
    for _, run in groupby(of_contract, key=lambda claim: (claim.sentence, claim.staff_scope)):
        told = list(run)
        if len(told) < 2:
            continue
        whole = _whole(told, found)
        for claim in told:
            if claim is not whole:
                found.staff.remove(claim)
                found.ignore(claim.spans[0], "staff_detail" if whole else "not_own_figure")
        if whole is None:
            found.problems.append(_without_sum(told))


def _whole(told: Sequence[StaffClaim], found: Found) -> StaffClaim | None:
    """The first number, if 其中 and those behind it make it up (聘用8人，其中临聘5人，派遣3人), or the last, if that says that it sums up
    those before it: 临聘5人、派遣3人、公益性岗位2人 are not 5 people and 3 + 2 of them."""
    first, last = told[0], told[-1]
    heads = [claim.headcount for claim in told]
    named = _left_out_between(first, last, found)
    if named and sum(named + heads[1:]) == first.headcount:
        return first
    sums_up = any(
        words("staffing", "basis", "sum").search(number.quote)
        for number in found.seen
        if last.spans[0].start <= number.span.start < last.spans[0].end
    )
    return last if sums_up and len(heads) > 2 and sum(heads[:-1]) == last.headcount else None


def _left_out_between(first: StaffClaim, last: StaffClaim, found: Found) -> list[int]:
    """The parts between two headcounts that 其中 named."""
    parts = {left.span for left in found.ignored if left.reason == "staff_detail"}
    between = [
        number.quote
        for number in found.seen
        if number.dimension is Dimension.PEOPLE
        and number.span in parts
        and first.spans[0].end <= number.span.start < last.spans[0].start
    ]
    return [int(heads[1]) for quote in between if (heads := HEADS.search(quote))]


def _without_sum(told: Sequence[StaffClaim]) -> Problem:
    listed = "、".join(f"{claim.headcount}人" for claim in told)
    return Problem(
        "not_own_figure",
        f"编外、临聘、劳务派遣等人员分别写了{listed}，没有写合计，未入库，请核对原文",
        f"several kinds of people without posts stand side by side ({listed}) and no sum of them is printed",
        told[0].spans[0],
    )
