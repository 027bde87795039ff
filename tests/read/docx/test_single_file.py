"""Word documents in one XML file: Flat OPC, and the XML of Word 2003."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from pipelines.model.document import Document
from pipelines.read import sniff
from pipelines.read.reading import read_bytes
from pipelines.samples.docx import render
from tests.read.canon import expected, outline, reports
from tests.read.docx.files import cells, texts

PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"
WORD = (
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
    'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
    'xmlns:aml="http://schemas.microsoft.com/aml/2001/core"'
)


def read(data: bytes) -> Document:
    result = read_bytes(data, "报告.xml")
    assert result.media_type == sniff.WORD_XML
    assert result.document is not None, result.message_zh
    return result.document


def flat(data: bytes) -> bytes:
    """A DOCX file as Flat OPC."""
    root = etree.Element(f"{{{PACKAGE}}}package", nsmap={"pkg": PACKAGE})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
                part = etree.SubElement(root, f"{{{PACKAGE}}}part", {f"{{{PACKAGE}}}name": f"/{name}"})
                etree.SubElement(part, f"{{{PACKAGE}}}xmlData").append(etree.fromstring(archive.read(name)))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def old(body: str) -> bytes:
    text = f'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument {WORD}><w:body>{body}</w:body></w:wordDocument>'
    return text.encode()


def p(text: str, more: str = "") -> str:
    return f"<w:p>{more}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_reports_as_flat_opc_read_as_they_were_written() -> None:
    for name, parts in reports()[:3]:
        assert outline(read(flat(render(parts)))) == expected(parts), name


def test_the_form_of_word_2003_reads_the_same() -> None:
    number = '<w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="一、"/></w:listPr></w:pPr>'
    change = '<aml:annotation aml:id="0" w:type="Word.{}"><aml:content><w:r><w:t>{}</w:t></w:r></aml:content></aml:annotation>'.format
    note = f"<w:r><w:footnote>{p('注')}</w:footnote></w:r>"
    changed = f"<w:p>{change('Deletion', '旧')}{change('Insertion', '新数12.5')}{change('Comment', '批')}{note}</w:p>"
    rows = (
        f'<w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr>{p("产出")}</w:tc><w:tc>{p("1")}</w:tc></w:tr>'
        f"<w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc>{p('2')}</w:tc></w:tr>"
    )
    section = f'<w:sectPr><w:hdr w:type="odd">{p("页眉")}</w:hdr></w:sectPr>'
    document = read(old(f"<wx:sect>{p('部门概况', number)}{changed}<w:tbl>{rows}</w:tbl>{section}</wx:sect>"))
    assert texts(document) == ["一、\t部门概况", "新数12.5¹", "注"]
    assert texts(document, furniture=True) == ["页眉"]
    assert cells(document) == ["产出", "1", "2"]
    assert document.tables[0].cells[0].row_span == 2


def test_damaged_and_hostile_files_have_their_reasons() -> None:
    assert read_bytes(old("<w:p>"), "x.xml").reason == "corrupt"
    assert read_bytes(old(""), "x.xml").reason == "no_text"
    assert read_bytes(old("<w:p/>" * 2_600_000), "x.xml").reason == "bomb"
    entity = old(p("&x;")).replace(b"<w:wordDocument", b'<!DOCTYPE w [<!ENTITY x "y">]><w:wordDocument', 1)
    assert read_bytes(entity, "x.xml").reason == "corrupt"
