"""Places: names hold in their years, shared names stay several, zones and samples are ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalize.places import GB, Region
from pipelines.normalize.registry import OWN, load_places

PLACES = load_places()
ABOVE = [
    r
    for r in PLACES.regions
    if r.level == "county" and r.code_system == GB and r.valid_to is None and len(r.name) > 2
]


def codes(text: str, year: int | None) -> list[str]:
    return [region.code for region in PLACES.find_counties(text, year)]


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("元氏县总工会", 2025, ["130132"]),
        ("赵县总工会", 2024, ["130133"]),
        ("石家庄市新华区退役军人事务局", 2024, ["130105"]),
        ("河北省石家庄市桥西区财政局", 2024, ["130104"]),
        ("河北省新华区财政局", 2024, ["130105", "130902"]),
        ("晋城市城区", 2020, ["140502"]),
        ("城区环境卫生管理所", 2020, []),
        ("北京市朝阳区", 2020, ["110105"]),
        ("丰都县公安局", 2022, ["500230"]),
        ("银川市第六中学", 2021, []),
        ("仙桃市民政局", 2020, ["429004"]),
        ("神农架林区", 2020, ["429021"]),
        ("邢台市桥西区", 2019, ["130503"]),
        ("邢台市桥西区", 2021, []),
        ("岳阳市南湖新区", 2020, ["430690"]),
        ("**县环境卫生管理所", 2020, []),
        ("全县各部门、我县、该区", 2020, []),
        ("", 2020, []),
    ],
)
def test_names_lead_to_their_county_and_nowhere_else(text: str, year: int, expected: list[str]) -> None:
    assert codes(text, year) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("新华区", ["130105", "130902", "410402"]),
        ("长安区", ["130102", "610116"]),
        ("鼓楼区", ["320106", "320302", "350102", "410204"]),
    ],
)
def test_a_shared_name_is_never_decided_alone(name: str, expected: list[str]) -> None:
    assert codes(name, 2024) == expected


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("藁城市", 2013, "130182"),
        ("藁城区", 2015, "130109"),
        ("藁城市", 2014, "130182"),
        ("藁城区", 2014, "130109"),
        ("邢台县", 2019, "130521"),
    ],
)
def test_a_name_holds_in_its_years(name: str, year: int, code: str) -> None:
    assert codes(name, year) == [code]


@pytest.mark.parametrize(
    ("name", "year"), [("藁城市", 2020), ("藁城区", 2010), ("邢台县", 2022), ("雄安新区", 2016)]
)
def test_a_name_out_of_its_years_leads_nowhere(name: str, year: int) -> None:
    assert codes(name, year) == []


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("科左中旗", "科尔沁左翼中旗"),
        ("达茂旗", "达尔罕茂明安联合旗"),
        ("喀左县", "喀喇沁左翼蒙古族自治县"),
        ("前旗", None),
    ],
)
def test_a_banner_is_known_by_its_customary_short_name(name: str, full: str | None) -> None:
    assert [region.name for region in load_places().named(name, 2022)] == ([full] if full else [])


@pytest.mark.parametrize("name", ["寻甸回族彝族自治县", "寻甸县", "寻甸自治县", "寻甸县回族彝族自治县"])
def test_an_autonomous_county_is_known_by_its_short_names(name: str) -> None:
    (region,) = PLACES.find_counties(name + "档案馆", 2024)
    assert (region.code, region.name) == ("530129", "寻甸回族彝族自治县")


def test_every_county_knows_its_city_and_province() -> None:
    county = PLACES.by_code("130132", 2025)
    assert county is not None
    city, province = PLACES.city_of(county, 2025), PLACES.province_of(county)
    assert city is not None
    assert province is not None
    assert (city.name, province.name) == ("石家庄市", "河北省")
    without_city = PLACES.by_code("429004", 2025)
    assert without_city is not None
    assert PLACES.city_of(without_city, 2025) is None
    assert all(PLACES.province_of(region) is not None for region in PLACES.regions)


def test_own_rows_are_marked_as_own_and_merges_are_known() -> None:
    zone = PLACES.by_code("130171", 2024)
    sample = next(iter(PLACES.find_counties("青砚县民政局", 2024)))
    assert zone is not None
    assert (zone.code_system, zone.level, sample.code_system) == (OWN, "zone", OWN)
    assert sample.code.startswith("99")
    old = PLACES.by_code("130182", 2013)
    assert old is not None
    assert old.successor == "130109"
    managed = PLACES.by_code("130181", 2024)
    assert managed is not None
    assert managed.fiscal_parent == "130000"
    zhao = PLACES.by_code("130133", 2024)
    assert zhao is not None
    assert "新赵州" in zhao.bywords


def test_codes_of_headings_are_no_places() -> None:
    assert not {"市辖区", "县", "省直辖县级行政单位"} & {region.name for region in PLACES.regions}


@given(st.sampled_from(ABOVE))
def test_a_county_behind_its_city_is_always_itself(region: Region) -> None:
    found = codes(PLACES.full_name(region, None) + "财政局", None)
    assert found == [region.code]


@given(st.text(alphabet="元氏县赵新华区石家庄市藁城*各我的局全", max_size=30), st.integers(1980, 2030))
def test_what_is_found_was_in_force_in_that_year(text: str, year: int) -> None:
    for region in PLACES.find_counties(text, year):
        assert region.is_county
        assert region.holds_in(year)
        assert any(name in text for name in (region.name, *region.aliases))


def test_the_registry_is_built_once() -> None:
    assert load_places() is PLACES
