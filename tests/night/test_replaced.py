"""A file put in the place of another is its later version; what lies beside it, or is only gone, is not."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from pipelines.night.assemble.replaced import replaced_documents
from pipelines.state import DocumentRecord, FileRecord
from tests.night.nights import ask, inbox_of, run_night

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
GOOD = "990101-qingyan-sifaju-2022.txt"


def file(path: str, content: str) -> FileRecord:
    return FileRecord(path, content * 64, 1, 1, NOON, NOON)


def document(path: str, content: str, container: str | None = None) -> DocumentRecord:
    return DocumentRecord(
        document_id=content * 16,
        sha256=content * 64,
        path=path,
        file_name=path,
        media_type=None,
        bytes=1,
        pages=None,
        reader=None,
        read_status="ok",
        read_reason=None,
        message_zh=None,
        message_en=None,
        seconds=None,
        peak_memory_mb=None,
        source_url=None,
        received_at=NOON,
        is_sample=False,
        container_id=container,
    )


def test_other_bytes_under_the_same_path_replace_what_lies_nowhere_any_more() -> None:
    documents = [document("a.txt", "1"), document("a.txt", "2"), document("a.txt", "3")]
    assert replaced_documents(documents, [file("a.txt", "3")]) == {"1" * 16: "3" * 16, "2" * 16: "3" * 16}
    assert replaced_documents(documents, [file("a.txt", "1")]) == {"2" * 16: "1" * 16, "3" * 16: "1" * 16}


@pytest.mark.parametrize(
    ("documents", "files"),
    [
        ([document("a.txt", "1")], [file("a.txt", "1")]),
        ([document("a.txt", "1"), document("b.txt", "2")], [file("a.txt", "1"), file("b.txt", "2")]),
        ([document("a.txt", "1"), document("a.txt", "2")], [file("a.txt", "2"), file("b.txt", "1")]),
        ([document("a.zip!x.txt", "1", "9" * 16), document("a.zip", "2")], [file("a.zip", "2")]),
        ([document("a.txt", "1")], [file("a.txt", "2")]),
    ],
    ids=["alone", "side by side", "moved", "in an archive", "never taken in"],
)
def test_what_still_lies_there_or_may_lie_there_is_replaced_by_nothing(
    documents: list[DocumentRecord], files: list[FileRecord]
) -> None:
    assert replaced_documents(documents, files) == {}


@pytest.mark.slow
def test_a_corrected_file_under_the_same_name_and_date_is_current_and_the_old_one_again_when_it_is_put_back(
    tmp_path: Path, project_root: Path
) -> None:
    raw, warehouse = (
        inbox_of(tmp_path / "raw", [project_root / "raw" / "samples" / GOOD]),
        tmp_path / "warehouse",
    )
    place, kept = raw / GOOD, tmp_path / "kept.txt"
    shutil.copy(place, kept)
    assert run_night(raw, warehouse).status == "published"
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("资产总额 856.16", "资产总额 856.61"), encoding="utf-8")
    for changed in (True, False):
        assert run_night(raw, warehouse).status == "published"
        rows = ask(
            warehouse,
            "SELECT v.is_current, d.sha256 = ? AS is_kept FROM core.report_versions v "
            "JOIN core.documents d USING (document_id) ORDER BY v.version_no",
            [_hash(kept)],
        )
        assert [(row["is_kept"], row["is_current"]) for row in rows] == [
            (changed, False),
            (not changed, True),
        ]
        assert ask(warehouse, "SELECT kind FROM quality.problems WHERE kind = 'version_conflict'") == []
        shutil.copy(kept, place)


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
