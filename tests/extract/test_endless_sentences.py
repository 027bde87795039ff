"""A sentence with thousands of numbers, as a table pasted without its lines gives: told of, never the square of its length."""

from __future__ import annotations

from pipelines.engine import time_limit
from pipelines.extract.report import MOST_NUMBERS, extract
from pipelines.model.claims import Card
from tests.documents import make_document
from tests.extract.reading import read

TITLE = "# 石桥县民政局2024年度部门整体支出绩效自评报告"


def listed(count: int) -> str:
    return "、".join(f"项目经费{n}.5万元" for n in range(1, count + 1)) + "。"


def test_a_list_of_a_thousand_added_amounts_is_read_to_its_end() -> None:
    found = read(f"2024年追加人员经费100万元、{listed(MOST_NUMBERS)}")
    assert len(found.seen) == MOST_NUMBERS + 1


def test_of_a_sentence_with_far_too_many_numbers_none_is_read_and_each_is_told() -> None:
    report = make_document(
        TITLE, "# 二、预算执行情况", "2024年人员经费年初预算20万元。", listed(MOST_NUMBERS + 1)
    )
    outcome = extract(report, Card())
    (claims,) = outcome.values
    assert [claim.amount.value for claim in claims.budget] == [200_000]
    assert not claims.items
    kinds = [problem.kind for problem in outcome.problems]
    assert kinds.count("sentence_too_long") == 1
    assert kinds.count("number_unexplained") == claims.numbers_unexplained == MOST_NUMBERS + 1


def test_a_line_of_sixty_thousand_digits_is_looked_at_once() -> None:
    report = make_document(
        TITLE, "# 二、预算执行情况", "2024年人员经费年初预算20万元。", "1234567890" * 6_000
    )
    with time_limit(30):
        (problem,) = extract(report, Card()).problems
    assert "只有1个数据" in problem.message_zh
