"""Headings above: the numbered headings that a table stands below, whatever sentences stand between.

Belongs here: 「三、县福利院」 above 「1.支出情况」 above a sentence above the table. Does not belong here: the lines right above a table
(texts), what a heading says of the figures below it (foreign, prose.frames).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.extract.outline.headings import marker
from pipelines.extract.prose.heading_path import HeadingPath
from pipelines.extract.tables.header import header_pattern
from pipelines.extract.tables.texts import folded
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
