"""What a night tells people: one digest of what is new, a closed gate, a run that died.

Belongs here: from results to messages in the outbox, and draining it. Does not belong here: wording and protocols
(alert).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pipelines.alert.channels import channels_from_environment
from pipelines.alert.compose import Night as Told
from pipelines.alert.compose import compose
from pipelines.alert.deliver import DeliveryReport, deliver, post, send_test
from pipelines.alert.message import BrokenRule, FailedRule, GateClosed, QuarantinedFile, RunFailure
from pipelines.alert.news import remember_told, untold
from pipelines.night.progress import say
from pipelines.state import State

WAIT_SECONDS = 30.0
"""How long to wait for another deliverer, the daemon's sensor or a night."""


def tell_night(
    state: State,
    run_id: str,
    build_id: str | None,
    findings: Sequence[FailedRule],
    broken: Sequence[BrokenRule],
    quarantined: Sequence[QuarantinedFile],
    gate: GateClosed | None,
) -> None:
    """Put the night's news in line. A finding is remembered as told only if somebody listens."""
    channels = channels_from_environment()
    for problem in channels.problems:
        say(problem.message_zh)
    new = untold(state, findings)
    messages = compose(Told(run_id, build_id, new, tuple(quarantined), tuple(broken), gate))
    with state.transaction():  # a kill in between would tell the same findings again under the next key
        posted = post(state, channels.channels, messages)
        if not posted.nobody_listens:
            remember_told(state, new)


def tell_crash(state: State, run_id: str, trigger: str, error: str) -> None:
    """Put the news of a dead run in line, once for each run."""
    messages = compose(Told(run_id, failure=RunFailure(run_id, trigger, error)))
    post(state, channels_from_environment().channels, messages)


def deliver_alerts(state: State, *, everything: bool = True) -> DeliveryReport:
    """Send what waits in the outbox."""
    channels = channels_from_environment().channels
    report = deliver(state, channels, datetime.now(UTC), everything=everything, wait_seconds=WAIT_SECONDS)
    for channel in report.channels:
        if channel.last_error:
            say(f"报警通道 {channel.channel} 未确认：{channel.last_error}（留在发件箱，稍后重发）")
    return report


def tell_run_failure(warehouse: Path, run_id: str, error: str) -> None:
    """What the daemon does when a run failed: a run that told of itself (closed gate, crash) is not told twice."""
    with State.open(warehouse) as state:
        record = next((run for run in state.runs() if run.run_id == run_id), None)
        if record is None or record.status in ("running", "crashed"):
            tell_crash(state, run_id, record.trigger if record else "dagster", error)
        deliver_alerts(state, everything=False)


def deliver_waiting(warehouse: Path) -> str:
    """Drain the outbox; one line that says what became of it."""
    if not (warehouse / "state" / "state.sqlite").exists():
        return "还没有运行过 nothing has run yet"
    with State.open(warehouse) as state:
        report = deliver_alerts(state, everything=False)
    confirmed = sum(len(channel.confirmed) for channel in report.channels)
    failed = sum(len(channel.failed) + len(channel.waiting) for channel in report.channels)
    return f"已确认 confirmed {confirmed}，未送达 waiting {failed}"


def send_test_alerts() -> bool:
    """``xianjian alert test``: one message through every configured channel; whether all were confirmed."""
    channels = channels_from_environment()
    for problem in channels.problems:
        say(problem.message_zh)
    if not channels.channels:
        say(
            "没有配置报警通道：请设置 docs/alerts.md 所列的环境变量之一（如 XIANJIAN_SMTP_HOST、XIANJIAN_WEBHOOK_URL、XIANJIAN_WECOM_URL）/ no channel is configured"
        )
        return False
    results = send_test(channels.channels)
    for result in results:
        say(
            f"{result.channel}: {'已确认 confirmed' if result.confirmed else '未确认 not confirmed'} — {result.reply}"
        )
    return all(result.confirmed for result in results) and not channels.problems
