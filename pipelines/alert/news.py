"""What is new: a finding is told once, and again when it changed.

Belongs here: comparing findings with what was told. Does not belong here: wording (compose).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipelines.alert.message import FailedRule
from pipelines.state import State


def untold(state: State, findings: Iterable[FailedRule]) -> tuple[FailedRule, ...]:
    """The findings of groups that were never told, or were told differently."""
    grouped = _grouped(findings)
    return tuple(
        rule
        for group, rules in grouped.items()
        if state.known_fingerprint(group) != _fingerprint(rules)
        for rule in rules
    )


def remember_told(state: State, findings: Iterable[FailedRule]) -> None:
    """These are told now, whole groups of them; in one transaction with putting the message in line."""
    with state.transaction():
        for group, rules in _grouped(findings).items():
            state.remember(group, _fingerprint(rules))


def _grouped(findings: Iterable[FailedRule]) -> Mapping[str, Sequence[FailedRule]]:
    groups: dict[str, list[FailedRule]] = defaultdict(list)
    for rule in findings:
        groups[rule.group].append(rule)
    return groups


def _fingerprint(rules: Sequence[FailedRule]) -> str:
    """Of all findings of a group together: one rule may find several faults in one report, in any order."""
    prints = sorted(rule.fingerprint for rule in rules)
    return prints[0] if len(prints) == 1 else hashlib.sha256("|".join(prints).encode()).hexdigest()
