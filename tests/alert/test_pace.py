"""A receiver's limit holds over messages, parts and processes; what exceeds it waits and is not a failure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.alert.chat import ChatChannel
from pipelines.alert.deliver import deliver, post
from pipelines.alert.feishu_channel import Feishu
from pipelines.alert.message import AlertMessage
from pipelines.alert.pace import Pace, PacedChannel
from pipelines.alert.rounds import Patience
from pipelines.alert.webhook_channel import WebhookChannel
from pipelines.alert.wecom_channel import WeCom
from pipelines.state import State
from tests.alert.receivers import Post, Reply, as_json, webhook, wecom

HASTE = Patience(pauses=(0.0, 0.0))


@dataclass
class Clock:
    now: datetime = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Running(Clock):
    """Each look at it takes a tenth of a millisecond."""

    def __call__(self) -> datetime:
        self.now += timedelta(microseconds=100)
        return self.now


def _message(key: str, lines: int = 1) -> AlertMessage:
    return AlertMessage(key, "data", f"标题 {key}", "\n".join(["行" * 1200] * lines), {})


def _channel(url: str) -> ChatChannel:
    return ChatChannel(WeCom(), url, timeout=5)


def test_the_twenty_first_message_waits_for_the_next_minute_without_an_attempt(tmp_path: Path) -> None:
    clock = Clock()
    with State.open(tmp_path, clock) as state, webhook(wecom) as hook:
        post(state, [_channel(hook.url)], [_message(f"m{number:02}") for number in range(25)])
        (first,) = deliver(state, [_channel(hook.url)], clock.now).channels
        assert (len(first.confirmed), first.failed, len(first.waiting)) == (20, (), 5)
        waiting = [row for row in state.outbox_rows() if row.status == "waiting"]
        assert [(row.attempts, row.last_error) for row in waiting] == [(0, None)] * 5
        opens = clock.now + timedelta(seconds=60)
        assert {entry.next_try_at for entry in state.unconfirmed()} == {opens}
        clock.now += timedelta(seconds=30)
        deliver(state, [_channel(hook.url)], clock.now, everything=True)
        assert len(hook.posts) == 20
        clock.now = opens
        assert deliver(state, [_channel(hook.url)], clock.now).all_confirmed
    titles = [one.body["markdown"]["content"].split("</font>")[0][-3:] for one in hook.posts]
    assert titles == [f"m{number:02}" for number in range(25)]


def test_a_window_that_opens_between_two_looks_at_the_clock_breaks_no_delivery(tmp_path: Path) -> None:
    start = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
    with webhook(wecom) as hook, State.open(tmp_path, Clock(start)) as state:
        state.note_posts("wecom", 20)
        clock = Running(start + timedelta(seconds=59, milliseconds=999))
        with State.open(tmp_path, clock) as later:
            post(later, [_channel(hook.url)], [_message("k")])
            rounds = [deliver(later, [_channel(hook.url)], clock.now, everything=True) for _ in range(4)]
    assert [one.all_confirmed for one in (rounds[0], rounds[-1])] == [False, True]
    assert len(hook.posts) == 1


def test_another_process_counts_the_same_posts(tmp_path: Path) -> None:
    clock = Clock()
    with webhook(wecom) as hook:
        with State.open(tmp_path, clock) as state:
            state.note_posts("wecom", 20)
        with State.open(tmp_path, clock) as state:
            post(state, [_channel(hook.url)], [_message("k")])
            (report,) = deliver(state, [_channel(hook.url)], clock.now).channels
    assert (report.waiting, hook.posts) == (("k",), [])


def test_parts_count_and_a_message_stopped_in_the_middle_goes_on_where_it_was(tmp_path: Path) -> None:
    clock = Clock()
    with State.open(tmp_path, clock) as state, webhook(wecom) as hook:
        state.note_posts("wecom", 18)
        post(state, [_channel(hook.url)], [_message("long", 5)])
        (report,) = deliver(state, [_channel(hook.url)], clock.now).channels
        assert (report.waiting, len(hook.posts)) == (("long",), 2)
        (entry,) = state.unconfirmed()
        assert (entry.accepted, entry.attempts) == (("part:1/5", "part:2/5"), 0)
        clock.now += timedelta(seconds=61)
        assert deliver(state, [_channel(hook.url)], clock.now).all_confirmed
    numbers = [one.body["markdown"]["content"].split("（")[1][:3] for one in hook.posts]
    assert numbers == ["1/5", "2/5", "3/5", "4/5", "5/5"]


def test_each_part_is_written_down_before_the_next_is_sent(tmp_path: Path) -> None:
    seen: list[tuple[str, ...]] = []

    def answer(one: Post) -> Reply:
        with State.open(tmp_path) as other:
            seen.append(other.unconfirmed()[0].accepted)
        return wecom(one)

    with State.open(tmp_path) as state, webhook(answer) as hook:
        post(state, [_channel(hook.url)], [_message("long", 3)])
        assert deliver(state, [_channel(hook.url)], state.clock()).all_confirmed
    assert seen == [(), ("part:1/3",), ("part:1/3", "part:2/3")]


def test_five_a_second_are_kept_by_a_pause_after_each_post(tmp_path: Path) -> None:
    pauses: list[float] = []
    with State.open(tmp_path) as state, webhook(lambda one: as_json(200, code=0)) as hook:
        channel = ChatChannel(Feishu(), hook.url, timeout=5)
        post(state, [channel], [_message("one"), _message("two", 12)])
        assert deliver(state, [channel], state.clock(), sleep=pauses.append).all_confirmed
    assert len(hook.posts) == len(pauses) == 4
    assert min(pauses) >= 0.2


def test_failed_posts_count_for_the_receiver_counts_them(tmp_path: Path) -> None:
    clock = Clock()
    with State.open(tmp_path, clock) as state, webhook(lambda one: as_json(200, errcode=45009)) as hook:
        post(state, [_channel(hook.url)], [_message("k")])
        deliver(state, [_channel(hook.url)], clock.now, patience=HASTE)
        assert len(state.posts_since("wecom", clock.now - timedelta(minutes=1))) == len(hook.posts) == 3
        assert state.posts_since("dingtalk", clock.now - timedelta(minutes=1)) == ()


def test_two_failures_then_a_confirmation_is_told_once(tmp_path: Path) -> None:
    replies = [as_json(200, errcode=45009), as_json(502), as_json(200, errcode=0, errmsg="ok")]
    with State.open(tmp_path) as state, webhook(lambda one: replies.pop(0)) as hook:
        post(state, [_channel(hook.url)], [_message("k")])
        assert deliver(state, [_channel(hook.url)], state.clock(), patience=HASTE).all_confirmed
        (row,) = state.outbox_rows()
    assert (row.status, row.attempts, len(hook.posts)) == ("confirmed", 3, 3)


def test_a_robot_that_was_down_for_the_night_is_told_once_the_next(tmp_path: Path) -> None:
    clock = Clock()
    with webhook(wecom) as gone:
        url = gone.url
    with State.open(tmp_path, clock) as state:
        post(state, [_channel(url)], [_message("one"), _message("two")])
        assert not deliver(state, [_channel(url)], clock.now, patience=HASTE).all_confirmed
        clock.now += timedelta(days=1)
        with webhook(wecom, port=int(url.split(":")[2].split("/")[0])) as hook:
            assert deliver(state, [_channel(url)], clock.now, patience=HASTE).all_confirmed
            post(state, [_channel(url)], [_message("one")])
            assert deliver(state, [_channel(url)], clock.now, everything=True).all_confirmed
    assert len(hook.posts) == 2


def test_posts_older_than_a_day_are_forgotten(tmp_path: Path) -> None:
    clock = Clock()
    with State.open(tmp_path, clock) as state:
        state.note_posts("wecom", 2)
        clock.now += timedelta(hours=25)
        state.note_posts("wecom", 1)
        assert state.posts_since("wecom", datetime(2000, 1, 1, tzinfo=UTC)) == (clock.now,)


def test_the_window_opens_when_the_oldest_post_that_fills_it_leaves() -> None:
    start = datetime(2026, 11, 20, tzinfo=UTC)
    earlier = [start + timedelta(seconds=second) for second in (0, 10, 20)]
    assert Pace(3, 60.0).free(earlier) == 0
    assert Pace(3, 60.0).opens_at(earlier) == start + timedelta(seconds=60)
    assert Pace(2, 60.0).opens_at(earlier) == start + timedelta(seconds=70)
    assert isinstance(_channel("http://x/"), PacedChannel)
    assert not isinstance(WebhookChannel("http://x/"), PacedChannel)
