"""Headcounts that one paragraph or table gives twice: 退休 | 行政 | 5 above 退休 | 事业 | 10 are parts that were not read.

Belongs here: counts of one figure beside one another. Does not belong here: what the words of a count say (prose.staffing,
tables.staff), amounts of money (tables.doubtful), counts that another paragraph contradicts (rules).
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pipelines.extract.found import Found
from pipelines.model.claims import StaffClaim
from pipelines.model.document import Document
from pipelines.model.problem import Problem

REASON = "not_own_figure"


def leave_counted_twice(document: Document, found: Found) -> None:
    """Take such counts back, and tell a person once."""
    ends = [match.start() for match in re.finditer("\n", document.text)]
    figures = [_figure(claim, ends) for claim in found.staff]
    told: dict[tuple[object, ...], set[int]] = {}
    for figure, claim in zip(figures, found.staff, strict=True):
        told.setdefault(figure, set()).add(claim.headcount)
    twice = [claim for figure, claim in zip(figures, found.staff, strict=True) if len(told[figure]) > 1]
    if not twice:
        return
    for claim in twice:
        found.staff.remove(claim)
        found.ignore(claim.spans[0], REASON)
    counts = "、".join(str(claim.headcount) for claim in twice)
    found.problems.append(
        Problem(
            REASON,
            f"同一段或同一表里同一类人员有不同的人数（{counts}），各是哪一部分的没有读出，未入库，请核对原文",
            f"one paragraph or table counts people of one kind several times ({counts}); what tells them apart was not read",
            twice[0].spans[0],
        )
    )


def _figure(claim: StaffClaim, ends: list[int]) -> tuple[object, ...]:
    """What is counted, and where: the table, or the paragraph. ``ends``: where lines end."""
    place = claim.sentence if claim.sentence < 0 else bisect_right(ends, claim.spans[0].start)
    return claim.sentence < 0, place, claim.staff_scope, claim.kind, claim.basis, claim.as_of
