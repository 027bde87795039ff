"""Bare lines: short paragraphs without a figure that say what the paragraphs below them speak of, and are no headings.

Belongs here: 县福利院, 2.1老旧小区改造, ●基本支出, A.政府性基金（单位：万元）. Does not belong here: how long such a line holds (standing), headings
with the numbers of official documents (outline.headings).
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.extract.meaning import understand, words
from pipelines.extract.outline.headings import marker
from pipelines.model.frozen import dataclass

LONGEST = 24
SENTENCE_ENDS = ("。", ";", "；", ",", "，", "、", "!", "！")
WORDS = re.compile(r"(?:(?:19|20)\d{2}(?:年度?|[-—~至到])|[\u4e00-\u9fff()“”、])+:?")
DOTTED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}[、.]?(?=[^\d.%万亿元])")
DECORATION = re.compile(
    r"^(?:(?:首先|其[一二三四五六次]|第[一二三四五六]|再次|最后)[，,、:])?(?:[^\u4e00-\u9fff]*[一二三四五六七八九十]{1,3}(?=[^\u4e00-\u9fff]))?"
    r"(?:(?!(?:19|20)\d{2}[年—~-])[^\u4e00-\u9fff“])*(?![年月日])|(?:\(单位[^()]*\))?[^\u4e00-\u9fff()”]*$"
)
"""What may stand before and behind the words of a line: signs, letters and numbers of no known heading, the unit, a full stop;
no year (● 2023年情况)."""


@dataclass(frozen=True, slots=True)
class BareLine:
    """``depth``: how many dots its number has (2.1: 1), 0 without one."""

    text: str
    depth: int = 0


@lru_cache(maxsize=4096)
def bare_line(text: str) -> BareLine | None:
    """The line of words that a folded paragraph is. What ends like a sentence, or has the number of a heading, has to name a
    kind of money or a source."""
    number = DOTTED.match(text)
    told = text[number.end() :] if number else text
    depth = number.group().strip("、.").count(".") if number else 0
    if len(told) <= LONGEST and WORDS.fullmatch(told):
        return BareLine(told, depth)
    is_other = told.endswith(SENTENCE_ENDS) or marker(told) is not None
    told = DECORATION.sub("", told)
    if len(told) > LONGEST or WORDS.fullmatch(told) is None or (is_other and not _names_money(told)):
        return None
    return BareLine(told, depth)


def _names_money(told: str) -> bool:
    return understand(told).category not in (None, "total") or bool(
        words("meaning", "header", "one_source").search(told)
    )
