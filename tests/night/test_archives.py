"""Reports that come packed are reports like any other, each with the path that leads into its archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.night.run import Night
from pipelines.night.settings import Settings
from pipelines.night.summary import print_summary
from pipelines.state import State
from tests.night.nights import ask, run_night
from tests.read.archive.packed import gbk_zip_bytes, seven_zip_bytes, with_encrypted_flag, zip_bytes

FIRST = "990101-qingyan-sifaju-2022.txt"
SECOND = "990102-qihe-danganguan-2024.txt"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    """A warehouse after a night over an archive in an archive, and a second that found nothing new."""
    samples = project_root / "raw" / "samples"
    home = tmp_path_factory.mktemp("packed")
    raw = home / "raw"
    raw.mkdir()
    first, second = (samples / FIRST).read_bytes(), (samples / SECOND).read_bytes()
    inner = gbk_zip_bytes("司法局自评报告.txt", first)
    outer = zip_bytes(
        {"2022/青砚.zip": inner, "锁.txt": b"geheim", "说明.txt": "通知".encode(), "x/../a.txt": second}
    )
    (raw / "全县.zip").write_bytes(with_encrypted_flag(outer, "锁.txt"))
    (raw / "manifest.csv").write_text(
        "path,county,region_code,unit_name,fiscal_year,source_url\n"
        "全县.zip,,,某某局,,https://example.gov.cn/all.zip\n"
        "全县.zip!x/a.txt,,,,,https://example.gov.cn/a.txt\n",
        encoding="utf-8",
    )
    warehouse = home / "warehouse"
    assert run_night(raw, warehouse).status == "published"
    assert run_night(raw, warehouse).status == "unchanged"
    return warehouse


def test_members_are_documents_with_the_path_into_their_archive(packed: Path) -> None:
    rows = ask(
        packed,
        "SELECT d.path, d.file_name, d.reader, d.read_status, c.path AS container FROM core.documents d "
        "LEFT JOIN core.documents c ON c.document_id = d.container_id ORDER BY d.path",
    )
    assert [tuple(row.values()) for row in rows] == [
        ("全县.zip", "全县.zip", "zip", "ok", None),
        ("全县.zip!2022/青砚.zip", "青砚.zip", "zip", "ok", "全县.zip"),
        (
            "全县.zip!2022/青砚.zip!司法局自评报告.txt",
            "司法局自评报告.txt",
            "text",
            "ok",
            "全县.zip!2022/青砚.zip",
        ),
        ("全县.zip!x/a.txt", "a.txt", "text", "ok", "全县.zip"),
        ("全县.zip!说明.txt", "说明.txt", "text", "quarantined", "全县.zip"),
    ]


def test_figures_of_members_lead_to_their_file(packed: Path) -> None:
    rows = ask(
        packed,
        "SELECT r.unit_name, r.fiscal_year, d.path, count(*) AS figures FROM core.budget_facts f "
        "JOIN core.reports r USING (report_id) JOIN core.evidence e USING (evidence_id) "
        "JOIN core.documents d ON d.document_id = e.document_id GROUP BY ALL ORDER BY ALL",
    )
    assert [row["unit_name"] for row in rows] == ["栖禾县档案馆", "青砚县司法局"]
    assert all(row["figures"] > 5 for row in rows)
    assert rows[1]["path"].endswith("!司法局自评报告.txt")


def test_bytes_of_members_are_kept_like_those_of_received_files(packed: Path, project_root: Path) -> None:
    (row,) = ask(packed, "SELECT sha256 FROM core.documents WHERE file_name = '司法局自评报告.txt'")
    original = Settings(packed, packed).original(row["sha256"])
    assert original.read_bytes() == (project_root / "raw" / "samples" / FIRST).read_bytes()


def test_a_card_of_an_archive_holds_for_its_members_but_names_no_unit(packed: Path) -> None:
    rows = ask(packed, "SELECT file_name, source_url FROM core.documents WHERE reader = 'text' ORDER BY path")
    assert {row["file_name"]: row["source_url"] for row in rows} == {
        "司法局自评报告.txt": "https://example.gov.cn/all.zip",
        "a.txt": "https://example.gov.cn/a.txt",
        "说明.txt": "https://example.gov.cn/all.zip",
    }
    assert ask(packed, "SELECT unit_name FROM core.reports WHERE unit_name LIKE '%某某局%'") == []


def test_a_member_that_could_not_be_taken_out_is_a_problem(packed: Path) -> None:
    (row,) = ask(
        packed, "SELECT kind, message_zh, message_en FROM quality.problems WHERE kind = 'member_not_read'"
    )
    assert "锁.txt" in row["message_zh"]
    assert "全县.zip" in row["message_zh"]
    assert "锁.txt" in row["message_en"]


def test_a_night_that_found_nothing_new_says_which_build_stands(
    packed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with State.open(packed) as state:
        last = state.runs()[-1]
    assert print_summary(packed.parent / "raw", packed, last.run_id) == 0
    said = capsys.readouterr().out
    assert "nothing had changed" in said
    assert (packed / "current").readlink().name in said


@pytest.mark.slow
def test_a_7z_is_read_alike(tmp_path: Path, project_root: Path) -> None:
    report = (project_root / "raw" / "samples" / FIRST).read_bytes()
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "报告.7z").write_bytes(seven_zip_bytes({"司法局/报告.txt": report}))
    assert run_night(raw, tmp_path / "warehouse").status == "published"
    rows = ask(
        tmp_path / "warehouse", "SELECT d.path FROM core.reports r JOIN core.documents d USING (document_id)"
    )
    assert rows == [{"path": "报告.7z!司法局/报告.txt"}]


def test_a_refused_archive_leaves_nothing_in_the_store_but_what_others_hold_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, settings = tmp_path / "raw", Settings(tmp_path / "raw", tmp_path / "warehouse", workers=1)
    raw.mkdir()
    plain, shared = "另有一份".encode(), "别的包里也有".encode()
    (raw / "a炸弹.zip").write_bytes(
        zip_bytes({"1.txt": b"x1", "2.txt": b"x2", "3.txt": plain, "4.txt": shared})
    )
    (raw / "b.zip").write_bytes(zip_bytes({"5.txt": shared}))
    (raw / "c.txt").write_bytes(plain)
    monkeypatch.setattr("pipelines.read.nested.MOST_ENTRIES", 3)
    with Night.open(settings) as night:
        night.read()
    with State.open(settings.warehouse) as state:
        records = {record.path: record for record in state.documents()}
    assert records["a炸弹.zip"].read_reason == "bomb"
    assert sorted(records) == ["a炸弹.zip", "b.zip", "b.zip!5.txt", "c.txt"]
    kept = {path.parent.name for path in settings.documents.glob("??/*/original")}
    assert kept == {record.sha256 for record in records.values()}
    assert {path.name for path in settings.original(records["a炸弹.zip"].sha256).parent.iterdir()} == {
        "original"
    }
    assert all(any(folder.iterdir()) for folder in settings.documents.glob("??/"))
