"""Charts and their words: every value is counted once, no median among a few, reasons of all are said once."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipelines.publish.site.cells import Cells, quote_link
from pipelines.publish.site.charts import FEWEST, LAST_DIGIT, count_in_bins, middle
from pipelines.publish.site.reasons import parts, say_once
from pipelines.publish.site.standings import Standing

EDGES = (Decimal(90), Decimal(100), 100 + LAST_DIGIT)
WORDS = {
    "missing": {"withheld": "有误未用", "unknown": "无"},
    "missing_long": {"withheld": "算不拢", "unknown": "没有"},
}


@given(st.lists(st.decimals(0, 200, places=4), max_size=40))
def test_every_value_is_counted_once(values: list[Decimal]) -> None:
    bins = count_in_bins(values, EDGES)
    assert sum(found.count for found in bins) == len(values)
    for found in bins:
        low, high = found.low or Decimal(-1), found.high or Decimal(1000)
        assert found.count == sum(low <= value < high for value in values)


def test_exactly_a_hundred_is_a_bin_of_its_own() -> None:
    bins = count_in_bins([Decimal("99.9999"), Decimal(100), Decimal(100), Decimal("100.0001")], EDGES)
    assert [(found.name, found.count) for found in bins] == [("90–100", 1), ("恰为 100", 2), ("100 以上", 1)]


def test_there_is_no_median_under_eight() -> None:
    assert middle([Decimal(n) for n in range(FEWEST - 1)]) is None
    assert middle([Decimal(n) for n in range(FEWEST)]) == Decimal("3.5")


def test_what_all_rows_say_is_said_once() -> None:
    rows = [{"why": "口径未注明；同类不足"}, {"why": "同类不足；缺数；同类不足"}]
    assert say_once(rows, "why") == ["同类不足"]
    assert [row["why"] for row in rows] == ["口径未注明", "缺数"]
    alone = [{"why": "同类不足"}]
    assert say_once(alone, "why") == []
    assert parts(alone[0]["why"]) == ["同类不足"]


def test_a_cell_escapes_and_never_shows_nought_for_nothing() -> None:
    cell = Cells("../", WORDS).number(None, "withheld")
    assert "算不拢" in cell
    assert "data-v" not in cell
    assert "<b>" not in Cells("", WORDS).number(Decimal(1), below="<b>|<b>")
    standing = Standing(Decimal(1), "", "<b>", "e", None, None, None, "<b>（n=9）", "ok", None)
    assert "<b>" not in Cells("", WORDS).standing(standing, "r", peers=True)
    assert (
        quote_link("", "<b>", ('r"', "e")) == '<a class="quote" href="reports/r&#34;.html#e-e">&lt;b&gt;</a>'
    )
    assert quote_link("", "<b>", (None, None)) == "&lt;b&gt;"
