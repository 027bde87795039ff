"""Truth: what a specimen states, in the shape of the hand-made answer files that score a warehouse.

Belongs here: the way from printed figures to expected facts. Does not belong here: rules or anything that reads a file.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from pipelines.lexicon import load
from pipelines.samples.model import (
    STAGES,
    BudgetForm,
    Indicator,
    IndicatorForm,
    ItemForm,
    Specimen,
    Stages,
    TextForm,
)

Row = dict[str, Any]
EXPECTED = (
    ("personnel", "initial"),
    ("personnel", "executed"),
    ("operating", "initial"),
    ("operating", "executed"),
    ("project", "initial"),
    ("project", "executed"),
    ("basic", "initial"),
    ("total", "initial"),
)


def truth(specimen: Specimen, file_name: str) -> Row:
    """Expected facts of the report filed as ``file_name``. ``expect``: rules that must flag it; ``forbid``: that must not."""
    s = specimen
    budget = _budget(s)
    stated = {(row["category"], row["stage"]) for row in budget}
    return {
        "files": [file_name],
        "report": {
            "region_code": s.region.code,
            "county": s.region.county,
            "department_type": s.department_type,
            "unit_name": s.unit_name,
            "fiscal_year": s.year,
            "report_type": "department",
            "signed_on": s.signed_on.isoformat() if s.signed_on else None,
        },
        "budget_facts": budget,
        "absent_budget_facts": [list(pair) for pair in EXPECTED if pair not in stated],
        "stated_rates": _rates(s),
        "project_items": _items(s),
        "staff_facts": _staff(s),
        "asset_facts": _assets(s),
        "score": {"total": f"{s.score:f}", "grade_raw": s.grade_word, "grade": s.grade},
        "goals": [g.name for g in s.goals if g.content is not None],
        "indicators": [_indicator(s, seq, i) for seq, i in enumerate(s.indicators, 1)],
        "format": [_format(s, file_name)],
        "expect": sorted(s.faults),
        "forbid": sorted(rules_of_samples() - set(s.faults) - set(s.tolerated)),
    }


def rules_of_samples() -> set[str]:
    """The rules for which a deliberate fault exists."""
    return {row["rule"] for row in load("sample_faults")["fault"]}


def _yuan(amount: Decimal) -> str:
    return f"{amount * 10000:.2f}"


def _is_stated(s: Specimen, figures: Stages, stage: str) -> bool:
    """Whether the layout prints this amount with its unit."""
    if figures.amount(stage) is None or figures.unitless == stage:
        return False
    if s.layout.budget is BudgetForm.TABLE:
        return stage != "carried_in" or s.has_carry_column or figures.category == "project"
    return True


def _budget(s: Specimen) -> list[Row]:
    return [
        {
            "fact_year": s.year,
            "category": figures.category,
            "stage": stage,
            "fund_source": "all",
            "amount_yuan": _yuan(amount),
        }
        for figures in s.budget
        for stage in STAGES
        if (amount := figures.amount(stage)) is not None and _is_stated(s, figures, stage)
    ]


def _rates(s: Specimen) -> list[Row]:
    if s.layout.budget is BudgetForm.ITEMS_ONLY:
        return []
    return [
        {"category": figures.category, "kind": "completion", "rate_pct": f"{figures.rate:f}"}
        for figures in s.budget
        if figures.rate is not None
    ]


def _items(s: Specimen) -> list[Row]:
    if s.layout.items is ItemForm.NONE:
        return []
    return [
        {
            "seq": seq,
            "name": item.name,
            "amount_yuan": _yuan(item.amount),
            "doc_no": re.sub(r"【(\d+)】", r"〔\1〕", item.doc_no) if item.doc_no else None,
        }
        for seq, item in enumerate(s.items, 1)
    ]


def _staff(s: Specimen) -> list[Row]:
    staff = s.staff
    rows: list[Row] = [
        {"kind": kind, "headcount": count, "scope": "unit"}
        for kind, count in (
            ("authorized", staff.authorized),
            ("present", staff.present),
            ("on_post", staff.on_post),
            ("retired", staff.retired),
            ("administrative", staff.administrative),
        )
        if count is not None
    ]
    if staff.subordinate is not None:
        rows.append({"kind": "on_post", "headcount": staff.subordinate, "scope": "subordinate"})
    if staff.administrative is not None and staff.present is None:
        for kind in ("present", "on_post"):
            rows.append({"kind": kind, "headcount": staff.administrative, "scope": "unit", "optional": True})
    for row in rows:
        if (
            row["kind"] == ("administrative" if staff.on_post is None else "on_post")
            and staff.change is not None
        ):
            row["change_vs_prior"] = staff.change
            break
    return rows


def _assets(s: Specimen) -> list[Row]:
    a = s.assets
    rows: list[Row] = []
    for measure, amount, change in (
        ("total", a.total, a.total_change),
        ("liabilities", a.liabilities, a.liabilities_change),
        ("net", a.net, a.net_change),
    ):
        if amount is None:
            continue
        row: Row = {"measure": measure, "amount_yuan": _yuan(amount)}
        if change is not None and amount:
            row["change_pct"] = f"{change:f}"
        rows.append(row)
    if a.total_is_net_book and a.total is not None:
        rows.append({"measure": "net_book", "amount_yuan": _yuan(a.total), "optional": True})
    return rows


def _indicator(s: Specimen, seq: int, one: Indicator) -> Row:
    row: Row = {
        "seq": seq,
        "level1": one.level1,
        "level2": one.level2,
        "level3": one.name,
        "operator": one.operator,
        "target_num": f"{one.target:f}",
        "unit": one.unit,
    }
    if s.layout.indicators is IndicatorForm.TARGETS:
        return row | {"max_deduction": f"{one.weight:f}", "basis": one.basis}
    row["weight"] = f"{one.weight:f}"
    if one.actual is not None:
        row["actual_num"] = f"{one.actual:f}"
    if one.score is not None:
        row["score"] = f"{one.score:f}"
    if one.reason is not None:
        row["deviation_reason"] = one.reason
    return row


def _format(s: Specimen, file_name: str) -> str:
    ending = file_name.rsplit(".", 1)[-1]
    if ending == "txt":
        return "txt-wrapped" if s.layout.text is TextForm.WRAPPED else "txt-cells"
    return "pdf-text" if ending == "pdf" else ending
