"""Score words: points and grades in a sentence or a field of a form.

Belongs here: matching the patterns of lexicon/grades.toml, and telling results from rules about scoring. Does not
belong here: which of several scores holds (scores).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipelines.lexicon import load
from pipelines.model.document import Span
from pipelines.model.flow import Flow

LOOK_BACK = 60
"""So many characters before a number may say whose it is."""

_SENTENCE = re.compile(r"[^。！!]+")
_CLAUSE_END = re.compile(r"[,，;；。:：]")
_BRACKETS = re.compile(r"\([^()]*\)")
_POINTS = re.compile(r"(\d{1,3}(?:\.\d+)?)分?")


@dataclass(frozen=True, slots=True)
class Stated:
    """Points or a grade of a scorer. ``rank`` 0 is an overall score (总得分), 1 any other wording."""

    scorer: str
    points: Decimal | None
    full_mark: Decimal | None
    grade_raw: str | None
    grade: str | None
    rank: int
    span: Span


def read_sentence(flow: Flow) -> Iterator[Stated]:
    """The points and grades that a paragraph states."""
    folded = flow.folded()
    for sentence in _SENTENCE.finditer(folded.text):
        part = folded.part(*sentence.span())
        if any(pattern.search(part.text) for pattern in _patterns("rules")):
            continue
        full_mark = next(
            (Decimal(m["points"]) for p in _patterns("full_mark") if (m := p.search(part.text))), None
        )
        yield from _points(part, full_mark)
        yield from _grades(part)


def read_field(title: Flow, value: Flow) -> Iterator[Stated]:
    """A titled cell with the cell on its right; a longer text in either is read as prose."""
    folded, said = title.folded(), value.folded()
    name = _BRACKETS.sub("", folded.text).strip(":")
    fields = load("grades")["fields"]
    points = _POINTS.fullmatch(said.text)
    if points and (name in fields["score"] or name in fields["finance_review"]):
        scorer = "finance_review" if name in fields["finance_review"] else "self"
        yield Stated(scorer, Decimal(points.group(1)), None, None, None, 0, _both(folded, said))
    elif said.text in _grade_words() and name in fields["grade"]:
        word = said.text
        yield Stated("self", None, None, word, _grade_words()[word], 0, _both(folded, said))
    else:
        yield from read_sentence(title)


def _points(part: Flow, full_mark: Decimal | None) -> Iterator[Stated]:
    taken: set[int] = set()
    for rank, group in enumerate(("overall", "self")):
        for pattern in _patterns(group):
            for found in pattern.finditer(part.text):
                start, end = found.span("points")
                if start in taken or not _ends(part.text, end):
                    continue
                before = _clause_before(part.text, found.start()) + found.group()[: start - found.start()]
                if any(word in before for word in load("grades")["score"]["not_overall"]):
                    continue
                taken.add(start)
                end += part.text[end : end + 1] == "分"
                yield Stated(
                    _scorer(before),
                    Decimal(found["points"]),
                    full_mark,
                    None,
                    None,
                    rank,
                    Span(*part.raw(found.start(), end)),
                )


def _grades(part: Flow) -> Iterator[Stated]:
    for pattern in _grade_patterns():
        for found in pattern.finditer(part.text):
            word = found["grade"]
            before = _clause_before(part.text, found.start())
            span = Span(*part.raw(*found.span()))
            yield Stated(_scorer(before), None, None, word, _grade_words()[word], 0, span)


def _clause_before(text: str, end: int) -> str:
    window = text[max(0, end - LOOK_BACK) : end]
    start = max((m.end() for m in _CLAUSE_END.finditer(window)), default=0)
    return window[start:]


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
    return tuple(re.compile(pattern) for pattern in load("grades")["score"][group])


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
