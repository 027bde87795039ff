"""One PDF page as the layout takes it: characters with boxes, ruling lines, and what impression it makes.

Belongs here: putting together what pdfium says of a page. Does not belong here: characters and objects themselves
(characters, objects), recognition (recognised), what lines and characters amount to (layout).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import pypdfium2 as pdfium

from pipelines.model.document import Loss, LossKind
from pipelines.read.layout.page import Edge, PageContent
from pipelines.read.pdf.characters import Characters, read_characters, unmapped_share
from pipelines.read.pdf.fonts import FontsNeeded
from pipelines.read.pdf.legible import COVERED, Impression, image_share, run_backwards
from pipelines.read.pdf.objects import Objects, Stroke
from pipelines.read.pdf.placing import Placing
from pipelines.read.pdf.remarks import remarks_on
from pipelines.read.pdf.second_look import SecondLook
from pipelines.read.pdf.sideways import slanted_text, upright_glyphs
from pipelines.read.pdf.unseen import unseen_texts

_SHORT: Final = 1.0
_FARTHEST: Final = 1e6  # points
_edge: Final = partial(tuple.__new__, Edge)  # without the detour over its names, for each of hundreds
_LONGEST: Final = 40  # characters of unseen text that are quoted
_UNSEEN: Final = "看不见的文字 / text that nobody sees: {}"
_LOST: Final = "字体不在文件里的单个字符 / single characters in fonts that are not in the file"


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page: its content, what impression it makes, and the text that lies slanted across it."""

    content: PageContent
    impression: Impression
    slanted: str


def load_page(document: pdfium.PdfDocument, index: int, second_look: SecondLook | None) -> PdfPage:
    """Read one page. ``second_look``: None while the fonts of the machine are taken away.

    Raises pdfium.PdfiumError where the page cannot be loaded, FontsNeeded where it cannot be read without fonts.
    """
    page = document[index]
    try:
        objects = Objects(page)
        remarks = list(remarks_on(page))
        paper, rotation = page.get_bbox(), page.get_rotation() % 360
        text_page = page.get_textpage()
        try:
            found = read_characters(text_page, unseen_texts(objects, paper), _sheet(paper, rotation))
            impression = _impression(found, objects, paper)
            if impression.is_strange:
                impression = replace(impression, unmapped=unmapped_share(text_page))
        finally:
            text_page.close()
        shown = Placing(rotation, *paper)
        turn = found.turn()
        placing = shown if turn is None else replace(shown, turn=turn)
    finally:
        page.close()
    glyphs = upright_glyphs(found, placing)
    impression = replace(impression, backwards=run_backwards(glyphs))
    content = PageContent(
        index + 1,
        placing.width,
        placing.height,
        glyphs,
        tuple(_edges(objects.strokes, placing)),
        found.illegible,
        tuple(_losses(index + 1, found, objects, remarks)),
        placing.placement(shown),
    )
    if objects.lost_text:
        if second_look is None:
            raise FontsNeeded
        view = second_look.at(index) if placing == shown else None
        if view is None:
            lost = Loss(LossKind.PART_NOT_READ, index + 1, _LOST)
            content = replace(content, losses=(*content.losses, lost))
        else:
            content = replace(content, glyphs=view.glyphs, illegible=view.illegible)
            impression = replace(impression, texts=[g.text for g in view.glyphs], illegible=view.illegible)
    return PdfPage(content, impression, slanted_text(found))


def _sheet(paper: tuple[float, float, float, float], rotation: int) -> tuple[float, float, float, float]:
    """What is shown of a page, generously: the sides of one that lies on its side are told as if it stood."""
    left, bottom, right, top = paper
    if rotation % 180 == 0:
        return paper
    return min(left, bottom), min(left, bottom), max(right, top), max(right, top)


def _losses(number: int, found: Characters, objects: Objects, remarks: Iterable[str]) -> Iterator[Loss]:
    yield from (Loss(LossKind.PART_NOT_READ, number, remark) for remark in dict.fromkeys(remarks))
    if objects.overfull:
        yield Loss(LossKind.TABLE_NOT_READ, number)
    if found.unseen:
        yield Loss(LossKind.PART_NOT_READ, number, _UNSEEN.format(found.unseen[:_LONGEST]))


def _impression(found: Characters, objects: Objects, page: tuple[float, float, float, float]) -> Impression:
    invisible, covered = objects.invisible_share(), image_share(objects.images, page)
    if found.unseen and covered >= COVERED:  # a picture may lie over its own text
        unseen = len(found.unseen)
        invisible = max(invisible, unseen / (unseen + len(found.texts)))
    return Impression(found.texts, found.illegible, covered, invisible)


def _edges(strokes: Iterable[Stroke], placing: Placing) -> Iterator[Edge]:
    upright, left, high = placing.turn == 0, placing.left, placing.top
    for (xa, ya), (xb, yb) in strokes:
        if upright:  # what placing says of a point, without asking it for each
            x0, top, x1, bottom = xa - left, high - ya, xb - left, high - yb
        else:
            x0, top = placing.point(xa, ya)
            x1, bottom = placing.point(xb, yb)
        if x1 < x0:
            x0, x1 = x1, x0
        if bottom < top:
            top, bottom = bottom, top
        if not (-_FARTHEST < x0 <= x1 < _FARTHEST and -_FARTHEST < top <= bottom < _FARTHEST):
            continue
        if bottom - top <= _SHORT < x1 - x0:
            middle = (top + bottom) / 2
            yield _edge((x0, middle, x1, middle))
        elif x1 - x0 <= _SHORT < bottom - top:
            middle = (x0 + x1) / 2
            yield _edge((middle, top, middle, bottom))
