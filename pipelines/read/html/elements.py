"""Elements and attributes of HTML, as far as they say what is printed (HTML, 4 and 15.3 rendering).

Belongs here: which elements are blocks, which are not shown, what attributes hide. Does not belong here: the walk.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

Attributes = Mapping[str, str | None]
NO_ATTRIBUTES: Final[Attributes] = {}

UNSEEN: Final = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "math", "audio", "video", "canvas", "datalist"}
    | {"noframes", "applet", "map", "rt", "rp", "-comment", "!doctype"}
)  # fmt: skip
BLOCKS: Final = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl"}
    | {"dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"}
    | {"legend", "li", "listing", "main", "menu", "nav", "ol", "p", "pre", "section", "select", "summary", "ul", "xmp"}
    | {"textarea", "frameset", "hgroup", "search", "dir"}
)  # fmt: skip
SITE: Final = frozenset({"nav", "select", "aside"})
PREFORMATTED: Final = frozenset({"pre", "textarea", "xmp", "listing"})
FRAMES: Final = frozenset({"frame", "iframe", "embed", "object"})
PARTS: Final = frozenset({"tbody", "thead", "tfoot", "tr", "colgroup"})
TYPED: Final = frozenset({"", "text", "number"})
_HIDING_STYLE: Final = r"display\s*:\s*none|mso-hide\s*:\s*all"
_HIDING: Final = re.compile(_HIDING_STYLE + r"(?:;|!|$)", re.IGNORECASE)
# in elements as the parser writes them; what it finds in text only costs time
MAY_HIDE: Final = re.compile(_HIDING_STYLE + r'(?:[;!"])| hidden[ =>]', re.IGNORECASE)
BLOCK_STYLE: Final = re.compile(r"display\s*:\s*(?:block|table|flex|list-item|grid)", re.IGNORECASE)
PLAIN_LIST: Final = re.compile(r"list-style(?:-type)?\s*:[^;]*none", re.IGNORECASE)
BLANK: Final = " \t\r\n\f"
SPACE: Final = re.compile(r"[ \t\r\n\f]+")
FILE: Final = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar|7z|txt|pptx?)(?:[?#]|$)", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\s*(\d{1,9})")
_ICON: Final = 64  # pixels: a picture not larger than this is an icon


def is_hidden(tag: str, attributes: Attributes) -> bool:
    """Whether an element is not shown, or is a deletion that Word has tracked; the rest is marked (unseen)."""
    if "hidden" in attributes or (tag == "del" and ("cite" in attributes or "datetime" in attributes)):
        return True
    style = attributes.get("style")
    return bool(style) and _HIDING.search(style or "") is not None


def is_icon(source: str, attributes: Attributes) -> bool:
    """Whether a picture is too small to show text, or drawn by the page."""
    sizes = [count_in(attributes.get(side), _ICON + 1) for side in ("width", "height")]
    return source.startswith("data:") or source.lower().endswith(".gif") or min(sizes) <= _ICON


def count_in(text: str | None, otherwise: int) -> int:
    """A number at the beginning of an attribute; ``otherwise`` where there is none."""
    digits = _DIGITS.match(text or "")
    return int(digits.group(1)) if digits else otherwise
