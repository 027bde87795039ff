"""Which channels there are: the choice by the environment.

Belongs here: nothing but that choice. Does not belong here: the shape of a channel (channel) or a protocol.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.alert.channel import Channel, ChannelSettingError
from pipelines.alert.email_channel import EmailChannel
from pipelines.alert.webhook_channel import WebhookChannel
from pipelines.model.problem import Problem

__all__ = ["Channels", "EmailChannel", "WebhookChannel", "channels_from_environment"]


@dataclass(frozen=True, slots=True)
class Channels:
    """The channels that the environment describes, and what is wrong with the others."""

    channels: tuple[Channel, ...]
    problems: tuple[Problem, ...]


def channels_from_environment(environment: Mapping[str, str] | None = None) -> Channels:
    """E-mail if XIANJIAN_SMTP_HOST is set, webhook if XIANJIAN_WEBHOOK_URL is set; empty counts as unset."""
    values = os.environ if environment is None else environment
    channels: list[Channel] = []
    problems: list[Problem] = []
    for make in (EmailChannel.from_environment, WebhookChannel.from_environment):
        try:
            channel = make(values)
        except ChannelSettingError as error:
            problems.append(error.problem())
        else:
            if channel is not None:
                channels.append(channel)
    return Channels(tuple(channels), tuple(problems))
