"""The workbook keeps the rules that Excel enforces and LibreOffice forgives; each rule is seen to catch what breaks it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.lexicon import load
from pipelines.publish.workbook import write_workbook
from pipelines.store import Store, describe
from tests.marts.loaded import with_marts
from tests.publish.excel import faults_of
from tests.warehouse_rows import Told

MADE = datetime(2026, 11, 26, 4, 21, tzinfo=UTC)
BUILD = "20261126T042100Z-0123abcd"
TOLD = (
    Told(money={("personnel", "executed"): "1411900.00"}, staff={"on_post": 7}, score="95.5"),
    Told(year=2024, money={("personnel", "executed"): "1300000.00"}, staff={"on_post": 7}),
)
COVER, FIRST, BOOK, STYLES = (
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with with_marts(tmp_path_factory.mktemp("shard"), *TOLD) as store:
        yield store


@pytest.fixture(scope="module")
def book(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "xianjian.xlsx"
    write_workbook(store, path, BUILD, MADE)
    return path


@pytest.fixture(scope="module")
def small_book(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the first sheets alone: what is broken in it stands in them, and each breaking looks at all sheets again."""
    path = tmp_path_factory.mktemp("small") / "xianjian.xlsx"
    words = load("workbook")
    marts = [table.name for table in describe(store, ("mart",)) if table.name != "unit_year"]
    few = {**words, "left_out": [*words["left_out"], *marts]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.publish.workbook.book.load", lambda name: few)
        write_workbook(store, path, BUILD, MADE)
    assert faults_of(path) == []
    return path


def changed(book: Path, into: Path, member: str, pattern: str, put: str) -> Path:
    """The workbook with the first thing that ``pattern`` finds in a member put otherwise."""
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == member:
                text, n = re.subn(pattern, put, data.decode(), count=1, flags=re.DOTALL)
                assert n == 1, f"{pattern} is not in {member}"
                data = text.encode()
            new.writestr(name, data)
    return into


def test_excel_has_nothing_to_mend(book: Path) -> None:
    assert faults_of(book) == []


def test_excel_has_nothing_to_mend_in_a_workbook_of_no_report(tmp_path: Path) -> None:
    with with_marts(tmp_path / "shard") as store:
        write_workbook(store, tmp_path / "none.xlsx", BUILD, MADE)
    assert faults_of(tmp_path / "none.xlsx") == []


@pytest.mark.parametrize(
    ("member", "pattern", "put", "told"),
    [
        (BOOK, 'sheet name="单位年度"', f'sheet name="{"长" * 32}"', "no name of a sheet"),
        (BOOK, 'sheet name="单位年度"', 'sheet name="封面"', "2 sheets of this name"),
        (BOOK, 'sheet name="单位年度"', 'sheet name="甲/乙"', "no name of a sheet"),
        (BOOK, r">'?单位年度'?!\$", ">另一张!$", "names no sheet"),
        (BOOK, 'definedName name="_xlnm._FilterDatabase"', 'definedName name="A1"', "no defined name"),
        (STYLES, r'cellXfs count="\d+"', 'cellXfs count="1"', "cellXfs counted wrong"),
        (STYLES, 'formatCode="[^"]*"', 'formatCode=""', "number format"),
        (STYLES, r'(<cellXfs.*?fontId=)"\d+"', r'\1"999"', "fontId that is not there"),
        (FIRST, 't="inlineStr"', 't="s"', "a cell of type s"),
        (FIRST, r's="\d+" t="inlineStr"', 's="9999" t="inlineStr"', "format 9999 is not there"),
        (FIRST, r"<v>[\d.]+</v>", "<v>NaN</v>", "a number that Excel cannot keep"),
        (FIRST, r"<v>[\d.]+</v>", "<v>万</v>", "no number"),
        (FIRST, "<is><t>[^<]*</t>", f"<is><t>{'长' * 32768}</t>", "a text of 32768"),
        (FIRST, "<is><t>[^<]*</t>", f"<is><t>{'𠮷' * 16384}</t>", "a text of 32768"),
        (FIRST, "<is><t>", "<is><t> ", "spaces at the edge"),
        (FIRST, "<is><t>", "<is><t>\ufffe", "not well-formed"),
        (FIRST, '<row r="2"', '<row r="1"', "row 1 behind row 1"),
        (FIRST, '<c r="B2"', '<c r="A2"', "out of order"),
        (FIRST, 'hyperlink ref="[A-Z]+2"', 'hyperlink ref="A99"', "a link outside of the cells"),
        (FIRST, r'r:id="rId\d+"', 'r:id="rId999"', "no relation rId999"),
        (FIRST, r'autoFilter ref="A1:', 'autoFilter ref="A2:', "a filter of A2"),
        (FIRST, "(<autoFilter[^>]*/>)(<hyperlinks>.*</hyperlinks>)", r"\2\1", "parts in another order"),
        (FIRST, "<hyperlinks>.*</hyperlinks>", "<hyperlinks></hyperlinks>", "an empty list of links"),
        (FIRST, r'width="[\d.]+"', 'width="256"', "256 wide"),
        (FIRST, "<oddFooter>", f"<oddFooter>{'&amp;P' * 200}", "too long"),
        (COVER, r'(mergeCell ref="([^"]+)"/><mergeCell ref=")[^"]+', r"\1\2", "and what lies under it"),
        (COVER, r'mergeCell ref="(\w+):\w+', r'mergeCell ref="\1:\1', "merged"),
        (COVER, r"location=\"'单位年度'!A1\"", 'location="单 位!A1"', "names no sheet"),
        (
            f"{FIRST.replace('sheets/', 'sheets/_rels/')}.rels",
            'Target="site/',
            'Target="site/甲 ',
            "no relative",
        ),
        (
            f"{FIRST.replace('sheets/', 'sheets/_rels/')}.rels",
            'Target="site/',
            'Target="C:\\\\',
            "no relative",
        ),
        (f"{FIRST.replace('sheets/', 'sheets/_rels/')}.rels", 'Id="rId2"', 'Id="rId1"', "two relations rId1"),
        ("[Content_Types].xml", "/xl/styles.xml", "/xl/style.xml", "is not there"),
        ("[Content_Types].xml", 'Extension="vml"', 'Extension="vm"', "has no content type"),
        ("xl/comments1.xml", r'(comment ref="(\w+)".*?comment ref=")\w+', r"\1\2", "2 notes at"),
        ("docProps/core.xml", "2026-11-26T", "2026年11月26日 ", "created"),
        ("docProps/app.xml", r'vector size="\d+"', 'vector size="1"', "titles counted wrong"),
    ],
)
def test_each_rule_catches_what_breaks_it(
    small_book: Path, tmp_path: Path, member: str, pattern: str, put: str, told: str
) -> None:
    broken = changed(small_book, tmp_path / "broken.xlsx", member, pattern, put)
    faults = faults_of(broken)
    assert any(told in fault for fault in faults), faults
