"""Score fields: points and grades that a form states in cells or lines of their own.

Belongs here: titles and values of a form, and its total row. Does not belong here: sentences (score_words) and which of
several scores holds (scores).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache

from pipelines.extract.indicators.score_clauses import Stated, score_patterns, scorer_of
from pipelines.extract.indicators.score_grades import grade_words
from pipelines.extract.indicators.score_words import SPEAKS, read_sentence
from pipelines.lexicon import load
from pipelines.model.document import Span
from pipelines.model.flow import Flow

_TOTAL = "总分"
"""What any total line holds."""

_PROJECT = "项目"
"""项目自评得分 in the report of a department is that of one of its projects."""
_FULL = Decimal(100)
_OF_INDICATORS = Decimal(90)
LEAST_WHOLE = Decimal(60)
"""The full mark of a part of the form is smaller."""
_BRACKETS = re.compile(r"\([^()]*\)")
_ROW_NUMBER = re.compile(r"^[一二三四五六七八九十]{1,2}、")
_GRADE_TITLE = re.compile(r"^\(?(?:自评|评价|综合|绩效)*(?:等级|等次)\)?:?")
"""What may stand before a grade in its cell: (自评等级)优."""
_BAND = re.compile(r"\([^()]*\d[^()]*\)$")
"""优(90分及以上): the band behind a grade that stands alone in its cell."""
_GRADED = re.compile(r"(?P<points>\d{1,3}(?:\.\d+)?)分?[(/ ,，]?(?P<grade>[一-鿿]{1,3})\)?")
_POINTS = re.compile(r"(\d{1,3}(?:\.\d+)?)(?:分(?:。|[,，;(][^\d满]*)?)?")
"""96, 96分。 and 96分,等级为优: no second number and no full mark stands behind the points."""
_OF_RESULT = re.compile(r"(?<=分)(?:(?:及|和|与)(?:等级|等次))?(?:情况)?$")
"""自评得分情况, 自评得分及等级: the heading above such a line."""


def is_total_row(cells: Sequence[Flow]) -> bool:
    """总分 | 100 | 98: the full mark stands between a title and the points."""
    if len(cells) != 3 or any(_POINTS.fullmatch(cell.folded().text) is None for cell in cells[1:]):
        return False
    fields = load("grades")["fields"]
    name = _BRACKETS.sub("", cells[0].folded().text).strip(":")
    return name == fields["total"] or name in fields["score"]


def read_total_row(cells: Sequence[Flow]) -> Iterator[Stated]:
    """The points of such a row, where the full mark is 100; of other marks it is not known what they are."""
    title, full, points = (cell.folded() for cell in cells)
    mark, reached = (Decimal(m.group(1)) for cell in (full, points) if (m := _POINTS.fullmatch(cell.text)))
    if reached <= mark == _FULL:
        yield Stated("self", reached, mark, None, None, 0, _both(title, points))


def read_total_field(title: Flow, value: Flow) -> Iterator[Stated]:
    """总分 | 96.2 as the whole of a row: the points, unless they may be the full mark (of the whole, or of its indicators) or a part's."""
    name, said = title.folded(), value.folded()
    points = (
        _POINTS.fullmatch(said.text) if bare_name(name.text) == load("grades")["fields"]["total"] else None
    )
    if (
        points
        and LEAST_WHOLE <= Decimal(points.group(1)) < _FULL
        and Decimal(points.group(1)) != _OF_INDICATORS
    ):
        yield Stated("self", Decimal(points.group(1)), None, None, None, 0, _both(name, said))


def read_total_grade(cell: Flow) -> Stated | None:
    """The grade of the whole in a cell of its own in the total row of a form: 总分 | 100 | 98.77 | 优."""
    folded = cell.folded()
    word = _GRADE_TITLE.sub("", _BAND.sub("", folded.text))
    if word not in grade_words() or word in load("grades")["stated"]["remarks"]:
        return None  # 合格 and 一般 may as well be said of the row
    return Stated("self", None, None, word, grade_words()[word], 0, _both(folded, folded))


def read_graded_points(cell: Flow) -> Stated | None:
    """Points and grade in one cell of a total row: 95(优), 95分 优秀."""
    folded = cell.folded()
    found = _GRADED.fullmatch(folded.text)
    if found is None or found["grade"] not in grade_words():
        return None
    word, points = found["grade"], Decimal(found["points"])
    return Stated("self", points, None, word, grade_words()[word], 0, _both(folded, folded))


def read_total_line(flow: Flow) -> Iterator[Stated]:
    """总分 100 | 98, as a line of its own or among the cells of a form that were written one after another."""
    folded = flow.folded()
    if _TOTAL not in folded.text:
        return
    for pattern, full in ((score_patterns("total_line")[0], None), (score_patterns("total_glued")[0], _FULL)):
        for found in pattern.finditer(folded.text):
            mark, points = full or Decimal(found["full"]), Decimal(found["points"])
            if points <= mark:
                printed = None if full else mark
                yield Stated("self", points, printed, None, None, 0, Span(*folded.raw(*found.span("points"))))


@lru_cache(maxsize=4096)
def may_state(text: str) -> bool:
    """Whether a folded cell may state points or a grade: in its own words, or as the title of the cell beside it."""
    return SPEAKS.search(text) is not None or bare_name(text) in _field_titles()


@lru_cache(maxsize=4096)
def names_field(text: str) -> bool:
    """Whether a folded text is the title of a score or grade and nothing else."""
    return bare_name(text) in _field_titles() or bare_name(text) == load("grades")["fields"]["total"]


def names_grade(text: str) -> bool:
    """Whether a folded text is the title of a grade, or of the result as such (评价结果)."""
    return bare_name(text) in (*load("grades")["fields"]["grade"], *load("grades")["fields"]["choice"])


def names_result(over: str, title: str) -> bool:
    """Whether a title of points alone stands beside one of the whole result: 自评结果 | 得分."""
    return (
        bare_name(over) in load("grades")["fields"]["choice"]
        and bare_name(title) == load("grades")["fields"]["points"]
    )


def is_points(text: str) -> bool:
    """Whether a folded text is a number of points and nothing else."""
    return _POINTS.fullmatch(text) is not None


def is_grade(text: str) -> bool:
    """Whether a folded text is a grade word and nothing else."""
    return text in grade_words()


def ticked_grade(text: str) -> tuple[str, bool] | None:
    """The grade word of a cell that offers one grade, with or without a box, and whether it is ticked: 优 √, □良."""
    boxes = load("grades")["boxes"]
    bare = text.strip(boxes["checked"] + boxes["unchecked"] + "()")
    return (bare, any(tick in text for tick in boxes["checked"])) if bare in grade_words() else None


def is_tick(text: str) -> bool:
    """Whether a cell holds a tick and nothing else."""
    return text != "" and text in load("grades")["boxes"]["checked"]


def state_grade(word: str, title: str, span: Span) -> Stated:
    """A grade that a form's row of this title ticks."""
    return Stated(scorer_of(title), None, None, word, grade_words()[word], 0, span)


def read_field(title: Flow, value: Flow) -> Iterator[Stated]:
    """A titled cell with the cell on its right; a longer text in either is read as prose."""
    folded, said = title.folded(), value.folded()
    name = bare_name(folded.text)
    fields = load("grades")["fields"]
    points = _POINTS.fullmatch(said.text)
    if points and (name in fields["score"] or name in fields["finance_review"]):
        scorer = "finance_review" if name in fields["finance_review"] else "self"
        of_project = name.startswith(_PROJECT)
        yield Stated(
            scorer, Decimal(points.group(1)), None, None, None, 0, _both(folded, said), of_project=of_project
        )
    elif (word := _BAND.sub("", said.text)) in grade_words() and name in fields["grade"]:
        of_project = name.startswith(_PROJECT)
        yield Stated(
            scorer_of(name),
            None,
            None,
            word,
            grade_words()[word],
            0,
            _both(folded, said),
            of_project=of_project,
        )
    else:
        yield from read_sentence(title)


def read_result(title: Flow, value: Flow) -> Iterator[Stated]:
    """The points beside such a title."""
    folded, said = title.folded(), value.folded()
    if points := _POINTS.fullmatch(said.text):
        yield Stated("self", Decimal(points.group(1)), None, None, None, 0, _both(folded, said))


def bare_name(text: str) -> str:
    """A title without what stands in brackets and without the number of its row (四、自评总分)."""
    bare = _ROW_NUMBER.sub("", (_BRACKETS.sub("", text) if "(" in text else text).strip(":"))
    return _OF_RESULT.sub("", bare)


@cache
def _field_titles() -> frozenset[str]:
    fields = load("grades")["fields"]
    return frozenset((*fields["score"], *fields["finance_review"], *fields["grade"]))


def _both(title: Flow, value: Flow) -> Span:
    return Span(title.raw(0, len(title.text))[0], value.raw(0, len(value.text))[1])
