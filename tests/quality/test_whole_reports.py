"""The rules on whole reports: the two real ones as worked out by hand. The shipped samples are judged by a night (night)."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from pipelines.extract.outline.sections import find_sections
from pipelines.extract.persons import find_persons
from pipelines.read.reading import read_bytes
from tests.quality.filed import failing, judge_files
from tests.quality.house import House, rules

BY_HAND = {
    "130132-zonggonghui-2025.txt": {
        "fail": "A06 A07 A12 A13 A14 B11 C02 C04 D02 D03 D05 D08 D09 D10 D13 D14 E02 E03 E04 E06 E09 E10 E11 E12 E13 E14 B12 C10",
        "pass": "A01 A02 A03 A04 A05 A08 A09 A10 A11 B02 B03 B04 B13 C01 D01 D04 D06 D07 E01 E07 E08 B01 B05 B14 B18",
        "not_evaluable": "A15 C05 F01 F02 F03 F04 F05 B06 B07 B09 B10 C03 C06 C07 C08 C09 D11 D12 D15 D16 E05 B08 B15 B16 B17 B19 B20 B21 B22 C11",
    },
    "130133-zonggonghui-2024.txt": {
        "fail": "A03 A08 A09 A10 A13 A14 B09 B10 B11 B13 C04 C06 C09 D01 E02 E03 E05 E06 E07 E08 E10 E13 E14 B08 B17 C10",
        "pass": "A01 A02 A04 A05 A06 A07 A11 A12 B02 B07 C07 C08 E01 E09 E11 E12 B05 B15",
        "not_evaluable": "A15 C05 F01 F02 F03 F04 F05 B03 B04 B06 C01 C02 C03 D02 D03 D04 D05 D06 D07 D08 D09 D10 D11 D12 D13 D14 D15 D16 E04 B01 B12 B14 B16 B18 B19 B20 B21 B22 C11",
    },
}


@pytest.fixture(scope="module", params=sorted(BY_HAND))
def real(request: pytest.FixtureRequest, shared: Path) -> tuple[str, House]:
    house, report = judge_files([shared / "reports" / request.param])
    assert report.broken == ()
    return request.param, house


def test_results_on_a_real_report_are_those_worked_out_by_hand(real: tuple[str, House]) -> None:
    name, house = real
    ended: dict[str, set[str]] = defaultdict(set)
    for row in house.rows("SELECT rule_id, outcome FROM quality.results"):
        ended[row["rule_id"]].add(row["outcome"])
    worst = {
        rule_id: next(o for o in ("fail", "pass", "not_evaluable") if o in o_s)
        for rule_id, o_s in ended.items()
    }
    assert worst == {rule_id: outcome for outcome, ids in BY_HAND[name].items() for rule_id in ids.split()}


def test_gold_expectations_hold(real: tuple[str, House], shared: Path) -> None:
    name, house = real
    gold = json.loads((shared / "gold" / name).with_suffix(".json").read_text(encoding="utf-8"))
    failed, ours = set(failing(house, name)), {rule.rule_id for rule in rules()}
    assert set(gold["expect"]) & ours <= failed
    assert not set(gold["forbid"]) & failed


def test_every_failure_quotes_the_document_and_no_name_of_a_person(
    real: tuple[str, House], shared: Path
) -> None:
    name, house = real
    rows = house.rows(
        "SELECT rule_id, count(e.evidence_id) AS quotes FROM quality.results LEFT JOIN quality.result_evidence USING (result_id)"
        " LEFT JOIN core.evidence e USING (evidence_id) WHERE outcome = 'fail' GROUP BY ALL"
    )
    assert rows
    assert all(row["quotes"] for row in rows), rows
    document = read_bytes((shared / "reports" / name).read_bytes(), name).document
    assert document is not None
    persons = {document.quote(span) for span in find_persons(document, find_sections(document))}
    assert persons
    told = house.rows(
        "SELECT message_zh AS words FROM quality.results UNION ALL SELECT quote FROM core.evidence"
    )
    assert not [person for person in persons for row in told if person in (row["words"] or "")]


def test_held_against_each_other_and_last_year_the_real_reports_are_no_copies_and_go_on_from_there(
    shared: Path,
) -> None:
    """Staff 5 and assets in [407.75, 408.17] are what 2024 implies for 2023; 第八期 and 第十期 are two programmes."""
    names = [*BY_HAND, "130133-zonggonghui-2023.txt"]
    house, report = judge_files([shared / "reports" / name for name in names])
    assert report.broken == ()
    ended = {
        (row["file_name"][7:-4], row["rule_id"]): set(row["outcomes"])
        for row in house.rows(
            "SELECT d.file_name, rule_id, list(DISTINCT outcome) AS outcomes FROM quality.results r"
            " JOIN core.report_versions v USING (version_id) JOIN core.documents d ON d.document_id = v.document_id GROUP BY ALL"
        )
    }
    later = "zonggonghui-2024"
    assert ended[later, "C05"] == ended[later, "F01"] == ended[later, "F02"] == {"pass"}
    for rule_id in ("F03", "F04"):
        assert all(ended[name[7:-4], rule_id] == {"pass"} for name in names), rule_id
    assert not [key for key, outcomes in ended.items() if key[1] in ("A15", "C05") and "fail" in outcomes]
    assert not [key for key, outcomes in ended.items() if key[1].startswith("F") and "fail" in outcomes]


def test_what_a_change_implies_for_last_year_is_told_where_its_report_is_not_there(
    real: tuple[str, House],
) -> None:
    name, house = real
    told = {row["reason"] for row in house.rows("SELECT reason FROM quality.results WHERE rule_id = 'C05'")}
    if name == "130133-zonggonghui-2024.txt":
        assert any("应为 5 人" in reason for reason in told), told
        assert any("应为 [407.75, 408.17] 万元" in reason for reason in told), told


def test_no_figure_of_the_real_reports_is_withheld(
    real: tuple[str, House],
) -> None:
    assert not real[1].rows("FROM quality.withheld")
