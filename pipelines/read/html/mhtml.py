"""MHTML → Document: a page and what it needs in one mail message (RFC 2557), as browsers and Office save it.

Belongs here: finding the page among the parts, and the pages in its frames. Does not belong here: the page itself
(reader).
"""

from __future__ import annotations

import email
from email.message import Message
from itertools import islice
from typing import Final
from urllib.parse import unquote, urljoin

from pipelines.model.document import Document, Loss, LossKind
from pipelines.read.draft import Draft
from pipelines.read.html.encoding import decode
from pipelines.read.html.reader import finished, show, write
from pipelines.read.result import Reason, Unreadable
from pipelines.read.source import Source

_MOST_PARTS: Final = 2_000
_MOST_PAGES: Final = 100
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})


def read(source: Source) -> Document:
    """Read a saved page. Raises Unreadable: corrupt, too large, no text."""
    message = email.message_from_bytes(source.data)
    parts = list(islice(message.walk(), _MOST_PARTS + 1))
    if len(parts) > _MOST_PARTS:
        raise Unreadable(Reason.TOO_LARGE)
    pages = {
        _location(part, place): part for place, part in enumerate(parts) if part.get_content_type() in _PAGES
    }
    if not pages:
        raise Unreadable(Reason.CORRUPT, "text/html")
    draft = Draft()
    waiting = [_first(message, pages)]
    written: set[str] = set()
    while waiting:
        location = waiting.pop(0)
        written.add(location)
        shown = show(_text(pages[location]))
        write(shown, draft)
        for frame in shown.frames:
            target = _found(frame, location, pages)
            if target is None:
                draft.lose(Loss(LossKind.PART_NOT_READ, None, frame))
            elif target not in written and target not in waiting and len(written) < _MOST_PAGES:
                waiting.append(target)
    return finished(draft, source)


def _location(part: Message, place: int) -> str:
    """Where the part came from; parts without a place have one that nothing refers to."""
    return _header(part, "Content-Location") or f"part:{place}"


def _header(part: Message, name: str) -> str:
    return "".join(str(part.get(name, "")).split())


def _first(message: Message, pages: dict[str, Message]) -> str:
    """The page that the message begins with, by its ``start`` parameter, else the first one."""
    start = message.get_param("start")
    if isinstance(start, str):
        for location, part in pages.items():
            if _header(part, "Content-ID") == start.strip():
                return location
    return next(iter(pages))


def _found(target: str, location: str, pages: dict[str, Message]) -> str | None:
    """The page that a frame shows; Office writes its places in other ways than it refers to them."""
    if target.startswith("cid:"):
        named = f"<{target[4:]}>"
        return next((page for page, part in pages.items() if _header(part, "Content-ID") == named), None)
    try:
        wanted = {unquote(urljoin(location, target)), unquote(target)}
    except ValueError:
        return None
    exact = next((page for page in pages if unquote(page) in wanted), None)
    name = _name(target)
    return exact or next((page for page in pages if name and _name(page) == name), None)


def _name(location: str) -> str:
    return unquote(location).replace("\\", "/").rsplit("/", 1)[-1]


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise Unreadable(Reason.CORRUPT, _header(part, "Content-Location"))
    return decode(content, part.get_content_charset() or "")
