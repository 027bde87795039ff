"""LibreOffice as the second opinion: it prints the same cells, and what it writes reads the same (slow)."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.read.sheets.number_format import print_number, stored_number
from tests.read.canon import expected, outline, reports
from tests.read.sheets.books import by_openpyxl, read, saved

pytestmark = pytest.mark.slow

AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false"
NUMBERS = [
    *(0, 1, -1, 0.5, -0.5, 0.05, 2.675, 0.0049, 12, 99.5, 100, 123.456, 1234.567, -1234.567, 12345678.9),
    *(0.9987, 0.99995, 123456789012, 13912345678, 7.9878999999999998, 141.19000000000001, 0.1 + 0.2, 1 / 3),
    *(999.995, -999999.995, 10010, 100200300),
]
CODES = [
    *(
        "General",
        "0",
        "0.00",
        "#,##0",
        "#,##0.00",
        "0%",
        "0.00%",
        "0.00E+00",
        "##0.0E+0",
        '0.0"万元"',
        "0.00元",
    ),
    *("0.0000", "000000", "0.0#", "#,##0.00;[Red]-#,##0.00", "#,##0.00_);(#,##0.00)", "0_);[Red](0)"),
    r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    *('0.00;-0.00;"零"', "000-0000-0000", '"¥"#,##0.00', "[$¥-804]#,##0.00", '0.00"%"', "+0.0;-0.0;0"),
    *("0.0;@", "0;0;0;@", ".00", "#,#", "00.00%", "¥#,##0", "#,##0.00_ "),
]
DAYS = [61, 100.25, 43549, 43549.5, 43549.75, 45000.0416666667, 36526, 2958465]
DATES = [
    *("yyyy/m/d", 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', "yyyy-mm-dd", "yy-m-d", "h:mm", "h:mm:ss"),
    *("h:mm AM/PM", "yyyy/m/d h:mm", "mm:ss", "[$-804]yyyy.mm.dd", "yyyy年m月d日", 'yyyy"年"m"月"d"日";@'),
    *('[DBNum1][$-804]yyyy"年"m"月"d"日"', "[$-804]aaaa", "[$-804]dddd"),
    *("[$-804]mmmm", "[$-804]mmm", "[$-409]d-mmm-yy", "[$-409]mmmm d, yyyy", "[$-409]dddd", "m/d/yy"),
]


def office(source: Path, target: str, folder: Path) -> Path:
    """``source`` saved by LibreOffice as ``target`` (a format or a filter)."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is not installed: apt-get install libreoffice-calc"
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / f"{source.stem}.{target.partition(':')[0]}"


def test_numbers_are_printed_as_libreoffice_prints_them(tmp_path: Path) -> None:
    pairs = [(n, code) for code in CODES for n in NUMBERS] + [(d, code) for code in DATES for d in DAYS]
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row, (number, code) in enumerate(pairs, 1):
        sheet.cell(row, 1).value = number
        sheet.cell(row, 1).number_format = code
    source = tmp_path / "cells.xlsx"
    source.write_bytes(saved(book))
    shown = office(source, AS_SHOWN, tmp_path).read_text(encoding="utf-8").splitlines()
    theirs = [(row or [""])[0].strip() for row in csv.reader(shown)]
    ours = []
    for number, code in pairs:
        value = stored_number(repr(number))
        assert value is not None
        ours.append(print_number(value, code))
    assert len(ours) == len(theirs) > 900
    differing = [(*pair, a, b) for pair, a, b in zip(pairs, ours, theirs, strict=True) if a != b]
    assert differing == []


@pytest.mark.parametrize("target", ["xlsx", "xls"])
def test_reports_saved_again_by_libreoffice_read_the_same(target: str, tmp_path: Path) -> None:
    (tmp_path / "saved").mkdir()
    for number, (_, parts) in enumerate(reports()[:3]):
        source = tmp_path / f"made{number}.xlsx"
        source.write_bytes(by_openpyxl(parts))
        document = read(office(source, target, tmp_path / "saved").read_bytes(), target)
        assert outline(document) == expected(parts)
