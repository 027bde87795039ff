"""Manual breaks inside a paragraph: which lines go on, and which stand apart as paragraphs of their own.

Belongs here: formats that know paragraphs and let writers break lines in them (docx, rtf). Does not belong here:
lines wrapped by the page (lines).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipelines.read import shapes
from pipelines.read.draft import Draft

LINE: Final = "\v"  # a manual line break in the characters of a paragraph
PAGE: Final = "\f"  # a manual page or column break: what follows never goes on from above
_LONG_LINE: Final = 20  # characters: a shorter line before a manual break is a line of its own


def write_paragraph(draft: Draft, text: str, *, titled: bool = False, furniture: bool = False) -> None:
    """Blocks of one paragraph, cut at its breaks. ``titled``: set as a heading; long sentences are none all the same."""
    groups = [g for page in text.split(PAGE) for g in group_lines(page.split(LINE))]
    for group in groups:
        draft.add_paragraph(group, heading=titled and _is_short(group), furniture=furniture)


def lines_of(text: str) -> list[str]:
    """The printed lines of a paragraph in a cell, blank ones left out."""
    if LINE not in text and PAGE not in text:
        return [text] if text and not text.isspace() else []
    return [line for line in text.replace(PAGE, LINE).split(LINE) if line and not line.isspace()]


def _is_short(lines: Sequence[str]) -> bool:
    whole = "".join(line.strip() for line in lines)
    return len(whole) <= shapes.longest_heading() and not shapes.ends_sentence(whole)


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
