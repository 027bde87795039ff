"""What a night tells people: its digest, files and checks that failed, a run that died.

Belongs here: from troubles to messages in the outbox, channel by channel, and draining it. Does not belong here: what is wrong
(standing), wording and protocols (alert).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pipelines.alert.channel import Channel
from pipelines.alert.channels import channels_from_environment
from pipelines.alert.compose import checks, files, run_failed
from pipelines.alert.deliver import DeliveryReport, deliver, post, send_test
from pipelines.alert.digest import Night, digest
from pipelines.alert.labels import label_of
from pipelines.alert.message import GATE, AlertMessage, GateState, RunFailure, Trouble
from pipelines.alert.news import Fate, Tidings, as_told, remember, tidings
from pipelines.alert.routing import Route, Routing
from pipelines.night.journal import note
from pipelines.night.progress import say
from pipelines.night.tell.standing import Standing
from pipelines.state import State, ToldRecord

WAIT_SECONDS = 30.0
"""How long to wait for another deliverer, the daemon's sensor or a night."""
_RUN_CHANNELS = "channels of runs"
_A_RUN = Trouble("run", "run", "", "")
_GATE = Trouble("data", GATE, "", "")


def tell_night(
    state: State, night: Night, standing: Standing, routing: Routing, beside: Sequence[Trouble] = ()
) -> None:
    """Put the night's news in line, for each channel its own; what is told is remembered in the same transaction.

    ``beside``: what is wrong outside of the build: the gate where it is closed, what went wrong after the build was out. A kill
    leaves all in line and remembered, or nothing, and then the next night tells it.
    """
    found = channels_from_environment()
    for line in (*(p.message_zh for p in found.problems), *(f.message_zh for f in routing.faults)):
        say(line)
    configured = [channel.name for channel in found.channels]
    troubles = (*beside, *standing.troubles, *routing.faults)
    elsewhere = state.told_anywhere() if routing.faults else frozenset()
    letters: list[tuple[Channel, Tidings, tuple[AlertMessage, ...]]] = []
    for channel in found.channels:
        mine = [t for t in troubles if channel.name in routing.channels_for(t, configured)]
        heard = _tidings(state.told(channel.name), troubles, mine, standing, elsewhere)
        names = routing.names_for(channel.name, [one.trouble for one in heard.news])
        hears_of_gate = channel.name in routing.channels_for(_GATE, configured)
        gate = night.gate if hears_of_gate else GateState(night.gate.live_build)
        messages = _messages(replace(night, gate=gate, routes=names), heard, standing)
        if label := label_of(channel.name):
            # its letter is another one than that of the channel without a label
            messages = tuple(replace(message, key=f"{message.key}/{label}") for message in messages)
        letters.append((channel, heard, messages))
    with state.transaction():  # a kill in between would tell the same again under the next key
        for channel, heard, messages in letters:
            post(state, [channel], messages)
            remember(state, channel.name, heard)
        state.remember(_RUN_CHANNELS, " ".join(sorted(routing.channels_for(_A_RUN, configured))))


def _tidings(
    told: Sequence[ToldRecord],
    troubles: Sequence[Trouble],
    mine: Sequence[Trouble],
    standing: Standing,
    elsewhere: frozenset[tuple[str, str, str]],
) -> Tidings:
    """``elsewhere``: while the routing file has a fault, ``mine`` is everything, and what others were told is no news."""
    stands = {(trouble.kind, trouble.key) for trouble in troubles}
    fate_of = standing.fates([as_told(record) for record in told if (record.kind, record.key) not in stands])

    def fate(gone: Trouble) -> Fate:
        if (gone.kind, gone.key) in stands:
            return Fate.OVER  # it stands, and is no longer this channel's
        return Fate.ENDED if gone.is_gate else fate_of(gone)

    return tidings(told, mine, fate, elsewhere)


def _messages(night: Night, heard: Tidings, standing: Standing) -> tuple[AlertMessage, ...]:
    """At most one of each kind."""
    of_kind = {
        kind: [one for one in heard.news if one.trouble.kind == kind] for kind in ("data", "file", "check")
    }
    made = (
        digest(night, of_kind["data"], standing.quotes),
        checks(night.run_id, of_kind["check"]),
        files(night.run_id, of_kind["file"]),
    )
    return tuple(message for message in made if message is not None)


def channels_for_runs(state: State) -> tuple[Channel, ...]:
    """Who hears of runs, as the last night read the routes; all channels where none of those is configured now."""
    channels = channels_from_environment().channels
    named = tuple((state.known_fingerprint(_RUN_CHANNELS) or "").split())
    route = Routing((Route("", named),) if named else ())
    names = route.channels_for(_A_RUN, [channel.name for channel in channels])
    return tuple(channel for channel in channels if channel.name in names)


def tell_crash(state: State, run_id: str, trigger: str, error: str) -> None:
    """Put the news of a dead run in line, once for each run."""
    post(state, channels_for_runs(state), [run_failed(RunFailure(run_id, trigger, error))])


def deliver_alerts(state: State, *, everything: bool = True) -> DeliveryReport:
    """Send what waits in the outbox."""
    channels = channels_from_environment().channels
    report = deliver(state, channels, datetime.now(UTC), everything=everything, wait_seconds=WAIT_SECONDS)
    for channel in report.channels:
        note(
            "alerts_delivered",
            channel=channel.channel,
            confirmed=len(channel.confirmed),
            last_error=channel.last_error,
        )
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
        return "还没有运行过，请先运行 xianjian run / nothing has run yet, xianjian run comes first"
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
