"""Frames: what stands above a figure says that it is of another year, another unit, or an example.

Belongs here: the heading, the line and the sentences above a figure whose own words name no year and no unit:
「二、2023年预算执行情况」, 「县福利院」, 「2023年，我局…」, 「例如」. Does not belong here: what the words of the figure itself say
(meaning, staff_scope), which claims are taken back for it (refusing), wording (lexicon/frames.toml).

A figure is never moved to the year or unit of its frame: it is refused, and a person is told.
"""

from __future__ import annotations

import re
from functools import cache

from pipelines.extract.context import Reader, part_of_year
from pipelines.extract.found import Found
from pipelines.extract.meaning import YEAR, words
from pipelines.extract.outline.headings import marker
from pipelines.extract.prose.cut_offs import (
    announces_cut_off,
    is_all_cut_off,
    is_cut_off,
    opens_cut_off,
)
from pipelines.extract.prose.fund_words import without_fund
from pipelines.extract.prose.own_names import is_own_name, last_alone, own_words
from pipelines.extract.prose.part_of_whole import part_doubt, part_named
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.lexicon import load
from pipelines.model.problem import Problem

AMOUNT = r"\d[\d.,]*[万亿]?元"
REASON = "not_own_figure"
UP_TO_A_DAY = frozenset({"executed", "received", "carried_out", "adjusted", "completion"})
"""Stages and rates that grow with the year: what was budgeted at its start is the same on every day."""


def frame_doubt(sentence: Sentence, labelled: LabelledNumber, reader: Reader) -> str | None:
    """Why the words above and before a number say that it is not of the report's year or unit; None where they do not.

    A code of lexicon/frames.toml: ``other_year`` · ``part_of_year`` · ``other_unit`` · ``own_level`` · ``one_project`` ·
    ``example`` · ``income`` · ``supposed`` · ``part_of_money``.
    """
    before = sentence.before(labelled)
    if words("frames", "example", "says").search(before):
        return "example"
    if words("frames", "qualified", "supposed").search(before):
        return "supposed"
    if unit_doubt(sentence, labelled, reader):
        return "other_unit"
    if _is_of_what_was_added(sentence, labelled):
        return "one_project"
    if _is_below_income(sentence, before, reader):
        return "income"
    if any(words("frames", "part", "money").fullmatch(line) for line in sentence.titles):
        return "part_of_money"
    if reader.whole != "project" and (below := part_doubt(sentence, before, reader.names)):
        return below
    return _year_doubt(sentence, labelled, before, reader)


@cache
def _spent_of_added() -> re.Pattern[str]:
    said = load("frames")["added"]
    return re.compile(f"{said['money']}{said['spent']}(?:(?P<spent>{AMOUNT}){said['rate']})?$")


def _is_of_what_was_added(sentence: Sentence, labelled: LabelledNumber) -> bool:
    """执行中因福利院建设追加预算20万元，累计支出18万元，执行率90%: not more was spent than was added for one reason."""
    told = _spent_of_added().search(sentence.before(labelled))
    if told is None:
        return False
    numbers = [n.number for n in sentence.numbers if n.number.start <= labelled.number.start]
    added, spent = numbers[-3:-1] if told["spent"] else numbers[-2:]
    return (
        added.quantity is not None
        and spent.quantity is not None
        and spent.quantity.value <= added.quantity.value
    )


def _is_below_income(sentence: Sentence, before: str, reader: Reader) -> bool:
    """Whether a heading is on income alone, which its own fund may be named after (车辆购置税收入补助资金), and nothing before a
    number speaks of spending."""
    line = sentence.above or sentence.heading
    if reader.whole == "project":
        line = without_fund(line, reader.names)
    if not words("frames", "income", "heading").search(line):
        return False
    return words("frames", "income", "spending").search(f"{sentence.lead}{before}") is None


def unit_doubt(sentence: Sentence, labelled: LabelledNumber, reader: Reader) -> bool:
    """Whether a number stands below the name of another unit, or after a clause whose subject is one."""
    before = sentence.before(labelled)
    told = f"{sentence.lead}{before}"
    if _leaves_out().search(before):
        return True
    own = _last(words("frames", "unit", "own"), told)
    for name in reader.names:
        if name not in own_words():  # 公司 is a part of every company's name
            own = max(own, last_alone(name, told))
    for match in _subject().finditer(told):
        name = match["name"] or match["below"]
        if match.end() - len(name) > own and not is_own_name(name, reader.names):
            return True
    if own >= 0:
        return False
    return any(_names_other_unit(line, reader.names) for line in sentence.titles)


def line_doubt(line: str, reader: Reader) -> str | None:
    """Why a line that stands alone above figures says that they are none of the report's year or whole unit."""
    if _names_other_unit(line, reader.names):
        return "other_unit"
    if reader.whole != "project" and (part := part_named(line, reader.names)) == "own_level":
        return part
    return None if reader.fiscal_year is None else _line_doubt(line, reader.fiscal_year, whole=False)


def is_told_to_a_day(sentence: Sentence, labelled: LabelledNumber, years: set[int], own_year: int) -> bool:
    """Whether a figure of these years is told up to a day that does not end its year, in its sentence or above it."""
    before = sentence.before(labelled)
    above = (*sentence.titles, sentence.announced, sentence.dated)
    return (
        any(is_cut_off(before, labelled.after, year) for year in years)
        or announces_cut_off(sentence.lead, own_year)
        or any(is_cut_off(line, "", own_year) for line in above if line)
        or is_all_cut_off(f"{sentence.dated}。{sentence.lead}。{before}", own_year)
    )


def refuse(sentence: Sentence, labelled: LabelledNumber, code: str, found: Found) -> None:
    """Leave a figure out for its frame, and tell a person."""
    zh, en = load("frames")["message"][code]
    quote = f"{labelled.clause}{sentence.flow.text[labelled.number.start : labelled.number.end]}"
    found.ignore(sentence.number_span(labelled), REASON)
    found.problems.append(
        Problem(
            REASON,
            f"“{quote}”：{zh}，未入库，请核对原文",
            f"'{quote}': {en}; it was not stored",
            sentence.quote_span(labelled),
        )
    )


def _year_doubt(sentence: Sentence, labelled: LabelledNumber, before: str, reader: Reader) -> str | None:
    own_year = reader.fiscal_year
    if own_year is None:
        return None
    lead = f"{sentence.announced}。{sentence.lead}" if sentence.announced else sentence.lead
    if _sums_years("several", f"{lead}{before}", own_year) or _sums_years("vague", before, own_year):
        return "other_year"
    if labelled.depth and _is_in_aside(before, own_year):
        return "other_year"
    this = max(_last(words("frames", "year", "this"), before), before.rfind(f"{own_year}年"))
    alone = _last_year(words("frames", "year", "alone"), before[max(0, this) :], own_year)
    if alone is not None and alone != own_year:
        return "other_year"
    whole = words("meaning", "year", "whole").search(before)
    if this >= 0:
        return (
            None
            if whole or _titles_doubt(sentence, own_year, whole=False) != "part_of_year"
            else "part_of_year"
        )
    opened = _last_year(words("frames", "year", "opens"), lead, own_year)
    if opened is not None:
        return "other_year" if opened != own_year else None
    if words("frames", "year", "part_opens").search(lead) and not whole:
        return "part_of_year"
    if opens_cut_off(lead, own_year) and not whole:
        return "cut_off"
    return _titles_doubt(sentence, own_year, bool(whole))


def _titles_doubt(sentence: Sentence, own_year: int, whole: bool) -> str | None:
    """What the titles above a sentence say of the time of its figures; the nearest one with the report's own year ends them."""
    for line in sentence.titles:
        code = _line_doubt(line, own_year, whole)
        if code or set(map(int, YEAR.findall(line))) == {own_year}:
            return code
    return None


def _is_in_aside(before: str, own_year: int) -> bool:
    """Whether a number stands in a bracket that opens with another year: 决算220万元(上年200万元，其中人员经费决算90万元)."""
    opened = before.rfind("(")
    if opened < 0 or before.rfind(")") > opened:
        return False
    year = _last_year(words("frames", "year", "aside"), before[opened + 1 :], own_year)
    return year not in (None, own_year)


def _sums_years(sort: str, told: str, own_year: int) -> bool:
    """Whether ``several`` years together or a ``vague`` one before opens what is told, and no own year is named since: 2020—2022年，累计支出…."""
    ends = [match.end() for match in words("frames", "year", sort).finditer(told)]
    since = told[ends[-1] :] if ends else ""
    return bool(ends) and f"{own_year}年" not in since and not words("frames", "year", "this").search(since)


@cache
def _line_doubt(line: str, own_year: int, whole: bool) -> str | None:
    """What a heading says of the time of the figures below it."""
    if not line:
        return None
    years = {int(year) for year in YEAR.findall(line)}
    others = words("frames", "year", "span").search(line) or words("frames", "year", "next").search(line)
    if others or words("meaning", "year", "last").search(line) or (years and years != {own_year}):
        return "other_year"
    month = marker(line) is not None or line.startswith("(")
    is_part = part_of_year(line) or (month and words("frames", "year", "month").search(line))
    return "part_of_year" if is_part and not whole else None


def _last_year(pattern: re.Pattern[str], text: str, own_year: int) -> int | None:
    """The year that the last match names; 上年 is the year before ``own_year``."""
    last = None
    for last in pattern.finditer(text):  # noqa: B007
        pass
    if last is None:
        return None
    return int(last[last.lastindex]) if last.lastindex else own_year - 1


def _last(pattern: re.Pattern[str], text: str) -> int:
    last = -1
    for match in pattern.finditer(text):
        last = match.start()
    return last


@cache
def _leaves_out() -> re.Pattern[str]:
    said = load("frames")["unit"]
    return re.compile(said["without"].replace("institution", said["institution"]))


@cache
def _subject() -> re.Pattern[str]:
    said = load("frames")["unit"]
    follows = "|".join(said["told"])
    below = "|".join(said["below"])
    return re.compile(
        rf"(?:(?:^|[。;,，:])(?:其中:?)?(?:[年期][末底])?(?P<name>[\u4e00-\u9fff]{{0,14}}?{said['institution']})(?:{follows})"
        rf"|(?:{below})(?P<below>[^,，。;:\d]{{0,30}}{said['institution']})[,，](?=编制|在职|实有|核定|现有|人员|公用|基本|项目))"
    )


@cache
def is_institution(text: str) -> bool:
    """Whether a text is the name of an institution and nothing more: 县福利院, which is no project."""
    return re.fullmatch(rf"[\u4e00-\u9fff]{{0,14}}{load('frames')['unit']['institution']}", text) is not None


def names_an_institution(text: str) -> bool:
    """Whether an institution is named anywhere in a text."""
    return re.search(load("frames")["unit"]["institution"], text) is not None


@cache
def _names_other_unit(line: str, names: tuple[str, ...]) -> bool:
    """Whether a heading is the name of an institution that is not the report's, or speaks of units below it."""
    number = marker(line)
    title = line[number[1] :] if number else line
    title = title.rstrip("。:;情况")
    if words("frames", "unit", "heading").search(title):
        return True
    title = re.sub(load("frames")["unit"]["of_it"], "", title)
    said = load("frames")["unit"]
    named = re.fullmatch(rf"(?P<name>[\u4e00-\u9fff]{{0,14}}{said['institution']}|{said['office']})", title)
    return named is not None and not is_own_name(named["name"], names)
