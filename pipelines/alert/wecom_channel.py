"""企业微信 group robot.

Belongs here: the form of its messages. Does not belong here: parts, answers and limits (chat).
Environment: XIANJIAN_WECOM_URL (https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…). Markdown of at most 4096 bytes,
20 messages a minute. It mentions people by <@userid>, which harmless text cannot hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pipelines.alert.chat import ChatChannel, ChatPart, ChatPost, ChatService
from pipelines.alert.exchange import checked_url
from pipelines.alert.harmless import without_robot_markup
from pipelines.alert.pace import Pace
from pipelines.lexicon import load


class WeCom(ChatService):
    """Its Markdown knows three colours; the dot before the title tells the kinds apart."""

    name = "wecom"
    limit = 4096
    pace = Pace(20, 60.0)

    def harmless(self, text: str) -> str:
        """Its Markdown has no escape."""
        return without_robot_markup(text)

    def heading(self, colour: str, title: str) -> str:
        """The title in its colour, and the empty line below it."""
        look = load("alerts")["colour"][colour]
        return f'{look["mark"]} <font color="{look["wecom"]}">{title}</font>\n\n'

    def request(self, url: str, secret: str | None, part: ChatPart, now: datetime) -> ChatPost:
        """The address as it is: the key in it is all the proof."""
        content = self.heading(part.colour, part.title) + part.text
        return ChatPost(url, {"msgtype": "markdown", "markdown": {"content": content}})


def wecom_from_environment(environment: Mapping[str, str]) -> ChatChannel | None:
    """None where no address is set. Raises ChannelSettingError."""
    url = environment.get("XIANJIAN_WECOM_URL", "").strip()
    return ChatChannel(WeCom(), checked_url("XIANJIAN_WECOM_URL", url)) if url else None
