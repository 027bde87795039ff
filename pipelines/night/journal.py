"""The journal of a run: one line of JSON for each thing that happened, with the ids of run and file.

Belongs here: where lines go, and for how long they are kept. Does not belong here: what people are told (alerts), what the
ledger keeps (state). A line has ``timestamp`` (UTC), ``run_id``, ``event``, and what the event is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

_open: list[Any] = []
"""The journal of the run of this process: at most one, as a warehouse has one run at a time."""
PROCESSORS = (
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
)


@contextmanager
def open_journal(folder: Path, run_id: str, started_at: datetime, **facts: object) -> Iterator[None]:
    """What is noted inside goes to ``<folder>/<start>-<run_id>.jsonl``; ``facts`` are on its first line."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{started_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{run_id}.jsonl"
    with (folder / name).open("a", encoding="utf-8", buffering=1) as file:
        logger = structlog.wrap_logger(structlog.PrintLogger(file), processors=PROCESSORS)
        _open.append(logger.bind(run_id=run_id))
        try:
            note("run_started", **facts)
            yield
        finally:
            _open.pop()


def note(event: str, **facts: object) -> None:
    """One line in the journal of the run; nothing outside of a run (a command that only looks)."""
    for journal in _open[-1:]:
        journal.info(event, **facts)


def forget_journals(folder: Path, days: int, now: datetime) -> int:
    """Delete journals of runs that began more than ``days`` ago; how many. 0 days keeps all."""
    oldest = f"{now.astimezone(UTC) - timedelta(days=days):%Y%m%dT%H%M%SZ}"
    old = [path for path in folder.glob("*.jsonl") if path.name < oldest] if days else []
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
