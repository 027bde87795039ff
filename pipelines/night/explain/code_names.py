"""Names of codes inside the queries of ``xianjian explain``, the same as on the pages of reports.

Belongs here: a group of lexicon/site_figures.toml as a table of SQL. Does not belong here: the names.
"""

from __future__ import annotations

from pipelines.lexicon import load
from pipelines.store.sql_text import literal


def named(**groups: str) -> str:
    """Tables for WITH, each of (code, zh): ``stages="stage"`` is the table ``stages`` of the codes and names of group ``stage``."""
    return ", ".join(f"{table} AS ({_rows(group)})" for table, group in groups.items())


def _rows(group: str) -> str:
    rows = ", ".join(f"({literal(code)}, {literal(zh)})" for code, zh in load("site_figures")[group].items())
    return f"SELECT * FROM (VALUES {rows}) AS t(code, zh)"
