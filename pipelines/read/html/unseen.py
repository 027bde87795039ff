"""What a page has and nobody sees, by its own style sheets and colours: marked with the attribute ``hidden`` before it is parsed.

Belongs here: rules of ``<style>`` with one plain selector, transparent and white ink, text moved off the page or too small to read.
Does not belong here: what an element says of itself in the words that elements knows; style sheets that lie elsewhere, which are not
there to be asked. Only what is certain is marked: not what a script may show, nor white where any paper may have a colour.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

_STYLE: Final = re.compile(rb"<style[^<>]*>(.*?)</style", re.DOTALL)
_SCRIPT: Final = re.compile(rb"<script[^<>]*>(.*?)</script", re.DOTALL)
_COMMENT: Final = re.compile(rb"/\*.*?\*/|<!--|-->", re.DOTALL)
_CONDITION: Final = re.compile(rb"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE: Final = re.compile(rb"([^{}]+)\{([^{}]*)\}")
_PLAIN: Final = re.compile(rb"(?:[a-z][a-z0-9]*)?([.#][\w-]+)|([a-z][a-z0-9]*)")
_NAME: Final = re.compile(rb"[.#][\w-]+|(?<![\w.#-])[a-z][a-z0-9]*")
_TAG: Final = re.compile(rb"<([A-Za-z][A-Za-z0-9]*)(\s[^<>]*)?>")
_CLASS: Final = re.compile(rb"""\s(class|id)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_SAID: Final = re.compile(rb"""\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_MOST_SHEETS: Final = 500
_ALWAYS: Final = frozenset({b"html", b"body", b"head"})
_END: Final = rb"\s*(?:[;!\"'}]|$)"
# each pattern begins with its word, and is only tried where the word stands: a page is gone through many times faster so
_LOOKS: Final = {
    b"display": rb"display\s*:\s*none",
    b"visibility": rb"visibility\s*:\s*(?:hidden|collapse)",
    b"opacity": rb"opacity(?<![-\w]opacity)\s*:\s*0?\.?0*(?![.\d])" + _END,
    b"transparent": rb"color(?<![-\w]color)\s*:\s*transparent",
    b"text-indent": rb"text-indent\s*:\s*-\d{3,}",
    b"left": rb"left\s*:\s*-\d{4,}",
    b"top": rb"top\s*:\s*-\d{4,}",
    b"clip": rb"clip\s*:\s*rect\(\s*0",
    b"font-size": rb"font-size(?<![-\w]font-size)\s*:\s*(?:0+|0?\.\d+|1(?:\.\d*)?)(?:px|pt|" + _END + rb")",
}
_PATTERNS: Final = {word: re.compile(pattern) for word, pattern in _LOOKS.items()}
_CHANGES: Final = re.compile(rb"display|visibility|opacity|color|text-indent|left|top|clip|font-size")
_NO_COLOUR: Final = rb"#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\)"
_WHITE: Final = re.compile(rb"color(?<![-\w]color)\s*[:=]\s*[\"']?(?:" + _NO_COLOUR + rb")")
_PAPER: Final = re.compile(
    rb"(?:background(?:-color)?\s*:|bgcolor\s*=|background\s*=)\s*[\"']?\s*(?!(?:"
    + _NO_COLOUR
    + rb"|none|transparent|inherit|initial)\s*(?:[;\"'}\s!>]|$))|rel\s*=\s*[\"']?stylesheet|@import",
    re.IGNORECASE,
)


def mark_unseen(data: bytes) -> bytes:
    """The page with ``hidden`` on each element that is not seen though it does not say so by its own words."""
    small = data.lower()
    may_be_white = _is_white(small) and _PAPER.search(small) is None
    names = _unseen_names(small, may_be_white=may_be_white)
    if not (names or may_be_white or _is_unseen(small) or b"<dialog" in small):
        return data
    return _TAG.sub(_marking(names, may_be_white=may_be_white), data)


def _is_unseen(said: bytes) -> bool:
    """Whether some declaration, in small letters, hides what it is of."""
    return any(word in said and _PATTERNS[word].search(said) is not None for word in _PATTERNS)


def _is_white(said: bytes) -> bool:
    named = b"#fff" in said or b"white" in said or b"255" in said
    return named and _WHITE.search(said) is not None


def _marking(names: frozenset[bytes], *, may_be_white: bool) -> Callable[[re.Match[bytes]], bytes]:
    def mark(tag: re.Match[bytes]) -> bytes:
        name, rest = tag[1].lower(), (tag[2] or b"").lower()
        if name in _ALWAYS:
            return tag[0]
        said = _SAID.search(rest)
        style = (said[1] or said[2] or b"") if said else b""
        is_white = may_be_white and _is_white(style if name != b"font" else rest)
        is_shut = name == b"dialog" and re.search(rb"\sopen\b", rest) is None
        if is_white or is_shut or _is_unseen(style) or (names and not names.isdisjoint(_called(name, rest))):
            return b"<" + tag[1] + b" hidden" + (tag[2] or b"") + b">"
        return tag[0]

    return mark


def _called(name: bytes, rest: bytes) -> Iterator[bytes]:
    """The names by which a plain selector may mean this element."""
    yield name
    for kind, *values in _CLASS.findall(rest):
        sign = b"." if kind.lower() == b"class" else b"#"
        yield from (sign + one for value in values for one in value.split())


def _unseen_names(data: bytes, *, may_be_white: bool) -> frozenset[bytes]:
    """Classes (with a dot), ids (with a hash) and tags that a rule hides, which no other rule and no script speaks of."""
    if not 0 < data.count(b"<style") <= _MOST_SHEETS >= data.count(b"<script"):
        return frozenset()
    sheets = b"\n".join(_STYLE.findall(data))

    def hides(said: bytes) -> bool:
        return _is_unseen(said) or (may_be_white and _is_white(said))

    if not hides(sheets):
        return frozenset()
    hiding: set[bytes] = set()
    spoken: set[bytes] = set()
    for selectors, said in _RULE.findall(_CONDITION.sub(b"", _COMMENT.sub(b"", sheets))):
        for selector in selectors.split(b","):
            plain = _PLAIN.fullmatch(selector.strip())
            if hides(said):
                if plain is not None:
                    hiding.add(plain[1] or plain[2])
            elif _CHANGES.search(said):
                spoken.update(_NAME.findall(selector))
    scripts = b"\n".join(_SCRIPT.findall(data))
    return frozenset(
        name for name in hiding - spoken - _ALWAYS if name[:1] not in b".#" or name[1:] not in scripts
    )
