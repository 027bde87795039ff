"""What changed between two builds: by value, with the file, the decision or the program that changed it."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.night.publish import diff_report
from pipelines.night.publish.differing import FigureChange, changed_figures
from pipelines.night.publish.site_news import figures_in_the_news
from pipelines.normalize.shard import write_shard
from pipelines.publish import Build, Inputs
from pipelines.publish.build import DATABASE
from pipelines.publish.manifest import Manifest
from pipelines.store import Shard, Store, load_night
from tests.stores import copy_schema
from tests.warehouse_rows import Told, document_row, report_row, rows_of, version_row

AT = datetime(2026, 11, 1, tzinfo=UTC)
SPENT, ALL = ("project", "executed"), ("total", "executed")
SAME = Told(unit="甲局", money={SPENT: "1000000.00"})
OLD = Told(unit="乙局", money={SPENT: "6883500.00", ALL: "9000000.00"})
REVISED = Told(unit="乙局", money={SPENT: "6798000.00", ALL: "9000000.00"}, filing="b", relation="revision")
MISREAD = Told(unit="丙局", money={SPENT: "500000.00"})
READ_ANEW = Told(unit="丁局", money={SPENT: "300000.00"})
LATE = Told(unit="戊局", staff={"on_post": 7})
GONE = Told(unit="己局", staff={"on_post": 3})
CORRECTED = (
    "INSERT INTO quality.corrections BY NAME SELECT 'd1' AS decision_id, 'corrections.toml:3' AS place, 'x' AS document_id, "
    f"'budget_facts' AS table_name, 'f:{MISREAD.version_id}/budget_facts/project/executed/1' AS fact_id, 'x' AS figure, 'correct' AS action, "
    "'amount_yuan' AS field, 'x' AS old_text, '55' AS new_text, '万元' AS new_unit, 550000 AS new_value, '绩效股' AS decided_by, "
    "TIMESTAMP '2026-11-06' AS decided_at, '看错一位' AS why, 'applied' AS status"
)


def database(folder: Path, told: Sequence[Told], more: str = "") -> Path:
    write_shard(folder / "shard", [rows_of(t) for t in told])
    path = folder / "xianjian.duckdb"
    with Store.create(path) as store:
        copy_schema(store)
        load_night(
            store,
            [Shard(folder / "shard")],
            documents=[document_row(t) for t in told],
            reports=[report_row(t) for t in told if t.is_current],
            versions=[version_row(t) for t in told],
        )
        # the same amount in another spelling is no change
        store.execute(
            f"UPDATE core.budget_facts SET amount_text = '{folder.name}' WHERE report_id = '{SAME.report_id}'"
        )
        if more:
            store.execute(more)
        store.checkpoint_and_close()
    return path


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("two")
    for name in ("older", "newer"):
        (folder / name).mkdir()
    older = database(folder / "older", [SAME, OLD, MISREAD, READ_ANEW, GONE])
    anew = replace(READ_ANEW, money={SPENT: "310000.00"})
    newer = database(
        folder / "newer", [SAME, REVISED, replace(OLD, is_current=False), MISREAD, anew, LATE], CORRECTED
    )
    return older, newer


@pytest.fixture(scope="module")
def changes(two: tuple[Path, Path]) -> dict[str | None, FigureChange]:
    with Store.open_read_only(two[1]) as store:
        found = changed_figures(store, two[0])
    assert len({change.unit_name for change in found}) == len(found)
    return {change.unit_name: change for change in found}


def test_only_values_that_differ_are_listed_each_with_its_cause(
    changes: dict[str | None, FigureChange],
) -> None:
    assert {unit: (c.change, c.cause) for unit, c in changes.items()} == {
        "乙局": ("changed", "file_version"),
        "丙局": ("changed", "decision"),
        "丁局": ("changed", "reading"),
        "戊局": ("added", "file_new"),
        "己局": ("removed", "file_gone"),
    }


def test_a_change_has_both_values_both_quotes_and_the_file(changes: dict[str | None, FigureChange]) -> None:
    change = changes["乙局"]
    assert (change.old_value, change.new_value, change.difference) == (
        Decimal("688.35"),
        Decimal("679.8"),
        Decimal("-8.55"),
    )
    assert OLD.version_id in (change.old_evidence_id or "")
    assert REVISED.version_id in (change.evidence_id or "")
    assert "乙局.txt" in change.cause_zh
    assert change.figure == "2025 年项目支出执行"


def test_a_decision_is_named_with_its_line_and_reason(changes: dict[str | None, FigureChange]) -> None:
    change = changes["丙局"]
    assert (change.old_text, change.new_text) == ("500000.00元", "55万元")
    assert change.cause_zh == "人工决定：corrections.toml:3（绩效股：看错一位）"


def test_what_is_not_there_has_no_value_and_no_difference(changes: dict[str | None, FigureChange]) -> None:
    late = changes["戊局"]
    assert late.old_value is None
    assert late.new_value == 7
    assert late.difference is None
    assert (changes["己局"].old_value, changes["己局"].new_value) == (Decimal(3), None)


def test_the_overview_lists_changes_within_reports_and_leaves_whole_reports_to_the_list_of_reports(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    live = Build("older", tmp_path / "older")
    live.folder.mkdir()
    (live.folder / DATABASE).symlink_to(two[0])
    inputs = Inputs({}, "code 1", "rules 1", "none", False)
    Manifest("older", AT, AT, inputs, {}, {}).write(live.folder)
    with Store.open_read_only(two[1]) as store:
        found = {
            told.unit_name: told
            for told in figures_in_the_news(store, live, replace(inputs, code_version="code 2"))
        }
        assert figures_in_the_news(store, None, inputs) == ()
        assert figures_in_the_news(store, Build("none", tmp_path), inputs) == ()
    assert set(found) == {"乙局", "丙局", "丁局"}
    assert (found["乙局"].old_text, found["乙局"].new_text, found["乙局"].unit) == (
        "6883500.00元",
        "6798000.00元",
        "万元",
    )
    assert found["乙局"].difference == Decimal("-8.55")
    assert "程序 code 1 → code 2" in found["丁局"].why


def test_the_way_back_names_what_no_longer_holds(two: tuple[Path, Path]) -> None:
    with Store.open_read_only(two[0]) as store:
        found = {change.unit_name: change.cause for change in changed_figures(store, two[1])}
    assert found["丙局"] == "decision_gone"
    assert found["乙局"] == "version_chosen"


def test_the_answer_is_a_table_for_people_and_exact_text_for_pipes(
    changes: dict[str | None, FigureChange], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diff_report, "differences", lambda older, newer: list(changes.values()))
    older, newer = Build("20261101T000000Z-00000000", Path()), Build("20261102T000000Z-00000000", Path())
    said = {}
    for form in ("table", "csv", "json"):
        out = io.StringIO()
        diff_report.print_differences(older, newer, form, out)
        said[form] = out.getvalue()
    assert "5 个数字不同，涉及 5 份报告" in said["table"]
    assert "-8.55万元" in said["table"]
    assert len(said["csv"].splitlines()) == 6
    rows = {row["unit_name"]: row for row in json.loads(said["json"])}
    assert (rows["乙局"]["old_value"], rows["乙局"]["new_value"]) == ("688.35", "679.8")
