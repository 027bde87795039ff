"""Markup before it is parsed: what would make parsing slow is refused, what says nothing is taken out.

Belongs here: limits on tags and nesting, inline tags and white space. Does not belong here: parsing, the tree (walk).

The parser (lexbor) looks through all open elements at every tag, and repeats unclosed formatting elements (``<b>``,
``<font>``) in every paragraph after them: 200,000 nested ``div`` took it four minutes, 5,000 unclosed ``<b>`` made two
million nodes. So nesting is counted first, and formatting is not parsed at all.
"""

from __future__ import annotations

import re
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
    "span",
    "font",
    "strong",
    "em",
    "big",
    "small",
    "tt",
    "code",
    "nobr",
    "strike",
    "ins",
    "sup",
    "sub",
)
_SHORT_FORMATTING: Final = (
    "b",
    "i",
    "u",
    "s",
    "o:p",
    "acronym",
    "bdo",
    "kbd",
    "samp",
    "var",
    "cite",
    "mark",
    "abbr",
)
_NAMES: Final = "|".join((*_FORMATTING, *_SHORT_FORMATTING))
_PLAIN: Final = re.compile(rf"</?(?:{_NAMES})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_STYLED: Final = re.compile(
    rf"<(?:{_NAMES})\s[^<>]*(?:hidden|display|visibility|font-size\s*:\s*0|mso-hide)", re.IGNORECASE
)
_RENAMED: Final = re.compile(rf"<(/?)(?:{_NAMES})(?=[\s/>])", re.IGNORECASE)
_LINE_ENDS: Final = re.compile(r"[ \t\r\n\f]+")
_KEEPS_SPACE: Final = re.compile(r"<(?:pre|textarea|xmp)\b", re.IGNORECASE)


def prepare(text: str) -> str:
    """The markup as the parser gets it: without formatting tags, white space collapsed where it says nothing.

    Raises Unreadable: too large.
    """
    _guard(text)
    if _STYLED.search(
        text
    ):  # some formatting hides text or makes a block: then all of it stays, by one harmless name
        text = _RENAMED.sub(r"<\1span", text)
    else:
        text = _PLAIN.sub("", text)
    return text if keeps_space(text) else _LINE_ENDS.sub(" ", text)


def keeps_space(text: str) -> bool:
    """Whether white space is printed as it stands somewhere in the page."""
    return _KEEPS_SPACE.search(text) is not None


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
