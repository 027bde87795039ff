"""What an alert is made of, and the alert itself.

Belongs here: plain frozen inputs that the night fills from its results, and AlertMessage with its way into and out
of JSON. Does not belong here: wording (compose, lexicon/alerts.toml). Quotes come with personal names masked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["data", "file", "check", "run"]
Severity = Literal["error", "warn", "info"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report, as printed, and where they stand. ``page`` None: the format has no pages."""

    text: str
    file_name: str
    page: int | None


@dataclass(frozen=True, slots=True)
class FailedRule:
    """A rule that a report does not meet."""

    rule_id: str
    name_zh: str
    severity: Severity
    report_id: str
    unit_name: str | None
    fiscal_year: int | None
    message_zh: str
    quotes: tuple[Quote, ...]

    @property
    def group(self) -> str:
        """What is told once: this rule on this report."""
        return f"{self.rule_id}|{self.report_id}"

    @property
    def fingerprint(self) -> str:
        """Changes when there is something new to tell about the group."""
        return hashlib.sha256(f"{self.severity}|{self.message_zh}".encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class QuarantinedFile:
    """A file that could not be read. ``path`` names it below ``raw/``; ``reason`` is a short code."""

    path: str
    reason: str
    message_zh: str


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that could not be evaluated by its own fault."""

    rule_id: str
    name_zh: str
    error: str


@dataclass(frozen=True, slots=True)
class GateClosed:
    """The night's result was not published. ``live_build`` None: nothing was ever published."""

    reasons: tuple[str, ...]
    live_build: str | None


@dataclass(frozen=True, slots=True)
class RunFailure:
    """A run that broke off. ``error``: the last line of what it said."""

    run_id: str
    trigger: str
    error: str


@dataclass(frozen=True, slots=True)
class AlertMessage:
    """One message to people. ``key`` is what is sent once; ``payload`` holds JSON values for programs."""

    key: str
    kind: Kind
    title_zh: str
    text: str
    payload: Mapping[str, Any]

    @property
    def token(self) -> str:
        """Same key, same token: the Message-ID and Idempotency-Key by which a receiver drops a second copy."""
        return hashlib.sha256(self.key.encode("utf-8", "replace")).hexdigest()[:40]

    def to_json(self) -> dict[str, Any]:
        """As it lies in the outbox and as a webhook receives it."""
        return {
            "key": self.key,
            "kind": self.kind,
            "title": self.title_zh,
            "text": self.text,
            "payload": dict(self.payload),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> AlertMessage:
        """The inverse of :meth:`to_json`."""
        return cls(values["key"], values["kind"], values["title"], values["text"], values["payload"])
