"""Files that hold several reports: each becomes a report of its own, and one report is never made into two."""

from __future__ import annotations

import pytest

from pipelines.extract.identity.parts import Part, find_parts
from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.model.document import Document
from tests.documents import Rows, make_document

DEPARTMENT = (
    "石桥县民政局2023年度部门整体支出绩效自评报告",
    "一、部门基本情况",
    "2023年度年初预算安排人员经费120.50万元，公用经费30.25万元，年末在职人员12人。",
    "二、自评结论",
    "自评得分96分。",
)


def project_form(name: str, amount: str, unit: str = "石桥县民政局", rest: str = "100%") -> Rows:
    return [
        ["项目名称", name],
        ["主管部门", unit, "实施单位", unit],
        ["项目资金(万元)", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", amount, amount, amount, "10", rest, "10"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "发放人数", "≥300人", "312人", "50", "50"],
    ]


def parts_of(*parts: str | Rows) -> tuple[list[Part], list[str], Document]:
    document = make_document(*parts)
    outcome = find_parts(document, Card())
    return list(outcome.values), [problem.kind for problem in outcome.problems], document


def told(parts: list[Part]) -> list[tuple[str, int | None, str | None]]:
    return [(part.identity.kind, part.identity.fiscal_year, part.identity.subject) for part in parts]


def test_what_a_cell_of_one_report_tells_is_not_said_by_the_next() -> None:
    told = [
        [
            "一、部门基本情况",
            "（一）部门概况",
            "石桥县民政局核定编制14名，2023年末实有在职13人，年初部门预算210万元。",
        ]
    ]
    document = make_document(
        *DEPARTMENT,
        told,
        "附件1",
        "项目支出绩效自评表",
        project_form("临时救助", "40"),
    )
    department, project = extract(document, Card()).values
    assert {claim.headcount for claim in department.staff} >= {13, 14}
    assert (department.identity.kind, project.identity.kind) == ("department", "project")
    assert project.staff == ()
    assert {str(claim.amount.value) for claim in project.budget} == {"400000"}


def test_a_report_with_its_project_forms_is_several_reports_of_one_unit_and_year() -> None:
    parts, problems, _ = parts_of(
        *DEPARTMENT,
        "附件1",
        "项目支出绩效自评表",
        project_form("敬老院运转补助", "40"),
        "附件2",
        "项目支出绩效自评表",
        project_form("临时救助", "55.5"),
    )
    assert told(parts) == [
        ("department", 2023, None),
        ("project", 2023, "敬老院运转补助"),
        ("project", 2023, "临时救助"),
    ]
    assert {part.identity.units[0].text for part in parts} == {"石桥县民政局"}
    assert problems == []


def test_a_title_whose_last_word_stands_on_the_next_line_begins_a_report() -> None:
    opening = "按照有关规定，我局认真组织开展了2023年度整体支出绩效自评"  # ends like a title and is none
    parts, _, _ = parts_of(
        "石桥县民政局2023年度部门整体支出绩效自评报",
        "告",
        opening,
        *DEPARTMENT[1:],
        "项目支出绩效自评表",
        "（2023年度）",
        project_form("敬老院运转补助", "40"),
    )
    assert told(parts) == [("department", 2023, None), ("project", 2023, "敬老院运转补助")]


def test_forms_that_follow_one_another_without_a_title_are_told_apart_by_their_projects() -> None:
    parts, _, _ = parts_of(
        "项目支出绩效自评表",
        "（2022年度）",
        project_form("敬老院运转补助", "40"),
        project_form("临时救助", "55"),
    )
    assert told(parts) == [("project", 2022, "敬老院运转补助"), ("project", 2022, "临时救助")]


def test_forms_one_below_another_in_one_table_are_cut_between_their_rows() -> None:
    both = [*project_form("敬老院运转补助", "40"), *project_form("临时救助", "55")]
    document = make_document("2022年度项目支出绩效自评表", both)
    first, second = extract(document, Card()).values
    assert {str(claim.amount.value) for claim in first.budget} == {"400000"}
    assert {str(claim.amount.value) for claim in second.budget} == {"550000"}
    assert len(first.indicators) == len(second.indicators) == 1


def test_evidence_of_a_part_lies_in_the_text_of_the_whole_document() -> None:
    document = make_document(*DEPARTMENT, "项目支出绩效自评表", project_form("临时救助", "55.5"))
    department, project = extract(document, Card()).values
    assert [document.quote(claim.spans[0]) for claim in project.budget] == ["55.5"] * len(project.budget)
    assert project.budget
    assert all(project.covers(claim.spans[0]) for claim in project.budget)
    assert all(department.covers(claim.spans[0]) for claim in department.budget)
    assert not any(department.covers(claim.spans[0]) for claim in project.budget)


@pytest.mark.parametrize(
    "behind",
    [
        ("部门整体支出绩效自评表", "（2023年度）", [["部门名称", "石桥县民政局"], ["人员经费", "120.50"]]),
        ("附件1", "2023年度部门整体支出绩效评价基础数据表", [["人员经费", "120.50", "30.1"]]),
    ],
)
def test_a_department_report_and_its_form_are_one_report(behind: tuple[str | Rows, ...]) -> None:
    parts, problems, document = parts_of(*DEPARTMENT, *behind)
    (part,) = parts
    assert (part.document, part.extent, problems) == (document, (), [])


def test_a_form_behind_the_forms_of_projects_belongs_to_the_department_report() -> None:
    parts, _, _ = parts_of(
        *DEPARTMENT,
        "项目支出绩效自评表",
        project_form("临时救助", "55.5"),
        "部门整体支出绩效自评表",
        [["部门名称", "石桥县民政局"], ["人员经费", "120.50"], ["公用经费", "30.25"], ["得分", "96"]],
    )
    assert told(parts) == [("department", 2023, None), ("project", 2023, "临时救助")]
    assert len(parts[0].extent) == 2


@pytest.mark.parametrize(
    "more",
    [
        ("附件：1.部门整体支出绩效自评表", "2.项目支出绩效自评表"),
        ("目录", "部门整体支出绩效自评报告", "项目支出绩效自评表"),
        ("三、项目支出绩效自评情况", "全部项目自评为优。"),
        ("《项目支出绩效自评表》已另行报送。",),
    ],
)
def test_lists_of_annexes_and_headings_begin_no_report(more: tuple[str, ...]) -> None:
    parts, problems, document = parts_of(*DEPARTMENT, *more)
    assert [part.document for part in parts] == [document]
    assert problems == []


def test_a_cover_and_a_repeated_title_do_not_make_two_reports() -> None:
    cover = ("2023年度部门整体支出绩效自评报告", "部门名称：石桥县民政局", "填报日期：2024年3月5日")
    parts, problems, _ = parts_of(*cover, *DEPARTMENT)
    assert told(parts) == [("department", 2023, None)]
    assert problems == []


def test_a_project_report_and_its_form_are_one_report() -> None:
    parts, problems, _ = parts_of(
        "石桥县民政局2023年度临时救助项目绩效自评报告",
        "一、项目概况",
        "2023年安排临时救助资金55.5万元，支出55.5万元，执行率100%。",
        "项目支出绩效自评表",
        project_form("临时救助", "55.5"),
    )
    assert told(parts) == [("project", 2023, "临时救助")]
    assert problems == []


def test_the_same_project_of_two_years_is_two_reports() -> None:
    parts, _, _ = parts_of(
        "项目支出绩效自评表",
        "（2022年度）",
        project_form("临时救助", "55"),
        "项目支出绩效自评表",
        "（2023年度）",
        project_form("临时救助", "60"),
    )
    assert told(parts) == [("project", 2022, "临时救助"), ("project", 2023, "临时救助")]


def test_reports_of_two_units_in_one_file_are_two_reports() -> None:
    other = [text.replace("民政局", "司法局") for text in DEPARTMENT]
    parts, _, _ = parts_of(*DEPARTMENT, *other)
    assert [part.identity.units[0].text for part in parts] == ["石桥县民政局", "石桥县司法局"]


def test_an_empty_form_behind_a_report_is_set_aside_with_a_problem() -> None:
    blank = [["项目名称", ""], ["主管部门", ""], ["年度资金总额", ""], *[["指标", ""] for _ in range(30)]]
    parts, problems, _ = parts_of(*DEPARTMENT, "项目支出绩效自评表", "项目名称：", blank)
    assert told(parts) == [("department", 2023, None)]
    assert problems == ["part_set_aside"]


def test_a_text_that_names_no_project_is_the_report_of_the_only_one_and_says_so() -> None:
    parts, problems, _ = parts_of(
        "2023年度项目支出绩效自评报告",
        "一、项目概况",
        "全年支出55.5万元，其中救助38.2万元，慰问17.3万元。",
        "项目支出绩效自评表",
        project_form("临时救助", "55.5"),
    )
    assert told(parts) == [("project", 2023, "临时救助")]
    assert problems == ["part_uncertain"]


def test_each_of_many_project_reports_keeps_its_own_form() -> None:
    def told_in_full(project: str, amount: str) -> tuple[str | Rows, ...]:
        title = f"{project}项目支出绩效自评报告"
        return (
            "石桥县民政局",
            title,
            "（2022年度）",
            title,
            "一、项目概况",
            f"2022年年初预算{amount}.5万元，支出{amount}.2万元，执行率99.1%。",
            "项目支出绩效自评表",
            "（2022年度）",
            project_form(project, amount),
        )

    parts, problems, _ = parts_of(*told_in_full("敬老院运转补助", "40"), *told_in_full("临时救助", "55"))
    assert told(parts) == [("project", 2022, "敬老院运转补助"), ("project", 2022, "临时救助")]
    assert [len(part.extent) for part in parts] == [2, 2]
    assert problems == []
