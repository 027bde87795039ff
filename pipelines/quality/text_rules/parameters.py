"""Parameters that text functions take, declared beside each so that a slip in a rule file is refused at the start.

Belongs here: the declaration. Does not belong here: the values (expectations/*.yml) and their check (loader).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

_DECLARED: dict[str, Mapping[str, type]] = {}


def takes(**forms: type) -> Callable[[F], F]:
    """Declare the parameters of a text function and the form of each; a function without it takes none."""

    def declare(function: F) -> F:
        _DECLARED[function.__name__] = forms
        return function

    return declare


def parameters_of(name: str) -> Mapping[str, type]:
    """The declared parameters of a text function."""
    return _DECLARED.get(name, {})
