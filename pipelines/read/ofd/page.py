"""One OFD page → characters with boxes and ruling lines (GB/T 33190-2016, 7.7 pages, 8 graphics, 13 composites).

Belongs here: layers, templates, nested objects, what is visible, pages that are turned. Does not belong here: text and
path objects themselves (text, path), pictures that fill the page (picture).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pipelines.model.document import Loss, LossKind
from pipelines.read.layout.matrix import IDENTITY, Matrix
from pipelines.read.layout.page import Edge, Glyph
from pipelines.read.losses import UNSEEN, may_correct
from pipelines.read.ofd.geometry import POINTS, BoxMm, box, matrix, moved, number, placed
from pipelines.read.ofd.ink import Ground, fills_white, is_on_white, is_opaque, is_tiny, lies_in
from pipelines.read.ofd.package import Element, Package, attribute, kinds, name_of
from pipelines.read.ofd.path import draw_path, painted
from pipelines.read.ofd.structure import LINE_WIDTH, PagePart, Resources, physical_box, with_parts
from pipelines.read.ofd.text import PageText, draw_text
from pipelines.read.result import Reason, Unreadable

MOST_OBJECTS: Final = 100_000  # of one page, those of composites as often as they are drawn
MOST_EDGES: Final = 20_000
_MOST_CHARACTERS: Final = 200_000  # of one page
_DEEPEST: Final = 12
_MOST_GROUNDS: Final = 2_000
_LONGEST: Final = 40  # characters of unseen text that are quoted
_BLOCKS: Final = frozenset({"Layer", "PageBlock", "Content"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page: its member (None where the package has none) and its box in points."""

    path: str | None
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def area(self) -> float:
        """Square points."""
        return (self.x1 - self.x0) * (self.bottom - self.top)


@dataclass(slots=True)
class Drawing:
    """What a page shows, in points from the corner of its paper."""

    width: float
    height: float
    text: PageText = field(default_factory=lambda: PageText([], {}))
    edges: list[Edge] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    aslant: list[str] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    unresolved: bool = False


class Drawer:
    """Draws the pages of a package; the templates that pages share are parsed once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._templates: dict[str, Element | None] = {}
        self._objects = 0

    def draw(self, part: PagePart) -> Drawing:
        """All that a page shows. Raises Unreadable: the part is missing or broken, or holds too many objects."""
        if part.path is None:
            raise Unreadable(Reason.CORRUPT, "BaseLoc")
        root = self._package.parse(part.path)
        resources = part.resources
        if any(True for _ in kinds(root, "PageRes")):
            resources = with_parts(resources, self._package, kinds(root, "PageRes"), part.path)
        paper = physical_box(next(kinds(root, "Area"), None), part.box)
        drawing = Drawing(paper[2] * POINTS, paper[3] * POINTS)
        origin: Matrix = (1.0, 0.0, 0.0, 1.0, -paper[0], -paper[1])
        outer = IDENTITY if paper[:2] == (0.0, 0.0) else origin
        self._objects = 0
        for template in kinds(root, "Template"):
            shared = self._template(resources.templates.get(attribute(template, "TemplateID") or ""))
            if shared is None:
                drawing.unresolved = True
            else:
                self._content(shared, drawing, resources, outer)
        self._content(root, drawing, resources, outer)
        return _upright(_on_paper(drawing))

    def _template(self, path: str | None) -> Element | None:
        if path is None:
            return None
        if path not in self._templates:
            try:
                self._templates[path] = self._package.parse(path)
            except Unreadable:
                self._templates[path] = None
        return self._templates[path]

    def _content(self, page: Element, drawing: Drawing, resources: Resources, outer: Matrix) -> None:
        for content in kinds(page, "Content"):
            self._block(content, drawing, _Within(resources, outer))

    def _block(self, block: Element, drawing: Drawing, within: _Within) -> None:
        """Everything in a layer, a block or a composite."""
        for element in block:
            self._objects += 1
            if self._objects > MOST_OBJECTS:
                raise Unreadable(Reason.TOO_LARGE)
            name = name_of(element)
            if name in _BLOCKS:
                self._inner(element, drawing, within.deeper(within.outer))
            elif name.endswith("Object") and not _is_unseen(element):
                self._object(name, element, drawing, within)

    def _object(self, name: str, element: Element, drawing: Drawing, within: _Within) -> None:
        boundary = box(attribute(element, "Boundary"))
        place = placed(matrix(attribute(element, "CTM")), boundary, within.outer)
        resources = within.resources
        if name == "TextObject":
            if not _is_blank(element):
                drawn = len(drawing.text.glyphs)
                aslant = draw_text(element, place, drawing.text)
                drawing.aslant += [aslant] if aslant.strip() else []
                _leave_unseen(drawing, drawn, is_white=fills_white(element, resources.white_parameters))
            if len(drawing.text.glyphs) > _MOST_CHARACTERS:
                raise Unreadable(Reason.TOO_LARGE)
        elif name == "PathObject":
            if len(drawing.edges) <= MOST_EDGES:  # more are no table, which is said then
                drawing.edges += draw_path(element, place, _line_width(element, resources))
                _paint(drawing, element, place, is_white=fills_white(element, resources.white_parameters))
        elif name == "ImageObject":
            path = resources.pictures.get(attribute(element, "ResourceID") or "")
            picture = _picture(path, element, boundary, place, within.outer)
            drawing.pictures.append(picture)
            drawing.grounds.append(((picture.x0, picture.top, picture.x1, picture.bottom), False))
        elif name == "CompositeObject":
            unit = resources.units.get(attribute(element, "ResourceID") or "")
            self._inner(unit, drawing, within.deeper(place))

    def _inner(self, block: Element | None, drawing: Drawing, within: _Within) -> None:
        """A block inside another; one that is not there, or lies too deep, is told."""
        if block is None or within.depth > _DEEPEST:
            drawing.unresolved = True
        else:
            self._block(block, drawing, within)


@dataclass(frozen=True, slots=True)
class _Within:
    """What a block stands in: the resources that it may name, the matrix around it, and how deep it lies."""

    resources: Resources
    outer: Matrix
    depth: int = 0

    def deeper(self, outer: Matrix) -> _Within:
        """For a block in it."""
        return _Within(self.resources, outer, self.depth + 1)


def losses_of(drawing: Drawing, page: int) -> Iterator[Loss]:
    """What a page refers to and does not show, and ruling lines that are too many to be those of tables."""
    if drawing.unresolved:
        yield Loss(LossKind.PART_NOT_READ, page, "Template/CompositeObject")
    unseen = next((text for text in drawing.unseen if may_correct(text)), None)
    if unseen is not None:
        yield Loss(LossKind.PART_NOT_READ, page, f"{UNSEEN}: {unseen[:_LONGEST]}")
    if len(drawing.edges) > MOST_EDGES:
        yield Loss(LossKind.TABLE_NOT_READ, page)


def _leave_unseen(drawing: Drawing, first: int, *, is_white: bool) -> None:
    """Take away what nobody sees of the characters from ``first`` on."""
    new = drawing.text.glyphs[first:]
    kept = [g for g in new if not (is_tiny(g) or (is_white and is_on_white(g, drawing.grounds)))]
    if len(kept) < len(new):
        drawing.unseen.append("".join(glyph.text for glyph in new))
        drawing.text.glyphs[first:] = kept


def _paint(drawing: Drawing, element: Element, place: Matrix, *, is_white: bool) -> None:
    """Note what a path fills; characters under white are not seen any more."""
    if len(drawing.grounds) > _MOST_GROUNDS or not is_opaque(element):
        return
    for sides in painted(element, place):
        drawing.grounds.append((sides, is_white))
        covered = [g for g in drawing.text.glyphs if lies_in(g, sides)] if is_white else []
        if covered:
            drawing.unseen.append("".join(glyph.text for glyph in covered))
            drawing.text.glyphs = [g for g in drawing.text.glyphs if not lies_in(g, sides)]


def _is_unseen(element: Element) -> bool:
    visible = attribute(element, "Visible")
    alpha = attribute(element, "Alpha")
    return (visible is not None and visible.strip().lower() == "false") or (
        alpha is not None and number(alpha, 255.0) <= 0
    )


def _is_blank(element: Element) -> bool:
    """Whether text is neither filled nor outlined, or filled with a colour that nobody sees."""
    fills = (attribute(element, "Fill") or "true").strip().lower() != "false"
    strokes = (attribute(element, "Stroke") or "false").strip().lower() == "true"
    clear = any(number(attribute(c, "Alpha"), 255.0) <= 0 for c in kinds(element, "FillColor"))
    return not strokes and (not fills or clear)


def _line_width(element: Element, resources: Resources) -> float:
    own = attribute(element, "LineWidth")
    if own is not None:
        return number(own, LINE_WIDTH)
    return resources.line_widths.get(attribute(element, "DrawParam") or "", LINE_WIDTH)


def _picture(
    path: str | None, element: Element, boundary: BoxMm | None, place: Matrix, outer: Matrix
) -> Picture:
    """A picture is a unit square under its CTM; without one it fills its boundary."""
    if attribute(element, "CTM") is not None or boundary is None:
        corners = [moved((x, y), place) for x in (0.0, 1.0) for y in (0.0, 1.0)]
    else:
        x, y, width, height = boundary
        corners = [moved((u, v), outer) for u in (x, x + width) for v in (y, y + height)]
    xs, ys = [x * POINTS for x, _ in corners], [y * POINTS for _, y in corners]
    return Picture(path, min(xs), min(ys), max(xs), max(ys))


def _on_paper(drawing: Drawing) -> Drawing:
    """The paper as large as what is printed on it: some writers state any size."""
    drawing.width = max(drawing.width, max((g.x1 for g in drawing.text.glyphs), default=0.0))
    drawing.height = max(drawing.height, max((g.bottom for g in drawing.text.glyphs), default=0.0))
    return drawing


def _upright(drawing: Drawing) -> Drawing:
    """The page as a reader holds it: turned so that most of its text stands upright."""
    turned = drawing.text.turned
    turn = max(turned, key=lambda t: turned[t]) if turned else 0
    if turn == 0 or turned[turn] * 2 <= sum(turned.values()):
        return drawing
    width, height = drawing.width, drawing.height
    drawing.text.glyphs = [
        Glyph(g.text, *_turned(turn, width, height, g[1:5]), g.confidence) for g in drawing.text.glyphs
    ]
    drawing.edges = [Edge(*_turned(turn, width, height, e)) for e in drawing.edges]
    drawing.pictures = [
        Picture(p.path, *_turned(turn, width, height, (p.x0, p.top, p.x1, p.bottom)))
        for p in drawing.pictures
    ]
    if turn in (90, 270):
        drawing.width, drawing.height = height, width
    return drawing


def _turned(
    turn: int, width: float, height: float, sides: Iterable[float]
) -> tuple[float, float, float, float]:
    """A box on the page turned back by ``turn`` degrees."""
    x0, top, x1, bottom = sides
    if turn == 90:
        return top, width - x1, bottom, width - x0
    if turn == 270:
        return height - bottom, x0, height - top, x1
    return width - x1, height - bottom, width - x0, height - top
