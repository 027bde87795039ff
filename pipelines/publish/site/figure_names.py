"""Names of figures that are known by a code: ``2024 年项目支出执行``.

Belongs here: table, field and part of core.read_figures → words, as core.figure_name says them in SQL (here for two builds beside
each other, of which the older may know no such name). Does not belong here: the words (lexicon/diff.toml), figures of a report's own
page, which are named by their row (figures).
"""

from __future__ import annotations

import re

from pipelines.lexicon import load

_PROJECT = re.compile(r"(.+)\.([a-z_]+)\.([a-z_]+)")
"""The report's own words, which may hold any letters, then stage and source of funds."""
_BUDGET = re.compile(r"(\d{4})\.(\w+)\.(\w+)\.(\w+)")


def name_figure(table_name: str, field: str, part: str | None) -> str:
    """As people read it; a code that has no words stays as it is."""
    words = load("diff")
    amount = _BUDGET.fullmatch(field) if table_name == "budget_facts" else None
    if amount:
        return _name_amount(*amount.groups())
    kind, *codes = field.split(".")
    if table_name == "stated_rates" and kind in words["rate"]:
        return _name_rate(kind, codes)
    said = (words["table"][table_name], *_name_field(table_name, field), words["part"].get(part))
    return " ".join(filter(None, said))


def _name_field(table_name: str, field: str) -> list[str]:
    code: dict[str, str] = load("diff")["code"]
    if table_name == "indicators":
        return [field]
    if table_name == "project_items":
        project = _PROJECT.fullmatch(field)
        name, *codes = project.groups() if project else [field]
        return [name, *(code.get(c, c) for c in codes)]
    return list(dict.fromkeys(code.get(c, c) for c in field.split(".")))  # 编制 is a kind and a basis


def _name_amount(year: str, category: str, stage: str, fund: str) -> str:
    words = load("diff")
    said = [words["code"].get(code, code) for code in (category, stage, fund)]
    name: str = words["of_year"].format(year=year, figure=said[0] + said[1])
    return name + words["of_fund"].format(fund=said[2]) if said[2] else name


def _name_rate(kind: str, codes: list[str]) -> str:
    """``codes``: the category where the rate has one, the source of funds, the project if it is of one."""
    words = load("diff")
    said = [words["code"].get(code, code) for code in codes]
    category = said.pop(0) if len(said) > 1 else ""
    name: str = words["of_rate"].format(figure=category + words["rate"][kind])
    of_what = "，".join(filter(None, said))
    return name + words["of_fund"].format(fund=of_what) if of_what else name
