"""Title lines: the printed lines of a document and the title among them.

Belongs here: lines of paragraphs and cells in reading order, and where the title stands (it may run over several
lines, with the unit above it and the year in brackets below). Does not belong here: what the title means for the
kind (kind) and whose it is (identity).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from pipelines.extract.dates import title_years
from pipelines.lexicon import load
from pipelines.model.claims import Said
from pipelines.model.document import READING_ORDER, BlockKind, Document, Span
from pipelines.model.flow import Flow, join_flows
from pipelines.model.frozen import dataclass

FIRST_LINES = 80
LONGEST_TITLE = 90
_LONGEST_PART = 60
_NO_TITLE = re.compile(r"[。;;!?《“]|[,，].*[,，]")
_BRACKETED = re.compile(r"\([^()]{1,20}\)?|20 ?\d\d年度?\)")
_GENERIC = re.compile(r"(?:关于|对|的|年度|度|本级|部门|单位|预算|机关|财政|支出)*")
_KINDS_OF_MONEY = re.compile(r"(?:专项|补助|资金|经费|项目)*")
_YEAR_LINE = re.compile(r"\(?(?:20 ?\d\d|二[〇○零一二三四五六七八九]{3})年?度?\)?")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a paragraph, or one cell, folded: its ``text`` without white space, that of its ``flow``.

    ``row`` and ``column`` are None outside of tables.
    """

    flow: Flow
    text: str
    block: int
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class TitleWord:
    """One wording of a title: the kind that it stands for, and its pattern. ``must_name``: alone it is a heading.

    ``ending``: the last words of each title of this wording.
    """

    code: str
    is_weak: bool
    must_name: bool
    pattern: re.Pattern[str]
    ending: str


@dataclass(frozen=True, slots=True)
class Title:
    """The title's lines joined (``flow``); ``words`` is the range of the words that give the kind away.

    ``first`` and ``last`` are indices of its lines; ``head`` is the length of the unit lines above.
    """

    flow: Flow
    words: tuple[int, int]
    word: TitleWord
    first: int
    last: int

    @property
    def text(self) -> str:
        """Folded text without white space."""
        return self.flow.text


def printed_lines(document: Document) -> tuple[Line, ...]:
    """Printed lines and table cells in reading order; page numbers, running headers and empty lines left out."""
    lines: list[Line] = []
    for number, block in enumerate(document.blocks):
        if block.kind is BlockKind.FURNITURE:
            continue
        flows: list[tuple[Flow, int | None, int | None]]
        if block.table is None:
            flows = [(document.flow(piece).folded(), None, None) for piece in block.pieces]
        else:
            cells = sorted(document.tables[block.table].cells, key=READING_ORDER)
            flows = [(document.flow(cell).folded(), cell.row, cell.column) for cell in cells]
        for flow, row, column in flows:
            if flow.text:
                kept = _without_bar(flow) if flow.text[-1] == "|" else flow
                lines.append(Line(kept, kept.text, number, block.table, row, column))
    return tuple(lines)


def _without_bar(flow: Flow) -> Flow:
    """Without the border that a copy leaves behind each cell: 项目支出绩效自评表|."""
    is_barred = flow.text.find("|") == len(flow.text) - 1 > 0
    return flow.part(0, len(flow.text) - 1) if is_barred else flow


def said(document: Document, flow: Flow) -> Said:
    """A part of a folded flow as printed: its characters in their printed form, wraps and spaces closed."""
    text = "".join(
        " " if folded == " " else document.text[offset]
        for folded, offset in zip(flow.text, flow.offsets, strict=True)
    )
    return Said(text, Span(flow.offsets[0], flow.offsets[-1] + 1))


def title_of(document: Document, lines: Sequence[Line]) -> Title | None:
    """The title of a document with these ``printed_lines``, looked for once."""
    return document.remember("title", lambda _: find_title(lines))


def find_title(lines: Sequence[Line]) -> Title | None:
    """The first title among the first lines; a numbered heading or a bare 部门决算 only where there is no other."""
    found = (title_at(lines, last) for last in range(min(len(lines), FIRST_LINES)))
    doubtful: Title | None = None
    for title in found:
        if title is not None and is_sure(title):
            return title
        doubtful = doubtful or title
    return doubtful


def is_sure(title: Title) -> bool:
    """Whether a title is more than a heading, and more than the name of a column of the site (部门预算, 部门决算)."""
    words = load("kinds")["doubtful"]
    if re.match(words["numbered"], title.text):
        return False
    return title.word.code not in words["bare_codes"] or title.words != (0, len(title.text))


def title_at(lines: Sequence[Line], last: int) -> Title | None:
    """The title whose words end in line ``last``; of several readings the first that says of what it is a report.

    A line that is nothing but such words (绩效自评报告) belongs to the line with the year above it.
    """
    if not _may_end_title().search(lines[last].text, 0, LONGEST_TITLE):
        return None
    found = list(_ending_at(lines, last))
    if not found:
        return None
    named = next((title for title in found if not title[2][0].is_weak), found[0])
    if _KINDS_OF_MONEY.fullmatch(named[1].text, 0, named[2][1]):
        named = next((title for title in found if _goes_on(lines, title, last)), named)
    first, flow, words = named
    return _with_neighbours(lines, first, last, flow, words)


def _goes_on(lines: Sequence[Line], title: tuple[int, Flow, tuple[TitleWord, int, int]], last: int) -> bool:
    """Whether a reading over two lines begins with the year and breaks off in the name of a fund: …水污染防治 / 专项资金…."""
    first, flow, (_, start, _) = title
    text = lines[first].text
    broken = first == last - 1 and ":" not in text and not unit_end().search(text)
    return broken and bool(title_years(flow.text[:start] or text))


def _ending_at(lines: Sequence[Line], last: int) -> Iterator[tuple[int, Flow, tuple[TitleWord, int, int]]]:
    """Titles that end in line ``last`` and begin in it or up to two lines above."""
    for first in range(last, max(last - 3, -1), -1):
        if first < last and not _may_continue(lines[first]):
            return
        flow = join_flows([line.flow for line in lines[first : last + 1]])
        found = _title_words(flow.text, len(flow.text) - len(lines[last].text))
        if found is not None:
            yield first, flow, found


def _may_continue(line: Line) -> bool:
    return len(line.text) <= _LONGEST_PART and line.table is None and not _NO_TITLE.search(line.text)


@lru_cache(maxsize=4096)
def _title_words(text: str, fresh: int) -> tuple[TitleWord, int, int] | None:
    """The wording that ends in ``text`` behind ``fresh`` with nothing but a bracket, a label or the line's end after."""
    for word in _words_ending_in(text):
        for match in word.pattern.finditer(text, 0, LONGEST_TITLE):
            start, end = match.span()
            if end <= fresh or (word.must_name and not start) or _NO_TITLE.search(text[:end]):
                continue
            if not _may_follow().match(text, end):
                continue
            return word, start, end
    return None


def _with_neighbours(
    lines: Sequence[Line], first: int, last: int, flow: Flow, found: tuple[TitleWord, int, int]
) -> Title:
    word, start, end = found
    rest = flow.text[end:]
    if (
        rest.startswith("(")
        and ")" not in rest
        and last + 1 < len(lines)
        and ")" in lines[last + 1].text[:12]
    ):
        last += 1
        flow = join_flows([flow, lines[last].flow])
        rest = flow.text[end:]
    bracket = _BRACKETED.match(rest)
    end_of_title = end + (bracket.end() if bracket else 0)
    parts = [flow.part(0, end_of_title)]
    if end_of_title == len(flow.text) and last + 1 < len(lines):
        below = lines[last + 1]
        if _BRACKETED.fullmatch(below.text) or _YEAR_LINE.fullmatch(below.text) or _names_subject(below):
            parts.append(below.flow)
            last += 1
    head = 0
    has_unit = names_unit(flow.text[:start])
    while first > 0 and head < 2 and _belongs_above(lines[first - 1], parts[0], has_unit):
        first -= 1
        head += 1
        parts.insert(0, lines[first].flow)
        start, end = start + len(lines[first].text), end + len(lines[first].text)
    return Title(join_flows(parts), (start, end), word, first, last)


def _names_subject(line: Line) -> bool:
    """Whether a line is a bracket that names what the report above it is about: （特殊教育公用经费专项资金项目）."""
    ending = load("identity")["subject"]["bracket"]
    return line.table is None and re.fullmatch(rf"\([^()]{{4,40}}{ending}\)", line.text) is not None


def names_unit(text: str) -> bool:
    """Whether a unit's name ends before or behind the year in the first part of a title."""
    years = title_years(text)
    parts = (text[: years[0].start], text[years[0].end :]) if years else (text,)
    return any(unit_end().search(part) and not _GENERIC.fullmatch(part) for part in parts)


def _belongs_above(line: Line, title: Flow, has_unit: bool) -> bool:
    """Whether a line is the first part of the title below it; a web page's heading that says the same is none.

    Above a title that names its unit (``has_unit``) only the year may stand: another name is that of the site.
    """
    text = line.text
    if (
        title.text.startswith(text)
        or line.table is not None
        or len(text) > 30
        or _NO_TITLE.search(text)
        or ":" in text
    ):
        return False
    names = unit_end().search(text) or (title_years(text) and names_unit(text))  # 石桥县民政局2021年度
    return bool(_YEAR_LINE.fullmatch(text) or (not has_unit and names))


@cache
def title_words() -> tuple[TitleWord, ...]:
    """All wordings of lexicon/kinds.toml in their order."""
    return tuple(
        TitleWord(
            row["code"],
            row.get("weak", False),
            row.get("named", False),
            re.compile(_pattern(title)),
            title.rpartition("…")[2],
        )
        for row in load("kinds")["kind"]
        for title in row["title"]
    )


def _words_ending_in(text: str) -> list[TitleWord]:
    """The wordings whose last words stand in a text, in their order: of more than a hundred hardly ever one."""
    return [word for word in title_words() if word.ending in text]


@cache
def _may_end_title() -> re.Pattern[str]:
    """The last characters of all wordings: a line without any of them ends no title."""
    ends = {title[-1] for row in load("kinds")["kind"] for title in row["title"]}
    return re.compile(f"[{''.join(map(re.escape, sorted(ends)))}]")


def _pattern(title: str) -> str:
    return ".{0,25}?".join(re.escape(part) for part in title.split("…"))


@cache
def unit_end() -> re.Pattern[str]:
    """What the end of a unit's name looks like, words behind it (部门, 本级) included."""
    words = load("identity")
    behind = "|".join(re.escape(row["text"]) for row in words["behind"])
    endings = "|".join(map(re.escape, words["unit_endings"]))
    return re.compile(rf"(?:{endings})(?:{behind})*$")


@cache
def _may_follow() -> re.Pattern[str]:
    words = load("identity")
    labels = [*words["unit_labels"], *words["subject_labels"], *words["year_labels"], *words["date_labels"]]
    after = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    behind = "|".join(words["behind_title"]["words"])
    return re.compile(rf"(?:{behind})?$|\(|〔|《|20 ?\d\d年度?\)|{after}")
