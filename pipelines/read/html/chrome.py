"""What county sites print around a report, by its wording: asks the patterns of lexicon/web.toml.

Belongs here: whether a line is the site's. Does not belong here: any pattern, nor where the line stands (report).
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import Any, Final

from pipelines import lexicon
from pipelines.model.flow import FOLDS

_LONGEST: Final = 200  # characters: a longer line is none of a site's
_BEGINNING: Final = 40  # characters in which all patterns of beginnings end
_FOLDED: Final = str.maketrans(FOLDS)
_MARKS: Final = r"[\s\[\]〔〕()|/:,，、>»›·.*+-]"
_SENTENCE: Final = "。"


class Kind(Enum):
    """What a line is to the site: about the page, perhaps about the page, around it, or nothing."""

    META = "meta"
    MAY_BE_META = "may_be_meta"
    SITE = "site"
    NONE = "none"


def kind_of(text: str) -> Kind:
    """What the words of a line say. META: when and where it was published; SITE: breadcrumbs, tools, footers."""
    if len(text) > _LONGEST:
        return Kind.NONE
    if _SENTENCE in text:  # nothing of a site but where in it the page stands
        beginning = "".join(text.split())[:_BEGINNING].translate(_FOLDED)
        return Kind.SITE if _pattern("navigation", "begins").match(beginning) else Kind.NONE
    line = _line(text)
    if _pattern("navigation", "begins").match(line) or _pattern("navigation", "whole").fullmatch(line):
        return Kind.SITE
    if _pattern("meta", "begins").match(line.lstrip("〔(")):
        return Kind.META
    if _tools().fullmatch(line) or _pattern("footer", "strong").search(line):
        return Kind.SITE
    if ":" in line:
        beside = _pattern("meta", "beside")
        if beside.match(line):
            return Kind.META if len(beside.findall(line)) > 1 else Kind.MAY_BE_META
    return Kind.SITE if len(set(_pattern("footer", "weak").findall(line))) > 1 else Kind.NONE


def is_label(text: str) -> bool:
    """A cell of a site's index card (索引号, 发布机构 …)."""
    return len(text) <= _LONGEST and _labels().match(_line(text)) is not None


def is_content(names: str) -> bool:
    """Whether an id or a class is that of the element which holds the text."""
    return any(_content().fullmatch(name) for name in names.split()[:20])


def _line(text: str) -> str:
    """Half width and without white space."""
    return "".join(text.split()).translate(_FOLDED)


def _words() -> dict[str, Any]:
    return lexicon.load("web")


@cache
def _pattern(section: str, kind: str) -> re.Pattern[str]:
    # no groups that capture: findall gives whole matches
    patterns = (re.sub(r"\((?!\?)", "(?:", p) for p in _words()[section][kind])
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


@cache
def _labels() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(_words()["meta"]["labels"]) + ")[:]?$")


@cache
def _tools() -> re.Pattern[str]:
    words = "|".join(_words()["tools"]["words"])
    return re.compile(rf"{_MARKS}*+(?:(?:{words}){_MARKS}*+)+", re.IGNORECASE)


@cache
def _content() -> re.Pattern[str]:
    return re.compile("|".join(_words()["content"]["names"]), re.IGNORECASE)
