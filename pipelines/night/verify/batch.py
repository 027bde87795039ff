"""Verifying where the worker is: some documents with their rows → an account of what still agrees.

Belongs here: what a worker does, of this process or of another. Does not belong here: which rows these are (verifying), how a
quote is read (quality.verify).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

import pyarrow as pa

from pipelines.model.document import Box
from pipelines.model.rows import Evidence
from pipelines.night.verify.verified import Account, File
from pipelines.quality.verify import StoredFact, verify_document

QUOTE = tuple(column.name for column in fields(Evidence))
"""The columns of ``quotes``, in this order."""
PLACE = ("fact_id", "evidence_id", "is_further")
"""The first columns of ``facts``; those of the table's plan follow."""


@dataclass(frozen=True, slots=True)
class Task:
    """Some documents, the quotes to be looked at in them, and the facts of these by table: as Arrow tables, of which this
    process makes no objects. ``lost``, ``waiting``: as in Account; ``meanings``: what the words say is read too."""

    run_id: str
    lost: Mapping[str, set[str]]
    waiting: Mapping[str, set[str]]
    files: tuple[File, ...]
    quotes: pa.Table
    facts: Mapping[str, pa.Table]
    meanings: bool = True


def verify_batch(task: Task) -> Account:
    """Read each document once and hold its quotes and facts against it."""
    account = Account(task.run_id, task.lost, task.waiting)
    quotes = _quotes(task.quotes)
    facts: defaultdict[str, list[StoredFact]] = defaultdict(list)
    for table, rows in task.facts.items():
        for fact in _facts(table, rows):
            facts[fact.evidence_id].append(fact)
    for file in task.files:
        own = quotes[file.document_id]
        stated = [fact for name in own for fact in facts.get(name, ())]
        verified = verify_document(
            file.original, file.stored, file.sha256, own, stated, meanings=task.meanings
        )
        account.enter(file, verified, own, stated)
    return account


def _quotes(rows: pa.Table) -> defaultdict[str, dict[str, Evidence]]:
    """By document and id, in the order in which they stand."""
    listed = [
        Evidence(evidence_id, document_id, page, block, None if box is None else Box(**box), *rest)
        for evidence_id, document_id, page, block, box, *rest in _rows(rows)
    ]
    quotes: defaultdict[str, dict[str, Evidence]] = defaultdict(dict)
    for quote in sorted(listed, key=attrgetter("char_start", "evidence_id")):
        quotes[quote.document_id][quote.evidence_id] = quote
    return quotes


def _facts(table: str, rows: pa.Table) -> Iterator[StoredFact]:
    columns = rows.column_names[len(PLACE) :]
    for fact_id, evidence_id, is_further, *values in _rows(rows):
        yield StoredFact(table, fact_id, evidence_id, is_further, dict(zip(columns, values, strict=True)))


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)
