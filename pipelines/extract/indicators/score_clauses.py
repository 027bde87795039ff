"""Score clauses: whose, of which year and of what a score is, by the words of its clause.

Belongs here: what a place states (Stated), and what the words before points or a grade say of them. Does not belong
here: numbers of points (score_points), words of grades (score_grades), scorers without a code (score_givers).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipelines.lexicon import load
from pipelines.model.document import Span

LOOK_BACK = 60
"""So many characters before a number may say whose it is."""

CLAUSE_END = re.compile(r"[,，;；。:：]")
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


def scorer_of(before: str) -> str:
    """Whose score words before it name; the unit's own where they name nobody."""
    return next(
        (row["code"] for row in load("grades")["scorer"] if any(word in before for word in row["says"])),
        "self",
    )


def clause_before(text: str, end: int) -> str:
    """The words of the clause that ends at a place, without titles of files."""
    window = text[max(0, end - LOOK_BACK) : end]
    start = max((m.end() for m in CLAUSE_END.finditer(window)), default=0)
    return _TITLE.sub("", window[start:])


def is_of_project(clause: str, sentence: str) -> bool:
    """Whether a clause names a project, or the sentence is one of a review of it: 智慧警务项目自评综述：…，自评得分94分."""
    return any(
        score_patterns(group)[0].search(text) is not None
        for group, text in (("of_projects", clause), ("project_review", sentence))
    )


def year_of(clause: str) -> int | None:
    """The year whose score a clause tells, the last that it names; that of rules and notices is none."""
    years = list(score_patterns("of_year")[0].finditer(clause))
    return int(years[-1]["year"]) if years else None


def year_before(text: str) -> int | None:
    """The year whose evaluation the words of a sentence before its points tell, where it is the last that they name."""
    years = list(score_patterns("of_year")[0].finditer(text))
    if not years or not score_patterns("of_year_before")[0].match(text[years[-1].end() :]):
        return None
    return int(years[-1]["year"])


def year_behind(text: str, end: int) -> int | None:
    """The year in a bracket right behind points: 自评得分93分（2023年度）."""
    behind = score_patterns("of_year_behind")[0].match(text, end)
    return int(behind["year"]) if behind else None


@cache
def score_patterns(group: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a group of lexicon/grades.toml."""
    said = load("grades")["score"][group]
    return tuple(re.compile(pattern) for pattern in ([said] if isinstance(said, str) else said))
