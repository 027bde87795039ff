"""Score points: the numbers of points in a sentence.

Belongs here: which numbers are points of the whole, and of how many. Does not belong here: whose they are
(score_clauses, score_givers), grades (score_grades), which of several scores holds (scores).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipelines.extract.indicators.score_clauses import (
    CLAUSE_END,
    LOOK_BACK,
    Stated,
    clause_before,
    is_of_project,
    score_patterns,
    scorer_of,
    year_before,
    year_behind,
    year_of,
)
from pipelines.extract.indicators.score_grades import grades_in
from pipelines.lexicon import load
from pipelines.model.document import Span
from pipelines.model.flow import Flow

_OF_HUNDRED = "百分制"
"""满分90分，实得85.5分，折合百分制为95分: the points are no longer of the full mark in the sentence."""

FULL = Decimal(100)

_TOLD = re.compile(r"(?<![\d.])(?P<points>\d{2,3}(?:\.\d+)?)分")


def points_in(part: Flow) -> list[Stated]:
    """The points of a sentence. 总分100分 is the full mark, unless a grade and no other number of points go with it."""
    if "分" not in part.text:
        return []
    full = [found for pattern in score_patterns("full_mark") for found in pattern.finditer(part.text)]
    full = [found for found in full if not _is_of_a_part(part.text, found)]
    stated = list(
        _stated(part, Decimal(full[0]["points"]) if full else None, {found.start("points") for found in full})
    )
    if not stated and full and next(grades_in(part), None) is not None:
        return [said for said in _stated(part, None, set()) if said.rank == 0]
    return stated or list(_summed(part, full))


def told_points(flow: Flow) -> Iterator[tuple[Decimal, Span]]:
    """Every number of points that a paragraph prints and that is no bound, whatever it is of; none of an earlier year's."""
    folded = flow.folded()
    for found in _TOLD.finditer(folded.text):
        if (
            _ends(folded.text, found.end("points"))
            and year_of(clause_before(folded.text, found.start())) is None
        ):
            yield Decimal(found["points"]), Span(*folded.raw(*found.span()))


def _stated(part: Flow, full_mark: Decimal | None, taken: set[int]) -> Iterator[Stated]:
    for rank, group in enumerate(("overall", "self", "total")):
        for pattern in score_patterns(group):
            for found in pattern.finditer(part.text):
                start, end = found.span("points")
                if start in taken or not _ends(part.text, end):
                    continue
                opens = found.start() + bool(CLAUSE_END.match(found.group()))
                before = clause_before(part.text, opens) + part.text[opens:start]
                if any(map(before.__contains__, load("grades")["score"]["not_overall"])):
                    continue
                if score_patterns("of_below")[0].match(before):
                    continue
                if _is_after_review(part.text, opens, start):
                    continue
                if _is_of_a_measure(part.text, opens, found):
                    continue
                taken.add(start)
                end += part.text[end : end + 1] == "分"
                yield Stated(
                    scorer_of(before),
                    Decimal(found["points"]),
                    None if _OF_HUNDRED in found.group() else full_mark,
                    None,
                    None,
                    rank,
                    Span(*part.raw(found.start(), end)),
                    is_of_project(before, part.text[:start]),
                    year_of(before) or year_before(part.text[:start]) or year_behind(part.text, end),
                    before,
                )


def _summed(part: Flow, full: Sequence[re.Match[str]]) -> Iterator[Stated]:
    """投入12分、过程28分、产出30分、效果26分，合计96分: the sum of the parts before it, where they make it up."""
    text = part.text
    [total], [parts], [others], [of_points] = (
        score_patterns(group) for group in ("sum", "sum_parts", "sum_not", "sum_of_points")
    )
    for found in total.finditer(text):
        place = found.span("points" if found["points"] else "result")
        said, points = text[: place[0]], Decimal(text[slice(*place)])
        rated = points < FULL and score_patterns("sum_then_grade")[0].match(text, place[1])
        if others.search(said) or not (rated or of_points.search(said)) or not _ends(text, place[1]):
            continue
        told = [Decimal(one.group()) for one in parts.finditer(said)]
        if len(told) < 2 or sum(told, Decimal(0)) != points or points < load("grades")["score"]["sum_least"]:
            continue
        mark = Decimal(full[0]["points"]) if full else None
        span = Span(*part.raw(found.start(), place[1] + 1))
        yield Stated(
            scorer_of(said), points, mark, None, None, 2, span, is_of_project("", said), year_of(said)
        )


def _is_of_a_part(text: str, full: re.Match[str]) -> bool:
    """自评得分93.48分，其中履职效能47.5分（满分50分）: a full mark of less than the points that the parts behind 其中 make up."""
    divided = score_patterns("divided")[0].search(text, 0, full.start())
    return divided is not None and Decimal(full["points"]) < Decimal(divided["points"])


def _is_of_a_measure(text: str, opens: int, found: re.Match[str]) -> bool:
    """投入指标15分，自评15分: points of one part, or behind a rate those of an indicator; behind the rate of all money, and behind
    fewer points of a part (满意度指标得8.9分，自评总得分98.5分), so many as only a whole has are the whole's."""
    points = Decimal(found["points"])
    may_be_whole = points >= load("grades")["score"]["sum_least"]
    part = score_patterns("of_part")[0].search(text, max(0, opens - LOOK_BACK), opens)
    if part is not None:
        return not (may_be_whole and part["points"] and _sums_up_parts(text[:opens], part["points"], found))

    def stands(key: str) -> bool:
        return score_patterns(key)[0].search(text, max(0, opens - LOOK_BACK), opens) is not None

    return stands("of_rate") and not (may_be_whole and stands("of_whole_rate"))


def _sums_up_parts(told: str, part: str, found: re.Match[str]) -> bool:
    """Whether points behind those of a part are surely of the whole: 总得分 above them, or any that all the parts told make up, or that
    all that was taken off (资产管理扣2分，采购执行扣3分) makes 100."""
    points = Decimal(found["points"])
    if any(
        score_patterns(key)[0].search(text)
        for key, text in (("of_all_parts", found.group()), ("added_up", told))
    ):
        return Decimal(part) < points
    lost = [Decimal(one["points"]) for one in score_patterns("lost")[0].finditer(told)]
    if lost:
        return sum(lost, points) == FULL
    got = [Decimal(one.group()) for one in score_patterns("sum_parts")[0].finditer(told)]
    return bool(score_patterns("was_got")[0].search(found.group())) and sum(got, Decimal(0)) == points


def _is_after_review(text: str, opens: int, start: int) -> bool:
    """自评98分，财政复评95分，最终得分95分: the last points are those of the review."""
    is_last = score_patterns("of_review")[0].search(text[opens:start]) is not None
    return is_last and score_patterns("reviewed")[0].search(text[:opens]) is not None


def _ends(text: str, end: int) -> bool:
    """Whether the number ends here, and as points: no digit, percent, other unit or bound behind it."""
    return not any(pattern.match(text, end) for pattern in score_patterns("not_after"))
