"""Only what changed is read: a changed reader re-reads its own formats, a redo the documents that were asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.night.doctor import examine
from pipelines.night.read import reading, redo
from pipelines.night.read.redo import say_wish
from pipelines.night.read.stamps import read_stamp
from pipelines.night.run import Night
from pipelines.night.settings import Redo, Settings
from pipelines.read import sniff
from pipelines.state import State


def _read(raw: Path, warehouse: Path, redo: Redo | None = None) -> set[str]:
    """Names of the files that a night's second hop reads."""
    with Night.open(Settings(raw, warehouse, trigger="test", workers=1, redo=redo)) as night:
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
    monkeypatch.setattr(
        redo, "documents_to_redo", lambda settings: frozenset({text} if settings.redo else ())
    )
    assert _read(raw, warehouse, redo=Redo(year=2023)) == {"a.txt"}
    assert _read(raw, warehouse) == set()


def test_a_rebuild_that_did_not_publish_is_gone_on_with_and_reads_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "warehouse"
    raw.mkdir()
    for name in ("a.txt", "b.txt"):
        (raw / name).write_text(f"部门整体支出绩效自评报告{name}", encoding="utf-8")
    assert _read(raw, warehouse) == {"a.txt", "b.txt"}
    with Night.open(Settings(raw, warehouse, rebuild=True, trigger="test")) as night:
        _ = night.intake  # asked for, and ended before a byte was read
    with State.open(warehouse) as state:
        (wish,) = state.intentions()
        one = next(r for r in state.documents() if r.file_name == "a.txt")
        state.record_documents(
            [replace(one, read_stamp=read_stamp(one.media_type))]
        )  # read by the night that died
    with Night.open(Settings(raw, warehouse, trigger="test")) as night:
        assert {r.file_name for r in night.state.documents() if r.document_id in night.reading.documents} == {
            "b.txt"
        }
        assert night.settings.rebuild
        assert not night.is_unchanged
    assert say_wish(wish) in capsys.readouterr().err
    assert any(say_wish(wish) in sign.message_zh for sign in examine(Settings(raw, warehouse)))


def test_a_kept_original_that_was_spoilt_is_put_right_from_the_inbox_and_else_not_read_as_what_it_is_not(
    tmp_path: Path,
) -> None:
    raw, settings = tmp_path / "raw", Settings(tmp_path / "raw", tmp_path / "warehouse", rebuild=True)
    raw.mkdir()
    (raw / "a.txt").write_text("部门整体支出绩效自评报告a", encoding="utf-8")
    (raw / "b.txt").write_text("部门整体支出绩效自评报告b", encoding="utf-8")
    _read(raw, settings.warehouse)
    with State.open(settings.warehouse) as state:
        originals = {r.file_name: settings.original(r.sha256) for r in state.documents()}
    for original in originals.values():
        original.chmod(0o644)
        original.write_text("部门整体支出绩效自评报告?", encoding="utf-8")
    (raw / "b.txt").unlink()
    with Night.open(settings) as night:
        read = night.reading.documents
        assert {r.file_name for r in night.state.documents() if r.document_id in read} == {"a.txt"}
        assert night.intake.restored == ("a.txt",), "what was put right is told"
    assert originals["a.txt"].read_bytes() == (raw / "a.txt").read_bytes()
