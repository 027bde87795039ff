"""HTML → Document.

Belongs here: the order of the steps, what is said of frames, pictures and hidden text. Does not belong here: the steps
(encoding, markup, walk, report).
"""

from __future__ import annotations

import re
from typing import Final

from pipelines.model.document import Document, Loss, LossKind
from pipelines.read import shapes
from pipelines.read.draft import Draft
from pipelines.read.html.encoding import decode
from pipelines.read.html.markup import prepare
from pipelines.read.html.report import blocks, core_orders, is_report
from pipelines.read.html.units import Grid, Prose, Shown
from pipelines.read.html.walk import walk
from pipelines.read.result import Reason, Unreadable
from pipelines.read.source import Source

_MUCH_HIDDEN: Final = 200  # characters that are no links
_ELSEWHERE: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_FILE: Final = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd)(?:[?#&]|$)", re.IGNORECASE)
_HIDDEN: Final = "display:none"  # as the page says it
_UNSURE: Final = "样式表可能隐藏或改动的数字：{}"
_MOST_NAMED: Final = 10


def read(source: Source) -> Document:
    """Read a saved page. Raises Unreadable: corrupt, too large, no text."""
    draft = Draft()
    shown = show(decode(source.data))
    for frame in shown.frames:
        if _FILE.search(frame) or not _ELSEWHERE.match(frame):
            draft.lose(Loss(LossKind.PART_NOT_READ, None, frame))
    write(shown, draft)
    return finished(draft, source)


def show(text: str) -> Shown:
    """What a page prints. Raises Unreadable: too large."""
    return walk(prepare(text))


def write(shown: Shown, draft: Draft) -> None:
    """Write down what a page prints: the report, and around it, as furniture, the site."""
    mine = is_report(shown)
    tables = 0
    for unit, is_mine in zip(shown.units, mine, strict=True):
        if isinstance(unit, Prose):
            _write_prose(unit, draft, is_mine)
        elif is_mine:
            tables += 1
            if unit.is_lost:
                draft.lose(Loss(LossKind.TABLE_NOT_READ, place=str(tables)))
            draft.add_table(unit.rows, unit.columns, unit.cells, unit.header_rows)
        else:
            draft.add_paragraph(_rows(unit), furniture=True)
    first, last = core_orders(shown, mine)
    pictures = dict.fromkeys(name for order, name in shown.pictures if first <= order <= last)
    for name in list(pictures)[:_MOST_NAMED]:
        draft.lose(Loss(LossKind.PART_NOT_READ, None, name))
    if shown.hidden >= _MUCH_HIDDEN:
        draft.lose(Loss(LossKind.PART_NOT_READ, None, _HIDDEN))
    if shown.unsure:
        draft.lose(Loss(LossKind.PART_NOT_READ, None, _UNSURE.format(shown.unsure)))


def finished(draft: Draft, source: Source) -> Document:
    """The document. Raises Unreadable: no text."""
    document = draft.document(source)
    if not document.blocks:
        raise Unreadable(Reason.NO_TEXT, document.losses[0].place if document.losses else "")
    return document


def _write_prose(unit: Prose, draft: Draft, is_mine: bool) -> None:
    if not is_mine:
        draft.add_paragraph(unit.lines, furniture=True)
        return
    for lines in blocks(unit):
        text = "".join(line.strip() for line in lines)
        heading = (
            bool(unit.level) and len(text) <= shapes.longest_heading() and not shapes.ends_sentence(text)
        )
        draft.add_paragraph(lines, heading=heading)


def _rows(unit: Grid) -> list[str]:
    rows: dict[int, list[str]] = {}
    for cell in unit.cells:
        rows.setdefault(cell.row, []).append(" ".join(cell.lines))
    return ["\t".join(row) for row in rows.values()]
