"""Headings above: the numbered headings that a table or a score stands below, whatever sentences stand between.

Belongs here: 「三、县福利院」 above 「1.支出情况」 above a sentence above the table. Does not belong here: the lines right above a table
(texts), what a heading says of the figures below it (foreign, prose.frames,
indicators.score_headings).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.extract.outline.headings import marker
from pipelines.extract.prose.heading_path import HeadingPath
from pipelines.extract.tables.far_units import folded
from pipelines.extract.tables.header import header_pattern
from pipelines.model.document import Block, BlockKind, Document

LONGEST = 40
NO_HEADING = re.compile(r"\d[万亿]?元|\d[人名%]|[。;,，]$")


@dataclass(slots=True)
class HeadingsAbove:
    """The headings in force while the blocks of a document are passed from the top; an annex ends them."""

    document: Document
    path: HeadingPath = field(default_factory=HeadingPath)

    def pass_by(self, block: Block) -> None:
        """Go past a paragraph or heading."""
        if block.kind in (BlockKind.TABLE, BlockKind.FURNITURE):
            return
        text = folded(self.document, block)
        if header_pattern("annex").search(text):
            self.path = HeadingPath()
        elif marker(text) is not None and len(text) <= LONGEST and NO_HEADING.search(text) is None:
            self.path.enter(text)

    def lines(self) -> Iterator[str]:
        """From the nearest on."""
        if self.path.now:
            yield self.path.now
            yield from reversed(self.path.upper)


@dataclass(slots=True)
class HeadingsAt:
    """The headings in force at places of a document that are asked for in any order."""

    document: Document
    _known: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)

    def lines(self, offset: int) -> tuple[str, ...]:
        """From the nearest on, for what stands at an offset of the text."""
        if not self._known:
            above = HeadingsAbove(self.document)
            for block in self.document.blocks:
                above.pass_by(block)
                self._known.append((block.span.start, tuple(above.lines())))
        place = bisect_right(self._known, offset, key=lambda known: known[0]) - 1
        return self._known[place][1] if place >= 0 else ()
