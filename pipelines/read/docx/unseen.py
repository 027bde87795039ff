"""White characters: ink that nobody sees, because the paper behind it is white as well (ECMA-376 part 1, 17.3.2).

Belongs here: whether a run is written in white where nothing colours the paper, or in the colour of its mark or shading, and whether a text box is hidden. Does not belong here: hidden and struck text
(inline).

White is only unseen where that is certain: no shading of the run, the paragraph, a cell or the style of a table around it, no
text box, no coloured page. White names of columns on a coloured row are read as ever.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from pipelines.read.docx.names import (
    CELL,
    CELL_PROPERTIES,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    STYLE_ID,
    TABLE,
    TEXT_BOX,
    VAL,
    W,
    child,
    local_name,
    value,
)
from pipelines.read.docx.styles import COLOUR, WHITE, is_white, is_white_rgb

WORDS: Final = ('color w:val="F', 'color w:val="f', "background1", "textFill")
"""Without these words in a part nothing of it is white."""
COLOURED: Final = (
    "w:highlight",
    *(f'w:fill="{whites}{digit}' for whites in ("", "F", "FF", "FFF", "FFFF") for digit in "0123456789ABCDE"),
)
"""Without these words no paper of a part is coloured by name."""
_BLACK: Final = "000000"
_MARKS: Final = {
    "black": _BLACK, "blue": "0000ff", "cyan": "00ffff", "green": "00ff00", "magenta": "ff00ff", "red": "ff0000",
    "yellow": "ffff00", "white": "ffffff", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "c0c0c0",
}  # fmt: skip
"""What a mark is painted with (ST_HighlightColor)."""
_RGB: Final = re.compile("[0-9A-Fa-f]{6}")
_NEAR: Final = 8
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_FULL: Final = "100000"  # of transparency
_HIDDEN_SHAPE: Final = re.compile(r"visibility\s*:\s*hidden")
_PAPER: Final = frozenset({"", "auto", WHITE})
_CLEAR: Final = frozenset({None, "clear", "nil"})
_SHADING: Final = W + "shd"
_OUTLINED: Final = (W + "highlight", W + "outline", W + "shadow", W + "emboss", W + "imprint", W + "bdr")
_HOLDERS: Final = {PARAGRAPH: PARAGRAPH_PROPERTIES, CELL: CELL_PROPERTIES, TABLE: W + "tblPr"}


class Ink:
    """Whether runs are seen. ``shaded``: ids of the styles that colour the paper."""

    def __init__(self, document: etree._Element, styles: etree._Element | None) -> None:
        page = child(document, W + "background")
        self._on_white = page is None or page.get(W + "color", "auto").upper() == WHITE
        self._shaded = _shaded_styles(styles)

    def is_unseen(self, run: etree._Element, look: etree._Element | None, *, styled_white: bool) -> bool:
        """Whether a run of these properties is white on white. ``styled_white``: its styles say so, where it names no colour."""
        fill = None if look is None else child(look, _W14 + "textFill")
        if look is not None and fill is not None:
            if _is_no_ink(look, fill):
                return True
            if not _is_white_fill(fill):
                return False
        colour = None if look is None or fill is not None else child(look, COLOUR)
        styled_white |= fill is not None
        if not self._on_white or not (styled_white if colour is None else is_white(colour)):
            return False
        if look is not None and (
            self._colours_paper(look) or any(child(look, name) is not None for name in _OUTLINED)
        ):
            return False
        return not any(self._is_behind(around) for around in run.iterancestors())

    def _is_behind(self, around: etree._Element) -> bool:
        """Whether an element around the run colours the paper, or may."""
        if around.tag == TEXT_BOX:
            return True
        holder = _HOLDERS.get(str(around.tag))
        properties = None if holder is None else child(around, holder)
        return properties is not None and self._colours_paper(properties)

    def _colours_paper(self, properties: etree._Element) -> bool:
        shading = child(properties, _SHADING)
        if shading is not None and _is_shaded(shading):
            return True
        named = (value(properties, W + name) for name in ("rStyle", "pStyle", "tblStyle"))
        return any(name in self._shaded for name in named if name is not None)


def is_blotted(run: etree._Element, look: etree._Element) -> bool:
    """Whether a run has the colour of what lies behind it: of its mark, its shading or that of its paragraph or cell.

    White on white is Ink's to say. Ink without a name turns white on black shading, and not below a black mark.
    """
    colour = child(look, COLOUR)
    named = None if colour is None else colour.get(VAL, "").lower()
    mark = value(look, W + "highlight")
    if mark not in {None, "none"}:
        return _alike(_MARKS.get(mark or ""), named if named not in {None, "auto"} else _BLACK)
    if named in {None, "auto"}:
        return False
    holders = [look, *(p for around in run.iterancestors() if (p := _properties(around)) is not None)]
    for holder in holders:
        shading = child(holder, _SHADING)
        if shading is not None and _is_shaded(shading):
            return shading.get(VAL) in _CLEAR and _alike(shading.get(W + "fill"), named)
    return False


def _properties(around: etree._Element) -> etree._Element | None:
    holder = _HOLDERS.get(str(around.tag))
    return None if holder is None else child(around, holder)


def _alike(paper: str | None, ink: str | None) -> bool:
    """Whether nobody tells two colours apart: each of red, green and blue nearly the same."""
    if paper is None or ink is None or not (_RGB.fullmatch(paper) and _RGB.fullmatch(ink)):
        return False
    pairs = zip(bytes.fromhex(paper), bytes.fromhex(ink), strict=True)
    return all(abs(one - other) <= _NEAR for one, other in pairs)


def _is_no_ink(look: etree._Element, fill: etree._Element) -> bool:
    """Whether an effect fills characters with nothing, and no outline is drawn around them."""
    outline = child(look, _W14 + "textOutline")
    if outline is not None and child(outline, _W14 + "noFill") is None:
        return False
    clear = any(a.get(_W14 + "val") == _FULL for a in fill.iter(_W14 + "alpha"))
    return child(fill, _W14 + "noFill") is not None or clear


def _is_white_fill(fill: etree._Element) -> bool:
    """Whether an effect fills characters with white, by name or by the paper of the theme."""
    solid = child(fill, _W14 + "solidFill")
    for colour in () if solid is None else solid:
        named = colour.get(_W14 + "val", "")
        if local_name(colour) == "srgbClr":
            return is_white_rgb(named)
        if local_name(colour) == "schemeClr":
            return named in {"bg1", "lt1"} and not any(local_name(c) in {"lumMod", "shade"} for c in colour)
    return False


def _shaded_styles(styles: etree._Element | None) -> frozenset[str]:
    """Ids of the styles that colour the paper, themselves or by the style that they are based on."""
    listed = [] if styles is None else list(styles.iterchildren(W + "style"))
    shaded = {
        style.get(STYLE_ID, "")
        for style in listed
        if any(_is_shaded(shading) for shading in style.iter(_SHADING))
    }
    before = -1
    while before < len(shaded):
        before = len(shaded)
        shaded |= {s.get(STYLE_ID, "") for s in listed if value(s, W + "basedOn") in shaded}
    return frozenset(shaded)


def _is_shaded(shading: etree._Element) -> bool:
    """Whether the paper has another colour: by name, by theme, or by a pattern."""
    theme = shading.get(W + "themeFill", "background1")
    fill = shading.get(W + "fill", "").upper()
    return (
        fill not in {paper.upper() for paper in _PAPER}
        or theme != "background1"
        or shading.get(VAL) not in _CLEAR
    )


def is_hidden_box(box: etree._Element) -> bool:
    """Whether the shape around a text box says that it is not shown (VML's style, DrawingML's docPr)."""
    for around in box.iterancestors():
        if around.tag == PARAGRAPH:
            return False
        if _HIDDEN_SHAPE.search(around.get("style", "")) is not None:
            return True
        if any(one.get("hidden") in {"1", "true"} for one in around if local_name(one) == "docPr"):
            return True
    return False
