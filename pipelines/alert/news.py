"""What is new: a finding is told once, and again when it changed.

Belongs here: comparing findings with what was told. Does not belong here: wording (compose).
"""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.alert.message import FailedRule
from pipelines.state import State


def untold(state: State, findings: Iterable[FailedRule]) -> tuple[FailedRule, ...]:
    """The findings that were never told, or were told differently."""
    return tuple(rule for rule in findings if state.known_fingerprint(rule.group) != rule.fingerprint)


def remember_told(state: State, findings: Iterable[FailedRule]) -> None:
    """These are told now; in one transaction with putting the message in line."""
    with state.transaction():
        for rule in findings:
            state.remember(rule.group, rule.fingerprint)
