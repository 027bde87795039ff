"""Relations: which printed figures make up which others, in every report.

Belongs here: the sums and the bases of rates that hold by the meaning of the words. Does not belong here: what a relation
that holds confirms (recognised), what one that fails suggests (repairs), rules on what a report says (quality).
"""

from __future__ import annotations

from typing import Final

SUMS: Final = (  # a category and its parts
    ("basic", ("personnel", "operating")),
    ("total", ("basic", "project")),
    ("total", ("personnel", "operating", "project")),
)
BASES: Final = ("adjusted", "initial", "received")
"""Stages that a completion rate may be a share of."""
