"""What a page has and nobody sees, by its own style sheets and colours, and what is struck out: marked with the attribute ``hidden``
before it is parsed.

Belongs here: which element a declaration is of, by its own words or a rule of ``<style>``, and what the elements within say otherwise.
Does not belong here: what declarations say (looks); which elements a selector means that is more than one class, id or tag
(selectors); what an element says of itself in the words that elements knows; style sheets that lie elsewhere, which are not there to be asked.

Only what is certain is marked: not what a script or an unknown style sheet may show, and of an element whose ink is gone nothing where
some element within has ink again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipelines.read.html.looks import (
    GROUPS,
    changed_by,
    colours_paper,
    fades,
    flattens,
    makes_block,
    says,
    shuts,
    whitens_paper,
)
from pipelines.read.html.selectors import classes_and_ids, elements_of, is_steady, telling_names
from pipelines.read.html.sheets import (
    HIDING,
    OPEN,
    STYLE,
    adding_names,
    names_hiding,
    rules_on_screen,
    unsure_names,
)

_SCRIPT: Final = re.compile(rb"<script[^<>]*>(.*?)</script", re.DOTALL)
_COMMENT: Final = re.compile(rb"/\*.*?\*/|<!--|-->", re.DOTALL)
_PLAIN: Final = re.compile(rb"[.#][\w-]+|[a-z][a-z0-9]*")
_NAME: Final = re.compile(rb"[.#][\w-]+|(?<![\w.#-])[a-z][a-z0-9]*|\*")
_TAG: Final = re.compile(
    rb"<!--(?:.*?-->|.*)|<(script|style)\b[^<>]*>(?:.*?</\1|.*)|<(/?)([A-Za-z][A-Za-z0-9]*)(\s[^<>]*)?/?>",
    re.DOTALL | re.IGNORECASE,
)
_CLASS: Final = re.compile(rb"""\s(class|id)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_SAID: Final = re.compile(rb"""\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_SHOWS_NOT: Final = re.compile(rb"<(?:dialog|del|s|strike)[\s>]")
_FLATTENS: Final = re.compile(rb"transform|overflow(?:-[xy])?\s*:\s*(?:hidden|clip)")
_OF_TEXT: Final = frozenset(b"span b strong i em u font td th tr p".split())
_INLINE: Final = rb"</?(?:b|i|em|u|font|span|strong)\b[^<>]*>"
_DIGITS: Final = re.compile(rb"[^<>]*>((?:[^<]|" + _INLINE + rb"){0,300}?\d[^<]*)")
_OPEN: Final = re.compile(rb":has\(|var\(|:(?:before|after)\b[^{}]*\{[^{}]*content")
_LONGEST: Final = 90  # bytes of a text that is quoted
_ELSEWHERE: Final = re.compile(rb"rel\s*=\s*[\"']?stylesheet|@import")
_MOST_SHEETS: Final = 500
_DEEPEST: Final = 2_000
_SHOWS: Final = frozenset({b"display", b"opacity"})
_ALWAYS: Final = frozenset({b"html", b"body", b"head"})
_STRUCK: Final = frozenset({b"del", b"s", b"strike"})
_VOID: Final = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
_PLAINEST: Final = frozenset(b"b strong i em u span".split())
_COLOURING: Final = frozenset({b"col", b"colgroup"})
# opening one of these ends those that are still open, up to what holds them
_ENDS: Final = {
    **dict.fromkeys((b"td", b"th"), (frozenset({b"td", b"th"}), frozenset({b"tr", b"table"}))),
    b"tr": (frozenset({b"tr"}), frozenset({b"table"})),
    **dict.fromkeys((b"tbody", b"thead", b"tfoot"), (frozenset({b"tbody", b"thead", b"tfoot"}), frozenset({b"table"}))),
    b"li": (frozenset({b"li"}), frozenset({b"ul", b"ol", b"td", b"table"})),
    b"option": (frozenset({b"option"}), frozenset({b"select"})),
    **dict.fromkeys((b"dt", b"dd"), (frozenset({b"dt", b"dd"}), frozenset({b"dl", b"td", b"table"}))),
    **dict.fromkeys(
        b"p div ul ol dl table h1 h2 h3 h4 h5 h6 section article header footer center form pre blockquote".split(),
        (frozenset({b"p"}), frozenset({b"td", b"th", b"table", b"div", b"li"})),
    ),
}  # fmt: skip
_BLOCKS: Final = frozenset(
    b"p div ul ol li dl dt dd h1 h2 h3 h4 h5 h6 section article header footer main aside center form pre blockquote".split()
)
_WALLS: Final = frozenset({b"td", b"th", b"table", b"caption"})


@dataclass(slots=True)
class _Sheets:
    """What the rules of a page say by class (with a dot), id (with a hash) and tag: what hides, which groups they speak of, which
    colour the paper. ``unsure``: what may be hidden; ``perhaps_white``: what may be printed in white, so hidden on white paper.
    ``asked``: the other selectors that hide, by which it is said as well. ``elsewhere``: there are rules that lie in other files."""

    shut: frozenset[bytes] = frozenset()
    flat: frozenset[bytes] = frozenset()
    faded: dict[bytes, frozenset[str]] = field(default_factory=dict)
    spoken: dict[bytes, frozenset[str]] = field(default_factory=dict)
    papers: frozenset[bytes] = frozenset()
    asked: tuple[bytes, ...] = ()
    unsure: frozenset[bytes] = frozenset()
    perhaps_white: frozenset[bytes] = frozenset()
    elsewhere: bool = False


@dataclass(slots=True)
class _Open:
    """An element that is open: where its tag stands, by what its ink is gone, whether its paper is white."""

    name: bytes
    tag: int
    faded: frozenset[str]
    white: bool


def mark_unseen(data: bytes) -> tuple[bytes, str]:
    """The page with ``hidden`` on each element that is not seen though it does not say so by its own words.

    And the first text with digits of which the page does not say whether they are seen, or what is printed beside them.
    """
    small = data.lower()
    if not (
        shuts(small)
        or fades(small)
        or _FLATTENS.search(small)
        or _SHOWS_NOT.search(small)
        or (names_hiding(small) and _ELSEWHERE.search(small))
        or _OPEN.search(small)
        or OPEN.search(small)
    ):
        return data, ""
    sheets = _sheets(small)
    tags = list(_TAG.finditer(small))
    page = _Page(sheets, _struck(small), elements_of(small, tags, sheets.asked) if sheets.asked else {})
    ends = [end for tag in tags if tag[3] is not None for end in page.read(tag)]
    hidden = page.hidden | {end for end in page.faded if end not in page.inked}
    parts, last = [], 0
    for end in sorted(hidden.intersection(ends)):
        parts += [data[last:end], b" hidden"]
        last = end
    unsure = next(
        (told[1] for end in sorted(page.unsure - hidden) if (told := _DIGITS.match(data, end))), b""
    )
    quote = " ".join(re.sub(_INLINE, b"", unsure)[:_LONGEST].decode("utf-8", errors="ignore").split())
    return b"".join((*parts, data[last:])), quote


def _struck(data: bytes) -> frozenset[bytes]:
    """The elements that strike text out, but for those that are somewhere not closed: such text may be meant to stand."""
    return frozenset(
        name
        for name in _STRUCK
        if len(re.findall(rb"<" + name + rb"[\s>]", data)) == data.count(b"</" + name + b">")
    )


class _Page:
    """Goes through the tags of a page. Of each element the place behind the name of its tag: ``hidden``, with all in it; ``faded``,
    its ink; ``inked``, in which there is ink again."""

    def __init__(
        self, sheets: _Sheets, struck: frozenset[bytes], selected: Mapping[int, Sequence[bytes]]
    ) -> None:
        self._sheets = sheets
        self._selected = selected
        self._struck = struck
        self._open: list[_Open] = []
        self._white = not (sheets.elsewhere or {b"*", *_ALWAYS} & sheets.papers)
        self.hidden: set[int] = set()
        self.faded: set[int] = set()
        self.inked: set[int] = set()
        self.unsure: set[int] = set()

    def read(self, tag: re.Match[bytes]) -> Iterator[int]:
        """The place behind the name of an opening tag."""
        name, rest = tag[3], tag[4] or b""
        if tag[2]:
            self._close(name)
            return
        self._end_others(name)
        said = _SAID.search(rest)
        style = b" ".join(word for word in said.groups() if word) if said else b""
        style = _COMMENT.sub(b"", style)
        words = style if name != b"font" else rest + b";" + style
        end = tag.end(3)
        called = (*_called(name, rest), *self._selected.get(end, ()))
        outer = self._open[-1] if self._open else _Open(b"", 0, frozenset(), self._white)
        if name in _COLOURING and colours_paper(rest):
            self._white = outer.white = False
        is_white = self._paper(outer, rest, style, called)
        spoken = self._spoken(name, words, called)
        own = fades(words).union(*(self._sheets.faded.get(one, frozenset()) for one in called))
        is_block = name in _BLOCKS or makes_block(style)
        if not is_block:
            own -= {"indent"}
        faded = (outer.faded - spoken) | own
        again = outer.faded - faded
        if not is_white and "white" in faded:
            faded -= {"white"}
            again |= outer.faded & {"white"}
        if again:
            self.inked |= {one.tag for one in self._open if one.faded & again}
        if name in _OF_TEXT and not (
            self._sheets.unsure.isdisjoint(called)
            and (not is_white or self._sheets.perhaps_white.isdisjoint(called))
        ):
            self.unsure.add(end)
        if name not in _ALWAYS:
            is_shut = name == b"dialog" and re.search(rb"\sopen\b", rest) is None
            is_flat = is_block and (flattens(style) or not self._sheets.flat.isdisjoint(called))
            is_shut |= shuts(style)
            is_shut |= not self._sheets.shut.isdisjoint(called) and changed_by(style).isdisjoint(_SHOWS)
            if is_shut or is_flat or name in self._struck:
                self.hidden.add(end)
            if faded:
                self.faded.add(end)
        if name not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(_Open(name, end, faded, is_white))
        yield end

    def _paper(self, outer: _Open, rest: bytes, style: bytes, called: tuple[bytes, ...]) -> bool:
        if not self._sheets.papers.isdisjoint(called) or self._sheets.elsewhere:
            return False
        if colours_paper(rest):
            return False
        return outer.white or whitens_paper(rest)

    def _spoken(self, name: bytes, words: bytes, called: tuple[bytes, ...]) -> frozenset[str]:
        """Of which groups the element itself, or a rule on it, speaks or may speak."""
        if self._sheets.elsewhere and (len(called) > 1 or name not in _PLAINEST):
            return GROUPS
        found = says(words)
        for one in (*called, b"*"):
            found |= self._sheets.spoken.get(one, frozenset())
        return found

    def _end_others(self, name: bytes) -> None:
        if name not in _ENDS:
            return
        ended, walls = _ENDS[name]
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].name in ended:
                del self._open[place:]
                return
            if self._open[place].name in walls:
                return

    def _close(self, name: bytes) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].name == name:
                del self._open[place:]
                return
            if self._open[place].name in (_WALLS if name not in _WALLS | {b"tr"} else {b"table"}):
                return


def _called(name: bytes, rest: bytes) -> Iterator[bytes]:
    """The names by which a plain selector may mean this element."""
    yield name
    for kind, *values in _CLASS.findall(rest):
        sign = b"." if kind == b"class" else b"#"
        yield from (sign + one for value in values for one in value.split())


def _sheets(data: bytes) -> _Sheets:
    """The rules of a page: one hides for certain where no other rule and no script speaks of what its selector means."""
    found = _Sheets(elsewhere=_ELSEWHERE.search(data) is not None)
    if data.count(b"<style") > _MOST_SHEETS or data.count(b"<script") > _MOST_SHEETS:
        found.elsewhere = True
        return found
    shut: set[bytes] = set()
    flat: set[bytes] = set()
    faded: dict[bytes, frozenset[str]] = {}
    others: dict[bytes, frozenset[bytes]] = {}  # selectors that say more than a name, and what they declare
    changed: dict[bytes, frozenset[bytes]] = {}
    papers: set[bytes] = set()
    for selectors, said in rules_on_screen(data):
        gone, is_shut, is_flat = fades(said), shuts(said), flattens(said)
        hides = bool(gone) or is_shut or is_flat
        declared = changed_by(said)
        for selector in selectors:
            names = _NAME.findall(selector)
            if colours_paper(said):
                papers.update(names)
            is_plain = _PLAIN.fullmatch(selector) is not None
            if hides and (is_plain or is_steady(selector)):
                shut |= {selector} if is_shut else set()
                flat |= {selector} if is_flat else set()
                faded[selector] = faded.get(selector, frozenset()) | gone
                if not is_plain:
                    others[selector] = others.get(selector, frozenset()) | declared
            elif not hides and declared:
                changed.update((name, changed.get(name, frozenset()) | declared) for name in names)
            for name in names:
                found.spoken[name] = found.spoken.get(name, frozenset()) | (says(said) - gone)
    scripts, written = b"\n".join(_SCRIPT.findall(data)), STYLE.sub(b"", data) if others else b""

    def is_certain(selector: bytes) -> bool:
        if selector in others:
            names, telling = classes_and_ids(selector), telling_names(selector)
            return (
                not telling <= _ALWAYS
                and all(name in written and name not in scripts for name in names)
                and all(changed.get(name, frozenset()).isdisjoint(others[selector]) for name in telling)
            )
        return (
            selector not in changed
            and selector not in _ALWAYS
            and (selector[:1] not in b".#" or selector[1:] not in scripts)
        )

    found.shut = frozenset(filter(is_certain, shut))
    found.flat = frozenset(filter(is_certain, flat))
    found.faded = {name: gone for name, gone in faded.items() if is_certain(name)}
    found.papers = frozenset(papers)
    found.asked = tuple(filter(is_certain, others))
    unsure, found.perhaps_white = unsure_names(data)
    found.unsure = (
        unsure
        | adding_names(data)
        | (HIDING - found.spoken.keys() - changed.keys() if found.elsewhere else frozenset())
    )
    return found
