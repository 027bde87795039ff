"""Score words: the points and grades of a sentence.

Belongs here: telling results from rules about scoring, and what the sentences before one say of its score. Does not
belong here: one number or one grade (score_points, score_grades), and which of several scores holds (scores).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pipelines.extract.indicators.score_clauses import Stated, score_patterns
from pipelines.extract.indicators.score_givers import OTHER, is_by_nobody, is_by_others
from pipelines.extract.indicators.score_grades import grades_in, ticked_in
from pipelines.extract.indicators.score_points import points_in
from pipelines.model.document import Span
from pipelines.model.flow import Flow

SPEAKS = re.compile(r"分|等|评|优|良|差|合格")
"""What any sentence with points or a grade holds; most sentences need no closer look."""

_SENTENCE = re.compile(r"[^。！!]+")


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
            stated = (*points_in(part), *grades_in(part), *ticked_in(part))
            told += (_within(_given(said, before := text[: said.span.start]), before) for said in stated)
    return tuple(told)


def _given(stated: Stated, told: str) -> Stated:
    """Points and grades with another scorer where the words before them say that others gave them."""
    said = told + stated.clause
    is_others = stated.scorer == "self" and "自评" not in stated.clause
    is_others = is_others and (is_by_others(said) or is_by_nobody(stated.clause, said))
    return replace(stated, scorer=OTHER) if is_others else stated


def _within(stated: Stated, before: str) -> Stated:
    """The points or grade of a project that the paragraph says was evaluated, as of a project."""
    evaluated = score_patterns("of_evaluated")[0].search(f"{before}{stated.clause}") is not None
    return replace(stated, of_project=stated.of_project or evaluated)


def names_the_whole(flow: Flow) -> bool:
    """Whether a paragraph tells of the result of the whole: 县水利局2023年度部门整体支出绩效自评得分92分，等级为优。"""
    return score_patterns("of_the_whole")[0].search(flow.folded().text) is not None


def closes_a_form(flow: Flow) -> bool:
    """Whether a line opens with the result, as the last line of a form does: 自评得分:97分 等级:优秀."""
    return score_patterns("closing_line")[0].match(flow.folded().text) is not None
