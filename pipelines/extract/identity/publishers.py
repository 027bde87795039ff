"""Publishers: whose web site a document stood on, in the words that the site prints around it.

Belongs here: values of 发布机构, 来源, 主办 and names of sites (元氏县人民政府). They say where a report comes from and
not whose it is: the finance bureau publishes the reports of all. Does not belong here: names of the reporting unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipelines.lexicon import load
from pipelines.model.document import Block, BlockKind, Document
from pipelines.model.flow import Flow

_LONGEST_LINE = 200
_FIRST_BLOCKS = 12
_MOST_ROWS = 12


def publishers(document: Document) -> tuple[Flow, ...]:
    """Names of publishing bodies and of sites, each once, in the order of the document."""
    found: dict[str, Flow] = {}
    for number, block in enumerate(document.blocks):
        if number < _FIRST_BLOCKS or block.kind is BlockKind.FURNITURE:
            names = _in_lines(document, block) if block.table is None else _in_cells(document, block.table)
            for name in names:
                found.setdefault(name.text, name)
    return tuple(found.values())


def _in_lines(document: Document, block: Block) -> Iterator[Flow]:
    label, _, site = _patterns()
    for piece in block.pieces:
        if piece.end - piece.start <= _LONGEST_LINE:
            flow = document.flow(piece)
            for match in (*label.finditer(flow.text), *site.finditer(flow.text)):
                yield flow.part(*match.span("name"))


def _in_cells(document: Document, number: int) -> Iterator[Flow]:
    """Values in the cell behind a label: the index card that sites print above a text."""
    table = document.tables[number]
    if table.rows > _MOST_ROWS:
        return
    _, alone, _ = _patterns()
    before = None
    for cell in table.cells:
        flow = document.flow(cell).folded()
        if (
            before is not None
            and before.row == cell.row
            and alone.fullmatch(document.flow(before).folded().text)
        ):
            yield flow
        before = cell


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = load("web")["publisher"]
    return (
        re.compile(rf"(?:{words['labels']})\s*[:：\]】|]+\s*(?P<name>[\u4e00-\u9fff]{{2,30}})"),
        re.compile(rf"(?:{words['labels']}):?"),
        re.compile(words["site"]),
    )
