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

from pipelines.lexicon import load
from pipelines.model.document import Span
from pipelines.model.flow import Flow

LOOK_BACK = 60
"""So many characters before a number may say whose it is."""

_SPEAKS = re.compile(r"分|等|评|优|良|差|合格")
"""What any sentence with points or a grade holds; most sentences need no closer look."""

_TOTAL = "总分"
"""What any total line holds."""

_OF_HUNDRED = "百分制"
"""满分90分，实得85.5分，折合百分制为95分: the points are no longer of the full mark in the sentence."""

_CLOSING = {"“": "”", '"': '"', "(": ")", "‘": "’", "「": "」"}
_FULL = Decimal(100)
_SENTENCE = re.compile(r"[^。！!]+")
_CLAUSE_END = re.compile(r"[,，;；。:：]")
_SCALE = re.compile(r"\([^()]*为(?:优|良|中|差)[^()]*\)")
_TITLE = re.compile(r"《[^《》]*》")
_BRACKETS = re.compile(r"\([^()]*\)")
_BAND = re.compile(r"\([^()]*\d[^()]*\)$")
"""优(90分及以上): the band behind a grade that stands alone in its cell."""
_GRADED = re.compile(r"(?P<points>\d{1,3}(?:\.\d+)?)分?[(/ ,，]?(?P<grade>[一-鿿]{1,3})\)?")
_POINTS = re.compile(r"(\d{1,3}(?:\.\d+)?)分?")


@dataclass(frozen=True, slots=True)
class Stated:
    """Points or a grade of a scorer. ``rank`` 0 is an overall score (总得分), 1 another wording, 2 a bare 总分.

    ``of_project``: the words before it name a project. ``of_year``: the year that they name (2021年我局自评得分).
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


def read_sentence(flow: Flow) -> Iterator[Stated]:
    """The points and grades that a paragraph states."""
    folded = flow.folded()
    if _SPEAKS.search(folded.text) is not None:
        for stated in _stated_in(folded.text):
            yield replace(stated, span=Span(*folded.raw(*stated.span)))


@lru_cache(maxsize=4096)
def _stated_in(text: str) -> tuple[Stated, ...]:
    """What a folded paragraph states, by places in its text: reports share most of their sentences."""
    told: list[Stated] = []
    folded = Flow.alone(text)
    for sentence in _SENTENCE.finditer(text):
        part = folded.part(*sentence.span())
        if not any(pattern.search(part.text) for pattern in _patterns("rules")):
            told += (*_points(part), *_grades(part), *_boxed(part))
    return tuple(told)


def names_the_whole(flow: Flow) -> bool:
    """Whether a paragraph tells of the result of the whole: 县水利局2023年度部门整体支出绩效自评得分92分，等级为优。"""
    return _patterns("of_the_whole")[0].search(flow.folded().text) is not None


def closes_a_form(flow: Flow) -> bool:
    """Whether a line opens with the result, as the last line of a form does: 自评得分:97分 等级:优秀."""
    return _patterns("closing_line")[0].match(flow.folded().text) is not None


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


def read_total_grade(cell: Flow) -> Stated | None:
    """The grade of the whole in a cell of its own in the total row of a form: 总分 | 100 | 98.77 | 优."""
    folded = cell.folded()
    word = _BAND.sub("", folded.text)
    if word not in _grade_words() or word in load("grades")["stated"]["remarks"]:
        return None  # 合格 and 一般 may as well be said of the row
    return Stated("self", None, None, word, _grade_words()[word], 0, _both(folded, folded))


def read_graded_points(cell: Flow) -> Stated | None:
    """Points and grade in one cell of a total row: 95(优), 95分 优秀."""
    folded = cell.folded()
    found = _GRADED.fullmatch(folded.text)
    if found is None or found["grade"] not in _grade_words():
        return None
    word, points = found["grade"], Decimal(found["points"])
    return Stated("self", points, None, word, _grade_words()[word], 0, _both(folded, folded))


def read_total_line(flow: Flow) -> Iterator[Stated]:
    """总分 100 | 98, as a line of its own or among the cells of a form that were written one after another."""
    folded = flow.folded()
    if _TOTAL not in folded.text:
        return
    for pattern, full in ((_patterns("total_line")[0], None), (_patterns("total_glued")[0], _FULL)):
        for found in pattern.finditer(folded.text):
            mark, points = full or Decimal(found["full"]), Decimal(found["points"])
            if points <= mark:
                printed = None if full else mark
                yield Stated("self", points, printed, None, None, 0, Span(*folded.raw(*found.span("points"))))


@lru_cache(maxsize=4096)
def may_state(text: str) -> bool:
    """Whether a folded cell may state points or a grade: in its own words, or as the title of the cell beside it."""
    return _SPEAKS.search(text) is not None or _name(text) in _field_titles()


def read_field(title: Flow, value: Flow) -> Iterator[Stated]:
    """A titled cell with the cell on its right; a longer text in either is read as prose."""
    folded, said = title.folded(), value.folded()
    name = _name(folded.text)
    fields = load("grades")["fields"]
    points = _POINTS.fullmatch(said.text)
    if points and (name in fields["score"] or name in fields["finance_review"]):
        scorer = "finance_review" if name in fields["finance_review"] else "self"
        yield Stated(scorer, Decimal(points.group(1)), None, None, None, 0, _both(folded, said))
    elif (word := _BAND.sub("", said.text)) in _grade_words() and name in fields["grade"]:
        yield Stated("self", None, None, word, _grade_words()[word], 0, _both(folded, said))
    else:
        yield from read_sentence(title)


def _name(text: str) -> str:
    """A title without what stands in brackets."""
    return (_BRACKETS.sub("", text) if "(" in text else text).strip(":")


@cache
def _field_titles() -> frozenset[str]:
    fields = load("grades")["fields"]
    return frozenset((*fields["score"], *fields["finance_review"], *fields["grade"]))


def _points(part: Flow) -> list[Stated]:
    """The points of a sentence. 总分100分 is the full mark, unless a grade and no other number of points go with it."""
    if "分" not in part.text:
        return []
    full = [found for pattern in _patterns("full_mark") for found in pattern.finditer(part.text)]
    stated = list(
        _stated(part, Decimal(full[0]["points"]) if full else None, {found.start("points") for found in full})
    )
    if not stated and full and next(_grades(part), None) is not None:
        return [said for said in _stated(part, None, set()) if said.rank == 0]
    return stated


def _stated(part: Flow, full_mark: Decimal | None, taken: set[int]) -> Iterator[Stated]:
    for rank, group in enumerate(("overall", "self", "total")):
        for pattern in _patterns(group):
            for found in pattern.finditer(part.text):
                start, end = found.span("points")
                if start in taken or not _ends(part.text, end):
                    continue
                opens = found.start() + bool(_CLAUSE_END.match(found.group()))
                before = _clause_before(part.text, opens) + part.text[opens:start]
                if any(word in before for word in load("grades")["score"]["not_overall"]):
                    continue
                if _patterns("of_below")[0].match(before):
                    continue
                if _patterns("of_part")[0].search(part.text, max(0, opens - LOOK_BACK), opens):
                    continue
                taken.add(start)
                end += part.text[end : end + 1] == "分"
                yield Stated(
                    _scorer(before),
                    Decimal(found["points"]),
                    None if _OF_HUNDRED in found.group() else full_mark,
                    None,
                    None,
                    rank,
                    Span(*part.raw(found.start(), end)),
                    _is_of_project(before, part.text[:start]),
                    _year_of(before) or _year_before(part.text[:start]),
                )


def _is_of_project(clause: str, sentence: str) -> bool:
    """Whether a clause names a project, or the sentence is one of a review of it: 智慧警务项目自评综述：…，自评得分94分."""
    return any(
        _patterns(group)[0].search(text) is not None
        for group, text in (("of_projects", clause), ("project_review", sentence))
    )


def _year_of(clause: str) -> int | None:
    """The year whose score a clause tells, the last that it names; that of rules and notices is none."""
    years = list(_patterns("of_year")[0].finditer(clause))
    return int(years[-1]["year"]) if years else None


def _year_before(text: str) -> int | None:
    """The year whose evaluation the words of a sentence before its points tell, where it is the last that they name."""
    years = list(_patterns("of_year")[0].finditer(text))
    if not years or not _patterns("of_year_before")[0].match(text[years[-1].end() :]):
        return None
    return int(years[-1]["year"])


def _grades(part: Flow) -> Iterator[Stated]:
    text = _SCALE.sub(lambda scale: "," * len(scale.group()), part.text)
    for pattern in _grade_patterns():
        for found in pattern.finditer(text):
            if _of_a_band().search(text, max(0, found.start() - LOOK_BACK), found.start()):
                continue
            word = found["grade"]
            before = _clause_before(text, found.start())
            span = Span(*part.raw(found.start(), _behind_quotation(text, found)))
            code, year = (
                _grade_words()[word],
                _year_of(text[text.rfind(";", 0, found.start()) + 1 : found.start()]),
            )
            yield Stated(_scorer(before), None, None, word, code, 0, span, of_year=year)


def _behind_quotation(text: str, found: re.Match[str]) -> int:
    """The end of a grade's quote: 等级为“优秀”, both marks or none."""
    end = found.end()
    mark = _CLOSING.get(text[found.start("grade") - 1 : found.start("grade")], "")
    return end + 1 if mark and text.startswith(mark, end) else end


def _boxed(part: Flow) -> Iterator[Stated]:
    """□优 ☑良 □中 □差, and 优(√)良( )中( )差( ): the grade that is ticked, where exactly one is."""
    for pattern, is_ticked in _box_patterns():
        boxes = list(pattern.finditer(part.text))
        if not boxes:
            continue
        ticked = [box for box in boxes if box["box"] in load("grades")["boxes"][is_ticked]]
        if len(ticked) == 1 and len({_grade_words()[box["grade"]] for box in boxes}) > 1 and ticked[0]["box"]:
            word, span = ticked[0]["grade"], Span(*part.raw(*ticked[0].span()))
            yield Stated(_scorer(part.text[:LOOK_BACK]), None, None, word, _grade_words()[word], 0, span)


def _clause_before(text: str, end: int) -> str:
    window = text[max(0, end - LOOK_BACK) : end]
    start = max((m.end() for m in _CLAUSE_END.finditer(window)), default=0)
    return _TITLE.sub("", window[start:])


def _ends(text: str, end: int) -> bool:
    """Whether the number ends here, and as points: no digit, percent, other unit or bound behind it."""
    return not any(pattern.match(text, end) for pattern in _patterns("not_after"))


def _scorer(before: str) -> str:
    return next(
        (row["code"] for row in load("grades")["scorer"] if any(word in before for word in row["says"])),
        "self",
    )


def _both(title: Flow, value: Flow) -> Span:
    return Span(title.raw(0, len(title.text))[0], value.raw(0, len(value.text))[1])


@cache
def _patterns(group: str) -> tuple[re.Pattern[str], ...]:
    said = load("grades")["score"][group]
    return tuple(re.compile(pattern) for pattern in ([said] if isinstance(said, str) else said))


@cache
def _of_a_band() -> re.Pattern[str]:
    return re.compile(load("grades")["stated"]["of_a_band"])


@cache
def _box_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    boxes = load("grades")["boxes"]
    words = "|".join(sorted(_grade_words(), key=len, reverse=True))
    return (
        (re.compile(f"(?P<box>[{boxes['checked']}{boxes['unchecked']}])(?P<grade>{words})"), "checked"),
        (re.compile(f"(?P<grade>{words})\\((?P<box>[{boxes['mark']}]?)\\)"), "mark"),
    )


@cache
def _grade_words() -> dict[str, str]:
    return {word: row["code"] for row in load("grades")["grade"] for word in row["says"]}


@cache
def _grade_patterns() -> tuple[re.Pattern[str], ...]:
    stated = load("grades")["stated"]
    words = "|".join(sorted(_grade_words(), key=len, reverse=True))
    # atomic by hand: after 优 neither 秀 (then 优秀 would have matched) nor what makes it another word
    grade = f"(?:{words})(?!{'|'.join((*stated['not_before'], '秀', '好', '等级'))})"
    return tuple(re.compile(pattern.replace("{grade}", grade)) for pattern in stated["patterns"])
