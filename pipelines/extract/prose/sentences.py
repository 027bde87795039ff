"""Sentences of a document with their numbers and the words before each.

Belongs here: layout → labelled numbers, for running text, and the titles that stand above or in a paragraph. Does not belong
here: what is printed on over several paragraphs (paragraphs), meaning, tables.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.extract.meaning import YEAR, words
from pipelines.extract.numbers import MAY_HOLD_NUMBER, PrintedNumber, printed_numbers
from pipelines.extract.outline.headings import marker
from pipelines.extract.prose.day_lines import DayLine
from pipelines.extract.prose.heading_path import HeadingPath
from pipelines.extract.prose.paragraphs import may_go_on, paragraphs, table_starts
from pipelines.model.claims import SectionClaim
from pipelines.model.document import BlockKind, Document, Span
from pipelines.model.flow import Flow, fold
from pipelines.model.frozen import dataclass

BOUND = re.compile(r"[(《〔)》〕。！？!?;]")
MONTHS = re.compile(r"(?:\d{1,2}月?[-—~至到])?\d{1,2}月(?:份|\d{1,2}日)?")
NOT_IN_TITLE = re.compile(r"[\d,，;]")
LONGEST_TITLE = 40
LONGEST_LEAD = 400
ORDINAL_TITLE = re.compile(r"[一二三四五六七八九]是[^\d,，;。:]{2,12}。")
LONGEST_BEFORE = 1000
FORESIGHT = 16
LIST_LEVEL = 3
LIST_LEVEL_AFTER_PARTS = 2  # behind 其中： even （一） counts parts and is no heading
NO_LIST = 99
LONGEST_ENTRY = 120
ANNOUNCEMENT = 6
ANNOUNCES = re.compile(r"(?:其中|:)[:,，]?$")
OF_PARTS = re.compile(r"其中[:,，]*$")
AMOUNT = re.compile(r"\d[万亿]?元")
BARE_LINE = re.compile(r"(?:(?:19|20)\d{2}(?:年度?|[-—~至到])|[\u4e00-\u9fff()“”、])+:?")
LONGEST_BARE_LINE = 24
MONTH_LINE = re.compile(r"\((?:19|20)\d{2}年\d{1,2}月份?\)")
CLAUSE_END = re.compile(r"[，,；;。]")
CLAUSE_BOUND = re.compile(r"[(《〔“)》〕”，,；;。]")


@dataclass(frozen=True, slots=True)
class LabelledNumber:
    """A number with the words before it, back to the number before or the start of the sentence.

    ``label``: those words; ``clause``: their last clause; ``after``: the words behind, up to the next number.
    ``depth``: how many brackets are open at the number. ``named_at``: where its quote begins, if its words do not
    stand right before it (人员经费、公用经费分别为1万元、2万元).
    """

    label: str
    clause: str
    after: str
    number: PrintedNumber
    depth: int
    named_at: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as folded flow, with its number in the document, its section code and its labelled numbers.

    ``continues``: it follows a semicolon in the same paragraph, so a list may go on in it. ``heading``: the folded
    text of the heading above it, a title that opens its paragraph (2.支出情况。…) included. ``lead``: the sentences
    before it in the same paragraph. ``first``: it opens its paragraph. ``below``: its paragraph is one of a numbered
    list that the words before the list announce (其中：), ``announced`` those words. ``above``: the line of bare words that was printed last below
    that heading (县福利院). ``upcoming``: numbers of the sentences that follow in the same
    paragraph or list. ``upper``: the numbered headings that ``heading`` stands below. ``dated``: a line above that says up to which day all was counted. ``titled``: the title right before it that opens its paragraph. ``amid``: the paragraph before breaks off without a full stop, and this one may go on with it. ``set_aside``: where amounts stand that are no longer among its numbers, because nobody knows their value.
    """

    number: int
    section: str | None
    flow: Flow
    numbers: tuple[LabelledNumber, ...]
    continues: bool = False
    heading: str = ""
    lead: str = ""
    first: bool = False
    below: bool = False
    announced: str = ""
    above: str = ""
    upcoming: tuple[LabelledNumber, ...] = ()
    upper: tuple[str, ...] = ()
    dated: str = ""
    amid: bool = False
    titled: Flow | None = None
    set_aside: tuple[int, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """The lines that a sentence stands below, from the nearest on."""
        return tuple(line for line in (self.above, self.heading, *reversed(self.upper)) if line)

    def span(self, start: int, end: int) -> Span:
        """Raw span of ``flow.text[start:end]``."""
        return Span(*self.flow.raw(start, end))

    def quote_span(self, labelled: LabelledNumber) -> Span:
        """From the first word of the number's clause to its unit."""
        start = labelled.named_at
        if start is None:
            start = labelled.number.start - len(labelled.clause)
        return self.span(start, labelled.number.end)

    def cuts(self, labelled: LabelledNumber) -> bool:
        """Whether the words before a number may have begun in the paragraph before: …公用 | 经费20万元."""
        whole = labelled.number.start == len(labelled.label)
        return self.amid and self.first and whole and not CLAUSE_END.search(labelled.label)

    def follows_set_aside(self, labelled: LabelledNumber) -> bool:
        """Whether the number right before this one was set aside, so that this one may speak of what that one is called."""
        start = labelled.number.start
        last = max((n.number.start for n in self.numbers if n.number.start < start), default=-1)
        return any(last < place < start for place in self.set_aside)

    def before(self, labelled: LabelledNumber) -> str:
        """The words of the sentence up to a number; of an endless one the last of them, so that time stays linear."""
        end = labelled.number.start
        return self.flow.text[max(0, end - LONGEST_BEFORE) : end]

    def number_span(self, labelled: LabelledNumber) -> Span:
        """The digits and the unit."""
        return self.span(labelled.number.start, labelled.number.end)


class SectionIndex:
    """Which section a raw offset stands in; the innermost one that starts last before it."""

    def __init__(self, sections: Sequence[SectionClaim]) -> None:
        self._sections = sorted(sections, key=lambda s: s.span.start)
        self._starts = [s.span.start for s in self._sections]

    def code_at(self, offset: int) -> str | None:
        """Section code, or None before the first section."""
        section = self.at(offset)
        return section.code if section else None

    def at(self, offset: int) -> SectionClaim | None:
        """The section, or None before the first one."""
        place = bisect_right(self._starts, offset) - 1
        return self._sections[place] if place >= 0 else None


def sentences(document: Document, sections: SectionIndex) -> Iterator[Sentence]:
    """All sentences of headings and paragraphs in reading order."""
    told = list(_sentences(document, sections))
    upcoming: tuple[LabelledNumber, ...] = ()
    seen: list[Sentence] = []
    for place in range(len(told) - 1, -1, -1):
        sentence = replace(told[place], upcoming=upcoming) if upcoming else told[place]
        goes_on = not sentence.first or sentence.below
        upcoming = (*sentence.numbers, *upcoming)[:FORESIGHT] if goes_on else ()
        seen.append(sentence)
    return reversed(seen)


def _sentences(document: Document, sections: SectionIndex) -> Iterator[Sentence]:
    count, heading, headed = 0, "", -1  # ``headed``: where the heading stands
    above = ""
    announcement = ""
    announced = NO_LIST  # the level of a list that the paragraph before announces (其中：) or is an item of
    kept: tuple[str, int, str] | None = None
    listed = False  # whether the paragraph before is an entry of a list without numbers that goes on
    last, amid, titled = "", False, False  # the text right before: begins it amid a sentence, is it a heading
    tables, passed, day = table_starts(document), 0, DayLine()
    path = HeadingPath()
    for kind, flow in paragraphs(document):
        if flow.offsets and (before := bisect_right(tables, flow.offsets[0])) != passed:
            last, passed = "", before
        amid = kind is BlockKind.PARAGRAPH and may_go_on(last, flow.text, amid, titled)
        last, titled = flow.text, kind is BlockKind.HEADING
        if kept is not None:  # 一是基本支出。…: the title holds to the end of its paragraph
            (heading, headed, above), kept = kept, None
        number = marker(flow.text)
        below = number is not None and number[0] >= announced
        is_entry = number is None and announced < NO_LIST and kind is BlockKind.PARAGRAPH
        is_entry = is_entry and len(flow.text) <= LONGEST_ENTRY and (listed or flow.text.endswith(";"))
        below, listed = below or is_entry, is_entry and flow.text.endswith(";")
        if not below:
            announced = _announced(flow.text[-ANNOUNCEMENT:])
            announcement = flow.text[-LONGEST_LEAD:] if announced < NO_LIST else ""
        if kind is BlockKind.HEADING:
            heading, headed = flow.text, flow.offsets[0] if flow.text else headed
            above = _above_below(heading, above)
        opened, title = 0, None
        for start, end in _sentence_bounds(flow.text):
            part = flow.part(start, end)
            if not part.text:
                continue
            count += 1
            section = sections.at(part.offsets[0])
            is_new = section is not None and section.span.start > headed
            if section is not None and is_new and section.heading and not AMOUNT.search(section.heading):
                heading, headed = fold(section.heading), section.span.start
                above = _above_below(heading, above)
            counted = end < len(flow.text) and ORDINAL_TITLE.fullmatch(part.text) is not None
            if counted:
                kept = kept or (heading, headed, above)
                heading, headed, opened = part.text, part.offsets[0], end
            elif start == opened and (end < len(flow.text) or not below) and _is_title(part.text):
                heading, headed, opened, below = part.text, part.offsets[0], end, False
                above, title = _above_below(heading, above), part
            path.enter(heading)
            yield Sentence(
                number=count,
                section=section.code if section else None,
                flow=part,
                numbers=tuple(label_numbers(part)),
                continues=flow.text[start - 1 : start] == ";",
                heading=heading,
                lead=flow.text[max(opened, start - LONGEST_LEAD) : start],
                first=start == opened,
                below=below,
                announced=announcement if below else "",
                above=above,
                upper=path.upper,
                dated=day.text,
                amid=amid,
                titled=title if start == opened else None,
            )
        day.pass_by(flow.text)
        is_month = (
            heading != "" and MONTH_LINE.fullmatch(flow.text) is not None
        )  # above all headings it dates the report
        if kind is BlockKind.PARAGRAPH and (is_month or _is_bare_line(flow.text)):
            above = _above_below(flow.text, above) or flow.text


def _announced(end: str) -> int:
    """The highest level of the numbers of a list that words at the end of a paragraph announce."""
    if not ANNOUNCES.search(end):
        return NO_LIST
    return LIST_LEVEL_AFTER_PARTS if OF_PARTS.search(end) else LIST_LEVEL


def _is_title(text: str) -> bool:
    """A numbered title without an amount of its own, alone or at the start of its paragraph."""
    if len(text) > LONGEST_TITLE or text.endswith(";"):
        return False
    number = marker(text)
    if number is None:
        return False
    words = YEAR.sub("", _without_months(text[number[1] :]))
    return not NOT_IN_TITLE.search(words)


def _without_months(title: str) -> str:
    """A title that ends in 情况 or a bracket without the part of the year that it is on: 1-10月收支情况, 执行情况(2024年12月)."""
    return MONTHS.sub("", title) if title.rstrip("。:;").endswith(("情况", "月)", "月份)")) else title


def is_annex_title(line: str) -> bool:
    """城乡低保项目支出绩效自评报告: what follows is of that project, whatever its headings."""
    return bool(line) and words("frames", "annex", "title").search(line) is not None


def _above_below(heading: str, above: str) -> str:
    """What of the line above holds below a new heading: only the title of an annex, until the department is named."""
    is_over = words("frames", "annex", "ends").search(heading)
    return above if is_annex_title(above) and not is_over else ""


def _is_bare_line(text: str) -> bool:
    """A short line of words alone: the name of what the lines below it speak of."""
    return len(text) <= LONGEST_BARE_LINE and BARE_LINE.fullmatch(text) is not None


def _colon_title(text: str) -> int:
    """Where a numbered title ends that its paragraph goes on behind: 1.资金安排及到位情况:年初…; 0 where there is none."""
    number = marker(text)
    title = words("meaning", "title", "colon").match(text, number[1]) if number is not None else None
    return title.end() if title and title.end() < len(text) else 0


def _sentence_bounds(text: str) -> Iterator[tuple[int, int]]:
    """Ends at 。！？； outside brackets, and behind a title; an unclosed bracket does not swallow the paragraph."""
    start, depth = _colon_title(text), 0
    if start:
        yield 0, start
    for bound in BOUND.finditer(text, start):
        character = bound.group()
        if character in "(《〔":
            depth += 1
        elif character in ")》〕":
            depth = max(0, depth - 1)
        elif depth == 0 or character == "。":
            yield start, bound.end()
            start, depth = bound.end(), 0
    if start < len(text):
        yield start, len(text)


def label_numbers(flow: Flow) -> Iterator[LabelledNumber]:
    """Each number of a sentence with a unit, and each number that might lack one, with its words."""
    text = flow.text
    if not MAY_HOLD_NUMBER.search(text):
        return
    numbers = list(printed_numbers(flow))
    carrying = [n for n in numbers if n.quantity is not None or n.uncertain or _may_lack_unit(text, n)]
    before = depth = 0
    for index, number in enumerate(carrying):
        label = text[before : number.start]
        limit = carrying[index + 1].start if index + 1 < len(carrying) else len(text)
        start = carrying[index - 1].start if index else 0
        depth += text.count("(", start, number.start) - text.count(")", start, number.start)
        yield LabelledNumber(label, _last_clause(label), text[number.end : limit], number, max(0, depth))
        before = number.end


def _may_lack_unit(text: str, number: PrintedNumber) -> bool:
    """A decimal number, or one at the end of a clause: the shape of an amount whose unit was left out."""
    following = text[number.end : number.end + 1]
    if following == ")" and number.text.isdigit() and text[number.start - 1 : number.start] == "(":
        return False  # (1) counts a list
    return (
        following in ("", "，", ",", "。", ";", ")", "万", "亿")
        and number.start > 0
        and text[number.start - 1] not in "第号〔-/.:"
    )


def _last_clause(label: str) -> str:
    """Words after the last comma outside brackets and quotation marks."""
    depth, start = 0, 0
    for bound in CLAUSE_BOUND.finditer(label):
        character = bound.group()
        if character in "(《〔“":
            depth += 1
        elif character in ")》〕”":
            depth = max(0, depth - 1)
        elif depth == 0:
            start = bound.end()
    return label[start:]
