"""A webhook counts as told only when the receiver's own words confirm it."""

from __future__ import annotations

import time

import pytest

from pipelines.alert.channel import Answer, ChannelSettingError
from pipelines.alert.message import AlertMessage
from pipelines.alert.webhook_channel import WebhookChannel
from tests.alert.receivers import Post, Reply, as_json, webhook

MESSAGE = AlertMessage("b1/data", "data", "【县鉴】标题", "正文", {"findings": []})


def _answered(reply: Reply) -> Answer:
    with webhook(lambda post: reply) as hook:
        return WebhookChannel(hook.url, timeout=5).send(MESSAGE).answer


def test_the_post_carries_everything_and_the_same_idempotency_key_each_time() -> None:
    with webhook(lambda post: as_json(200, confirmed=True)) as hook:
        channel = WebhookChannel(hook.url, "token-1", timeout=5)
        assert channel.send(MESSAGE).answer is Answer.CONFIRMED
        channel.send(MESSAGE)
    assert hook.posts[0].body == {
        "key": "b1/data",
        "kind": "data",
        "title": "【县鉴】标题",
        "text": "正文",
        "payload": {"findings": []},
        "is_end": False,
    }
    assert hook.posts[0].headers["Authorization"] == "Bearer token-1"
    assert [post.headers["Idempotency-Key"] for post in hook.posts] == [MESSAGE.token] * 2
    assert hook.posts[0].path == "/hook?key=geheim-77"


@pytest.mark.parametrize(
    "answer",
    [
        {"confirmed": True},
        {"ok": True},
        {"ok": True, "errcode": 0, "error": None},
        {"key": "b1/data"},
        {"status": "ok"},
        {"code": 200, "msg": "success"},
        {"errcode": 0, "errmsg": "ok"},
        {"received": True, "id": 7},
    ],
)
def test_an_answer_that_says_yes_in_its_own_words_confirms(answer: dict[str, object]) -> None:
    assert _answered(as_json(200, **answer)) is Answer.CONFIRMED
    assert _answered(as_json(202, **answer)) is Answer.CONFIRMED


@pytest.mark.parametrize("body", [b"ok", b"OK\n", b'"success"'])
def test_the_plain_word_confirms(body: bytes) -> None:
    assert _answered((200, {}, body)) is Answer.CONFIRMED


@pytest.mark.parametrize(
    "reply",
    [
        as_json(200),
        (200, {}, b'{"status": "ok", "error": "queue full"}'),
        (200, {}, b'{"status": "failed"}'),
        as_json(200, code=500, msg="ok"),
        as_json(200, errcode=93000, errmsg="invalid webhook url"),
        as_json(200, ok=False, key="b1/data"),
        as_json(200, ok=True, confirmed=False),
        as_json(200, ok=True, errcode=93000),
        as_json(200, ok=True, error="queue full"),
        as_json(200, ok="true"),
        as_json(200, ok=1),
        as_json(200, key="another"),
        (200, {}, b""),
        (204, {}, b""),
        (200, {"Content-Type": "text/html"}, b"<html>OK</html>"),
        (200, {}, b"true"),
        (200, {}, b'["ok"]'),
        (200, {}, b"[" * 60000),
        (200, {}, b'{"ok": true}' + b" " * 70000 + b"}"),
        (200, {}, b"\xff\xfe"),
    ],
)
def test_a_success_status_alone_confirms_nothing(reply: Reply) -> None:
    if reply[2].startswith(b'{"ok": true} '):
        reply = (reply[0], reply[1], b'{"x": "' + b" " * 70000 + b'", "ok": true}')
    assert _answered(reply) is Answer.TRY_AGAIN


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (500, Answer.TRY_AGAIN),
        (503, Answer.TRY_AGAIN),
        (429, Answer.TRY_AGAIN),
        (400, Answer.REFUSED),
        (401, Answer.DENIED),
        (404, Answer.DENIED),
    ],
)
def test_an_error_status_is_no_confirmation_whatever_the_body_says(status: int, answer: Answer) -> None:
    assert _answered(as_json(status, ok=True)) is answer


def test_a_redirect_is_not_followed() -> None:
    with webhook(lambda post: as_json(200, ok=True)) as other:
        assert _answered((307, {"Location": other.url}, b"")) is Answer.DENIED
        assert other.posts == []


def test_proxies_in_the_environment_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert _answered(as_json(200, ok=True)) is Answer.CONFIRMED


def test_a_slow_receiver_is_given_up() -> None:
    def slow(post: Post) -> Reply:
        time.sleep(1.0)
        return as_json(200, ok=True)

    with webhook(slow) as hook:
        started = time.monotonic()
        assert WebhookChannel(hook.url, timeout=0.2).send(MESSAGE).answer is Answer.UNREACHABLE
        assert time.monotonic() - started < 0.9


def test_nobody_there_is_unreachable() -> None:
    with webhook(lambda post: as_json(200, ok=True)) as hook:
        url = hook.url
    assert WebhookChannel(url, timeout=2).send(MESSAGE).answer is Answer.UNREACHABLE
    assert (
        WebhookChannel("http://" + "a" * 70 + ".example/", timeout=2).send(MESSAGE).answer
        is Answer.UNREACHABLE
    )


def test_what_the_receiver_repeats_of_our_secrets_is_blotted_out() -> None:
    def repeat(post: Post) -> Reply:
        return 500, {}, (post.path + " " + post.headers["Authorization"]).encode()

    with webhook(repeat) as hook:
        channel = WebhookChannel(hook.url, "token-1", timeout=5)
        reply = channel.send(MESSAGE).reply
    assert reply.startswith("HTTP 500")
    for secret in ("geheim-77", "token-1"):
        assert secret not in reply + repr(channel)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "example.org/hook",
        "http://",
        "http://user:pw@example.org/",
        "http://[::1/",
        "http://h:99999/",
        "http://h/a b",
    ],
)
def test_an_address_that_cannot_work_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(ChannelSettingError) as caught:
        WebhookChannel.from_environment({"XIANJIAN_WEBHOOK_URL": url})
    assert url not in caught.value.problem().message_zh


def test_a_token_with_a_line_break_is_refused() -> None:
    with pytest.raises(ChannelSettingError):
        WebhookChannel.from_environment(
            {"XIANJIAN_WEBHOOK_URL": "https://example.org/", "XIANJIAN_WEBHOOK_TOKEN": "a\r\nX: y"}
        )
