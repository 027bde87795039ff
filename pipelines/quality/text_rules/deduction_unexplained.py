"""E05: points were deducted and the report does not say for what.

Belongs here: adding up the deductions that a report explains. Does not belong here: whether they are right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText
from pipelines.quality.text_rules.parameters import takes
from pipelines.quality.text_rules.score_parts import bare_parts, parts_printed, told_parts
from pipelines.quality.wording import plain


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("doc_words")["deduction"]
    return re.compile("|".join(words["says"])), re.compile("|".join(words["conditional"]))


@takes(parts=list, tolerance=str, apart=str)
def deduction_unexplained(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: total, full_mark, fact of the self score; lost_by_items, apart, in points and weighted what the scores of
    the items add up to, no_weights (no row prints its weight), rate_lost (what the
    execution rate cost of its points), unread (a table of scores ran together).

    Explained is what the indicators' own scores lost, or what sentences of the given ``parts`` say was deducted (scoring
    rules such as 每低一点扣1分 do not count), or part scores, of a table or told in words, that add up to the total. Where
    points stand apart from the indicators (the budget execution rate's 10), as much as these may be lost there; where no row
    prints its weight, at most ``apart`` points of the total may stand there.
    """
    lost = [row for row in rows if row["total"] < row["full_mark"]]
    if not lost:
        yield not_evaluable("no_deduction")
        return
    said, tolerance = sum(_stated(report, params["parts"]), Decimal(0)), Decimal(params["tolerance"])
    for row in lost:
        deduction, items = row["full_mark"] - row["total"], row["lost_by_items"]
        if row["total"] in (told_parts(report, row["full_mark"]), row["points"], row["weighted"]):
            yield passed()
            continue
        if row["no_weights"] and row["points"] is not None and _is_rest(row, Decimal(params["apart"])):
            yield passed()
            continue
        explains = (items, said, items + said, items + (row["rate_lost"] or 0))
        told = any(abs(deduction - explained) <= tolerance for explained in explains)
        if told or (items - tolerance <= deduction <= items + row["apart"] + tolerance and row["apart"] > 0):
            yield passed()
            continue
        if row["points"] is None and not items + said and (row["unread"] or parts_printed(report)):
            yield not_evaluable("scores_unread")
            continue
        if bare_parts(report, row["total"]):
            yield passed()
            continue
        values = {
            "observed": deduction,
            "expected": max(items, said),
            "told": _told(max(items, said)),
            "full": row["full_mark"],
            "total": row["total"],
        }
        yield Case(Outcome.FAIL, values=values, facts=(row["fact"],))


def _is_rest(row: Mapping[str, Any], most: Decimal) -> bool:
    """Whether what the rows leave of the total is no more than may stand apart from them."""
    return bool(0 <= row["total"] - row["points"] <= most)


def _told(explained: Decimal) -> str:
    words: dict[str, str] = load("doc_words")["deduction"]
    return words["told_part"].format(explained=plain(explained)) if explained else words["told_none"]


def _stated(report: ReportText, parts: Sequence[str]) -> Iterator[Decimal]:
    says, conditional = _words()
    for section in report.of_parts(*parts):
        # most sections deduct nothing: no clause has to be cut out
        if not says.search(section.reading.folded):
            continue
        for clause in re.finditer(
            r"[^。;!?！？,，]+(?:[,，][^。;!?！？,，]*扣[^。;!?！？,，]*)?", section.reading.folded
        ):
            stated = [Decimal(match.group(1)) for match in says.finditer(clause.group())]
            if stated and not conditional.search(clause.group()):
                yield from stated
