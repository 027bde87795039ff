"""Characters of a run in the fonts that it names: letters of symbol fonts are signs (ECMA-376 part 1, 17.3.2.26).

Belongs here: which of a run's four fonts prints a character. Does not belong here: the signs (read.symbols).
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from pipelines.read.docx.names import W
from pipelines.read.symbols import PRIVATE, is_symbol_font, symbol

_FONTS: Final = tuple(W + name for name in ("ascii", "hAnsi", "eastAsia", "cs"))


def as_printed(text: str, fonts: etree._Element | None) -> str:
    """Text with the signs of its symbol font as Unicode; ``fonts``: the run's ``w:rFonts``.

    Letters and digits are signs only where the font of such letters is a symbol font.
    """
    if fonts is None:
        return text
    ascii_font, other_font = (fonts.get(key, "") for key in _FONTS[:2])
    private = next((name for key in _FONTS if is_symbol_font(name := fonts.get(key, ""))), "")
    if not private:
        return text
    printed = ""
    for character in text:
        code = ord(character)
        if code in PRIVATE:
            printed += symbol(private, code)
        elif code < 0x100:
            printed += symbol(ascii_font if code < 0x80 else other_font, code)
        else:
            printed += character
    return printed
