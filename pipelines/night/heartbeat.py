"""``xianjian heartbeat``: whether nights still happen. An outside cron asks, for a dead daemon cannot tell of itself.

Belongs here: the last completed night, the daemon's mark, one alert for an outage and one for its end. Does not belong
here: starting anything, Dagster (its import takes seconds).

A night is completed when it ended published, unchanged, or with a closed gate: that one did its work, told of the gate
itself, and left the live build in place. The daemon's mark is a file that its outbox sensor touches every minute;
``xianjian dev`` makes it at the start and takes it away when it is ended by a person. So a daemon that was seen is expected,
and where nights run by cron alone nobody expects one.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.alert.channels import channels_from_environment
from pipelines.alert.compose import silence_ended, silent, state_damaged
from pipelines.alert.deliver import deliver, post, send_directly
from pipelines.alert.message import AlertMessage
from pipelines.alert.rounds import Patience
from pipelines.alert.wording import SHANGHAI
from pipelines.lexicon import load
from pipelines.night.progress import say
from pipelines.night.tell.alerts import channels_for_runs
from pipelines.publish import live_build
from pipelines.state import RunRecord, State, StateError

COMPLETED = ("published", "unchanged", "gate_closed")
DAEMON_MARK = "daemon.mark"
DAEMON_SECONDS = 300.0
"""The sensor touches the mark every minute; a night that keeps the daemon busy may hold it up a little."""
HURRIED = Patience(pauses=(), seconds_per_channel=15.0)
SKEW = timedelta(minutes=5)
"""What lies further in the future was written before the clock was set back, and proves nothing of today."""
DAMAGE_EVERY = timedelta(minutes=59)
"""So that a cron of every hour tells it every hour."""
_DAMAGE_MARK = "damaged.mark"
_TOLD = "heartbeat"
_WELL = "well"


@dataclass(frozen=True, slots=True)
class Pulse:
    """What was found. ``outage`` is None where all is well, else the same for as long as the same outage lasts."""

    outage: str | None
    message_zh: str
    message_en: str


def mark_daemon(warehouse: Path) -> None:
    """The daemon is alive now."""
    mark = warehouse / "state" / DAEMON_MARK
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()


def unmark_daemon(warehouse: Path) -> None:
    """The daemon was ended by a person: nobody expects it any more."""
    (warehouse / "state" / DAEMON_MARK).unlink(missing_ok=True)


def check_heartbeat(warehouse: Path, within: timedelta, *, quiet: bool = False) -> bool:
    """Say how it stands, tell of an outage or its end through the channels unless ``quiet``; whether all is well."""
    ledger = warehouse / "state" / "state.sqlite"
    if not ledger.exists() and live_build(warehouse) is None:
        say(
            f"还没有运行过：{warehouse} 中没有状态库。请检查 --warehouse，或先运行 xianjian run / no run yet in this warehouse: check --warehouse, or xianjian run comes first"
        )
        return False
    try:
        if not ledger.exists():  # opening it would make an empty one
            raise StateError(
                f"状态库 {ledger} 不见了，而版本还在。请从备份恢复；没有备份就运行 xianjian run，重新登记全部文件，提醒可能重发一次。",
                f"{ledger} is gone while builds are there. Restore it from a backup, or run xianjian run: files are registered anew.",
            )
        with State.open(warehouse) as state:
            state.require_whole()
            pulse = feel_pulse(state.runs(), daemon_seen(warehouse), datetime.now(UTC), within)
            say(f"{pulse.message_zh} / {pulse.message_en}")
            if not quiet:
                tell(state, pulse)
    except StateError as error:
        say(str(error))
        if not quiet:
            tell_directly(warehouse, error)
        return False
    (warehouse / "state" / _DAMAGE_MARK).unlink(missing_ok=True)
    return pulse.outage is None


def tell_directly(warehouse: Path, error: StateError) -> None:
    """What no outbox can hold goes straight through the channels, at most once an hour; a file marks when it arrived."""
    now = datetime.now(UTC)
    mark = warehouse / "state" / _DAMAGE_MARK
    try:
        if timedelta(0) <= now - datetime.fromtimestamp(mark.stat().st_mtime, UTC) < DAMAGE_EVERY:
            return
    except FileNotFoundError:
        pass  # the first time
    results = send_directly(
        channels_from_environment().channels, state_damaged(f"state/{now:%Y%m%dT%H%M%S.%f}", str(error))
    )
    for result in results:
        if not result.confirmed:
            say(f"报警通道 {result.channel} 未确认：{result.reply}")
    if any(result.confirmed for result in results):
        with suppress(OSError):  # a full or read-only disk: better told twice than not at all
            mark.touch()


def daemon_seen(warehouse: Path) -> datetime | None:
    """When the daemon was last alive; None where none is expected."""
    mark = warehouse / "state" / DAEMON_MARK
    try:
        return datetime.fromtimestamp(mark.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def feel_pulse(
    runs: tuple[RunRecord, ...], daemon: datetime | None, now: datetime, within: timedelta
) -> Pulse:
    """The last completed night and the daemon, held against the time allowed."""
    done = [
        run
        for run in runs
        if run.status in COMPLETED and run.finished_at is not None and run.finished_at <= now + SKEW
    ]
    last = max(done, key=lambda run: run.finished_at or now, default=None)
    hours = f"{within / timedelta(hours=1):g}"
    since = "never" if last is None else last.run_id
    last_zh = (
        "从未有一夜完成"
        if last is None
        else f"最近完成的一夜：{_shown(last.finished_at)}（{load('site')['run_status'][last.status]}）"
    )
    last_en = "no night was ever completed" if last is None else f"last completed night {_age(last, now)} ago"
    running = next((run for run in reversed(runs) if run.status == "running"), None)
    if last is None or last.finished_at is None or now - last.finished_at > within:
        ahead = any(r.finished_at is not None and r.finished_at > now + SKEW for r in runs)
        clock_zh = "；台账里有记在未来的运行，这台机器的时钟可能往回拨过" if ahead else ""
        clock_en = "; some runs lie in the future: was the clock set back?" if ahead else ""
        hanging_zh = f"；有一次运行从 {_shown(running.started_at)} 起没有结束" if running else ""
        return Pulse(
            f"night/{since}",
            f"{hours} 小时内没有一夜完成。{last_zh}{hanging_zh}{clock_zh}。请看 make dev 的页面或定时任务的日志，改正后运行 xianjian run",
            f"no night was completed within {hours} hours; {last_en}{clock_en}; look at the page of make dev or the log of cron, then run xianjian run",
        )
    if daemon is not None and abs(now - daemon) > timedelta(seconds=DAEMON_SECONDS):
        minutes = int((now - daemon) / timedelta(minutes=1))
        silent_zh = f"没有动静已 {minutes} 分钟" if minutes >= 0 else "的记号在未来（时钟往回拨过？）"
        silent_en = f"has been silent for {minutes} minutes" if minutes >= 0 else "left a mark in the future"
        return Pulse(
            f"daemon/{daemon:%Y%m%dT%H%M%S.%f}",  # each death is an outage of its own
            f"守护进程{silent_zh}，今夜不会自动运行。请重新启动 make dev（或管理它的服务）。{last_zh}",
            f"the daemon {silent_en}; start make dev or its service again; {last_en}",
        )
    alive_zh = "，守护进程在运行" if daemon is not None else ""
    return Pulse(None, f"正常。{last_zh}{alive_zh}", f"all is well; {last_en}")


def tell(state: State, pulse: Pulse) -> None:
    """One alert for an outage, one for its end. What is due in the outbox is tried every time: where nights and daemon
    are dead, nobody else does."""
    channels = channels_for_runs(state)
    before = state.known_fingerprint(_TOLD) or _WELL
    with state.transaction():
        message = _news(before, pulse)
        if message is not None and not post(state, channels, [message]).nobody_listens:
            state.remember(_TOLD, pulse.outage or _WELL)
    everybody = channels_from_environment().channels
    deliver(state, everybody, datetime.now(UTC), patience=HURRIED)


def _news(before: str, pulse: Pulse) -> AlertMessage | None:
    if pulse.outage == before or (pulse.outage is None and before == _WELL):
        return None
    if pulse.outage is None:
        return silence_ended(before, pulse.message_zh)
    return silent(pulse.outage, pulse.message_zh)


def _shown(moment: datetime | None) -> str:
    return "—" if moment is None else f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}（北京时间）"


def _age(run: RunRecord, now: datetime) -> str:
    age = now - (run.finished_at or now)
    return f"{age / timedelta(hours=1):.1f} hours"
