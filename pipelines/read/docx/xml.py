"""XML of unknown origin → a tree, or a refusal.

Belongs here: encodings, the strict form's names, limits, entities. Does not belong here: parts (package).
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from pipelines.read.docx.names import MAIN
from pipelines.read.result import Reason, Unreadable

_MOST_TAGS: Final = 2_500_000  # a node of the tree takes far more memory than its three letters in the file
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", MAIN.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
)
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_PARSER: Final = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
)


def plain_xml(data: bytes, name: str) -> bytes:
    """XML in UTF-8, in the names of the transitional form, not too large to parse."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        data = _DECLARATION.sub("", data.decode("utf-16", "replace"), count=1).encode("utf-8", "replace")
    if len(data) > _MOST_TAGS and data.count(b"<") > _MOST_TAGS:
        raise Unreadable(Reason.BOMB, name)
    if b"purl.oclc.org/ooxml" in data[:65536]:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    return data


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Root element. DOCTYPE is refused: Office writes none, and entities come with it."""
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Unreadable(Reason.CORRUPT, name) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(Reason.CORRUPT, name)
    return root
