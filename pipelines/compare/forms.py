"""Forms: the shingles that belong to the form and not to who filled it in, and those that hardly anybody else writes.

Belongs here: known phrases, and what so many units write that nobody has copied it, or so few that somebody has. Does not belong here: phrases as data
(lexicon/similarity.toml).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.compare.limits import Limits
from pipelines.compare.texts import Hashes, Shingles, Text, distinct, hashes


@dataclass(frozen=True, slots=True)
class Shared:
    """Shingles by how many units write them, both sorted: those of the ``form``, and those of ``few`` units, more than one."""

    form: Hashes
    few: Hashes


def shared_shingles(texts: Sequence[Text], shingles: Mapping[str, Shingles], limits: Limits) -> Shared:
    """Units are counted, not reports: what one unit repeats every year is its own."""
    known = distinct(np.concatenate([hashes(phrase) for phrase in limits.phrases]))
    by_unit: dict[str, list[Hashes]] = {}
    for text in texts:
        by_unit.setdefault(text.unit, []).append(shingles[text.version_id].hashes)
    if not by_unit:
        return Shared(known, known[:0])
    everything = np.sort(np.concatenate([distinct(np.concatenate(found)) for found in by_unit.values()]))
    starts = np.flatnonzero(np.concatenate(([True], everything[1:] != everything[:-1])))
    counts = np.diff(np.append(starts, len(everything)))
    few = without(everything[starts[(counts > 1) & (counts <= limits.few_units)]], known)
    if len(by_unit) < limits.form_units:
        return Shared(known, few)
    form: Hashes = np.union1d(known, everything[starts[counts > limits.form_share * len(by_unit)]])
    return Shared(form, without(few, form))


def without(own: Hashes, form: Hashes) -> Hashes:
    """The distinct shingles of a text that are not the form's, sorted."""
    members = distinct(own)
    places = np.minimum(np.searchsorted(form, members), len(form) - 1)
    own_members: Hashes = members[form[places] != members]
    return own_members
