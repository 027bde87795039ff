"""The rules on whole reports: the two real ones as worked out by hand, and the shipped samples with their planted faults."""

from __future__ import annotations

import csv
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
        "fail": "A06 A07 B11 C02 C04 D02 D05 D09 D13 E02 E03 E04 E06",
        "pass": "A02 A03 A08 A10 A11 B02 B03 B04 B13 C01 D01 E01",
        "not_evaluable": "B06 B07 B09 B10 C03 C06 C07 C08 C09 E05",
    },
    "130133-zonggonghui-2024.txt": {
        "fail": "A03 A08 A10 B09 B10 B11 B13 C04 C06 C09 D01 E02 E03 E05 E06",
        "pass": "A02 A06 A07 A11 B02 B07 C07 C08 E01",
        "not_evaluable": "B03 B04 B06 C01 C02 C03 D02 D05 D09 D13 E04",
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


def test_no_figure_of_the_real_reports_is_withheld(
    real: tuple[str, House],
) -> None:
    assert not real[1].rows("FROM quality.withheld")


@pytest.fixture(scope="module")
def samples(project_root: Path) -> tuple[House, dict[str, set[str]]]:
    """The shipped samples with their faults; retold reports carry the findings of the real ones."""
    folder = project_root / "raw" / "samples"
    planted: dict[str, set[str]] = {
        p.name: set() for p in sorted(folder.iterdir()) if p.suffix in (".txt", ".docx", ".pdf")
    }
    with (folder / "faults.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            planted[row["file"]].add(row["rule_id"])
    house, report = judge_files(folder / name for name in planted)
    assert report.broken == ()
    return house, planted


def test_every_planted_fault_is_caught(samples: tuple[House, dict[str, set[str]]]) -> None:
    house, planted = samples
    missed = {name: faults - set(failing(house, name)) for name, faults in planted.items()}
    assert {name: faults for name, faults in missed.items() if faults} == {}


def test_sound_samples_raise_neither_errors_nor_warnings(samples: tuple[House, dict[str, set[str]]]) -> None:
    house, planted = samples
    sound = [name for name, faults in planted.items() if not faults]
    assert sound
    raised = {name: {r: s for r, s in failing(house, name).items() if s != {"info"}} for name in sound}
    assert {name: found for name, found in raised.items() if found} == {}
