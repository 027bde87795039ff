"""The chat robots: signed, in parts, coloured, harmless, and told only when their code says so."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from pipelines.alert.channel import Answer
from pipelines.alert.channels import channels_from_environment
from pipelines.alert.chat import ChatChannel, ChatService
from pipelines.alert.dingtalk_channel import DingTalk
from pipelines.alert.feishu_channel import Feishu
from pipelines.alert.message import AlertMessage, Kind
from pipelines.alert.wecom_channel import WeCom
from tests.alert.receivers import ATTACK, Post, Reply, as_json, dingtalk, feishu, webhook, wecom

MESSAGE = AlertMessage("b1/data", "data", "【县鉴】1 项错误:赵县总工会", "第一行\n原文:“187.65万元”", {})
SECRET = "SEC-geheim"
SERVICES: tuple[tuple[ChatService, Callable[[Post], Reply]], ...] = (
    (WeCom(), wecom),
    (DingTalk(), dingtalk(SECRET)),
    (Feishu(), feishu(SECRET)),
)
each_service = pytest.mark.parametrize(
    ("service", "answer"), SERVICES, ids=lambda one: getattr(one, "name", "")
)


def _channel(service: ChatService, url: str, secret: str | None = SECRET, timeout: float = 5) -> ChatChannel:
    return ChatChannel(service, url, secret, timeout, sleep=lambda seconds: None)


def _text(post: Post) -> str:
    """What stands below the title."""
    body = post.body
    if "card" in body:
        return str(body["card"]["elements"][0]["text"]["content"])
    markdown = body["markdown"]
    return str(markdown.get("content", markdown.get("text"))).split("\n\n", 1)[1]


def _title(post: Post) -> str:
    body = post.body
    if "card" in body:
        return str(body["card"]["header"]["title"]["content"])
    markdown = body["markdown"]
    return str(markdown.get("content", markdown.get("text"))).split("\n\n", 1)[0]


def _answered(service: ChatService, reply: Reply) -> Answer:
    with webhook(lambda post: reply) as hook:
        return _channel(service, hook.url).send(MESSAGE).answer


@each_service
def test_a_message_is_confirmed_by_a_service_that_checks_it(
    service: ChatService, answer: Callable[[Post], Reply]
) -> None:
    with webhook(answer) as hook:
        receipt = _channel(service, hook.url).send(MESSAGE)
    assert (receipt.answer, receipt.accepted, receipt.posts) == (Answer.CONFIRMED, ("part:1/1",), 1)
    assert "赵县总工会" in _title(hook.posts[0])
    assert [line.strip() for line in _text(hook.posts[0]).split("\n")] == MESSAGE.text.split("\n")


@pytest.mark.parametrize(("service", "answer"), SERVICES[1:])
@pytest.mark.parametrize("secret", [None, "SEC-falsch"])
def test_a_wrong_signature_is_denied(
    service: ChatService, answer: Callable[[Post], Reply], secret: str | None
) -> None:
    with webhook(answer) as hook:
        receipt = _channel(service, hook.url, secret).send(MESSAGE)
    assert (receipt.answer, receipt.accepted) == (Answer.DENIED, ())
    assert "sign" in receipt.reply


@pytest.mark.parametrize(
    ("service", "code", "expected"),
    [
        (WeCom(), {"errcode": 45009}, Answer.TRY_AGAIN),
        (WeCom(), {"errcode": 93000}, Answer.DENIED),
        (WeCom(), {"errcode": 40058}, Answer.REFUSED),
        (WeCom(), {"errcode": 99999}, Answer.TRY_AGAIN),
        (DingTalk(), {"errcode": 310000}, Answer.DENIED),
        (DingTalk(), {"errcode": 130101}, Answer.TRY_AGAIN),
        (DingTalk(), {"errcode": 410100}, Answer.TRY_AGAIN),
        (Feishu(), {"code": 11232}, Answer.TRY_AGAIN),
        (Feishu(), {"code": 19024}, Answer.REFUSED),
        (Feishu(), {"code": 19001}, Answer.DENIED),
        (Feishu(), {"StatusCode": 0, "code": 19021}, Answer.DENIED),
    ],
)
def test_a_code_in_an_answer_with_status_200_is_no_confirmation(
    service: ChatService, code: dict[str, int], expected: Answer
) -> None:
    assert _answered(service, as_json(200, **code)) is expected


@each_service
@pytest.mark.parametrize(
    "body",
    [b"", b"ok", b"<html>200</html>", b"{}", b"[0]", b'{"errmsg": "ok", "msg": "success"}',
     b'{"errcode": false, "code": false}', b'{"errcode": "0", "code": "0"}', b"[" * 60000],
)  # fmt: skip
def test_nothing_but_the_code_confirms(
    service: ChatService, answer: Callable[[Post], Reply], body: bytes
) -> None:
    assert _answered(service, (200, {}, body)) is Answer.TRY_AGAIN


@pytest.mark.parametrize(
    ("status", "expected"), [(404, Answer.DENIED), (502, Answer.TRY_AGAIN), (302, Answer.DENIED)]
)
def test_an_error_status_outweighs_the_code(status: int, expected: Answer) -> None:
    assert _answered(WeCom(), as_json(status, errcode=0)) is expected


def test_a_slow_service_is_given_up() -> None:
    def slow(post: Post) -> Reply:
        time.sleep(0.3)
        return as_json(200, errcode=0)

    with webhook(slow) as hook:
        assert _channel(WeCom(), hook.url, timeout=0.05).send(MESSAGE).answer is Answer.UNREACHABLE


@each_service
def test_a_long_message_comes_in_numbered_parts_that_each_fit(
    service: ChatService, answer: Callable[[Post], Reply]
) -> None:
    lines = [f"{number} 项目“资金” 187.65万元 🙂" for number in range(1500)]
    with webhook(answer) as hook:
        receipt = _channel(service, hook.url).send(replace(MESSAGE, text="\n".join(lines)))
    assert receipt.answer is Answer.CONFIRMED
    total = len(hook.posts)
    assert total > 1
    assert [f"（{number}/{total}）" in _title(post) for number, post in enumerate(hook.posts, 1)] == [
        True
    ] * total
    assert [line.rstrip() for post in hook.posts for line in _text(post).split("\n")] == lines


def test_a_part_that_arrived_is_not_sent_again() -> None:
    replies = [as_json(200, errcode=0), as_json(200, errcode=45009), as_json(200, errcode=0)]
    long = replace(MESSAGE, text="\n".join(["行" * 600] * 3))
    with webhook(lambda post: replies.pop(0)) as hook:
        channel = _channel(WeCom(), hook.url)
        first = channel.send(long)
        assert (first.answer, first.accepted, first.posts) == (Answer.TRY_AGAIN, ("part:1/2",), 2)
        second = channel.send(long, first.accepted)
    assert (second.answer, second.accepted, second.posts) == (Answer.CONFIRMED, ("part:1/2", "part:2/2"), 1)
    assert _title(hook.posts[1]) == _title(hook.posts[2])


def test_each_kind_has_its_colour_in_each_service() -> None:
    kinds: tuple[Kind, ...] = ("data", "file", "check", "run")
    with webhook(lambda post: as_json(200, errcode=0, code=0)) as hook:
        for kind in kinds:
            for service, _ in SERVICES:
                _channel(service, hook.url).send(replace(MESSAGE, kind=kind))
    in_wecom, in_dingtalk, in_feishu = hook.posts[0::3], hook.posts[1::3], hook.posts[2::3]
    assert [_title(post)[0] for post in in_wecom] == ["🔴", "🟠", "🟣", "⚫"]
    assert ['<font color="warning">' in _title(post) for post in in_wecom] == [True, True, False, True]
    assert [re.findall("#[0-9A-F]{6}", _title(post)) for post in in_dingtalk] == [
        ["#D93025"], ["#E8710A"], ["#7B3FB5"], ["#5F1A14"],
    ]  # fmt: skip
    assert [post.body["card"]["header"]["template"] for post in in_feishu] == [
        "red",
        "orange",
        "purple",
        "grey",
    ]


def test_a_message_of_ends_alone_is_green_whatever_its_kind() -> None:
    with webhook(lambda post: as_json(200, errcode=0, code=0)) as hook:
        for service, _ in SERVICES:
            _channel(service, hook.url).send(replace(MESSAGE, kind="file", is_end=True))
    wecom, dingtalk, feishu = hook.posts
    assert _title(wecom).startswith('🟢 <font color="info">')
    assert "#188038" in _title(dingtalk)
    assert feishu.body["card"]["header"]["template"] == "green"


@pytest.mark.parametrize("service", [WeCom(), DingTalk()], ids=lambda one: one.name)
def test_markup_mentions_and_links_arrive_as_plain_words(service: ChatService) -> None:
    with webhook(lambda post: as_json(200, errcode=0)) as hook:
        _channel(service, hook.url).send(AlertMessage("k", "data", ATTACK, ATTACK, {}))
    (post,) = hook.posts
    assert not re.search(r"[<>@*`\[\]#~|\\&!]|://|www\.|[\u200b\u202e\x00]", _text(post))
    assert not re.search(r"(?<![^\W_])_|_(?![^\W_])", _text(post) + _title(post)), (
        "an underscore beside a word is markup"
    )
    assert not re.search(r"^(\s*[-+=]| {4})", _text(post), re.MULTILINE)
    assert re.fullmatch(r'(#### )?🔴 <font color="[^"]+">[^<>@*`\[\]]*</font>', _title(post))
    for words in (
        "＜script＞alert(1)",
        "＜＠all＞",
        "＠所有人",
        "＠13800138000",
        "左右零宽",
        "［点我］(https：//evil",
    ):
        assert words in _text(post)


@pytest.mark.parametrize("service", [WeCom(), DingTalk()], ids=lambda one: one.name)
def test_the_path_of_a_file_can_be_pasted_from_a_message(service: ChatService) -> None:
    path = "expectations/sql/items_add_up.sql:12 2024年 报告_v2(1).pdf"
    with webhook(lambda post: as_json(200, errcode=0)) as hook:
        _channel(service, hook.url).send(replace(MESSAGE, text=path))
    assert _text(hook.posts[0]) == path


def test_a_card_holds_plain_text_elements_only_and_mentions_nobody() -> None:
    with webhook(lambda post: as_json(200, code=0)) as hook:
        _channel(Feishu(), hook.url).send(AlertMessage("k", "data", ATTACK, ATTACK, {}))
    card = hook.posts[0].body["card"]
    assert card["header"]["title"]["tag"] == card["elements"][0]["text"]["tag"] == "plain_text"
    assert not re.search(r"[<>@]|://|www\.|[\u200b\u202e\x00]", _text(hook.posts[0]) + _title(hook.posts[0]))
    assert "**粗**" in _text(hook.posts[0])


@each_service
def test_a_text_without_any_space_is_cut_to_fit(
    service: ChatService, answer: Callable[[Post], Reply]
) -> None:
    with webhook(lambda post: as_json(200, errcode=0, code=0)) as hook:
        receipt = _channel(service, hook.url).send_some(replace(MESSAGE, text="长" * 100_000), (), 3)
    assert (receipt.answer, receipt.posts) == (Answer.LATER, 3)
    for post in hook.posts:
        size = len(_text(post).encode())
        assert service.limit * 0.8 < size <= service.limit


def test_neither_address_nor_secret_is_ever_shown() -> None:
    with webhook(lambda post: (500, {}, f"{post.path} {SECRET}".encode())) as hook:
        channel = _channel(DingTalk(), hook.url)
        shown = channel.send(MESSAGE).reply + repr(channel)
    assert "HTTP 500" in shown
    for secret in ("geheim-77", SECRET, "sign="):
        assert secret not in shown


def test_the_environment_makes_all_three_and_a_bad_address_is_named_but_not_shown() -> None:
    good = {
        "XIANJIAN_WECOM_URL": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k",
        "XIANJIAN_DINGTALK_URL": "https://oapi.dingtalk.com/robot/send?access_token=t",
        "XIANJIAN_FEISHU_URL": "https://open.feishu.cn/open-apis/bot/v2/hook/h",
    }
    assert [one.name for one in channels_from_environment(good).channels] == ["wecom", "dingtalk", "feishu"]
    for variable in good:
        (problem,) = channels_from_environment({variable: "qyapi geheim"}).problems
        assert variable in problem.message_zh
        assert "geheim" not in problem.message_zh
