"""Hop 5 of a night: reports and versions over all shards, by what people decided.

Belongs here: which rows and decisions go into it. Does not belong here: versions (assemble).
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from pipelines.assemble import (
    Assembly,
    Filed,
    IdentityDecision,
    assemble,
    read_corrections,
    read_decisions,
    read_identities,
    stale_identities,
)
from pipelines.model.problem import Outcome
from pipelines.model.rows import FiledReport
from pipelines.night.assemble.replaced import replaced_documents
from pipelines.night.decision_files import CORRECTIONS, IDENTITY, VERSIONS
from pipelines.night.settings import Settings
from pipelines.normalize import read_table
from pipelines.state import State
from pipelines.state.database import without_zone


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Rows, of which there are many, form no cycles: to look through them for cyclic garbage again and again takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_no_cycles()
def assemble_shards(settings: Settings, state: State, shards: Iterable[str]) -> Assembly:
    """Reports and versions over all these shards."""
    records = {record.document_id: record for record in state.documents()}
    replaced = replaced_documents(records.values(), state.files())
    filed = [
        Filed(
            row,
            without_zone(records[row.document_id].received_at),
            records[row.document_id].file_name,
            replaced.get(row.document_id),
        )
        for shard in shards
        for row in read_table(settings.shards / shard, "filed_reports", FiledReport)
    ]
    decided = {d.document_id for d in read_corrections(settings.decisions / CORRECTIONS).values}
    return assemble(filed, read_decisions(settings.decisions / VERSIONS), decided)


def decided_identities(settings: Settings, state: State) -> Outcome[IdentityDecision]:
    """What people decided about whose reports the files are, and what of it does not hold."""
    read = read_identities(settings.decisions / IDENTITY)
    stale = stale_identities(read.values, (record.document_id for record in state.documents()))
    return replace(read, problems=(*read.problems, *stale))
