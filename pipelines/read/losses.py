"""What a document shows and a reader did not read, each named once.

Belongs here: the list of one document. Does not belong here: finding what is lost, and what is large enough to count (the
``losses`` of each format).
"""

from __future__ import annotations

from typing import Final

from pipelines.model.document import Loss, LossKind

_MOST: Final = 200  # named one by one
_LONGEST_REMARK: Final = 30
UNSEEN: Final = "看不见的文字 / text that nobody sees"


def may_correct(remark: str) -> bool:
    """Whether a remark at the margin (批注), or what nobody sees, holds a number, so that it may take one of the text back."""
    return any(character.isdigit() for character in remark)


def remark_name(remark: str) -> str:
    """What a remark is called where it is told: 批注：应为54万元."""
    told = " ".join(remark.split())
    return f"批注：{told[:_LONGEST_REMARK]}"


class Losses:
    """The losses of one document."""

    def __init__(self) -> None:
        self._losses: dict[Loss, None] = {}

    def all(self) -> list[Loss]:
        """What was found, in order."""
        return list(self._losses)

    def add(self, place: str) -> None:
        """Note something by the name of its part."""
        self._note(Loss(LossKind.PART_NOT_READ, None, place))

    def table(self, place: int) -> None:
        """Note that cells of the table with this number (from 1) were left out."""
        self._note(Loss(LossKind.TABLE_NOT_READ, None, str(place)))

    def _note(self, loss: Loss) -> None:
        if len(self._losses) < _MOST:
            self._losses[loss] = None
