"""A sign: one thing that ``xianjian doctor`` looked at, and how it stands. Belongs here: the type. Does not belong here: looking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warn", "fault"]


@dataclass(frozen=True, slots=True)
class Sign:
    """``subject``: what was looked at, in Chinese and English. ``remedy``: what to do next; empty where all is well."""

    subject: str
    level: Level
    message_zh: str
    message_en: str
    remedy: str = ""


def ok(subject: str, zh: str, en: str) -> Sign:
    """All is well."""
    return Sign(subject, "ok", zh, en)


def warn(subject: str, zh: str, en: str, remedy: str) -> Sign:
    """Nights go on, but somebody should look."""
    return Sign(subject, "warn", zh, en, remedy)


def fault(subject: str, zh: str, en: str, remedy: str) -> Sign:
    """The next night, its readers or its alerts will fail, or have failed."""
    return Sign(subject, "fault", zh, en, remedy)
