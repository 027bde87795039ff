"""Where a report names no county, its site, host and folder may; they never overrule what the report says."""

from __future__ import annotations

import pytest

from pipelines.model.claims import Card, Identity, IdentityClaim, Said
from pipelines.model.document import Span
from pipelines.normalize.departments import load_departments
from pipelines.normalize.identity import resolve
from pipelines.normalize.registry import load_places

PLACES, DEPARTMENTS = load_places(), load_departments()


def resolved(
    *units: str, sites: tuple[str, ...] = (), card: Card | None = None, year: int = 2023
) -> tuple[Identity, list[str]]:
    said = tuple(Said(unit, Span(0, 1)) for unit in units)
    claim = IdentityClaim("department", None, said, year, None, None, "unknown", sites=sites)
    outcome = resolve(claim, card or Card(), PLACES, DEPARTMENTS)
    return outcome.values[0], [problem.kind for problem in outcome.problems]


@pytest.mark.parametrize(
    ("sites", "card"),
    [
        (("赵县林业局",), Card()),
        (("赵县财政局",), Card()),
        (("赵县",), Card()),
        ((), Card(source_url="http://www.hosts.example/a.html", folder="石家庄/赵县/2023")),
        ((), Card(folder="河北省/石家庄市/赵县")),
    ],
)
def test_the_county_of_a_department_that_names_none(sites: tuple[str, ...], card: Card) -> None:
    identity, problems = resolved("林业局", sites=sites, card=card)
    assert (identity.region_code, identity.unit_name, problems) == ("130133", "赵县林业局", [])


def test_the_host_of_a_known_site_is_of_its_county() -> None:
    identity, _ = resolved("司法局", card=Card(source_url="https://www.xuanhan.gov.cn/c/1.shtml"))
    assert identity.region_code == "511722"


def test_a_shared_name_is_told_apart_by_site_or_folder() -> None:
    assert resolved("新华区民政局")[1] == ["county_ambiguous"]
    assert resolved("新华区民政局", sites=("沧州市财政局",))[0].region_code == "130902"
    assert resolved("新华区民政局", card=Card(folder="石家庄/新华区"))[0].region_code == "130105"


def test_what_the_report_says_wins_over_its_site() -> None:
    identity, problems = resolved("元氏县民政局", sites=("赵县财政局",), card=Card(folder="石家庄/赵县"))
    assert problems == ["county_contradicted"]
    assert identity.region_code == "130132"


@pytest.mark.parametrize("unit", ["**县文化馆", "XX县文化馆", "某县文化馆", "××区文化馆"])
def test_a_masked_county_stays_unresolved_wherever_it_was_published(unit: str) -> None:
    identity, problems = resolved(unit, sites=("赵县人民政府",), card=Card(folder="石家庄/赵县"))
    assert (identity.region_code, identity.county, problems) == (None, None, ["county_unresolved"])


@pytest.mark.parametrize(("unit", "sites"), [("林业局", ("石家庄市财政局",)), ("市林业局", ("赵县财政局",))])
def test_a_city_site_or_another_level_makes_no_county(unit: str, sites: tuple[str, ...]) -> None:
    assert resolved(unit, sites=sites)[0].region_code is None


@pytest.mark.parametrize(
    ("unit", "year", "code", "name", "department"),
    [
        (
            "新疆生产建设兵团第八师石河子市民政局",
            2022,
            "659001",
            "新疆生产建设兵团第八师石河子市民政局",
            "民政局",
        ),
        ("乌鲁木齐高新技术产业开发区（乌鲁木齐市新市区）财政局", 2020, "650104", None, "财政局"),
        ("岳阳南湖新区教育局", 2019, "430690", "南湖新区教育局", "教育局"),
        ("石家庄市高新区民政局", 2023, "130171", "石家庄高新技术产业开发区民政局", "民政局"),
        ("长沙岳麓区民政局", 2023, "430104", "岳麓区民政局", "民政局"),
        ("哈密市伊州区民政局", 2016, "650502", "伊州区民政局", "民政局"),
        ("黔西市民政局", 2020, "520522", "黔西市民政局", "民政局"),
        ("滦县民政局", 2019, "130284", "滦县民政局", "民政局"),
        ("三元区民政局", 2021, "350404", "三元区民政局", "民政局"),
        ("杭州市临平区民政局", 2022, "330113", "临平区民政局", "民政局"),
        ("武邑县卫生和计划生育局", 2017, "131122", "武邑县卫生和计划生育局", "卫生健康局"),
        ("桃江县文化广电新闻出版局", 2016, "430922", "桃江县文化广电新闻出版局", "文化和旅游局"),
    ],
)
def test_zones_corps_cities_and_counties_of_another_name(
    unit: str, year: int, code: str, name: str | None, department: str
) -> None:
    identity, problems = resolved(unit, year=year)
    assert (identity.region_code, identity.department_type, problems) == (code, department, [])
    assert name is None or identity.unit_name == name


def test_a_place_alone_is_no_unit_where_a_label_names_one() -> None:
    identity, _ = resolved("岳阳市南湖新区", "教育局", year=2018)
    assert (identity.region_code, identity.unit_name) == ("430690", "南湖新区教育局")


def test_a_county_that_no_table_knows_is_not_made_another_by_its_site() -> None:
    identity, problems = resolved("石桥县民政局", sites=("赵县财政局",), card=Card(folder="石家庄/赵县"))
    assert (identity.region_code, identity.unit_name, problems) == (
        None,
        "石桥县民政局",
        ["county_unresolved"],
    )
    assert identity.department_type == "民政局"
