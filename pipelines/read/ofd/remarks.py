"""Remarks that people put on a page of an OFD (annotations, GB/T 33190-2016, 15), which are no text of the report.

Belongs here: which of them are told, and by what name. Does not belong here: what the page itself shows (page), the package.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from pipelines.read.losses import may_correct, remark_name
from pipelines.read.ofd.package import Element, Package, attribute, kinds, name_of, text_of
from pipelines.read.result import Unreadable

_MOST: Final = 200
_NO_REMARK: Final = frozenset({"Link", "Watermark"})
_SAYS: Final = frozenset({"Remark", "TextCode"})


def remarks_of(package: Package, document: Element, path: str) -> Iterator[str]:
    """The names of remarks with digits, each once: what they say, and what they write over the page."""
    told = (said for listed in kinds(document, "Annotations") for said in _told(package, listed, path))
    yield from islice(dict.fromkeys(remark_name(said) for said in told if may_correct(said)), _MOST)


def _told(package: Package, listed: Element, path: str) -> Iterator[str]:
    """The texts of the remarks of one list; a part that is broken is named itself."""
    part = package.resolve(listed.text or "", path)
    for page in _children(package, part, "Page"):
        place = package.resolve(text_of(page, "FileLoc") or "", part or path)
        for remark in _children(package, place, "Annot"):
            if attribute(remark, "Type") not in _NO_REMARK:
                yield "".join(e.text or "" for e in remark.iter() if name_of(e) in _SAYS)


def _children(package: Package, part: str | None, kind: str) -> Iterator[Element]:
    if part is None:
        return
    try:
        yield from islice(kinds(package.parse(part), kind), _MOST)
    except Unreadable:
        return
