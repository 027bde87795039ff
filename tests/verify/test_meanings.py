"""A figure filed as something other than its own words say is found, though its value is as printed; an honest one never is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.quality.verify import MEANING, Outcome
from tests.documents import Rows, make_document
from tests.verify.stored import Stored, store

Change = Callable[[dict[str, Any]], dict[str, Any]]

TITLE = "# 石桥县民政局2024年度部门整体支出绩效自评报告"
CARRIER = ("# 八、其他情况", "2024年机关运行经费年初预算7.11万元，决算6.22万元。")
"""A report with no figure but that of a trial would be taken for none."""
TABLE: Rows = [
    ["支出类别", "年初预算数", "全年预算数", "全年执行数"],
    ["人员经费", "168.20", "175.46", "174.10"],
    ["公用经费", "25.40", "26.00", "24.96"],
    ["项目支出", "1,700.00", "1,750.00", "1,688.35"],
    ["合计", "1,893.60", "1,951.46", "1,887.41"],
]
INDICATORS: Rows = [
    ["一级指标", "二级指标", "三级指标", "分值", "年度指标值", "实际完成值", "得分"],
    ["产出指标", "数量指标", "救助人次", "20", "≥90人次", "94人次", "19"],
    ["产出指标", "质量指标", "救助档案", "10", "按月更新", "按季更新", "8"],
]
REPORT = (
    TITLE,
    "# 一、部门基本情况",
    "2024年末编制12名，在职11人，退休5人。",
    "2024年末资产总额86.72万元，负债总额3.10万元。",
    "# 二、部门收支预决算情况",
    "2024年度三公经费年初预算12.20万元，调整预算资金11.46万元，资金执行10.08万元，执行率87.96%。",
    "2024年项目支出决算1,688.35万元，其中中央资金1,088.35万元，县级资金600.00万元。",
    "单位：万元",
    TABLE,
    INDICATORS,
)


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    return store(tmp_path, make_document(*REPORT))


def figure(stored: Stored, table: str, **values: object) -> int:
    """Which fact of a table has these values."""
    facts = [fact for fact in stored.facts if fact.table == table and not fact.is_further]
    return next(
        n for n, f in enumerate(facts) if all(f.values[key] == value for key, value in values.items())
    )


def to(**values: object) -> Change:
    return lambda _: dict(values)


def swap(one: str, other: str) -> Change:
    return lambda values: {one: values[other], other: values[one]}


def test_an_honest_report_is_contradicted_nowhere_and_what_its_words_do_not_tell_is_counted(
    stored: Stored,
) -> None:
    verified = stored.verify()
    assert verified.facts == ()
    said = {
        outcome: sum(count for (_, told), count in verified.readings.items() if told is outcome)
        for outcome in Outcome
    }
    assert said[Outcome.CONTRADICTED] == 0
    assert said[Outcome.AGREED] > 3 * said[Outcome.UNTOLD] > 0


CELL: dict[str, object] = {"category": "personnel", "stage": "adjusted"}
CLAUSE: dict[str, object] = {"category": "three_public", "stage": "adjusted"}
CHANGES: list[tuple[str, dict[str, object], Change, str]] = [
    ("budget_facts", CELL, to(stage="initial"), "stage"),
    ("budget_facts", CELL, to(stage="executed"), "stage"),
    ("budget_facts", CELL, to(category="operating"), "category"),
    ("budget_facts", CELL, to(category="project"), "category"),
    ("budget_facts", CELL, to(category="total"), "category"),
    ("budget_facts", CELL, to(fund_source="gov_fund"), "fund_source"),
    ("budget_facts", CELL, to(fact_year=2023), "fact_year"),
    ("budget_facts", {"category": "total", "stage": "executed"}, to(category="project"), "category"),
    ("budget_facts", CLAUSE, to(stage="executed"), "stage"),
    ("budget_facts", CLAUSE, to(category="operating"), "category"),
    ("budget_facts", CLAUSE, to(fact_year=2025), "fact_year"),
    ("budget_facts", {"fund_source": "central"}, to(fund_source="provincial"), "fund_source"),
    ("stated_rates", {}, to(kind="received"), "kind"),
    ("staff_facts", {"kind": "on_post"}, to(kind="retired"), "kind"),
    ("asset_facts", {"measure": "liabilities"}, to(measure="total"), "measure"),
    ("indicators", {"level3": "救助人次"}, swap("target_num", "actual_num"), "target_num"),
    ("indicators", {"level3": "救助人次"}, swap("weight", "score"), "score"),
    ("indicators", {"level3": "救助档案"}, swap("target_text", "actual_text"), "actual_text"),
]


@pytest.mark.parametrize(("table", "which", "change", "column"), CHANGES)
def test_a_figure_filed_as_something_else_is_found(
    stored: Stored, table: str, which: dict[str, object], change: Change, column: str
) -> None:
    stored.change(table, change, figure(stored, table, **which))
    assert (table, MEANING, column) in stored.kinds()


HONEST: list[tuple[str | Rows, ...]] = [
    ("2024年人员经费、公用经费年初预算分别为168.20万元、25.40万元。",),
    ("2024年基本支出年初预算193.60万元（其中人员经费168.20万元、公用经费25.40万元），决算190.00万元。",),
    ("2024年年初预算1,893.60万元，其中：人员经费168.20万元，公用经费25.40万元；全年共支出1,887.41万元。",),
    ("2024年年初预算500万元，其中：基本支出300万元，项目支出200万元；全年支出480万元，其中：人员经费250万元。",),
    ("2024年年初预算500万元，其中：基本支出300万元，项目支出200万元；全年预算数520万元。",),
    ("2024年年初预算500万元，其中基本支出300万元，项目支出200万元；调整后全年预算520万元，预算执行率98.57%。",),
    ("2024年三公经费决算10.08万元，较2023年减少2.12万元；2023年三公经费决算12.20万元。",),
    # A cell that names itself stands below heads that are not its own.
    (
        [
            ["年度预算（万元）", "", "年初预算数", "全年预算数", "全年执行数"],
            ["年度预算（万元）", "年度资金总额", "715.91", "712.52", "635.81"],
            ["年度预算（万元）", "按支出性质分：", "按支出性质分：", "基本支出：568.39", "项目支出：144.13"],
        ],
    ),
    # 合计 of the projects alone.
    ("2024年项目支出情况表", "单位：万元", [["项目名称", "年初预算数", "决算数"], ["救助", "10.50", "9.80"], ["合计", "10.50", "9.80"]]),
    # Heads in two rows, and a number that stands in several columns.
    (
        [
            ["三级指标", "分值", "指标值", "指标值", "实际完成值", "实际完成值", "得分"],
            ["三级指标", "分值", "符号", "数值", "数值", "单位", "得分"],
            ["救助人次", "10", "≥", "10", "10", "人次", "10"],
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize("parts", HONEST)
def test_what_is_right_is_not_contradicted(tmp_path: Path, parts: tuple[str | Rows, ...]) -> None:
    stored = store(tmp_path, make_document(TITLE, "# 二、预算执行情况", *parts, *CARRIER))
    assert stored.facts
    assert [kind for kind in stored.kinds() if kind[1] == MEANING] == []


YEARS: list[tuple[str, tuple[str | Rows, ...], Change]] = [
    ("the year of a form alone above it", ("# 石桥县民政局部门整体支出绩效自评表", "（2024年度）", "单位：万元", TABLE, "目标于2023年制定。"), to(fact_year=2023)),
    ("a year to come beside words of last year", (TITLE, "# 二、预算执行情况", "2023年情况与上年相同。", "项目支出决算88.35万元。", "按规定使用。" * 40, "2025年照此执行。"), to(fact_year=2025)),
    ("last year's figure as this year's", (TITLE, "# 二、预算执行情况", "上年项目支出决算88.35万元。"), to(fact_year=2024)),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "change"), [case[1:] for case in YEARS], ids=[case[0] for case in YEARS])
def test_a_figure_filed_under_another_year_than_its_words_say_is_found(
    tmp_path: Path, parts: tuple[str | Rows, ...], change: Change
) -> None:
    stored = store(tmp_path, make_document(*parts, *CARRIER))
    assert [kind for kind in stored.kinds() if kind[1] == MEANING] == []
    stored.change("budget_facts", change, figure(stored, "budget_facts", category="project"))
    assert ("budget_facts", MEANING, "fact_year") in stored.kinds()
