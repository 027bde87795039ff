"""Names of figures that are known by a code: ``收支金额 2024 项目支出 执行``.

Belongs here: table, field and part of core.read_figures → words. Does not belong here: the words (lexicon/diff.toml), figures of a
report's own page, which are named by their row (figures).
"""

from __future__ import annotations

from pipelines.lexicon import load

_NAMED_BY_THE_REPORT = ("indicators", "project_items")
"""What these are called may hold any letters."""


def name_figure(table_name: str, field: str, part: str | None) -> str:
    """As people read it; a code that has no words stays as it is."""
    words = load("diff")
    codes = (
        [field]
        if table_name in _NAMED_BY_THE_REPORT
        else [words["code"].get(code, code) for code in field.split(".")]
    )
    return " ".join(filter(None, (words["table"][table_name], *codes, words["part"].get(part))))
