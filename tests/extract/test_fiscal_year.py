"""The fiscal year: the title's wins over every other year of the file, and where nothing says it there is none."""

from __future__ import annotations

import pytest

from pipelines.extract.identity.identity import claim_identity
from pipelines.model.claims import Card
from tests.documents import Rows, make_document

FIGURES = "预算资金141.19万元，到位18.09万元，执行率100%，在职7人。"
UNIT = "石桥县民政局"
FORM: Rows = [["项目名称", "救助"], ["实施单位", UNIT], ["年度资金总额", "12.5", "12.5", "11.5"]]


@pytest.mark.parametrize(
    ("year", "parts"),
    [
        (2018, ("归档时间：2023-05-06", "文号：石民〔2019〕12号", f"{UNIT}2018年度部门整体支出绩效自评报告")),
        (2024, (UNIT, "2023年异地造林补助资金项目支出绩效自评报告", "（2024年度）")),
        (2016, ("关于2016年就业专项资金绩效自评的报告", "根据石财发〔2017〕21号文件，2017年5月到位。")),
        (2019, (f"{UNIT}2019年度部门整体支出绩效自评报告", "2014年度车购税转移支付资金结余。")),
        (2024, (f"{UNIT}2024年度部门整体支出绩效自评报告", "截至 2023 年 12 月 31日，在职27人。")),
        (2022, (f"{UNIT}2022年部门整体支出绩效自评报告", "根据《关于开展2023年度自评的通知》要求。")),
        (2020, ("附件2-1", "2020年度项目支出绩效自评表", "填报日期：2021年3月5日", FORM, "2019年续建工程")),
        (2022, ("2023年石桥县民政局部门整体支出绩效自评报告（2022年度）",)),
        (2019, ("项目支出绩效自评表", "( 2019 年度)", FORM)),
        (2019, ("项目支出绩效自评表", "2019年度)", FORM)),
        (2016, ("财政支出项目绩效评价自评报告", "( 20 16 -度)", "项目单位：石桥县民政局")),
        (2021, (f"{UNIT}2021项目资金绩效自评报告", "一、项目概况")),
        (2018, ("项目支出绩效自评报告", "评价时段：2018年     1  月起至2018年12月止")),
        (2024, ("部门整体支出绩效自评报告", "评价年度:2024")),
        (2022, ("部门整体支出绩效自评报告", "2022年，我局认真履职。", "2022年年末在职7人。")),
        (
            None,
            (f"{UNIT}关于开展2024年部门整体支出绩效自评的报告", "我局对2023年度部门整体支出开展了绩效自评。"),
        ),
        (
            None,
            (f"{UNIT}2024年度部门整体支出绩效自评报告", "根据《关于开展2023年度绩效自评工作的通知》要求。"),
        ),
        (2022, (f"{UNIT}2022年部门整体支出绩效自评报告", "根据《关于开展2023年度绩效自评工作的通知》要求。")),
        (None, ("石桥县农林局202半年度部门整体支出绩效自评报告",)),
        (None, ("2020—2022年度救助项目绩效自评报告",)),
        (None, ("项目支出绩效自评报告", "评价时段：2017年1月至2018年12月")),
        (None, ("部门整体支出绩效自评报告", "2021年年初预算12万元，2022年年初预算15万元。")),
    ],
)
def test_every_trap_of_years(year: int | None, parts: tuple[str | Rows, ...]) -> None:
    outcome = claim_identity(make_document(*parts, FIGURES), Card())
    (claim,) = outcome.values
    assert claim.fiscal_year == year
    told = {problem.kind for problem in outcome.problems if problem.kind.startswith("fiscal_year")}
    assert bool(told) == (year is None)


def test_a_year_that_only_the_text_names_is_doubted() -> None:
    parts = ("部门整体支出绩效自评报告", "2022年年初预算12万元。", FIGURES)
    assert claim_identity(make_document(*parts), Card()).values[0].causes == ("year_weak",)
    stated = ("2022年度部门整体支出绩效自评报告", "2022年年初预算12万元。", FIGURES)
    assert claim_identity(make_document(*stated), Card()).values[0].causes == ()
