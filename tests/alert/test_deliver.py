"""No alert twice, none lost, and no channel waits for another."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.alert.channel import Answer, Receipt
from pipelines.alert.channels import channels_from_environment
from pipelines.alert.deliver import deliver, post, send_test
from pipelines.alert.email_channel import EmailChannel
from pipelines.alert.message import AlertMessage
from pipelines.alert.rounds import Patience
from pipelines.alert.webhook_channel import WebhookChannel
from pipelines.state import Lock, State
from tests.alert.receivers import Post, Reply, as_json, mail_server, webhook

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
HASTE = Patience(pauses=(0.0, 0.0))


def _message(key: str) -> AlertMessage:
    return AlertMessage(key, "data", f"标题 {key}", "正文", {})


@dataclass
class Scripted:
    """A channel that answers by a list and remembers what it was sent."""

    name: str
    answers: list[Answer]
    sent: list[str] = field(default_factory=list)

    def send(self, message: AlertMessage, accepted: tuple[str, ...] = ()) -> Receipt:
        self.sent.append(message.key)
        answer = self.answers.pop(0) if self.answers else Answer.CONFIRMED
        return Receipt(answer, answer.value, accepted)


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State.open(tmp_path, clock=lambda: NOW)


def test_both_channels_get_every_message_once_however_often_it_is_posted(state: State) -> None:
    with mail_server() as mails, webhook(lambda one: as_json(200, ok=True)) as hook:
        channels = (
            EmailChannel("127.0.0.1", mails.port, "x@example.org", ("a@example.org",), "none", timeout=5),
            WebhookChannel(hook.url, timeout=5),
        )
        first = post(state, channels, [_message("b1/data"), _message("b1/file")])
        assert (first.new, first.known) == (4, 0)
        report = deliver(state, channels, NOW)
        assert report.all_confirmed
        again = post(state, channels, [_message("b1/data")])
        assert (again.new, again.known) == (0, 2)
        deliver(state, channels, NOW + timedelta(days=1), everything=True)
    assert len(mails.mails) == len(hook.posts) == 2
    assert {row.status for row in state.outbox_rows()} == {"confirmed"}


def test_two_bad_answers_and_then_a_good_one_is_told(state: State) -> None:
    replies = [as_json(500), as_json(200, errcode=1), as_json(200, ok=True)]
    with webhook(lambda one: replies.pop(0)) as hook:
        channel = WebhookChannel(hook.url, timeout=5)
        post(state, [channel], [_message("k")])
        assert deliver(state, [channel], NOW, patience=HASTE).all_confirmed
    assert len(hook.posts) == 3
    (row,) = state.outbox_rows()
    assert (row.status, row.attempts, row.last_error) == ("confirmed", 3, None)


def test_a_refusal_with_status_200_stays_visible_as_failed(state: State) -> None:
    with webhook(lambda one: as_json(200, errcode=93000, errmsg="bad key")) as hook:
        channel = WebhookChannel(hook.url, timeout=5)
        post(state, [channel], [_message("k")])
        report = deliver(state, [channel], NOW, patience=HASTE)
    assert not report.all_confirmed
    (row,) = state.outbox_rows()
    assert (row.status, row.attempts) == ("failed", 3)
    assert "93000" in (row.last_error or "")


def test_a_receiver_that_was_down_for_the_night_is_told_the_next(state: State) -> None:
    with webhook(lambda one: as_json(200, ok=True)) as hook:
        url = hook.url
    channel = WebhookChannel(url, timeout=2)
    post(state, [channel], [_message("one"), _message("two")])
    (report,) = deliver(state, [channel], NOW, patience=HASTE).channels
    assert (report.failed, report.waiting) == (("one",), ("two",))
    port = int(url.split(":")[2].split("/")[0])
    with webhook(lambda one: as_json(200, ok=True), port=port) as hook:
        later = deliver(state, [channel], NOW + timedelta(days=1), patience=HASTE)
    assert later.all_confirmed
    assert sorted(one.body["key"] for one in hook.posts) == ["one", "two"]


def test_a_failed_message_waits_for_its_time_but_the_night_does_not(state: State) -> None:
    channel = Scripted("email", [Answer.TRY_AGAIN] * 3)
    post(state, [channel], [_message("k")])
    deliver(state, [channel], NOW, patience=HASTE)
    assert deliver(state, [channel], NOW + timedelta(minutes=4), patience=HASTE).channels[0].confirmed == ()
    assert deliver(state, [channel], NOW + timedelta(minutes=4), everything=True).channels[0].confirmed == (
        "k",
    )


def test_pauses_grow_but_stay_under_a_day() -> None:
    delays = [Patience().next_delay(attempts) for attempts in (1, 3, 6, 9, 60, 10**6)]
    assert delays[:4] == [timedelta(minutes=minutes) for minutes in (5, 5, 10, 20)]
    assert delays == sorted(delays)
    assert delays[-1] < timedelta(days=1)


def test_a_message_that_is_not_wanted_does_not_hold_up_the_next(state: State) -> None:
    channel = Scripted("email", [Answer.REFUSED])
    post(state, [channel], [_message("bad"), _message("good")])
    (report,) = deliver(state, [channel], NOW, patience=HASTE).channels
    assert (report.failed, report.confirmed, channel.sent) == (("bad",), ("good",), ["bad", "good"])


def test_a_wrong_password_is_tried_once_only(state: State) -> None:
    channel = Scripted("email", [Answer.DENIED])
    post(state, [channel], [_message("one"), _message("two")])
    (report,) = deliver(state, [channel], NOW, patience=HASTE).channels
    assert (channel.sent, report.failed, report.waiting) == (["one"], ("one",), ("two",))


def test_a_dead_channel_holds_up_no_other(state: State) -> None:
    told = threading.Event()

    class Stuck(Scripted):
        def send(self, message: AlertMessage, accepted: tuple[str, ...] = ()) -> Receipt:
            assert told.wait(10), "the other channel was not served meanwhile"
            return Receipt(Answer.UNREACHABLE, "timeout", accepted)

    def answer(one: Post) -> Reply:
        told.set()
        return as_json(200, ok=True)

    with webhook(answer) as hook:
        channels = (Stuck("email", []), WebhookChannel(hook.url, timeout=5))
        post(state, channels, [_message("k")])
        stuck, healthy = deliver(state, channels, NOW, patience=HASTE).channels
    assert (stuck.failed, healthy.confirmed) == (("k",), ("k",))


def test_recipients_who_have_it_get_no_second_copy_over_nights(state: State) -> None:
    with mail_server() as mails:
        channel = EmailChannel(
            "127.0.0.1", mails.port, "x@example.org", ("a@example.org", "b@example.org"), "none"
        )
        post(state, [channel], [_message("k")])
        mails.refused = {"b@example.org"}
        assert not deliver(state, [channel], NOW, patience=HASTE).all_confirmed
        mails.refused = set()
        assert deliver(state, [channel], NOW + timedelta(days=1), patience=HASTE).all_confirmed
    assert [recipients for recipients, _ in mails.mails] == [("a@example.org",), ("b@example.org",)]


def test_without_a_channel_nothing_is_put_in_line_and_it_is_said(state: State) -> None:
    posted = post(state, [], [_message("k")])
    assert posted.nobody_listens
    assert state.outbox_rows() == ()
    assert deliver(state, [], NOW).all_confirmed


def test_messages_of_a_channel_that_is_gone_are_named(state: State) -> None:
    post(state, [Scripted("email", [])], [_message("k")])
    report = deliver(state, [Scripted("webhook", [])], NOW)
    assert report.without_channel == ("k",)
    assert not report.all_confirmed


def test_only_one_deliverer_works_at_a_time(state: State) -> None:
    channel = Scripted("email", [])
    post(state, [channel], [_message("k")])
    with Lock(state.warehouse, "另一个", name="deliver.lock"):
        report = deliver(state, [channel], NOW)
    assert (channel.sent, report.all_confirmed) == ([], False)
    assert "另一个" in (report.busy or "")


_DELIVERER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pipelines.alert.deliver import deliver
from pipelines.alert.webhook_channel import WebhookChannel
from pipelines.state import State
with State.open(Path(sys.argv[1])) as state:
    deliver(state, [WebhookChannel(sys.argv[2])], datetime.now(UTC))
"""


def test_a_deliverer_killed_before_the_mark_sends_one_copy_more_with_the_same_idempotency_key(
    tmp_path: Path,
) -> None:
    killed: list[int] = []

    def answer(one: Post) -> Reply:
        if not killed:
            killed.append(deliverer.pid)
            deliverer.send_signal(signal.SIGKILL)
        return as_json(200, ok=True)

    with State.open(tmp_path) as state, webhook(answer) as hook:
        channel = WebhookChannel(hook.url, timeout=5)
        post(state, [channel], [_message("one"), _message("two")])
        deliverer = subprocess.Popen([sys.executable, "-c", _DELIVERER, str(tmp_path), hook.url])
        assert deliverer.wait(30) == -signal.SIGKILL
        assert deliver(state, [channel], datetime.now(UTC), wait_seconds=5).all_confirmed
        deliver(state, [channel], datetime.now(UTC), everything=True)
    assert [one.body["key"] for one in hook.posts] == ["one", "one", "two"]
    assert hook.posts[0].headers["Idempotency-Key"] == hook.posts[1].headers["Idempotency-Key"]


def test_processes_that_deliver_at_once_send_no_message_twice(tmp_path: Path) -> None:
    def answer(one: Post) -> Reply:
        time.sleep(0.02)
        return as_json(200, ok=True)

    with State.open(tmp_path) as state, webhook(answer) as hook:
        channel = WebhookChannel(hook.url, timeout=5)
        post(state, [channel], [_message(str(number)) for number in range(20)])
        deliverers = [
            subprocess.Popen([sys.executable, "-c", _DELIVERER, str(tmp_path), hook.url]) for _ in range(3)
        ]
        assert [deliverer.wait(60) for deliverer in deliverers] == [0, 0, 0]
    assert sorted(int(one.body["key"]) for one in hook.posts) == list(range(20))


def test_a_test_message_goes_past_the_outbox(state: State) -> None:
    good, bad = send_test([Scripted("email", []), Scripted("webhook", [Answer.DENIED])])
    assert (good.channel, good.confirmed) == ("email", True)
    assert (bad.channel, bad.confirmed, bad.reply) == ("webhook", False, "denied")
    assert state.outbox_rows() == ()


def test_the_environment_chooses_the_channels_and_faults_are_said() -> None:
    good = {
        "XIANJIAN_SMTP_HOST": "localhost",
        "XIANJIAN_SMTP_FROM": "x@example.org",
        "XIANJIAN_SMTP_TO": "a@example.org; b@example.org",
        "XIANJIAN_WEBHOOK_URL": "http://127.0.0.1:9/hook",
    }
    assert [channel.name for channel in channels_from_environment(good).channels] == ["email", "webhook"]
    assert channels_from_environment({"XIANJIAN_SMTP_HOST": " "}) == channels_from_environment({})
    broken = channels_from_environment(good | {"XIANJIAN_SMTP_TO": ""})
    assert [channel.name for channel in broken.channels] == ["webhook"]
    assert "XIANJIAN_SMTP_TO" in broken.problems[0].message_zh
