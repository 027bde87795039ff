"""Names of figures that are known by a code: ``2024 年项目支出执行``.

Belongs here: table, field and part of core.read_figures → words. Does not belong here: the words (lexicon/diff.toml), figures of a
report's own page, which are named by their row (figures).
"""

from __future__ import annotations

import re

from pipelines.lexicon import load

_NAMED_BY_THE_REPORT = ("indicators", "project_items")
"""What these are called may hold any letters."""
_BUDGET = re.compile(r"(\d{4})\.(\w+)\.(\w+)\.(\w+)")


def name_figure(table_name: str, field: str, part: str | None) -> str:
    """As people read it; a code that has no words stays as it is."""
    words = load("diff")
    amount = _BUDGET.fullmatch(field) if table_name == "budget_facts" else None
    if amount:
        return _name_amount(*amount.groups())
    codes = (
        [field]
        if table_name in _NAMED_BY_THE_REPORT
        else [words["code"].get(code, code) for code in field.split(".")]
    )
    said = dict.fromkeys(
        (words["table"][table_name], *codes, words["part"].get(part))
    )  # 编制 is a kind and a basis
    return " ".join(filter(None, said))


def _name_amount(year: str, category: str, stage: str, fund: str) -> str:
    words = load("diff")
    said = [words["code"].get(code, code) for code in (category, stage, fund)]
    name: str = words["of_year"].format(year=year, figure=said[0] + said[1])
    return name + words["of_fund"].format(fund=said[2]) if said[2] else name
