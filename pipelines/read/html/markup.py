"""Markup before it is parsed: what would make parsing slow is refused, what says nothing is taken out.

Belongs here: limits on tags and nesting, inline tags and white space. Does not belong here: parsing, the tree (walk).

The parser (lexbor) looks through all open elements at every tag, and repeats unclosed formatting elements (``<b>``,
``<font>``) in every paragraph after them: 200,000 nested ``div`` took it four minutes, 5,000 unclosed ``<b>`` made two
million nodes. So nesting is counted first, and formatting is not parsed at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipelines.read.result import Reason, Unreadable

_MOST_TAGS: Final = 1_000_000
_MOST_STEPS: Final = 100_000_000  # open elements, summed over all tags: what the parser looks through
_MOST_ATTRIBUTES: Final = 2_000
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_CLOSED_BY_OTHERS: Final = frozenset(
    {"p", "li", "td", "th", "tr", "dt", "dd", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup", "rp", "rt"}
    | {"br", "img", "input", "hr", "meta", "link", "col", "area", "base", "embed", "param", "source", "track", "wbr"}
)  # fmt: skip
_CROWDED: Final = re.compile(r"<[A-Za-z](?:[^<>\s]*+\s++){%d}" % _MOST_ATTRIBUTES)
_FORMATTING: Final = (
    "span strong small strike sub sup samp s font b big bdo i ins u em tt o:p code cite nobr kbd var mark abbr acronym"
).split()
_HIDING: Final = ("display", "hidden", "visibility", "mso-hide", "font-size:0", "font-size: 0")
_NEAR: Final = 2_000  # characters between the beginning of a tag and what it says of hiding
_KEEPS_SPACE: Final = re.compile(r"<(?:pre|textarea|xmp|listing)\b", re.IGNORECASE)
_BETWEEN: Final = (("</p>", "<p"), ("</td>", "<td"), ("</tr>", "<tr"), ("</div>", "<div"), ("</li>", "<li"))


def prepare(text: str) -> str:
    """The markup as the parser gets it: without formatting tags, white space collapsed where it says nothing.

    Raises Unreadable: too large.
    """
    _guard(text)
    if any(_is_formatting(text, place) for place in _hiding(text)):
        text = _NAME.sub(
            r"<\1span", text
        )  # some of it hides text or makes a block: all of it stays, by one harmless name
    else:
        text = _PLAIN.sub("", text)
    return text if keeps_space(text) else _collapsed(text)


def keeps_space(text: str) -> bool:
    """Whether white space is printed as it stands somewhere in the page."""
    return _KEEPS_SPACE.search(text) is not None


def may_hide(text: str) -> bool:
    """Whether anything in the page may be hidden."""
    return next(_hiding(text), None) is not None or "<del " in text


def _hiding(text: str) -> Iterator[int]:
    """Where a word stands that may hide an element or make it a block."""
    small = text.lower()
    for word in _HIDING:
        place = small.find(word)
        while place >= 0:
            yield place
            place = small.find(word, place + 1)


def _is_formatting(text: str, place: int) -> bool:
    """Whether ``place`` lies inside the tag of a formatting element."""
    start = text.rfind("<", max(0, place - _NEAR), place)
    return start >= 0 and _NAME.match(text, start) is not None and ">" not in text[start:place]


def _collapsed(text: str) -> str:
    for mark in "\n\r\t\f":
        text = text.replace(mark, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    for end, begin in _BETWEEN:
        text = text.replace(f"{end} {begin}", end + begin)
    return text


def _any_case(names: list[str]) -> str:
    """A pattern for these names in any case, faster than one that ignores case: told apart by the first letter."""
    rests: dict[str, list[str]] = {}
    for name in names:
        rests.setdefault(name[0], []).append(
            "".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in name[1:])
        )
    return "|".join(f"[{first}{first.upper()}](?:{'|'.join(rest)})" for first, rest in rests.items())


_NAME: Final = re.compile(rf"<(/?)(?:{_any_case(_FORMATTING)})(?=[\s/>])")
_PLAIN: Final = re.compile(rf"</?(?:{_any_case(_FORMATTING)})(?:[\s/][^<>]*)?>")


def _guard(text: str) -> None:
    tags = text.count("<")
    if tags > _MOST_TAGS:
        raise Unreadable(Reason.TOO_LARGE)
    if len(text) >= _MOST_ATTRIBUTES and max(map(len, text.split("<"))) >= _MOST_ATTRIBUTES:
        if _CROWDED.search(text):
            raise Unreadable(Reason.TOO_LARGE)
    if tags * tags < 2 * _MOST_STEPS:
        return  # whatever they are, they cannot be too many
    depth = steps = 0
    for closing, name in _TAG.findall(text):
        if name.lower() in _CLOSED_BY_OTHERS:
            continue
        if not closing:
            depth += 1
        elif depth:
            depth -= 1
        steps += depth
        if steps > _MOST_STEPS:
            raise Unreadable(Reason.TOO_LARGE)
