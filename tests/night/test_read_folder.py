"""``xianjian read``: whatever lies in a folder, every file has one row that says what became of it."""

from __future__ import annotations

import csv
import os
from pathlib import Path

from pipelines.night.read.accounting import COLUMNS, account
from tests.read.archive.packed import zip_bytes

REPORT = "一、部门概况\n在职7人。\n".encode()


def rows_of(folder: Path, seconds: float = 20.0) -> list[dict[str, str]]:
    report = folder.parent / "report.csv"
    counts = account(folder, report, 1, seconds, folder.parent / "cache")
    with report.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert sum(counts.values()) == len(rows)
    return rows


def test_every_file_is_accounted_for(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "好.txt").write_bytes(REPORT)
    (folder / "sub" / "空.doc").write_bytes(b"")
    (folder / "sub" / "坏.pdf").write_bytes(b"%PDF-1.4 ...")
    (folder / ".hidden").write_bytes(REPORT)
    (folder / "包.zip").write_bytes(
        zip_bytes({"a.txt": REPORT, "b/空.txt": b"", "内.zip": zip_bytes({"c.txt": REPORT})})
    )
    (folder / "gone").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe")
    (folder / os.fsdecode("汉字.txt".encode("gb18030"))).write_bytes(REPORT)
    rows = {row["file"]: (row["outcome"], row["reason"], row["reader"]) for row in rows_of(folder)}
    assert rows == {
        "好.txt": ("ok", "", "text"),
        "sub/空.doc": ("quarantined", "empty", ""),
        "sub/坏.pdf": ("quarantined", "corrupt", ""),
        ".hidden": ("ok", "", "text"),
        "包.zip": ("ok", "", "zip"),
        "包.zip!a.txt": ("ok", "", "text"),
        "包.zip!b/空.txt": ("quarantined", "empty", ""),
        "包.zip!内.zip": ("ok", "", "zip"),
        "包.zip!内.zip!c.txt": ("ok", "", "text"),
        "gone": ("quarantined", "corrupt", ""),
        "pipe": ("quarantined", "unsupported", ""),
        "汉字.txt": ("ok", "", "text"),
    }


def test_the_columns_are_those_of_the_contract_and_hold_numbers(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "好.txt").write_bytes(REPORT)
    (row,) = rows_of(folder)
    assert COLUMNS[:6] == ("file", "outcome", "reason", "reader", "seconds", "peak_memory_mb")
    assert 0 <= float(row["seconds"]) < 20
    assert 5 < float(row["peak_memory_mb"]) < 300


def test_archives_in_archives_end(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    data = zip_bytes({"最里.txt": REPORT})
    for depth in range(5):
        data = zip_bytes({f"{depth}.zip": data})
    (folder / "套.zip").write_bytes(data)
    rows = {row["file"]: row["reason"] for row in rows_of(folder)}
    assert list(rows.values()) == ["", "", "", "bomb"]
