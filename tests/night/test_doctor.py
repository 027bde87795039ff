"""``xianjian doctor`` finds what is broken, says what to do, and changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipelines.cli import app
from pipelines.night.configuration import ConfigurationError
from pipelines.night.doctor import Sign, examine
from pipelines.night.doctor.builds import examine_builds
from pipelines.night.doctor.disk import examine_disk
from pipelines.night.doctor.inputs import examine_inputs
from pipelines.night.doctor.ledger import SUBJECT as LEDGER
from pipelines.night.doctor.ledger import examine_ledger
from pipelines.night.doctor.services import examine_channels, examine_nights, examine_outbox
from pipelines.night.doctor.setup import differing_packages, examine_readers
from pipelines.night.exit_code import ExitCode
from pipelines.night.gate.report import GateReport
from pipelines.night.no_build import say_no_build
from pipelines.night.retention import read_retention
from pipelines.night.settings import Settings
from pipelines.read.guard import child
from pipelines.state import State


def _levels(signs: Iterable[Sign]) -> list[str]:
    return [sign.level for sign in signs]


@pytest.fixture
def copied(sample_warehouse: Path, tmp_path: Path, project_root: Path) -> Settings:
    shutil.copytree(sample_warehouse, tmp_path / "warehouse", symlinks=True)
    return Settings(project_root / "raw", tmp_path / "warehouse")


def test_a_sound_warehouse_has_no_fault(copied: Settings) -> None:
    with State.open(copied.warehouse) as state:
        signs = [
            *examine_disk(copied),
            *examine_inputs(copied),
            *examine_builds(copied.warehouse),
            *examine_ledger(copied, state),
            *examine_nights(copied.warehouse, state),
            *examine_outbox(state),
        ]
    assert {sign.level for sign in signs} == {"ok"}, [sign for sign in signs if sign.level != "ok"]
    assert all(sign.message_zh and sign.message_en for sign in signs)


def test_damage_is_found_and_each_sign_says_what_to_do(copied: Settings) -> None:
    link = copied.warehouse / "current"
    published = link.resolve() / "manifest.json"
    database = link.resolve() / "parquet" / "core" / "reports.parquet"
    database.write_bytes(database.read_bytes()[:-1])
    (damaged,) = examine_builds(copied.warehouse)
    assert damaged.level == "fault"
    assert "parquet/core/reports.parquet" in damaged.message_zh
    published.write_text("{}", encoding="utf-8")
    assert _levels(examine_builds(copied.warehouse)) == ["fault"]
    link.unlink()
    (gone,) = examine_builds(copied.warehouse)
    assert gone.level == "fault"
    assert "ln -sfn" in gone.remedy
    with State.open(copied.warehouse) as state:
        record = state.documents()[0]
        copied.original(record.sha256).unlink()
        shutil.rmtree(copied.shards / next(iter(state.shards())))
        signs = list(examine_ledger(copied, state))
    assert _levels(signs) == ["fault", "warn"]
    assert record.file_name in signs[0].message_zh
    assert all(sign.remedy for sign in signs)


def test_a_faulty_decision_and_an_empty_inbox_are_named(copied: Settings, tmp_path: Path) -> None:
    decisions = tmp_path / "raw" / "decisions"
    decisions.mkdir(parents=True)
    (decisions / "versions.toml").write_text("[[version]]\nnonsense = 1\n", encoding="utf-8")
    signs = list(examine_inputs(Settings(tmp_path / "raw", copied.warehouse)))
    assert _levels(signs) == ["ok", "ok", "warn", "ok", "fault"]
    assert "versions.toml" in signs[2].message_zh


@pytest.mark.parametrize(
    "name",
    [
        "settings.toml",
        "sources.toml",
        "manifest.csv",
        "expected_units.csv",
        "decisions/versions.toml",
        "decisions/corrections.toml",
        "decisions/identity.toml",
        "decisions/verdicts.toml",
        "decisions/concepts.toml",
        "decisions/overrides.toml",
        "decisions/routing.toml",
    ],
)
@pytest.mark.parametrize("content", [b'[[a]]\nx = = 3\n"', "说 = 1\n".encode("gbk")])
def test_every_file_that_people_edit_is_named_when_it_cannot_be_read(
    name: str, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / "decisions").mkdir()
    (tmp_path / "report.txt").write_text("报告", encoding="utf-8")
    (tmp_path / name).write_bytes(content)
    unsound = [s for s in examine_inputs(Settings(tmp_path, tmp_path / "wh")) if s.level != "ok"]
    assert unsound
    assert all(Path(name).name in sign.message_zh and sign.remedy for sign in unsound), unsound


def test_a_section_that_nobody_knows_is_no_setting(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("[retension]\nbuilds = 3\n")
    with pytest.raises(ConfigurationError, match=r"retension.*retention"):
        read_retention(Settings(tmp_path, tmp_path / "wh"))


def test_a_ledger_that_is_gone_while_builds_are_there_is_a_fault(copied: Settings) -> None:
    (copied.warehouse / "state" / "state.sqlite").unlink()
    (sign,) = [sign for sign in examine(copied) if sign.subject == LEDGER]
    assert (sign.level, "备份" in sign.remedy) == ("fault", True)


def test_a_link_that_is_gone_is_not_told_as_nothing_published(
    copied: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    (copied.warehouse / "current").unlink()
    assert GateReport(copied).explain(every=False) is ExitCode.NOT_FOUND
    said = capsys.readouterr().out
    assert "current 不在" in said
    assert "关闭" not in said
    assert "还没有发布过" not in say_no_build(copied.warehouse)
    assert "还没有发布过" in say_no_build(copied.warehouse / "empty")


def test_a_damaged_database_is_said_in_a_line_and_not_as_a_traceback(
    copied: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    database = (copied.warehouse / "current").resolve() / "xianjian.duckdb"
    database.chmod(0o644)
    database.write_bytes(database.read_bytes()[:50_000])
    with pytest.raises(SystemExit) as ended:
        app(["query", "SELECT 1", "--warehouse", str(copied.warehouse)])
    assert ended.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "打不开数据库" in line
    assert "xianjian doctor" in line


def test_a_channel_without_its_other_half_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _levels(examine_channels()) == ["warn"]
    monkeypatch.setenv("XIANJIAN_SMTP_HOST", "mail.example")
    (sign,) = examine_channels()
    assert sign.level == "fault"
    assert "XIANJIAN_SMTP" in sign.message_zh


def test_readers_that_do_not_start_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _levels(examine_readers()) == ["ok"]
    monkeypatch.setattr(child, "WORKER", "tests.read.no_such_worker")
    (sign,) = examine_readers()
    assert sign.level == "fault"
    assert sign.message_zh.startswith("阅读进程起不来")


def test_a_package_of_another_version_is_named_and_one_for_other_machines_is_not() -> None:
    lock = (
        "pytest==0.0.1 \\\n    --hash=sha256:00\n"
        "colorama==0.4.6 ; sys_platform == 'win32' \\\n"
        "no-such-package==1.0 \\\n"
    )
    found = differing_packages(lock)
    assert [name.split()[0] for name in found] == ["pytest", "no-such-package"]
