"""Mismatch: one thing about a quote that no longer agrees. Does not belong here: how it is found or told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mismatch:
    """``kind`` is a code of lexicon/verify.toml; ``what`` the column, empty where the quote itself is meant."""

    kind: str
    what: str
    stored: str
    found: str
