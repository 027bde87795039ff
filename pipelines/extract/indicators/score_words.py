"""Score words: points and grades in a sentence or a field of a form.

Belongs here: matching the patterns of lexicon/grades.toml, and telling results from rules about scoring. Does not
belong here: which of several scores holds (scores).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from pipelines.extract.indicators.score_givers import OTHER, is_by_nobody, is_by_others
from pipelines.lexicon import load
from pipelines.model.document import Span
from pipelines.model.flow import Flow

LOOK_BACK = 60
"""So many characters before a number may say whose it is."""

SPEAKS = re.compile(r"分|等|评|优|良|差|合格")
"""What any sentence with points or a grade holds; most sentences need no closer look."""

_OF_HUNDRED = "百分制"
"""满分90分，实得85.5分，折合百分制为95分: the points are no longer of the full mark in the sentence."""

_OF_GRADES = frozenset({"满分", "指标", "扣分", "权重", "预算执行", "执行率", "产出", "效益", "满意度"})
"""Words of the clause of points that say nothing of whose they are where a grade follows: 按指标评分，自评得分98分."""

_CLOSING = {"“": "”", '"': '"', "(": ")", "‘": "’", "「": "」"}
_SENTENCE = re.compile(r"[^。！!]+")
_CLAUSE_END = re.compile(r"[,，;；。:：]")
_SCALE = re.compile(r"\([^()]*为(?:优|良|中|差)[^()]*\)")
_POINTS = re.compile(r"\d分")
_TOLD = re.compile(r"(?<![\d.])(?P<points>\d{2,3}(?:\.\d+)?)分")
_TITLE = re.compile(r"《[^《》]*》")


@dataclass(frozen=True, slots=True)
class Stated:
    """Points or a grade of a scorer. ``rank`` 0 is an overall score (总得分), 1 another wording, 2 a bare 总分.

    ``of_project``: the words before it name a project. ``of_year``: the year that they name (2021年我局自评得分).
    ``clause``: the words before points that nobody but the unit is said to have given.
    """

    scorer: str
    points: Decimal | None
    full_mark: Decimal | None
    grade_raw: str | None
    grade: str | None
    rank: int
    span: Span
    of_project: bool = False
    of_year: int | None = None
    clause: str = ""


def read_sentence(flow: Flow) -> Iterator[Stated]:
    """The points and grades that a paragraph states."""
    folded = flow.folded()
    if SPEAKS.search(folded.text) is not None:
        for stated in _stated_in(folded.text):
            yield replace(stated, span=Span(*folded.raw(*stated.span)))


@lru_cache(maxsize=4096)
def _stated_in(text: str) -> tuple[Stated, ...]:
    """What a folded paragraph states, by places in its text: reports share most of their sentences."""
    told: list[Stated] = []
    folded = Flow.alone(text)
    for sentence in _SENTENCE.finditer(text):
        part = folded.part(*sentence.span())
        if not any(pattern.search(part.text) for pattern in score_patterns("rules")):
            stated = (*_points(part), *_grades(part), *_boxed(part))
            told += (_within(_given(said, before := text[: said.span.start]), before) for said in stated)
    return tuple(told)


def _given(stated: Stated, told: str) -> Stated:
    """Points and grades with another scorer where the words before them say that others gave them."""
    said = told + stated.clause
    is_others = stated.scorer == "self" and "自评" not in stated.clause
    is_others = is_others and (is_by_others(said) or is_by_nobody(stated.clause, said))
    return replace(stated, scorer=OTHER) if is_others else stated


def names_the_whole(flow: Flow) -> bool:
    """Whether a paragraph tells of the result of the whole: 县水利局2023年度部门整体支出绩效自评得分92分，等级为优。"""
    return score_patterns("of_the_whole")[0].search(flow.folded().text) is not None


def closes_a_form(flow: Flow) -> bool:
    """Whether a line opens with the result, as the last line of a form does: 自评得分:97分 等级:优秀."""
    return score_patterns("closing_line")[0].match(flow.folded().text) is not None


def _points(part: Flow) -> list[Stated]:
    """The points of a sentence. 总分100分 is the full mark, unless a grade and no other number of points go with it."""
    if "分" not in part.text:
        return []
    full = [found for pattern in score_patterns("full_mark") for found in pattern.finditer(part.text)]
    full = [found for found in full if not _is_of_a_part(part.text, found)]
    stated = list(
        _stated(part, Decimal(full[0]["points"]) if full else None, {found.start("points") for found in full})
    )
    if not stated and full and next(_grades(part), None) is not None:
        return [said for said in _stated(part, None, set()) if said.rank == 0]
    return stated or list(_summed(part, full))


def _is_of_a_part(text: str, full: re.Match[str]) -> bool:
    """自评得分93.48分，其中履职效能47.5分（满分50分）: a full mark of less than the points that the parts behind 其中 make up."""
    divided = score_patterns("divided")[0].search(text, 0, full.start())
    return divided is not None and Decimal(full["points"]) < Decimal(divided["points"])


def _summed(part: Flow, full: Sequence[re.Match[str]]) -> Iterator[Stated]:
    """投入12分、过程28分、产出30分、效果26分，合计96分: the sum of the parts before it, where they make it up."""
    text = part.text
    [total], [parts], [others], [of_points] = (
        score_patterns(group) for group in ("sum", "sum_parts", "sum_not", "sum_of_points")
    )
    for found in total.finditer(text):
        place = found.span("points" if found["points"] else "result")
        said, points = text[: place[0]], Decimal(text[slice(*place)])
        if others.search(said) or not of_points.search(said) or not _ends(text, place[1]):
            continue
        told = [Decimal(one.group()) for one in parts.finditer(said)]
        if len(told) < 2 or sum(told, Decimal(0)) != points or points < load("grades")["score"]["sum_least"]:
            continue
        mark = Decimal(full[0]["points"]) if full else None
        span = Span(*part.raw(found.start(), place[1] + 1))
        yield Stated(
            scorer_of(said), points, mark, None, None, 2, span, _is_of_project("", said), _year_of(said)
        )


def _stated(part: Flow, full_mark: Decimal | None, taken: set[int]) -> Iterator[Stated]:
    for rank, group in enumerate(("overall", "self", "total")):
        for pattern in score_patterns(group):
            for found in pattern.finditer(part.text):
                start, end = found.span("points")
                if start in taken or not _ends(part.text, end):
                    continue
                opens = found.start() + bool(_CLAUSE_END.match(found.group()))
                before = _clause_before(part.text, opens) + part.text[opens:start]
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
                    _is_of_project(before, part.text[:start]),
                    _year_of(before) or _year_before(part.text[:start]) or _year_behind(part.text, end),
                    before,
                )


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
    """Whether points behind those of a part are surely of the whole: 总得分 above them, or any that all the parts told make up."""
    points = Decimal(found["points"])
    if score_patterns("of_all_parts")[0].search(found.group()):
        return Decimal(part) < points
    got = [Decimal(one.group()) for one in score_patterns("sum_parts")[0].finditer(told)]
    return bool(score_patterns("was_got")[0].search(found.group())) and sum(got, Decimal(0)) == points


def told_points(flow: Flow) -> Iterator[tuple[Decimal, Span]]:
    """Every number of points that a paragraph prints and that is no bound, whatever it is of; none of an earlier year's."""
    folded = flow.folded()
    for found in _TOLD.finditer(folded.text):
        if (
            _ends(folded.text, found.end("points"))
            and _year_of(_clause_before(folded.text, found.start())) is None
        ):
            yield Decimal(found["points"]), Span(*folded.raw(*found.span()))


def _is_after_review(text: str, opens: int, start: int) -> bool:
    """自评98分，财政复评95分，最终得分95分: the last points are those of the review."""
    is_last = score_patterns("of_review")[0].search(text[opens:start]) is not None
    return is_last and score_patterns("reviewed")[0].search(text[:opens]) is not None


def _is_of_another(text: str) -> bool:
    """Whether the points right before a grade are none of the whole: 低保项目自评得分98分，等级为优."""
    points = score_patterns("points_before")[0].search(text)
    if points is None:
        return False
    divided = score_patterns("divided")[0].search(text, 0, points.end("clause"))
    clause = points["clause"]
    if divided is not None and len(_POINTS.findall(text, divided.end())) > 1:
        return False  # 得分96.31分，其中执行情况得19.71分，管理情况得18.5分，绩效评定级别为优秀
    if divided is not None and _is_of_project(clause, ""):
        return True  # 得分95分，其中低保项目得分88分，等级为良
    return (
        any(word in clause for word in load("grades")["score"]["not_overall"] if word not in _OF_GRADES)
        or score_patterns("of_below")[0].match(clause) is not None
    )


def _within(stated: Stated, before: str) -> Stated:
    """The points or grade of a project that the paragraph says was evaluated, as of a project."""
    evaluated = score_patterns("of_evaluated")[0].search(f"{before}{stated.clause}") is not None
    return replace(stated, of_project=stated.of_project or evaluated)


def _is_of_project(clause: str, sentence: str) -> bool:
    """Whether a clause names a project, or the sentence is one of a review of it: 智慧警务项目自评综述：…，自评得分94分."""
    return any(
        score_patterns(group)[0].search(text) is not None
        for group, text in (("of_projects", clause), ("project_review", sentence))
    )


def _year_of(clause: str) -> int | None:
    """The year whose score a clause tells, the last that it names; that of rules and notices is none."""
    years = list(score_patterns("of_year")[0].finditer(clause))
    return int(years[-1]["year"]) if years else None


def _year_before(text: str) -> int | None:
    """The year whose evaluation the words of a sentence before its points tell, where it is the last that they name."""
    years = list(score_patterns("of_year")[0].finditer(text))
    if not years or not score_patterns("of_year_before")[0].match(text[years[-1].end() :]):
        return None
    return int(years[-1]["year"])


def _year_behind(text: str, end: int) -> int | None:
    """The year in a bracket right behind points: 自评得分93分（2023年度）."""
    behind = score_patterns("of_year_behind")[0].match(text, end)
    return int(behind["year"]) if behind else None


def _grades(part: Flow) -> Iterator[Stated]:
    text = _SCALE.sub(lambda scale: "," * len(scale.group()), part.text)
    for pattern in _grade_patterns():
        for found in pattern.finditer(text):
            if _of_a_band().search(text, max(0, found.start() - LOOK_BACK), found.start()):
                continue
            word = found["grade"]
            before = _clause_before(text, found.start())
            lead = text[max(0, found.start() - LOOK_BACK) : found.start("grade")]
            if _is_of_another(text[: found.start("grade")]):
                continue
            points = score_patterns("points_before")[0].search(lead)
            span = Span(*part.raw(found.start(), _behind_quotation(text, found)))
            code, told = grade_words()[word], text[text.rfind(";", 0, found.start()) + 1 : found.start()]
            year = _year_of(told) if points is None else _year_of(before) or _year_before(told)
            of_project = points is not None and _is_of_project(points["clause"], "")
            scorer = scorer_of(before)
            if scorer == "self" and points is not None and "自评" not in before:
                scorer = scorer_of(points["clause"])  # 第三方评价得分92分，评价等级为优
            clause = points["clause"] if points is not None else before
            yield Stated(scorer, None, None, word, code, 0, span, of_project, of_year=year, clause=clause)


def _behind_quotation(text: str, found: re.Match[str]) -> int:
    """The end of a grade's quote: 等级为“优秀”, both marks or none."""
    end = found.end()
    mark = _CLOSING.get(text[found.start("grade") - 1 : found.start("grade")], "")
    return end + 1 if mark and text.startswith(mark, end) else end


def _boxed(part: Flow) -> Iterator[Stated]:
    """□优 ☑良 □中 □差, 优□ 良☑ 中□ 差□, 优(√)良( )中( )差( ): the grade that is ticked, where exactly one is."""
    boxes = load("grades")["boxes"]
    first, last, bracketed = ([*pattern.finditer(part.text)] for pattern in _box_patterns())
    for found, ticks in ((_one_side(first, last), boxes["checked"]), (bracketed, boxes["mark"])):
        ticked = [box for box in found if box["box"] and box["box"] in ticks]
        if len(ticked) == 1 and len({grade_words()[box["grade"]] for box in found}) > 1:
            word, span = ticked[0]["grade"], Span(*part.raw(*ticked[0].span()))
            yield Stated(scorer_of(part.text[:LOOK_BACK]), None, None, word, grade_words()[word], 0, span)


def _one_side(first: list[re.Match[str]], last: list[re.Match[str]]) -> list[re.Match[str]]:
    """Boxes before their grades or behind them, by what opens and what closes the row; none where it opens and closes alike."""
    if not first or not last:
        return first or last
    opens = first[0].start() < last[0].start()
    closes = first[-1].end() > last[-1].end()
    return [] if opens is not closes else first if opens else last


def _clause_before(text: str, end: int) -> str:
    window = text[max(0, end - LOOK_BACK) : end]
    start = max((m.end() for m in _CLAUSE_END.finditer(window)), default=0)
    return _TITLE.sub("", window[start:])


def _ends(text: str, end: int) -> bool:
    """Whether the number ends here, and as points: no digit, percent, other unit or bound behind it."""
    return not any(pattern.match(text, end) for pattern in score_patterns("not_after"))


def scorer_of(before: str) -> str:
    """Whose score words before it name; the unit's own where they name nobody."""
    return next(
        (row["code"] for row in load("grades")["scorer"] if any(word in before for word in row["says"])),
        "self",
    )


@cache
def score_patterns(group: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a group of lexicon/grades.toml."""
    said = load("grades")["score"][group]
    return tuple(re.compile(pattern) for pattern in ([said] if isinstance(said, str) else said))


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
