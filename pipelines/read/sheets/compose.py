"""Sheets → Document: the last step, the same for every spreadsheet format.

Belongs here: pages, blocks and what was left out. Does not belong here: formats, the finding of tables (regions).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from pipelines.model.document import Document, Loss, LossKind
from pipelines.read.draft import Draft
from pipelines.read.result import Reason, Unreadable
from pipelines.read.sheets.regions import find_regions
from pipelines.read.sheets.seen import look
from pipelines.read.sheets.table import lay_out
from pipelines.read.sheets.workbook import Sheet
from pipelines.read.source import Source

_NAMED_PLACES: Final = 8  # places of unseen text that a loss names
_NAMED_PARTS: Final = 20  # kinds of parts of a sheet that are named one by one


def compose(sheets: Iterable[Sheet], source: Source) -> Document:
    """The document of these sheets, in their order; a page is a sheet that is seen. Raises Unreadable: no text."""
    draft = Draft()
    page = 0
    for sheet in sheets:
        if sheet.hidden:
            if any(cell.text for cell in sheet.cells.values()) or sheet.notes:
                draft.lose(Loss(LossKind.PART_NOT_READ, None, sheet.name))
            continue
        page += 1
        draft.begin_page(sheet.name)
        seen = look(sheet)
        for region in find_regions(seen.cells):
            for lines in region.paragraphs:
                draft.add_paragraph(lines)
            if region.table:
                draft.add_table(*lay_out(region.table))
        for note in sheet.notes:
            draft.add_paragraph(note.split("\n"))
        if seen.unseen:
            draft.lose(Loss(LossKind.PART_NOT_READ, page, _places(sheet.name, seen.unseen)))
        for part, count in Counter(sheet.unread).most_common(_NAMED_PARTS):
            named = f"{sheet.name}!{part}" if part else sheet.name
            draft.lose(Loss(LossKind.PART_NOT_READ, page, f"{named} ×{count}" if count > 1 else named))
    document = draft.document(source)
    if not document.blocks:
        # all that there is may be hidden, or a picture
        raise Unreadable(Reason.NO_TEXT, document.losses[0].place if document.losses else "")
    return document


def _places(name: str, places: Sequence[str]) -> str:
    named = ", ".join(places[:_NAMED_PLACES])
    return f"{name}!{named}" + (f" … ({len(places)})" if len(places) > _NAMED_PLACES else "")
