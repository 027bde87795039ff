"""Only what changed is read: a changed reader re-reads its own formats, a redo the documents that were asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.night import reading
from pipelines.night.read_stamps import read_stamp
from pipelines.night.run import Night
from pipelines.night.settings import Settings
from pipelines.read import sniff


def _read(raw: Path, warehouse: Path) -> set[str]:
    """Names of the files that a night's second hop reads."""
    with Night.open(Settings(raw, warehouse, trigger="test", workers=1)) as night:
        read = night.reading.documents
        return {record.file_name for record in night.state.documents() if record.document_id in read}


def test_a_changed_reader_reads_its_own_formats_again_and_what_is_to_be_redone_joins_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "warehouse"
    raw.mkdir()
    (raw / "a.txt").write_text("部门整体支出绩效自评报告", encoding="utf-8")
    (raw / "b.html").write_text("<html><body><p>部门整体支出绩效自评报告</p></body></html>", encoding="utf-8")
    assert _read(raw, warehouse) == {"a.txt", "b.html"}
    assert _read(raw, warehouse) == set()

    def changed(media_type: str | None) -> str:
        return "another" if media_type == sniff.HTML else read_stamp(media_type)

    monkeypatch.setattr(reading, "read_stamp", changed)
    assert _read(raw, warehouse) == {"b.html"}
    with Night.open(Settings(raw, warehouse, trigger="test")) as night:
        (text,) = (r.document_id for r in night.state.documents() if r.file_name == "a.txt")
    monkeypatch.setattr(reading, "documents_to_redo", lambda settings: frozenset({text}))
    assert _read(raw, warehouse) == {"a.txt"}
