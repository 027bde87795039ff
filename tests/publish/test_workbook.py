"""The workbook: every mart a sheet that people can read, exact, harmless, the same bytes for the same build."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook as OpenedWorkbook
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook

from pipelines.lexicon import load
from pipelines.normalize.confidence import cause_rows
from pipelines.publish.site.addresses import report_page
from pipelines.publish.workbook import write_workbook
from pipelines.publish.workbook.cells import cells_wide, passages_said
from pipelines.publish.workbook.fields import FOR_JOINS
from pipelines.publish.workbook.links import LinkedSheet
from pipelines.publish.workbook.rows import RowWriter
from pipelines.publish.workbook.sheets import choose_rows, rows_in_order, sheet_name
from pipelines.publish.workbook.styles import Styles
from pipelines.store import Store, Table, describe
from tests.marts.loaded import with_marts
from tests.warehouse_rows import Told

MADE = datetime(2026, 11, 26, 4, 21, tzinfo=UTC)
BUILD = "20261126T042100Z-0123abcd"
ATTACK = '=HYPERLINK("http://evil.example","局")'
MONEY = {
    ("personnel", "executed"): "1411900.00",
    ("project", "executed"): "1786460.00",
    ("project", "initial"): "0.00",
}
TOLD = (
    Told(money=MONEY, staff={"on_post": 7, "present": 20, "retired": 13}, score="95.5"),
    Told(year=2024, money={("personnel", "executed"): "1300000.00"}, staff={"on_post": 7}),
    Told(unit=ATTACK, money={("operating", "executed"): "180900.00"}),
    Told(unit="@SUM(A1)", department=None),
    Told(unit="+1-800", department=None),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with with_marts(tmp_path_factory.mktemp("shard"), *TOLD) as store:
        yield store


@pytest.fixture(scope="module")
def path(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "xianjian.xlsx"
    write_workbook(store, path, BUILD, MADE)
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> OpenedWorkbook:
    return load_workbook(path)


def sheeted(marts: Sequence[Table]) -> list[Table]:
    return [mart for mart in marts if mart.name not in load("workbook")["left_out"]]


def records(sheet: Worksheet) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows()
    return [{str(h.value): cell for h, cell in zip(head, row, strict=True)} for row in rows]


def test_every_mart_has_a_sheet_with_its_chinese_columns(store: Store, book: OpenedWorkbook) -> None:
    marts = describe(store, ("mart",))
    assert len(marts) >= 6
    assert "measure_values" in load("workbook")["left_out"]
    for mart in sheeted(marts):
        sheet = book[mart.name_zh]
        heads = {cell.value for cell in sheet[1]}
        shown = [c for c in mart.columns if not c.name.endswith(FOR_JOINS)]
        expected = {c.head for c in shown if not c.sql_type.startswith("MAP")}
        assert heads == expected, mart.full_name
        rows = store.scalar(f"SELECT count(*) FROM {mart.full_name}")
        assert sheet.max_row - 1 == rows or (
            rows == 0 and str(sheet["A2"].value).startswith(("没有", "本版没有"))
        )
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref is not None


def test_a_sheet_without_rows_says_what_would_stand_there(tmp_path: Path) -> None:
    with with_marts(tmp_path / "shard") as nothing:
        write_workbook(nothing, tmp_path / "none.xlsx", BUILD, MADE)
    book = load_workbook(tmp_path / "none.xlsx")
    bare = [sheet for sheet in book.worksheets[1:] if sheet.max_row == 1]
    assert bare == []
    assert "不止一版" in str(book["版本差异"]["A2"].value)
    assert book["版本差异"].max_row == 2
    assert book["版本差异"]["A2"].alignment.horizontal in (
        None,
        "left",
        "general",
    )  # else it runs out of the sheet


def test_numbers_are_exact_have_formats_and_lead_to_their_quotes(book: OpenedWorkbook) -> None:
    row = next(
        r
        for r in records(book["单位年度"])
        if r["单位名称"].value == "元氏县总工会" and r["预算年度"].value == 2025
    )
    money = row["项目支出执行（万元）"]
    assert money.value == 178.646
    assert money.number_format == "#,##0.00????"
    assert row["预算年度"].number_format == "0"
    report = TOLD[0].report_id
    assert money.hyperlink.target == f"site/{report_page(report)}".replace(" ", "%20")
    assert money.hyperlink.location.startswith("e-e:")
    assert row["项目支出年初预算（万元）"].value == 0


def test_what_is_missing_is_a_word_and_never_nought_or_empty(store: Store, book: OpenedWorkbook) -> None:
    rows = records(book["单位年度"])
    assert next(r for r in rows if r["单位名称"].value == ATTACK)["人员经费执行（万元）"].value == "未报告"
    for mart in sheeted(describe(store, ("mart",))):
        numbers = [c for c in mart.columns if c.sql_type.startswith(("DECIMAL", "INTEGER", "BIGINT"))]
        empty = {
            c.head: store.scalar(f'SELECT count(*) FROM {mart.full_name} WHERE "{c.name}" IS NULL')
            for c in numbers
        }
        if not store.scalar(f"SELECT count(*) FROM {mart.full_name}"):
            continue  # a sentence stands there
        cells = records(book[mart.name_zh])
        for head, n in empty.items():
            assert sum(isinstance(row[head].value, str) for row in cells) >= n, (mart.full_name, head)
            assert all(row[head].value is not None for row in cells), (mart.full_name, head)


def test_no_cell_holds_a_text_of_no_characters_which_would_count_as_filled_in(book: OpenedWorkbook) -> None:
    assert [
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == ""
    ] == []


def test_text_that_begins_like_a_formula_stays_text(path: Path, book: OpenedWorkbook) -> None:
    names = {row["单位名称"].value for row in records(book["单位年度"])}
    assert {ATTACK, "@SUM(A1)", "+1-800"} <= names
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == ATTACK]
    assert cells
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)
    with zipfile.ZipFile(path) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_codes_are_shown_in_chinese(book: OpenedWorkbook) -> None:
    row = records(book["单位年度"])[0]
    assert row["口径"].value == "单位本级"
    assert row["可比性"].value in ("可比", "有保留", "不可比")


def test_an_empty_cell_that_means_all_says_so(book: OpenedWorkbook) -> None:
    named = [row["区划名称"].value for row in records(book["执行率分布"])]
    assert None not in named
    assert "全部区划" in named


def test_the_cover_tells_build_time_coverage_and_every_sheet(book: OpenedWorkbook) -> None:
    cover = book.worksheets[0]
    told = {str(cell.value) for row in cover.iter_rows() for cell in row if cell.value is not None}
    assert {BUILD, "2026年11月26日 12:21（北京时间）", "覆盖情况", "怎样读"} <= told
    named = {sheet.title for sheet in book.worksheets[1:]}
    links = {cell.hyperlink.location for row in cover.iter_rows() for cell in row if cell.hyperlink}
    assert links == {f"'{name}'!A1" for name in named}
    assert not any("示例" in text for text in told)
    assert any("空缺不是 0" in text for text in told)


OUTSIDE = """
    INSERT INTO core.fact_causes BY NAME SELECT 'budget_facts' AS table_name, fact_id, 'dated_earlier' AS cause FROM core.budget_facts;
    INSERT INTO quality.problems BY NAME SELECT kind AS problem_id, kind, 2 AS page, report_id, version_id, '合计3.20万元' AS quote,
        '没有写明环节' AS message_zh, '' AS message_en, 'open' AS status
    FROM core.reports, (VALUES ('stage_unsaid'), ('figure_doubtful')) AS k(kind);
    INSERT INTO quality.quarantine BY NAME SELECT '甲.zip!乙.xls' AS path, '乙.xls' AS file_name, 'encrypted' AS reason,
        '文件“甲.zip!乙.xls”有打开密码，读不了。请向发布单位索取没有密码的文件，放回收件箱原处，下一夜自动重读。' AS message_zh, '' AS message_en
"""


def test_what_is_in_no_comparison_has_its_sheets_with_the_reason(tmp_path: Path) -> None:
    with with_marts(tmp_path, Told(money={("personnel", "executed"): "1411900.00"})) as store:
        store.insert("quality.causes", cause_rows())
        store.execute(OUTSIDE)
        write_workbook(store, tmp_path / "book.xlsx", BUILD, MADE)
    book = load_workbook(tmp_path / "book.xlsx")
    (waits,) = records(book["待核对的数字"])
    assert (waits["单位名称"].value, waits["预算年度"].value) == (TOLD[0].unit, 2025)
    assert (waits["哪一类数字"].value, waits["为什么有疑问"].value) == ("收支金额", "所注日期早于报告年度")
    assert waits["出处编号"].hyperlink is not None
    (left,) = records(book["读到而未入库的"])
    assert (left["哪一类问题"].value, left["说明"].value) == ("没有写明是哪一项", "没有写明环节")
    assert left["报告编号"].hyperlink is not None
    (file,) = records(book["隔离的文件"])
    assert (file["文件路径"].value, file["隔离原因"].value) == ("甲.zip!乙.xls", "有打开密码")
    # sentences are read to their end, on screen and on paper
    width = book["隔离的文件"].column_dimensions[file["中文说明"].column_letter].width
    assert file["中文说明"].alignment.wrap_text
    assert book["隔离的文件"].row_dimensions[2].height / 15 * width > 2 * len(file["中文说明"].value)


def test_the_cover_counts_the_figures_of_versions_that_count_as_the_site_does(tmp_path: Path) -> None:
    (tmp_path / "rows").mkdir()
    money = {("personnel", "executed"): "1411900.00"}
    old, new = (
        Told(money=money, filing="a", is_current=False),
        Told(money=money, filing="b", relation="revision"),
    )
    with with_marts(tmp_path / "rows", old, new) as store:
        assert store.scalar("SELECT count(*) FROM quality.figures") == 2
        write_workbook(store, tmp_path / "book.xlsx", BUILD, MADE)
    cover = load_workbook(tmp_path / "book.xlsx").worksheets[0]
    facts = {row[0]: row[1] for row in cover.iter_rows(max_row=12, max_col=2, values_only=True)}
    assert facts[load("workbook")["cover"]["figures"]] == 1


def test_a_printed_page_names_the_unit_of_its_numbers(book: OpenedWorkbook) -> None:
    assert book["单位年度"].print_title_cols == "$A:$B"
    assert book["同类分布"].print_title_cols == "$A:$A"


def test_a_reason_in_place_of_a_number_is_not_cut_off_by_the_next_cell(book: OpenedWorkbook) -> None:
    sheet = book["同类位置"]
    widths = {
        at: dimension.width
        for dimension in sheet.column_dimensions.values()
        for at in range(dimension.min or 0, (dimension.max or 0) + 1)
    }
    told = [
        row["值"] for row in records(sheet) if isinstance(row["值"].value, str) and row["值"].value != "—"
    ]
    assert told
    assert all(cells_wide(cell.value) <= widths[cell.column] for cell in told)


def test_the_cover_says_that_links_are_dead_where_report_pages_are_served(
    store: Store, book: OpenedWorkbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.publish.workbook.cover.MOST_REPORTS", 0)
    write_workbook(store, tmp_path / "many.xlsx", BUILD, MADE)
    for opened, says in ((load_workbook(tmp_path / "many.xlsx", read_only=True), True), (book, False)):
        told = [str(row[0]) for row in opened.worksheets[0].iter_rows(values_only=True)]
        assert any("xianjian serve" in text for text in told) is says


def test_each_column_is_explained_and_derived_ones_have_their_formula(book: OpenedWorkbook) -> None:
    explained = {row["数据库中的列"].value: row for row in records(book["列说明"])}
    assert explained["mart.unit_year.on_post"]["单位"].value == "人"
    assert "在职人数" in explained["mart.per_capita.per_head_wan"]["公式"].value


def test_the_same_build_gives_the_same_bytes(store: Store, path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    write_workbook(store, again, BUILD, MADE)
    assert again.read_bytes() == path.read_bytes()


def test_a_long_mart_shows_its_newest_whole_years_and_says_so(store: Store, tmp_path: Path) -> None:
    years = next(t for t in describe(store, ("mart",)) if t.name == "unit_year")
    assert (choose_rows(store, years, 4).rows, choose_rows(store, years, 4).since) == (4, 2025)
    assert (choose_rows(store, years, 2).rows, choose_rows(store, years, 2).since) == (2, 2025)
    assert choose_rows(store, years, 5).is_whole
    path = tmp_path / "short.xlsx"
    write_workbook(store, path, BUILD, MADE, most_rows=4)
    book = load_workbook(path)
    assert [r["预算年度"].value for r in records(book["单位年度"])] == [2025] * 4
    told = [
        str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None
    ]
    assert any(
        "“单位年度”共 5 行，这里只放 2025 年度及以后的 4 行" in text
        and "parquet/mart/unit_year.parquet" in text
        for text in told
    )


def test_the_rows_of_a_view_are_sorted_some_at_a_time_and_none_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipelines.publish.workbook.sheets._SORTED", 3)
    places = [("130132", 4), (None, 2), ("130133", 2), ("130109", 1), ("130101", 2)]
    with Store.in_memory() as store:
        store.execute("CREATE TABLE main.t (region_code VARCHAR, seq INTEGER)")
        for place, n in places:
            store.execute("INSERT INTO main.t SELECT ?, unnest(range(?))", [place, n])
        asked: list[str] = []
        each = store.each

        def heard(sql: str) -> Iterator[tuple[object, ...]]:
            asked.append(sql)
            return each(sql)

        monkeypatch.setattr(store, "each", heard)
        table = Table("main", "t", "表", True, ())
        rows = list(rows_in_order(store, table, " WHERE seq < 9", "region_code, seq DESC"))
        assert rows == store.table("SELECT * FROM main.t ORDER BY region_code, seq DESC")[1]
    assert len(rows) == 11
    assert len(asked) == 4


def test_the_passages_of_a_finding_are_words_with_their_file_said_once() -> None:
    passages: list[dict[str, object]] = [
        {"quote": "执行\n96万元", "file_name": "甲.pdf", "page": 2},
        {"quote": "=1", "file_name": "甲.pdf", "page": None},
        {"quote": "95万元", "file_name": "乙.txt", "page": None},
    ]
    assert passages_said(passages) == "“执行 96万元”（甲.pdf 第 2 页）；“=1”；“95万元”（乙.txt）"


def test_names_of_sheets_are_such_as_excel_takes() -> None:
    assert sheet_name("甲/乙:丙[丁]*?'", []) == "甲 乙 丙 丁"
    assert len(sheet_name("长" * 80, [])) <= 31
    assert sheet_name("同名", ["同名"]) == "同名 2"


def test_a_number_that_excel_cannot_hold_is_written_with_all_its_digits(store: Store, tmp_path: Path) -> None:
    exact = "123456789012345.678901"
    store.execute(
        f"CREATE TABLE mart.wide AS SELECT CAST('{exact}' AS DECIMAL(24,6)) AS big;"
        "COMMENT ON TABLE mart.wide IS '长数'; COMMENT ON COLUMN mart.wide.big IS '数（万元）'"
    )
    try:
        write_workbook(store, tmp_path / "x.xlsx", BUILD, MADE)
    finally:
        store.execute("DROP TABLE mart.wide")
    assert load_workbook(tmp_path / "x.xlsx")["长数"]["A2"].value == exact


ODD = [
    " vor",
    "nach ",
    "a\nb",
    "tab\t",
    "<b>&amp;\x0b\x01",
    "_x0041_ a_b",
    "\ufffe",
    "=1+1",
    "中文",
    "<r>rich</r>x",
    "\u3000全角空格",
]


def test_rows_are_what_xlsxwriter_would_write(tmp_path: Path) -> None:
    numbers: list[Decimal | int | float] = [Decimal("12.50"), Decimal("123456789012345"), 7, 0.1, -3]
    day = datetime(2026, 11, 26, 6, 30)
    with Workbook(str(tmp_path / "b.xlsx"), {"constant_memory": True}) as made:
        ours = made.add_worksheet("ours", LinkedSheet)
        theirs = made.add_worksheet("theirs")
        style = made.add_format({"bold": True})
        for sheet in (ours, theirs):
            sheet.write_string(0, 0, "head")
        rows = RowWriter(ours, 30)
        index = Styles.index(style)
        cells = [rows.text(1, column, text, index) for column, text in enumerate(ODD)]
        cells += [rows.number(1, len(ODD) + n, value, index) for n, value in enumerate(numbers)]
        rows.put(1, [*cells, rows.time(1, 29, day, index)])
        rows.close(1)
        for column, text in enumerate(ODD):
            theirs.write_string(1, column, text, style)
        for n, value in enumerate(numbers):
            theirs.write_number(1, len(ODD) + n, value, style)
        theirs.write_datetime(1, 29, day, style)
    with zipfile.ZipFile(tmp_path / "b.xlsx") as book:
        one, other = (book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2))
    assert one.replace(' tabSelected="1"', "") == other


def test_many_links_share_the_address_of_their_page(tmp_path: Path) -> None:
    with Workbook(str(tmp_path / "b.xlsx"), {"constant_memory": True}) as made:
        sheet = made.add_worksheet("s", LinkedSheet)
        sheet.write_string(0, 0, "head")
        rows = RowWriter(sheet, 2)
        for at in (1, 2, 3):
            rows.put(at, [rows.text(at, 0, "x", 0)])
            rows.link(at, 0, f"site/reports/{at % 2}.html", 'e-"<&' if at == 3 else "")
        rows.close(3)
    links = [
        link
        for row in load_workbook(tmp_path / "b.xlsx")["s"].iter_rows()
        for c in row
        if (link := c.hyperlink)
    ]
    assert [(link.ref, link.target, link.location) for link in links] == [
        ("A2", "site/reports/1.html", None),
        ("A3", "site/reports/0.html", None),
        ("A4", "site/reports/1.html", 'e-"<&'),
    ]
    with zipfile.ZipFile(tmp_path / "b.xlsx") as book:
        assert book.read("xl/worksheets/_rels/sheet1.xml.rels").count(b"<Relationship ") == 2


@pytest.mark.slow
def test_libreoffice_opens_it_and_keeps_text_numbers_and_links(path: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office is not None, "LibreOffice is missing: apt-get install libreoffice-calc"
    shutil.copy(path, tmp_path / "in.xlsx")
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "ods",
        "in.xlsx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    with zipfile.ZipFile(tmp_path / "in.ods") as parts:
        content = parts.read("content.xml").decode()
    assert "178.646" in content
    assert escape(ATTACK, quote=False) in content.replace("&quot;", '"')
    assert "of:=" not in content
    assert re.search(r'xlink:href="[^"]*site/reports/[^"#]*\.html#e-', content)
