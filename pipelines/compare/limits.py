"""Limits of the comparison, from lexicon/similarity.toml.

Belongs here: their type and loading. Does not belong here: what is done with them.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.compare.masking import mask_all
from pipelines.lexicon import load


@dataclass(frozen=True, slots=True)
class Limits:
    """``whole``, ``section``: least Jaccard that is kept; ``min_*``: shingles of its own that a text must have to be
    compared; a whole text with fewer than ``full_whole`` must be alike by ``short_whole``; ``form_share`` of the units make a shingle part of the form where there are ``form_units`` of them; above
    ``exact_up_to`` texts candidates come from MinHash LSH; ``partners``: pairs kept for one text;
    ``versions``: of one report that are compared with other reports. Pieces scattered over a text:
    ``piece``: shingles in a row, ``few_units``: no more units write them, ``scattered``: the least share of the shorter text that
    they make up, ``min_scattered``: and so many shingles."""

    whole: float
    section: float
    min_whole: int
    min_section: int
    full_whole: int
    short_whole: float
    form_share: float
    form_units: int
    exact_up_to: int
    partners: int
    versions: int
    piece: int
    few_units: int
    scattered: float
    min_scattered: int
    steady: frozenset[str]
    apart: frozenset[str]
    phrases: tuple[str, ...]

    def least(self, code: str | None) -> float:
        """The least Jaccard of a section, or of the whole text."""
        return self.section if code else self.whole

    def least_of(self, code: str | None, size: int) -> float:
        """The same where the smaller text has ``size`` shingles: few sentences may be the same by chance."""
        return self.short_whole if not code and size < self.full_whole else self.least(code)

    def enough(self, code: str | None) -> int:
        """The least number of shingles."""
        return self.min_section if code else self.min_whole


def load_limits() -> Limits:
    """As the lexicon has them, phrases masked."""
    data = load("similarity")
    values = dict(data["limits"])
    sections = data["sections"]
    return Limits(
        **values,
        steady=frozenset(sections["steady"]) | frozenset(sections["apart"]),
        apart=frozenset(sections["apart"]),
        phrases=tuple(mask_all(data["form"]["phrases"])),
    )
