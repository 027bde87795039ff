"""No digit is lost on the way into a column without the half unit saying so."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.quantity import Dimension, Interval, Quantity
from pipelines.normalize.columns import fit, fits

AMOUNTS = st.decimals(
    min_value=-(10**12) + 2, max_value=10**12 - 2, allow_nan=False, allow_infinity=False, places=7
)


@given(
    value=AMOUNTS, half=st.sampled_from([Decimal("0.00005"), Decimal("0.005"), Decimal(50), Decimal(5000)])
)
def test_the_stored_interval_holds_the_printed_one(value: Decimal, half: Decimal) -> None:
    printed = Quantity("", "元", Dimension.MONEY, value, half)
    stored = fit(printed, "amount_yuan", "half_unit_yuan")
    assert stored is not None
    kept, meant = (
        Interval(stored.value - stored.half_unit, stored.value + stored.half_unit),
        printed.interval(),
    )
    assert kept.low <= meant.low
    assert meant.high <= kept.high
    assert fits("amount_yuan", stored.value)
    assert fits("half_unit_yuan", stored.half_unit)


@given(cents=st.integers(min_value=-(10**14) + 101, max_value=10**14 - 101))
def test_an_amount_in_yuan_and_fen_is_stored_unchanged(cents: int) -> None:
    value = Decimal(cents) / 100
    stored = fit(
        Quantity("", "元", Dimension.MONEY, value, Decimal("0.005")), "amount_yuan", "half_unit_yuan"
    )
    assert stored is not None
    assert (stored.value, stored.half_unit) == (value, Decimal("0.0050"))


def test_what_does_not_fit_is_said() -> None:
    assert not fits("completion_pct", Decimal("100000"))
    assert not fits("completion_pct", Decimal("0.00001"))
    assert not fits("score", Decimal("NaN"))
    assert fits("score", None)
    huge = Quantity("", "元", Dimension.MONEY, Decimal(10) ** 12, Decimal("0.5"))
    assert fit(huge, "amount_yuan", "half_unit_yuan") is None
    assert not fits("weight", Decimal(10) ** 5)
    assert not fits("target_num", Decimal(10) ** 13)
