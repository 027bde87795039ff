"""Identity in the document's own words: unit, year, date, project, scope, and nothing guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract.identity.identity import claim_identity
from pipelines.model.claims import Card, IdentityClaim
from pipelines.model.document import Document
from pipelines.read.reading import read_bytes
from tests.documents import Rows, make_document

FIGURES = "预算资金141.19万元，到位18.09万元，执行率100%，在职7人。"
TITLE = "2024年度部门整体支出绩效自评报告"


def claim(*parts: str | Rows, card: Card | None = None) -> tuple[IdentityClaim, list[str]]:
    document = make_document(*parts)
    outcome = claim_identity(document, card or Card())
    (value,) = outcome.values
    for said in (*value.units, *([value.title] if value.title else [])):
        assert "".join(document.quote(said.span).split()) == "".join(said.text.split())
    return value, [problem.kind for problem in outcome.problems]


def unit_of(*parts: str | Rows) -> str | None:
    units = claim(*parts, FIGURES)[0].units
    return units[0].text if units else None


def test_the_two_layouts_of_the_real_reports() -> None:
    first, problems = claim("元氏县总工会", "2025年度整体支出绩效自评报告", FIGURES, "2026年4月20日")
    assert [unit.text for unit in first.units] == ["元氏县总工会"]
    assert (first.kind, first.fiscal_year, first.signed_on) == ("department", 2025, date(2026, 4, 20))
    assert problems == []
    second, problems = claim(
        " 附件 4", "赵县总工会部门", "2024 年度整体支出绩效自评报告", FIGURES, "卫虚拟 赵县总工会 副主席"
    )
    assert [unit.text for unit in second.units] == ["赵县总工会"]
    assert (second.fiscal_year, second.signed_on, second.scope) == (2024, None, "unknown")
    assert problems == []


@pytest.mark.parametrize(
    ("parts", "unit"),
    [
        (("石桥县民政局2024年度", "部门整体支出绩效自评报告"), "石桥县民政局"),
        (("部门整体支出绩效自评表", "部门（单位）名称  石桥县中心学校"), "石桥县中心学校"),
        (("县司法局2020年度部门整体支出绩效自评报告",), "县司法局"),
        (("石桥县公路养护管理段2020年度部门整体支出绩效自评报告",), "石桥县公路养护管理段"),
        (("石桥县河湾西小2020年度部门整体支出绩效自评报告",), "石桥县河湾西小"),
        (("# 南宫市人民检察院", "南宫市人民检察院", "2020年度部门决算公开"), "南宫市人民检察院"),
        (("2021年林业局整体支出绩效自评报告",), "林业局"),
        (("青川县司法局关于2021年度政法转移支付资金绩效的自评报告",), "青川县司法局"),
        (("青川县财政局关于青川县司法局2021年度部门整体支出绩效评价的报告",), "青川县司法局"),
        (("青川县司法局关于报送2021年度部门整体支出绩效自评报告的函",), "青川县司法局"),
        (("关于青川县司法局2021年度部门整体支出绩效自评报告的公示",), "青川县司法局"),
        (("青司〔2022〕12号青川县司法局关于2021年度部门整体支出绩效自评的报告",), "青川县司法局"),
        ((TITLE + "（赵县民政局）",), "赵县民政局"),
        ((TITLE, "部门（单位）名称（公章）：314002-成安县民政局机关 填报日期：2025年3月2日"), "成安县民政局"),
        ((TITLE, "预算单位名称：[155]濉溪县民政局"), "濉溪县民政局"),
        ((TITLE, "单位名称(盖章)：321深泽县退役军人事务局"), "深泽县退役军人事务局"),
        ((TITLE, [["主管部门", "宁晋县统计局", "实施单位", "宁晋县普查中心"]]), "宁晋县普查中心"),
        ((TITLE, "对元氏县总工会2024年整体支出情况实施了评价，形成本报告。"), "元氏县总工会"),
        ((TITLE, "我局对2024年度桃源县公路管理局部门整体支出进行了自评。"), "桃源县公路管理局"),
        ((TITLE, [["序号", "单位名称", "性质"], ["1", "赵县文化馆", "事业"]]), "赵县文化馆"),
        ((TITLE, "单位名称", "赵县妇联", "资金"), "赵县妇联"),
        (("池州市贵池区219001-棠溪镇人民政府" + TITLE,), None),
        ((TITLE, "部门名称：我单位"), None),
        ((TITLE, "发布机构：赵县财政局"), None),
    ],
)
def test_where_a_report_prints_its_unit(parts: tuple[str | Rows, ...], unit: str | None) -> None:
    assert unit_of(*parts) == unit


@pytest.mark.parametrize(
    ("parts", "unit"),
    [
        (
            ("崇山县残联" + TITLE, "崇山县残疾人联合会（以下简称县残联）是人民团体。"),
            "崇山县残疾人联合会",
        ),
        (
            ("崇山县市监局" + TITLE, "崇山县市场监督管理局（以下统一简称“市监局”）是政府工作部门。"),
            "崇山县市场监督管理局",
        ),
        (
            ("崇山县妇联" + TITLE, "我会2024年…", FIGURES, "崇山县妇女联合会", "2025年3月4日"),
            "崇山县妇女联合会",
        ),
        (
            ("崇山县卫健委" + TITLE, "填报单位（盖章）：崇山县卫生健康委员会"),
            "崇山县卫生健康委员会",
        ),
        # the name of another body, of another county or of the body before a reform is no full form of it
        (("崇山县残联" + TITLE, "平湖县残疾人联合会（以下简称平湖残联）来我县学习。"), "崇山县残联"),
        (("崇山县农业局" + TITLE, FIGURES, "崇山县农业农村局", "2025年3月4日"), "崇山县农业局"),
        (("崇山县科协" + TITLE, "崇山县文学艺术界联合会（以下简称县文联）同楼办公。"), "崇山县科协"),
        (("崇山县残联" + TITLE, "由县残疾人联合会（以下简称县残联）负责。"), "崇山县残联"),
    ],
)
def test_a_short_name_in_the_title_is_told_by_the_full_one_that_the_report_prints(
    parts: tuple[str | Rows, ...], unit: str
) -> None:
    assert unit_of(*parts) == unit


def test_the_name_with_its_city_elsewhere_is_kept_as_a_further_name() -> None:
    value, _ = claim("新华区民政局", TITLE, "根据要求，对石家庄市新华区民政局进行了评价。", FIGURES)
    assert [unit.text for unit in value.units] == ["新华区民政局", "石家庄市新华区民政局"]


def test_a_town_without_its_county_takes_the_name_that_has_it() -> None:
    value, _ = claim("鸦滩镇人民政府", TITLE, "根据要求，望江县鸦滩镇人民政府组织开展了自评。", FIGURES)
    assert [unit.text for unit in value.units] == ["鸦滩镇人民政府", "望江县鸦滩镇人民政府"]


@pytest.mark.parametrize(
    ("name", "scope"),
    [
        ("赵县民政局（汇总）", "consolidated"),
        ("赵县民政局部门（汇总）", "consolidated"),
        ("赵县民政局（本级）", "unit_only"),
        ("赵县民政局机关", "unit_only"),
        ("赵县民政局部门", "unknown"),
    ],
)
def test_words_behind_the_name_say_whose_figures_they_are(name: str, scope: str) -> None:
    value, _ = claim(name, TITLE, FIGURES)
    assert (value.units[0].text, value.scope) == ("赵县民政局", scope)


def test_the_year_of_the_title_wins_over_all_others() -> None:
    value, problems = claim(
        f"赵县林业局{TITLE}",
        "依据冀财行〔2019〕98号，2018年度结转、2023年异地造林补助资金。",
        FIGURES,
        "归档时间2022年度",
        card=Card(fiscal_year=2024),
    )
    assert (value.fiscal_year, problems) == (2024, [])


def test_the_year_with_du_wins_over_a_year_in_the_name_of_a_project() -> None:
    value, _ = claim("赵县林业局2023年造林补助资金项目支出绩效自评报告（2024年度）", FIGURES)
    assert value.fiscal_year == 2024


@pytest.mark.parametrize(
    "parts",
    [
        ("部门整体支出绩效自评报告", "评价年度：2024"),
        ("部门整体支出绩效自评报告", "我局对2024年部门整体支出进行了自评，2021年12月成立。"),
        ("部门整体支出绩效自评报告", "（2024年度）"),
        ("部门整体支出绩效自评报告", "依据《2019年度方案》（冀财〔2020年度〕7号），完成2024年度任务。"),
    ],
)
def test_what_the_title_leaves_open_the_text_says(parts: tuple[str, ...]) -> None:
    assert claim(*parts, FIGURES)[0].fiscal_year == 2024


def test_no_year_or_two_years_are_a_problem_and_never_a_guess() -> None:
    nothing, problems = claim("部门整体支出绩效自评报告", FIGURES)
    assert (nothing.fiscal_year, problems) == (None, ["fiscal_year_unknown"])
    two, problems = claim("部门整体支出绩效自评报告", "完成2022年度任务。", "完成2023年度任务。", FIGURES)
    assert (two.fiscal_year, problems) == (None, ["fiscal_year_ambiguous"])
    third, problems = claim(
        "部门整体支出绩效自评报告", "2022年度任务，2023年度任务。", FIGURES, card=Card(fiscal_year=2021)
    )
    assert (third.fiscal_year, problems) == (None, ["fiscal_year_ambiguous"])


def test_the_card_fills_the_year_and_never_overrules_the_text() -> None:
    filled, problems = claim("部门整体支出绩效自评报告", FIGURES, card=Card(fiscal_year=2023))
    assert (filled.fiscal_year, problems) == (2023, [])
    kept, problems = claim(TITLE, FIGURES, card=Card(fiscal_year=2023))
    assert (kept.fiscal_year, problems) == (2024, ["fiscal_year_contradicted"])
    chosen, problems = claim(
        "部门整体支出绩效自评报告", "2022年度任务，2023年度任务。", FIGURES, card=Card(fiscal_year=2023)
    )
    assert (chosen.fiscal_year, problems) == (2023, [])


@pytest.mark.parametrize(
    ("ending", "day", "problems"),
    [
        (("赵县总工会", "2025 年 4 月 10 日"), date(2025, 4, 10), []),
        (("赵县总工会2025年4月10日",), date(2025, 4, 10), []),
        (("2025年4月10日", "附件1", "附件2 明细表"), date(2025, 4, 10), []),
        (("填报日期：2025.04.10",), date(2025, 4, 10), []),
        (
            ("2025年4月10日", "人员情况", "2024年12月31日", [["项目", "编制数"], ["行政", "15"]]),
            date(2025, 4, 10),
            [],
        ),
        (("截至2024年12月31日，资产总额5万元。",), None, []),
        (("发布时间：2025-04-10",), None, []),
        (("赵县总工会", "2025年5月"), None, ["date_incomplete"]),
        (("赵县总工会", "2022928"), None, ["date_unreadable"]),
        ((), None, []),
    ],
)
def test_only_a_line_that_is_a_date_signs_a_report(
    ending: tuple[str | Rows, ...], day: date | None, problems: list[str]
) -> None:
    value, found = claim("赵县总工会", TITLE, FIGURES, "正文结束。", *ending)
    assert (value.signed_on, found) == (day, problems)


def test_a_project_is_named_by_its_label_or_by_its_title() -> None:
    form, _ = claim(
        "项目支出绩效自评表（2022年度）", [["项目名称", "51092322T000000436802-执法服装经费"]], FIGURES
    )
    assert (form.kind, form.subject) == ("project", "执法服装经费")
    titled, _ = claim("丰都县公安局2022年度辅警人员经费绩效自评工作报告", "一、项目概况", FIGURES)
    assert (titled.kind, titled.subject) == ("project", "辅警人员经费")
    department, _ = claim(TITLE, "项目名称：执法服装经费", FIGURES)
    assert department.subject is None
    header_of_a_list, _ = claim("2022年度项目支出绩效自评表", "序号", "项目名称", "备注", "1", FIGURES)
    assert header_of_a_list.subject is None


def test_a_project_in_the_bracket_below_the_title_and_a_title_over_two_lines_are_the_reports() -> None:
    below, _ = claim(
        "石桥县石桥中学2023年度项目支出绩效自评报告",
        "（寄宿学生生活费补助专项资金）",
        "一、自评结论",
        FIGURES,
    )
    assert below.subject == "寄宿学生生活费补助专项资金"
    broken, _ = claim("石桥县2023年度小型水库管护", "专项资金转移支付绩效自评报告", "一、基本情况", FIGURES)
    assert (broken.kind, broken.subject) == ("transfer", "小型水库管护专项资金转移支付")
    wrapped, _ = claim("石桥县水利局2023年度小型水库管护资金", "绩效自评报告", "一、基本情况", FIGURES)
    assert (wrapped.fiscal_year, wrapped.subject) == (2023, "小型水库管护资金")
    assert [unit.text for unit in wrapped.units] == ["石桥县水利局"]


@pytest.mark.parametrize(
    ("title", "units", "subject"),
    [
        (
            "石桥县人民医院基本公共卫生补助资金2023年度绩效自评报告",
            ["石桥县人民医院"],
            "基本公共卫生补助资金",
        ),
        ("2023年度石桥县教育局办公设备购置项目绩效自评报告", ["石桥县教育局"], "办公设备购置项目"),
        ("石桥县危房改造转移支付2023年度绩效自评报告", [], "危房改造转移支付"),
        (
            "石桥县石桥镇中心学校营养改善补助资金2023年度绩效自评报告",
            ["石桥县石桥镇中心学校"],
            "营养改善补助资金",
        ),
    ],
    ids=["before the year", "behind the year", "a county alone", "a name that may go on"],
)
def test_a_project_that_stands_with_its_unit_in_the_title_is_told_from_it(
    title: str, units: list[str], subject: str
) -> None:
    value, _ = claim(title, "一、项目概况", FIGURES)
    assert ([unit.text for unit in value.units], value.subject) == (units, subject)


def test_the_name_below_the_title_of_a_letter_sent_up_is_whom_it_is_sent_to() -> None:
    value, _ = claim(
        "关于上报2023年护林员补助项目支出绩效自评的报告",
        "云岭州林业局",
        FIGURES,
        "石桥县林业局",
        "2024年3月27日",
    )
    assert [unit.text for unit in value.units] == ["石桥县林业局"]


def test_a_form_copied_into_one_line_is_cut_at_its_labels() -> None:
    value, _ = claim(
        "银川市本级部门项目支出绩效自评表(2021年)项目名称初中公用\n经费主管部门银川市教育局实施第位自评得分98项目资金64.8 64.8 64.8"
    )
    assert value.title is not None
    assert value.title.text == "银川市本级部门项目支出绩效自评表(2021年)"
    assert (value.fiscal_year, value.subject) == (2021, "初中公用经费")
    assert [unit.text for unit in value.units] == ["银川市教育局"]


def test_a_form_names_unit_and_project_behind_their_codes() -> None:
    form: Rows = [
        ["部门编码及名称", "345-石桥县水务局", "填报日期", "2025年3月18日"],
        ["项目编码及名称", "13032124P00512310078K-农村饮水工程维修养护资金", "", ""],
        ["预算数：", "236.5", "执行数：", "229.84"],
    ]
    value, _ = claim("预算项目绩效自评表", "（2024年度）", form)
    assert [unit.text for unit in value.units] == ["石桥县水务局"]
    assert value.subject == "农村饮水工程维修养护资金"


def test_what_is_no_report_gets_one_claim_and_says_why() -> None:
    value, problems = claim("赵县预算管理办法", *(f"第{n}条　规定。" for n in "一二三四五六"))
    assert (value.kind, value.fiscal_year, problems) == ("other", None, ["not_a_report"])


@settings(max_examples=60)
@given(
    st.lists(
        st.text(
            alphabet="年度月日2024整体支出绩效自评报告县局部门名称：:单位（）()〔〕*X项目对1.%万元 \n",
            max_size=80,
        ),
        max_size=8,
    )
)
def test_any_text_gets_exactly_one_claim(parts: list[str]) -> None:
    claim(*parts)


@pytest.mark.parametrize(
    ("name", "unit", "year", "signed_on"),
    [
        ("130132-zonggonghui-2025.txt", "元氏县总工会", 2025, date(2026, 4, 20)),
        ("130133-zonggonghui-2024.txt", "赵县总工会", 2024, None),
        ("130133-zonggonghui-2023.txt", "赵县总工会", 2023, None),
    ],
)
def test_the_real_reports_say_who_they_are(
    shared: Path, name: str, unit: str, year: int, signed_on: date | None
) -> None:
    document: Document | None = read_bytes((shared / "reports" / name).read_bytes(), name).document
    assert document is not None
    outcome = claim_identity(document, Card())
    (value,) = outcome.values
    assert value.units[0].text == unit
    assert (value.kind, value.fiscal_year, value.signed_on) == ("department", year, signed_on)
    assert outcome.problems == ()
