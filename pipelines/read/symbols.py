"""Signs of symbol fonts as Unicode: boxes, check marks, bullets that Word prints from Symbol and Wingdings.

Belongs here: the code pages of these fonts, as far as reports use them. Does not belong here: where signs stand
(docx, rtf). A sign that is not listed is kept as U+FFFD, so that it is seen that something was there.
"""

from __future__ import annotations

from typing import Final

PRIVATE: Final = range(0xF000, 0xF100)  # where Word keeps the 256 characters of a symbol font
_UNKNOWN: Final = "\ufffd"
_CIRCLED: Final = {0x81 + n: chr(0x2460 + n) for n in range(10)} | {
    0x8C + n: chr(0x2776 + n) for n in range(10)
}
_WINGDINGS: Final = _CIRCLED | {
    0x20: " ",
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "□",
    0x70: "□",
    0x71: "❑",
    0x72: "❒",
    0x73: "⬧",
    0x74: "⧫",
    0x75: "◆",
    0x76: "❖",
    0x77: "⬥",
    0x9E: "·",
    0x9F: "•",
    0xA0: "▪",
    0xA1: "○",
    0xA4: "◉",
    0xA6: "○",
    0xA7: "▪",
    0xA8: "□",
    0xAB: "★",
    0xB2: "☆",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2: Final = {
    0x20: " ",
    0x2A: "□",
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x95: "●",
    0x96: "●",
    0x97: "●",
    0x98: "●",
    0x99: "○",
    0x9A: "○",
    0x9B: "○",
    0x9E: "⊙",
    0xA0: "■",
    0xA1: "■",
    0xA2: "■",
    0xA3: "□",
    0xA4: "□",
    0xA5: "□",
} | {0x6A + n: chr(0x2460 + n) for n in range(10)}
# the code page of the Symbol font (Adobe Symbol encoding), from the code in front on
_SYMBOL: Final = {
    first + place: sign
    for first, signs in (
        (0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?"),
        (0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
        (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
        (0xA1, "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
        (0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"),
    )
    for place, sign in enumerate(signs)
}
_PAGES: Final = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": {0x20: " "},
    "webdings": {0x20: " "},
}


def symbol(font: str, code: int) -> str:
    """The sign at this code (0xF0B7 or 0xB7) of a font; a character of an ordinary font is itself."""
    page = _PAGES.get(font.lower())
    if page is not None:
        return page.get(code & 0xFF, _UNKNOWN)
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else _UNKNOWN


def is_symbol_font(name: str) -> bool:
    """Whether the letters of this font are signs."""
    return name.lower() in _PAGES
