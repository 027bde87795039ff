"""Whatever is changed in a stored fact, quote, document or original, re-reading finds it; an honest one agrees."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines.model.codec import decode
from pipelines.model.document import Box, Span
from pipelines.normalize.evidence import cite
from pipelines.normalize.masking import Mask
from pipelines.quality.verify import StoredFact
from tests.documents import make_document
from tests.verify.stored import REPORT, Stored, store

Change = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    return store(tmp_path)


def test_an_honest_document_agrees_in_every_table(stored: Stored) -> None:
    tables = {fact.table for fact in stored.facts}
    assert {
        "budget_facts",
        "stated_rates",
        "staff_facts",
        "asset_facts",
        "indicators",
        "scores",
        "sections",
    } <= tables
    assert stored.kinds() == []  # fmt: skip


def _cells(stored: Stored, digits: str) -> list[StoredFact]:
    """The cell of these digits as an amount in 万元."""
    text = decode(stored.document.read_bytes()).text
    document = decode(stored.document.read_bytes())
    span = Span(text.index(digits), text.index(digits) + len(digits))
    quote = cite(document, span, Mask.of(document, ()))
    stored.quotes[quote.evidence_id] = quote
    values = {
        "amount_yuan": Decimal(digits) * 10_000,
        "amount_text": digits,
        "unit_text": "万元",
        "half_unit_yuan": Decimal(50),
        **dict.fromkeys(("category", "stage", "fund_source", "fact_year")),
    }
    return [StoredFact("budget_facts", "f", quote.evidence_id, False, values)]


def times(column: str, factor: str) -> Change:
    return lambda values: {column: values[column] * Decimal(factor)}


def to(**values: object) -> Change:
    return lambda _: dict(values)


CHANGES: list[tuple[str, int, Change, str, str]] = [
    ("budget_facts", 0, to(amount_yuan=Decimal("1682001.00")), "value_differs", "amount_yuan"),
    ("budget_facts", 0, times("amount_yuan", "10"), "value_differs", "amount_yuan"),
    ("budget_facts", 0, times("half_unit_yuan", "10"), "value_differs", "half_unit_yuan"),
    ("budget_facts", 0, to(amount_text="168.21"), "value_differs", "amount_text"),
    ("budget_facts", 0, to(unit_text="亿元"), "unit_differs", "unit_text"),
    ("budget_facts", 1, to(amount_yuan=Decimal("1754000.00")), "value_differs", "amount_yuan"),
    ("budget_facts", 3, to(amount_yuan=Decimal("25.40"), half_unit_yuan=Decimal("0.005"), unit_text="元"), "unit_differs", "unit_text"),
    ("budget_facts", 3, to(amount_yuan=Decimal("249600.00")), "value_differs", "amount_yuan"),
    ("budget_facts", 5, to(amount_yuan=Decimal("1700.00")), "value_differs", "amount_yuan"),
    ("budget_facts", 0, times("amount_yuan", "-1"), "value_differs", "amount_yuan"),
    ("budget_facts", 0, to(amount_text="一百六十八"), "value_differs", "amount_text"),
    ("stated_rates", 0, to(rate_text="百"), "value_differs", "rate_text"),
    ("indicators", 0, to(operator="≈"), "text_differs", "operator"),
    ("stated_rates", 0, to(rate_pct=Decimal("10")), "value_differs", "rate_pct"),
    ("stated_rates", 0, to(half_unit_pct=Decimal("0.05")), "value_differs", "half_unit_pct"),
    ("staff_facts", 0, to(headcount=21), "value_differs", "headcount"),
    ("staff_facts", 1, to(change_vs_prior=-7), "value_differs", "change_vs_prior"),
    ("asset_facts", 0, to(amount_yuan=Decimal("867300.00")), "value_differs", "amount_yuan"),
    ("asset_facts", 0, to(change_pct=Decimal("-6.4")), "value_differs", "change_pct"),
    ("indicators", 0, to(target_num=Decimal("900")), "value_differs", "target_num"),
    ("indicators", 0, to(actual_num=Decimal("49")), "value_differs", "actual_num"),
    ("indicators", 0, to(score=Decimal("2")), "value_differs", "score"),
    ("indicators", 0, to(level3="救助户次"), "text_differs", "level3"),
    ("indicators", 0, to(level1="效益指标"), "text_differs", "level1"),
    ("indicators", 0, to(operator="≤"), "text_differs", "operator"),
    ("indicators", 0, to(unit="万元"), "text_differs", "unit"),
    ("scores", 0, to(total=Decimal("95.6")), "value_differs", "total"),
    ("scores", 0, to(grade="良"), "value_differs", "grade"),
    ("scores", 0, to(grade_raw="良好", grade="良"), "text_differs", "grade_raw"),
    ("sections", 1, to(text="2024年末编制21名"), "text_differs", "text"),
    ("sections", 1, to(text_map=[0]), "text_differs", "text"),
    ("sections", 1, to(text_map=[]), "text_differs", "text"),
    ("sections", 1, to(text_map=[1, 1]), "text_differs", "text"),
    ("sections", 1, to(text_map=[0, 9_999]), "text_differs", "text"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "which", "change", "kind", "column"), CHANGES)
def test_a_changed_value_is_found(
    stored: Stored, table: str, which: int, change: Change, kind: str, column: str
) -> None:
    stored.change(table, change, which)
    assert (table, kind, column) in stored.kinds()


def test_a_map_that_goes_back_is_found_though_every_character_stands_where_it_says(stored: Stored) -> None:
    section = next(f for f in stored.facts if f.table == "sections" and len(f.values["text"]) > 6)
    start = section.values["text_map"][1]
    stored.facts[:] = [
        replace(section, values={**section.values, "text_map": [0, start, 4, start + 4, 2, start + 2]})
    ]
    assert stored.kinds() == [("sections", "text_differs", "text")]


def test_a_table_without_a_unit_takes_that_of_a_figure_which_stands_elsewhere_with_it(tmp_path: Path) -> None:
    table = [["项目", "年初预算数", "决算数"], ["公用经费", "25.40", "24.96"], ["项目支出", "30.00", "29.10"]]
    told = "公用经费年初预算25.40万元。"
    for before, agrees in ((told, True), (told.replace("25.40", "25.44"), False)):
        stored = store(tmp_path, make_document(*REPORT[:2], before, "说明。" * 90, table))
        stored.facts[:] = []
        (place,) = _cells(stored, "29.10")
        stored.facts.append(place)
        assert (stored.kinds() == []) is agrees


def test_a_shifted_quote_is_found(stored: Stored) -> None:
    name, quote = next((n, q) for n, q in stored.quotes.items() if "168.20" in q.quote)
    stored.quotes[name] = replace(quote, char_start=quote.char_start + 1, char_end=quote.char_end + 1)
    assert ("", "quote_differs", "") in stored.kinds()
    stored.quotes[name] = replace(quote, char_end=quote.char_end - 3, quote=quote.quote[:-3])
    assert ("budget_facts", "unit_differs", "unit_text") in stored.kinds()
    stored.quotes[name] = replace(quote, char_end=quote.char_end - 6, quote=quote.quote[:-6])
    assert ("budget_facts", "value_differs", "amount_yuan") in stored.kinds()


def test_a_quote_that_masks_what_is_no_name_or_too_much_is_found(stored: Stored) -> None:
    name, quote = next((n, q) for n, q in stored.quotes.items() if "168.20" in q.quote)
    stored.quotes[name] = replace(quote, quote="＊＊" + quote.quote[2:])
    assert stored.kinds() == []
    stored.quotes[name] = replace(quote, quote="＊" + quote.quote[2:])
    assert ("", "quote_differs", "") in stored.kinds()


def test_another_place_is_found(stored: Stored) -> None:
    name, quote = next(iter(stored.quotes.items()))
    for moved in (
        replace(quote, page=9),
        replace(quote, block=(quote.block or 0) + 1),
        replace(quote, bbox=Box(1, 2, 3, 4)),
    ):
        stored.quotes[name] = moved
        assert stored.kinds() == [("", "place_differs", "")]


def test_a_changed_or_lost_original_speaks_against_all(stored: Stored) -> None:
    stored.original.write_bytes(stored.original.read_bytes() + b" ")
    assert stored.kinds() == [("", "original_changed", "")]
    stored.original.unlink()
    assert stored.kinds() == [("", "original_lost", "")]


def test_a_truncated_lost_or_foreign_document_speaks_against_all(stored: Stored, tmp_path: Path) -> None:
    whole = stored.document.read_bytes()
    stored.document.write_bytes(whole[: len(whole) // 2])
    assert stored.kinds() == [("", "document_unreadable", "")]
    stored.document.write_bytes(
        gzip.compress(gzip.decompress(whole).replace(stored.sha256[:16].encode(), b"f" * 16))
    )
    assert stored.kinds() == [("", "document_unreadable", "")]
    stored.document.unlink()
    assert stored.kinds() == [("", "document_unreadable", "")]


def test_a_changed_digit_in_the_stored_document_is_found(stored: Stored) -> None:
    plain = gzip.decompress(stored.document.read_bytes()).decode()
    stored.document.write_bytes(gzip.compress(plain.replace("168.20万元", "168.30万元").encode()))
    assert ("", "quote_differs", "") in stored.kinds()
    assert ("budget_facts", "value_differs", "amount_yuan") in stored.kinds()
