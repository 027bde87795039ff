"""Case: one thing that a rule looked at, and what it saw.

Belongs here: the type that rules answer with. Does not belong here: how it becomes rows of quality.results (results).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from pipelines.model.frozen import dataclass
from pipelines.quality.rules import MAIN, Outcome


@dataclass(frozen=True, slots=True)
class Passage:
    """A range of a document's raw text."""

    document_id: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Case:
    """The answer of a rule for one subject of one version.

    ``reason`` is a code of lexicon/quality.toml and belongs to ``not_evaluable`` alone. ``facts`` are
    ``<table>:<fact_id>`` of what the formula used; ``passages`` what a text rule found; ``others`` are facts of other
    reports that it was held against: quoted, never withheld.
    """

    verdict: Outcome
    branch: str = MAIN
    subject: str | None = None
    reason: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    others: tuple[str, ...] = ()


def passed(branch: str = MAIN, subject: str | None = None) -> Case:
    """A case that passed."""
    return Case(Outcome.PASS, branch, subject)


def not_evaluable(reason: str, branch: str = MAIN, subject: str | None = None) -> Case:
    """A case that nobody can judge, and why."""
    return Case(Outcome.NOT_EVALUABLE, branch, subject, reason)
