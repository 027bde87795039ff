"""How a command ended. Belongs here: the exit codes of the data contract. Does not belong here: commands, what they print."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the data contract. ``UNFIT``: what was asked cannot be done as it was written (SQL, options, values)."""

    OK = 0
    CRASH = 1
    UNFIT = 2
    GATE_CLOSED = 3
    NOT_FOUND = 4
    NOT_CONFIRMED = 5
    DISAGREES = 6
    LOCKED = 7
    SILENT = 8
