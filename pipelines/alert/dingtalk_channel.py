"""钉钉 group robot, signed.

Belongs here: the form of its messages and its signature. Does not belong here: parts, answers and limits (chat).
Environment: XIANJIAN_DINGTALK_URL (https://oapi.dingtalk.com/robot/send?access_token=…), XIANJIAN_DINGTALK_SECRET (SEC…,
where the robot demands a signature). 20,000 bytes, 20 messages a minute. Nobody is mentioned: the field ``at`` says so.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from pipelines.alert.chat import ChatChannel, ChatPart, ChatPost, ChatService
from pipelines.alert.exchange import checked_url
from pipelines.alert.harmless import without_robot_markup
from pipelines.alert.pace import Pace
from pipelines.lexicon import load


class DingTalk(ChatService):
    """Its Markdown joins lines unless two blanks stand before the break."""

    name = "dingtalk"
    limit = 18_000  # of 20,000 for the whole body, in which the title stands twice
    pace = Pace(18, 60.0)  # of 20: one more silences the robot for ten minutes, and trials are not counted
    line_break = "  \n"

    def harmless(self, text: str) -> str:
        """Its Markdown has no escape that all its programs know."""
        return without_robot_markup(text)

    def heading(self, colour: str, title: str) -> str:
        """The title in its colour."""
        look = load("alerts")["colour"][colour]
        return f'#### {look["mark"]} <font color="{look["web"]}">{title}</font>\n\n'

    def request(self, url: str, secret: str | None, part: ChatPart, now: datetime) -> ChatPost:
        """The signature stands in the address."""
        body = {
            "msgtype": "markdown",
            "markdown": {"title": part.title, "text": self.heading(part.colour, part.title) + part.text},
            "at": {"isAtAll": False},
        }
        return ChatPost(url if secret is None else signed(url, secret, now), body)


def signed(url: str, secret: str, now: datetime) -> str:
    """The address with time (milliseconds) and signature; good for an hour."""
    timestamp = str(int(now.timestamp() * 1000))
    digest = hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256).digest()
    query = urlencode({"timestamp": timestamp, "sign": base64.b64encode(digest).decode()})
    return f"{url}{'&' if '?' in url else '?'}{query}"


def dingtalk_from_environment(environment: Mapping[str, str]) -> ChatChannel | None:
    """None where no address is set. Raises ChannelSettingError."""
    url = environment.get("XIANJIAN_DINGTALK_URL", "").strip()
    secret = environment.get("XIANJIAN_DINGTALK_SECRET", "").strip() or None
    return ChatChannel(DingTalk(), checked_url("XIANJIAN_DINGTALK_URL", url), secret) if url else None
