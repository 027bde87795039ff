"""Bad input: each kind gets its own reason, and the other files are published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.night.clock import HopClock
from pipelines.night.run import Night
from pipelines.night.settings import Settings
from pipelines.state import State
from tests.night.nights import ask, inbox_of, run_night

GOOD = "990101-qingyan-sifaju-2022.txt"


@pytest.fixture(scope="module")
def bad_night(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    """A night over one good report and one of each bad kind, after a run that was asked for reading alone."""
    samples = project_root / "raw" / "samples"
    home = tmp_path_factory.mktemp("bad")
    raw = inbox_of(home / "raw", [samples / GOOD])
    docx = (samples / "990101-qingyan-canlian-2022.docx").read_bytes()
    (raw / "corrupt.docx").write_bytes(docx[: len(docx) // 2])
    pdf = (samples / "990101-qingyan-minzhengju-2023.pdf").read_bytes()
    (raw / "truncated.pdf").write_bytes(pdf[: len(pdf) // 3])
    (raw / "notice.txt").write_text(
        "关于印发《云岭县预算绩效管理办法》的通知\n各乡镇人民政府，县直各部门：\n现将办法印发给你们，请遵照执行。\n第一条 为规范管理，制定本办法。\n",
        encoding="utf-8",
    )
    (raw / "empty.txt").write_bytes(b"")
    (raw / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    good = (samples / GOOD).read_text(encoding="utf-8")
    (raw / "nowhere.txt").write_text(good.replace("青砚县", "**县"), encoding="utf-8")
    other = (samples / "990102-qihe-danganguan-2024.txt").read_text(encoding="utf-8")
    (raw / "twice-a.txt").write_text(other, encoding="utf-8")
    changed = other.replace("95.3", "91.4")
    assert changed != other
    (raw / "twice-b.txt").write_text(changed, encoding="utf-8")
    (raw / "expected_units.csv").write_text(
        "region_code,unit_name,from_year\n990101,青砚县司法局,2022\n990101,青砚县水利局,2022\n",
        encoding="utf-8",
    )
    with Night.open(Settings(raw, home / "warehouse", trigger="test")) as night:
        night.read()
    assert run_night(raw, home / "warehouse").status == "published"
    return home / "warehouse"


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("corrupt.docx", "corrupt"),
        ("truncated.pdf", "corrupt"),
        ("notice.txt", "not_a_report"),
        ("empty.txt", "empty"),
        ("picture.png", "corrupt"),
    ],
)
def test_each_bad_file_is_quarantined_with_its_own_reason(bad_night: Path, file: str, reason: str) -> None:
    rows = ask(
        bad_night, "SELECT reason, message_zh, message_en FROM quality.quarantine WHERE file_name = ?", [file]
    )
    assert [row["reason"] for row in rows] == [reason]
    assert file in rows[0]["message_zh"]
    assert file in rows[0]["message_en"]


def test_good_report_is_published_all_the_same(bad_night: Path) -> None:
    assert ask(bad_night, "SELECT unit_name FROM mart.unit_year") == [{"unit_name": "青砚县司法局"}]


def test_report_of_an_unresolved_county_is_kept_and_enters_no_mart(bad_night: Path) -> None:
    reports = ask(
        bad_night,
        "SELECT r.region_code FROM core.reports r JOIN core.documents d USING (document_id) WHERE d.file_name = 'nowhere.txt'",
    )
    assert reports == [{"region_code": None}]
    kinds = ask(
        bad_night,
        "SELECT DISTINCT p.kind FROM quality.problems p JOIN core.documents d USING (document_id) WHERE d.file_name = 'nowhere.txt'",
    )
    assert {"kind": "county_unresolved"} in kinds


def test_conflicting_versions_wait_for_a_person(bad_night: Path) -> None:
    reports = ask(
        bad_night, "SELECT report_id, version_id FROM core.reports WHERE unit_name = '栖禾县档案馆'"
    )
    assert [row["version_id"] for row in reports] == [None]
    problems = ask(bad_night, "SELECT message_zh FROM quality.problems WHERE kind = 'version_conflict'")
    assert len(problems) == 1
    assert "twice-a.txt" in problems[0]["message_zh"]
    assert "twice-b.txt" in problems[0]["message_zh"]


@pytest.mark.slow
def test_broken_file_becomes_readable_when_it_is_replaced(tmp_path: Path, project_root: Path) -> None:
    samples = project_root / "raw" / "samples"
    raw = inbox_of(tmp_path / "raw", [samples / GOOD])
    (raw / "late.docx").write_bytes(b"PK\x03\x04 nothing")
    (raw / "gone.docx").write_bytes(b"PK\x03\x04 nothing here")
    warehouse = tmp_path / "warehouse"
    run_night(raw, warehouse)
    assert len(ask(warehouse, "FROM quality.quarantine")) == 2
    shutil.copy(samples / "990101-qingyan-canlian-2022.docx", raw / "late.docx")
    assert run_night(raw, warehouse).status == "published"
    units = {row["unit_name"] for row in ask(warehouse, "SELECT unit_name FROM core.reports")}
    assert units == {"青砚县司法局", "青砚县残疾人联合会"}
    assert [row["path"] for row in ask(warehouse, "FROM quality.quarantine")] == ["gone.docx"]
    (raw / "gone.docx").unlink()
    assert run_night(raw, warehouse).status == "published"
    assert ask(warehouse, "FROM quality.quarantine") == []
    refused = ask(warehouse, "SELECT path FROM core.documents WHERE read_reason = 'corrupt' ORDER BY path")
    assert [row["path"] for row in refused] == ["gone.docx", "late.docx"], "what was received stays on record"


def test_some_hops_alone_are_no_crash(bad_night: Path) -> None:
    with State.open(bad_night) as state:
        some, all_ = state.runs()
    assert (some.status, some.build_id, all_.status) == ("unchanged", None, "published")


def test_a_fault_in_a_hop_is_a_crash(tmp_path: Path, project_root: Path) -> None:
    raw = inbox_of(tmp_path / "raw", [project_root / "raw" / "samples" / GOOD])
    settings = Settings(raw, tmp_path / "warehouse", trigger="test", root=tmp_path / "no-such-checkout")
    with pytest.raises(FileNotFoundError) as raised, Night.open(settings) as night:
        night.build()
    with State.open(tmp_path / "warehouse") as state:
        assert [run.status for run in state.runs()] == ["crashed"]
    # the asset asks for other hops, and one of them failed
    assert night.note_failure("marts", raised.value) == "入库 store"


def test_a_crash_is_named_after_the_innermost_hop_that_failed() -> None:
    clock = HopClock()
    with clock.measure("check"):
        pass
    with pytest.raises(OSError, match="full"), clock.measure("compare"), clock.measure("publish"):
        raise OSError("full")
    assert clock.broke_off == "publish"


def test_listed_unit_without_a_type_counts_among_its_kind(bad_night: Path) -> None:
    rows = ask(
        bad_night,
        "SELECT department_type, n_expected, n_reported FROM mart.coverage WHERE fiscal_year = 2022 ORDER BY ALL",
    )
    assert {"department_type": "司法局", "n_expected": 1, "n_reported": 1} in rows
    assert {"department_type": "水利局", "n_expected": 1, "n_reported": 0} in rows
