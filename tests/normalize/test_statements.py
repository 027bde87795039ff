"""A rounded restatement is never a contradiction, a different number always is."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.claims import BudgetClaim
from pipelines.model.document import Span
from pipelines.normalize.statements import reconcile
from tests.normalize.filings import budget, money

CENTS = st.integers(min_value=0, max_value=10**12)


def said(*quantities: tuple[str, str]) -> list[BudgetClaim]:
    return [budget(Span(i, i + 1), "project", "initial", money(*q)) for i, q in enumerate(quantities)]


@given(cents=CENTS, decimals=st.integers(min_value=0, max_value=5), precise_first=st.booleans())
def test_rounding_to_ten_thousands_agrees_with_the_exact_figure(
    cents: int, decimals: int, precise_first: bool
) -> None:
    yuan = Decimal(cents) / 100
    rounded = (yuan / 10_000).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    pair = [(f"{yuan:.2f}", "元"), (f"{rounded:f}", "万元")]
    statements = reconcile(said(*(pair if precise_first else pair[::-1])), lambda c: c.amount)
    assert len(statements) == 1
    assert statements[0].claim.amount.value == yuan
    assert len(statements[0].spans) == 2


@given(cents=CENTS, steps=st.integers(min_value=1, max_value=1000))
def test_two_numbers_of_the_same_precision_are_different_numbers(cents: int, steps: int) -> None:
    one, other = f"{Decimal(cents) / 100:.2f}", f"{Decimal(cents + steps) / 100:.2f}"
    assert len(reconcile(said((one, "万元"), (other, "万元")), lambda c: c.amount)) == 2


def test_statements_stand_in_the_order_of_the_report() -> None:
    found = reconcile(said(("5", "万元"), ("7.25", "万元"), ("50000", "元")), lambda c: c.amount)
    assert [s.claim.amount.text for s in found] == ["50000", "7.25"]
    assert found[0].spans == (Span(2, 3), Span(0, 1))
