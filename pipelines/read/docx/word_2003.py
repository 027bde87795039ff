"""Word 2003 XML (WordprocessingML 2003) brought to the form of DOCX parts, so that one walk reads both.

Belongs here: what the older form names or places otherwise: deletions as annotations, notes and headers where they are
referred to, numbers of lists as Word printed them. Does not belong here: reading.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from pipelines.read.docx.names import (
    DELETED,
    ID,
    MAIN,
    PARAGRAPH_PROPERTIES,
    RELATION,
    RUN,
    SECTION,
    TEXT,
    TYPE,
    W,
    child,
)

_OLD: Final = b"http://schemas.microsoft.com/office/word/2003/wordml"
_ANNOTATION: Final = "{http://schemas.microsoft.com/aml/2001/core}annotation"
_HINT: Final = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_UNPRINTED: Final = frozenset({"Word.Deletion", "Word.Comment"})
_RENAMED: Final = ((b"w:vmerge", b"w:vMerge"), (b"w:hmerge", b"w:hMerge"))
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_FURNITURE: Final = ((W + "hdr", "header"), (W + "ftr", "footer"))
_NOTES: Final = ("footnote", "endnote")


def with_new_names(data: bytes) -> bytes:
    """The names that DOCX has for the same elements."""
    if _OLD not in data[:65536]:
        return data
    data = data.replace(_OLD, MAIN.encode())
    for old, new in _RENAMED:
        data = data.replace(old, new)
    return data


def parts(root: etree._Element) -> dict[str, etree._Element]:
    """Parts by name, relationships included. ``root`` is changed: it is the document itself."""
    related: dict[str, etree._Element] = {}
    for annotation in list(root.iter(_ANNOTATION)):
        if annotation.get(TYPE) in _UNPRINTED:
            annotation.tag = DELETED
    for kind in _NOTES:
        _take_notes(root, kind, related)
    for section in list(root.iter(SECTION)):
        for tag, kind in _FURNITURE:
            _take_furniture(section, tag, kind, related)
    for properties in list(root.iter(PARAGRAPH_PROPERTIES)):
        _print_number(properties)
    styles = child(root, W + "styles")
    if styles is not None:
        related["styles"] = styles
    links = etree.Element("Relationships")
    for name in related:
        kind = name.rstrip("0123456789")
        etree.SubElement(links, "Relationship", Id=name, Type=_RELATIONS + kind, Target=f"{name}.xml")
    made = {f"word/{name}.xml": part for name, part in related.items()}
    return made | {"word/document.xml": root, "word/_rels/document.xml.rels": links}


def _take_notes(root: etree._Element, kind: str, related: dict[str, etree._Element]) -> None:
    """Notes stand in the run that refers to them: a reference takes their place."""
    notes = etree.Element(W + kind + "s")
    for number, note in enumerate(list(root.iter(W + kind))):
        owner = note.getparent()
        if owner is None or owner.tag != RUN:
            continue
        reference = etree.Element(W + kind + "Reference", {ID: str(number)})
        owner.replace(note, reference)
        note.set(ID, str(number))
        notes.append(note)
    if len(notes):
        related[kind + "s"] = notes


def _take_furniture(section: etree._Element, tag: str, kind: str, related: dict[str, etree._Element]) -> None:
    for element in list(section.iterchildren(tag)):
        name = f"{kind}{len(related) + 1}"
        section.remove(element)
        use = "first" if element.get(TYPE) == "first" else "default"
        etree.SubElement(section, W + kind + "Reference", {TYPE: use, RELATION: name})
        related[name] = element


def _print_number(properties: etree._Element) -> None:
    """Word wrote the printed number beside the list that it comes from."""
    paragraph = properties.getparent()
    numbered = child(properties, W + "listPr")
    hint = child(numbered, _HINT + "t") if numbered is not None else None
    if paragraph is None or hint is None:
        return
    run = etree.Element(RUN)
    text = etree.SubElement(run, TEXT)
    text.text = hint.get(_HINT + "val", "")
    etree.SubElement(run, W + "tab")
    paragraph.insert(paragraph.index(properties) + 1, run)
