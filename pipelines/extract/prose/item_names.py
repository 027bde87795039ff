"""Names of project items: what stands before an amount in a list, and what the name itself tells.

Belongs here: cutting the name out of the words before the amount, its 文号, funding level and nature.
Does not belong here: amounts and where lists begin (money).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.extract.context import list_opening
from pipelines.extract.meaning import first_term
from pipelines.lexicon import load
from pipelines.model.patterns import any_of

LEVELS = frozenset({"central", "provincial", "city", "county", "town"})


@dataclass(frozen=True, slots=True)
class ItemName:
    """A name as folded text, the number of label characters before it, and what its words tell."""

    text: str
    offset: int
    doc_no: str | None
    fund_source: str
    nature: str


@cache
def _trims() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in load("items")["list"]["trims"])


@cache
def _verb() -> re.Pattern[str]:
    return any_of(load("items")["list"]["verb"])


@cache
def _no_project() -> re.Pattern[str]:
    return any_of(load("items")["list"]["no_project"])


def names_no_project(name: str) -> bool:
    """上年同期, 全县合计, 代管资金 among the names of a list: what stands there is of another year, unit or account."""
    return _no_project().fullmatch(name) is not None


@cache
def doc_number() -> re.Pattern[str]:
    """文号 in folded text: issuer, year, number."""
    return re.compile(load("items")["doc_no"]["pattern"])


def normalized_doc_no(match: re.Match[str]) -> str:
    """``冀财行【2023】98号`` → ``冀财行〔2023〕98号`` (党政机关公文处理工作条例: six-angle brackets)."""
    return f"{match['issuer']}〔{match['year']}〕{match['number']}号"


def item_name(label: str, *, is_cell: bool = False) -> ItemName:
    """The item that a folded label before an amount names; in a cell all of its words are the name, in a sentence 支出 may be the verb."""
    text, offset = label, 0
    if not is_cell:
        text = _verb().sub("", text)
    opening = list(list_opening().finditer(text))
    if opening:
        offset = opening[-1].end()
        text = text[offset:]
    changed = True
    while changed:
        changed = False
        for trim in _trims():
            match = trim.search(text)
            if match and match.group():
                changed = True
                if match.start() == 0:
                    offset += match.end()
                text = trim.sub("", text, count=1)
    doc_no = None
    match = doc_number().search(text)
    if match:
        doc_no = normalized_doc_no(match)
        text = re.sub(r"[(〔]?" + re.escape(match.group()) + r"(?:文件?)?[)〕]?", "", text)
    source = first_term(text, "meaning", "source")
    nature = first_term(text, "items", "nature")
    return ItemName(
        text=text.strip(" ,，、:;"),
        offset=offset,
        doc_no=doc_no,
        fund_source=source[0] if source and source[0] in LEVELS else "all",
        nature=nature[0] if nature else "operating_task",
    )
