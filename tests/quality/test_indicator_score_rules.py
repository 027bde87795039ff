"""D and E rules: what passes, what fails with which words, what nobody can judge."""

from __future__ import annotations

import pytest

from tests.quality.examples import Build, Example, Judged
from tests.quality.house import House


def weighted(h: House, *weights: str, **more: str) -> House:
    for i, weight in enumerate(weights):
        h.indicator(f"指标{i}", weight=weight, **more)
    return h


def perfect(h: House, count: int = 3, rate: str = "100") -> House:
    for i in range(count):
        h.put("goals", part="result", seq=i, name="目标", content="目标", completion_pct=rate)
    return h


def patrols(actual: str, target: str, score: str) -> Build:
    """An indicator of ten points: at least so many patrols."""
    return lambda h: h.indicator(
        "巡查", weight="10", operator="≥", target_num=target, unit="次", actual_num=actual, score=score
    )


def scored(total: str, grade: str | None = None) -> Build:
    return lambda h: h.score(total, grade, grade)


EXAMPLES = [
    Example("D01", "pass", "a row", lambda h: h.indicator("培训人次")),
    Example("D01", "fail", "text only", lambda h: h.section("goals_indicators", "做好各项工作。"), says="没有绩效指标表"),
    # D02
    Example("D02", "pass", "100", lambda h: weighted(h, "50", "30", "20")),
    Example("D02", "pass", "90 and the execution rate apart", lambda h: weighted(h, "50", "30", "10")),
    Example("D02", "pass", "a full mark of 120", lambda h: weighted(h.score("110", full_mark="120"), "100", "20")),
    Example("D02", "fail", "85", lambda h: weighted(h, "50", "30", "5"), says="合计 85 分，应为 100 分"),
    Example("D02", "fail", "90 with the execution rate among them", lambda h: weighted(h, "50", "30").indicator("预算执行率", weight="10")),
    Example("D02", "fail", "deductions in place of weights", lambda h: [h.indicator(f"率{d}", max_deduction=d) for d in ("5", "10", "25")], says="最大扣分合计 40 分"),
    Example("D02", "not_evaluable", "a weight is missing", lambda h: weighted(h, "50", "50").indicator("无分值")),
    # D05
    Example("D05", "pass", "cost with money", lambda h: h.indicator("人均培训成本", "成本指标", unit="元"), "class"),
    Example("D05", "pass", "time with a day", lambda h: h.indicator("完成时间", "时效指标", target_text="2024年12月底前"), "class"),
    Example("D05", "pass", "count", lambda h: h.indicator("培训人次", "数量指标", unit="人次"), "quantity_as_rate"),
    Example("D05", "fail", "a training rate as cost", lambda h: h.indicator("职工培训率", "成本指标", unit="%"), "class", says="金额、节约或控制"),
    Example("D05", "fail", "a completion rate as time", lambda h: h.indicator("互助工作完成率", "产出时效指标", unit="%"), "class", says="时间"),
    Example("D05", "fail", "a rate as count", lambda h: h.indicator("工会组建率", "数量指标", unit="%"), "quantity_as_rate", says="百分比"),
    Example("D05", "not_evaluable", "another class", lambda h: h.indicator("满意度", "服务对象满意度指标", unit="%"), "class"),
    # D09
    Example("D09", "pass", "own values", lambda h: h.indicator("培训人次", actual_num="120", actual_text="120人次")),
    Example("D09", "pass", "words of its own", lambda h: h.indicator("影响", actual_text="显著")),
    Example("D09", "fail", "absent", lambda h: h.indicator("培训人次").indicator("满意度", actual_num="97"), says="2 个指标中 1 个"),
    Example("D09", "fail", "the target said again", lambda h: h.indicator("建制率", target_num="90", actual_num="90", actual_text="达90%以上"), says="照抄目标 1 个"),
    # D13
    Example("D09", "pass", "words against words", lambda h: h.indicator("支出", target_text="控制在预算以内", actual_text="控制在预算以内")),
    # D11: tolerance is 0.05 of the weight, beside half a unit of the actual value as printed
    *(
        Example("D11", outcome, f"{actual} of {target} scored {score}", patrols(actual, target, score), branch)
        for outcome, branch, target, actual, score in (
            ("pass", "inflated", "96", "80", "8.88"),
            ("fail", "inflated", "96", "80", "8.89"),
            ("pass", "deducted", "96", "96", "9.5"),
            ("fail", "deducted", "96", "96", "9.49"),
            ("pass", "inflated", "85.71", "85.7", "10"),
        )
    ),
    Example("D11", "not_evaluable", "no sign, and less may be better", lambda h: h.indicator("差错率", weight="10", target_num="2", unit="%", actual_num="1", score="10"), "inflated"),
    Example("D13", "pass", "one of its own", lambda h: [h.indicator("率", target_num=t, unit="%") for t in ("90", "95", "97.5")], "targets"),
    Example("D13", "fail", "all customary", lambda h: [h.indicator("率", target_num=t, unit="%") for t in ("80", "90", "95", "100")], "targets", says="3 个"),
    Example("D13", "not_evaluable", "nothing more than 100 can be asked", lambda h: [h.indicator("率", target_num=t, unit="%") for t in ("90", "95", "100", "100")], "targets"),
    Example("D13", "not_evaluable", "too few", lambda h: [h.indicator("率", target_num=t, unit="%") for t in ("90", "95")], "targets"),
    # E01
    *(Example("E01", "pass", total, scored(total)) for total in ("0", "95", "100")),
    Example("E01", "pass", "within its full mark", lambda h: h.score("110", full_mark="120")),
    Example("E01", "fail", "105", lambda h: h.score("105"), says="不在 0 至 100 分之间"),
    Example("E01", "fail", "negative", lambda h: h.score("-1")),
    Example("E01", "not_evaluable", "grade only", lambda h: h.score(None, "优秀", "优")),
    Example("E01", "not_evaluable", "no score", lambda h: None),
    # E02
    *(
        Example("E02", "pass", f"{total}{grade}", scored(total, grade), "grade")
        for total, grade in (("100", "优"), ("90", "优"), ("89.99", "良"), ("89.5", "良"), ("80", "良"), ("79.9", "中"), ("60", "中"), ("59.9", "差"), ("0", "差"))
    ),
    Example("E02", "pass", "108 of 120", lambda h: h.score("108", "优", "优", full_mark="120"), "grade"),
    Example("E02", "fail", "92 and 良", lambda h: h.score("92", "良好", "良"), "grade", says="应评为“优”"),
    Example("E02", "fail", "wording", lambda h: h.score("92", "优秀", "优"), "wording", says="优秀"),
    Example("E02", "not_evaluable", "score only", lambda h: h.score("92"), "grade", says="等级"),
    Example("E02", "not_evaluable", "a score out of range", lambda h: h.score("105", "良好", "良"), "grade", says="E01"),
    # E03
    Example("E03", "fail", "no item scores", lambda h: h.score("95").indicator("甲"), "absent"),
    Example("E03", "pass", "they add up", lambda h: weighted(h.score("100"), "60", "40", score="50"), "sum"),
    Example("E03", "pass", "the execution rate stands apart", lambda h: weighted(h.score("98"), "50", "40", score="45"), "sum"),
    Example("E03", "fail", "they do not", lambda h: weighted(h.score("99"), "60", "40", score="40"), "sum", says="合计 80 分"),
    Example("E03", "not_evaluable", "one is missing", lambda h: weighted(h.score("99"), "60", score="60").indicator("乙", weight="40"), "sum"),
    # E04
    Example("E04", "not_evaluable", "not full", lambda h: h.score("95"), "full"),
    Example("E04", "pass", "full without a problem", lambda h: h.score("100"), "full_with_problems"),
    Example("E04", "fail", "full", lambda h: h.score("100"), "full"),
    Example("E04", "fail", "full beside a problem", lambda h: h.score("100").put("problem_items", seq=1, kind="problem", text="预算编制不够细化"), "full_with_problems", says="不够细化"),
    Example("E04", "pass", "a measure is no problem", lambda h: h.score("100").put("problem_items", seq=1, kind="measure", text="加强管理"), "full_with_problems"),
    # E05
    Example("E05", "fail", "5 points without a word", lambda h: h.score("95").section("conclusion", "总得分95分,等级为优。"), says="扣了 5 分，报告没有说明扣在哪里"),
    Example("E05", "pass", "lost by indicators", lambda h: weighted(h.score("98"), "60", score="58").indicator("乙", weight="40", score="40")),
    Example("E05", "pass", "said in the text", lambda h: h.score("95").section("problems", "培训未按计划完成,扣3分;资金支付偏慢,扣2分。")),
    Example("E05", "pass", "the rest by the execution rate apart", lambda h: weighted(h.score("94.1"), "90", score="84.6")),
    Example("E05", "fail", "more than the indicators and the rate can lose", lambda h: weighted(h.score("80"), "90", score="84.6"), says="报告只说明了其中 5.4 分"),
    Example("E05", "fail", "a scoring rule is no deduction", lambda h: h.score("95").section("achievement_items", "合格率每低一个百分点扣5分。")),
    Example("E05", "not_evaluable", "a table of scores ran together", lambda h: h.score("98").problem("form_glued", "项目产出(30分)"), says="没有读成表格"),
    Example("E05", "fail", "more than may stand apart from rows without weights", lambda h: h.score("97").indicator("甲", score="76"), says="没有说明"),
    Example("E05", "not_evaluable", "no deduction", lambda h: h.score("100")),
    # E06
    Example("E06", "pass", "one is not", lambda h: perfect(perfect(h), 1, "98")),
    Example("E06", "fail", "all", perfect, says="3 个完成率全部是 100%"),
    Example("E06", "not_evaluable", "too few", lambda h: perfect(h, 2)),
]  # fmt: skip


@pytest.fixture(scope="module")
def judged() -> Judged:
    return Judged(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_indicator_and_score_rules_tell_sound_from_unsound(judged: Judged, example: Example) -> None:
    judged.assert_holds(example)
