"""Score lines: points and grades of a form whose cells were copied one per line (自评得分 ⏎ 91 ⏎ 自评等级 ⏎ 优).

Belongs here: a field's title on one line and its value on the next, the total row over three lines. Does not belong
here: what stands on one line (score_words) and copied indicator tables (flat).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.extract.indicators.columns import title_role
from pipelines.extract.indicators.score_clauses import Stated
from pipelines.extract.indicators.score_fields import (
    is_grade,
    is_points,
    is_total_row,
    names_field,
    read_field,
    read_total_row,
    ticked_grade,
)
from pipelines.model.document import BlockKind, Document

_LONGEST = 24
"""Characters of the longest line that can be a title or a value."""


def lines_of_fields(document: Document) -> Iterator[Stated]:
    """What a title states with the line or the two lines below it."""
    flows = [
        document.flow(block)
        for block in document.blocks
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
    ]
    said = [flow.folded().text if len(flow.text) <= _LONGEST else "" for flow in flows]
    for place, title in enumerate(said):
        if not names_field(title) or (place and title_role(said[place - 1]) is not None):
            continue  # 分值 ⏎ 自评得分: the heads of columns
        below = [*said[place + 1 : place + 4], "", "", ""]
        if is_points(below[0]) and is_points(below[1]):
            cells = flows[place : place + 3]
            if not _goes_on(below[2]) and is_total_row(cells):
                yield from read_total_row(cells)
        elif _is_value(below):
            yield from read_field(flows[place], flows[place + 1])


def _is_value(below: Sequence[str]) -> bool:
    """Whether the line below a title is its value: none of a row of numbers or of the grades to choose from."""
    value, after = below[0], below[1]
    return (is_points(value) and not _goes_on(after)) or (is_grade(value) and ticked_grade(after) is None)


def _goes_on(text: str) -> bool:
    """Whether a line is one more number of the same row."""
    return text[:1].isdigit() and not any("一" <= character <= "鿿" for character in text)
