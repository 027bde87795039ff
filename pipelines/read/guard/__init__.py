"""Guard: readers run in child processes, so that what a file does to its reader is an outcome, not an accident.

Belongs here: the pool, the processes, their limits, their messages. Does not belong here: reading.
"""

from pipelines.read.guard.child import Limits
from pipelines.read.guard.pool import NoReader, ReaderPool

__all__ = ["Limits", "NoReader", "ReaderPool"]
