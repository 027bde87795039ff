"""Which channels there are: the choice by the environment.

Belongs here: nothing but that choice. Does not belong here: the shape of a channel (channel) or a protocol.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipelines.alert.apprise_channel import AppriseChannel
from pipelines.alert.channel import Channel, ChannelSettingError
from pipelines.alert.dingtalk_channel import dingtalk_from_environment
from pipelines.alert.email_channel import EmailChannel
from pipelines.alert.feishu_channel import feishu_from_environment
from pipelines.alert.webhook_channel import WebhookChannel
from pipelines.alert.wecom_channel import wecom_from_environment
from pipelines.model.problem import Problem

__all__ = ["CHANNEL_NAMES", "Channels", "EmailChannel", "WebhookChannel", "channels_from_environment"]

CHANNEL_NAMES = ("email", "webhook", "wecom", "dingtalk", "feishu", "apprise")

_MAKERS: tuple[Callable[[Mapping[str, str]], Channel | None], ...] = (
    EmailChannel.from_environment,
    WebhookChannel.from_environment,
    wecom_from_environment,
    dingtalk_from_environment,
    feishu_from_environment,
    AppriseChannel.from_environment,
)


@dataclass(frozen=True, slots=True)
class Channels:
    """The channels that the environment describes, and what is wrong with the others."""

    channels: tuple[Channel, ...]
    problems: tuple[Problem, ...]


def channels_from_environment(environment: Mapping[str, str] | None = None) -> Channels:
    """Each channel whose first variable is set (see its file); empty counts as unset."""
    values = os.environ if environment is None else environment
    channels: list[Channel] = []
    problems: list[Problem] = []
    for make in _MAKERS:
        try:
            channel = make(values)
        except ChannelSettingError as error:
            problems.append(error.problem())
        else:
            if channel is not None:
                channels.append(channel)
    return Channels(tuple(channels), tuple(problems))
