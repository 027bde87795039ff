"""Blank forms: a form that nobody has filled in, although weights and row labels make it look full of figures.

Belongs here: whether the names and the money of a form are left open. Does not belong here: other texts that are no
reports (kind).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from pipelines.extract.identity.titles import Line
from pipelines.extract.identity.unit_names import any_label, labelled
from pipelines.lexicon import load

_NUMBER = re.compile(r"(?!0[0.,]*$)-?[\d,]+(?:\.\d+)?(?:万?元|亿元)?")
_AMOUNT = re.compile(r"(?<![\d.])[\d,]+\.\d+万?元|[\d,]{2,}(?:\.\d+)?万元")
_FILLED_CELLS = 2
"""Numbers in a row of money that no template prints: it holds at most the weight of the execution rate, and noughts."""


def is_blank_form(lines: Sequence[Line], unit: str | None = None) -> bool:
    """Whether a form names neither its unit nor its project and states no money; False for what is no form.

    ``unit``: the unit that its title names.
    """
    words = load("identity")
    labels = [*words["unit_labels"], *words["subject_labels"]]
    has_table = any(line.table is not None for line in lines)
    if not has_table or not any(_is_label(line.text) for line in lines) or _tells(lines):
        return False
    names = [flow.text for _, flow in labelled(lines, labels)] + ([unit] if unit else [])
    if any(not _left_open().search(name) for name in names):
        return False
    return not _has_money(lines)


def _is_label(text: str) -> bool:
    """Whether a cell begins with a label and its colon or is one (部门 is, 部门管理 is not)."""
    label = any_label().match(text)
    return label is not None and text[label.end() : label.end() + 1] in ("", ":")


def _tells(lines: Sequence[Line]) -> bool:
    """Whether the text outside of tables states amounts: a report, whatever a table of it leaves open."""
    fewest, amounts = int(load("kinds")["blank_form"]["fewest_amounts"]), 0
    for line in lines:
        if line.table is None:
            amounts += len(_AMOUNT.findall(line.text))
            if amounts >= fewest:
                return True
    return False


def _has_money(lines: Sequence[Line]) -> bool:
    """Whether a row with a label of money holds several numbers."""
    money = {
        (line.table, line.row) for line in lines if line.table is not None and _money().search(line.text)
    }
    numbers = Counter(
        (line.table, line.row) for line in lines if line.table is not None and _NUMBER.fullmatch(line.text)
    )
    return any(numbers[row] >= _FILLED_CELLS for row in money)


@cache
def _left_open() -> re.Pattern[str]:
    return re.compile(load("kinds")["blank_form"]["left_open"])


@cache
def _money() -> re.Pattern[str]:
    return re.compile(load("kinds")["blank_form"]["money"])
