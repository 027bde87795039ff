"""Note lines: the last rows of a table and the lines below it that are notes (注：…, 说明：…, *…).

Belongs here: finding them. Does not belong here: what they say of the figures (notes), titles and units above (texts).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.meaning import words
from pipelines.extract.tables.far_units import CAPTION_REACH, folded
from pipelines.extract.tables.header import Row
from pipelines.model.document import BlockKind, Document


def notes_of(document: Document, place: int, texts: Sequence[Row]) -> tuple[str, ...]:
    """The last rows of a table and the lines right below it that are notes: 注：…, 说明：…, *…."""
    opens = words("frames", "note", "opens")
    notes: list[str] = []
    for row in reversed(texts):
        text = next((text for text in row if text), "")
        if text and opens.match(text) is None:
            break
        notes += [text] if text else []
    for block in document.blocks[place + 1 : place + 1 + CAPTION_REACH]:
        text = folded(document, block) if block.kind is not BlockKind.TABLE else ""
        if opens.match(text) is None:
            break
        notes.append(text)
    return tuple(notes)


def notes_after(document: Document, place: int) -> tuple[str, ...]:
    """All notes further below, where a form goes on in other tables: each mark stands once in them."""
    opens = words("frames", "note", "opens")
    below = (b for b in document.blocks[place + 1 :] if b.kind is not BlockKind.TABLE)
    return tuple(text for text in (folded(document, block) for block in below) if opens.match(text))
