"""The gate: each limit closes it on purpose, and what must not close it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from pipelines.quality.gate import Override, Verdict, decide, load_gate
from pipelines.quality.measure import LiveCounts, NightCounts, count_build
from pipelines.quality.rules import RuleFileError
from pipelines.store import Store
from tests.quality.house import ROOT, House
from tests.stores import MadeOnce, copy_schema

LIMITS = load_gate(ROOT / "expectations" / "gate.yml")
INPUTS = NightCounts(files_seen=10, read=6, unchanged=3, quarantined={"unsupported": 1})


@cache
def _filed(reports: int, sample: bool) -> MadeOnce:
    return MadeOnce.of(lambda store: _file(store, reports, sample))


def house(reports: int = 10, sample: bool = False) -> House:
    """Reports of two counties, filed as they are after a night."""
    h = House(Store.in_memory())
    _filed(reports, sample).copy_to(h.store)
    h.count = 100 * reports
    return h


def _file(store: Store, reports: int, sample: bool) -> None:
    copy_schema(store)
    h = House(store)
    for number in range(reports):
        version = f"v{number}"
        h.report(version).budget("project", initial="1", executed="1")
        h.store.execute(
            "INSERT INTO core.documents (document_id, file_name, path, read_status, is_sample) VALUES (?, ?, ?, 'ok', ?)",
            [f"d-{version}", f"{version}.txt", f"{version}.txt", sample],
        )
        h.store.execute(
            "INSERT INTO core.reports (report_id, version_id, region_code, county) VALUES (?, ?, '990101', ?)",
            [f"r-{version}", version, "云溪县" if number < reports // 2 else "石桥县"],
        )
    h.store.execute("INSERT INTO core.units (region_code, unit_name) VALUES ('990101', '云溪县总工会')")
    h.store.execute(
        "UPDATE core.reports SET report_type = 'department', fiscal_year = 2024, unit_name = '云溪县总工会'"
    )
    h.store.execute("CREATE SCHEMA mart")
    for name in ("unit_year", "county_year", "coverage", "per_capita", "restatements"):
        h.store.execute(f"CREATE TABLE mart.{name} AS SELECT 1 AS a")
    verified(h, 40, 40)


def contract(h: House, severity: str) -> None:
    """A contract of a table that does not hold."""
    h.store.execute(
        "INSERT INTO quality.results (result_id, run_id, rule_id, rule_version, branch, severity, subject, outcome, message_zh)"
        " VALUES ('gx', 'r', 'GX.some.unique', 1, 'main', ?, 'some', 'fail', '甲表有两行同号')",
        [severity],
    )


def verified(h: House, checked: int, agreed: int) -> None:
    """What re-reading the quotes came to."""
    h.store.execute("DELETE FROM quality.verification")
    h.store.execute(
        "INSERT INTO quality.verification VALUES ('r', 'all', 'budget_facts', ?, ?, 0, 0, 0)",
        [checked, agreed],
    )
    h.store.execute(
        "INSERT INTO quality.verification_failures SELECT 'r', 'budget_facts', 'f', 'e', 'd', 'a.txt', 1, 'value_differs',"
        " 'amount_yuan', '1万元', '1', '2', 'a.txt第 1 页：存为 1，读出 2', '' FROM range(?)",
        [checked - agreed],
    )


def contradicted(h: House, found: int = 10) -> None:
    """Of 500 figures whose words tell what they are, so many are filed as something else."""
    h.store.execute(
        "UPDATE quality.verification SET meanings_agreed = ?, meanings_contradicted = ?", [500 - found, found]
    )
    h.store.execute(
        "INSERT INTO quality.verification_failures SELECT 'r', 'budget_facts', 'f', 'e', 'd', 'a.txt', 1, 'meaning_differs',"
        " 'stage', '决算1万元', 'initial', 'executed', 'a.txt：环节存为 initial，说的是 executed', '' FROM range(?)",
        [found],
    )


def verdict(h: House, live: LiveCounts | None = None, inputs: NightCounts = INPUTS) -> Verdict:
    return decide(h.store, live, inputs, LIMITS)


def closed_by(found: Verdict) -> set[str]:
    return {result.limit_name for result in found.limits if not result.ok}


def unread(h: House, count: int = 10) -> None:
    """So many of 200 figures that the second reading does not find in their quotes."""
    verified(h, 200 - count, 200 - count)
    for number in range(count):
        h.store.execute(
            "INSERT INTO core.fact_causes VALUES ('budget_facts', ?, 'quote_unread')", [f"u{number}"]
        )


def test_a_few_figures_that_their_quotes_do_not_give_wait_and_close_nothing() -> None:
    h = house()
    unread(h, 9)
    assert verdict(h, count_build(h.store)).open


def quarantine(h: House, reason: str, count: int) -> None:
    for number in range(count):
        h.store.execute(
            "INSERT INTO quality.quarantine VALUES (NULL, ?, ?, ?, '', '', NULL)",
            [f"{reason}{number}", f"{reason}{number}", reason],
        )


def slow_and_crashed(h: House) -> None:
    quarantine(h, "timeout", 3)
    quarantine(h, "reader_crashed", 3)


def test_a_good_night_passes() -> None:
    h = house()
    found = verdict(h, count_build(h.store))
    assert found.open
    assert closed_by(found) == set()
    assert all(line.startswith("通过") for line in found.lines())
    assert "通过 有输入：10（至少 1 个文件）" in found.lines(), "more is demanded, not less"
    assert "通过 规则没有出错：0（出错的须为 0 条）" in found.lines()


def result(h: House, outcome: str, rule_id: str = "B07") -> None:
    h.store.execute(
        "INSERT INTO quality.results (result_id, run_id, rule_id, rule_version, branch, severity, version_id, outcome)"
        " VALUES (?, 'r', ?, 1, 'main', 'error', 'v0', ?)",
        [rule_id, rule_id, outcome],
    )


CLOSING: list[tuple[str, Callable[[House], object], str]] = [
    ("rules_work", lambda h: result(h, "broken", "C07"), "C07"),
    ("keys_unique", lambda h: h.store.execute("INSERT INTO core.budget_facts FROM core.budget_facts LIMIT 1"), "core.budget_facts f0001"),
    ("keys_unique", lambda h: h.store.execute("INSERT INTO core.reports FROM core.reports LIMIT 1"), "core.reports"),
    ("documents_filed", lambda h: h.store.execute("DELETE FROM core.filed_reports WHERE version_id = 'v3'"), "v3.txt"),
    ("evidence_complete", lambda h: h.store.execute("DELETE FROM core.evidence WHERE evidence_id = 'e0001'"), "budget_facts f0001"),
    ("evidence_complete", lambda h: result(h, "fail"), "B07"),
    ("quotes_give_values", lambda h: verified(h, 100_000, 99_999), "一致率 99.99%，须达 100%）：a.txt第 1 页"),
    ("values_read_twice", unread, "200 个数字中，10 个另一遍阅读在引文里读不出"),
    ("words_give_meaning", contradicted, "500 处口径中，10 处与所存的"),
    ("quotes_give_values", lambda h: h.store.execute("DELETE FROM quality.verification"), "没有复核"),
    ("damaged_files", lambda h: quarantine(h, "corrupt", 5), "33.3%"),
    ("damaged_files", slow_and_crashed, "在时限内没有读完"),
    ("rows_against_live", lambda h: h.store.execute("DELETE FROM core.budget_facts WHERE version_id < 'v3'"), "由 20 行减为 14 行"),
    ("rows_against_live", lambda h: h.store.execute("DELETE FROM core.reports WHERE version_id > 'v6'"), "报告（reports）由 10 行减为 7 行"),
    ("contracts_hold", lambda h: contract(h, "error"), "甲表有两行同号"),
    ("marts_filled", lambda h: h.store.execute("DELETE FROM mart.unit_year"), "mart.unit_year 是空的"),
    ("marts_filled", lambda h: h.store.execute("DROP TABLE mart.restatements"), "mart.restatements 是空的"),
    ("figures_against_live", lambda h: h.store.execute("DELETE FROM core.budget_facts WHERE version_id > 'v4'"), "石桥县的数字由 10 个减为 0 个"),
    ("counties_against_live", lambda h: h.store.execute("DELETE FROM core.reports WHERE county = '石桥县' AND version_id > 'v6'"), "石桥县的报告由 5 份减为 2 份"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("limit", "spoil", "says"), CLOSING, ids=[f"{c[0]}-{i}" for i, c in enumerate(CLOSING)]
)
def test_each_limit_closes_the_gate_and_says_why(
    limit: str, spoil: Callable[[House], object], says: str
) -> None:
    h = house()
    live = count_build(h.store)
    spoil(h)
    found = verdict(h, live)
    assert not found.open
    assert limit in closed_by(found)
    told = next(r.message_zh for r in found.limits if r.limit_name == limit and not r.ok)
    assert says in told
    assert "{" not in told
    assert found.lines()[0].startswith("未过")


@pytest.mark.parametrize(
    ("inputs", "limit"),
    [
        (replace(INPUTS, read=5), "input_accounted"),
        (replace(INPUTS, read=7), "input_accounted"),
        (NightCounts(0, 0, 0, {}), "not_empty"),
    ],
)
def test_a_lost_input_and_an_empty_inbox_close_the_gate(inputs: NightCounts, limit: str) -> None:
    assert closed_by(verdict(house(), None, inputs)) == {limit}


@pytest.mark.parametrize("reason", ["unsupported", "not_a_report", "encrypted", "empty", "no_text"])
def test_files_that_nobody_could_use_never_close_it(reason: str) -> None:
    h = house()
    quarantine(h, reason, 50)
    assert verdict(h).open


def test_a_few_damaged_files_do_not_close_it_however_few_there_are_in_all() -> None:
    h = house(2)
    quarantine(h, "corrupt", 4)
    found = verdict(h)
    assert found.open
    (line,) = (line for line in found.lines() if "损坏与崩溃" in line)
    assert line.endswith("（不超过 20%，不足 5 个的不论）"), "66.7 % of 20 % passes, and the line says why"


def test_a_few_figures_whose_words_say_otherwise_do_not_keep_all_counties_from_being_published() -> None:
    h = house()
    contradicted(h, found=9)
    found = verdict(h)
    assert found.open
    (line,) = (line for line in found.lines() if "口径复核" in line)
    assert line.endswith("（相反的不超过 1%，不足 10 个的不论）"), (
        "1.8 % of 1 % passes, and the line says why"
    )


def test_failing_reports_are_the_product_and_no_reason_to_publish_nothing() -> None:
    h = house()
    result(h, "fail")
    h.store.execute("INSERT INTO quality.result_evidence VALUES ('B07', 'e0001', 'figure')")
    contract(h, "warn")
    assert verdict(h).open


def test_the_first_build_has_nothing_to_be_compared_with() -> None:
    assert verdict(house(1), None).open


def test_without_a_usable_report_an_empty_mart_is_no_loss() -> None:
    h = house(1)
    h.store.execute("DELETE FROM mart.unit_year")
    h.store.execute("UPDATE core.reports SET region_code = NULL")
    assert verdict(h).open


def broken_house() -> tuple[House, str]:
    """A gate that a broken rule closes, and what it says."""
    h = house()
    result(h, "broken", "C07")
    (limit,) = verdict(h).closing
    return h, limit.message_zh


def let_pass(limit: str, *saw: str, is_fit: bool = True) -> Override:
    return Override(limit, saw, "绩效股-01", "C07 下周修", "overrides.toml:3", is_fit)


def test_what_a_named_person_let_pass_opens_the_gate_and_stays_on_record() -> None:
    h, says = broken_house()
    found = decide(h.store, None, INPUTS, LIMITS, [let_pass("rules_work", says)])
    assert found.open
    assert closed_by(found) == {"rules_work"}, "it is let pass, it is not met"
    (passed,) = found.overridden
    assert (passed.overridden_by, passed.override_reason) == ("绩效股-01", "C07 下周修")
    assert f"放行 规则没有出错：{says}（绩效股-01：C07 下周修）" in found.lines()
    h.store.insert("quality.gate_limits", found.limits)
    rows = h.rows("SELECT limit_name, overridden_by FROM quality.gate_limits WHERE NOT ok")
    assert rows == [{"limit_name": "rules_work", "overridden_by": "绩效股-01"}]


def test_an_override_waves_nothing_else_through() -> None:
    h, says = broken_house()
    for override, why in (
        (let_pass("rules_work", says, is_fit=False), "另一次候选版本"),
        (let_pass("rules_work", says.replace("C07", "C08")), "所见的情形与放行时不同"),
    ):
        found = decide(h.store, None, INPUTS, LIMITS, [override])
        assert not found.open
        assert why in found.notes[0]
    result(h, "broken", "C08")
    assert not decide(h.store, None, INPUTS, LIMITS, [let_pass("rules_work", says)]).open
    other, says = broken_house()
    quarantine(other, "corrupt", 9)
    found = decide(other.store, None, INPUTS, LIMITS, [let_pass("rules_work", says)])
    assert [limit.limit_name for limit in found.closing] == ["damaged_files"]


NEVER = {
    "not_empty", "input_accounted", "documents_filed", "keys_unique", "evidence_complete", "quotes_give_values",
}  # fmt: skip


def test_what_is_lost_doubled_or_without_its_quote_is_never_let_pass() -> None:
    assert {limit.name for limit in LIMITS if not limit.overridable} == NEVER
    assert all(limit.because_zh for limit in LIMITS)
    h = house()
    verified(h, 100, 99)
    (limit,) = verdict(h).closing
    found = decide(h.store, None, INPUTS, LIMITS, [let_pass("quotes_give_values", limit.message_zh)])
    assert not found.open
    assert "不能放行" in found.notes[0]


def test_growth_and_small_changes_do_not_close_it() -> None:
    h = house()
    live = count_build(house(8).store)
    assert verdict(h, live).open
    h.store.execute("DELETE FROM core.budget_facts WHERE fact_id = 'f0001'")
    assert verdict(h, count_build(house().store)).open


def test_real_files_may_replace_samples_however_many_these_were() -> None:
    samples = count_build(house(30, sample=True).store)
    assert samples.is_sample
    assert verdict(house(1), samples).open


def test_all_reasons_are_told_at_once() -> None:
    h = house()
    result(h, "broken")
    quarantine(h, "corrupt", 9)
    assert closed_by(verdict(h, None, NightCounts(0, 0, 0, {}))) == {
        "not_empty",
        "rules_work",
        "damaged_files",
    }


GOOD = "- limit: not_empty\n  name_zh: 例\n  allowed_zh: 例\n  params: {}\n  message_zh: 例\n  overridable: true\n  because_zh: 例\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD.replace("not_empty", "unheard_of"), "gate.yml:1: .*no measure"),
        (GOOD.replace("  params: {}\n", ""), "'params' is missing"),
        (GOOD.replace("message_zh: 例", "message_zh: '{a'"), "gate.yml:5"),
        (GOOD.replace("true", "maybe"), "gate.yml:6: .*overridable must be true or false"),
        (GOOD + "  whim: 1\n", "gate.yml:8: .*unknown key"),
    ],
)
def test_a_slip_in_the_gate_is_refused_with_file_and_line(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "gate.yml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError, match=says.replace("gate.yml", r"gate\.yml")):
        load_gate(tmp_path / "gate.yml")
