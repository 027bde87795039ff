"""Troubles and news for tests of alerts, made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from pipelines.alert.message import GATE, GateState, Quote, Trouble
from pipelines.alert.news import Change, News

THEN = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
OPEN = GateState("build-1")

RATE = Trouble(
    kind="data",
    key="B03|990102-2024-department-c8b8124a966a|project/all",
    fingerprint="f1",
    message_zh="项目支出：执行 208.83 万元 ÷ 调整预算 223.59 万元 = 93.4%，报告写 87.03%",
    severity="error",
    rule_id="B03",
    name_zh="完成率重算",
    branch="rate",
    subject="project/all",
    report_id="990102-2024-department-c8b8124a966a",
    region_code="990102",
    county="栖禾县",
    department_type="民政局",
    unit_name="栖禾县民政局",
    fiscal_year=2024,
    result_ids=("r1",),
)
PERSONS = replace(
    RATE,
    key="A14|990101-2022-department-f00e466280b1|",
    message_zh="报告写明人名 4 处，公开前应遮盖",
    severity="warn",
    rule_id="A14",
    name_zh="个人信息",
    branch="main",
    subject="",
    report_id="990101-2022-department-f00e466280b1",
    region_code="990101",
    county="青砚县",
    department_type="司法局",
    unit_name="青砚县司法局",
    fiscal_year=2022,
)
CLOSED = Trouble("data", GATE, "g1", "行数下降 40%")
FILE = Trouble("file", "a.pdf", "f1", "文件有密码", rule_id="encrypted", name_zh="a.pdf")
RULE = Trouble("check", "rule/D05", "f1", "no such column", rule_id="D05", name_zh="指标完成")


def another(trouble: Trouble, number: int, county: str = "") -> Trouble:
    """The same fault in another report, of another county where one is named."""
    code = f"13{sum(map(ord, county)) % 10000:04}" if county else trouble.region_code
    return replace(
        trouble,
        key=f"{trouble.rule_id}|report-{number}|",
        report_id=f"report-{number}",
        region_code=code,
        county=county or trouble.county,
        unit_name=f"{county or trouble.county}第{number}局",
    )


def news(change: Change, trouble: Trouble, before: str = "") -> News:
    """One thing to tell, said differently before where that is given."""
    if change == "new":
        return News("new", trouble)
    return News(change, trouble, replace(trouble, message_zh=before or trouble.message_zh), THEN)


def quoted(trouble: Trouble) -> tuple[Quote, ...]:
    """Two sentences for every trouble, of a file with pages and of one without."""
    return (Quote("预算执行率87.03%", "2024.pdf", 3), Quote("其中上解经费", "2024.txt", None))
