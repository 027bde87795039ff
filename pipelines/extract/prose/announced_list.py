"""Announced list: the numbered or short paragraphs that words before them announce as parts (其中：).

Belongs here: which paragraph announces, and which are its items. Does not belong here: what an item inherits (inherited, lists).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extract.outline.headings import marker
from pipelines.extract.prose.sentences import LONGEST_LEAD
from pipelines.model.document import BlockKind

LIST_LEVEL = 3
LIST_LEVEL_AFTER_PARTS = 2  # behind 其中： even （一） counts parts and is no heading
NO_LIST = 99
LONGEST_ENTRY = 120
ANNOUNCEMENT = 6
ANNOUNCES = re.compile(r"(?:其中|:)[:,，]?$")
OF_PARTS = re.compile(r"其中[:,，]*$")


@dataclass(slots=True)
class AnnouncedList:
    """``text``: the words that announced the list whose item was taken last."""

    text: str = ""
    _level: int = NO_LIST  # the highest level of numbers that are items
    # whether the paragraph before is an entry without a number, and another may follow
    _goes_on: bool = False

    def takes(self, kind: BlockKind, text: str) -> bool:
        """Whether the next paragraph is an item of the list; one that is not ends it, and may announce another."""
        number = marker(text)
        is_item = number is not None and number[0] >= self._level
        is_entry = number is None and self._level < NO_LIST and kind is BlockKind.PARAGRAPH
        is_entry = is_entry and len(text) <= LONGEST_ENTRY and (self._goes_on or text.endswith(";"))
        self._goes_on = is_entry and text.endswith(";")
        if not (is_item or is_entry):
            self._level = _announced(text[-ANNOUNCEMENT:])
            self.text = text[-LONGEST_LEAD:] if self._level < NO_LIST else ""
        return is_item or is_entry


def _announced(end: str) -> int:
    """The highest level of the numbers of a list that words at the end of a paragraph announce."""
    if not ANNOUNCES.search(end):
        return NO_LIST
    return LIST_LEVEL_AFTER_PARTS if OF_PARTS.search(end) else LIST_LEVEL
