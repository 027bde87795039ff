"""A number read from a picture is believed where a printed sum or rate confirms it; else a person looks first."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.model.claims import AssetClaim, ReportClaims
from pipelines.model.document import Document, Run
from tests.documents import make_document
from tests.normalize.filings import budget, claims, item, money, percent, place, rate, rows_of, staff

UNSURE = Decimal("0.600")
WORDS = (
    "基本支出160.00万元，人员经费141.19万元，公用经费18.81万元，项目资金244.10万元，执行240.00万元，完成率98.32%，"
    "甲项目200.10万元，乙项目44.00万元，编制21人，行政编制12人，事业编制9人，资产90万元，负债30万元，净资产60万元。"
)


def scanned(text: str) -> Document:
    """The same words, every one of them recognised in a picture."""
    document = make_document(text)
    run = Run(0, 1, 0.0, 10.0, tuple(map(float, range(len(text) + 1))), (0.98,) * len(text))
    return replace(document, runs=(run,))


def told(document: Document, personnel: str = "141.19", executed: str = "240.00") -> ReportClaims:
    def amount(category: str, words: str, value: str, stage: str = "initial") -> object:
        return budget(place(document, words), category, stage, money(value))

    return claims(
        budget=[
            amount("basic", "160.00", "160.00"),
            amount("personnel", "人员经费", personnel),
            amount("operating", "18.81", "18.81"),
            amount("project", "244.10", "244.10"),
            amount("project", "240.00", executed, "executed"),
        ],
        rates=[rate(place(document, "98.32%"), "project", percent("98.32"))],
        items=[
            item(place(document, "200.10"), 1, "甲", money("200.10")),
            item(place(document, "44.00"), 2, "乙", money("44.00")),
        ],
        staff=[
            staff(place(document, "编制21人"), "authorized", 21),
            staff(place(document, "行政编制12人"), "administrative", 12),
            staff(place(document, "事业编制9人"), "institution", 9),
        ],
    )


def test_sums_and_rates_confirm_what_was_read() -> None:
    document = scanned(WORDS)
    rows = rows_of(document, told(document))
    facts = [*rows.budget_facts, *rows.stated_rates, *rows.project_items]
    assert {e.method for e in rows.evidence} == {"ocr"}
    assert {fact.confidence for fact in facts} == {Decimal("1.000")}
    assert [p.kind for p in rows.problems if p.kind == "recognised_unconfirmed"] == []


@pytest.mark.parametrize(
    ("personnel", "executed", "waiting"),
    [
        ("147.19", "240.00", {"人员经费", "160.00", "18.81"}),
        ("141.19", "240.07", {"240.00", "98.32%"}),
    ],
    ids=["a misread part of a sum", "a misread last digit of a quotient"],
)
def test_a_misread_digit_leaves_its_sum_unconfirmed(personnel: str, executed: str, waiting: set[str]) -> None:
    document = scanned(WORDS)
    rows = rows_of(document, told(document, personnel, executed))
    quotes = {e.evidence_id: e.quote for e in rows.evidence}
    facts = [*rows.budget_facts, *rows.stated_rates, *rows.project_items]
    assert {quotes[fact.evidence_id] for fact in facts if fact.confidence == UNSURE} == waiting
    told_of = [p for p in rows.problems if p.kind == "recognised_unconfirmed"]
    assert {p.quote for p in told_of} == waiting
    assert all("扫描" in p.message_zh and p.quote in p.message_zh for p in told_of if p.quote)


def test_a_coarse_rate_confirms_nothing_but_a_whole_one_of_equal_amounts_does() -> None:
    document = scanned("项目预算141.19万元，执行139.80万元，完成率99%。")
    coarse = claims(
        budget=[
            budget(place(document, "141.19"), "project", "initial", money("141.19")),
            budget(place(document, "139.80"), "project", "executed", money("139.80")),
        ],
        rates=[rate(place(document, "99%"), "project", percent("99"))],
    )
    assert {f.confidence for f in rows_of(document, coarse).budget_facts} == {UNSURE}
    document = scanned("项目预算141.19万元，执行141.19万元，完成率100%。")
    whole = claims(
        budget=[
            budget(place(document, "预算141.19"), "project", "initial", money("141.19")),
            budget(place(document, "执行141.19"), "project", "executed", money("141.19")),
        ],
        rates=[rate(place(document, "100%"), "project", percent("100"))],
    )
    assert {f.confidence for f in rows_of(document, whole).budget_facts} == {Decimal("1.000")}


def test_assets_confirm_each_other() -> None:
    document = scanned("资产总额90万元，负债总额30万元，净资产60万元，固定资产12万元。")
    assets = [
        AssetClaim(measure, money(value), None, None, (place(document, words),))
        for measure, words, value in (
            ("total", "资产总额90", "90"),
            ("liabilities", "负债总额30", "30"),
            ("net", "净资产60", "60"),
            ("fixed", "固定资产12", "12"),
        )
    ]
    found = {f.measure: f.confidence for f in rows_of(document, claims(assets=assets)).asset_facts}
    assert found == {"total": 1, "liabilities": 1, "net": 1, "fixed": UNSURE}


def test_printed_text_needs_no_confirmation() -> None:
    document = make_document(WORDS)
    rows = rows_of(document, told(document, personnel="147.19"))
    assert {fact.confidence for fact in rows.budget_facts} == {Decimal("1.000")}
    assert rows.problems == ()
