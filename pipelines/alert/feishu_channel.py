"""飞书 (Lark) custom robot, signed.

Belongs here: the form of its messages and its signature. Does not belong here: parts, answers and limits (chat).
Environment: XIANJIAN_FEISHU_URL (https://open.feishu.cn/open-apis/bot/v2/hook/…, or open.larksuite.com),
XIANJIAN_FEISHU_SECRET (where the robot demands a signature). 20 KB, 100 messages a minute, 5 a second. The text is a
plain_text element, in which the service looks for no markup.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pipelines.alert.chat import ChatChannel, ChatPart, ChatPost, ChatService
from pipelines.alert.exchange import checked_url
from pipelines.alert.harmless import without_mentions
from pipelines.alert.pace import Pace
from pipelines.lexicon import load


class Feishu(ChatService):
    """A card whose header bears the colour."""

    name = "feishu"
    limit = 18_000  # of 20 KB for the whole body
    pace = Pace(100, 60.0, gap=0.25)

    def harmless(self, text: str) -> str:
        """Plain text, and no <at> in it all the same."""
        return without_mentions(text)

    def heading(self, colour: str, title: str) -> str:
        """The words of the header."""
        return f"{load('alerts')['colour'][colour]['mark']} {title}"

    def request(self, url: str, secret: str | None, part: ChatPart, now: datetime) -> ChatPost:
        """Time and signature stand in the body."""
        card = {
            "config": {"wide_screen_mode": True},
            "header": {
                "template": load("alerts")["colour"][part.colour]["feishu"],
                "title": {"tag": "plain_text", "content": self.heading(part.colour, part.title)},
            },
            "elements": [{"tag": "div", "text": {"tag": "plain_text", "content": part.text}}],
        }
        body: dict[str, Any] = {"msg_type": "interactive", "card": card}
        if secret is not None:
            timestamp = str(int(now.timestamp()))
            body |= {"timestamp": timestamp, "sign": signature(secret, timestamp)}
        return ChatPost(url, body)


def signature(secret: str, timestamp: str) -> str:
    """Time (seconds) and secret are the key here, and the message signed is empty."""
    digest = hmac.new(f"{timestamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def feishu_from_environment(environment: Mapping[str, str]) -> ChatChannel | None:
    """None where no address is set. Raises ChannelSettingError."""
    url = environment.get("XIANJIAN_FEISHU_URL", "").strip()
    secret = environment.get("XIANJIAN_FEISHU_SECRET", "").strip() or None
    return ChatChannel(Feishu(), checked_url("XIANJIAN_FEISHU_URL", url), secret) if url else None
