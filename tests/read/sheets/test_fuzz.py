"""Parts of a workbook changed at random: a document or a reason, nothing else (slow)."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.read.reading import read_bytes
from pipelines.read.result import Reason
from tests.read.canon import reports
from tests.read.sheets.books import by_openpyxl, by_xlwt, by_xml

pytestmark = pytest.mark.slow

PARTS = reports()[2][1]
REASONS = {
    Reason.CORRUPT,
    Reason.NO_TEXT,
    Reason.BOMB,
    Reason.TOO_LARGE,
    Reason.ENCRYPTED,
    Reason.UNSUPPORTED,
}
XLS = by_xlwt(PARTS)
XML = by_xml(PARTS)
with zipfile.ZipFile(io.BytesIO(by_openpyxl(PARTS))) as whole:
    MEMBERS = {name: whole.read(name) for name in whole.namelist()}
NAMES = sorted(name for name in MEMBERS if name.startswith("xl/") and not name.startswith("xl/theme"))
TOKENS = [
    *(
        b"<",
        b">",
        b"/>",
        b'"',
        b"&amp;",
        b"&#0;",
        b"999999999",
        b"-1",
        b"A1",
        b"XFD1048576",
        b'r="A1"',
        b't="s"',
    ),
    *(
        b'hidden="1"',
        b"<row>",
        b"</row>",
        b"<c/>",
        b"<v>1e308</v>",
        b"<mergeCell ref='A1:XFD9'/>",
        b"\xff",
        b"\0",
    ),
]
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.one_of(st.sampled_from(TOKENS), st.binary(max_size=4))),
    min_size=1,
    max_size=12,
)


def changed(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """Some bytes replaced by others: at a share of the length, so many taken away, these put in."""
    for share, taken, put in changes:
        place = int(len(data) * share)
        data = data[:place] + put + data[place + taken :]
    return data


def check(data: bytes) -> None:
    result = read_bytes(data, "乱")
    assert result.document is not None or Reason(result.reason or "") in REASONS
    if result.document is not None:
        for table in result.document.tables:
            places = sum(cell.row_span * cell.column_span for cell in table.cells)
            assert places == table.rows * table.columns


@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(NAMES), CHANGES)
def test_changed_parts_of_xlsx_are_a_document_or_a_reason(
    name: str, changes: list[tuple[float, int, bytes]]
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for member, content in MEMBERS.items():
            archive.writestr(member, changed(content, changes) if member == name else content)
    check(stream.getvalue())


@settings(max_examples=1000, deadline=None)
@given(CHANGES)
def test_changed_xls_is_a_document_or_a_reason(changes: list[tuple[float, int, bytes]]) -> None:
    same_length = [(share, len(put), put) for share, _, put in changes]
    check(changed(XLS, same_length))


@settings(max_examples=500, deadline=None)
@given(CHANGES)
def test_changed_xml_is_a_document_or_a_reason(changes: list[tuple[float, int, bytes]]) -> None:
    check(changed(XML, changes))
