"""Whole pages, printed by another program, degraded like scans, in fonts that nothing was tuned on."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from benchmarks.scan import run

FONT = "Noto Serif CJK SC"


@pytest.mark.slow
def test_numbers_and_cells_of_a_scanned_page_are_exact() -> None:
    assert shutil.which("chromium"), "needs the system package chromium"
    fonts = subprocess.run(["fc-list", FONT], capture_output=True, text=True, check=True).stdout
    assert fonts, "needs the system package fonts-noto-cjk"
    score = run(pages=2, producer="chromium", font=FONT, seed=61, cache=None, save=None)
    assert score.numbers >= 30
    assert score.numbers_exact == score.numbers
    assert score.numbers_extra == 0
    assert score.cells_exact >= 0.98 * score.cells
    assert score.losses == 0
