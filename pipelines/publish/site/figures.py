"""Figures of a report under one shape: a row of a table of core → its name, its value in the canonical unit, the printed words.

Belongs here: what each table's rows say. Does not belong here: where rows come from (report_rows), markup (templates).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipelines.lexicon import load
from pipelines.publish.site.shown import exact_number

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` with ``unit`` is canonical (yuan, %, persons, points); ``printed``: the report's own number and unit.

    ``value`` None: the row says something in words (``words``), as a goal or an indicator does. ``more``: further numbers.
    """

    table: str
    fact_id: str
    version_id: str
    evidence_id: str
    label: str
    value: Decimal | int | None = None
    unit: str = ""
    printed: str = ""
    words: str = ""
    more: str = ""


def figure_of(table: str, row: Row) -> Figure:
    """The figure that a row of ``core.<table>`` states."""
    told = _TOLD[table](row, load("site_figures"))
    return Figure(table, row["fact_id"], row["version_id"], row["evidence_id"], **told)


def _money(row: Row) -> dict[str, Any]:
    return {
        "value": row["amount_yuan"],
        "unit": "元",
        "printed": f"{row['amount_text']}{row['unit_text'] or ''}",
    }


def _budget(row: Row, words: Row) -> dict[str, Any]:
    label = words["category"][row["category"]] + words["stage"][row["stage"]]
    if row["fund_source"] != "all":
        label += f"（{words['fund_source'].get(row['fund_source'], row['fund_source'])}）"
    return {"label": label, "more": str(row["fact_year"] or "")} | _money(row)


def _rate(row: Row, words: Row) -> dict[str, Any]:
    label = words["category"].get(row["category"], "") + words["rate"][row["kind"]]
    if row["fund_source"] != "all":
        label += f"（{words['fund_source'].get(row['fund_source'], row['fund_source'])}）"
    return {"label": label, "value": row["rate_pct"], "unit": "%", "printed": f"{row['rate_text']}%"}


def _item(row: Row, words: Row) -> dict[str, Any]:
    label = words["said"]["item"] + (row["name"] or "") + " " + words["stage"].get(row["stage"], "")
    return {"label": label.strip(), "more": row["doc_no"] or ""} | _money(row)


def _staff(row: Row, words: Row) -> dict[str, Any]:
    label = words["staff"][row["kind"]] + words["staff_scope"].get(row["staff_scope"], "")
    if row["basis"] == "authorized" and row["kind"] != "authorized":
        label += words["said"]["authorized_posts"]
    change = row["change_vs_prior"]
    more = "" if change is None else f"{words['said']['change']} {change:+d} 人"
    return {"label": label, "value": row["headcount"], "unit": "人", "more": more}


def _asset(row: Row, words: Row) -> dict[str, Any]:
    change = row["change_pct"]
    more = "" if change is None else f"{words['said']['change']} {change.normalize():+f}%"
    return {"label": words["asset"][row["measure"]], "more": more} | _money(row)


def _score(row: Row, words: Row) -> dict[str, Any]:
    return {
        "label": words["scorer"][row["scorer"]],
        "value": row["total"],
        "unit": "分",
        "words": row["grade_raw"] or "",
    }


def _goal(row: Row, words: Row) -> dict[str, Any]:
    label = f"{words['goal'][row['part']]} {row['seq']}：{row['name'] or ''}"
    return {"label": label, "value": row["completion_pct"], "unit": "%", "words": row["content"] or ""}


def _indicator(row: Row, words: Row) -> dict[str, Any]:
    said = words["said"]
    target = row["target_text"] if row["target_num"] is None else exact_number(row["target_num"])
    sign = said["qualitative"] if row["operator"] == "qualitative" else row["operator"] or ""
    actual = (
        row["actual_text"]
        if row["actual_num"] is None
        else exact_number(row["actual_num"]) + (row["unit"] or "")
    )
    parts = [
        f"{said['target']} {sign}{target or ''}{row['unit'] or ''}" if target else "",
        f"{said['actual']} {actual}" if actual else "",
        *(
            f"{said[key]} {exact_number(row[column])}"
            for key, column in (("weight", "weight"), ("score", "score"), ("deduction", "max_deduction"))
            if row[column] is not None
        ),
    ]
    path = " › ".join(filter(None, (row["level1"], row["level2"], row["level3"])))
    return {"label": said["indicator"] + path, "words": "；".join(filter(None, parts))}


def _problem(row: Row, words: Row) -> dict[str, Any]:
    return {"label": f"{words['problem'].get(row['kind'], '')} {row['seq']}", "words": row["text"] or ""}


def _section(row: Row, words: Row) -> dict[str, Any]:
    return {"label": words["said"]["section"] + (row["heading"] or "")}


_TOLD: Mapping[str, Callable[[Row, Row], dict[str, Any]]] = {
    "budget_facts": _budget,
    "stated_rates": _rate,
    "project_items": _item,
    "staff_facts": _staff,
    "asset_facts": _asset,
    "scores": _score,
    "goals": _goal,
    "indicators": _indicator,
    "problem_items": _problem,
    "sections": _section,
}
TABLES = tuple(_TOLD)
"""Tables whose rows a report page lists, in this order; sections are anchors only."""
