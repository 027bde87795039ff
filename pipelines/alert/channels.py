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
from pipelines.alert.labels import labelled, labelled_environments
from pipelines.alert.webhook_channel import WebhookChannel
from pipelines.alert.wecom_channel import wecom_from_environment
from pipelines.model.problem import Problem

__all__ = ["CHANNEL_NAMES", "Channels", "EmailChannel", "WebhookChannel", "channels_from_environment"]

_MAKERS: Mapping[str, Callable[[Mapping[str, str]], Channel | None]] = {
    "email": EmailChannel.from_environment,
    "webhook": WebhookChannel.from_environment,
    "wecom": wecom_from_environment,
    "dingtalk": dingtalk_from_environment,
    "feishu": feishu_from_environment,
    "apprise": AppriseChannel.from_environment,
}
CHANNEL_NAMES = tuple(_MAKERS)


@dataclass(frozen=True, slots=True)
class Channels:
    """The channels that the environment describes, and what is wrong with the others."""

    channels: tuple[Channel, ...]
    problems: tuple[Problem, ...]


def channels_from_environment(environment: Mapping[str, str] | None = None) -> Channels:
    """Each channel whose first variable is set (see its file); empty counts as unset. Those with a label come last."""
    values = os.environ if environment is None else environment
    channels: list[Channel] = []
    problems: list[Problem] = []
    wanted = [(service, "", values) for service in CHANNEL_NAMES]
    for service, label, described in (*wanted, *labelled_environments(values)):
        try:
            channel = _MAKERS[service](described)
        except ChannelSettingError as error:
            problems.append(error.problem(label))
        else:
            if channel is not None:
                channels.append(labelled(channel, label.lower()) if label else channel)
    return Channels(tuple(channels), tuple(problems))
