"""Unit names as printed: in titles, behind labels, in first sentences, in tables, above the date.

Belongs here: where a report prints the name of its unit and of its project, and what is cut off around it (附件4,
codes, 部门, 本级). Does not belong here: which place and department the name stands for (normalize).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.extract.dates import title_years
from pipelines.extract.identity.titles import Line, Title
from pipelines.lexicon import load
from pipelines.model.flow import Flow

UNKNOWN = "unknown"
_CODE = r"〔[\d\-]+〕|[\dA-Za-z]{6,}[-—_]|\d{3,}[-—_]?"
_NAME = re.compile(r"[\u4e00-\u9fff*＊×XＸ〇○·()\dA-Za-z、]{2,40}")
_UNIT_COLUMN = re.compile(r"(?:单位|部门|工作单位)(?:名称)?")
_BRACKET = r"(?:\([^()]{0,10}\))?"
_LONGEST_LABELLED = 200
_GAP = 3
"""Fewest spaces between a label and its value in a form that was printed without rules; one less behind a long label."""
_LONG_LABEL = 4


@dataclass(frozen=True, slots=True)
class UnitName:
    """A name without what is printed around it; ``scope``: what the words cut off behind it say of the report."""

    flow: Flow
    scope: str


def unit_name(flow: Flow) -> UnitName | None:
    """The unit's name in a folded flow that holds nothing else, or None where it is no name."""
    words = load("identity")
    head = _before_name().match(flow.text)
    start, end, scope = head.end() if head else 0, len(flow.text), UNKNOWN
    behind = _behind_name()
    while flow.text.endswith(behind, start, end):
        cut = next(row for row in words["behind"] if flow.text.endswith(row["text"], start, end))
        end -= len(cut["text"])
        scope = cut.get("scope", scope) if scope == UNKNOWN else scope
    name = flow.text[start:end]
    if not _NAME.fullmatch(name) or not name.endswith(tuple(words["unit_endings"])):
        return None
    if name in words["no_names"] or name.startswith(tuple(words["no_name_starts"])):
        return None
    return UnitName(flow.part(start, end), scope)


@cache
def _behind_name() -> tuple[str, ...]:
    return tuple(row["text"] for row in load("identity")["behind"])


@cache
def _before_name() -> re.Pattern[str]:
    before = load("identity")["before"]
    annex, words = "|".join(before["annex"]), "|".join(before["words"])
    return re.compile(
        rf"(?:(?:{annex})\d*[:、.]?)?(?:{before['doc_no']}|{_CODE})?(?:{before['about']}|{words})?[:\-]?"
    )


def title_unit(title: Title) -> UnitName | None:
    """The unit in the title: before the year, else between the year and the title words, else in a bracket behind."""
    start = title.words[0]
    year = next((y for y in title_years(title.text) if y.start < start), None)
    parts = [(0, year.start), (year.end, start)] if year else [(0, start)]
    bracket = re.search(r"\(([^()]+)\)$", title.text)
    if bracket:
        parts.append(bracket.span(1))
    for first, last in parts:
        found = unit_name(_trimmed(title.flow, first, last))
        if found is not None:
            return found
    named = _unit_and_subject(title)
    return unit_name(named[0]) if named else None


def _unit_and_subject(title: Title) -> tuple[Flow, Flow] | None:
    """Unit and project that stand together before the year or behind it: 石桥县人民医院基本公共卫生补助资金2023年度…."""
    end = _evaluation(title)
    year = next((y for y in title_years(title.text) if y.start < end), None)
    if year is None:
        return None
    for first, last in ((0, year.start), (year.end, end)):
        part = _trimmed(title.flow, first, last)
        match = _together().fullmatch(part.text)
        if match is not None:
            return part.part(*match.span("unit")), part.part(*match.span("subject"))
    return None


@cache
def _together() -> re.Pattern[str]:
    words = load("identity")["subject"]
    return re.compile(
        rf"(?P<unit>[\u4e00-\u9fff]{{2,20}}?(?:{words['unit_ends']}))(?P<subject>[\u4e00-\u9fff、()]{{4,36}}{words['bracket']})"
    )


def title_subject(title: Title) -> Flow | None:
    """The project or programme that a title names, or None: between the year and 绩效 or 自评 (辅警人员经费), else in the
    bracket behind (（特殊教育公用经费项目）)."""
    together = _unit_and_subject(title)
    before = None if together else _behind_place(title)
    return (together[1] if together else before) or _subject_inside(title) or _subject_in_bracket(title)


def _behind_place(title: Title) -> Flow | None:
    """The project between the county and the year: 石桥县危房改造转移支付2022年度绩效自评报告."""
    end = _evaluation(title)
    year = next((y for y in title_years(title.text) if y.start < end), None)
    if year is None or year.end != end:
        return None
    part = _trimmed(title.flow, 0, year.start)
    ending = load("identity")["subject"]["bracket"]
    match = re.fullmatch(rf"[\u4e00-\u9fff]{{2,8}}?[县区旗市]([\u4e00-\u9fff]{{2,30}}{ending})", part.text)
    return _subject(part.part(*match.span(1))) if match else None


def _evaluation(title: Title) -> int:
    """Where a title begins to say that it evaluates; -1 where it does not."""
    places = (title.text.find(word, title.words[0]) for word in ("绩效", "自评"))
    return next((place for place in places if place >= 0), -1)


def _subject_in_bracket(title: Title) -> Flow | None:
    ending = load("identity")["subject"]["bracket"]
    bracket = re.search(rf"\(([^()]+{ending})\)$", title.text)
    return _subject(title.flow.part(*bracket.span(1))) if bracket else None


def _subject_inside(title: Title) -> Flow | None:
    end = _evaluation(title)
    year = next((y for y in title_years(title.text) if y.start < title.words[0]), None)
    if end < 0 or year is None or year.end >= end:
        return None
    named = _trimmed(title.flow, year.end, end)
    if named.text.endswith("项目支出"):
        named = named.part(0, len(named.text) - len("支出"))
    return _subject(named)


def label_pattern(label: str) -> str:
    """A label with whatever bracket may stand in it: 部门(单位)名称(公章)."""
    return "".join(re.escape(character) + _BRACKET for character in label)


def labelled(lines: Sequence[Line], labels: Sequence[str]) -> Iterator[tuple[int, Flow]]:
    """Values behind labels with the label's rank: ``label:value`` in a line or cell, the next cell, the next line."""
    alone, inside, before_gap = _label_patterns(tuple(labels))
    before_colon = _before_colon(tuple(labels))
    firsts = {label[0] for label in labels}
    for number, line in enumerate(lines):
        text = line.text
        if len(text) > _LONGEST_LABELLED:
            continue
        may_begin = text[:1] in firsts
        match = alone.match(text) if may_begin else None
        if match is not None:
            value = _next_value(lines, number)
            if value is not None and not any_label().match(value.text):
                yield _rank(match), value.flow
            continue
        match = before_gap.match(text) if may_begin and line.table is None else None
        if match is not None and _gap_at(line.flow, match.end()) >= _least_gap(labels[_rank(match)]):
            value_flow = _cut(line.flow, match.end())
            if value_flow is not None:
                yield _rank(match), value_flow
            continue
        for match in inside.finditer(text) if ":" in text and before_colon.search(text) else ():
            rank = _rank(match)
            if match.start() == 0 or len(labels[rank]) >= 4:
                value_flow = _cut(line.flow, match.end())
                if value_flow is not None:
                    yield rank, value_flow


def glued(flow: Flow, labels: Sequence[str]) -> Iterator[tuple[int, Flow]]:
    """Values in a form that was copied into one line without any border: from a label to the next label."""
    for match in re.finditer("|".join(f"({label_pattern(label)})" for label in labels), flow.text):
        value = _cut(flow, match.end())
        if value is not None:
            yield _rank(match), value


def subject_name(flow: Flow) -> Flow | None:
    """A project's name without code and generic words, or None where nothing is left."""
    code = re.match(rf"(?:{_CODE})", flow.text)
    rest = flow.part(code.end(), len(flow.text)) if code and code.end() < len(flow.text) else flow
    return rest if _subject(rest) is not None else None


def opening_units(flows: Sequence[Flow]) -> Iterator[Flow]:
    """Names in the first paragraphs (对…2025年整体支出)."""
    for flow in flows:
        for pattern in _opening():
            for match in pattern.finditer(flow.text):
                yield flow.part(*match.span("unit"))


def column_units(lines: Sequence[Line]) -> Iterator[Flow]:
    """The first cell below a header 单位名称 or 工作单位."""
    columns: defaultdict[tuple[int, int | None], list[Line]] = defaultdict(list)
    for line in lines:
        if line.table is not None:
            columns[line.table, line.column].append(line)
    for line in lines:
        if line.table is None or not _UNIT_COLUMN.fullmatch(line.text):
            continue
        column = columns[line.table, line.column]
        first = next((below for below in column if (below.row or 0) > (line.row or 0)), None)
        if first is not None:
            yield first.flow


def _trimmed(flow: Flow, start: int, end: int) -> Flow:
    """Without punctuation at either end and without a bracket that has lost its partner."""
    text = flow.text
    while start < end and (text[start] in "),:度" or (text[start] == "(" and ")" not in text[start:end])):
        start += 1
    while start < end and (text[end - 1] in "(,:" or (text[end - 1] == ")" and "(" not in text[start:end])):
        end -= 1
    return flow.part(start, end)


def _subject(flow: Flow) -> Flow | None:
    generic = load("identity")["subject"]["generic"]
    rest = flow.text
    while rest:
        word = next((g for g in generic if rest.startswith(g)), None)
        if word is None:
            return flow
        rest = rest[len(word) :]
    return None


def _gap_at(flow: Flow, place: int) -> int:
    """How many characters of white space stand in the document before a place of the folded text; 0 at its end."""
    inside = 0 < place < len(flow.text)
    return flow.offsets[place] - flow.offsets[place - 1] - 1 if inside else 0


def _least_gap(label: str) -> int:
    return _GAP if len(label) < _LONG_LABEL else _GAP - 1


def _rank(match: re.Match[str]) -> int:
    return next(i for i, group in enumerate(match.groups()) if group is not None)


def _next_value(lines: Sequence[Line], number: int) -> Line | None:
    if number + 1 == len(lines):
        return None
    line, following = lines[number], lines[number + 1]
    same = following.table == line.table and following.row == line.row
    return following if same else None


def _cut(flow: Flow, start: int) -> Flow | None:
    """From ``start`` to the next label, stop word or punctuation."""
    stop = _any_stop().search(flow.text, start + 1)
    end = stop.start() if stop else len(flow.text)
    part = _trimmed(flow, start, end)
    return part if part.text else None


@cache
def _label_patterns(labels: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A cell that is a label and nothing else, a label with its colon anywhere, one that opens a line; the group tells which."""
    any_of = "|".join(f"({label_pattern(label)})" for label in labels)
    return re.compile(rf"(?:{any_of}):?$"), re.compile(rf"(?:{any_of}):"), re.compile(rf"(?:{any_of})")


@cache
def _before_colon(labels: tuple[str, ...]) -> re.Pattern[str]:
    """The last character of a label or of the bracket in it, with its colon: most lines hold none."""
    return re.compile(f"[{re.escape(''.join(sorted({label[-1] for label in labels})))})]:")


@cache
def any_label() -> re.Pattern[str]:
    """Any label of a form that says whose report it is, of what, of which year or date."""
    words = load("identity")
    labels = [*words["unit_labels"], *words["subject_labels"], *words["year_labels"], *words["date_labels"]]
    return re.compile("|".join(label_pattern(label) for label in sorted(labels, key=len, reverse=True)))


@cache
def _any_stop() -> re.Pattern[str]:
    words = load("identity")
    labels = [*words["unit_labels"], *words["subject_labels"], *words["year_labels"], *words["date_labels"]]
    long = [label for label in labels if len(label) > 2]
    return re.compile(
        "|".join([*(label_pattern(s) for s in long), *map(re.escape, words["stops"]), "[。;;,]"])
    )


@cache
def _opening() -> tuple[re.Pattern[str], ...]:
    unit = r"(?P<unit>[\u4e00-\u9fff*＊×X]{2,40}?)"
    year = r"(?:20 ?\d\d|二[〇○零一二三四五六七八九]{3})年"
    boundary = r"(?:(?<![\u4e00-\u9fff])|(?<=由)|(?<=对))"
    patterns = []
    for form in load("identity")["opening"]:
        start = boundary if form.startswith("{unit}") else ""
        patterns.append(re.compile(start + form.replace("{unit}", unit).replace("{year}", year)))
    return tuple(patterns)
