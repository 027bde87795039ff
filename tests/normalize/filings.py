"""Claims made by hand for the tests of normalize: short reports in our own words with figures of the usual kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pipelines.model.claims import (
    BudgetClaim,
    Identity,
    IdentityClaim,
    ItemClaim,
    RateClaim,
    ReportClaims,
    Said,
    StaffClaim,
)
from pipelines.model.document import Document, Span
from pipelines.model.problem import Problem
from pipelines.model.quantity import Dimension, Quantity
from pipelines.normalize.facts import normalize
from pipelines.normalize.rows import DocumentRows

MONEY_UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


def money(text: str, unit: str = "万元") -> Quantity:
    decimals = len(text.partition(".")[2])
    scale = MONEY_UNITS[unit]
    half = scale / Decimal(10) ** decimals / 2
    return Quantity(text, unit, Dimension.MONEY, Decimal(text) * scale, half)


def percent(text: str) -> Quantity:
    half = Decimal(1) / Decimal(10) ** len(text.partition(".")[2]) / 2
    return Quantity(text, "%", Dimension.PERCENT, Decimal(text), half)


def place(document: Document, words: str, nth: int = 1) -> Span:
    """Where the words stand for the nth time."""
    start = -1
    for _ in range(nth):
        start = document.text.index(words, start + 1)
    return Span(start, start + len(words))


def budget(
    span: Span, category: str, stage: str, amount: Quantity, source: str = "all", year: int | None = 2025
) -> BudgetClaim:
    return BudgetClaim(category, stage, source, year, amount, (span,), 1)


def rate(span: Span, category: str | None, value: Quantity, item: int | None = None) -> RateClaim:
    return RateClaim("completion", category, "all", item, value, (span,))


def item(span: Span, seq: int, name: str, amount: Quantity, stage: str = "initial") -> ItemClaim:
    return ItemClaim(seq, name, stage, amount, None, "all", "other", (span,))


def staff(span: Span, kind: str, headcount: int, as_of: date | None = None) -> StaffClaim:
    return StaffClaim("unit", kind, "actual", headcount, as_of, None, (span,), 1)


def identity(**changes: object) -> Identity:
    fields: dict[str, object] = {
        "region_code": "130132",
        "code_system": "GB/T 2260",
        "county": "元氏县",
        "city": "石家庄市",
        "province": "河北省",
        "department_type": "总工会",
        "unit_name": "元氏县总工会",
        "fiscal_year": 2025,
        "report_type": "department",
        "subject": None,
        "scope": "unknown",
        "title": "元氏县总工会2025年度整体支出绩效自评报告",
        "signed_on": date(2026, 4, 20),
    }
    return Identity(**{**fields, **changes})  # type: ignore[arg-type]


def claims(
    *, persons: Sequence[Span] = (), title: Said | None = None, **parts: Iterable[Any]
) -> ReportClaims:
    """Claims with the given parts; all others are empty."""
    said = IdentityClaim("department", title, (), 2025, None, None, "unknown")
    names = ("sections", "budget", "rates", "items", "staff", "assets", "goals", "indicators", "scores")
    filled: dict[str, Any] = {name: tuple(parts.get(name, ())) for name in (*names, "problem_items")}
    return ReportClaims(
        identity=said, persons=tuple(persons), numbers_seen=0, numbers_unexplained=0, **filled
    )


def rows_of(
    document: Document,
    made: ReportClaims | None = None,
    who: Identity | None = None,
    problems: Sequence[Problem] = (),
) -> DocumentRows:
    return normalize(document, made or claims(), who or identity(), problems)
