"""Isolation: one rule's fault must not cost the others their results.

Belongs here: the single place where any exception of a rule is caught and becomes a value (of a task: engine.here). A rule
is data and SQL that people edit, so whatever it raises is told as ``broken``: never as bad data, never as a crash of the
night. Does not belong here: what becomes of the exception (engine, expectations_gx).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def attempt(work: Callable[[], T]) -> T | Exception:
    """The value of ``work``, or the exception that it raised."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - see the head of this module
        return error
