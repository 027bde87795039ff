"""Amounts without a unit beside them: none is taken, and none is lost without a word."""

from __future__ import annotations

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card, ReportClaims
from pipelines.model.problem import Problem
from pipelines.read.reading import read_bytes
from tests.extract.reading import read

REPORT = "石桥县农业农村局2023年度部门整体支出绩效自评报告\n一、基本情况\n编制30名，在职28人。\n{}\n三、自评得分\n自评得分95分。\n"


def reading(body: str) -> tuple[ReportClaims, list[Problem]]:
    document = read_bytes(REPORT.format(body).encode(), "report.txt").document
    assert document is not None
    outcome = extract(document, Card())
    [claims] = outcome.values
    return claims, [problem for problem in outcome.problems if problem.kind == "unit_missing"]


@pytest.mark.parametrize(
    ("body", "amounts"),
    [
        ("二、项目支出情况（单位：万元）\n1.高标准农田建设 12.5 2.动物防疫项目 3 3.质量监测 20", 3),
        ("二、项目支出决算（单位：万元）\n1.高标准农田建设 12.5\n2.动物防疫项目 3\n3.质量监测 20.00", 3),
        ("二、收支情况\n单位：万元\n收入\n财政拨款收入\n1200.50\n支出\n基本支出\n800.50\n项目支出\n400", 3),
        ("二、收支情况\n财政拨款收入1200.50\n基本支出800.50\n公用经费100\n项目支出400", 4),
        ("二、项目情况\n资金如下（金额单位：万元）：农田建设预算12.5，执行12.5；动物防疫预算3，执行3。", 4),
    ],
)
def test_amounts_whose_unit_stands_above_or_nowhere_are_told(body: str, amounts: int) -> None:
    claims, problems = reading(body)
    assert not claims.budget
    assert not claims.items
    assert problems
    assert sum(left_out.reason == "unit_missing" for left_out in claims.ignored) == amounts


@pytest.mark.parametrize(
    "body",
    [
        "二、项目支出情况（单位：万元）\n2023年完成3个项目，其中2023年12月完工2个。\n1.组织领导有力\n2.资金管理规范",
        "二、项目支出情况（单位：万元）\n三、其他情况\n电话 5566123，编号 12",
        "二、绩效指标\n产出指标\n数量指标\n培训人次\n50\n10\n10",
        "二、基本情况\n内设股室 8，下属单位 3",
        "二、收支情况（单位：万元）\n2023年年初预算1200万元，决算1180万元（其中基本支出800万元）。",
    ],
)
def test_other_numbers_are_no_amounts_without_a_unit(body: str) -> None:
    assert reading(body)[1] == []


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("全年支出1200.5，其中基本支出800.5，项目支出400万元。", 2),
        ("2024年年初预算1200.5，执行1180.3。", 2),
        ("人均公用经费1.2，面积35.6。", 0),
    ],
)
def test_a_sentence_tells_each_amount_without_a_unit(sentence: str, count: int) -> None:
    found = read(sentence)
    assert [problem.kind for problem in found.problems].count("unit_missing") == count
