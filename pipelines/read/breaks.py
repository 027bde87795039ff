"""Manual line breaks inside a paragraph: which lines go on, and which stand apart as paragraphs of their own.

Belongs here: formats that know paragraphs and let writers break lines in them (docx, rtf). Does not belong here:
lines wrapped by the page (lines).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipelines.read import shapes

_LONG_LINE: Final = 20  # characters: a shorter line before a manual break is a line of its own


def group_lines(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines of one paragraph that manual breaks cut: those that only go on stay together; blank ones are left out."""
    group: list[str] = []
    for line in lines:
        content = line.strip()
        if not content:
            continue
        if group and not _goes_on(group[-1].strip(), content):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(above: str, line: str) -> bool:
    return len(above) >= _LONG_LINE and not (
        shapes.ends_sentence(above) or shapes.is_heading(above) or shapes.begins_item(line)
    )
