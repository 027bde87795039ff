"""Patterns: many wordings as one pattern that is quick where none of them stands.

Belongs here: putting them together. Does not belong here: any wording (lexicon).

``re`` tries each wording of an alternation at each character of a text, unless every one of them begins with a plain letter:
most begin with a word that may be missing, or look at what stands before. Nearly no character of a text begins a wording, so
the set of those that may goes before all of them. It is read from the wordings as ``re`` itself has understood them; where
that is out of reach, or a wording may begin with anything or be empty, the pattern is the plain one: the set never decides
what is found, only how soon a place is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

_FEWEST: Final = 4
"""Wordings from which on a set of beginnings is quicker."""
_PARSER: Final[Any] = getattr(re, "_parser", None)
_WIDTHLESS: Final = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
_REPEATED: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT"})


class _Beginnings(NamedTuple):
    """What a part of a pattern may begin with, as in square brackets (None: anything), and whether it may be empty."""

    signs: frozenset[str] | None
    may_be_empty: bool = False


_ANYTHING: Final = _Beginnings(None)


def any_of(wordings: Iterable[str]) -> re.Pattern[str]:
    """One pattern of all these wordings; of several at one place the first counts."""
    says = "|".join(wordings)
    if says.count("|") + 1 < _FEWEST or _PARSER is None:
        return re.compile(says)
    parsed = _PARSER.parse(says)
    begins = _ANYTHING if parsed.state.flags & re.IGNORECASE or _is_plain(parsed) else _of_sequence(parsed)
    if begins.signs is None or begins.may_be_empty:
        return re.compile(says)
    return re.compile(f"(?=[{''.join(sorted(begins.signs))}])(?:{says})")


def _is_plain(parsed: Sequence[Any]) -> bool:
    """Whether each wording begins with a plain letter: then re makes the set itself."""
    operation, value = parsed[0]
    return operation.name == "BRANCH" and all(way and way[0][0].name == "LITERAL" for way in value[1])


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> _Beginnings:
    """Of parts one after another: of the first, and of those behind it as long as all before may be empty."""
    signs: frozenset[str] = frozenset()
    for operation, value in parts:
        if operation.name in _WIDTHLESS:
            continue
        begins = _of_part(operation.name, value)
        if begins.signs is None:
            return _ANYTHING
        signs |= begins.signs
        if not begins.may_be_empty:
            return _Beginnings(signs)
    return _Beginnings(signs, may_be_empty=True)


def _of_part(name: str, value: Any) -> _Beginnings:  # noqa: ANN401 - what re understands has no types
    if name == "LITERAL":
        return _Beginnings(frozenset({re.escape(chr(value))}))
    if name == "IN":
        return _of_set(value)
    if name == "BRANCH":
        ways = [_of_sequence(way) for way in value[1]]
        signs = [way.signs for way in ways if way.signs is not None]
        if len(signs) < len(ways):
            return _ANYTHING
        return _Beginnings(frozenset().union(*signs), any(way.may_be_empty for way in ways))
    if name == "SUBPATTERN" and not value[1]:  # no flags of its own
        return _of_sequence(value[3])
    if name in _REPEATED:
        begins = _of_sequence(value[2])
        return begins._replace(may_be_empty=begins.may_be_empty or value[0] == 0)
    return _ANYTHING


def _of_set(members: Iterable[tuple[Any, Any]]) -> _Beginnings:
    signs: set[str] = set()
    for kind, value in members:
        if kind.name == "LITERAL":
            signs.add(re.escape(chr(value)))
        elif kind.name == "RANGE":
            signs.add("-".join(re.escape(chr(end)) for end in value))
        elif kind.name == "CATEGORY" and value.name == "CATEGORY_DIGIT":
            signs.add(r"\d")
        else:
            return _ANYTHING
    return _Beginnings(frozenset(signs))
