"""Score headings: points and grades that stand below the heading of another unit, of another year, or of projects.

Belongs here: 自评得分95分 below （三）县福利院自评情况, 三、2023年自评情况 or （三）项目自评情况. Does not belong here: what the clause of
points says itself (score_clauses, score_givers), which headings hold where (tables.headings_above), wording (lexicon/grades.toml).
"""

from __future__ import annotations

import re
from functools import cache

from pipelines.extract.context import Reader
from pipelines.extract.indicators.score_clauses import Stated
from pipelines.extract.meaning import words
from pipelines.extract.prose.frames import line_doubt
from pipelines.extract.prose.part_of_whole import part_named
from pipelines.extract.tables.headings_above import HeadingsAt
from pipelines.lexicon import load
from pipelines.model.flow import fold

REACH = 40
"""Characters before points that may name the whole."""


def is_below_another(stated: Stated, headings: HeadingsAt, reader: Reader) -> bool:
    """Whether a heading in force says so; of projects and parts not where the words before the points name the whole."""
    text, start = headings.document.text, stated.span.start
    near = fold(text[max(text.rfind("\n", 0, start) + 1, start - REACH) : stated.span.end])
    own_year = f"{reader.fiscal_year}年"
    for line in headings.lines(start):
        if own_year in line or own_year in near:
            return False
        code = None if words("frames", "year", "next").search(line) else line_doubt(line, reader)
        if code in ("other_year", "other_unit"):
            return True
        if reader.whole == "project" or _pattern("of_whole").search(near):
            continue
        if code or part_named(line, reader.names) or _pattern("of_projects").search(line):
            return True
    return False


@cache
def _pattern(group: str) -> re.Pattern[str]:
    return re.compile(load("grades")["heading"][group])
