"""Reading RTF in tests."""

from __future__ import annotations

from pipelines.model.document import BlockKind, Document
from pipelines.read.reading import read_bytes
from tests.read.rtf.writer import file


def read(data: bytes) -> Document:
    result = read_bytes(data, "报告.rtf")
    assert result.document is not None, result.message_zh
    assert result.reader == "rtf"
    return result.document


def body(text: str, head: str = "") -> Document:
    """A document with this body, written in Latin-1."""
    return read(file(text, head))


def texts(document: Document, *, furniture: bool = False) -> list[str]:
    """Paragraphs and headings, or what is set apart."""
    return [
        document.flow(b).text
        for b in document.blocks
        if b.kind is not BlockKind.TABLE and (b.kind is BlockKind.FURNITURE) == furniture
    ]


def cells(document: Document, table: int = 0) -> list[str]:
    return [document.flow(cell).text for cell in document.tables[table].cells]
