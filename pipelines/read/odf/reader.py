"""ODT → Document: an own walk over the parts of the package, for LibreOffice, WPS, Word and what others write.

Belongs here: which parts are read and in which order. Does not belong here: paragraphs and tables (story), characters
(inline), the zip (package).

The main text comes first, then the notes in the order of their marks, and what is printed on every page (FURNITURE).
Deleted passages lie apart in the file (``text:tracked-changes``) and are not read; neither are comments.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipelines.model.document import BlockKind, Document
from pipelines.read.draft import Draft
from pipelines.read.odf.inline import InlineReader
from pipelines.read.odf.lists import Lists
from pipelines.read.odf.losses import OdfLosses, remarks_in
from pipelines.read.odf.names import FO, OFFICE, STYLE, child, children
from pipelines.read.odf.package import Package
from pipelines.read.odf.story import StoryReader
from pipelines.read.odf.styles import Styles, is_coloured
from pipelines.read.result import Reason, Unreadable
from pipelines.read.source import Source


def read(source: Source) -> Document:
    """Read an OpenDocument text. Raises Unreadable: encrypted, corrupt, bomb, no text."""
    package = Package(source.data)
    body = package.body("text")
    draft = Draft()
    losses = OdfLosses(package.styles)
    for name in package.damaged:
        losses.add(name)
    on_colour = _has_coloured_pages(package.styles)
    story = _story(package, package.content, draft, losses, on_colour)
    story.read(body)
    while story.notes:  # a note may bear marks of others
        notes, story.notes = story.notes, []
        for mark, note in notes:
            story.read(note, mark=mark)
    if package.styles is not None:
        printed = _story(package, package.styles, draft, losses, on_colour)
        for part in _furniture(package.styles):
            printed.read(part, furniture=True)
    for remark in remarks_in(body):
        losses.add(remark)
    for loss in losses.all():
        draft.lose(loss)
    document = draft.document(source)
    if all(block.kind is BlockKind.FURNITURE for block in document.blocks):
        raise Unreadable(Reason.NO_TEXT)
    return document


def _story(
    package: Package, part: etree._Element, draft: Draft, losses: OdfLosses, on_colour: bool
) -> StoryReader:
    styles = Styles(package.styles, part)
    inline = InlineReader(styles, losses, package, on_colour=on_colour)
    return StoryReader(draft, inline, styles, Lists(styles), losses)


def _has_coloured_pages(styles: etree._Element | None) -> bool:
    pages = () if styles is None else styles.iter(STYLE + "page-layout-properties")
    return any(is_coloured(page.get(FO + "background-color", "")) for page in pages)


def _furniture(styles: etree._Element) -> Iterator[etree._Element]:
    """Headers and footers of all kinds of pages, those of the same words once."""
    seen: set[str] = set()
    for page in children(child(styles, OFFICE + "master-styles"), STYLE + "master-page"):
        for part in page:
            said = "".join(map(str, part.itertext())).strip() if isinstance(part.tag, str) else ""
            is_printed = part.get(STYLE + "display") != "false" and str(part.tag).startswith(
                (STYLE + "header", STYLE + "footer")
            )
            if is_printed and said not in seen:
                seen.add(said)
                yield part
