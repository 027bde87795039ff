"""Headcounts that one sentence or table gives twice: 退休 | 行政 | 5 above 退休 | 事业 | 10 are parts that were not read.

Belongs here: counts of one figure beside one another. Does not belong here: what the words of a count say (prose.staffing,
tables.staff), amounts of money (tables.doubtful), counts that another sentence contradicts (rules).
"""

from __future__ import annotations

from pipelines.extract.found import Found
from pipelines.model.claims import StaffClaim
from pipelines.model.problem import Problem

REASON = "not_own_figure"


def leave_counted_twice(found: Found) -> None:
    """Take such counts back, and tell a person once."""
    told: dict[tuple[object, ...], set[int]] = {}
    for claim in found.staff:
        told.setdefault(_figure(claim), set()).add(claim.headcount)
    twice = [claim for claim in found.staff if len(told[_figure(claim)]) > 1]
    if not twice:
        return
    for claim in twice:
        found.staff.remove(claim)
        found.ignore(claim.spans[0], REASON)
    counts = "、".join(str(claim.headcount) for claim in twice)
    found.problems.append(
        Problem(
            REASON,
            f"同一句或同一表里同一类人员有不同的人数（{counts}），各是哪一部分的没有读出，未入库，请核对原文",
            f"one sentence or table counts people of one kind several times ({counts}); what tells them apart was not read",
            twice[0].spans[0],
        )
    )


def _figure(claim: StaffClaim) -> tuple[object, ...]:
    return claim.sentence, claim.staff_scope, claim.kind, claim.basis, claim.as_of
