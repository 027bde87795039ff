"""Splitting: the sentences of a document, with their numbers and all that they stand below.

Belongs here: layout → labelled numbers, for running text. Does not belong here: what is printed on over several paragraphs
(paragraphs), where a sentence ends (sentence_bounds), the lines above it (standing), meaning, tables.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.extract.prose.announced_list import AnnouncedList
from pipelines.extract.prose.day_lines import DayLine
from pipelines.extract.prose.labelling import label_numbers
from pipelines.extract.prose.named_behind import with_names
from pipelines.extract.prose.paragraphs import may_go_on, paragraphs, table_starts
from pipelines.extract.prose.sentence_bounds import is_title, sentence_bounds
from pipelines.extract.prose.sentences import LONGEST_LEAD, LabelledNumber, Sentence
from pipelines.extract.prose.standing import Standing, is_counted_title
from pipelines.model.claims import SectionClaim
from pipelines.model.document import BlockKind, Document
from pipelines.model.flow import Flow

FORESIGHT = 16


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
    told = list(_from_the_top(document, sections))
    upcoming: tuple[LabelledNumber, ...] = ()
    seen: list[Sentence] = []
    for place in range(len(told) - 1, -1, -1):
        sentence = replace(told[place], upcoming=upcoming) if upcoming else told[place]
        goes_on = not sentence.first or sentence.below
        upcoming = (*sentence.numbers, *upcoming)[:FORESIGHT] if goes_on else ()
        seen.append(sentence)
    return reversed(seen)


@dataclass(slots=True)
class _ParagraphBefore:
    """The paragraph right before, as far as a sentence that it breaks off may go on behind it. A table between ends that."""

    tables: Sequence[int]
    text: str = ""
    amid: bool = False
    titled: bool = False
    passed: int = 0

    def goes_on(self, kind: BlockKind, flow: Flow) -> bool:
        """Whether the next paragraph may begin amid a sentence; it is then the one before."""
        if flow.offsets and (passed := bisect_right(self.tables, flow.offsets[0])) != self.passed:
            self.text, self.passed = "", passed
        self.amid = kind is BlockKind.PARAGRAPH and may_go_on(self.text, flow.text, self.amid, self.titled)
        self.text, self.titled = flow.text, kind is BlockKind.HEADING
        return self.amid


def _from_the_top(document: Document, sections: SectionIndex) -> Iterator[Sentence]:
    """The sentences without those that follow (``upcoming``)."""
    count = 0
    before, standing = _ParagraphBefore(table_starts(document)), Standing()
    listed, day = AnnouncedList(), DayLine()
    for kind, flow in paragraphs(document):
        amid = before.goes_on(kind, flow)
        below = listed.takes(kind, flow.text)
        standing.enter_paragraph(kind, flow)
        opened, title = 0, None
        for start, end in sentence_bounds(flow.text):
            part = flow.part(start, end)
            if not part.text:
                continue
            count += 1
            section = sections.at(part.offsets[0])
            standing.enter_section(section)
            is_followed = end < len(flow.text)
            if is_followed and is_counted_title(part.text):
                standing.enter_counted_title(part)
                opened = end
            elif start == opened and (is_followed or not below) and is_title(part.text):
                standing.enter_title(part)
                opened, title, below = end, part, False
            yield Sentence(
                number=count,
                section=section.code if section else None,
                flow=part,
                numbers=with_names(tuple(label_numbers(part))),
                continues=flow.text[start - 1 : start] == ";",
                heading=standing.heading,
                lead=flow.text[max(opened, start - LONGEST_LEAD) : start],
                first=start == opened,
                below=below,
                announced=listed.text if below else "",
                above=standing.above,
                close=standing.close,
                upper=standing.upper(),
                dated=day.text,
                amid=amid,
                titled=title if start == opened else None,
            )
        day.pass_by(flow.text)
        standing.pass_by(kind, flow.text)
