"""Markup before it is parsed: what would make parsing slow is refused, what says nothing is taken out.

Belongs here: limits on tags and nesting, inline tags and white space. Does not belong here: parsing, the tree (walk).

The parser (lexbor) looks through all open elements at every tag, and repeats unclosed formatting elements (``<b>``,
``<font>``) in every paragraph after them: 200,000 nested ``div`` took it four minutes, 5,000 unclosed ``<b>`` made two
million nodes. So nesting is counted first, and formatting is not parsed at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from pipelines.read.html.sheets import rules_on_screen
from pipelines.read.html.unseen import mark_unseen
from pipelines.read.result import Reason, Unreadable

_MOST_TAGS: Final = 1_000_000
_MOST_STEPS: Final = 100_000_000  # open elements, summed over all tags: what the parser looks through
_MOST_ATTRIBUTES: Final = 2_000
_TAG: Final = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9]*)")
_CLOSED_BY_OTHERS: Final = frozenset(
    b"a p li td th tr dt dd tbody thead tfoot option optgroup colgroup rp rt".split()
    + b"br img input hr meta link col area base embed param source track wbr".split()
)
_CROWDED: Final = re.compile(rb"<[A-Za-z](?:[^<>\s]*+\s++){%d}" % _MOST_ATTRIBUTES)
_FORMATTING: Final = (
    b"span strong small strike sub sup samp s font b big bdo i ins u em tt o:p code cite nobr kbd var mark abbr acronym"
).split()
_HIDING: Final = (
    b"display",
    b"hidden",
    b"visibility",
    b"mso-hide",
    b"font-size:0",
    b"font-size: 0",
    b"<del ",
)
# digits set higher or lower are no part of the number beside them
_LIFTED: Final = rb"vertical-align\s*+:\s*+(?:super|sub)"
_LIFTS: Final = re.compile(_LIFTED, re.IGNORECASE)
_RAISED: Final = rb"(\d(?:<[^<>]*+>){0,8}?)(<(?:su[bp][\s>]|(?:span|font|a|b|i)\s[^<>]{0,200}?(?:%b)))"
_RAISED_AFTER: Final = re.compile(_RAISED % _LIFTED, re.IGNORECASE)
_CLASS: Final = re.compile(rb"\.([\w-]+)$")
_MOST_CLASSES: Final = 50
_RAISED_BEFORE: Final = re.compile(rb"(</su[bp]>)(?=(?:<[^<>]*+>){0,8}+\d)", re.IGNORECASE)
# a number struck out beside the one that replaces it: 9095 is nobody's figure
_STRUCK: Final = re.compile(rb"<(s|del|strike)(?:\s[^<>]*+)?+>\s*+[\d.,]++\s*+</\1>", re.IGNORECASE)
_NEAR: Final = 2_000  # bytes between the beginning of a tag and what it says of hiding
_KEEPS_SPACE: Final = (b"<pre", b"<textarea", b"<xmp", b"<listing")
_SPACES: Final = re.compile(rb"[ \t\r\n\f]+")
_NO_SPACE: Final = bytes(set(range(256)) - set(b" \t\r\n\f\v"))


class Markup(NamedTuple):
    """A page as the parser gets it, in UTF-8.

    ``keeps_space``: white space is printed as it stands somewhere; ``may_hide``: something may be hidden; ``unsure``: a text with digits that may be, and
    the page alone does not say so.
    """

    data: bytes
    keeps_space: bool
    may_hide: bool
    unsure: str = ""


def prepare(text: str) -> Markup:
    """The page without formatting tags, white space collapsed where it says nothing. Raises Unreadable: too large."""
    data, unsure = mark_unseen(text.encode("utf-8", errors="replace"))
    small = data.lower()
    if b"<su" in small or (b"vertical-align" in small and _LIFTS.search(small)):
        data = _raised_after(small).sub(rb"\1 \2", _RAISED_BEFORE.sub(rb"\1 ", data))
    if b"</s" in small or b"</del" in small:
        data = _STRUCK.sub(b"", data)
        small = data.lower()
    places = list(_hiding(small))
    if any(_is_formatting(data, place) for place in places):
        # some of it hides text or makes a block: all stays, by one harmless name
        data = _CLOSING.sub(b"</span", _OPENING.sub(b"<span", data))
    else:
        data = _PLAIN.sub(b"", data)
    _guard(data)
    keeps_space = any(tag in small for tag in _KEEPS_SPACE)
    return Markup(data if keeps_space else _collapsed(data), keeps_space, bool(places), unsure)


def _raised_after(small: bytes) -> re.Pattern[bytes]:
    """A digit right before what is set higher or lower by its own words or by its class (span.MsoFootnoteReference)."""
    if b"<style" not in small or b"vertical-align" not in small:
        return _RAISED_AFTER
    lifted = (selectors for selectors, said in rules_on_screen(small) if _LIFTS.search(said))
    classes = {found[1] for selectors in lifted for one in selectors if (found := _CLASS.search(one))}
    if not 0 < len(classes) <= _MOST_CLASSES:
        return _RAISED_AFTER
    named = rb"class\s*=\s*(?:[\"'][^\"'<>]*)?(?<![\w-])(?:%b)(?![\w-])" % b"|".join(sorted(classes))
    return re.compile(_RAISED % (_LIFTED + b"|" + named), re.IGNORECASE)


def _hiding(small: bytes) -> Iterator[int]:
    """Where a word stands that may hide an element or make it a block."""
    for word in _HIDING:
        place = small.find(word)
        while place >= 0:
            yield place
            place = small.find(word, place + 1)


def _is_formatting(data: bytes, place: int) -> bool:
    """Whether ``place`` lies inside the tag of a formatting element."""
    start = data.rfind(b"<", max(0, place - _NEAR), place)
    return start >= 0 and _OPENING.match(data, start) is not None and b">" not in data[start:place]


def _collapsed(data: bytes) -> bytes:
    if b"\v" in data:  # white space to split, not in HTML
        return _SPACES.sub(b" ", data)
    return b" ".join(data.split()) + (b" " if data[-1:].isspace() else b"")


def _any_case(names: Iterable[bytes]) -> bytes:
    """A pattern for these names in any case, faster than one that ignores case: told apart by the first letter."""
    rests: dict[str, list[str]] = {}
    for name in names:
        spelled = [f"[{c}{c.upper()}]" if c.isalpha() else c for c in name.decode("ascii")]
        rests.setdefault(spelled[0], []).append("".join(spelled[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items()).encode("ascii")


_OPENING: Final = re.compile(rb"<(?:%b)(?=[\s/>])" % _any_case(_FORMATTING))
_CLOSING: Final = re.compile(rb"</(?:%b)(?=[\s/>])" % _any_case(_FORMATTING))
# the most frequent other tags are ruled out by their first letters
_PLAIN: Final = re.compile(
    rb"<(?!/?(?:[dhlpDHLP]|[tT][adrADR]))/?(?:%b)(?:[\s/][^<>]*+)?>" % _any_case(_FORMATTING)
)


def _guard(data: bytes) -> None:
    tags = data.count(b"<")
    if tags > _MOST_TAGS:
        raise Unreadable(Reason.TOO_LARGE)
    spaces = len(data.translate(None, _NO_SPACE))  # so many stand in one tag only where there are as many
    if spaces >= _MOST_ATTRIBUTES and _CROWDED.search(data):
        raise Unreadable(Reason.TOO_LARGE)
    if tags * tags < 2 * _MOST_STEPS:
        return  # whatever they are, they cannot be too many
    depth = steps = 0
    for closing, name in _TAG.findall(data):
        if name.lower() in _CLOSED_BY_OTHERS:
            continue
        if not closing:
            depth += 1
        elif depth:
            depth -= 1
        steps += depth
        if steps > _MOST_STEPS:
            raise Unreadable(Reason.TOO_LARGE)
