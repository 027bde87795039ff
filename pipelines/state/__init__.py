"""What changes between two nights: ``<warehouse>/state/state.sqlite`` and the lock beside it.

Belongs here: the ledger of files and documents, the history of runs, the outbox, what was already told, the lock.
This package is the only place that opens SQLite. Does not belong here: facts of reports (Parquet shards, DuckDB),
decisions of people (``raw/``), sending anything (alert).
"""

from pipelines.state.database import StateError
from pipelines.state.lock import Lock, LockHeld
from pipelines.state.records import (
    DocumentRecord,
    FileRecord,
    IntentionKind,
    IntentionRecord,
    OutboxEntry,
    OutboxRow,
    ReadStatus,
    RunRecord,
    RunRow,
    RunStatus,
    ToldRecord,
)
from pipelines.state.state import State

__all__ = [
    "DocumentRecord",
    "FileRecord",
    "IntentionKind",
    "IntentionRecord",
    "Lock",
    "LockHeld",
    "OutboxEntry",
    "OutboxRow",
    "ReadStatus",
    "RunRecord",
    "RunRow",
    "RunStatus",
    "State",
    "StateError",
    "ToldRecord",
]
