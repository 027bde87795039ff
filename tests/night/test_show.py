"""``xianjian show``: a person sees what the reader saw, and where on the page it stands."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from pipelines.night.read.show import show_file
from pipelines.samples.parts import Grid, Paragraph
from pipelines.samples.pdf import render
from tests.read.archive.packed import zip_bytes

REPORT = (
    Paragraph("青砚县司法局2024年度部门整体支出绩效自评报告"),
    Paragraph("年末在职人员31人。"),
    Grid((("项目", "年初预算数"), ("人员经费", "329.90")), (2, 2), "预算表", "单位：万元"),
)
RED, GREEN = (214, 31, 31), (26, 156, 60)


def show(path: Path | str, folder: Path, page: int | None = None) -> tuple[bool, str]:
    output = io.StringIO()
    shown = show_file(str(path), page, folder, folder / "cache", output)
    return shown, output.getvalue()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.pdf"
    path.write_bytes(render(REPORT))
    return path


def test_text_and_tables_are_printed_in_reading_order(report: Path, tmp_path: Path) -> None:
    shown, printed = show(report, tmp_path)
    assert shown
    words = ["application/pdf", "自评报告", "在职人员31人", "单位：万元", "人员经费", "329.90"]
    assert [w for w in words if w in printed] == words
    assert sorted(words, key=printed.index) == words


def test_the_picture_shows_the_page_with_cells_and_the_places_of_figures(
    report: Path, tmp_path: Path
) -> None:
    show(report, tmp_path, page=1)
    with Image.open(tmp_path / "报告.pdf-p1.png") as picture:
        pixels = picture.convert("RGB")
        assert pixels.width == pytest.approx(2 * 595, abs=4)
        colours = {colour for _, colour in pixels.getcolors(1 << 20) or []}
    assert {RED, GREEN} <= colours


def test_a_page_that_is_not_there_is_told(report: Path, tmp_path: Path) -> None:
    shown, printed = show(report, tmp_path, page=9)
    assert not shown
    assert "没有第 9 页" in printed


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.7 cut")
    shown, printed = show(tmp_path / "坏.pdf", tmp_path)
    assert not shown
    assert "坏.pdf" in printed
    assert "damaged" in printed


def test_a_member_of_an_archive_is_shown_by_its_path(report: Path, tmp_path: Path) -> None:
    inner = zip_bytes({"司法局/报告.pdf": report.read_bytes()})
    (tmp_path / "全县.zip").write_bytes(zip_bytes({"2024/内.zip": inner}))
    shown, printed = show(f"{tmp_path}/全县.zip!2024/内.zip!司法局/报告.pdf", tmp_path)
    assert shown
    assert "在职人员31人" in printed
    assert show(f"{tmp_path}/全县.zip!没有.pdf", tmp_path) == (
        False,
        f"压缩包里没有这个文件：{tmp_path}/全县.zip!没有.pdf / no such member\n",
    )


def test_formats_without_pages_say_that_nothing_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text("在职人员31人。\n", encoding="utf-8")
    shown, printed = show(tmp_path / "报告.txt", tmp_path)
    assert shown
    assert "没有页面" in printed
    assert list(tmp_path.glob("*.png")) == []
