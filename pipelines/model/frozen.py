"""``dataclass`` for what is made by the thousand: frozen for the type checker, and no dearer to make than a plain one.

Belongs here: that decorator. Does not belong here: any one type. The standard library's frozen classes are guarded while
the program runs, which makes an object of four fields three times as dear; mypy proves the same before it runs.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool = False, eq: bool = True, **asked: bool) -> Callable[[type[T]], type[T]]:
        """As :func:`dataclasses.dataclass`: hashed by its values where it is frozen, though a write is not stopped."""
        return dataclasses.dataclass(eq=eq, unsafe_hash=frozen and eq, **asked)
