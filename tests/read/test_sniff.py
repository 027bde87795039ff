"""Formats are known by their bytes, whatever the file is called."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.lexicon import load
from pipelines.read.reading import read_bytes
from pipelines.read.result import Reason
from pipelines.read.sniff import sniff
from tests.read.files import docx_bytes, pdf_bytes

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def package(content_type: str) -> bytes:
    """A package whose main part stands at a place of its own."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types><Override PartName="/d.xml" ContentType="{content_type}"/></Types>',
        )
        archive.writestr("_rels/.rels", "<Relationships/>")
        archive.writestr("d.xml", "<x/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\xff\xd8\xff\xe0....", "JPEG"),
        (OLE2 + "WordDocument\0".encode("utf-16-le"), "DOC/WPS"),
        (OLE2 + "Workbook\0".encode("utf-16-le"), "XLS/ET"),
        (OLE2, "OLE2"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "HTML"),
        (b"\xef\xbb\xbf\n<html><p>x</p></html>", "HTML"),
        ("\ufeff<html><p>x</p></html>".encode("utf-16-le"), "HTML"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x", "MHT"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?><w:wordDocument/>", "Word 2003"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "Excel 2003",
        ),
        (zipped("xl/workbook.xml"), "XLSX"),
        (zipped("xl/workbook.bin"), "XLSB"),
        (package("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"), "DOCX"),
        (package("application/vnd.ms-package.xps-fixeddocument+xml"), "XPS"),
        (zipped("OFD.xml"), "OFD"),
        (zipped("a.doc"), "ZIP"),
        (b"7z\xbc\xaf\x27\x1c....", "7z"),
        (b"Rar!\x1a\x07\x00....", "RAR"),
        (b"\0\1\2\3" * 40, "无法识别"),
    ],
)
def test_every_format_is_known_by_its_bytes_and_has_a_name(data: bytes, named: str) -> None:
    assert named in load("reading")["format"][sniff(data)]["zh"]


def test_what_cannot_be_read_names_file_and_format() -> None:
    result = read_bytes(zipped("ppt/presentation.xml"), "报告.pdf")
    assert result.reason == "unsupported"
    assert "PPTX" in result.message_zh
    assert "报告.pdf" in result.message_zh
    assert "报告.pdf" in result.message_en


def test_a_document_inside_a_workbook_does_not_make_it_a_document() -> None:
    stream = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "x")
    book.save(stream)
    assert sniff(stream.getvalue() + "WordDocument\0".encode("utf-16-le")) == "application/vnd.ms-excel"


def test_names_of_streams_are_known_in_capitals_too() -> None:
    stream = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "x")
    book.save(stream)
    small, capitals = "Workbook".encode("utf-16-le"), "WORKBOOK".encode("utf-16-le")
    assert sniff(stream.getvalue().replace(small, capitals)) == "application/vnd.ms-excel"


def test_a_damaged_container_is_corrupt_not_unknown() -> None:
    assert read_bytes(OLE2, "x.doc").reason == "corrupt"


def test_the_name_of_a_file_does_not_matter() -> None:
    assert read_bytes(docx_bytes("在职7人"), "报告.pdf").reader == "docx"
    assert read_bytes(pdf_bytes("在职7人"), "报告.docx").reader == "pdf"
    assert read_bytes("在职7人".encode(), "报告.doc").reader == "text"


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", "\ufeff".encode()])
def test_a_file_without_a_character_is_refused_as_empty(data: bytes) -> None:
    assert read_bytes(data, "空.txt").reason == "empty"


@settings(deadline=None)  # the first file of a format loads its reader
@given(st.binary(max_size=400))
def test_no_bytes_make_reading_raise(data: bytes) -> None:
    result = read_bytes(data, "x")
    assert (result.document is None) == (result.reason in list(Reason))
    assert bool(result.message_zh) == (result.document is None)


@settings(deadline=None)
@given(
    st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
    st.binary(max_size=300),
)
def test_rubbish_behind_a_true_beginning_is_refused(magic: bytes, rest: bytes) -> None:
    assert read_bytes(magic + rest, "x").document is None
    assert sniff(magic + rest) != "text/plain"
