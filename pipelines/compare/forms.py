"""Forms: the shingles that belong to the form and not to who filled it in.

Belongs here: known phrases, and what so many units write that nobody has copied it. Does not belong here: phrases as data
(lexicon/similarity.toml).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from pipelines.compare.limits import Limits
from pipelines.compare.texts import Hashes, Shingles, Text, distinct, hashes


def form_shingles(texts: Sequence[Text], shingles: Mapping[str, Shingles], limits: Limits) -> Hashes:
    """Sorted. Units are counted, not reports: what one unit repeats every year is its own."""
    known = distinct(np.concatenate([hashes(phrase) for phrase in limits.phrases]))
    by_unit: dict[str, list[Hashes]] = {}
    for text in texts:
        by_unit.setdefault(text.unit, []).append(shingles[text.version_id].hashes)
    if len(by_unit) < limits.form_units:
        return known
    everything = np.sort(np.concatenate([distinct(np.concatenate(found)) for found in by_unit.values()]))
    starts = np.flatnonzero(np.concatenate(([True], everything[1:] != everything[:-1])))
    counts = np.diff(np.append(starts, len(everything)))
    common = everything[starts[counts > limits.form_share * len(by_unit)]]
    form: Hashes = np.union1d(known, common)
    return form


def without(own: Hashes, form: Hashes) -> Hashes:
    """The distinct shingles of a text that are not the form's, sorted."""
    members = distinct(own)
    places = np.minimum(np.searchsorted(form, members), len(form) - 1)
    own_members: Hashes = members[form[places] != members]
    return own_members
