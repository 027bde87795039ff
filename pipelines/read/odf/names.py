"""Names of OpenDocument as lxml gives them, and small questions to elements.

Belongs here: namespaces, tags and attributes that more than one module asks for. Does not belong here: what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

_OASIS: Final = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE: Final = _OASIS % "office"
TEXT: Final = _OASIS % "text"
TABLE: Final = _OASIS % "table"
STYLE: Final = _OASIS % "style"
DRAW: Final = _OASIS % "drawing"
FO: Final = _OASIS % "xsl-fo-compatible"
SVG: Final = _OASIS % "svg-compatible"
NUMBER: Final = _OASIS % "datastyle"
MANIFEST: Final = _OASIS % "manifest"
LOEXT: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XLINK: Final = "{http://www.w3.org/1999/xlink}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"

STYLE_NAME: Final = TEXT + "style-name"
PARAGRAPH: Final = TEXT + "p"
HEADING: Final = TEXT + "h"
_LENGTH: Final = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(pt|in|cm|mm|pc|px)")
_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 28.3465, "mm": 2.83465, "pc": 12.0, "px": 0.75}


def child(parent: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of this name."""
    return None if parent is None else next(parent.iterchildren(name), None)


def children(parent: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Children of these names, of all names where none is given; none where there is no parent."""
    return iter(()) if parent is None else parent.iterchildren(*names)


def count(element: etree._Element, name: str, default: int = 1) -> int:
    """A whole number of zero or more, at most nine digits, ``default`` where it is none; larger ones are 999999999."""
    value = element.get(name, "").strip()
    if not (value.isascii() and value.isdigit()):
        return default
    return int(value) if len(value) < 10 else 999_999_999


def points(length: str | None) -> float | None:
    """A length in points; None for shares of something else and for what is no length."""
    found = _LENGTH.fullmatch((length or "").strip())
    return None if found is None else float(found[1]) * _POINTS[found[2]]


def is_undisplayed(element: etree._Element) -> bool:
    """Whether a drawn thing says of itself that it is not shown (``display``, in one of several namespaces)."""
    return any(
        value in {"none", "printer"} and str(name).endswith("}display")
        for name, value in element.attrib.items()
    )
