"""Glued indicators: the indicator part of a form that was copied into one line, its cells without borders.

Belongs here: finding such text, and saying once that nothing of it can be taken. Does not belong here: its money
(glued_forms) and forms whose cells can be told (flat).

项目产出(30分)数量指标(10分)保障人数102370人2370人10 may be weight 10, target 2370 and more; where one cell ends is not
printed. Such a stretch is one problem, and its numbers are left out for that reason.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from pipelines.extract.found import Found
from pipelines.lexicon import load
from pipelines.model.document import BlockKind, Document, Span
from pipelines.model.flow import Flow
from pipelines.model.problem import Problem

_SENTENCE = re.compile(r"[^。；;，,！!]+")
_LONGEST_QUOTE = 40


def leave_glued_indicators(document: Document, found: Found) -> None:
    """Give the unexplained numbers of glued indicators their reason, with one problem for each stretch that has any."""
    spans = sorted(number.span for number in found.unexplained())
    for flow in _glued(document) if spans else ():
        whole = Span(*flow.raw(0, len(flow.text)))
        first, last = (bisect_left(spans, Span(place, place)) for place in (whole.start, whole.end))
        inside = [span for span in spans[first:last] if whole.holds(span)]
        for span in inside:
            found.ignore(span, "form_glued")
        if inside:
            found.problems.append(_unparted(flow, whole))


def _glued(document: Document) -> Iterator[Flow]:
    """Stretches without a stop that hold at least two heads of an indicator form and several numbers."""
    rules = load("indicators")["glued"]
    for block in document.blocks:
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            continue
        folded = document.flow(block).folded()
        for stretch in _SENTENCE.finditer(folded.text):
            text = stretch.group()
            heads = sum(1 for _ in _head().finditer(text))
            digits = sum(1 for _ in re.finditer(r"\d+", text))
            if heads >= rules["heads"] and digits >= rules["numbers"]:
                yield folded.part(*stretch.span())


@cache
def _head() -> re.Pattern[str]:
    return re.compile("|".join(load("indicators")["glued"]["says"]))


def _unparted(flow: Flow, span: Span) -> Problem:
    start = flow.text[:_LONGEST_QUOTE]
    return Problem(
        "form_glued",
        f"“{start}…”：指标表被抄成一串文字，各格的数连在一起，分不开，未入库，请核对原文",
        f"'{start}…': an indicator table was copied into one line; where its cells end is not printed, nothing was taken",
        span,
    )
