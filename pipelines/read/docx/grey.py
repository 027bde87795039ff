"""Grey paragraphs: hints of a template that somebody may have left in the report (灰色的填写说明).

Belongs here: which paragraphs are grey from end to end and hold a number, in a text that is not. They are read as any other, and told.
Does not belong here: ink that nobody sees (unseen).
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from pipelines.read.docx.names import PARAGRAPH, RUN, RUN_PROPERTIES, TEXT, VAL, child
from pipelines.read.docx.styles import COLOUR

WORDS: Final = tuple(
    f'color w:val="{grey}"' for grey in ("7F7F7F", "808080", "969696", "999999", "A5A5A5", "A6A6A6", "BFBFBF", "C0C0C0")
)  # fmt: skip
"""Without these words in a part nothing of it is grey."""
_GREY: Final = frozenset(word[-7:-1] for word in WORDS)
_NUMBER: Final = re.compile(r"\d")
_MOST: Final = 20
_SHARE: Final = 3
"""Where a third of the paragraphs are grey, it is how the report looks."""
_LONGEST: Final = 30


def grey_paragraphs(document: etree._Element) -> list[str]:
    """What such paragraphs are called where they are told."""
    grey: list[str] = []
    written = 0
    for paragraph in document.iter(PARAGRAPH):
        runs = [(run, said) for run in paragraph.iter(RUN) if (said := _said(run)).strip()]
        written += bool(runs)
        if runs and all(_is_grey(run) for run, _ in runs):
            grey.append("".join(said for _, said in runs))
    if not grey or len(grey) * _SHARE > written:
        return []
    told = [f"灰色的一段，可能是填写说明：{said[:_LONGEST]}" for said in grey if _NUMBER.search(said)]
    return told[:_MOST]


def _said(run: etree._Element) -> str:
    return "".join(text.text or "" for text in run.iterchildren(TEXT))


def _is_grey(run: etree._Element) -> bool:
    look = child(run, RUN_PROPERTIES)
    colour = None if look is None else child(look, COLOUR)
    return colour is not None and colour.get(VAL, "").upper() in _GREY
