"""Other robots and recipients, described by variables with a label."""

from __future__ import annotations

from typing import cast

from pipelines.alert.channel import Answer
from pipelines.alert.channels import channels_from_environment
from pipelines.alert.email_channel import EmailChannel
from pipelines.alert.labels import LabelledChannel
from pipelines.alert.message import AlertMessage
from pipelines.alert.pace import PacedChannel
from tests.alert.receivers import as_json, webhook, wecom

MESSAGE = AlertMessage("r1/data", "data", "【县鉴】标题", "正文", {})
SMTP = {
    "XIANJIAN_SMTP_HOST": "mail.example.org",
    "XIANJIAN_SMTP_FROM": "x@example.org",
    "XIANJIAN_SMTP_TO": "province@example.org",
}


def test_mail_to_others_takes_the_server_from_the_variables_without_a_label() -> None:
    plain, other = channels_from_environment(SMTP | {"XIANJIAN_SMTP_TO__QIHE": "qihe@example.org"}).channels
    assert (plain.name, other.name) == ("email", "email.qihe")
    inner = cast(EmailChannel, cast(LabelledChannel, other).channel)
    assert (inner.host, inner.recipients) == ("mail.example.org", ("qihe@example.org",))


def test_another_robot_posts_to_its_own_address_within_its_own_limit() -> None:
    with webhook(wecom) as hook:
        (robot,) = channels_from_environment({"XIANJIAN_WECOM_URL__QIHE": hook.url}).channels
        assert robot.name == "wecom.qihe"
        assert isinstance(robot, PacedChannel)
        assert robot.send(MESSAGE).answer is Answer.CONFIRMED
    assert len(hook.posts) == 1


def test_a_secret_stays_with_its_address() -> None:
    with webhook(lambda post: as_json(200, ok=True)) as hook:
        environment = {
            "XIANJIAN_WEBHOOK_URL": "http://127.0.0.1:9/",
            "XIANJIAN_WEBHOOK_TOKEN": "geheim",
            "XIANJIAN_WEBHOOK_URL__QIHE": hook.url,
        }
        _, other = channels_from_environment(environment).channels
        assert other.send(MESSAGE).answer is Answer.CONFIRMED
    assert "Authorization" not in hook.posts[0].headers


def test_a_labelled_setting_that_cannot_work_is_named_with_its_label() -> None:
    found = channels_from_environment(SMTP | {"XIANJIAN_SMTP_TO__QIHE": "nobody"})
    assert [channel.name for channel in found.channels] == ["email"]
    assert "XIANJIAN_SMTP_TO__QIHE" in found.problems[0].message_zh
    assert channels_from_environment({"XIANJIAN_WECOM_URL__QIHE": " "}).channels == ()
