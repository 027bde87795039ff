"""A decision on a figure is read strictly: one with a fault is refused with its line, and the others hold."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.assemble.corrected import correct_value
from pipelines.assemble.corrections import read_corrections
from pipelines.assemble.deciders import masked
from pipelines.assemble.identities import read_identities, stale_identities

GOOD = f"""
[[decision]]
action = "correct"
table = "budget_facts"
figure = "personnel.executed.all"
document = "{"a" * 64}"
place = [10, 18]
quote = "人员经费141.91万元"
printed = "141.91万元"
to = "141.19"
unit = "万元"
by = "绩效股-01"
when = 2026-11-25T08:00:00+08:00
why = "对照扫描件"
"""
WHO = f"""
[[identity]]
document = "{"b" * 16}"
region_code = "990101"
by = "绩效股-01"
when = 2026-11-25T08:00:00Z
why = "来自该县网站"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "corrections.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_decision_is_read_with_its_value_in_yuan_and_its_time_in_utc(tmp_path: Path) -> None:
    (decision,) = read_corrections(written(tmp_path, "# 说明\n" + GOOD)).values
    assert decision.value is not None
    assert (decision.value.value, decision.value.half_unit) == (Decimal("1411900.00"), Decimal(50))
    assert (decision.document_id, decision.field) == ("a" * 16, "amount_yuan")
    assert decision.when == datetime(2026, 11, 25, tzinfo=UTC)
    assert decision.where == "corrections.toml:3"


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "corrections.toml").values == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ('action = "correct"', 'action = "improve"', 3, "action"),
        ('by = "绩效股-01"', 'by = ""', 12, "by"),
        ("[10, 18]", '"10-18"', 7, "place"),
        ("[10, 18]", "[18, 10]", 7, "place"),
        ('"budget_facts"', '"documents"', 4, "table"),
        ('"141.19"', '"约141"', 10, "to"),
        ('"141.19"', "141.19", 10, "to"),
        ('unit = "万元"', 'unit = "万美元"', 10, "to"),
        ("2026-11-25T08:00:00+08:00", '"昨天"', 13, "when"),
        (f'"{"a" * 64}"', '"报告.pdf"', 6, "document"),
        ('printed = "141.91万元"\n', "", 2, "printed"),
        ('why = "对照扫描件"', 'why = "对照扫描件"\nreason = 1', 15, "reason"),
    ],
)
def test_a_faulty_decision_is_refused_with_its_line_and_the_next_one_holds(
    tmp_path: Path, old: str, new: str, line: int, word: str
) -> None:
    assert old in GOOD
    read = read_corrections(written(tmp_path, GOOD.replace(old, new) + GOOD))
    (problem,) = read.problems
    assert f"corrections.toml:{line}：" in problem.message_zh
    assert word in problem.message_zh
    assert len(read.values) == 1


def test_a_file_that_is_no_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    read = read_corrections(written(tmp_path, GOOD + '\n[[decision]\naction = "accept"\n'))
    assert (read.values, [p.kind for p in read.problems]) == ((), ["decision_refused"])
    assert "corrections.toml:16" in read.problems[0].message_zh


@pytest.mark.parametrize(
    "text",
    ["x = " + "[" * 100_000, f"x = {'9' * 10_000}", "[[decision]]\nwhen = 0001-01-01T00:00:00+08:00", "\0"],
    ids=[
        "brackets without end",
        "a number without end",
        "the first day of the calendar",
        "a control character",
    ],
)
def test_no_file_however_strange_stops_a_night(tmp_path: Path, text: str) -> None:
    strange = (
        GOOD.replace("2026-11-25T08:00:00+08:00", "0001-01-01T00:00:00+08:00") if "0001" in text else text
    )
    read = read_corrections(written(tmp_path, strange))
    assert (read.values, [p.kind for p in read.problems]) == ((), ["decision_refused"])


def test_a_value_that_is_finer_than_its_column_keeps_an_interval_that_holds_it() -> None:
    made = correct_value("budget_facts", "amount_yuan", "141.190000000", "万元")
    assert made is not None
    assert (made.value, made.half_unit) == (Decimal("1411900"), Decimal("0.0001"))


@pytest.mark.parametrize(
    ("table", "column", "text", "unit", "value"),
    [
        ("budget_facts", "amount_yuan", "1,234.5", "元", "1234.5"),
        ("budget_facts", "amount_yuan", "1.005", "元", None),
        ("budget_facts", "amount_yuan", "9" * 17, "元", None),
        ("stated_rates", "rate_pct", "98.32", "%", "98.32"),
        ("stated_rates", "rate_pct", "98.32", "万元", None),
        ("staff_facts", "headcount", "20", "", "20"),
        ("staff_facts", "headcount", "20.5", "", None),
        ("staff_facts", "headcount", "-20", "", None),
        ("staff_facts", "change_vs_prior", "-2", "", "-2"),
        ("staff_facts", "is_current", "1", "", None),
    ],
)
def test_a_corrected_value_fits_its_field_or_is_none(
    table: str, column: str, text: str, unit: str, value: str | None
) -> None:
    made = correct_value(table, column, text, unit)
    assert (None if made is None else made.value) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("by", "published"),
    [
        ("财政局绩效股", "财政局绩效股"),
        ("绩效股 张三", "绩效股 ＊＊"),
        ("欧阳文山", "＊＊＊＊"),
        ("绩效股（李小明）", "绩效股（＊＊＊）"),
        ("LZ-02", "LZ-02"),
        ("Li Ming", "＊＊ ＊＊＊＊"),
        ("股长", "股长"),
    ],
)
def test_a_personal_name_of_who_decided_is_covered_and_a_post_stays(by: str, published: str) -> None:
    assert masked(by) == published


def test_a_decision_on_whose_report_a_file_is_needs_something_decided(tmp_path: Path) -> None:
    path = tmp_path / "identity.toml"
    path.write_text(WHO + WHO.replace('region_code = "990101"\n', "") + WHO.replace('"990101"', '"某县"'))
    read = read_identities(path)
    assert [d.region_code for d in read.values] == ["990101"]
    assert ["region_code" in p.message_zh for p in read.problems] == [True, True]
    assert [p.kind for p in stale_identities(read.values, ["c" * 16])] == ["identity_stale"]
    assert stale_identities(read.values, ["b" * 16]) == ()
