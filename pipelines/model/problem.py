"""Problem and Outcome: what goes wrong with an input is a value, not an exception.

Belongs here: returned problems, ignored numbers. Does not belong here: exceptions, which are for bugs; problems as rows (rows).
"""

from __future__ import annotations

from typing import Generic, TypeVar

from pipelines.model.document import Span
from pipelines.model.frozen import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be resolved for certain.

    ``kind`` is a short code in snake_case (``unknown_unit``, ``county_ambiguous``); ``span`` says where (None: the
    whole document, or its ``page``); the messages are complete sentences for people, naming what to do where there is something to do.
    """

    kind: str
    message_zh: str
    message_en: str
    span: Span | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """A number or passage that is left out on purpose, with the name of the reason."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """Values found and problems met."""

    values: tuple[T, ...] = ()
    problems: tuple[Problem, ...] = ()
