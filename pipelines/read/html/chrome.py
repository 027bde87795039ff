"""What county sites print around a report, by its wording: asks the patterns of lexicon/web.toml.

Belongs here: whether a line is the site's. Does not belong here: any pattern, nor where the line stands (report).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from pipelines import lexicon
from pipelines.model.flow import FOLDS

_LONGEST: Final = 200  # characters: a longer line is none of a site's
_FOLDED: Final = str.maketrans(FOLDS)
_MARKS: Final = r"[\s\[\]〔〕()|/:,，、>»›·.*+-]"
_SENTENCE: Final = "。"


def is_meta(text: str) -> bool:
    """When and where it was published, how often it was read: a line of the site about the page."""
    line = _line(text)
    if not line or _SENTENCE in line:
        return False
    if _pattern("meta", "begins").match(line.lstrip("〔(")):
        return True
    return (
        len(_pattern("meta", "beside").findall(line)) > 1
        and _pattern("meta", "beside").match(line) is not None
    )


def may_be_meta(text: str) -> bool:
    """A line that is the site's where it stands beside one that is for certain."""
    line = _line(text)
    return bool(line) and _SENTENCE not in line and _pattern("meta", "beside").match(line) is not None


def is_label(text: str) -> bool:
    """A cell of a site's index card (索引号, 发布机构 …)."""
    return len(text) <= _LONGEST and _labels().match(_line(text)) is not None


def is_site(text: str) -> bool:
    """A breadcrumb, a bar of tools, a footer."""
    line = _line(text)
    if not line:
        return False
    if _pattern("navigation", "begins").match(line) or _pattern("navigation", "whole").fullmatch(line):
        return True
    if _tools().fullmatch(line):
        return True
    if _SENTENCE in line:
        return False
    return (
        _pattern("footer", "strong").search(line) is not None
        or len(set(_pattern("footer", "weak").findall(line))) > 1
    )


def is_content(names: str) -> bool:
    """Whether an id or a class is that of the element which holds the text."""
    return any(_content().fullmatch(name) for name in names.split()[:20])


def _line(text: str) -> str:
    """Half width and without white space; empty where the line is too long to be the site's."""
    if len(text) > _LONGEST:
        return ""
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
