"""Signing: the date under a report.

Belongs here: which printed date is that of the report itself. Does not belong here: the grammar of dates (dates), and
dates of the web site.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from pipelines.extract.dates import DateFault, DateMention, find_date
from pipelines.extract.identity.titles import Line
from pipelines.extract.identity.unit_names import label_pattern, labelled, unit_name
from pipelines.lexicon import load
from pipelines.model.document import Span
from pipelines.model.problem import Problem

LAST_LINES = 4
"""A report is signed in its last lines."""


def signed_on(lines: Sequence[Line]) -> tuple[date | None, Problem | None]:
    """The last line that is a date and nothing else (a unit's name may stand in front), else a labelled date."""
    dated = [
        (line, mention)
        for number, line in enumerate(lines)
        if (mention := _date_line(line))
        and (mention.day is not None or _may_sign(lines, number))
        and not _dates_table(lines, number)
    ]
    labels = load("identity")["date_labels"]
    for _, flow in labelled(lines, labels):
        mention = find_date(flow.text)
        if mention is not None and mention.start == 0:
            dated.insert(0, (Line(flow, flow.text, 0), mention))
    whole = [(line, mention) for line, mention in dated if mention.day is not None]
    if whole:
        return whole[-1][1].day, None
    if not dated:
        return None, None
    line, mention = dated[-1]
    start, end = line.flow.raw(mention.start, mention.end)
    printed = line.text[mention.start : mention.end]
    why = "只写到月，没有日" if mention.fault is DateFault.INCOMPLETE else "不能唯一读出年月日"
    return None, Problem(
        f"date_{mention.fault}",
        f"落款日期“{printed}”{why}，未入库",
        f"the signing date '{printed}' is {mention.fault} and was not stored",
        Span(start, end),
    )


def _may_sign(lines: Sequence[Line], number: int) -> bool:
    """Whether digits that are no certain date stand where a report is signed: at the end or below the unit's name."""
    return number >= len(lines) - LAST_LINES or (number > 0 and unit_name(lines[number - 1].flow) is not None)


def _dates_table(lines: Sequence[Line], number: int) -> bool:
    """Whether a line stands between the title of a table and the table: the day of what it counts, 人员情况 ⏎ 2023年12月31日."""
    below = lines[number + 1] if number + 1 < len(lines) else None
    above = lines[number - 1] if number else None
    if below is None or below.table is None or above is None or above.table is not None:
        return False
    return _titles_table().search(above.text) is not None


@cache
def _titles_table() -> re.Pattern[str]:
    return re.compile("|".join(load("identity")["table_titles"]))


@cache
def _date_label() -> re.Pattern[str]:
    return re.compile("|".join(label_pattern(label) for label in load("identity")["date_labels"]))


def _date_line(line: Line) -> DateMention | None:
    """A line that ends with a date and holds nothing else but a unit's name or a date label in front."""
    if len(line.text) > 50 or line.table is not None:
        return None
    mention = find_date(line.text)
    if mention is None or line.text[mention.end :].strip("。)日") or (mention.day is None and mention.start):
        return None
    before = line.text[: mention.start].rstrip(":(")
    if before and not _date_label().fullmatch(before) and unit_name(line.flow.part(0, len(before))) is None:
        return None
    return mention
