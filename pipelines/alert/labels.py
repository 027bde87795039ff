"""Labelled channels: another robot of a service, other recipients of mail, for the routes that name them.

Belongs here: finding them in the environment, and their names. Does not belong here: a protocol, who hears of what (routing).

``XIANJIAN_WECOM_URL__QIHE`` describes the channel ``wecom.qihe``. Mail takes from the variables without a label what those
with it do not say (``XIANJIAN_SMTP_TO__QIHE`` is enough); every other service takes nothing, for a secret belongs to one
address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines.alert.channel import Channel, Receipt
from pipelines.alert.message import AlertMessage
from pipelines.alert.pace import Pace, PacedChannel

FAMILIES: Mapping[str, str] = {
    "email": "SMTP",
    "webhook": "WEBHOOK",
    "wecom": "WECOM",
    "dingtalk": "DINGTALK",
    "feishu": "FEISHU",
    "apprise": "APPRISE",
}
"""The beginning of the variables of each channel, behind ``XIANJIAN_``."""
_INHERITS = "email"
_LABELLED = re.compile(
    rf"(XIANJIAN_({'|'.join(FAMILIES.values())})_[A-Z]+(?:_[A-Z]+)*)__([A-Z0-9]+(?:_[A-Z0-9]+)*)"
)


@dataclass(frozen=True, slots=True)
class LabelledChannel:
    """A channel under a name of its own."""

    channel: Channel
    label: str

    @property
    def name(self) -> str:
        """``wecom.qihe``"""
        return f"{self.channel.name}.{self.label}"

    def send(self, message: AlertMessage, accepted: tuple[str, ...] = ()) -> Receipt:
        """As the channel does."""
        return self.channel.send(message, accepted)


@dataclass(frozen=True, slots=True)
class LabelledPacedChannel:
    """The same where the receiver counts posts: each robot has a limit of its own."""

    channel: PacedChannel
    label: str

    @property
    def name(self) -> str:
        """``wecom.qihe``"""
        return f"{self.channel.name}.{self.label}"

    @property
    def pace(self) -> Pace:
        """As of the channel."""
        return self.channel.pace

    def send(self, message: AlertMessage, accepted: tuple[str, ...] = ()) -> Receipt:
        """As the channel does."""
        return self.channel.send(message, accepted)

    def send_some(self, message: AlertMessage, accepted: tuple[str, ...], most: int) -> Receipt:
        """As the channel does."""
        return self.channel.send_some(message, accepted, most)


def label_of(name: str) -> str:
    """The label in a channel's name; empty where it has none."""
    return name.partition(".")[2]


def labelled(channel: Channel, label: str) -> Channel:
    """The channel under its labelled name."""
    if isinstance(channel, PacedChannel):
        return LabelledPacedChannel(channel, label)
    return LabelledChannel(channel, label)


def labelled_environments(environment: Mapping[str, str]) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """For each labelled channel: its service, its label, and the variables without the label that describe it."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    services = {prefix: name for name, prefix in FAMILIES.items()}
    for variable, value in sorted(environment.items()):
        match = _LABELLED.fullmatch(variable)
        if match and value.strip():
            found.setdefault((services[match[2]], match[3]), {})[match[1]] = value
    for (service, label), given in found.items():
        yield service, label, {**environment, **given} if service == _INHERITS else given
