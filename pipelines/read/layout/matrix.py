"""Affine matrices of pages: (a, b, c, d, e, f) maps (x, y) to (a·x + c·y + e, b·x + d·y + f).

Belongs here: what PDF (ISO 32000-1, 8.3.3) and OFD (GB/T 33190, 7.2) share. Does not belong here: pages, objects.
"""

from __future__ import annotations

from typing import Final, TypeAlias

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
IDENTITY: Final[Matrix] = (1, 0, 0, 1, 0, 0)


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """First ``inner``, then ``outer``."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
