"""The night as Dagster runs it: the same job for schedule and command line, checks that show, one check that blocks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import yaml

from pipelines.assets.hops import family_check
from pipelines.assets.instance import make_storage, prepare_home, run_night
from pipelines.definitions import build_definitions
from pipelines.night.check.families import MART_FAMILIES, RULE_FAMILIES, FamilyCount
from pipelines.state import Lock, State
from tests.alert.receivers import as_json, webhook
from tests.system.conftest import CLEAN, Published
from tests.system.processes import copy_of, live

HOPS = [
    "fetched_files",
    "source_files",
    "documents",
    "report_facts",
    "report_versions",
    "candidate",
    "findings",
    "marts",
    "live_build",
]


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a Dagster home nor alert channels of the person who runs the tests; both as before afterwards."""
    for name in ("DAGSTER_HOME", "DAGSTER_DISABLE_TELEMETRY"):
        monkeypatch.setenv(name, "")
    for name in [name for name in os.environ if name.startswith("XIANJIAN_")]:
        monkeypatch.delenv(name)


def _config(raw: Path, warehouse: Path) -> dict[str, Any]:
    return {"resources": {"night": {"config": {"raw": str(raw), "warehouse": str(warehouse)}}}}


def _execute(raw: Path, warehouse: Path, instance: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    """The nightly job as a daemon's run would do it."""
    job = build_definitions(raw, warehouse).resolve_job_def("nightly")
    return job.execute_in_process(instance=instance, raise_on_error=False, run_config=_config(raw, warehouse))


def _evaluations(result: dg.ExecuteInProcessResult) -> dict[str, dg.AssetCheckEvaluation]:
    return {check.check_name: check for check in result.get_asset_check_evaluations()}


def test_definitions_hold_a_job_of_eight_hops_with_their_checks(tmp_path: Path) -> None:
    definitions = build_definitions(tmp_path, tmp_path)
    dg.Definitions.validate_loadable(definitions)
    graph = definitions.resolve_asset_graph()
    assert {key.to_user_string() for key in graph.get_all_asset_keys()} == set(HOPS)
    checks = {(key.asset_key.to_user_string(), key.name) for key in graph.asset_check_keys}
    assert checks == {
        ("marts", "gate"),
        *(("marts", family) for family in MART_FAMILIES),
        *(("findings", family) for family in RULE_FAMILIES),
    }
    schedule = definitions.resolve_schedule_def("every_night")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 2 * * *", "Asia/Shanghai")
    assert schedule.default_status is dg.DefaultScheduleStatus.RUNNING
    assert schedule.job_name == "nightly"
    for sensor in ("inbox", "failed_runs", "outbox"):
        assert definitions.resolve_sensor_def(sensor).default_status is dg.DefaultSensorStatus.RUNNING


def test_command_line_run_stands_in_the_history_of_the_daemons_instance(published: Published) -> None:
    home = published.warehouse / "state" / "dagster"
    config = yaml.safe_load((home / "dagster.yaml").read_text(encoding="utf-8"))
    assert config["telemetry"] == {"enabled": False}
    with dg.DagsterInstance.from_config(str(home)) as instance:
        runs = instance.get_runs()
        assert [(run.job_name, run.status) for run in runs] == [("nightly", dg.DagsterRunStatus.SUCCESS)]
        with State.open(published.warehouse) as state:
            assert [record.run_id for record in state.runs()] == [runs[0].run_id]
        seen = instance.get_latest_materialization_events([dg.AssetKey(hop) for hop in HOPS])
    assert all(seen.values())
    build = seen[dg.AssetKey("live_build")]
    assert build is not None
    assert build.asset_materialization is not None
    assert build.asset_materialization.metadata["reports 报告"].value == 3
    assert build.asset_materialization.metadata["findings_error 错误"].value == 1


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.instance_for_test() as instance:
        yield instance


def test_faults_in_reports_show_and_do_not_block(
    published: Published, tmp_path: Path, instance: dg.DagsterInstance
) -> None:
    warehouse = copy_of(published.warehouse, tmp_path / "warehouse")
    result = _execute(published.raw, warehouse, instance)
    assert result.success
    assert {event.asset_key.to_user_string() for event in _materialized(result)} == set(HOPS)
    checks = _evaluations(result)
    assert set(checks) == {*RULE_FAMILIES, *MART_FAMILIES, "gate"}
    money = checks["money"]
    assert not money.passed
    assert money.severity is dg.AssetCheckSeverity.ERROR
    assert money.metadata["fail error 错误"].value == 1
    assert money.metadata["reports failing 不通过的报告"].value == "1 of 3 evaluable (of 3)"
    assert "[error] B" in str(money.metadata["worst 最重的"].value)
    assert checks["gx_marts"].passed
    assert "of" in str(checks["gx_marts"].metadata["reports failing 不通过的报告"].value)
    assert checks["gate"].passed


def test_a_family_of_hints_alone_has_not_failed_and_what_reports_say_is_no_markup() -> None:
    shown = family_check(
        FamilyCount("across", passed=2, infos=1, worst=("[info] F05 <b>某局</b> **9** 个\n@所有人",))
    )
    assert shown.passed
    assert shown.metadata["fail info 提示"].value == 1
    told = str(shown.metadata["worst 最重的"].value)
    assert told.startswith("- ")
    assert "\\<b\\>某局" in told
    assert "\\*\\*9" in told
    assert not family_check(FamilyCount("across", warnings=1)).passed
    assert not family_check(FamilyCount("across", broken=1)).passed


def _materialized(result: dg.ExecuteInProcessResult) -> list[dg.AssetMaterialization]:
    return [
        event.step_materialization_data.materialization
        for event in result.all_events
        if event.event_type is dg.DagsterEventType.ASSET_MATERIALIZATION
    ]


@pytest.mark.slow
def test_closed_gate_blocks_the_live_build_and_is_told_once(
    published: Published, tmp_path: Path, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = copy_of(published.warehouse, tmp_path / "warehouse")
    before = live(warehouse)
    (tmp_path / "raw").mkdir()
    with webhook(lambda post: as_json(200, ok=True)) as hook:
        monkeypatch.setenv("XIANJIAN_WEBHOOK_URL", hook.url)
        result = _execute(tmp_path / "raw", warehouse, instance)
        failed = build_definitions(tmp_path / "raw", warehouse).resolve_sensor_def("failed_runs")
        (event,) = [e for e in result.all_events if e.event_type is dg.DagsterEventType.RUN_FAILURE]
        context = dg.build_run_status_sensor_context(
            sensor_name="failed_runs",
            dagster_event=event,
            dagster_instance=instance,
            dagster_run=result.dagster_run,
        ).for_run_failure()
        failed(context)
    assert not result.success
    assert "live_build" not in {event.asset_key.to_user_string() for event in _materialized(result)}
    assert not any(event.step_key == "live_build" and event.is_step_start for event in result.all_events)
    gate = _evaluations(result)["gate"]
    assert not gate.passed
    assert "只看到 0 个文件" in str(gate.metadata["limits 各限"].value)
    assert len(list((warehouse / "builds").glob("*.refused"))) == 1
    assert live(warehouse) == before
    assert [post.body["kind"] for post in hook.posts] == ["data"], "a closed gate is no failed run"


def test_run_that_finds_the_lock_taken_says_by_whom(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    warehouse = tmp_path / "warehouse"
    prepare_home(warehouse)
    config = {"raw": str(tmp_path / "raw"), "warehouse": str(warehouse), "wait_seconds": 0.0}
    with Lock(warehouse, "另一夜"):
        ended = run_night(build_definitions(tmp_path / "raw", warehouse), config)
    assert (ended.hop, ended.error_class) == (None, "LockHeld")
    assert ended.error is not None
    assert "另一夜" in ended.error
    with State.open(warehouse) as state:
        assert state.runs() == ()


def _tick(raw: Path, cursor: str | None) -> tuple[str | None, int]:
    """One look of the inbox sensor: its new cursor and how many runs it asks for."""
    sensor = build_definitions(raw, raw).resolve_sensor_def("inbox")
    with dg.instance_for_test() as instance, dg.build_sensor_context(instance, cursor) as context:
        seen = sensor.evaluate_tick(context)
    return seen.cursor, len(seen.run_requests or ())


def test_inbox_is_read_once_it_stands_still(tmp_path: Path, samples: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(samples / CLEAN, raw / "a.txt")
    cursor, asked = _tick(raw, None)
    assert asked == 0, "may still be coming in"
    shutil.copy(samples / CLEAN, raw / "b.txt")
    cursor, asked = _tick(raw, cursor)
    assert asked == 0, "is still coming in"
    cursor, asked = _tick(raw, cursor)
    assert asked == 1
    for _ in range(3):
        cursor, asked = _tick(raw, cursor)
        assert asked == 0, "nothing new since"
    (raw / "b.txt").unlink()
    cursor, _ = _tick(raw, cursor)
    cursor, asked = _tick(raw, cursor)
    assert asked == 1


def test_databases_are_made_before_page_and_daemon_open_them_at_once(tmp_path: Path) -> None:
    home = prepare_home(tmp_path / "warehouse")
    make_storage()
    made = {path.relative_to(home).as_posix() for path in home.rglob("*.db")}
    assert {"history/runs.db", "history/runs/index.db", "schedules/schedules.db"} <= made
