"""Marts of texts: whose words they are, which problems come back every year; what was not compared is not called its own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from pipelines.store import Store
from tests.marts.loaded import on_demand
from tests.warehouse_rows import Told

OLD = Told(unit="甲局", year=2024)
COPY = Told(unit="乙局", year=2025)
ALONE = Told(unit="丙局", year=2025)
SHORT = Told(unit="丁局", year=2025)
UNIT = [Told(unit="戊局", year=year) for year in (2022, 2023, 2024)]
SILENT = [Told(unit="己局", year=year) for year in (2023, 2024)]


def pair(a: Told, b: Told, section: str | None, *, donor: Told | None, jaccard: str, containment: str) -> str:
    code = f"'{section}'" if section else "NULL"
    owner = f"'{donor.version_id}'" if donor else "NULL"
    return (
        f"INSERT INTO quality.text_pairs VALUES ('{a.version_id}', '{b.version_id}', {code}, {code}, {jaccard}, {containment}, 0.25, "
        f"false, false, 30, '相同的一段', '{a.document_id}', 0, 9, '{b.document_id}', 0, 9, {owner}, 'earlier_year');"
    )


def compared(told: Told, others: int) -> str:
    return f"INSERT INTO quality.text_compared VALUES ('{told.version_id}', 400, 300, 0.25, {others});"


def item(told: Told, seq: int, text: str, kind: str = "problem") -> str:
    return (
        "INSERT INTO core.problem_items BY NAME SELECT "
        f"'p:{told.version_id}/{kind}/{seq}' AS fact_id, '{told.report_id}' AS report_id, '{told.version_id}' AS version_id, "
        f"'e:{told.version_id}/{kind}/{seq}' AS evidence_id, 1 AS confidence, {seq} AS seq, '{kind}' AS kind, '{text}' AS text, true AS is_current;"
    )


def finding(told: Told, rule: str, observed: str, inputs: str, role: str = "text") -> str:
    name = f"{rule}@{told.version_id}"
    return (
        "INSERT INTO quality.results BY NAME SELECT "
        f"'{name}' AS result_id, 'run' AS run_id, '{rule}' AS rule_id, 1 AS rule_version, 'main' AS branch, 'warn' AS severity, "
        f"'{told.report_id}' AS report_id, '{told.version_id}' AS version_id, 'measures@12' AS subject, 'fail' AS outcome, "
        f"'{observed}' AS observed, '{inputs}' AS inputs;"
        f"INSERT INTO core.evidence BY NAME SELECT 'q:{name}' AS evidence_id, '{told.document_id}' AS document_id, 3 AS page, 12 AS char_start, 20 AS char_end, '储备粮轮换' AS quote;"
        f"INSERT INTO quality.result_evidence VALUES ('{name}', 'q:{name}', '{role}');"
    )


BEFORE = "".join(
    [
        compared(OLD, 40),
        compared(COPY, 40),
        compared(ALONE, 40),
        compared(SHORT, 0),
        pair(COPY, OLD, None, donor=OLD, jaccard="0.8", containment="0.9"),
        pair(COPY, OLD, "measures", donor=OLD, jaccard="0.9", containment="0.95"),
        finding(COPY, "A07", "2", '{"other": "粮食和物资储备", "terms": ["储备粮", "轮换"]}'),
        finding(ALONE, "A05", "赵县", '{"observed": "赵县"}'),
        finding(ALONE, "A01", "临沧县总工会", '{"observed": "临沧县总工会"}', role="report"),
        f"INSERT INTO quality.withheld VALUES ('{ALONE.version_id}', NULL, NULL, 'A01', NULL);",
        item(UNIT[0], 1, "一是绩效指标设置还不够细化，个别指标难以量化"),
        item(UNIT[0], 2, "固定资产管理不到位"),
        item(UNIT[1], 1, "绩效指标设置不够细化，个别指标难以直接量化"),
        item(UNIT[2], 1, "（一）绩效指标设置还不够细化，个别指标难以直接量化。"),
        item(UNIT[2], 2, "支出进度前慢后快"),
        item(SILENT[0], 1, "档案管理不规范"),
    ]
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    told = (OLD, COPY, ALONE, SHORT, *UNIT, *SILENT)
    with on_demand(tmp_path_factory.mktemp("texts"), *told, before=BEFORE) as built:
        yield built


def texts(store: Store, told: Told) -> dict[str, dict[str, Any]]:
    rows = store.rows("FROM mart.boilerplate WHERE report_id = ?", [told.report_id])
    return {row["section_code"]: row for row in rows}


def test_a_copied_text_has_its_donor_and_what_is_left_of_its_own(store: Store) -> None:
    rows = texts(store, COPY)
    assert rows.keys() == {"whole", "measures"}
    whole = rows["whole"]
    assert (whole["other_report_id"], whole["donor"], whole["max_sim"]) == (
        OLD.report_id,
        "other",
        Decimal("0.8"),
    )
    assert whole["novel_share"] == Decimal("0.075")  # a tenth of the three quarters that are no form
    assert whole["comparability"] == "ok"
    assert rows["measures"]["comparability_reason"] == "只列雷同的章节，其余章节未达雷同限值"


def test_the_donor_of_a_text_is_not_said_to_have_copied(store: Store) -> None:
    whole = texts(store, OLD)["whole"]
    assert (whole["donor"], whole["shared_share"], whole["novel_share"]) == ("this", None, None)


def test_a_text_under_the_limit_or_too_short_shows_no_likeness_instead_of_nought(store: Store) -> None:
    alone, short = texts(store, ALONE)["whole"], texts(store, SHORT)["whole"]
    assert (alone["max_sim"], alone["novel_share"]) == (None, None)
    assert (short["max_sim"], short["comparability"]) == (None, "unsound")


def test_a_report_that_is_withheld_still_shows_its_text_and_says_so(store: Store) -> None:
    whole = texts(store, ALONE)["whole"]
    assert whole["comparability"] == "qualified"
    assert "报告整体有误" in whole["comparability_reason"]


def test_each_foreign_word_has_its_department_and_its_quote(store: Store) -> None:
    rows = store.rows("FROM mart.foreign_terms ORDER BY report_id, term")
    found = {
        (r["unit_name"], r["kind"], r["term"], r["inferred_type"], r["section_code"], r["quote"])
        for r in rows
    }
    assert found == {
        ("乙局", "vocabulary", "储备粮", "粮食和物资储备", "measures", "储备粮轮换"),
        ("乙局", "vocabulary", "轮换", "粮食和物资储备", "measures", "储备粮轮换"),
        ("丙局", "place", "赵县", None, "measures", "储备粮轮换"),
        ("丙局", "unit", "临沧县总工会", None, "measures", "储备粮轮换"),  # of its title
    }
    assert {r["comparability"] for r in rows} == {"qualified"}


def phrases(store: Store, unit: str) -> dict[str, dict[str, Any]]:
    rows = store.rows("FROM mart.problem_repeat WHERE unit_name = ?", [unit])
    return {row["phrase"]: row for row in rows}


def test_nearly_the_same_problem_of_three_years_is_one_phrase_that_is_not_resolved(store: Store) -> None:
    found = phrases(store, "戊局")
    assert len(found) == 3
    row = found["一是绩效指标设置还不够细化，个别指标难以量化"]
    assert (row["years"], row["is_resolved"], len(row["evidence_ids"])) == ([2022, 2023, 2024], False, 3)


def test_a_problem_is_resolved_only_where_a_later_report_names_others(store: Store) -> None:
    found = phrases(store, "戊局")
    assert found["固定资产管理不到位"]["is_resolved"] is True
    assert found["支出进度前慢后快"]["is_resolved"] is None
    (silent,) = phrases(store, "己局").values()
    assert (silent["is_resolved"], silent["state"]) == (
        None,
        "以后的报告没有写问题和措施，不知是否解决",
    )
