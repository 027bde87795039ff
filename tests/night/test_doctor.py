"""``xianjian doctor`` finds what is broken, says what to do, and changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipelines.night.doctor import Sign
from pipelines.night.doctor.builds import examine_builds
from pipelines.night.doctor.disk import examine_disk
from pipelines.night.doctor.inputs import examine_inputs
from pipelines.night.doctor.ledger import examine_ledger
from pipelines.night.doctor.services import examine_channels, examine_nights, examine_outbox
from pipelines.night.doctor.setup import differing_packages
from pipelines.night.settings import Settings
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
    assert _levels(signs) == ["ok", "warn", "fault"]
    assert "versions.toml" in signs[1].message_zh


def test_a_channel_without_its_other_half_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _levels(examine_channels()) == ["warn"]
    monkeypatch.setenv("XIANJIAN_SMTP_HOST", "mail.example")
    (sign,) = examine_channels()
    assert sign.level == "fault"
    assert "XIANJIAN_SMTP" in sign.message_zh


def test_a_package_of_another_version_is_named_and_one_for_other_machines_is_not() -> None:
    lock = (
        "pytest==0.0.1 \\\n    --hash=sha256:00\n"
        "colorama==0.4.6 ; sys_platform == 'win32' \\\n"
        "no-such-package==1.0 \\\n"
    )
    found = differing_packages(lock)
    assert [name.split()[0] for name in found] == ["pytest", "no-such-package"]
