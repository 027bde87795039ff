"""Marts of indicators: the same indicator in other counties and other years, nothing ranked among few, no year mixed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines.night.check.concepts import apply_concepts
from pipelines.store import Store, build_marts
from tests.marts.loaded import filled
from tests.warehouse_rows import Told

COUNTIES = [(f"1301{n:02}", f"{name}县") for n, name in enumerate("甲乙丙丁戊己庚辛壬", 21)]
NOW = [
    Told(unit=f"{county}总工会", region=code, county=county, year=2024, scope="consolidated")
    for code, county in COUNTIES
]
PRIOR = [
    Told(unit=told.unit, region=told.region, county=told.county, year=year, scope="consolidated")
    for told in NOW[:2]
    for year in (2022, 2023)
]
OTHER = Told(unit="甲县医院", region="130121", county="甲县", department="医院", year=2024)


def row(
    told: Told,
    seq: int,
    name: str,
    target: str,
    actual: str | None = None,
    *,
    unit: str = "%",
    operator: str = "≥",
    level2: str = "质量指标",
) -> str:
    fact = f"i:{told.version_id}/{seq}"
    said = f"'{actual}{unit}'" if actual else "NULL"
    return (
        "INSERT INTO core.indicators BY NAME SELECT "
        f"'{fact}' AS fact_id, '{told.report_id}' AS report_id, '{told.version_id}' AS version_id, 'e:{fact}' AS evidence_id, 1 AS confidence, "
        f"{seq} AS seq, '产出指标' AS level1, '{level2}' AS level2, '{name}' AS level3, '{operator}' AS operator, {target} AS target_num, "
        f"'{unit}' AS unit, {actual or 'NULL'} AS actual_num, {said} AS actual_text, true AS is_current;"
    )


TARGETS = ["95", "95", "95", "90", "90", "90", "90", "90", "60"]
ROWS = [
    *(
        row(told, 1, name, target, "95")
        for told, target, name in zip(
            NOW, TARGETS, ["职工培训率", "员工培训率", *["全县职工培训率"] * 7], strict=True
        )
    ),
    *(
        row(told, 2, "工会经费补助标准", "100", "70", unit="元", operator="≤", level2="成本指标")
        for told in NOW
    ),
    row(NOW[0], 3, "职工满意度", "80", level2="满意度指标"),
    row(NOW[1], 3, "职工满意度", "85", level2="社会效益指标"),
    row(NOW[2], 3, "职工满意度", "85", "0", level2="满意度指标"),
    row(NOW[3], 3, "完成率", "100"),
    row(NOW[0], 4, "会员建档率", "80", level2="成本指标"),
    row(OTHER, 1, "职工培训率", "50"),
    row(OTHER, 2, "床位使用率", "85", "91").replace("'≥' AS operator", "NULL AS operator"),
    row(OTHER, 3, "环境改善", "NULL"),
    row(PRIOR[0], 1, "职工培训率", "90", "96"),
    row(PRIOR[1], 1, "职工培训率", "95", "96"),
    row(PRIOR[0], 2, "工会经费补助标准", "100", unit="元", operator="≤", level2="成本指标"),
    row(PRIOR[1], 2, "工会经费补助标准", "120", unit="元", operator="≤", level2="成本指标"),
    row(PRIOR[2], 1, "员工培训率", "95"),
    row(PRIOR[2], 5, "职工培训率", "99"),  # twice in one report: neither is certain
    row(PRIOR[3], 1, "员工培训率", "95"),
]
RULES = (
    "INSERT INTO quality.results BY NAME SELECT 'r' || seq AS result_id, 'run' AS run_id, 'D05' AS rule_id, 1 AS rule_version, 'class' AS branch, "
    f"'warn' AS severity, '{NOW[0].report_id}' AS report_id, '{NOW[0].version_id}' AS version_id, seq || '/cost' AS subject, outcome "
    "FROM (VALUES (2, 'pass'), (4, 'fail')) AS v(seq, outcome);"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("indicators")
    with filled(folder, *NOW, *PRIOR, OTHER) as built:
        built.execute("".join(ROWS) + RULES)
        apply_concepts(built, folder)
        build_marts(built)
        yield built


def targets(store: Store, told: Told, seq: int) -> dict[str, Any]:
    (found,) = store.rows(
        "FROM mart.indicator_targets WHERE report_id = $report AND seq = $seq",
        {"report": told.report_id, "seq": seq},
    )
    return found


def test_a_target_stands_beside_its_peers_of_the_same_year_and_kind(store: Store) -> None:
    found = targets(store, NOW[8], 1)
    assert (found["concept_name"], found["n_peers"], found["n_counties"]) == ("职工培训率", 9, 9)
    assert (found["peer_median"], found["position"]) == (Decimal(90), "低于中位数")
    assert (found["comparability"], found["comparability_reason"]) == ("qualified", "百分比的基数不明")
    assert found["evidence_id"] == f"e:i:{NOW[8].version_id}/1"


def test_few_peers_are_not_placed_and_other_departments_are_no_peers(store: Store) -> None:
    few = targets(store, NOW[2], 3)
    assert (few["n_peers"], few["position"]) == (3, None)
    assert "同类不足 8 个" in few["comparability_reason"]
    alone = targets(store, OTHER, 1)
    assert (alone["n_peers"], alone["peer_median"], alone["comparability"]) == (None, None, "unsound")
    assert alone["comparability_reason"] == "没有其他县的同类单位用这个指标"


def test_a_target_that_is_a_number_without_a_sign_is_not_said_to_be_no_number(store: Store) -> None:
    unsigned, words = targets(store, OTHER, 2), targets(store, OTHER, 3)
    assert unsigned["target_num"] == 85
    assert unsigned["comparability_reason"] == "目标没有写明是不低于、不高于还是等于"
    assert words["comparability_reason"] == "目标值不是数"


def test_a_name_that_says_nothing_is_compared_with_nothing(store: Store) -> None:
    found = targets(store, NOW[3], 3)
    assert (found["concept_id"], found["comparability"]) == (None, "unsound")


def test_one_indicator_in_two_classes_is_counted_by_units(store: Store) -> None:
    rows = store.rows("FROM mart.indicator_class WHERE concept_name = '职工满意度'")
    assert {(r["class"], r["n_units"], r["n_classes"], r["is_minority"]) for r in rows} == {
        ("满意度", 2, 2, None),
        ("社会效益", 1, 2, None),
    }
    assert {r["n_reported"] for r in rows} == {3}


def trend(store: Store, unit: str, name: str) -> dict[int, dict[str, Any]]:
    rows = store.rows(
        "FROM mart.indicator_trend WHERE unit_name = $unit AND contains(concept_name, $name)",
        {"unit": unit, "name": name},
    )
    return {r["fiscal_year"]: r for r in rows}


def test_targets_are_tightened_eased_or_unchanged_by_the_meaning_of_the_sign(store: Store) -> None:
    training, standard = trend(store, NOW[0].unit, "培训率"), trend(store, NOW[0].unit, "标准")
    assert {year: r["change"] for year, r in training.items()} == {2023: "tightened", 2024: "unchanged"}
    assert training[2024]["n_years_same"] == 2
    assert training[2024]["is_below_reached"] is True  # 95 against the 96 of the year before
    assert {year: r["change"] for year, r in standard.items()} == {2023: "eased", 2024: "tightened"}
    assert standard[2024]["delta"] == Decimal(-20)


def test_two_rows_of_one_concept_are_not_followed_over_the_years(store: Store) -> None:
    found = trend(store, NOW[1].unit, "培训率")
    assert found.keys() == {2024}
    assert found[2024]["n_years_same"] == 2


def test_how_easy_targets_are_counts_only_what_can_be_divided(store: Store) -> None:
    (standard,) = store.rows(
        "FROM mart.target_ease WHERE fiscal_year = 2024 AND contains(concept_name, '标准')"
    )
    assert (standard["way"], standard["n_rows"], standard["n_far_exceeded"]) == ("at_most", 9, 9)
    assert (standard["far_share"], standard["median_ratio"]) == (1, Decimal("1.4286"))
    (satisfied,) = store.rows("FROM mart.target_ease WHERE concept_name = '职工满意度'")
    assert (satisfied["n_reported"], satisfied["n_expected"], satisfied["n_missed"]) == (1, 3, 1)
    assert (satisfied["far_share"], satisfied["median_ratio"]) == (None, 0)


def test_a_cost_indicator_that_measures_no_cost_is_named(store: Store) -> None:
    rows = store.rows("FROM mart.cost_quality WHERE report_id = ?", [NOW[0].report_id])
    assert {(r["level3"], r["has_money_unit"], r["is_cost"], r["flag"]) for r in rows} == {
        ("工会经费补助标准", True, True, "以金额计"),
        ("会员建档率", False, False, "没有金额、节约或控制的内容"),
    }
    (unjudged,) = store.rows("FROM mart.cost_quality WHERE report_id = ?", [NOW[1].report_id])
    assert (unjudged["is_cost"], unjudged["comparability"]) == (None, "qualified")
