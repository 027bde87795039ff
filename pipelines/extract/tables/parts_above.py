"""Labels that fill a row of their own: 其中：财政拨款 over a row of figures that has no name.

Belongs here: which rows of numbers such a label names. Does not belong here: labels beside their numbers (tables), meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.extract.context import list_opening
from pipelines.extract.meaning import understand


@dataclass(slots=True)
class PartAbove:
    """The part of the whole that the last row without any number named, up to a row with a name of its own.

    Without it the figures below 其中：财政拨款 would be a second total.
    """

    label: str = ""
    cells: frozenset[str] = frozenset()

    def note(self, cells: Sequence[str], labels: Sequence[str]) -> None:
        """Take up a row without numbers, or forget the last one where this names no part."""
        label = labels[-1] if labels else ""
        self.label, self.cells = (label if _names_part(label) else ""), frozenset(cells)

    def forget(self) -> None:
        """A new header: what stood above names nothing below it."""
        self.label = ""

    def of(self, labels: Iterable[str]) -> tuple[str, ...]:
        """The label of a number whose row has these labels, where all of them are merged cells of the row above."""
        if self.label and not set(labels) <= self.cells:
            self.label = ""
        return (self.label,) if self.label else ()


def _names_part(label: str) -> bool:
    """Whether a label names a source, or a category as a part (其中：项目支出), and nothing else."""
    if not label:
        return False
    meaning = understand(label)
    if meaning.residue or meaning.stages or meaning.rate:
        return False
    return bool(meaning.source) or bool(meaning.category and list_opening().search(label))
