"""Deciders: who decided, as it may be published.

Belongs here: covering a personal name in the ``by`` of a decision. Does not belong here: names in reports (extract,
normalize). The decisions file keeps what a person wrote; a build is a published file, so a name in it is covered with ＊ of
the same length, and a post, an office or initials stay.
"""

from __future__ import annotations

import re
from functools import cache

from pipelines.lexicon import load

STAR = "＊"
_PART = re.compile(r"[^\s,，、/／|()（）:：·\-]+")
_LATIN_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b")
_SHORTEST, _LONGEST = 2, 4


def masked(by: str) -> str:
    """``财政局绩效股 张三`` → ``财政局绩效股 ＊＊``."""
    return without_names(by, by)


def without_names(text: str, by: str) -> str:
    """A text with the names that stand in ``by`` covered: who decided is often named in the reason again."""
    names = {m[0] for m in _LATIN_NAME.finditer(by)} | {m[0] for m in _PART.finditer(by) if _is_name(m[0])}
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, re.sub(r"\S", STAR, name))
    return text


def _is_name(part: str) -> bool:
    """Whether a word is built as a Chinese personal name and is no post or office."""
    lexicon = load("persons")
    if not _SHORTEST <= len(part) <= _LONGEST or not re.fullmatch(r"[\u3400-\u9fff]+", part):
        return False
    if part in lexicon["not_names"] or part.endswith(tuple(lexicon["not_ending"])):
        return False
    compound = part.startswith(tuple(lexicon["compound_surnames"]))
    return compound or (part[0] in _surnames() and len(part) < _LONGEST)


@cache
def _surnames() -> frozenset[str]:
    return frozenset("".join(load("persons")["surnames"].split()))
