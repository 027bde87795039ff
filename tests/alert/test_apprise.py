"""Any apprise URL is a receiver of its own, told only when the service took the message."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from pipelines.alert.apprise_channel import AppriseChannel
from pipelines.alert.channel import Answer, ChannelSettingError
from pipelines.alert.message import AlertMessage
from tests.alert.receivers import ATTACK, Post, Reply, as_json, free_port, webhook

MESSAGE = AlertMessage("b1/check", "check", "【县鉴】标题", "第一行\n第二行", {})


def _url(address: str, path: str) -> str:
    return address.replace("http://", "json://").split("/hook")[0] + f"/{path}"


def test_one_service_that_fails_gets_the_message_later_and_the_other_no_second_copy() -> None:
    broken = ["geheim-2"]

    def answer(post: Post) -> Reply:
        return as_json(500 if post.path.strip("/") in broken else 200)

    with webhook(answer) as hook:
        channel = AppriseChannel((_url(hook.url, "geheim-1"), _url(hook.url, "geheim-2")), timeout=5)
        first = channel.send(MESSAGE)
        broken.clear()
        second = channel.send(MESSAGE, first.accepted)
    assert (first.answer, len(first.accepted)) == (Answer.TRY_AGAIN, 1)
    assert "JSON" in first.reply
    assert "geheim" not in first.reply + repr(channel)
    assert (second.answer, len(second.accepted)) == (Answer.CONFIRMED, 2)
    assert [post.path.strip("/") for post in hook.posts] == ["geheim-1", "geheim-2", "geheim-2"]
    assert (hook.posts[0].body["type"], hook.posts[0].body["message"]) == ("warning", MESSAGE.text)


def test_a_long_message_comes_in_parts_and_markup_is_harmless() -> None:
    with webhook(lambda post: as_json(200)) as hook:
        text = "\n".join([ATTACK, *["行" * 3000] * 8])
        receipt = AppriseChannel((_url(hook.url, "x"),), timeout=5).send(replace(MESSAGE, text=text))
    assert receipt.answer is Answer.CONFIRMED
    assert [post.body["title"][-5:] for post in hook.posts] == ["（1/3）", "（2/3）", "（3/3）"]
    got = "\n".join(post.body["message"] for post in hook.posts)
    assert not set("<>@*_`[]#") & set(got)
    assert got.count("行") == 24_000


def test_nobody_there_is_no_confirmation() -> None:
    receipt = AppriseChannel((f"json://127.0.0.1:{free_port()}/x",), timeout=5).send(MESSAGE)
    assert (receipt.answer, receipt.accepted) == (Answer.TRY_AGAIN, ())


@pytest.mark.parametrize(
    ("urls", "advice"),
    [
        ("wecombot://geheim", "XIANJIAN_WECOM_URL"),
        ("dingtalk://geheim", "XIANJIAN_DINGTALK_URL"),
        ("json://localhost/ok\n lark://geheim", "XIANJIAN_FEISHU_URL"),
        ("feishu://geheim", "XIANJIAN_FEISHU_URL"),
        ("nosuch://geheim", "XIANJIAN_APPRISE_URLS"),
    ],
)
def test_a_url_that_is_not_for_apprise_is_refused_with_advice(urls: str, advice: str) -> None:
    with pytest.raises(ChannelSettingError) as caught:
        AppriseChannel.from_environment({"XIANJIAN_APPRISE_URLS": urls})
    said = caught.value.problem().message_zh
    assert advice in said
    assert "geheim" not in said


def test_the_library_is_loaded_only_where_it_is_used() -> None:
    code = (
        "import sys; from pipelines.alert.channels import channels_from_environment as c; "
        "c({}); print('apprise' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"
    assert AppriseChannel.from_environment({"XIANJIAN_APPRISE_URLS": " \n"}) is None
