"""DOCX: the package, whoever wrote it, and what hostile ones may not do."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Mapping

import pytest

from pipelines.read import sniff
from pipelines.read.docx.reader import read as read_docx
from pipelines.read.reading import read_bytes
from pipelines.read.result import Unreadable
from pipelines.read.source import Source
from tests.read.docx.files import MAIN, p, package, part, read, texts

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def zipped(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def direct(data: bytes) -> str:
    """The text, past the sniffer."""
    return read_docx(Source(data, "0" * 16, sniff.DOCX, "docx")).text


def relation(target: str) -> str:
    return f'<Relationships><Relationship Id="a" Type="{_OFFICE}" Target="{target}"/></Relationships>'


BODY = part("document", f"<w:body>{p('正文')}</w:body>")


@pytest.mark.parametrize(
    ("members", "where"),
    [
        ({"_rels/.rels": relation("/content/main.xml"), "content/main.xml": BODY}, "an absolute target"),
        ({"_rels/.rels": relation("content\\main.xml"), "content/main.xml": BODY}, "a backslash"),
        ({"_RELS/.RELS": relation("Word/Document2.xml"), "word/document2.xml": BODY}, "another case"),
        ({"_rels/.rels": "<broken", "word/document.xml": BODY}, "damaged relationships"),
        ({"word/document.xml": BODY}, "nothing but the document"),
        (
            {
                "[Content_Types].xml": '<Types><Override PartName="/a/b.xml" ContentType="application/vnd.'
                'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
                "a/b.xml": BODY,
            },
            "a content type",
        ),
        (
            {
                "[Content_Types].xml": '<Types><Override PartName="/a/b.xml" ContentType="application/vnd.'
                'ms-word.document.macroEnabled.main+xml"/></Types>',
                "a/b.xml": BODY,
            },
            "a content type with macros",
        ),
    ],
)
def test_the_document_is_found_by(members: dict[str, str], where: str) -> None:
    assert direct(zipped(members)) == "正文\n", where


def test_utf_16_and_the_strict_form_read_the_same() -> None:
    wide = BODY.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    assert direct(zipped({"word/document.xml": wide})) == "正文\n"
    strict = BODY.replace(MAIN, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert direct(zipped({"word/document.xml": strict})) == "正文\n"


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_three_million_paragraphs_are_refused_at_once(method: int) -> None:
    document = part("document", f"<w:body>{'<w:p/>' * 3_000_000}</w:body>")
    data = zipped({"word/document.xml": document}, method)
    started = time.process_time()
    assert read_bytes(data, "x.docx").reason == "bomb"
    assert time.process_time() - started < 10


def test_a_part_that_is_never_read_may_be_as_large_as_it_likes() -> None:
    others: dict[str, str | bytes] = {"media/1.bmp": b"\0" * 30_000_000}
    assert texts(read(package(p("正文"), None, others))) == ["正文"]


@pytest.mark.parametrize("kind", ["styles", "numbering", "header"])
def test_a_bomb_beside_the_text_is_a_bomb(kind: str) -> None:
    style = '<w:pStyle w:val="1"/><w:numPr><w:numId w:val="1"/></w:numPr>'
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'
    data = package(p("正文", style) + section, {kind: "<!-- " + "零" * 30_000_000 + " -->"})
    assert read_bytes(data, "x.docx").reason == "bomb"


def test_deep_nesting_ends_in_a_reason() -> None:
    for depth in (60, 200, 5_000):
        nested = "<w:tbl><w:tr><w:tc>" * depth + p("深") + "</w:tc></w:tr></w:tbl>" * depth
        result = read_bytes(package(nested), "x.docx")
        assert result.reason in {None, "corrupt"}
        assert depth < 100 or result.document is None, depth
    smart = "<w:smartTag>" * 240 + "<w:r><w:t>深</w:t></w:r>" + "</w:smartTag>" * 240
    assert read_bytes(package(f"<w:p>{smart}</w:p>"), "x.docx").reason in {None, "corrupt"}


def test_circles_of_styles_and_lists_end() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:basedOn w:val="2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/></w:style>'
    )
    body = p("正文", '<w:pStyle w:val="1"/>')
    assert texts(read(package(body, {"styles": styles}))) == ["正文"]


def test_a_password_on_the_zip_is_told_from_damage() -> None:
    data = bytearray(package(p("正文")))
    entry = 0
    while (entry := data.find(b"PK\x01\x02", entry)) >= 0:
        data[entry + 8] |= 1
        entry += 4
    with pytest.raises(Unreadable) as refusal:
        direct(bytes(data))
    assert refusal.value.reason.value == "encrypted"
