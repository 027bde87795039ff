"""Numbers, boxes and matrices of OFD (GB/T 33190-2016, 7.3 basic types and 8.5 graphic units).

Belongs here: reading them from attributes, bounded and finite whatever the file says. Does not belong here: objects.
A matrix is (a, b, c, d, e, f): x' = a·x + c·y + e, y' = b·x + d·y + f; y grows downwards; lengths are millimetres.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from pipelines.read.layout.matrix import IDENTITY, Matrix, times

Point: TypeAlias = tuple[float, float]
BoxMm: TypeAlias = tuple[float, float, float, float]  # x, y, width, height

POINTS: Final = 72 / 25.4  # per millimetre
_LARGEST: Final = 100_000.0  # millimetres: nothing printed is farther away


def number(text: str | None, otherwise: float) -> float:
    """A number; ``otherwise`` where there is none or none that can be a length."""
    if text is None:
        return otherwise
    try:
        value = float(text)
    except ValueError:
        return otherwise
    return value if -_LARGEST <= value <= _LARGEST else otherwise


def numbers(text: str | None) -> list[float]:
    """All numbers of an array, in order; empty where one of them is none."""
    try:
        values = [float(part) for part in (text or "").replace(",", " ").split()]
    except ValueError:
        return []
    return values if all(-_LARGEST <= value <= _LARGEST for value in values) else []


def box(text: str | None) -> BoxMm | None:
    """ST_Box: x, y, width, height; None where it is not four numbers."""
    values = numbers(text)
    return (values[0], values[1], values[2], values[3]) if len(values) == 4 else None


def matrix(text: str | None) -> Matrix:
    """CTM; the identity where there is none."""
    values = numbers(text)
    if len(values) != 6:
        return IDENTITY
    return (values[0], values[1], values[2], values[3], values[4], values[5])


def placed(inner: Matrix, boundary: BoxMm | None, outer: Matrix) -> Matrix:
    """From an object's own space to the page: its CTM, then the corner of its boundary, then what it lies in."""
    if boundary is not None:
        inner = (*inner[:4], inner[4] + boundary[0], inner[5] + boundary[1])
    return inner if outer == IDENTITY else times(inner, outer)


def moved(point: Point, by: Matrix) -> Point:
    """The point after the matrix."""
    x, y = point
    return by[0] * x + by[2] * y + by[4], by[1] * x + by[3] * y + by[5]
