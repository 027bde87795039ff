"""Formats are known by their bytes, whatever the file is called."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        (b"<?xml version='1.0'?><a/>", "XML"),
        (zipped("xl/workbook.xml"), "XLSX"),
        (zipped("OFD.xml"), "OFD"),
        (zipped("a.doc"), "ZIP"),
        (b"7z\xbc\xaf\x27\x1c....", "7z"),
        (b"\0\1\2\3" * 40, "无法识别"),
    ],
)
def test_formats_of_later_days_are_named_not_misread(data: bytes, named: str) -> None:
    result = read_bytes(data, "报告.pdf")
    assert result.reason == "unsupported"
    assert named in result.message_zh
    assert "报告.pdf" in result.message_zh
    assert "报告.pdf" in result.message_en


def test_the_name_of_a_file_does_not_matter() -> None:
    assert read_bytes(docx_bytes("在职7人"), "报告.pdf").reader == "docx"
    assert read_bytes(pdf_bytes("在职7人"), "报告.docx").reader == "pdf"
    assert read_bytes("在职7人".encode(), "报告.doc").reader == "text"


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", "\ufeff".encode()])
def test_nothing_is_empty(data: bytes) -> None:
    assert read_bytes(data, "空.txt").reason == "empty"


@given(st.binary(max_size=400))
def test_no_bytes_make_reading_raise(data: bytes) -> None:
    result = read_bytes(data, "x")
    assert (result.document is None) == (result.reason in list(Reason))
    assert bool(result.message_zh) == (result.document is None)


@given(
    st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
    st.binary(max_size=300),
)
def test_rubbish_behind_a_true_beginning_is_refused(magic: bytes, rest: bytes) -> None:
    assert read_bytes(magic + rest, "x").document is None
    assert sniff(magic + rest) != "text/plain"
