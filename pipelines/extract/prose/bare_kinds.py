"""Bare kinds: 行政10人，事业20人 right behind posts of all kinds, which may be posts or people.

Belongs here: deciding it by what they add up to. Does not belong here: kinds that say themselves what they count (staff_kinds,
staff_told), wording (lexicon/staffing.toml, group basis).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from pipelines.extract.found import Found
from pipelines.extract.meaning import words
from pipelines.model.claims import StaffClaim
from pipelines.model.problem import Problem


def settle_bare_kinds(found: Found) -> None:
    """核定编制30名，行政10人，事业20人: posts where they make up the posts, people where they make up the people told behind them;
    else neither is certain, and a person is told."""
    quotes = {number.span.end: number.quote for number in found.seen}
    for whole in [c for c in found.staff if (c.kind, c.basis) == ("authorized", "authorized")]:
        behind = found.staff[found.staff.index(whole) + 1 :]
        parts = _bare_behind(behind, whole.sentence, quotes)
        heads = sum(part.headcount for part in parts)
        held = [c.headcount for c in behind[len(parts) :] if c.kind in ("on_post", "present")]
        if len(parts) > 1 and heads == whole.headcount:
            for part in parts:
                found.staff[found.staff.index(part)] = replace(part, basis="authorized")
        elif heads not in held:
            _leave(parts, found)


def _bare_behind(behind: Sequence[StaffClaim], sentence: int, quotes: dict[int, str]) -> list[StaffClaim]:
    """The claims right behind the posts in their sentence that name a kind and nothing else."""
    bare = words("staffing", "basis", "bare_kind")
    return list(
        takewhile(
            lambda c: (
                (c.basis, c.sentence) == ("actual", sentence)
                and bare.match(quotes.get(c.spans[0].end, "")) is not None
            ),
            behind,
        )
    )


def _leave(parts: Sequence[StaffClaim], found: Found) -> None:
    for part in parts:
        found.staff.remove(part)
        found.ignore(part.spans[0], "not_own_figure")
        found.problems.append(
            Problem(
                "not_own_figure",
                f"{part.headcount}人紧跟在编制之后，是编制数还是在职人数，原文没有写明，未入库，请核对",
                f"{part.headcount} stands right behind the posts; whether posts or people are meant is not said",
                part.spans[0],
            )
        )
