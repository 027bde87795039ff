"""Mismatch: one thing about a quote that no longer agrees.

Belongs here: its shape and its kinds, and the stored values that it speaks of. Does not belong here: how it is found (document,
meaning) or told (night).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.model.frozen import dataclass

Values = Mapping[str, Any]
"""The columns of a stored fact by name, as its table's plan lists them."""

MEANING = "meaning_differs"
"""The kind of what the words around a quote contradict: the value is as printed, and filed as something else."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """``kind`` is a code of lexicon/verify.toml; ``what`` the column, empty where the quote itself is meant."""

    kind: str
    what: str
    stored: str
    found: str
