"""Scores: the points and the grade that a report states for the whole.

Belongs here: choosing the one score per scorer, and refusing to choose. Does not belong here: where scores stand
(score_places), how they are worded (score_words, lexicon/grades.toml) and whether both fit (quality).

The first place that states a score decides; two different totals in it are a problem, not a value. Where a later place
differs, both are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from pipelines.extract.context import Reader
from pipelines.extract.indicators.score_clauses import Stated
from pipelines.extract.indicators.score_fields import LEAST_WHOLE
from pipelines.extract.indicators.score_givers import OTHER, is_of_another_unit, is_rating, rated_itself
from pipelines.extract.indicators.score_headings import is_below_another
from pipelines.extract.indicators.score_places import TOTAL_ROWS, points_of_conclusion, stated_places
from pipelines.extract.tables.headings_above import HeadingsAt
from pipelines.lexicon import load
from pipelines.model.claims import ScoreClaim, SectionClaim
from pipelines.model.document import Document, Span
from pipelines.model.problem import Outcome, Problem

_FULL = Decimal(100)
LONGEST_QUOTE = 1000
"""A quote of more characters proves nothing at a glance."""
LONGEST_BREAK = 12
_CUT = re.compile(r"\s*\n\s*[.．]\d")
_SCORERS = ("self", "finance_review", "key_evaluation", "audit")


def find_scores(
    document: Document,
    sections: Sequence[SectionClaim],
    whole: bool = False,
    year: int | None = None,
    names: tuple[str, ...] = (),
) -> Outcome[ScoreClaim]:
    """At most one score per scorer; a problem and no value where a report contradicts itself.

    ``whole``: the report is that of a whole department, so the score of one of its projects is not its own.
    ``year``: that of the report; what a clause tells of an earlier one is not its score. ``names``: its unit's.
    """
    claims: list[ScoreClaim] = []
    problems: list[Problem] = []
    headings, reader = HeadingsAt(document), Reader(year, names, "total" if whole else "project")
    found = [
        _beside_own(
            [_of_unit(said, names, headings, reader) for said in place if not _is_cut(document, said)]
        )
        for place in stated_places(document, sections)
    ]
    problems += _of_others(said for place in found for said in place)
    for scorer in _SCORERS:
        own = [[s for s in place if s.scorer == scorer and _is_own(s, whole, year)] for place in found]
        points = _first([s for s in place if s.points is not None] for place in own)
        grades = _first([s for s in place if s.grade is not None] for place in own)
        best = min((s.rank for s in points), default=0)
        points = [s for s in points if s.rank == best]
        if scorer == "self" and (higher := _of_indicators_alone(points, document, sections)):
            problems += higher
            points = []
        if grades and grades[0] in own[TOTAL_ROWS] and not _is_of(own[TOTAL_ROWS], points):
            grades = []  # of the total row of another form
        again = [s for place in own for s in place if s.points is not None]
        claim = _claim(scorer, points, again, grades, problems)
        if claim is not None:
            problems += _differing(claim, own[TOTAL_ROWS])
            claims.append(claim)
    if not any(c.total is not None for c in claims) and not any(
        p.kind.startswith("score_") for p in problems
    ):
        problems += _unread(document, sections)
    return Outcome(tuple(claims), tuple(problems))


def _of_unit(stated: Stated, names: tuple[str, ...], headings: HeadingsAt, reader: Reader) -> Stated:
    """Points and grades as those of another where the clause names another unit, or a heading above another unit or year."""
    is_other = is_of_another_unit(stated.clause, names) or is_below_another(stated, headings, reader)
    return replace(stated, scorer=OTHER) if is_other else stated


def _is_cut(document: Document, stated: Stated) -> bool:
    """Whether points go on in the next line: 自评总分95 | .40分."""
    behind = document.text[stated.span.end : stated.span.end + LONGEST_BREAK]
    return stated.points is not None and _CUT.match(behind) is not None


def _beside_own(place: list[Stated]) -> list[Stated]:
    """Beside points that the unit is said to have given itself, those of a rating (考核) are not its own."""
    if not any(s.scorer == "self" and s.points is not None and rated_itself(s.clause) for s in place):
        return place
    return [replace(s, scorer=OTHER) if s.scorer == "self" and is_rating(s.clause) else s for s in place]


def _of_others(stated: Iterable[Stated]) -> Iterator[Problem]:
    """Points and grades that others gave or got, each once."""
    told: set[tuple[Decimal | None, str | None]] = set()
    for said in stated:
        if said.scorer != OTHER or (said.points, said.grade) in told:
            continue
        told.add((said.points, said.grade))
        what = f"得分{said.points}" if said.points is not None else f"等级“{said.grade_raw}”"
        yield Problem(
            "not_own_figure",
            f"{what}：从上文看不是本单位自评的结果，未作为自评得分入库，请核对原文",
            f"{said.points if said.points is not None else said.grade_raw}: by the words before it not the unit's own rating; not stored",
            said.span,
        )


def _is_own(stated: Stated, whole: bool, year: int | None) -> bool:
    """Whether a score is of the report itself: not of one project of a department, not of an earlier year."""
    earlier = stated.of_year is not None and year is not None and stated.of_year < year
    return not earlier and not (whole and stated.of_project)


def _of_indicators_alone(
    points: Sequence[Stated], document: Document, sections: Sequence[SectionClaim]
) -> list[Problem]:
    """合计 | 90 | 88.9 is what the indicators have: no score of the whole where the conclusion prints more points that were not understood."""
    marks = {s.full_mark for s in points}
    if not points or any(mark is None or mark >= _FULL for mark in marks):
        return []
    most = max(s.points for s in points if s.points is not None)
    higher = (
        Problem(
            "score_contradicts",
            f"指标表合计得分为{most}分（满分不到100分），结论中另写有{told}分，不知道哪一个是总分，得分未入库，请核对原文",
            f"the indicator table adds up to {most} of less than 100 points, the conclusion also prints {told}; no score was stored",
            span,
        )
        for told, span in points_of_conclusion(document, sections)
        if most < told < _FULL and told not in marks
    )
    return list(higher)[:1]


def _unread(document: Document, sections: Sequence[SectionClaim]) -> list[Problem]:
    """本次自评扣3分，得97分 in the conclusion of a report without any score that was read: points of a whole, no full mark and no band."""
    text = document.text
    beside = load("grades")["score"]["no_total"]
    unread = (
        Problem(
            "score_unread",
            f"报告没有读出得分，而结论中写有{told}分，请核对是否为总得分",
            f"no score was read from the report, and its conclusion prints {told} points; it may be the score",
            span,
        )
        for told, span in points_of_conclusion(document, sections)
        if LEAST_WHOLE <= told <= _FULL
        and not re.search(beside["before"], text[max(0, span.start - LONGEST_BREAK) : span.start])
        and not re.match(beside["behind"], text[span.end : span.end + LONGEST_BREAK])
    )
    return list(unread)[:1]


def _first(places: Iterable[list[Stated]]) -> list[Stated]:
    return next((place for place in places if place), [])


def _is_of(rows: Iterable[Stated], points: Sequence[Stated]) -> bool:
    """Whether all total rows state the one number of points that was found, so that their grade is that of the same score."""
    said = {s.points for s in rows if s.points is not None}
    return len(said) == 1 and said == {s.points for s in points}


def _claim(
    scorer: str,
    points: Sequence[Stated],
    again: Sequence[Stated],
    grades: Sequence[Stated],
    problems: list[Problem],
) -> ScoreClaim | None:
    """The one total and the one grade; ``again``: every place that states points, for a quote that holds both."""
    totals = list(dict.fromkeys(s.points for s in points if s.points is not None))
    codes = list(dict.fromkeys(s.grade for s in grades if s.grade is not None))
    if len(totals) > 1:
        problems.append(_contradiction("score_contradicts", "得分", [f"{t}分" for t in totals], points))
    if len(codes) > 1:
        problems.append(_contradiction("grade_contradicts", "等级", codes, grades))
    if len(totals) == 1 and _is_off_scale(totals[0], points):
        problems.append(_off_scale(points[0]))
        totals = []
    points = points[:1] if len(totals) == 1 else ()
    grades = list(grades) if len(codes) == 1 else []
    if points and grades:
        points, grades = _side_by_side([s for s in again if s.points == points[0].points], grades)
    else:
        grades = grades[:1]
    if not points and not grades:
        return None
    if points and grades and _length(points[0], grades[0]) > LONGEST_QUOTE:
        problems.append(_apart(grades[0]))
        grades = []
    spans = [s.span for s in (*points, *grades)]
    return ScoreClaim(
        scorer=scorer,
        total=points[0].points if points else None,
        full_mark=next((s.full_mark for s in points if s.full_mark is not None), None),
        grade_raw=grades[0].grade_raw if grades else None,
        grade=grades[0].grade if grades else None,
        span=Span(min(s.start for s in spans), max(s.end for s in spans)),
    )


def _is_off_scale(total: Decimal, points: Sequence[Stated]) -> bool:
    """Whether no whole has these points, and no full mark beside them says of what they are: 0.95, 9.5, 955; or that mark is
    of a part: 19 of 20."""
    said = load("grades")["score"]
    if any(s.full_mark is not None and s.full_mark < LEAST_WHOLE for s in points):
        return True
    return not said["lowest"] <= total <= said["highest"] and all(s.full_mark is None for s in points)


def _off_scale(stated: Stated) -> Problem:
    return Problem(
        "score_off_scale",
        f"得分{stated.points}分：没有写明满分或满分不到60分，不像百分制的总分，可能是一部分的得分、别的分制或误写，未入库，请核对原文",
        f"{stated.points} points without a full mark of a whole beside them: of a part, of another scale or misprinted; not stored",
        stated.span,
    )


def _side_by_side(points: Sequence[Stated], grades: Sequence[Stated]) -> tuple[list[Stated], list[Stated]]:
    """Of several places with the same points and grade, the two that stand nearest to each other; the first of equals."""
    point, grade = min(product(points, grades), key=lambda pair: _length(*pair))
    return [point], [grade]


def _length(one: Stated, other: Stated) -> int:
    return max(one.span.end, other.span.end) - min(one.span.start, other.span.start)


def _apart(grade: Stated) -> Problem:
    return Problem(
        "grade_apart",
        f"等级“{grade.grade_raw}”与得分相隔太远，一段引文不能同时容纳，等级未入库，请核对原文",
        f"the grade {grade.grade_raw} stands too far from the points for one quote to hold both; it was not stored",
        grade.span,
    )


def _differing(claim: ScoreClaim, rows: Sequence[Stated]) -> Iterator[Problem]:
    """The total row of the report's indicators states other points than its conclusion."""
    for total in [row for row in rows if row.points is not None][:1]:
        if claim.total is not None and total.full_mark == _FULL and total.points != claim.total:
            yield Problem(
                "score_differs_from_table",
                f"报告所写得分为{claim.total}分，指标表合计得分为{total.points}分，两者不一致，入库的是前者，请核对",
                f"the report states {claim.total} points, its indicator table adds up to {total.points}; the former was stored",
                total.span,
            )


def _contradiction(kind: str, what: str, values: Sequence[str], places: Sequence[Stated]) -> Problem:
    listed = "、".join(values)
    return Problem(
        kind,
        f"报告写有不同的{what}（{listed}），未采用，请核对原文",
        f"the report states different values ({listed}); none was taken",
        places[0].span,
    )
