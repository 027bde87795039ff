"""A verdict holds while the finding is what the reviewer saw: the same figures, and for a false alarm the same rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.assemble.verdicts import FindingVerdict, StandingFinding, judge, read_verdicts

WHEN = datetime(2026, 11, 25, 8, tzinfo=UTC)
FINDING = StandingFinding("res1", "B03", 2, "rate", "r1", "personnel", "f" * 16)


def verdict(kind: str = "explained", **changes: object) -> FindingVerdict:
    made = FindingVerdict(
        verdict=kind,
        rule_id="B03",
        rule_version=2,
        branch="rate",
        report_id="r1",
        subject="personnel",
        fingerprint="f" * 16,
        saw="所印完成率 90%",
        by="绩效股 张三",
        when=WHEN,
        note="张三已电话核实",
        where="verdicts.toml:3",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def told(*verdicts: FindingVerdict, findings: tuple[StandingFinding, ...] = (FINDING,)) -> list[str]:
    return [row.status for row in judge(verdicts, findings)]


def test_a_verdict_finds_its_finding_and_publishes_no_name() -> None:
    (row,) = judge([verdict()], [FINDING])
    assert (row.status, row.result_id, row.reason_zh) == ("applied", "res1", None)
    assert (row.decided_by, row.note) == ("绩效股 ＊＊", "＊＊已电话核实")


def test_it_goes_with_the_report_to_its_next_version_while_the_figures_stay() -> None:
    assert told(verdict(), findings=(replace(FINDING, result_id="res2"),)) == ["applied"]


@pytest.mark.parametrize("kind", ["confirmed", "false_alarm", "explained"])
def test_other_figures_are_another_finding(kind: str) -> None:
    (row,) = judge([verdict(kind)], [replace(FINDING, fingerprint="0" * 16)])
    assert (row.status, row.result_id) == ("stale", None)
    assert row.reason_zh == "所据的数字已变，须重新判定"


def test_a_changed_rule_has_to_be_found_wrong_again_but_what_a_report_means_stays() -> None:
    changed = (replace(FINDING, rule_version=3),)
    assert told(verdict("false_alarm"), findings=changed) == ["stale"]
    assert told(verdict("explained"), findings=changed) == ["applied"]
    assert told(verdict("confirmed"), findings=changed) == ["applied"]


def test_a_finding_that_is_no_more_needs_nobody() -> None:
    assert told(verdict(), findings=()) == ["gone"]
    assert told(verdict(), findings=(replace(FINDING, subject="operating"),)) == ["gone"]


def test_the_later_of_two_holds_and_opposite_ones_of_one_moment_do_not() -> None:
    later = verdict("confirmed", when=WHEN + timedelta(seconds=1))
    assert told(verdict(), later) == ["overruled", "applied"]
    assert told(later, verdict()) == ["applied", "overruled"]
    assert told(verdict(), verdict("false_alarm")) == ["contradicted", "contradicted"]
    assert told(verdict(), verdict()) == ["overruled", "applied"]


def test_what_was_said_of_earlier_figures_stays_on_record_beside_the_new_verdict() -> None:
    earlier = verdict(fingerprint="0" * 16, when=WHEN - timedelta(days=9))
    assert told(earlier, verdict("confirmed")) == ["stale", "applied"]


ENTRY = """
[[verdict]]
verdict = "explained"
rule = "B03"
rule_version = 2
branch = "rate"
report = "r1"
subject = "personnel"
fingerprint = "ffffffffffffffff"
saw = "所印完成率 90%"
by = "绩效股-01"
when = 2026-11-25T08:00:00Z
note = "已核实"
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('verdict = "explained"', 'verdict = "maybe"', "verdicts.toml:2"),
        ("rule_version = 2", "rule_version = true", "verdicts.toml:5"),
        ('note = "已核实"', 'note = " "', "verdicts.toml:13"),
        ('note = "已核实"', 'whim = "已核实"', "whim"),
        ("when = 2026-11-25T08:00:00Z", "when = 2026-11-25", "verdicts.toml:12"),
    ],
)
def test_a_slip_is_refused_with_its_line_and_the_others_hold(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    path = tmp_path / "verdicts.toml"
    path.write_text(ENTRY.replace(old, new) + ENTRY, encoding="utf-8")
    read = read_verdicts(path)
    assert len(read.values) == 1
    (problem,) = read.problems
    assert problem.kind == "decision_refused"
    assert says in problem.message_zh
