"""Figures as reports tell them in running text: what a reader of the sentence knows for certain is taken, and no more."""

from __future__ import annotations

import pytest

from pipelines.extract.prose.own_names import is_own_name
from pipelines.extract.prose.staff_settling import settle_staff
from pipelines.extract.report import extract
from pipelines.model.claims import Card
from tests.documents import Rows, make_document
from tests.extract.reading import figures, read
from tests.extract.test_attacks import TITLE, claimed


def people(text: str) -> list[str]:
    found = read("一、部门概况", text)
    settle_staff(found)
    return [f"{c.staff_scope} {c.kind} {c.basis} {c.headcount}" for c in found.staff]


def rates(*parts: str) -> list[tuple[str, str]]:
    return [(str(r.category), str(r.rate.value)) for r in read(*parts).rates]


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("核定编制67名，其中政法专项编制59名、工勤编制8名；年末实有在职人员64人。", True),
        ("核定编制23名，其中行政编制21名、机关后勤服务人员编制2名。2024年末实有在职人员21人。", True),
        ("局机关行政编制16名，工勤编制2名，现有在职人员17名。", True),
        ("行政编制15名，工勤编制5名，实有5人。", False),
        ("核定编制40名，其中行政编制21名、工勤编制2名，实有22人。", False),
    ],
)
def test_more_people_than_any_kind_of_posts_can_hold_are_all_people(text: str, is_told: bool) -> None:
    told = [said for said in people(text) if said.split()[1] in ("on_post", "present")]
    assert bool(told) is is_told


def test_subordinate_units_may_be_named_one_by_one() -> None:
    assert people(
        "核定编制28名，在职26人。所属公路事业发展中心、农村公路中心、交通运输综合执法大队等二级单位核定编制187名，在职174人。"
    ) == [
        "unit authorized authorized 28",
        "unit on_post actual 26",
        "subordinate authorized authorized 187",
        "subordinate on_post actual 174",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2023年和2024年“三公”经费支出决算数分别为9.31万元和8.20万元。",
            ["three_public executed 2023 9.31", "three_public executed 8.2"],
        ),
        (
            "2023年、2024年“三公”经费分别支出9.31万元、8.20万元。",
            ["three_public executed 2023 9.31", "three_public executed 8.2"],
        ),
        (
            "2024年度人员经费、公用经费、项目经费分别支出790.20万元、114.92万元、341.22万元。",
            ["personnel executed 790.2", "operating executed 114.92", "project executed 341.22"],
        ),
        ("2024年度人员经费、公用经费预算分别为790.20万元、114.92万元。", []),
    ],
)
def test_spent_is_said_once_for_all_that_is_told_respectively(text: str, expected: list[str]) -> None:
    assert figures(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "年末结转结余5.46万元，其中基本支出结转1.20万元，项目支出结转4.26万元。",
            ["total carried_out 5.46", "basic carried_out 1.2", "project carried_out 4.26"],
        ),
        (
            "上年结转结余5.46万元，其中基本支出结转1.20万元，项目支出结转4.26万元。",
            ["total carried_in 5.46", "basic carried_in 1.2", "project carried_in 4.26"],
        ),
        ("项目支出结转4.26万元。", []),
        (
            "2024年度收入总计100万元。2024年度支出总计100万元，其中：基本支出60万元，项目支出30万元，年末结转和结余10万元。",
            ["basic executed 60", "project executed 30", "total carried_out 10"],
        ),
        (
            "2024年度收入总计100万元。2024年度支出总计100万元，其中：基本支出60万元，项目支出30万元，年末结转和结余9万元。",
            ["basic executed 60", "project executed 30"],
        ),
        (
            "全年实际发生基本支出60万元，其中人员经费45万元，公用经费15万元。",
            ["basic executed 60", "personnel executed 45", "operating executed 15"],
        ),
    ],
)
def test_parts_of_a_balance_are_carried_over_as_it_is(text: str, expected: list[str]) -> None:
    assert figures(read("2024年度预算执行情况", text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2024年县财政局批复我局年初预算1203.66万元，其中：人员支出763.35万元，项目支出320万元。",
            ["total initial 1203.66", "personnel initial 763.35", "project initial 320"],
        ),
        (
            "2024年年初预算数862.54万元，年终预算数1104.78万元。",
            ["total initial 862.54", "total adjusted 1104.78"],
        ),
        (
            "2024年年初预算198.64万元，年中调增37.44万元，预算总额236.08万元。",
            ["total initial 198.64", "total adjustment 37.44", "total adjusted 236.08"],
        ),
        (
            "2024年年初预算198.64万元，年中调增37.44万元，预算总额240万元。",
            ["total initial 198.64", "total adjustment 37.44"],
        ),
        (
            "2024年年初预算900万元。受车购税补助、一般债券等资金年中下达影响，调整后预算数1846万元，执行数1790万元。",
            ["total initial 900", "total adjusted 1846", "total executed 1790"],
        ),
        (
            "2024年年初预算支出900万元。年中追加应急广播升级改造等经费，预算调整为1402.15万元。2024年决算支出1366.92万元。",
            ["total initial 900", "total adjusted 1402.15", "total executed 1366.92"],
        ),
        (
            "我局共有项目12个，年初预算安排320万元，实际支出341.22万元。",
            ["project initial 320", "project executed 341.22"],
        ),
        ("全年收到财政预算指标1104.78万元。", []),
        ("“三公”经费支出11.20万元，控制在预算15万元以内。", ["three_public executed 11.2"]),
        ("2024年度三公经费支出总额为11.20万元，同比下降8.94%。", ["three_public executed 11.2"]),
        (
            "年初预算100万元，其中人员类60万元，公用类20万元，特定目标类20万元。",
            ["total initial 100", "personnel initial 60", "operating initial 20", "project initial 20"],
        ),
    ],
)
def test_wordings_of_budgets_and_spending(text: str, expected: list[str]) -> None:
    assert figures(read("二、资金收支情况", text)) == expected


def test_a_rate_of_the_whole_opens_its_sentence_behind_the_year_and_closes_a_list_of_rates() -> None:
    assert rates("（二）预算执行情况", "2024年，我局支出预算执行率为98.60%，比上年提高1.2个百分点。") == [
        ("total", "98.60")
    ]
    assert rates("（二）预算执行情况", "基本支出执行率100%，项目支出执行率96.3%，总体预算执行率98.6%。") == [
        ("basic", "100"),
        ("project", "96.3"),
        ("total", "98.6"),
    ]
    assert rates("（二）预算执行情况", "2023年，我局支出预算执行率为98.60%，2024年为97%。") == []


def items(*parts: str) -> list[str]:
    return [f"{c.name} {c.stage} {(c.amount.value / 10000).normalize():f}" for c in read(*parts).items]


SPENT = "2024年实际支出479.01万元，其中：基本支出276.41万元；项目支出202.6万元。"
BELOW = (
    "（四）项目支出情况。一是网格员补贴86.4万元；二是县级平安建设经费60万元；三是综治视联网行动计划56.2万元。"
)


def test_names_below_project_spending_are_projects_where_they_are_all_that_was_spent() -> None:
    assert items(SPENT, BELOW) == [
        "网格员补贴 executed 86.4",
        "县级平安建设经费 executed 60",
        "综治视联网行动计划 executed 56.2",
    ]
    assert items(SPENT, BELOW.replace("56.2", "56.3")) == []
    assert items(SPENT, BELOW.replace("项目支出情况", "重点工作情况")) == []
    assert items("2024年项目支出年初预算202.6万元，决算202.6万元。", BELOW) == []


def test_the_sum_of_projects_may_be_told_once_more_before_them() -> None:
    found = read(
        SPENT,
        "（四）项目支出情况。项目支出202.6万元全部为财政专项资金：网格员补贴86.4万元，平安建设经费116.2万元。",
    )
    assert [c.name for c in found.items] == ["网格员补贴", "平安建设经费"]
    assert found.problems == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2024年年初预算862.54万元。上年结转12.30万元，年中追加及上级专项230.94万元，全年预算1105.78万元。",
            ["total initial 862.54", "total carried_in 12.3", "total adjusted 1105.78"],
        ),
        (
            "2024年年初预算862.54万元。上年结转12.30万元，年中追加及上级专项230.94万元，全年预算1205.78万元。",
            ["total initial 862.54", "total carried_in 12.3"],
        ),
        (
            "2024年年初预算986.3万元。年中追加134.55万元，其中追加人员支出98.25万元；追加后全年预算数1120.85万元，其中人员支出840.43万元。",
            [
                "total initial 986.3",
                "total adjustment 134.55",
                "total adjusted 1120.85",
                "personnel adjusted 840.43",
            ],
        ),
    ],
)
def test_what_was_brought_in_and_what_was_added_make_up_the_budget_of_the_year(
    text: str, expected: list[str]
) -> None:
    assert figures(read("二、资金收支情况", text)) == expected


@pytest.mark.parametrize(
    "lead", ["城乡低保资金，", "2024年城乡低保，", "村级运转，", "一是抓好低保发放，", "敬老院运转："]
)
@pytest.mark.parametrize("heading", ["二、资金收支情况", "（二）预算执行情况", "（三）项目支出情况"])
def test_what_opens_with_a_name_is_of_that_thing_and_not_of_the_whole(heading: str, lead: str) -> None:
    found = read(heading, f"{lead}年初预算200万元，实际支出198.5万元，执行率99.25%。")
    assert (found.budget, found.rates) == ([], [])


@pytest.mark.parametrize(
    "lead", ["受疫情影响，", "截至2024年12月31日，", "落实“过紧日子”要求，", "我局2024年"]
)
def test_a_reason_or_a_day_is_no_name(lead: str) -> None:
    found = read("二、资金收支情况", f"{lead}年初预算200万元，实际支出198.5万元。")
    assert figures(found) == ["total initial 200", "total executed 198.5"]


def test_numbered_projects_below_project_spending_have_their_own_amounts() -> None:
    text = "（1）城乡低保资金：年初预算200万元，实际支出198.50万元。（2）临时救助资金年初预算80万元，实际支出79.20万元。"
    found = read("（三）项目支出情况", text)
    assert found.budget == []
    assert items("（三）项目支出情况", text) == [
        "城乡低保资金 initial 200",
        "城乡低保资金 executed 198.5",
        "临时救助资金 initial 80",
        "临时救助资金 executed 79.2",
    ]


TITLED = "1.高标准农田建设项目。全年预算5,200.00万元，执行5,012.60万元，执行率96.40%。建成高标准农田3.2万亩。"


def test_a_title_that_names_a_project_opens_its_amounts() -> None:
    assert items("三、项目绩效情况", TITLED) == [
        "高标准农田建设项目 adjusted 5200",
        "高标准农田建设项目 executed 5012.6",
    ]
    found = read("三、项目绩效情况", TITLED)
    assert (found.budget, found.rates) == ([], [])


@pytest.mark.parametrize("title", ["上级专项资金", "会议费补助", "公用经费", "“三公”经费", "预算安排情况"])
def test_a_title_that_names_no_project_opens_none(title: str) -> None:
    assert items("三、资金使用情况", TITLED.replace("高标准农田建设项目", title)) == []


ACHIEVED = (
    "石桥县民政局2024年度部门整体支出绩效自评报告",
    "二、支出情况",
    "2024年项目支出年初预算500万元，决算454.9万元。",
    "三、履职完成情况",
    "1.残疾人精准康复项目支出268.40万元，为2036名残疾人提供基本康复服务，适配辅助器具731件。",
    "2.残疾人就业创业扶持支出186.50万元，扶持创业示范户26户，户均1.2万元。",
)


def achieved(*parts: str) -> list[str]:
    [claims] = extract(make_document(*parts), Card()).values
    return [f"{c.name} {c.stage} {(c.amount.value / 10000).normalize():f}" for c in claims.items]


def test_projects_among_what_was_achieved_are_claimed_where_they_are_all_that_projects_spent() -> None:
    assert achieved(*ACHIEVED) == ["残疾人精准康复项目 executed 268.4", "残疾人就业创业扶持 executed 186.5"]
    assert achieved(*ACHIEVED[:2], ACHIEVED[2].replace("454.9", "455"), *ACHIEVED[3:]) == []
    assert achieved(*ACHIEVED[:-1]) == []


@pytest.mark.parametrize(
    "listed",
    [
        (
            "主要项目如下：",
            "1.扶贫产业发展资金268.4万元，扶持低产园改造3200亩；",
            "2.疫情防控经费186.5万元，其中物资90万元。",
        ),
        ("主要项目支出：扶贫产业发展资金268.4万元，其中债券资金100万元；疫情防控经费186.5万元。",),
    ],
)
def test_an_announced_list_of_projects_is_theirs_where_it_closes_what_projects_spent(
    listed: tuple[str, ...],
) -> None:
    assert achieved(*ACHIEVED[:3], *listed) == [
        "扶贫产业发展资金 executed 268.4",
        "疫情防控经费 executed 186.5",
    ]
    assert achieved(*ACHIEVED[:3], *(part.replace("186.5", "187") for part in listed)) == []


def test_traditional_characters_are_read_as_the_simplified_ones() -> None:
    parts = (
        "石橋縣民政局2024年度部門整體支出績效自評報告",
        "二、資金收支情況",
        "2024年度年初預算862.54萬元，其中人員經費480.50萬元、項目支出382.04萬元。全年執行數850.11萬元，預算執行率98.56%。",
        "核定編制42名，實有在職人員39人，退休人員25人。",
    )
    [claims] = extract(make_document(*parts), Card()).values
    assert [f"{c.category} {c.stage}" for c in claims.budget] == [
        "total initial",
        "personnel initial",
        "project initial",
        "total executed",
    ]
    assert [(c.kind, c.headcount) for c in claims.staff] == [
        ("authorized", 42),
        ("on_post", 39),
        ("retired", 25),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "行政编制96人，实际89人；事业编制24人，实际22人。",
            [
                "unit administrative authorized 96",
                "unit administrative actual 89",
                "unit institution authorized 24",
                "unit institution actual 22",
            ],
        ),
        ("编制24人，实际22人。", ["unit authorized authorized 24", "unit present actual 22"]),
        ("计划培训30人，实际28人。", []),
    ],
)
def test_people_behind_posts_hold_them(text: str, expected: list[str]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年预算资金约1105万元，实际支出1089.32万元。", ["total executed 1089.32"]),
        ("全年实际支出约1089万元。", []),
        ("2024年实际支出1089.32万元，比上年节约10万元。", ["total executed 1089.32"]),
        (
            "2024年“三公”经费支出8.64万元，均为公务用车的运行维护费，比2023年支出9.43万元减少0.79万元。",
            ["three_public executed 8.64", "three_public executed 2023 9.43"],
        ),
    ],
)
def test_round_figures_are_told_and_what_the_change_proves_is_taken(text: str, expected: list[str]) -> None:
    assert figures(read("（二）预算执行情况", text)) == expected


@pytest.mark.parametrize("word", ["计划", "预计", "申请", "拟"])
def test_what_a_project_means_to_spend_is_not_spent(word: str) -> None:
    parts = (
        "石桥县公安局2024年度执法装备购置项目支出绩效自评报告",
        "一、项目概况",
        f"项目年初预算4万元，到位4万元，{word}使用3.75万元。",
    )
    [claims] = extract(make_document(*parts), Card()).values
    assert "executed" not in [c.stage for c in claims.budget]


def projects(*parts: str | Rows) -> list[str]:
    title = "# 石桥县民政局2024年度部门整体支出绩效自评报告"
    claims = extract(make_document(title, *parts), Card()).values[0]
    return [f"{item.name} {item.stage} {item.amount.text}" for item in claims.items]


OF_TABLE: Rows = [
    ["类别（万元）", "年初预算", "决算支出"],
    ["基本支出", "1948.46", "2010.37"],
    ["项目支出", "370.00", "377.78"],
]


def test_names_with_amounts_that_make_up_what_a_table_says_projects_spent_are_projects() -> None:
    heading = "# 一、部门支出情况"
    listed = "项目支出主要有：办案工作经费212.40万元，巡察工作经费116.50万元，清廉磐安建设支出48.88万元。"
    assert projects(heading, OF_TABLE, listed) == [
        "办案工作经费 executed 212.40",
        "巡察工作经费 executed 116.50",
        "清廉磐安建设支出 executed 48.88",
    ]
    assert projects(heading, OF_TABLE, listed.replace("48.88", "48.78")) == []
    assert projects(heading, OF_TABLE, listed.replace("项目支出主要有：", "全县同类工作中，")) == []


def test_numbered_projects_that_make_up_what_projects_spent_are_projects_with_or_without_their_sum() -> None:
    parts = (
        "# 一、部门支出情况",
        "2024年总支出2388.15万元，其中：基本支出2010.37万元、项目支出377.78万元。",
        "# 二、部门主要项目",
        "（1）优抚对象抚恤补助328.90万元，惠及优抚对象3042人；",
        "（2）烈士纪念设施维修48.88万元。",
        "以上两项合计377.78万元，占项目支出的100%。",
    )
    assert (
        projects(*parts)
        == projects(*parts[:-1])
        == [
            "优抚对象抚恤补助 executed 328.90",
            "烈士纪念设施维修 executed 48.88",
        ]
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            ["三公经费", "年初预算12万元，决算9.5万元"],
            {"three_public initial 2024 12", "three_public executed 2024 9.5"},
        ),
        (["“三公”经费支出", "9.5万元，其中：公务接待费1.5万元"], {"three_public executed 2024 9.5"}),
        (["资产总额", "1350.6万元，其中固定资产850.2万元"], {"total 1350.6", "fixed 850.2"}),
        (
            ["编制人数", "20人，其中行政12人"],
            {"unit authorized authorized 20", "unit administrative authorized 12"},
        ),
        (["人员情况", "编制20人，实有18人"], {"unit authorized authorized 20", "unit present actual 18"}),
    ],
)
def test_a_cell_of_few_words_is_of_what_the_label_beside_it_names(row: list[str], expected: set[str]) -> None:
    assert claimed([row]) == expected


def test_parallel_lists_go_on_with_the_names_of_the_first() -> None:
    assert figures(
        read(
            "基本支出和项目支出年初预算分别为300万元和200万元，调整后预算分别为310万元和210万元；决算分别为290万元和190万元。"
        )
    ) == [
        "basic initial 300",
        "project initial 200",
        "basic adjusted 310",
        "project adjusted 210",
        "basic executed 290",
        "project executed 190",
    ]
    of_rates = "人员经费、公用经费年初预算分别为200万元、50万元，执行率分别为99%、90%。"
    assert rates(of_rates) == [("personnel", "99"), ("operating", "90")]


def test_a_stage_heads_the_list_within_it_and_a_bare_project_closes_one() -> None:
    listed = "年初预算中基本支出300万元、项目支出200万元。"
    assert figures(read(listed)) == ["basic initial 300", "project initial 200"]
    closed = "年初预算500万元，其中人员经费200万元，公用经费50万元，项目250万元。"
    assert figures(read(closed))[-1] == "project initial 250"
    assert figures(read(closed.replace("项目250", "项目240")))[-1] == "operating initial 50"


@pytest.mark.parametrize(
    ("other", "source"),
    [("无。", ""), ("本单位2024年没有政府性基金预算支出。", ""), ("支出20万元。", "fiscal ")],
)
def test_below_the_chapter_of_one_budget_money_is_all_money_where_the_other_chapters_have_none(
    other: str, source: str
) -> None:
    document = make_document(
        TITLE,
        "二、一般公共预算支出情况",
        "2024年年初预算150万元，支出165.90万元，其中基本支出112.65万元，项目支出53.25万元。",
        "三、政府性基金预算支出情况",
        other,
        "四、国有资本经营预算支出情况",
        "无。",
        "六、部门整体支出绩效情况",
        "全年接待来访52件次。预算执行率为110.60%。",
    )
    claims = extract(document, Card()).values[0]
    sources = {claim.fund_source for claim in claims.budget if claim.amount.value != 200000}
    assert sources == {source.strip() or "all"}
    assert [str(rate.rate.value) for rate in claims.rates] == ([] if source else ["110.60"])


def test_a_rate_behind_a_part_is_of_the_part_whose_budget_gives_it() -> None:
    told = (
        "全年调整预算数200万元，其中人员经费80万元，项目经费120万元。",
        "全年实际支出190万元，其中人员经费80万元，完成率100%；项目经费110万元，完成率91.67%。部门整体预算执行率95%。项目资金结转10万元。",
    )
    assert rates(*told) == [("personnel", "100"), ("project", "91.67"), ("total", "95")]
    assert figures(read(*told))[-1] == "project carried_out 10"


def test_what_was_carried_in_is_a_part_of_what_is_left_over() -> None:
    told = (
        "2024年部门决算收入总计156.83万元；年初结转和结余1.26万元。",
        "2024年部门决算支出总计155.47万元，其中：基本支出92.18万元，占59.29%，包括商品和服务支出10.36万元；项目支出63.29万元。年末结转和结余2.62万元。",
    )
    assert figures(read(*told))[-1] == "total carried_out 2.62"


def test_last_year_is_told_behind_the_comparison_with_the_budget() -> None:
    text = "“三公”经费财政拨款支出8,235元，比年初预算20,000元减少11,765元，下降58.83%，比上年决算数11,426元减少3,191元。"
    assert figures(read("二、部门预算及支出情况", text)) == [
        "three_public executed fiscal 0.8235",
        "three_public initial fiscal 2",
        "three_public executed fiscal 2023 1.1426",
    ]


@pytest.mark.parametrize(
    ("name", "is_own"), [("我中心", True), ("本中心", True), ("县服务中心", False), ("我局", False)]
)
def test_a_center_that_speaks_of_itself_is_no_other_unit(name: str, is_own: bool) -> None:
    assert is_own_name(name, ("正安县疾病预防控制中心",)) is is_own


def test_a_budget_that_is_the_initial_one_to_the_last_digit_gives_its_parts_and_projects() -> None:
    said = claimed(
        "2024年支出预算总额为4,867,213.00元，其中基本支出4,087,213.00元、项目支出780,000.00元。",
        "三、预算管理",
        "1.预算编制准确。年初预算4,867,213.00元，年中追加861,751.37元，执行中无预算科目调剂。",
        "2024年我局专项预算项目2个：审计外勤补助经费24万元，审计信息化建设项目54万元。",
    )
    assert said == {
        "total initial 2024 486.7213",
        "total adjustment 2024 86.175137",
        "basic initial 2024 408.7213",
        "project initial 2024 78",
        "审计外勤补助经费 initial 24",
        "审计信息化建设项目 initial 54",
    }


def test_another_year_ends_the_list_of_parts_before_the_semicolon() -> None:
    text = "2024年“三公”经费决算支出3.7万元，其中公务接待费1.2万元；2023年“三公”经费支出4.8万元，同比减少1.1万元。"
    assert figures(read(text)) == ["three_public executed 3.7", "three_public executed 2023 4.8"]


@pytest.mark.parametrize(("amounts", "stage"), [((60, 40), "initial"), ((59, 39), "executed")])
def test_projects_that_are_counted_on_below_their_sum_are_of_its_stage(
    amounts: tuple[int, int], stage: str
) -> None:
    one, other = amounts
    listed = f"一是社会救助经费{one}万元；二是养老服务经费{other}万元。"
    said = claimed(f"项目支出年初预算100万元，决算98万元。{listed}")
    assert said - {"project initial 2024 100", "project executed 2024 98"} == {
        f"社会救助经费 {stage} {one}",
        f"养老服务经费 {stage} {other}",
    }
