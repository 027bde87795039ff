"""Hop 4: from the claims of one document to rows with ids, evidence and reasons.

Belongs here: resolving whose report it is, canonical names, rows of one document, the Parquet shard of a batch. Does
not belong here: other documents, databases, decisions of people (assemble).
"""

from pipelines.normalize.documents import normalize_reports
from pipelines.normalize.facts import normalize, unfiled_problems
from pipelines.normalize.identity import resolve
from pipelines.normalize.rows import DocumentRows
from pipelines.normalize.second_reading import (
    NOT_GIVEN,
    Contradiction,
    ReadAgain,
    SecondReading,
    Stated,
)
from pipelines.normalize.shard import read_table, write_shard

__all__ = [
    "NOT_GIVEN",
    "Contradiction",
    "DocumentRows",
    "ReadAgain",
    "SecondReading",
    "Stated",
    "normalize",
    "normalize_reports",
    "read_table",
    "resolve",
    "unfiled_problems",
    "write_shard",
]
