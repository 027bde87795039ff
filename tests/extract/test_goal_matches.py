"""Goals and results are matched by what they say, whatever their order, and only where one match stands out."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from pipelines.extract.indicators.goal_matches import match_goals
from pipelines.extract.indicators.goals import find_goals
from pipelines.extract.outline.sections import find_sections
from pipelines.model.claims import GoalClaim
from pipelines.model.document import Span
from tests.extract.forms import form, real

TARGETS = (
    "劳模服务管理。安排劳模体检和疗休养。",
    "困难帮扶。省财政拨付救助资金10.336万元，应帮尽帮。",
    "基层组织建设。推进新就业形态劳动者入会。",
)
RESULTS = (
    "组织在册劳模体检和疗休养。",
    "救助资金10.336万元已发放。",
    "新就业形态劳动者入会864人，基层组织更加健全。",
)


def goal(part: str, seq: int, content: str) -> GoalClaim:
    return GoalClaim(seq, part, content.split("。")[0], content, None, Span(0, 1))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_order_of_results_does_not_matter(order: tuple[int, ...]) -> None:
    targets = [goal("target", i + 1, text) for i, text in enumerate(TARGETS)]
    results = [goal("result", i + 1, RESULTS[place]) for i, place in enumerate(order)]
    matched = match_goals([*targets, *results])
    assert [g.matched_seq for g in matched[:3]] == [order.index(i) + 1 for i in range(3)]
    assert [g.matched_seq for g in matched[3:]] == [place + 1 for place in order]
    assert all(g.match_confidence is not None and 0 < g.match_confidence <= 1 for g in matched)


def test_no_match_where_nothing_or_too_much_is_alike() -> None:
    foreign = match_goals(
        [goal("target", 1, TARGETS[0]), goal("target", 2, TARGETS[2]), goal("result", 1, "道路养护。")]
    )
    assert [g.matched_seq for g in foreign] == [None, None, None]
    twins = [
        goal("target", 1, "困难职工帮扶。"),
        goal("target", 2, "困难职工帮扶。"),
        goal("result", 1, "困难职工帮扶。"),
    ]
    assert [g.matched_seq for g in match_goals(twins)] == [None, None, None]


def test_what_is_left_over_is_not_matched_where_two_ways_are_as_good() -> None:
    twins = [goal(part, seq, "困难职工帮扶。") for part in ("target", "result") for seq in (1, 2)]
    assert [g.matched_seq for g in match_goals(twins)] == [None] * 4


def test_one_goal_and_one_result_belong_together() -> None:
    matched = match_goals([goal("target", 1, "保障运转。"), goal("result", 1, "已完成。")])
    assert [(g.matched_seq, g.match_confidence) for g in matched] == [(1, Decimal(1)), (1, Decimal(1))]


def test_real_goals_are_matched_across_another_order(shared: Path) -> None:
    document, _ = real(shared, "130133-zonggonghui-2024")
    found = find_goals(document, find_sections(document)).values
    matches = {g.seq: g.matched_seq for g in found if g.part == "target" and g.matched_seq is not None}
    assert matches == {1: 4, 2: 1, 3: 5, 4: 6, 5: 3, 6: 8, 7: 2, 8: 7, 9: 9}


def test_goals_with_printed_numbers_in_one_row_of_a_form_belong_together() -> None:
    document = form(
        ["年度总体目标", "年初设定目标", "实际完成情况"],
        ["↑", "目标一：保障困难群众生活。目标二：改造养老机构2所。", "目标一：已完成。目标二：已全部开放。"],
    )
    goals = find_goals(document, find_sections(document)).values
    assert [(g.part, g.seq, g.name, g.matched_seq, g.match_confidence) for g in goals] == [
        ("target", 1, "保障困难群众生活", 1, Decimal(1)),
        ("target", 2, "改造养老机构2所", 2, Decimal(1)),
        ("result", 1, "已完成", 1, Decimal(1)),
        ("result", 2, "已全部开放", 2, Decimal(1)),
    ]


def test_goals_in_rows_below_their_titles_are_one_each() -> None:
    document = form(
        ["年度总体目标", "年度总体目标", "实际完成情况", "完成比例"],
        ["↑", "目标1：保障困难群众生活", "全部到位", "100%"],
        ["↑", "目标2：改造养老机构2所", "已投入使用", "100%"],
        ["一级指标", "三级指标", "指标值", "完成值"],
        ["产出指标", "救助人数", "100人", "120人"],
    )
    goals = find_goals(document, find_sections(document)).values
    assert [(g.part, g.name, g.matched_seq) for g in goals] == [
        ("target", "保障困难群众生活", 1),
        ("target", "改造养老机构2所", 2),
        ("result", "全部到位", 1),
        ("result", "已投入使用", 2),
    ]


def test_numbers_without_the_word_goal_are_no_label() -> None:
    document = form(
        ["年度总体目标", "年初设定目标", "实际完成情况"],
        ["↑", "1.保障困难群众生活；2.改造养老机构。", "1.机构已开放；2.群众满意。"],
    )
    goals = find_goals(document, find_sections(document)).values
    assert len(goals) == 4
    assert all(g.match_confidence != Decimal(1) for g in goals)
