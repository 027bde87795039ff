"""Score grades: the words of grades in a sentence.

Belongs here: 等级为优 and the box that is ticked among several. Does not belong here: whose they are (score_clauses),
points (score_points), grades that a form offers in cells of their own (grade_choices).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipelines.extract.indicators.score_clauses import (
    LOOK_BACK,
    Stated,
    clause_before,
    is_of_project,
    score_patterns,
    scorer_of,
    year_before,
    year_of,
)
from pipelines.lexicon import load
from pipelines.model.document import Span
from pipelines.model.flow import Flow

_OF_GRADES = frozenset({"满分", "指标", "扣分", "权重", "预算执行", "执行率", "产出", "效益", "满意度"})
"""Words of the clause of points that say nothing of whose they are where a grade follows: 按指标评分，自评得分98分."""

_CLOSING = {"“": "”", '"': '"', "(": ")", "‘": "’", "「": "」"}
_SCALE = re.compile(r"\([^()]*为(?:优|良|中|差)[^()]*\)")
_BEHIND_POINTS = re.compile(r".*\d(?:\.\d+)?分?(?!年)(?=[\u4e00-\u9fff])")
"""自评得分 | 95 | 财政评价等级: the cells before a grade's own title."""
_POINTS = re.compile(r"\d分")


def grades_in(part: Flow) -> Iterator[Stated]:
    """The grades that a sentence states, none of a scale or of a band of points."""
    text = _SCALE.sub(lambda scale: "," * len(scale.group()), part.text)
    for pattern in _grade_patterns():
        for found in pattern.finditer(text):
            if _of_a_band().search(text, max(0, found.start() - LOOK_BACK), found.start()):
                continue
            word = found["grade"]
            before = _BEHIND_POINTS.sub("", clause_before(text, found.start()))
            lead = text[max(0, found.start() - LOOK_BACK) : found.start("grade")]
            if _is_of_another(text[: found.start("grade")]) or _is_told_of_another(before):
                continue
            points = score_patterns("points_before")[0].search(lead)
            span = Span(*part.raw(found.start(), _behind_quotation(text, found)))
            code, told = grade_words()[word], text[text.rfind(";", 0, found.start()) + 1 : found.start()]
            year = year_of(told) if points is None else year_of(before) or year_before(told)
            of_project = is_of_project(points["clause"] if points is not None else before, "")
            scorer = scorer_of(before)
            if scorer == "self" and points is not None and "自评" not in before:
                scorer = scorer_of(points["clause"])  # 第三方评价得分92分，评价等级为优
            clause = points["clause"] if points is not None else before
            yield Stated(scorer, None, None, word, code, 0, span, of_project, of_year=year, clause=clause)


def ticked_in(part: Flow) -> Iterator[Stated]:
    """□优 ☑良 □中 □差, 优□ 良☑ 中□ 差□, 优(√)良( )中( )差( ): the grade that is ticked, where exactly one is."""
    boxes = load("grades")["boxes"]
    first, last, bracketed = ([*pattern.finditer(part.text)] for pattern in _box_patterns())
    for found, ticks in ((_one_side(first, last), boxes["checked"]), (bracketed, boxes["mark"])):
        ticked = [box for box in found if box["box"] and box["box"] in ticks]
        if len(ticked) == 1 and len({grade_words()[box["grade"]] for box in found}) > 1:
            word, span = ticked[0]["grade"], Span(*part.raw(*ticked[0].span()))
            yield Stated(scorer_of(part.text[:LOOK_BACK]), None, None, word, grade_words()[word], 0, span)


def _is_told_of_another(before: str) -> bool:
    """Whether the clause of a grade says that it is not the whole's of this year: 上年自评等级为良."""
    return any(word in before for word in load("grades")["score"]["not_overall"] if word not in _OF_GRADES)


def _is_of_another(text: str) -> bool:
    """Whether the points right before a grade are none of the whole: 低保项目自评得分98分，等级为优."""
    points = score_patterns("points_before")[0].search(text)
    if points is None:
        return False
    divided = score_patterns("divided")[0].search(text, 0, points.end("clause"))
    clause = points["clause"]
    if divided is not None and len(_POINTS.findall(text, divided.end())) > 1:
        return False  # 得分96.31分，其中执行情况得19.71分，管理情况得18.5分，绩效评定级别为优秀
    if divided is not None and is_of_project(clause, ""):
        return True  # 得分95分，其中低保项目得分88分，等级为良
    return (
        any(word in clause for word in load("grades")["score"]["not_overall"] if word not in _OF_GRADES)
        or score_patterns("of_below")[0].match(clause) is not None
    )


def _behind_quotation(text: str, found: re.Match[str]) -> int:
    """The end of a grade's quote: 等级为“优秀”, both marks or none."""
    end = found.end()
    mark = _CLOSING.get(text[found.start("grade") - 1 : found.start("grade")], "")
    return end + 1 if mark and text.startswith(mark, end) else end


def _one_side(first: list[re.Match[str]], last: list[re.Match[str]]) -> list[re.Match[str]]:
    """Boxes before their grades or behind them, by what opens and what closes the row; none where it opens and closes alike."""
    if not first or not last:
        return first or last
    opens = first[0].start() < last[0].start()
    closes = first[-1].end() > last[-1].end()
    return [] if opens is not closes else first if opens else last


@cache
def grade_words() -> dict[str, str]:
    """The grade words of the lexicon with their codes."""
    return {word: row["code"] for row in load("grades")["grade"] for word in row["says"]}


@cache
def _grade_patterns() -> tuple[re.Pattern[str], ...]:
    stated = load("grades")["stated"]
    words = "|".join(sorted(grade_words(), key=len, reverse=True))
    # atomic by hand: after 优 neither 秀 (then 优秀 would have matched) nor what makes it another word
    grade = f"(?:{words})(?!{'|'.join((*stated['not_before'], '秀', '好', '等级'))})"
    word = f"(?:{words})"  # with what the pattern itself says behind it: 优秀等级
    patterns = (said.replace("{grade}", grade).replace("{word}", word) for said in stated["patterns"])
    return tuple(re.compile(pattern) for pattern in patterns)


@cache
def _of_a_band() -> re.Pattern[str]:
    return re.compile(load("grades")["stated"]["of_a_band"])


@cache
def _box_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A box before its grade, one behind it, a mark in brackets behind it."""
    boxes = load("grades")["boxes"]
    words = "|".join(sorted(grade_words(), key=len, reverse=True))
    box = f"(?P<box>[{boxes['checked']}{boxes['unchecked']}])"
    return (
        re.compile(f"{box}(?P<grade>{words})"),
        re.compile(f"(?P<grade>{words}){box}"),
        re.compile(f"(?P<grade>{words})\\((?P<box>[{boxes['mark']}]?)\\)"),
    )
