"""A report whose extraction does not end is put aside by name; those beside it are not, wherever they are worked on."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.night.configuration import ConfigurationError
from pipelines.night.extract import facts
from pipelines.night.extract.patience import read_patience
from pipelines.night.run import Night
from pipelines.night.settings import Settings
from pipelines.state import DocumentRecord, State

GOOD = "990101-qingyan-sifaju-2022.txt"
COPIES = 4


def _slow_file(project_root: Path, tmp_path: Path, engine: str, limit: float) -> Settings:
    """An inbox of a few reports, read; what was read of ``slow.txt`` never comes: its place is a pipe that nobody writes to."""
    text = (project_root / "raw" / "samples" / GOOD).read_text(encoding="utf-8")
    settings = Settings(tmp_path / "raw", tmp_path / "warehouse", trigger="test")
    settings.raw.mkdir()
    for name in ("slow", *(f"copy-{n}" for n in range(COPIES))):
        (settings.raw / f"{name}.txt").write_text(f"{text}\n{name}\n", encoding="utf-8")
    _choose(settings, "workers = 1", seconds=60.0)
    assert _extract(settings)[:2] == (COPIES + 1, 0), "all words are loaded now"
    _choose(settings, engine, seconds=limit)
    with State.open(settings.warehouse) as state:
        state.record_documents(
            replace(record, extract_stamp=None, shard=None) for record in state.documents()
        )
    place = settings.document(_slow(settings).sha256)
    place.rename(place.with_name("kept"))
    os.mkfifo(place)
    return settings


def _choose(settings: Settings, engine: str, seconds: float) -> None:
    text = f"[engine]\n{engine}\n[extract]\nseconds = {seconds}\n"
    (settings.raw / "settings.toml").write_text(text, encoding="utf-8")


def _slow(settings: Settings) -> DocumentRecord:
    with State.open(settings.warehouse) as state:
        return next(record for record in state.documents() if record.file_name == "slow.txt")


def _extract(settings: Settings) -> tuple[int, int, float]:
    """Documents worked on, those that failed, and the seconds that it took."""
    began = time.monotonic()
    with Night.open(settings) as night:
        return night.facts.extracted, night.facts.crashed, time.monotonic() - began


@pytest.mark.parametrize(
    ("most_here", "limit"),
    [(50, 1.0), pytest.param(0, 8.0, marks=pytest.mark.slow)],
    ids=["here", "pool"],
)
def test_a_slow_file_is_put_aside_alone_and_tried_again_with_another_limit(
    project_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_here: int, limit: float
) -> None:
    settings = _slow_file(project_root, tmp_path, "workers = 2", limit)
    monkeypatch.setattr(facts, "MOST_HERE", most_here)
    extracted, failed, seconds = _extract(settings)
    assert (extracted, failed) == (COPIES + 1, 1)
    assert seconds < limit + 60
    slow = _slow(settings)
    assert slow.read_reason == "extractor_timeout"
    assert f"文件“slow.txt”在 {limit:g} 秒内没有提取完" in (slow.message_zh or "")
    assert "'slow.txt'" in (slow.message_en or "")
    assert _extract(settings)[:2] == (0, 0), "the same program with the same limit does not try again"
    place = settings.document(slow.sha256)
    place.with_name("kept").replace(place)
    _choose(settings, "workers = 2", seconds=60.0)
    assert _extract(settings)[:2] == (1, 0)
    assert _slow(settings).read_status == "ok"


def test_a_limit_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("[extract]\nseconds = 0\n")
    with pytest.raises(ConfigurationError, match=r"\[extract\].*seconds > 0"):
        read_patience(Settings(tmp_path, tmp_path / "warehouse"))
