"""The straightforward script: what a competent analyst writes in a day for the same files.

``python -m benchmarks.night.straightforward DATABASE FILE…``. pdfplumber, python-docx, LibreOffice once for all DOC and WPS
files, pandas, regular expressions for the main figures, one process, one table in DuckDB. No work is wasted on purpose. It
keeps no quotes, checks no rules and compares nothing. Prints how many figures it found.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import docx
import duckdb
import pandas as pd
import pdfplumber
from lxml import html

AMOUNT = r"(-?[\d,]+(?:\.\d+)?)\s*(万元|元)"
FIGURES = {
    "budget_initial": re.compile(r"年初预算(?:数|安排|总额|资金)?[^\d，。；]{0,12}" + AMOUNT),
    "budget_adjusted": re.compile(r"调整(?:后)?预算(?:数)?[^\d，。；]{0,12}" + AMOUNT),
    "received": re.compile(r"(?:到位|拨付)(?:资金|数)?[^\d，。；]{0,12}" + AMOUNT),
    "executed": re.compile(r"(?:实际支出|执行数|支出数|全年支出)[^\d，。；]{0,12}" + AMOUNT),
    "assets": re.compile(r"资产(?:总额|总计|合计)[^\d，。；]{0,12}" + AMOUNT),
    "liabilities": re.compile(r"负债(?:总额|总计|合计)[^\d，。；]{0,12}" + AMOUNT),
}
COUNTS = {
    "authorized": re.compile(r"编制(?:数|人数)?[^\d，。；]{0,6}(\d+)\s*[人名个]"),
    "staff": re.compile(r"(?:在职|实有)(?:人员|人数)?[^\d，。；]{0,6}(\d+)\s*[人名个]"),
    "score": re.compile(r"(?:得分|评分|评价得分)[^\d，。；]{0,8}(\d+(?:\.\d+)?)\s*分"),
    "rate": re.compile(r"(?:执行率|完成率)[^\d，。；]{0,8}(\d+(?:\.\d+)?)\s*[%％]"),
}
UNIT = re.compile(r"([\u4e00-\u9fff]{2,12}(?:县|区|市)[\u4e00-\u9fff]{2,12}(?:局|委|会|馆|办))")
YEAR = re.compile(r"(20[0-3]\d)\s*年")
Grid = list[list[str]]


def read_pdf(path: Path) -> tuple[str, list[Grid]]:
    """Text and tables of all pages."""
    texts: list[str] = []
    tables: list[Grid] = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            texts.append(page.extract_text() or "")
            tables += [[[cell or "" for cell in row] for row in table] for table in page.extract_tables()]
            page.close()  # else every page's characters stay in memory
    return "\n".join(texts), tables


def read_docx(path: Path) -> tuple[str, list[Grid]]:
    """Text and tables; cells are taken a row at a time, which is the quick way in python-docx."""
    document = docx.Document(str(path))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    return text, [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def read_xls(path: Path) -> tuple[str, list[Grid]]:
    """All sheets."""
    sheets = pd.read_excel(path, sheet_name=None, header=None, dtype=str)
    tables = [sheet.fillna("").values.tolist() for sheet in sheets.values()]
    return "\n".join(" ".join(row) for table in tables for row in table), tables


def read_html(path: Path) -> tuple[str, list[Grid]]:
    """The page's text, and its tables by pandas."""
    text = "\n".join(map(str, html.fromstring(path.read_bytes()).itertext()))
    try:
        tables = pd.read_html(str(path))
    except ValueError:  # no table
        return text, []
    return text, [table.astype(str).values.tolist() for table in tables]


def convert(paths: Sequence[Path], folder: Path) -> None:
    """DOC and WPS → DOCX by one call of LibreOffice."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "docx", "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True)


def figures(name: str, text: str, tables: Iterable[Grid]) -> dict[str, object]:
    """One row: the first hit of each expression, in sentences and then in the rows of the tables."""
    rows = "\n".join(" ".join(cell.replace("\n", "") for cell in row) for table in tables for row in table)
    joined = text.replace("\n", "") + "\n" + rows
    found: dict[str, object] = {"file": name}
    unit, year = UNIT.search(joined), YEAR.search(joined)
    found["unit"] = unit[1] if unit else None
    found["year"] = int(year[1]) if year else None
    for key, expression in FIGURES.items():
        amount = expression.search(joined)
        factor = 10_000 if amount and amount[2] == "万元" else 1
        found[key] = float(amount[1].replace(",", "")) * factor if amount else None
    for key, expression in COUNTS.items():
        count = expression.search(joined)
        found[key] = float(count[1]) if count else None
    return found


READERS = {".pdf": read_pdf, ".docx": read_docx, ".xls": read_xls, ".html": read_html}


def main(database: Path, paths: Sequence[Path]) -> int:
    """Read all files and write the table; the number of figures found."""
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        old = {path for path in paths if path.suffix in (".doc", ".wps")}
        if old:
            convert(sorted(old), Path(folder))
        for path in paths:
            place = Path(folder, f"{path.stem}.docx") if path in old else path
            rows.append(figures(path.name, *READERS[place.suffix](place)))
    frame = pd.DataFrame(rows)
    with duckdb.connect(str(database)) as connection:
        connection.register("frame", frame)
        connection.execute("CREATE TABLE reports AS SELECT * FROM frame")
    return int(frame.drop(columns=["file"]).notna().sum().sum())


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]]), flush=True)
