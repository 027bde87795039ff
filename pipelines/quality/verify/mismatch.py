"""Mismatch: one thing about a quote that no longer agrees.

Belongs here: its shape and its kinds. Does not belong here: how it is found (document, meaning) or told (night).
"""

from __future__ import annotations

from pipelines.model.frozen import dataclass

MEANING = "meaning_differs"
"""The kind of what the words around a quote contradict: the value is as printed, and filed as something else."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """``kind`` is a code of lexicon/verify.toml; ``what`` the column, empty where the quote itself is meant."""

    kind: str
    what: str
    stored: str
    found: str
