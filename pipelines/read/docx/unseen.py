"""White characters: ink that nobody sees, because the paper behind it is white as well (ECMA-376 part 1, 17.3.2).

Belongs here: whether a run is written in white where nothing colours the paper. Does not belong here: hidden and struck text
(inline).

White is only unseen where that is certain: no shading of the run, the paragraph, a cell or the style of a table around it, no
text box, no coloured page. White names of columns on a coloured row are read as ever.
"""

from __future__ import annotations

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
    value,
)

WORDS: Final = ('color w:val="FFFFFF"', 'color w:val="ffffff"')
"""Without these words in a part nothing of it is white."""
_WHITE: Final = "FFFFFF"
_PAPER: Final = frozenset({"", "auto", _WHITE})
_CLEAR: Final = frozenset({None, "clear", "nil"})
_SHADING: Final = W + "shd"
_OUTLINED: Final = (W + "highlight", W + "outline", W + "shadow", W + "emboss", W + "imprint", W + "bdr")
_HOLDERS: Final = {PARAGRAPH: PARAGRAPH_PROPERTIES, CELL: CELL_PROPERTIES, TABLE: W + "tblPr"}


class Ink:
    """Whether runs are seen. ``shaded``: ids of the styles that colour the paper."""

    def __init__(self, document: etree._Element, styles: etree._Element | None) -> None:
        page = child(document, W + "background")
        self._on_white = page is None or _is_white(page.get(W + "color", "auto"))
        self._shaded = frozenset(
            style.get(STYLE_ID, "")
            for style in (() if styles is None else styles.iterchildren(W + "style"))
            if any(_is_shaded(shading) for shading in style.iter(_SHADING))
        )

    def is_unseen(self, look: etree._Element) -> bool:
        """Whether a run of these properties is white on white."""
        colour = child(look, W + "color")
        if colour is None or not self._on_white or not _is_white(colour.get(VAL, "")):
            return False
        if colour.get(W + "themeColor", "background1") != "background1":
            return False
        if self._colours_paper(look) or any(child(look, name) is not None for name in _OUTLINED):
            return False
        return not any(self._is_behind(around) for around in look.iterancestors())

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


def _is_white(colour: str) -> bool:
    return colour.upper() == _WHITE


def _is_shaded(shading: etree._Element) -> bool:
    """Whether the paper has another colour: by name, by theme, or by a pattern."""
    theme = shading.get(W + "themeFill", "background1")
    fill = shading.get(W + "fill", "").upper()
    return (
        fill not in {paper.upper() for paper in _PAPER}
        or theme != "background1"
        or shading.get(VAL) not in _CLEAR
    )
