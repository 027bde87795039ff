"""Truth: what a document says, in the shape of the hand-made answer files (gold).

Belongs here: collecting what a form printed. Does not belong here: printing it, or reading anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Row = dict[str, Any]
_DOC_NO = re.compile(r"（(\w+〔\d{4}〕\d+号)）$")


@dataclass(slots=True)
class Truth:
    """One report's answers, filled while the report is laid out. ``fiscal_year`` None: nothing to extract."""

    report: Row
    also: Row = field(default_factory=dict)
    budget_facts: list[Row] = field(default_factory=list)
    stated_rates: list[Row] = field(default_factory=list)
    project_items: list[Row] = field(default_factory=list)
    staff_facts: list[Row] = field(default_factory=list)
    asset_facts: list[Row] = field(default_factory=list)
    indicators: list[Row] = field(default_factory=list)
    goals: list[str] | None = None
    goals_count: int | None = None
    score: Row | None = None
    skip_tables: tuple[str, ...] = ()

    def budget(
        self,
        category: str,
        stage: str,
        yuan: Decimal | None,
        source: str = "all",
        *,
        year: int | None = None,
        optional: bool = False,
    ) -> None:
        """An amount that is printed. None prints nothing and says nothing."""
        if yuan is None:
            return
        row = {
            "fact_year": year or self.report["fiscal_year"],
            "category": category,
            "stage": stage,
            "fund_source": source,
            "amount_yuan": f"{yuan:.2f}",
        }
        if row not in self.budget_facts:  # a form may print the same figure in two places
            self.budget_facts.append(row | ({"optional": True} if optional else {}))

    def rate(self, category: str, text: str, kind: str = "completion", *, optional: bool = False) -> None:
        row = {"category": category, "kind": kind, "rate_pct": text}
        self.stated_rates.append(row | ({"optional": True} if optional else {}))

    def item(self, name: str, yuan: Decimal, *others: Decimal, optional: bool = False) -> None:
        """A project. ``others``: its amounts at further stages, of which any is right."""
        seq = len(self.project_items) + 1
        row: Row = {"seq": seq, "name": _DOC_NO.sub("", name), "amount_yuan": f"{yuan:.2f}"}
        row |= {"doc_no": found[1] if (found := _DOC_NO.search(name)) else None}
        row |= {"also_accepted": [f"{o:.2f}" for o in others]} if others else {}
        self.project_items.append(row | ({"optional": True} if optional else {}))

    def staff(self, kind: str, headcount: int, scope: str = "unit", *, optional: bool = False) -> None:
        row = {"kind": kind, "headcount": headcount, "scope": scope}
        self.staff_facts.append(row | ({"optional": True} if optional else {}))

    def asset(
        self, measure: str, yuan: Decimal, change: str | None = None, *, optional: bool = False
    ) -> None:
        row: Row = {"measure": measure, "amount_yuan": f"{yuan:.2f}"}
        row |= {"change_pct": change} if change is not None else {}
        self.asset_facts.append(row | ({"optional": True} if optional else {}))

    def total(self, total: str | None, grade_raw: str | None = None, grade: str | None = None) -> None:
        """The score and the grade as printed."""
        self.score = {"total": total, "grade_raw": grade_raw, "grade": grade}

    def rows(self, indicators: Iterable[Row]) -> None:
        """Indicator rows; they are numbered on."""
        for row in indicators:
            self.indicators.append({"seq": len(self.indicators) + 1, **row})

    def answers(self, file_name: str, form: str) -> Row:
        """The answer file for the document filed as ``file_name``."""
        answers: Row = {
            "files": [file_name],
            "form": form,
            "report": self.report,
            "budget_facts": self.budget_facts,
            "absent_budget_facts": [],
            "stated_rates": self.stated_rates,
            "project_items": self.project_items,
            "staff_facts": self.staff_facts,
            "asset_facts": self.asset_facts,
            "score": self.score,
            "indicators": self.indicators,
            "format": [file_name.rsplit(".", 1)[-1]],
            "expect": [],
            "forbid": [],
        }
        if self.goals is not None:
            answers["goals"] = self.goals
        elif self.goals_count is not None:
            answers["goals_count"] = self.goals_count
        if self.also:
            answers["also"] = self.also
        if self.skip_tables:
            answers["skip_tables"] = list(self.skip_tables)
        return answers
