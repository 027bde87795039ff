"""A night on a Dask cluster: what it leaves is what the processes of one machine leave, whoever is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from pipelines.engine import EngineLost
from pipelines.night.configuration import ConfigurationError
from pipelines.night.doctor.engine import examine_engine
from pipelines.night.doctor.inputs import examine_inputs
from pipelines.night.run import Night
from pipelines.night.settings import Settings
from pipelines.state import DocumentRecord, State
from tests.engine.clusters import TestCluster, cluster
from tests.system.processes import session_of, wait_until

COPIES = 26
DAY = datetime(2026, 1, 1)


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    """Reports of all formats, an archive of three in an archive, of which one came by itself too, and what is no report."""
    folder = tmp_path_factory.mktemp("raw")
    samples = project_root / "raw" / "samples"
    for sample in samples.iterdir():
        if sample.suffix in (".pdf", ".docx", ".doc", ".xls", ".html", ".txt"):
            shutil.copy(sample, folder / sample.name)
    model = (samples / "990101-qingyan-sifaju-2022.txt").read_text(encoding="utf-8")
    for number in range(COPIES):
        (folder / f"copy-{number}.txt").write_text(f"{model}\n第{number}份\n", encoding="utf-8")
    (folder / "inner").mkdir()
    for name in ("copy-0.txt", "copy-1.txt"):
        (folder / "inner" / name).write_text(f"{model}\n档案内 {name}\n", encoding="utf-8")
    shutil.copy(folder / "copy-2.txt", folder / "inner" / "copy-2.txt")
    packed = Path(shutil.make_archive(str(folder / "inner"), "zip", folder / "inner"))
    shutil.rmtree(folder / "inner")
    (folder / "outer").mkdir()
    packed.rename(folder / "outer" / "inner.zip")
    shutil.make_archive(str(folder / "outer"), "zip", folder / "outer")
    shutil.rmtree(folder / "outer")
    (folder / "notice.txt").write_text("关于开展绩效自评工作的通知\n请于月底前报送。\n", encoding="utf-8")
    return folder


def _inbox(raw: Path, folder: Path, engine: str) -> Settings:
    """An inbox with its own engine; its files are those of ``raw``."""
    shutil.copytree(raw, folder / "raw")
    (folder / "raw" / "settings.toml").write_text(f"[engine]\n{engine}\n", encoding="utf-8")
    return Settings(folder / "raw", folder / "warehouse", trigger="test")


def _work(settings: Settings) -> str:
    """Hops 1 to 5; the hash of all that determines the build."""
    with Night.open(settings) as night:
        night.receive()
        night.read()
        night.extract()
        night.assemble()
        assert night.facts.crashed == 0
        return night.inputs.hash()


def _content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _ledger(settings: Settings) -> list[DocumentRecord]:
    """What the ledger knows of documents, but for clocks and memory."""
    with State.open(settings.warehouse) as state:
        return [replace(r, seconds=None, peak_memory_mb=None, received_at=DAY) for r in state.documents()]


def _alike(one: Settings, other: Settings) -> None:
    assert _content(one.documents) == _content(other.documents)
    assert _content(one.shards) == _content(other.shards)
    assert _ledger(one) == _ledger(other)


@pytest.fixture(scope="module")
def by_pool(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, str]:
    """What the processes of this machine leave."""
    settings = _inbox(raw, tmp_path_factory.mktemp("pool"), "workers = 2")
    return settings, _work(settings)


def _once(holds: Callable[[], bool], act: Callable[[], None]) -> threading.Thread:
    """Act as soon as it holds, while the night goes on in this thread."""

    def watch() -> None:
        assert wait_until(holds, 60, pause=0.01)
        act()

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def _read(settings: Settings) -> int:
    """How many documents the ledger calls read."""
    if not (settings.warehouse / "state" / "state.sqlite").exists():
        return 0
    with State.open(settings.warehouse) as state:
        return sum(r.read_stamp is not None for r in state.documents())


@pytest.mark.slow
def test_a_local_cluster_leaves_what_the_pool_leaves(
    raw: Path, tmp_path: Path, by_pool: tuple[Settings, str]
) -> None:
    settings = _inbox(raw, tmp_path, 'cluster = "local"\nworkers = 2')
    assert _work(settings) == by_pool[1]
    _alike(settings, by_pool[0])


@pytest.mark.slow
def test_a_worker_killed_under_way_changes_nothing(
    raw: Path, tmp_path: Path, by_pool: tuple[Settings, str]
) -> None:
    with cluster(tmp_path) as started:
        victim = started.worker_process(0)
        settings = _inbox(raw, tmp_path, f'cluster = "{started.address}"')
        documents = settings.documents
        killing = _once(
            lambda: any(documents.glob("*/*/document.json.gz")), lambda: os.kill(victim, signal.SIGKILL)
        )
        assert _work(settings) == by_pool[1]
        killing.join()
        assert started.worker_process(0) != victim
    _alike(settings, by_pool[0])


@pytest.mark.slow
def test_a_killed_scheduler_is_a_crash_with_an_alert_and_the_next_night_goes_on(
    raw: Path, tmp_path: Path, by_pool: tuple[Settings, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIANJIAN_WEBHOOK_URL", "http://127.0.0.1:9/")
    with cluster(tmp_path, workers=1) as started:
        settings = _inbox(raw, tmp_path, f'cluster = "{started.address}"\npatience_seconds = 4.0')
        killing = _once(lambda: _read(settings) > 0, lambda: _kill_scheduler(started))
        with pytest.raises(EngineLost, match="与 Dask 调度器的连接断了"):
            _work(settings)
        killing.join()
    kept = _read(settings)
    assert 0 < kept < len(_ledger(by_pool[0]))
    with State.open(settings.warehouse) as state:
        assert [run.status for run in state.runs()] == ["crashed"]
        (told,) = [entry.payload["text"] for entry in state.unconfirmed()]
    assert "调度器" in told
    (settings.raw / "settings.toml").unlink()
    with Night.open(settings) as night:
        assert len(night.reading.documents) == len(_ledger(by_pool[0])) - kept
        assert night.facts.crashed == 0
    _alike(settings, by_pool[0])


def _kill_scheduler(started: TestCluster) -> None:
    os.kill(started.scheduler.pid, signal.SIGKILL)


@pytest.mark.slow
def test_the_processes_of_a_local_cluster_end_with_a_night_that_was_killed(raw: Path, tmp_path: Path) -> None:
    settings = _inbox(raw, tmp_path, 'cluster = "local"\nworkers = 2')
    script = (
        "from pathlib import Path; import sys\nfrom pipelines.night.run import Night\n"
        "from pipelines.night.settings import Settings\n"
        "if __name__ == '__main__':\n"
        "    with Night.open(Settings(Path(sys.argv[1]), Path(sys.argv[2]))) as night:\n        night.read()\n"
    )
    (tmp_path / "night.py").write_text(script)
    night = subprocess.Popen(
        [sys.executable, tmp_path / "night.py", settings.raw, settings.warehouse],
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )
    assert wait_until(lambda: any(settings.documents.glob("*/*/document.json.gz")), 60, pause=0.02)
    os.kill(night.pid, signal.SIGKILL)
    night.wait()
    assert wait_until(lambda: not session_of(night.pid), 30), session_of(night.pid)


@pytest.mark.slow
def test_the_doctor_looks_at_the_cluster_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    settings = Settings(tmp_path / "raw", tmp_path / "warehouse")
    chosen = tmp_path / "raw" / "settings.toml"
    with cluster(tmp_path, workers=1) as started:
        chosen.write_text(f'[engine]\ncluster = "{started.address}"\n')
        (sign,) = examine_engine(settings)
        assert (sign.level, started.address in sign.message_zh) == ("ok", True), sign
        os.kill(started.scheduler.pid, signal.SIGKILL)
        started.scheduler.wait()
        chosen.write_text(f'[engine]\ncluster = "{started.address}"\npatience_seconds = 1.0\n')
        (sign,) = examine_engine(settings)
        assert (sign.level, "连不上" in sign.message_zh) == ("fault", True), sign


def test_an_engine_setting_that_is_unknown_stops_the_night_by_name(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "settings.toml").write_text("[engine]\nprocesses = 4\n")
    settings = Settings(tmp_path / "raw", tmp_path / "warehouse")
    with pytest.raises(ConfigurationError, match=r"processes.*workers"), Night.open(settings):
        pass
    with State.open(settings.warehouse) as state:
        assert [run.status for run in state.runs()] == ["crashed"]
    (fault,) = [sign for sign in examine_inputs(settings) if "processes" in sign.message_zh]
    assert fault.level == "fault"
    assert list(examine_engine(settings)) == [], "said once"


def test_a_night_has_as_many_processes_as_the_settings_say(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "settings.toml").write_text("[engine]\nworkers = 5\n")
    settings = Settings(tmp_path / "raw", tmp_path / "warehouse")
    assert list(examine_engine(settings)) == []
    with Night.open(settings) as night:
        assert night.settings.workers == 5
        assert night.engine().workers == 5


def test_what_killed_workers_left_is_swept(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "raw", tmp_path / "warehouse")
    settings.raw.mkdir()
    (settings.shards / ".of-a-killed-worker.building").mkdir(parents=True)
    (settings.shards / "in-use-no-more").mkdir()
    with Night.open(settings) as night:
        assert night.facts.shards == ()
    assert list(settings.shards.iterdir()) == []
