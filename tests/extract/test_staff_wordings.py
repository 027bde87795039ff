"""People and assets that are not the unit's own level stay out: other units, last year, movements, the whole county."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extract.prose.staff_settling import settle_staff
from tests.extract.reading import accounted, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "编制人数86人，实际在职人数71人，其中行政编制在职42人、全额事业在职29人；退休人员20人。",
            [
                "unit authorized authorized 86",
                "unit on_post actual 71",
                "unit administrative actual 42",
                "unit institution actual 29",
                "unit retired actual 20",
            ],
        ),
        (
            "年末编制内实有人数24人，其中行政人员11人，事业人员13人；核定编制31名。",
            [
                "unit present actual 24",
                "unit administrative actual 11",
                "unit institution actual 13",
                "unit authorized authorized 31",
            ],
        ),
        ("编制总人数：19人，其中工勤编制1人。", ["unit authorized authorized 19"]),
        ("我局共编制15个绩效目标指标，其中一级指标3个。", []),
        ("公益性岗位及劳务派遣等编外聘用人员9人。", ["unit contract actual 9"]),
        ("长期聘用讲解员、保安等17人。", ["unit contract actual 17"]),
        ("编制数为20个，实有人数21人。", ["unit authorized authorized 20", "unit present actual 21"]),
        (
            "机关行政编制 36 名，实有行政人员 32 人。",
            ["unit administrative authorized 36", "unit administrative actual 32"],
        ),
        (
            "总编制20人，其中行政编制10人，工勤编制2人。",
            ["unit authorized authorized 20", "unit administrative authorized 10"],
        ),
        ("现有编制人员205人，其中在职113人。", ["unit on_post actual 113"]),
        ("县编委核定事业编制17人。", ["unit institution authorized 17"]),
        ("2024年末在职人员14人，比上年15人减少1人。", ["unit on_post actual 14"]),
        ("2024年末在职人员14人，上年末在职人员15人。", ["unit on_post actual 14"]),
        (
            "局机关在职人员10人，下属救助站在职人员5人。",
            ["unit on_post actual 10", "subordinate on_post actual 5"],
        ),
        (
            "实有人员22人，其中：在职人员14人，退休人员8人，下属事业单位在职6人。",
            [
                "unit present actual 22",
                "unit on_post actual 14",
                "unit retired actual 8",
                "subordinate on_post actual 6",
            ],
        ),
        ("下属单位3个，在职人员14人。", []),
        (
            "行政编制12名、事业编制30名，共计42名。",
            [
                "unit administrative authorized 12",
                "unit institution authorized 30",
                "unit authorized authorized 42",
            ],
        ),
        ("2024年退休3人，调入1人。", []),
        (
            "石桥县民社局机关行政编制16名；驾驶员等编外人员15人，食堂、保安等劳务派遣人员46人。",
            ["unit contract actual 15", "unit contract actual 46"],
        ),
        (
            "民政局机关行政编制16名；环卫合同工12名。",
            ["unit administrative authorized 16", "unit contract actual 12"],
        ),
        (
            "局机关及下属单位核定编制178名；年末在职人员165名。",
            ["total authorized authorized 178", "total on_post actual 165"],
        ),
        (
            "编制89个（行政25个、事业64个）。",
            [
                "unit authorized authorized 89",
                "unit administrative authorized 25",
                "unit institution authorized 64",
            ],
        ),
        (
            "年末在职人员95人，其中局机关15人，下属事业单位80人。",
            ["total on_post actual 95", "unit on_post actual 15", "subordinate on_post actual 80"],
        ),
        (
            "现有编制人数46人，其中行政编制20人，事业编制26人。",
            [
                "unit authorized authorized 46",
                "unit administrative authorized 20",
                "unit institution authorized 26",
            ],
        ),
        (
            "局机关现有退休64人，国有林场退休246人。",
            ["unit retired actual 64", "subordinate retired actual 246"],
        ),
        ("局内设科室5个，下属单位3个，编制共107名。", ["unit authorized authorized 107"]),
        (
            "核定编制45人，其中行政37人、事业8人。",
            [
                "unit authorized authorized 45",
                "unit administrative authorized 37",
                "unit institution authorized 8",
            ],
        ),
        (
            "实有89人，其中行政编制35人、事业编制54人。",
            ["unit present actual 89", "unit administrative actual 35", "unit institution actual 54"],
        ),
        (
            "在职153人（机关18人，事业单位135人），退休97人。",
            [
                "total on_post actual 153",
                "unit on_post actual 18",
                "subordinate on_post actual 135",
                "unit retired actual 97",
            ],
        ),
        ("在职人员15人，较上年减少2人，其中退休1人、调出1人。", ["unit on_post actual 15"]),
        (
            "共有行政编制8名、机关工勤编制2名、事业单位编制14名。",
            ["unit administrative authorized 8", "unit institution authorized 14"],
        ),
        (
            "行政在职5人，参照公务员法管理的事业单位在职2人，事业单位在职9人。",
            [
                "unit administrative actual 5",
                "unit civil_servant_like actual 2",
                "unit institution actual 9",
            ],
        ),
        (
            "行政在职5人，下属事业单位在职9人。",
            ["unit administrative actual 5", "subordinate on_post actual 9"],
        ),
        (
            "行政单位在职5人，事业单位在职9人。",
            ["unit on_post actual 5", "subordinate on_post actual 9"],
        ),
        (
            "县编办核准编制人数18人，实有在编人员22人。",
            ["unit authorized authorized 18", "unit on_post actual 22"],
        ),
        (
            "县民政局为县政府直属单位，核定事业编制18名，在编16名。",
            ["unit institution authorized 18", "unit on_post actual 16"],
        ),
        (
            "年末在职41人（行政38人），较上年减少1人。",
            ["unit on_post actual 41", "unit administrative actual 38"],
        ),
        ("本年度新录用公务员2人，退休1人。", []),
        ("新增退休人员2人，调入在职人员1人。", []),
        ("拟招聘事业人员5人。", []),
        ("全县退休职工3000人享受待遇。", []),
        ("全县在职职工2万人，退休职工5000人。", []),
        ("培训在职职工300人。", []),
        (
            "2024年末实际在职编制人员13名，退休9名，另有聘用环卫工人156名。",
            ["unit on_post actual 13", "unit retired actual 9", "unit contract actual 156"],
        ),
    ],
)
def test_headcounts_of_a_sentence(text: str, expected: list[str]) -> None:
    found = read(text)
    assert [f"{s.staff_scope} {s.kind} {s.basis} {s.headcount}" for s in found.staff] == expected
    assert expected or accounted(found)


def test_each_headcount_and_asset_has_the_day_named_last_before_it() -> None:
    found = read(
        "2023年末在职人员15人，2024年末在职人员14人。2024年末资产总额10万元，2023年末资产总额9万元。"
    )
    assert [s.as_of for s in found.staff] == [date(2023, 12, 31), date(2024, 12, 31)]
    assert [a.as_of for a in found.assets] == [date(2024, 12, 31), date(2023, 12, 31)]


@pytest.mark.parametrize(
    "text",
    [
        "新增固定资产5万元，处置固定资产3万元。",
        "年初资产总额90万元。",
        "上年资产总额90万元。",
        "下属单位资产总额100万元。",
        "全县国有资产总额100亿元。",
        "企业资产总额100亿元。",
        "盘亏资产总额2万元。",
        "资产总额由90万元增加到100万元。",
    ],
)
def test_amounts_that_are_not_the_units_assets_at_its_day_stay_out(text: str) -> None:
    found = read(text)
    assert found.assets == []
    assert accounted(found)


@pytest.mark.parametrize(
    "text",
    [
        "资产总额100万元，办公费较上年减少5%。",
        "资产总额100万元，资产负债率10%，较上年增加1.9%。",
    ],
)
def test_change_of_something_else_is_no_change_of_the_assets(text: str) -> None:
    assert [a.change for a in read(text).assets] == [None]


def test_change_of_something_else_is_no_change_of_the_staff() -> None:
    assert [s.change_vs_prior for s in read("在职人员14人，驾驶员比上年减少1人。").staff] == [None]


def test_rows_of_posts_take_the_people_in_them_and_leave_those_retired_from_them() -> None:
    found = read(
        (
            ["项目", "编制人数", "实有人数", "退休人数"],
            ["行政", "32", "30", "18"],
            ["事业", "86", "81", "40"],
            ["合计", "118", "111", "58"],
        )
    )
    assert [f"{claim.kind} {claim.basis} {claim.headcount}" for claim in found.staff] == [
        "administrative authorized 32",
        "administrative actual 30",
        "institution authorized 86",
        "institution actual 81",
        "authorized authorized 118",
        "present actual 111",
        "retired actual 58",
    ]
    assert [ignored.reason for ignored in found.ignored] == ["staff_detail", "staff_detail"]


@pytest.mark.parametrize(
    ("text", "unit", "whole"),
    [
        ("政法专项编制58名，事业编制10名。", "石桥县第一中学", []),
        ("核定事业编制18名。", "石桥县第一中学", [18]),
        ("核定事业编制18名，其中全额拨款10名。", "石桥县人民医院", [18]),
        ("核定事业编制18名。2024年末在职职工25人，其中编外聘用人员8人。", "石桥县人民医院", [18]),
        ("核定事业编制18名。专业人员不足，编制空缺3名。", "石桥县人民医院", [18]),
        # a bureau may have told only these
        ("核定事业编制18名。", "石桥县应急管理局", []),
        ("核定事业编制18名。", "石桥县人民法院", []),
        ("核定事业编制18名，另有自收自支编制10名。", "石桥县第一中学", []),
        ("核定事业编制18名。年末实有在职人员25人。", "石桥县第一中学", []),
    ],
)
def test_posts_of_institutions_are_all_posts_only_where_no_others_are_told(
    text: str, unit: str, whole: list[int]
) -> None:
    found = read(text)
    settle_staff(found, [unit])
    assert [c.headcount for c in found.staff if c.kind == "authorized"] == whole


def test_more_people_than_posts_below_may_be_all_people_and_wait() -> None:
    found = read("局机关行政编制20人，下属事业单位事业编制30人，实有在职人员45人。")
    settle_staff(found, ["石桥县民政局"])
    assert [(c.staff_scope, c.basis) for c in found.staff] == [
        ("unit", "authorized"),
        ("subordinate", "authorized"),
    ]
    assert [problem.kind for problem in found.problems] == ["not_own_figure"]
