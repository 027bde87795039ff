"""Standing: the lines that a sentence stands below while a document is read from the top.

Belongs here: which heading, title or bare line governs the next sentence, and until when. Does not belong here: what such a line
says of the figures below it (frames, part_of_whole, moments), which headings stand above a heading (heading_path).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.extract.meaning import words
from pipelines.extract.outline.headings import marker
from pipelines.extract.prose.bare_lines import BareLine, bare_line
from pipelines.extract.prose.heading_path import HeadingPath
from pipelines.model.claims import SectionClaim
from pipelines.model.document import BlockKind
from pipelines.model.flow import Flow, fold

ORDINAL_TITLE = re.compile(r"[一二三四五六七八九]是[^\d,，;。:]{2,12}。")
AMOUNT = re.compile(r"\d[万亿]?元")
FIRST = re.compile(r"[(]?[1一][)、.]")
MONTH_LINE = re.compile(r"\((?:19|20)\d{2}年\d{1,2}月份?\)")


@dataclass(slots=True)
class Standing:
    """``heading``: the folded text of the line that governs; ``above``: the line of bare words printed last below it, which is
    ``close`` to the paragraph right behind it, and to all that follow if it has a number."""

    heading: str = ""
    above: str = ""
    close: bool = False
    _line: str = ""  # the line of bare words over a title that opens its paragraph
    _level: int | None = None  # that of the heading under which the line above was printed
    _headed: int = -1  # where the heading stands in the raw text
    _kept: tuple[str, int, str] | None = None  # what holds again behind the paragraph of a counted title
    _path: HeadingPath = field(default_factory=HeadingPath)
    _dotted: list[BareLine] = field(default_factory=list)  # lines like 2.1 that hold

    def enter_paragraph(self, kind: BlockKind, flow: Flow) -> None:
        """Begin a paragraph or heading: 一是基本支出。… held to the end of the one before."""
        if self._kept is not None:
            (self.heading, self._headed, self.above), self._kept = self._kept, None
        if kind is BlockKind.HEADING:
            self._enter(flow.text, flow.offsets[0] if flow.text else self._headed)

    def enter_section(self, section: SectionClaim | None) -> None:
        """Begin a sentence of a section: its heading governs unless a line behind it has come to."""
        is_new = section is not None and section.span.start > self._headed
        if section is not None and is_new and section.heading and not AMOUNT.search(section.heading):
            self._enter(fold(section.heading), section.span.start)

    def enter_counted_title(self, part: Flow) -> None:
        """一是基本支出。…: a title that counts holds to the end of its paragraph; the line above it is kept."""
        self._kept = self._kept or (self.heading, self._headed, self.above)
        self.heading, self._headed = part.text, part.offsets[0]

    def enter_title(self, part: Flow) -> None:
        """A title that opens its paragraph governs like a heading; the line above holds for the titles that are numbered below it."""
        line, number, level = self.above or self._line, marker(part.text), self._level
        self._enter(part.text, part.offsets[0])
        if number is None or level is None or self.above:
            return
        if number[0] > level or (number[0] == level and FIRST.match(part.text)):
            self._line, self._level = line, min(level, number[0] - 1)

    def upper(self) -> tuple[str, ...]:
        """The numbered headings above the one that governs now, then the lines of dotted numbers above ``above``."""
        self._path.enter(self.heading)
        lines = (self._line,) if self._line else ()
        if not self._dotted:  # in most reports
            return (*self._path.upper, *lines)
        return (*self._path.upper, *lines, *(line.text for line in self._dotted if line.text != self.above))

    def pass_by(self, kind: BlockKind, text: str) -> None:
        """Go past a paragraph: a line of bare words governs what follows; a month above all headings dates the report."""
        line = bare_line(text)
        if self.heading and MONTH_LINE.fullmatch(text):
            line = BareLine(text)
        if kind is not BlockKind.PARAGRAPH or line is None:
            self.close = self.close and any(self.above == line.text for line in self._dotted)
            return
        self.above, self.close = _above_below(line.text, self.above) or line.text, True
        if not self._line:
            number = marker(self.heading)
            self._level = number[0] if number else None
        self._line = ""
        if line.depth:
            self._dotted = [*(upper for upper in self._dotted if upper.depth < line.depth), line]

    def _enter(self, heading: str, place: int) -> None:
        self.heading, self._headed, self._line = heading, place, ""
        self.above = _above_below(heading, self.above)
        self._dotted.clear()


def is_counted_title(text: str) -> bool:
    """一是基本支出。"""
    return ORDINAL_TITLE.fullmatch(text) is not None


def is_annex_title(line: str) -> bool:
    """城乡低保项目支出绩效自评报告: what follows is of that project, whatever its headings."""
    return bool(line) and words("frames", "annex", "title").search(line) is not None


def _above_below(heading: str, above: str) -> str:
    """What of the line above holds below a new heading: only the title of an annex, until the department is named."""
    is_over = words("frames", "annex", "ends").search(heading)
    return above if is_annex_title(above) and not is_over else ""
