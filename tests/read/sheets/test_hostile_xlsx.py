"""Hostile XLSX files: refused for the true reason, in no time, or read for what they are."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipelines.read.reading import read_bytes
from pipelines.read.result import ReadResult
from pipelines.read.sheets import workbook
from pipelines.read.sheets.workbook import column_name
from tests.read.canon import reports
from tests.read.sheets.books import NAMESPACE, RELATIONS, by_openpyxl, read, text_cell, xlsx

ONE = f'<row r="1">{text_cell("A1", "一")}</row>'
SHEET = "xl/worksheets/sheet1.xml"
SECONDS = 20.0  # far more than needed: other work may share the machine


def refused(data: bytes) -> tuple[str | None, str]:
    result = result_of(data)
    assert result.document is None
    return result.reason, result.message_zh


def result_of(data: bytes) -> ReadResult:
    result = read_bytes(data, "坏.xlsx")
    assert result.seconds < SECONDS
    return result


def reason(data: bytes) -> str | None:
    return refused(data)[0]


def sheet(body: str) -> str:
    return f'<worksheet xmlns="{NAMESPACE}" xmlns:r="{RELATIONS}">{body}</worksheet>'


def test_a_cell_in_the_last_corner_costs_nothing() -> None:
    rows = ONE + f'<row r="1048576">{text_cell("XFD1048576", "远")}</row>'
    document = read(xlsx(rows, before='<dimension ref="A1:XFD1048576"/>'))
    assert document.text.split() == ["一", "远"]
    row = f'<row r="1">{text_cell("A1", "近")}{text_cell("XFD1", "远")}</row>'
    result = result_of(xlsx(row + row.replace('1"', '2"')))
    assert result.document is not None
    assert [(t.rows, t.columns) for t in result.document.tables] == [(2, 2)]


def test_merged_ranges_over_the_whole_sheet_and_over_each_other() -> None:
    ranges = ["A1:XFD1048576", "A1:B2", "B1:C3", "XFD1048576:A1", *(f"A{n}:XFD{n}" for n in range(3, 3000))]
    merges = "".join(f'<mergeCell ref="{place}"/>' for place in ranges)
    document = read(xlsx(ONE, f"<mergeCells>{merges}</mergeCells>"))
    assert document.text.split() == ["一"]


def test_a_million_hidden_columns_and_rows() -> None:
    before = '<cols><col min="2" max="999999999" hidden="1"/><col min="2" max="16384" hidden="1"/></cols>'
    assert read(xlsx(ONE, before=before)).text.split() == ["一"]


@pytest.mark.parametrize(
    "place", ["A0", "XFE1", "A1048577", "1A", "AAAA1", "A99999999999", "", "A1:B2", "Ａ1"]
)
def test_places_outside_the_sheet_are_corrupt(place: str) -> None:
    assert reason(xlsx(f'<row r="1">{text_cell(place, "一")}</row>')) == "corrupt"


def test_two_cells_at_one_place_are_corrupt() -> None:
    assert reason(xlsx(f'<row r="1">{text_cell("A1", "8")}{text_cell("A1", "9")}</row>')) == "corrupt"


def test_too_many_cells_are_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MOST_CELLS", 2000)
    row = "<row>" + "<c><v>1</v></c>" * 1000 + "</row>"
    assert result_of(xlsx(row * 2)).document is not None
    assert reason(xlsx(row * 3)) == "too_large"


def test_a_grid_that_is_wide_and_long_but_empty_is_too_large() -> None:
    rows = "".join(
        f'<row r="{n}">{"".join(f"""<c r="{column_name(n + k)}{n}"><v>1</v></c>""" for k in range(3))}</row>'
        for n in range(1, 1500)
    )
    assert reason(xlsx(rows)) == "too_large"


def test_one_shared_string_printed_everywhere_is_a_bomb() -> None:
    row = "<row>" + '<c t="s"><v>0</v></c>' * 1000 + "</row>"
    assert reason(xlsx(row, strings=f"<si><t>{'长' * 30000}</t></si>")) == "bomb"


def test_a_part_that_unpacks_to_too_much_is_a_bomb() -> None:
    assert reason(xlsx(ONE, strings=f"<si><t>{' ' * 20_000_000}</t></si>")) == "bomb"
    assert reason(xlsx(ONE, replaced={"xl/styles.xml": b"<a>" + b" " * 17_000_000 + b"</a>"})) == "bomb"


def test_entities_are_refused() -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "哈哈哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    body = sheet('<sheetData><row r="1"><c r="A1" t="str"><v>&b;&c;</v></c></row></sheetData>')
    assert reason(xlsx(replaced={SHEET: laughs + body})) == "corrupt"
    assert reason(xlsx(ONE, replaced={"xl/workbook.xml": laughs + "<workbook>&c;</workbook>"})) == "corrupt"
    assert (
        reason(xlsx(ONE, strings="", replaced={"xl/sharedStrings.xml": laughs + "<sst><si/></sst>"}))
        == "corrupt"
    )


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (SHEET, None),
        ("xl/_rels/workbook.xml.rels", None),
        ("xl/workbook.xml", "<workbook/>"),
        ("xl/workbook.xml", "<workbook>"),
        ("xl/workbook.xml", ""),
        (SHEET, ""),
        (SHEET, "text"),
        (SHEET, "<worksheet><sheetData><row><c>"),
        ("xl/styles.xml", "<styleSheet"),
        (SHEET, "<a>" * 100_000),
    ],
)
def test_missing_and_broken_parts_are_corrupt(part: str, content: str | None) -> None:
    assert reason(xlsx(ONE, replaced={part: content})) == "corrupt"


def test_missing_strings_are_corrupt_and_missing_styles_are_not() -> None:
    cell = '<row><c t="s"><v>0</v></c></row>'
    assert reason(xlsx(cell)) == "corrupt"
    assert reason(xlsx(cell.replace(">0<", ">7<"), strings="<si><t>一</t></si>")) == "corrupt"
    assert (
        read(xlsx('<row><c s="9"><v>8</v></c></row>', replaced={"xl/styles.xml": None})).text.strip() == "8"
    )


def test_relations_in_circles_and_out_of_the_file_lead_nowhere() -> None:
    def related(target: str, mode: str = "") -> bytes:
        one = f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="{target}" {mode}/>'
        return xlsx(ONE, replaced={"xl/_rels/workbook.xml.rels": f"<Relationships>{one}</Relationships>"})

    assert reason(related("workbook.xml")) == "no_text"
    assert reason(related("../../../../etc/passwd")) == "corrupt"
    assert reason(related("http://127.0.0.1/sheet1.xml", 'TargetMode="External"')) == "corrupt"
    assert read(related("../xl/./worksheets/SHEET1.xml")).text.strip() == "一"


def test_the_same_large_part_under_many_names_is_counted_each_time() -> None:
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId1"/>' for n in range(900))
    book = f'<workbook xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>'
    space = sheet(" " * 7_000_000)
    assert reason(xlsx(replaced={"xl/workbook.xml": book, SHEET: space})) == "bomb"


def test_sizes_that_lie_are_corrupt() -> None:
    data = bytearray(xlsx(ONE * 1, after=" " * 5000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo(SHEET).file_size
    entry = data.rindex(SHEET.encode()) - 46
    for lie, outcome in ((10, "corrupt"), (size - 1, "corrupt"), (size + 1, None), (2**31, "bomb")):
        data[entry + 24 : entry + 28] = lie.to_bytes(4, "little")
        assert result_of(bytes(data)).reason == outcome


def test_an_encrypted_member_is_encrypted() -> None:
    data = bytearray(xlsx(ONE))
    entry = data.rindex(SHEET.encode()) - 46
    data[entry + 8] |= 1
    assert reason(bytes(data)) == "encrypted"


def test_a_file_cut_short_is_corrupt() -> None:
    data = by_openpyxl(reports()[0][1])
    assert {read_bytes(data[: len(data) * n // 10], "断.xlsx").reason for n in range(3, 10)} == {"corrupt"}


def test_two_parts_of_one_name_are_corrupt() -> None:
    stream = io.BytesIO(xlsx(ONE))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/worksheets/Sheet1.xml", sheet("<sheetData/>"))
    assert reason(stream.getvalue()) == "corrupt"
