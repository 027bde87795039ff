"""Heading path: the numbered headings of higher levels that the last heading stands below.

Belongs here: which of the headings passed so far still hold: 「（三）县福利院」 above 「1.基本支出情况」. Does not belong here: what a
heading says of the figures below it (frames, part_of_whole, moments), which line is a heading (sentences).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.extract.outline.headings import marker

COUNTED = re.compile(r"[一二三四五六七八九十]是")


@dataclass(slots=True)
class HeadingPath:
    """``upper``: the headings that hold above the one entered last, ``now``, from the highest level down."""

    now: str = ""
    upper: tuple[str, ...] = ()
    _numbered: list[tuple[int, str]] = field(default_factory=list)

    def enter(self, heading: str) -> None:
        """Go on below a heading. Of those without a number only one that counts (一是…) ends none."""
        if heading == self.now:
            return
        self.now = heading
        number = marker(heading)
        if number is None:
            if COUNTED.match(heading) is None:
                self._numbered.clear()
            self.upper = tuple(line for _, line in self._numbered)
            return
        while self._numbered and self._numbered[-1][0] >= number[0]:
            self._numbered.pop()
        self.upper = tuple(line for _, line in self._numbered)
        self._numbered.append((number[0], heading))
