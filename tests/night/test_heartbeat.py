"""Silence is told: no completed night in time, or a daemon that died; once, and once when it is over."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest

from pipelines.night.heartbeat import DAEMON_MARK, check_heartbeat, mark_daemon, unmark_daemon
from pipelines.state import State
from tests.alert.receivers import as_json, webhook

DAY = timedelta(hours=26)


def finish(
    warehouse: Path,
    hours_ago: float,
    status: Literal["published", "unchanged", "gate_closed", "crashed"],
    run: str = "r1",
) -> None:
    ended = datetime.now(UTC) - timedelta(hours=hours_ago)
    with State.open(warehouse) as state:
        state.start_run(run, "schedule", ended - timedelta(minutes=5))
        state.finish_run(run, status, None, {}, ended)


@pytest.mark.parametrize("status", ["published", "unchanged", "gate_closed"])
def test_a_night_completed_in_time_is_well_even_where_nothing_was_new(
    tmp_path: Path, status: Literal["published", "unchanged", "gate_closed"]
) -> None:
    finish(tmp_path, 3, status)
    assert check_heartbeat(tmp_path, DAY)


def test_a_night_of_the_future_proves_nothing_after_the_clock_was_set_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    finish(tmp_path, -24 * 30, "published", "r1")
    assert not check_heartbeat(tmp_path, DAY)
    assert "时钟可能往回拨过" in capsys.readouterr().err
    finish(tmp_path, 1, "published", "r2")
    assert check_heartbeat(tmp_path, DAY)
    mark_daemon(tmp_path)
    ahead = time.time() + 30 * 86_400
    os.utime(tmp_path / "state" / DAEMON_MARK, (ahead, ahead))
    assert not check_heartbeat(tmp_path, DAY)
    assert "的记号在未来" in capsys.readouterr().err


def test_no_night_ever_and_no_warehouse_are_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not check_heartbeat(tmp_path / "nowhere", DAY)
    assert "还没有运行过" in capsys.readouterr().err
    with State.open(tmp_path):
        pass
    assert not check_heartbeat(tmp_path, DAY)


def test_a_crashed_night_completes_nothing(tmp_path: Path) -> None:
    finish(tmp_path, 40, "published", "r1")
    finish(tmp_path, 1, "crashed", "r2")
    assert not check_heartbeat(tmp_path, DAY)


def test_a_run_that_hangs_is_no_completed_night(tmp_path: Path) -> None:
    finish(tmp_path, 30, "published")
    with State.open(tmp_path) as state:
        state.start_run("r2", "schedule", datetime.now(UTC) - timedelta(hours=28))
    assert not check_heartbeat(tmp_path, DAY)


def test_a_daemon_that_was_seen_is_expected_until_a_person_ends_it(tmp_path: Path) -> None:
    finish(tmp_path, 1, "published")
    mark_daemon(tmp_path)
    assert check_heartbeat(tmp_path, DAY)
    old = time.time() - 3600
    os.utime(tmp_path / "state" / DAEMON_MARK, (old, old))
    assert not check_heartbeat(tmp_path, DAY)
    unmark_daemon(tmp_path)
    assert check_heartbeat(tmp_path, DAY)


def test_a_state_that_cannot_be_read_is_told_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "state.sqlite").write_bytes(b"no database at all" * 100)
    assert not check_heartbeat(tmp_path, DAY)


def test_a_damaged_state_is_told_past_the_outbox_once_an_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "state.sqlite").write_bytes(b"no database at all" * 100)
    mark = tmp_path / "state" / "damaged.mark"
    with webhook(lambda post: as_json(200, ok=True)) as hook:
        monkeypatch.setenv("XIANJIAN_WEBHOOK_URL", hook.url)
        assert not check_heartbeat(tmp_path, DAY, quiet=True)
        assert hook.posts == []
        for _ in range(2):
            assert not check_heartbeat(tmp_path, DAY)
        (post,) = hook.posts
        assert (post.body["kind"], post.body["title"]) == ("run", "【县鉴】状态库打不开，夜间运行停摆")
        assert "已损坏" in post.body["text"]
        old = time.time() - 3600
        os.utime(mark, (old, old))
        assert not check_heartbeat(tmp_path, DAY)
        assert len({post.body["key"] for post in hook.posts}) == len(hook.posts) == 2
        (tmp_path / "state" / "state.sqlite").unlink()
        finish(tmp_path, 1, "published")
        assert check_heartbeat(tmp_path, DAY)
        assert not mark.exists(), "the next damage is told at once"


def test_what_nobody_confirmed_is_told_again_at_the_next_beat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "state.sqlite").write_bytes(b"no database at all" * 100)
    with webhook(lambda post: as_json(500)) as hook:
        monkeypatch.setenv("XIANJIAN_WEBHOOK_URL", hook.url)
        for _ in range(2):
            assert not check_heartbeat(tmp_path, DAY)
        assert len(hook.posts) == 2


def test_damage_inside_a_state_that_opens_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    finish(tmp_path, 1, "published")
    with State.open(tmp_path) as state:
        for number in range(200):
            state.enqueue(f"k{number}", "email", {"text": "字" * 500})
    ledger = tmp_path / "state" / "state.sqlite"
    content = bytearray(ledger.read_bytes())
    content[40_000:80_000] = b"\xff" * 40_000
    ledger.write_bytes(content)
    assert not check_heartbeat(tmp_path, DAY)
    assert "已损坏" in capsys.readouterr().err


def test_a_lost_state_beside_a_build_is_damage_and_no_new_one_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "current").mkdir()
    (tmp_path / "current" / "manifest.json").write_text("{}")
    assert not check_heartbeat(tmp_path, DAY)
    assert "不见了" in capsys.readouterr().err
    assert not (tmp_path / "state" / "state.sqlite").exists()


def test_an_outage_is_told_once_and_its_end_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finish(tmp_path, 40, "published")
    with webhook(lambda post: as_json(200, ok=True)) as hook:
        monkeypatch.setenv("XIANJIAN_WEBHOOK_URL", hook.url)
        assert not check_heartbeat(tmp_path, DAY, quiet=True)
        assert hook.posts == []
        for _ in range(3):
            assert not check_heartbeat(tmp_path, DAY)
        assert [post.body["kind"] for post in hook.posts] == ["run"]
        assert "没有一夜完成" in hook.posts[0].body["text"]
        finish(tmp_path, 0.1, "published", "r2")
        for _ in range(2):
            assert check_heartbeat(tmp_path, DAY)
        assert [post.body["title"] for post in hook.posts] == [
            "【县鉴】夜间运行没有按时完成",
            "【县鉴】夜间运行恢复正常",
        ]
