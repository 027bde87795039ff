"""Which elements a selector of a style sheet means that says more than one class, id or tag (Selectors Level 4).

Belongs here: which such selectors are asked, and their answer by the place of each tag. Does not belong here: what the rules declare
(looks), whether another rule or a script may say otherwise (unseen).

The parser answers by trying all elements around an element for each part of a selector, and all beside it for its number: the cost is
reckoned first, and what costs too much is not asked. What waits for the pointer or for a person's choice is never asked: to that end
``:not(.active)`` is written.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

_NAME: Final = re.compile(rb"[.#][\w-]+|(?<![\w.#-])[a-z][a-z0-9]*")
_NO_NAME: Final = re.compile(rb"\[[^\[\]]*\]|::?[\w-]+(?:\([^()]*\))?")
_PSEUDO: Final = re.compile(rb"::?[\w-]+")
_STEADY: Final = re.compile(rb":(?:(?:first|last|only)-(?:child|of-type)|nth-(?:last-)?(?:child|of-type))")
_BESIDE: Final = re.compile(rb"~(?!=)|:(?:nth|first|last|only)-")
_COMBINES: Final = re.compile(rb"\s*[>+~](?!=)\s*|\s+")
_LONGEST: Final = 200
_MOST_ASKED: Final = 100
_MOST_TAGS: Final = 50_000
_DEEPEST: Final = 200
_MOST_FORMATS: Final = 20  # open at once: the parser repeats each in every paragraph after it
_MOST_STEPS: Final = 5_000_000  # half a second
_STEPS_BESIDE: Final = 40  # so many elements beside one another are passed in the time of one step outwards
_ENDS_ITSELF: Final = frozenset(
    b"p li td th tr dt dd tbody thead tfoot option area base br col embed hr img input link meta param source track wbr".split()
)
_FORMATS: Final = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
_MARK: Final = "-place"


def is_steady(selector: bytes) -> bool:
    """Whether a selector means the same elements whatever a person does on the page, and is whole."""
    return (
        0 < len(selector) <= _LONGEST
        and selector.count(b"(") == selector.count(b")")
        and all(_STEADY.fullmatch(pseudo) for pseudo in _PSEUDO.findall(selector))
    )


def telling_names(selector: bytes) -> frozenset[bytes]:
    """The classes and ids by which a rule on the same elements would call them: its last ones, else all that it names."""
    plain = _NO_NAME.sub(b"", selector)
    last = {name for name in _NAME.findall(_COMBINES.split(plain.strip())[-1]) if name[:1] in b".#"}
    return frozenset(last or _NAME.findall(plain))


def classes_and_ids(selector: bytes) -> list[bytes]:
    """What a selector asks of classes and ids, without dot and hash; not what an element must not have."""
    return [name[1:] for name in _NAME.findall(_NO_NAME.sub(b"", selector)) if name[:1] in b".#"]


def elements_of(
    data: bytes, tags: Iterable[re.Match[bytes]], selectors: Sequence[bytes]
) -> dict[int, list[bytes]]:
    """By the place behind the name of a tag, the selectors that mean its element; nothing of a page that is too large to be asked.

    ``tags``: in group 2 the slash of a closing tag, in group 3 the name.
    """
    named = [tag for tag in tags if tag[3] is not None]
    depth = _depth(named)
    if not selectors or len(named) > _MOST_TAGS or depth > _DEEPEST:
        return {}
    parts, last = [], 0
    for tag in named:
        if not tag[2]:
            end = tag.end(3)
            parts += [data[last:end], f" {_MARK}={end}".encode()]
            last = end
    parser = LexborHTMLParser(b"".join((*parts, data[last:])))
    found: dict[int, list[bytes]] = {}
    steps = _MOST_STEPS
    for selector in selectors[:_MOST_ASKED]:
        steps -= (cost := _cost(selector, _candidates(selector, data, len(named)), len(named), depth))
        if steps < 0:
            steps += cost
            continue
        for place in _places(parser, selector):
            found.setdefault(place, []).append(selector)
    return found


def _places(parser: LexborHTMLParser, selector: bytes) -> list[int]:
    try:
        nodes = parser.css(selector.decode("utf-8", errors="replace"))
    except SelectolaxError:
        return []  # what the parser does not know hides nothing for certain
    marks = (node.attributes.get(_MARK) for node in nodes)
    return [int(mark) for mark in marks if mark and mark.isdecimal()]


def _candidates(selector: bytes, data: bytes, tags: int) -> int:
    """How many elements the last part of a selector may mean at most: as often as its rarest name is written."""
    last = _COMBINES.split(_NO_NAME.sub(b"", selector).strip())[-1]
    names = (name[1:] if name[:1] in b".#" else b"<" + name for name in _NAME.findall(last))
    return min((tags, *map(data.count, names)))


def _cost(selector: bytes, candidates: int, tags: int, depth: int) -> int:
    """How many steps the parser takes at most to find the elements of a selector."""
    outwards = math.comb(max(depth, 1), min(len(_COMBINES.findall(selector)), depth))
    beside = tags // _STEPS_BESIDE if _BESIDE.search(selector) else 0
    return tags + candidates * (outwards + beside)


def _depth(tags: Iterable[re.Match[bytes]]) -> int:
    """How many elements are open at once; more than any limit where too much formatting is."""
    depth = deepest = formats = 0
    for tag in tags:
        name = tag[3]
        if name in _ENDS_ITSELF:
            continue
        step = -1 if tag[2] else 1
        depth = max(0, depth + step)
        deepest = max(deepest, depth)
        if name in _FORMATS:
            formats = max(0, formats + step)
            if formats > _MOST_FORMATS:
                return _DEEPEST + 1
    return deepest
