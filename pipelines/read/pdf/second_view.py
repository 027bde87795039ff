"""What a second look at a PDF page gives. Belongs here: the type. Does not belong here: looking (second_look, plumbed)."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.read.layout.page import Edge, Glyph


@dataclass(frozen=True, slots=True)
class SecondView:
    """Upright characters and ruling lines of a page; ``illegible``: how many characters have no meaning."""

    glyphs: tuple[Glyph, ...]
    edges: tuple[Edge, ...]
    illegible: int
