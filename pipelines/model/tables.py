"""Names of the tables of ``core`` whose rows are read out of reports.

Belongs here: which of them hold what. Does not belong here: their columns (rows), tables of what is found out about reports.
"""

from __future__ import annotations

from typing import Final

FACT_TABLES: Final = (
    "budget_facts",
    "stated_rates",
    "project_items",
    "staff_facts",
    "asset_facts",
    "goals",
    "indicators",
    "scores",
)
"""What a report says of its unit, a row each; a person may decide on any of them."""
FIGURE_TABLES: Final = tuple(table for table in FACT_TABLES if table != "goals")
"""Those whose rows are figures: a doubt about the whole report is a doubt about each of them. A goal is a sentence."""
STATED_TABLES: Final = (*FACT_TABLES, "sections", "problem_items")
"""All that is read out of reports, passages that are kept as text among it."""
