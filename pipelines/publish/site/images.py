"""Pictures of pages on a report page: which file, how large, which boxes lie over it, what is covered.

Belongs here: places on a page. Does not belong here: rendering (night.publish.page_pictures). The pictures lie in
``<warehouse>/documents/pages``, outside of the builds, named by what they show: the file, the page, and which characters are
covered because they name a person. ``site/pages`` is a link there, so a page reaches them from the disk and from ``serve``.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.model.document import Box, Document, Page, Span
from pipelines.model.flow import Flow
from pipelines.publish.site.signatures import signed_places

Row = Mapping[str, Any]
PICTURED = frozenset({"application/pdf", "image/png", "image/jpeg", "image/tiff"})
"""Media types of which a picture of a page can be made."""
OFD = "application/ofd"
"""It has pages, but no library here draws them."""
LINK = "pages"
"""The link within the site, and the folder within documents."""
_MADE = "webp 1"
_STAR = "＊"
_ROOM = 1.5


@dataclass(frozen=True, slots=True)
class MarkedQuote:
    """A quote's place on a page: ``anchor`` is the name of its box; ``outline`` an SVG path in points, a box for each printed line."""

    evidence_id: str
    anchor: str
    outline: str


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page with quotes. ``file``: from the folder of pictures; ``covers``: boxes that hide names of persons and signatures."""

    number: int
    width: float
    height: float
    file: str
    quotes: Sequence[MarkedQuote]
    covers: Sequence[Box]


def page_pictures(
    document: Document, mask: Callable[[Flow], str], sha256: str, quotes: Sequence[Row]
) -> Iterator[PagePicture]:
    """The pages of a document that quotes stand on, in order; none where no picture can be made of its format."""
    if document.media_type not in PICTURED:
        return
    on_page: dict[int, list[Row]] = defaultdict(list)
    for quote in quotes:
        if quote["bbox"] is not None and quote["page"] is not None:
            on_page[quote["page"]].append(quote)
    count = itertools.count(1)
    for page in document.pages:
        if page.number in on_page and page.width:
            covers = (*_covered(document, mask, page), *signed_places(document, page))
            yield PagePicture(
                page.number,
                page.width,
                page.height,
                picture_file(sha256, page.number, covers),
                [_marked(document, quote, f"b{next(count)}") for quote in on_page[page.number]],
                covers,
            )


def picture_file(sha256: str, number: int, covers: Sequence[Box]) -> str:
    """The name of a picture, by all that decides what it shows."""
    said = [_MADE, *(f"{b.x0:.1f} {b.top:.1f} {b.x1:.1f} {b.bottom:.1f}" for b in covers)]
    return (
        f"{sha256[:2]}/{sha256}/{number}-{hashlib.sha256(chr(10).join(said).encode()).hexdigest()[:8]}.webp"
    )


def link_pictures(site: Path, documents: Path) -> None:
    """``site/pages`` → the pictures; a relative link, which leads there from the build however it was reached."""
    (documents / LINK).mkdir(parents=True, exist_ok=True)
    link = site / LINK
    link.unlink(missing_ok=True)
    link.symlink_to(Path("../../..") / documents.name / LINK)


def _marked(document: Document, quote: Row, anchor: str) -> MarkedQuote:
    around = quote["bbox"]
    lines = document.boxes_on(Span(quote["char_start"], quote["char_end"]), quote["page"])
    boxes = list(lines) or [Box(around["x0"], around["top"], around["x1"], around["bottom"])]
    return MarkedQuote(quote["evidence_id"], anchor, "".join(map(_outline, boxes)))


def _outline(box: Box) -> str:
    """A rectangle with a little room around it, in whole points: a third of a millimetre is nothing beside the room."""
    wide, high = round(box.x1 - box.x0 + 2 * _ROOM), round(box.bottom - box.top + 2 * _ROOM)
    return f"M{round(box.x0 - _ROOM)} {round(box.top - _ROOM)}h{wide}v{high}h-{wide}z"


def _covered(document: Document, mask: Callable[[Flow], str], page: Page) -> Iterator[Box]:
    flow = document.flow(Span(page.start, page.end))
    start = None
    masked = mask(flow)
    for place in range(len(flow.text) + 1):
        hidden = place < len(flow.text) and masked[place] == _STAR != flow.text[place]
        if hidden and start is None:
            start = flow.offsets[place]
        elif not hidden and start is not None:
            yield from document.boxes_on(Span(start, flow.offsets[place - 1] + 1), page.number)
            start = None
