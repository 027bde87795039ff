"""A scanned report goes the whole way: its figures lead to the picture, and those that nothing confirms wait."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from pipelines.samples.parts import Grid, Paragraph
from pipelines.samples.pdf import render
from tests.night.nights import ask, run_night

REPORT = (
    Paragraph("青砚县司法局2024年度部门整体支出绩效自评报告"),
    Paragraph("2024年末在职人员31人。"),
    Grid(
        (
            ("项目", "年初预算数", "执行数", "执行率（%）"),
            ("人员经费", "329.90", "325.62", "98.70"),
            ("公用经费", "56.30", "53.96", "95.84"),
        ),
        (3, 2, 2, 2),
        "部门预算收支执行情况表",
        "单位：万元",
    ),
)


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("scanned")
    raw = home / "raw"
    raw.mkdir()
    page: Image.Image = pdfium.PdfDocument(render(REPORT))[0].render(scale=200 / 72).to_pil().convert("L")
    stream = io.BytesIO()
    page.save(stream, "PDF", resolution=200)
    (raw / "扫描.pdf").write_bytes(stream.getvalue())
    assert run_night(raw, home / "warehouse").status == "published"
    return home / "warehouse"


@pytest.mark.slow
def test_figures_of_a_scan_are_stored_with_the_place_on_the_page(scanned: Path) -> None:
    rows = ask(
        scanned,
        "SELECT f.category, f.stage, f.amount_text, e.method, e.page, e.bbox IS NOT NULL AS placed "
        "FROM core.budget_facts f JOIN core.evidence e USING (evidence_id) ORDER BY ALL",
    )
    assert [tuple(row.values()) for row in rows] == [
        ("operating", "executed", "53.96", "ocr", 1, True),
        ("operating", "initial", "56.30", "ocr", 1, True),
        ("personnel", "executed", "325.62", "ocr", 1, True),
        ("personnel", "initial", "329.90", "ocr", 1, True),
    ]


@pytest.mark.slow
def test_what_a_rate_confirms_enters_the_marts_and_a_lone_headcount_waits(scanned: Path) -> None:
    (row,) = ask(
        scanned, "SELECT personnel_executed_wan, on_post, missing['on_post'] AS why FROM mart.unit_year"
    )
    assert (row["personnel_executed_wan"], row["on_post"], row["why"]) == (
        Decimal("325.62"),
        None,
        "unresolved",
    )
    (waiting,) = ask(
        scanned, "SELECT quote, message_zh FROM quality.problems WHERE kind = 'recognised_unconfirmed'"
    )
    assert "31人" in waiting["quote"]
    assert ask(scanned, "SELECT confidence FROM core.staff_facts WHERE headcount = 31") != [{"confidence": 1}]


@pytest.mark.slow
def test_pages_once_recognised_are_remembered(scanned: Path) -> None:
    assert list((scanned / "state" / "recognised").rglob("*"))
