"""Cards of files with what people decided about whose reports they are.

Belongs here: laying decisions over cards; the later decision wins, field by field. Does not belong here: reading decisions
(assemble), resolving places and units (normalize).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.assemble import IdentityDecision
from pipelines.model.claims import Card


def with_decided_identities(
    cards: Mapping[str, Card], decisions: Sequence[IdentityDecision]
) -> dict[str, Card]:
    """``cards`` by document id, overlaid by ``decisions``, the earliest of which comes first."""
    known = dict(cards)
    for decision in decisions:
        card = known.get(decision.document_id, Card())
        known[decision.document_id] = replace(
            card,
            region_code=decision.region_code or card.region_code,
            county=None if decision.region_code else card.county,
            unit_name=decision.unit_name or card.unit_name,
            fiscal_year=decision.fiscal_year or card.fiscal_year,
        )
    return known
