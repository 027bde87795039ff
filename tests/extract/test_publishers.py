"""What a web site prints around a report says where it comes from; it names the unit only where nothing else does."""

from __future__ import annotations

import pytest

from pipelines.extract.identity.identity import claim_identity
from pipelines.model.claims import Card, IdentityClaim
from tests.documents import Rows, make_document

FIGURES = "预算资金141.19万元，到位18.09万元，执行率100%，在职7人。"
TITLE = "2023年度部门整体支出绩效自评报告"


def claim(*parts: str | Rows) -> tuple[IdentityClaim, list[str]]:
    outcome = claim_identity(make_document(*parts, FIGURES), Card())
    return outcome.values[0], [problem.kind for problem in outcome.problems]


@pytest.mark.parametrize(
    ("line", "site"),
    [
        ("发布机构: 石桥县财政局  发布日期: 2024-05-01", "石桥县财政局"),
        ("2024-05-01 10:20 来源: 石桥县林业局 字体：大 中 小", "石桥县林业局"),
        ("石桥县人民政府门户网站", "石桥县"),
        ("欢迎来到石桥县人民政府 预决算公开", "欢迎来到石桥县"),
    ],
)
def test_names_of_sites_and_publishing_bodies_are_kept_apart_from_the_unit(line: str, site: str) -> None:
    value, problems = claim(line, f"石桥县民政局{TITLE}")
    assert value.sites == (site,)
    assert [unit.text for unit in value.units] == ["石桥县民政局"]
    assert problems == []


def test_the_name_of_a_site_above_a_title_with_its_own_unit_is_no_part_of_the_title() -> None:
    value, _ = claim("石桥县人民政府", "石桥县委员会宣传部2023年度部门整体支出绩效自评报告")
    assert value.title is not None
    assert value.title.text == "石桥县委员会宣传部2023年度部门整体支出绩效自评报告"


def test_a_report_without_any_unit_takes_the_publishing_department_and_says_so() -> None:
    card = [["索引号：", "1134/2024-37"], ["发布机构：", "石桥县卫生健康委员会"], ["有效性：", "有效"]]
    value, problems = claim(card, "石桥县2023年度基本公共卫生服务项目绩效评价自评报告", "一、项目概况")
    assert [unit.text for unit in value.units] == ["石桥县卫生健康委员会"]
    assert problems == ["unit_from_publisher"]


@pytest.mark.parametrize("body", ["石桥县财政局", "石桥县人民政府", "石桥县融媒体中心", "石桥县政务服务中心"])
def test_who_publishes_for_all_is_never_the_unit(body: str) -> None:
    value, problems = claim(f"发布机构：{body}", "石桥县2023年度项目绩效评价自评报告", "一、项目概况")
    assert value.units == ()
    assert "unit_from_publisher" not in problems
