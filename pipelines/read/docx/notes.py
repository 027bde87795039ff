"""Footnotes and endnotes: their marks in the text, and which of them are printed (ECMA-376 part 1, 17.11).

Belongs here: counting references, the form of marks. Does not belong here: reading the notes' paragraphs (story).

Marks are generated: counted through the whole document, also where Word starts anew on every page. Decimal marks are
written ¹²³, never as digits that a figure before them could take in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from pipelines.read.docx.names import ID, RELATION, SECTION, W, child, is_on, number, value
from pipelines.read.docx.package import Package
from pipelines.read.numbering import number_text
from pipelines.read.raised import raised

_KINDS: Final = ("footnote", "endnote")
_FORMATS: Final = {"footnote": "decimal", "endnote": "lowerRoman"}


class Notes:
    """The notes of one document. ``current``: the mark of the note that is being read."""

    def __init__(self, package: Package, main: str, document: etree._Element) -> None:
        self.current = ""
        self._package = package
        self._main = main
        self._document = document
        self._marks: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}
        self._forms: dict[str, str] = {}

    def mark(self, reference: etree._Element) -> str:
        """The mark of a reference; empty where the writer typed his own behind it."""
        kind = "endnote" if reference.tag == W + "endnoteReference" else "footnote"
        key = kind, reference.get(ID, "")
        if key not in self._marks:
            custom = reference.get(W + "customMarkFollows")
            self._marks[key] = "" if custom in {"1", "true", "on"} else self._next(kind)
        return self._marks[key]

    def parts(self) -> dict[str, str]:
        """Kind of note → name of the part that holds them, for kinds that the text refers to."""
        used = {kind for kind, _ in self._marks}
        names = {kind: self._package.related(self._main, kind + "s") for kind in _KINDS if kind in used}
        return {kind: found[0] for kind, found in names.items() if found}

    def referred(self, kind: str, root: etree._Element) -> Iterator[etree._Element]:
        """The notes of this kind in the order of their references; ``current`` is set to the mark of each."""
        notes = {note.get(ID, ""): note for note in root.iterchildren(W + kind)}
        for (found, name), mark in list(self._marks.items()):
            if found == kind and name in notes:
                self.current = mark
                yield notes[name]
        self.current = ""

    def _next(self, kind: str) -> str:
        if kind not in self._forms:
            self._forms[kind], self._counts[kind] = self._form(kind)
        count = self._counts[kind]
        self._counts[kind] = count + 1
        text = number_text(self._forms[kind], count)
        return raised(text) if self._forms[kind] == "decimal" else text

    def _form(self, kind: str) -> tuple[str, int]:
        """Counting style and first number, of the last section or of the whole document (settings.xml)."""
        sections = list(self._document.iter(SECTION))[-1:]
        for name in self._package.related(self._main, "settings")[:1]:
            sections.append(self._package.part(name).root)
        for section in sections:
            properties = child(section, W + kind + "Pr")
            form = value(properties, W + "numFmt")
            start = number(value(properties, W + "numStart"))
            if form is not None or start is not None:
                return form or _FORMATS[kind], 1 if start is None else start
        return _FORMATS[kind], 1


def printed_furniture(document: etree._Element) -> list[str]:
    """Relationship ids of the headers and footers that are printed; first pages only where the section sets them apart."""
    wanted: dict[str, None] = {}
    for section in document.iter(SECTION):
        title = child(section, W + "titlePg")
        for reference in section.iterchildren(W + "headerReference", W + "footerReference"):
            first = reference.get(W + "type") == "first"
            if not first or (title is not None and is_on(title)):
                wanted[reference.get(RELATION, "")] = None
    return list(wanted)
