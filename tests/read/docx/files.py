"""DOCX files put together from the XML of their parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from pipelines.model.document import BlockKind, Document
from pipelines.read.reading import read_bytes

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{MAIN}" xmlns:r="{_R}"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMES}>{content}</w:{root}>'


def package(
    body: str, parts: Mapping[str, str] | None = None, others: Mapping[str, str | bytes] | None = None
) -> bytes:
    """``parts``: kind (styles, numbering, header …) → content of its root; ``others``: path → bytes, not related."""
    stream = io.BytesIO()
    relations = ""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        for kind, content in (parts or {}).items():
            root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
            archive.writestr(f"word/{kind}.xml", part(root, content))
            relations += f'<Relationship Id="{kind}" Type="{_R}/{kind}" Target="{kind}.xml"/>'
        for path, data in (others or {}).items():
            archive.writestr(f"word/{path}", data)
            relations += f'<Relationship Id="{path}" Type="{_R}/other" Target="{path}"/>'
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
    return stream.getvalue()


def read(data: bytes) -> Document:
    result = read_bytes(data, "报告.docx")
    assert result.document is not None, result.message_zh
    assert result.reader == "docx"
    return result.document


def texts(document: Document, *, furniture: bool = False) -> list[str]:
    """Paragraphs and headings, or what is set apart."""
    return [
        document.flow(b).text
        for b in document.blocks
        if b.kind is not BlockKind.TABLE and (b.kind is BlockKind.FURNITURE) == furniture
    ]


def cells(document: Document, table: int = 0) -> list[str]:
    return [document.flow(cell).text for cell in document.tables[table].cells]


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of one run; ``properties``: content of pPr; ``run``: content of rPr."""
    own = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    look = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p>{own}<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*columns: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(columns)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def numbered(num: int, level: int = 0) -> str:
    """Content of pPr: a place in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'


def level(number: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def numbering(*abstracts: str, nums: Mapping[int, str] | None = None) -> str:
    """``abstracts``: levels of the lists 0, 1 …; each has a num of its number plus one, with ``nums`` as overrides."""
    made = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{levels}</w:abstractNum>' for n, levels in enumerate(abstracts)
    )
    made += "".join(
        f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(len(abstracts))
    )
    return made + "".join(f'<w:num w:numId="{n}">{content}</w:num>' for n, content in (nums or {}).items())
