"""A closed gate is explained, let pass once on record, and closed again for anything else. Real nights, so slow."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.night.settings import Settings
from pipelines.publish import live_build
from tests.night.nights import ask, inbox_of, run_night

REPORT = "990101-qingyan-sifaju-2022.txt"
SIGNED = ("--by", "绩效股 张三", "--reason", "张三已与县里核对，文件确已损坏")


def typed(raw: Path, warehouse: Path, *words: str) -> tuple[int, str]:
    """Exit code and what ``xianjian gate`` printed."""
    ended = CliRunner().invoke(app, ["gate", *words, "--raw", str(raw), "--warehouse", str(warehouse)])
    return ended.exit_code, ended.output


def spoil(raw: Path, *numbers: int) -> None:
    for number in numbers:
        (raw / f"{number}.pdf").write_bytes(b"%PDF-1.7\nspoiled " + str(number).encode())


def live(warehouse: Path) -> str:
    build = live_build(warehouse)
    assert build is not None
    return build.build_id


@pytest.mark.slow
def test_a_closed_gate_is_let_pass_once_on_record_and_for_nothing_else(
    tmp_path: Path, project_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "warehouse"
    assert typed(raw, warehouse, "--explain")[0] == 4
    inbox_of(raw, [project_root / "raw" / "samples" / REPORT])
    assert run_night(raw, warehouse).status == "published"
    first = live(warehouse)
    code, said = typed(raw, warehouse)
    assert (code, "闸门开放" in said) == (0, True)
    assert typed(raw, warehouse, "--override", "damaged_files", *SIGNED)[0] == 2, "nothing was refused"

    spoil(raw, 1, 2, 3, 4, 5)
    assert run_night(raw, warehouse).status == "gate_closed"
    assert live(warehouse) == first
    code, said = typed(raw, warehouse, "--explain")
    assert code == 3
    assert "6 个文件中有 5 个损坏" in said
    assert "看到 83.3%，要求不超过 20%（damaged_files）" in said
    assert "--override damaged_files" in said
    assert typed(raw, warehouse, "--override", "rules_work", *SIGNED)[0] == 2, "that is not what closed it"
    assert typed(raw, warehouse, "--override", "damaged_files", "--by", "LZ")[0] == 2, "nobody says why"
    assert not (raw / "decisions").exists()

    code, said = typed(raw, warehouse, "--override", "damaged_files", *SIGNED)
    assert (code, "下次 xianjian run 时采用" in said) == (0, True)
    assert "已放行" in typed(raw, warehouse, "--explain")[1]
    spoil(raw, 6)
    assert run_night(raw, warehouse).status == "gate_closed", "one more damaged file is another candidate"
    assert "没有采用" in capsys.readouterr().err
    _assert_used_once(raw, warehouse, first)


def _assert_used_once(raw: Path, warehouse: Path, first: str) -> None:
    code, _ = typed(raw, warehouse, "--override", "damaged_files", *SIGNED)
    assert code == 0
    assert run_night(raw, warehouse).status == "published"
    published = live_build(warehouse)
    assert published is not None
    assert published.build_id != first
    (row,) = ask(warehouse, "SELECT * FROM quality.gate_limits WHERE overridden_by IS NOT NULL")
    assert (row["limit_name"], row["ok"], row["overridden_by"]) == ("damaged_files", False, "绩效股 ＊＊")
    assert row["override_reason"] == "＊＊已与县里核对，文件确已损坏"
    (line,) = published.manifest().let_pass
    assert "放行 损坏与崩溃的文件" in line
    assert "张三" not in line
    assert typed(raw, warehouse)[0] == 0
    assert run_night(raw, warehouse, rebuild=True).status == "gate_closed", "it was used up"


@pytest.mark.slow
def test_a_spoilt_original_closes_the_gate_and_is_never_let_pass(tmp_path: Path, project_root: Path) -> None:
    raw, settings = tmp_path / "raw", Settings(tmp_path / "raw", tmp_path / "warehouse")
    samples = project_root / "raw" / "samples"
    inbox_of(raw, [samples / REPORT, samples / "990101-qingyan-canlian-2023.txt"])
    assert run_night(raw, settings.warehouse).status == "published"
    first = live(settings.warehouse)
    original = settings.original(hashlib.sha256((raw / REPORT).read_bytes()).hexdigest())
    original.chmod(0o644)
    original.write_text(original.read_text(encoding="utf-8").replace("2022", "2021"), encoding="utf-8")
    (raw / REPORT).unlink()  # else it would be put right from there
    assert run_night(raw, settings.warehouse, rebuild=True).status == "gate_closed"
    assert live(settings.warehouse) == first
    code, said = typed(raw, settings.warehouse, "--explain")
    assert code == 3
    assert f"{REPORT}：留存的原件被改动" in said
    assert "不能放行" in said
    assert typed(raw, settings.warehouse, "--override", "quotes_give_values", *SIGNED)[0] == 2
