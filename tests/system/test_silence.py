"""Silence is told: a real daemon that is killed, a receiver that hangs, and a run that died in the dark."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.night.heartbeat import DAEMON_MARK, DAEMON_SECONDS
from pipelines.state import Lock, State
from tests.alert.receivers import as_json, mail_server, webhook
from tests.system.conftest import CLEAN, FAULTY, Published
from tests.system.processes import Ran, copy_of, inbox, run, session_of, wait_until, xianjian
from tests.system.service import NEVER, Service, channels, dev, serving

pytestmark = pytest.mark.slow

LATER = "990101-qingyan-minzhengju-2023.pdf"
TOLD_WITHIN = timedelta(minutes=1)
TICKS_SECONDS = 150
"""More than two ticks of a sensor that runs every minute."""


def _heartbeat(warehouse: Path, settings: Mapping[str, str]) -> Ran:
    return xianjian("heartbeat", "--warehouse", warehouse, **settings)


def _sign_of_life(warehouse: Path) -> float:
    return (warehouse / "state" / DAEMON_MARK).stat().st_mtime


def _wait_for_life(service: Service) -> None:
    """The daemon itself has ticked, not only its parent started it."""
    mark = service.warehouse / "state" / DAEMON_MARK
    assert wait_until(mark.exists, 60), service.lines
    begun = _sign_of_life(service.warehouse)
    assert wait_until(lambda: _sign_of_life(service.warehouse) > begun, TICKS_SECONDS), service.lines[-40:]


def _kill_daemon(service: Service) -> None:
    """The daemon alone, by the signal that nobody can catch; the page is ended by its parent."""
    daemon = service.daemon()
    assert daemon is not None
    os.kill(daemon, signal.SIGKILL)
    assert service.process.wait(timeout=60) != 0, "a dead daemon is no clean end"
    assert wait_until(lambda: not session_of(service.process.pid), 150), session_of(service.process.pid)


def _let_time_pass(warehouse: Path) -> None:
    """As if the time in which a daemon may be silent were over since its last sign of life."""
    mark = warehouse / "state" / DAEMON_MARK
    then = _sign_of_life(warehouse) - DAEMON_SECONDS - 60
    os.utime(mark, (then, then))


def test_killed_daemon_is_told_once_and_its_return_once(tmp_path: Path, published: Published) -> None:
    raw = tmp_path / "raw"
    shutil.copytree(published.raw, raw)
    warehouse = copy_of(published.warehouse, tmp_path / "warehouse")
    with mail_server() as mails, webhook(lambda post: as_json(200, ok=True)) as hook:
        settings = channels(mails, hook)
        with serving(raw, warehouse, NEVER, mails, hook) as service:
            _wait_for_life(service)
            well = _heartbeat(warehouse, settings)
            assert (well.code, hook.posts) == (0, []), well.text
            _kill_daemon(service)

        _let_time_pass(warehouse)
        before = len(hook.posts)
        dead = [_heartbeat(warehouse, settings) for _ in range(2)]
        assert [ran.code for ran in dead] == [8, 8], dead[0].text
        assert "守护进程" in dead[0].text
        assert "daemon" in dead[0].text
        assert len(hook.posts) == before + 1, "told once"
        assert "守护进程" in hook.posts[-1].body["text"]

        with serving(raw, warehouse, NEVER, mails, hook) as service:
            _wait_for_life(service)
            back = [_heartbeat(warehouse, settings) for _ in range(2)]
            assert [ran.code for ran in back] == [0, 0], back[0].text
            assert len(hook.posts) == before + 2, "its return is told once"


def test_heartbeat_ends_beside_a_hanging_run_and_a_hanging_receiver(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    with State.open(warehouse) as state:
        state.start_run("hangs", "schedule", datetime.now(UTC) - timedelta(hours=30))
    over = threading.Event()

    def hang(post: object) -> tuple[int, dict[str, str], bytes]:
        over.wait(120)
        return as_json(200, ok=True)

    with mail_server() as mails, webhook(hang) as hook, Lock(warehouse, "xianjian schedule"):
        began = time.monotonic()
        ran = _heartbeat(warehouse, channels(mails, hook))
        took = time.monotonic() - began
        over.set()
        assert ran.code == 8, ran.text
        assert took < 60, "a cron job must not pile up behind a receiver"
        assert len(mails.mails) == 1, "the other channel has it all the same"
        with State.open(warehouse) as state:
            assert [record.status for record in state.runs()] == ["running"], "it touches no run"
            assert {entry.channel for entry in state.unconfirmed()} == {"webhook"}, "what hung waits"
        with State.open(warehouse, lambda: datetime.now(UTC) + timedelta(hours=1)) as later:
            assert later.pending(datetime.now(UTC) + timedelta(hours=1)), "and is due again"


def test_alerts_leave_within_a_minute_of_the_end_also_of_a_run_that_died(
    tmp_path: Path, samples: Path
) -> None:
    raw = inbox(tmp_path / "raw", samples, (CLEAN, FAULTY))
    warehouse = tmp_path / "warehouse"
    with dev(raw, warehouse, NEVER) as service:
        assert wait_until(lambda: "data" in service.kinds(), 300), service.lines[-40:]
        with State.open(warehouse) as state:
            assert wait_until(lambda: not state.unconfirmed(), 10)
            ended = state.runs()[-1].finished_at
            confirmed = [entry.confirmed_at for entry in state.outbox_rows()]
        assert ended is not None
        assert confirmed
        for moment in confirmed:
            assert moment is not None
            assert moment.replace(tzinfo=UTC) - ended <= TOLD_WITHIN

        shutil.copy(samples / LATER, raw / LATER)
        assert wait_until(lambda: service.is_reading(LATER), 300, pause=0.02), service.lines[-40:]
        worker = service.worker()
        assert worker is not None
        os.kill(worker, signal.SIGKILL)
        assert wait_until(lambda: "run" in service.kinds(), TOLD_WITHIN.total_seconds()), (
            "no night follows that could find it dead: the daemon tells of it"
        )
        assert run(raw, warehouse, **channels(service.mails, service.hook)).code == 0
        assert wait_until(lambda: service.kinds().count("data") == 2, 30), service.kinds()
        time.sleep(TOLD_WITHIN.total_seconds())  # whoever would tell it again has had the time
        assert service.kinds().count("run") == 1, service.kinds()
        assert service.statuses().count("crashed") == 1
