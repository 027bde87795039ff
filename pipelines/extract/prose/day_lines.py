"""Day lines: what a line of its own says of the day up to which all figures below it were counted.

Belongs here: 「数据截至2025年3月31日」 as a line or at the end of a paragraph, and how far down it holds. Does not belong here:
whether that day ends the year of a figure, a day in the words of a figure or of its heading (cut_offs, frames), wording
(lexicon/frames.toml, group cut_off).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extract.meaning import words
from pipelines.extract.outline.headings import marker

UNTIL = re.compile("截[至止]")
LAST_SENTENCE = re.compile(r"[^。;]*[。;]?$")
BELOW_NONE = -1


@dataclass(slots=True)
class DayLine:
    """The line that governs while a report is read; ``level``: that of the heading it stands below, whose next one ends it."""

    text: str = ""
    level: int = BELOW_NONE
    heading_level: int = BELOW_NONE

    def pass_by(self, text: str) -> None:
        """Go past a paragraph or heading, in reading order."""
        number = marker(text)
        if number is not None and _is_short(text):
            self.heading_level = number[0]
            if number[0] <= self.level:
                self.text = ""
        if UNTIL.search(text) is not None and (line := _told_of_all(text)):
            self.text, self.level = line, self.heading_level


def _told_of_all(text: str) -> str:
    """The last sentence of a paragraph where it says nothing but such a day, or says it of all figures; else nothing."""
    last = LAST_SENTENCE.search(text.rstrip("。;"))
    said = last.group() if last is not None else ""
    if UNTIL.search(said) is None:
        return ""
    alone = words("frames", "cut_off", "announcing").sub("", said) == ""
    return said if alone or words("frames", "cut_off", "of_all").search(said) else ""


def _is_short(text: str) -> bool:
    return len(text) <= 40 and not re.search(r"\d[万亿]?元", text)
