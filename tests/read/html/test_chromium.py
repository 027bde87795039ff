"""What a page prints is what a browser shows: Chromium's own text of the page, character by character."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipelines.read.reading import read_bytes
from pipelines.samples.parts import Part
from tests.read.canon import reports
from tests.read.html import sites

SHOW = """<script>window.addEventListener("load", function () {
  var shown = document.body.innerText;
  document.documentElement.innerHTML = "<body><pre id=shown></pre></body>";
  document.getElementById("shown").textContent = shown;
});</script>"""
SOUP = """<html><meta charset=utf-8><body><p>甲<b>乙<p>丙</b>丁<table><tr><td>1<td>2<tr><td colspan=2>3<div>4</table>戊
<ul><li>己<li>庚</ul>辛<div style="display:none">壬<div>癸</div></div><table>子<tr><th>丑</th></tr><caption>寅</caption></table>
<a href=x>卯<a href=y>辰</a><font color=red><p>巳<p>午</font><select><option>未</select><!-- 申 --><i>酉<div>戌</i>亥</div></body>"""


def shown_by_chromium(page: bytes, folder: Path) -> str:
    browser = shutil.which("chromium")
    assert browser is not None, "this test needs the system package chromium"
    file = folder / "page.html"
    file.write_bytes(page + SHOW.encode())
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000", "--dump-dom"]
    command = [browser, *options, f"--user-data-dir={folder / 'profile'}", file.as_uri()]
    printed = subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode()
    found = re.search(r'<pre id="shown">(.*?)</pre>', printed, re.DOTALL)
    assert found is not None
    return html.unescape(found.group(1))


def bare(text: str) -> str:
    return re.sub(r"[\s\ufeff]+", "", text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "site",
    [sites.nested_tables, sites.index_card, sites.html5, sites.vsb, sites.in_parts],
    ids=lambda s: s.__name__,
)
def test_the_text_of_a_page_is_what_chromium_shows(
    site: Callable[[Sequence[Part]], bytes], tmp_path: Path
) -> None:
    page = site(reports()[2][1])
    document = read_bytes(page, "x").document
    assert document is not None
    assert bare(document.text) == bare(shown_by_chromium(page, tmp_path))


@pytest.mark.slow
def test_markup_that_is_not_closed_prints_as_in_chromium(tmp_path: Path) -> None:
    document = read_bytes(SOUP.encode(), "x").document
    assert document is not None
    assert sorted(bare(document.text)) == sorted(bare(shown_by_chromium(SOUP.encode(), tmp_path)))
