"""Whether nights happen and people hear of them. Belongs here: last night, daemon, channels, outbox. Does not belong here:
sending anything (``xianjian alert test``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.alert.channels import channels_from_environment
from pipelines.night.doctor.sign import Sign, fault, ok, warn
from pipelines.night.heartbeat import COMPLETED, daemon_seen, feel_pulse
from pipelines.state import State

NIGHTS = "夜间运行 nights"
CHANNELS = "报警通道 channels"
OUTBOX = "发件箱 outbox"
WITHIN = timedelta(hours=26)
PATIENCE = timedelta(hours=2)
"""A message that waits longer than this was refused several times."""


def examine_nights(warehouse: Path, state: State) -> Iterator[Sign]:
    """The last completed night and the daemon, as ``xianjian heartbeat`` sees them."""
    pulse = feel_pulse(state.runs(), daemon_seen(warehouse), datetime.now(UTC), WITHIN)
    decided = [run.status for run in state.runs() if run.status in COMPLETED]
    if pulse.outage is None and decided and decided[-1] == "gate_closed":
        yield warn(
            NIGHTS,
            f"{pulse.message_zh.removeprefix('正常。')}；读者看到的还是以前的版本",
            "the gate closed on the last night: readers still see an earlier build",
            "xianjian gate --explain",
        )
    elif pulse.outage is None:
        yield ok(NIGHTS, pulse.message_zh, pulse.message_en)
    else:
        yield fault(NIGHTS, pulse.message_zh, pulse.message_en, "照做之后用 xianjian heartbeat 确认")


def examine_channels() -> Iterator[Sign]:
    """Channels that the environment describes, and those that it describes wrongly."""
    found = channels_from_environment()
    for problem in found.problems:
        yield fault(CHANNELS, problem.message_zh, problem.message_en, "改正环境变量，见 docs/alerts.md")
    if found.channels:
        names = "、".join(channel.name for channel in found.channels)
        yield ok(CHANNELS, f"已配置：{names}（能否送达用 xianjian alert test 试）", f"configured: {names}")
    elif not found.problems:
        yield warn(
            CHANNELS,
            "没有配置任何通道，出了事没有人知道",
            "no channel is configured: nobody will hear of anything",
            "设置 docs/alerts.md 所列的环境变量，再运行 xianjian alert test",
        )


def examine_outbox(state: State) -> Iterator[Sign]:
    """Messages that no receiver has confirmed for hours."""
    now = datetime.now(UTC)
    stuck = [entry for entry in state.unconfirmed() if now - entry.enqueued_at > PATIENCE]
    if stuck:
        oldest = min(stuck, key=lambda entry: entry.enqueued_at)
        yield fault(
            OUTBOX,
            f"{len(stuck)} 封提醒超过 {PATIENCE // timedelta(hours=1)} 小时没有送达，最早的走 {oldest.channel}：{oldest.last_error or '没有配置这个通道'}",
            f"{len(stuck)} messages wait unconfirmed, the oldest for {oldest.channel}",
            "运行 xianjian alert test 看通道的回答；修好后会自动补发",
        )
    else:
        yield ok(OUTBOX, "没有滞留的提醒", "nothing is stuck")
