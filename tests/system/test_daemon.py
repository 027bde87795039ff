"""The real page and daemon: the schedule runs, a planted fault reaches real receivers once, and all ends cleanly."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from pipelines.samples.ship import planned
from pipelines.state import State
from tests.system.conftest import CLEAN, FAULTY
from tests.system.processes import counts_of_live_build, inbox, session_of, wait_until
from tests.system.service import Service, dev

pytestmark = pytest.mark.slow

FAULTY_LATER = "990101-qingyan-minzhengju-2023.pdf"
FIRST_PUBLICATION_SECONDS = 150


def _answers(host: str, port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{host}:{port}/server_info", timeout=5) as answer:
            return bool(json.load(answer)["dagster_version"])
    except (OSError, urllib.error.URLError):
        return False


def _listening(pids: set[int]) -> set[str]:
    """Addresses (as /proc/net writes them) on which these processes accept TCP connections from a machine."""
    sockets: set[str] = set()
    for pid in pids:
        for descriptor in Path(f"/proc/{pid}/fd").glob("*"):
            try:
                sockets.add(os.readlink(descriptor))  # noqa: PTH115 - a socket is no path
            except OSError:
                continue
    found: set[str] = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == "0A" and f"socket:[{columns[9]}]" in sockets:
                found.add(columns[1].partition(":")[0])
    return found


def _said(service: Service, *words: str) -> bool:
    """Whether one mail and one post both hold these words."""
    half = len(service.hook.posts)
    texts = service.texts()
    return all(any(all(w in text for w in words) for text in part) for part in (texts[:half], texts[half:]))


def test_schedule_publishes_tells_once_and_survives_a_killed_run(tmp_path: Path, samples: Path) -> None:
    raw = inbox(tmp_path / "raw", samples, (CLEAN, FAULTY))
    warehouse = tmp_path / "warehouse"
    with dev(raw, warehouse) as service:
        assert wait_until(lambda: _answers("127.0.0.1", service.port), 90), service.lines
        assert _listening(set(session_of(service.process.pid))) <= {"0100007F"}, "on loopback only"

        assert wait_until(
            lambda: _said(service, "B03", "栖禾县民政局", "“预算执行率87.03%”"), FIRST_PUBLICATION_SECONDS
        ), service.lines[-40:]
        assert counts_of_live_build(warehouse)["core.reports"] == 2
        _assert_names_are_masked(service)
        with State.open(warehouse) as state:
            assert wait_until(lambda: not state.unconfirmed(), 10)
            assert {row.channel for row in state.outbox_rows()} == {"email", "webhook"}
            assert {row.status for row in state.outbox_rows()} == {"confirmed"}

        told = len(service.texts())
        runs = len(service.statuses())
        assert wait_until(lambda: service.statuses()[runs + 1 :] != [], 180), "two more nights"
        assert set(service.statuses()[runs:-1]) <= {"unchanged"}
        assert len(service.texts()) == told, "nothing is told twice"

        shutil.copy(samples / FAULTY_LATER, raw / FAULTY_LATER)
        assert wait_until(lambda: service.is_reading(FAULTY_LATER), 150, pause=0.02)
        worker = service.worker()
        assert worker is not None
        os.kill(worker, signal.SIGKILL)
        assert wait_until(lambda: _said(service, "B07", "青砚县民政局"), 240), service.lines[-40:]
        assert "crashed" in service.statuses()
        assert wait_until(lambda: "run" in service.kinds(), 120), service.kinds()
        after = len(service.statuses())
        assert wait_until(lambda: service.statuses()[after + 1 :] != [], 180)
        assert service.kinds() == ["data", "run", "data"] or service.kinds() == ["data", "data", "run"]
        assert len(service.mails.mails) == 3
        assert counts_of_live_build(warehouse)["core.reports"] == 3
        _assert_names_are_masked(service)
        _stop(service, signal.SIGINT)


def _assert_names_are_masked(service: Service) -> None:
    specimens = [shipped for shipped in planned() if shipped.file_name in (CLEAN, FAULTY, FAULTY_LATER)]
    names = {signer.name for shipped in specimens for signer in shipped.specimen.signers}
    assert names
    assert [name for name in names for text in service.texts() if name in text] == []


def _stop(service: Service, sign: signal.Signals) -> None:
    began = time.monotonic()
    service.process.send_signal(sign)
    assert service.process.wait(timeout=60) == 0
    assert wait_until(lambda: not session_of(service.process.pid), 30), session_of(service.process.pid)
    assert time.monotonic() - began < 60


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_stopped_service_leaves_no_process(tmp_path: Path, sign: signal.Signals) -> None:
    (tmp_path / "raw").mkdir()
    with dev(tmp_path / "raw", tmp_path / "warehouse") as service:
        assert wait_until(lambda: _answers("127.0.0.1", service.port), 90), service.lines
        _stop(service, sign)
        assert not _answers("127.0.0.1", service.port)
