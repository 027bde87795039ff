"""What an alert is made of, and the alert itself.

Belongs here: plain frozen inputs that the night fills from its results, and AlertMessage with its way into and out
of JSON. Does not belong here: wording (compose, digest, lexicon/alerts.toml). Quotes and messages come with personal names
masked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["data", "file", "check", "run"]
KINDS: tuple[Kind, ...] = ("data", "file", "check", "run")
Severity = Literal["error", "warn", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warn", "info")
"""The worst first."""

GATE = "gate"
"""Key of the trouble that the gate is closed."""
_FACTS = (
    "message_zh", "severity", "rule_id", "name_zh", "branch", "subject", "report_id", "region_code", "county",
    "department_type", "unit_name", "fiscal_year",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report, as printed, and where they stand. ``page`` None: the format has no pages."""

    text: str
    file_name: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong tonight: a finding, a file that could not be read, a check that broke, a closed gate.

    ``key``: the same for as long as it is the same trouble. ``fingerprint``: changes when there is something new to tell of
    it. ``result_ids``: whose quotes show it. What does not apply is empty.
    """

    kind: Kind
    key: str
    fingerprint: str
    message_zh: str
    severity: Severity = "error"
    rule_id: str = ""
    name_zh: str = ""
    branch: str = ""
    subject: str = ""
    report_id: str = ""
    region_code: str | None = None
    county: str | None = None
    department_type: str | None = None
    unit_name: str | None = None
    fiscal_year: int | None = None
    result_ids: tuple[str, ...] = ()

    @property
    def is_gate(self) -> bool:
        """Whether it is the closed gate."""
        return self.kind == "data" and self.key == GATE

    def facts(self) -> dict[str, Any]:
        """What is kept of it once it was told."""
        return {name: getattr(self, name) for name in _FACTS}

    @classmethod
    def of_facts(cls, kind: Kind, key: str, fingerprint: str, facts: Mapping[str, Any]) -> Trouble:
        """As it was told; facts of another version of the program that are not known now are left out."""
        return cls(kind, key, fingerprint, **{name: facts[name] for name in _FACTS if name in facts})


@dataclass(frozen=True, slots=True)
class GateState:
    """What became of the night's result. ``live_build``: what readers have now, None where nothing was ever published.

    ``reasons``: why the gate is closed. ``let_pass``: limits that somebody let pass, by whom and why. ``restored``: files whose kept
    original was gone or spoilt and was put back.
    """

    live_build: str | None
    reasons: tuple[str, ...] = ()
    let_pass: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunFailure:
    """A run that broke off. ``error``: the last line of what it said."""

    run_id: str
    trigger: str
    error: str


@dataclass(frozen=True, slots=True)
class AlertMessage:
    """One message to people. ``key`` is what is sent once; ``payload`` holds JSON values for programs.

    ``is_end``: it tells of nothing but the end of troubles.
    """

    key: str
    kind: Kind
    title_zh: str
    text: str
    payload: Mapping[str, Any]
    is_end: bool = False

    @property
    def colour(self) -> str:
        """Its group in lexicon/alerts.toml, group colour."""
        return "end" if self.is_end else self.kind

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
            "is_end": self.is_end,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> AlertMessage:
        """The inverse of :meth:`to_json`; a message of an earlier version bears no ``is_end``."""
        return cls(
            values["key"],
            values["kind"],
            values["title"],
            values["text"],
            values["payload"],
            values.get("is_end", False),
        )
