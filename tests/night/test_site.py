"""The site of a whole night: every link leads somewhere, pages hold no script but the site's own, none is too large."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html

from pipelines.publish.site.images import LINK
from tests.night.nights import ask

_LINKS = re.compile(r'(?:href|src)="([^"]*)"')


@pytest.fixture(scope="module")
def site(sample_warehouse: Path) -> Path:
    return (sample_warehouse / "current" / "site").resolve()


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")
    }


def test_every_link_and_every_anchor_exists(site: Path, pages: dict[str, str]) -> None:
    anchors = {name: re.findall(r' id="([^"]+)"', page) for name, page in pages.items()}
    dead = []
    for name, page in pages.items():
        for link in _LINKS.findall(page):
            address, _, anchor = link.partition("#")
            if f"{LINK}/" in address:
                continue  # pictures are drawn later
            target = (site / name).parent / address if address else site / name
            key = target.resolve().relative_to(site.parent).as_posix().removeprefix("site/")
            if not target.is_file() or (anchor and anchor not in anchors.get(key, ())):
                dead.append(f"{name} → {link}")
    assert dead == []
    assert [name for name, ids in anchors.items() if max(Counter(ids).values(), default=1) > 1] == []


def test_every_quote_of_the_build_has_a_place_on_a_report_page(
    sample_warehouse: Path, pages: dict[str, str]
) -> None:
    cited = {row["evidence_id"] for row in ask(sample_warehouse, "SELECT evidence_id FROM core.evidence")}
    shown = Counter(
        anchor
        for name, page in pages.items()
        if name.startswith("reports/")
        for anchor in re.findall(r' id="e-([^"]+)"', page)
    )
    unstored = {row["problem_id"] for row in ask(sample_warehouse, "SELECT problem_id FROM quality.problems")}
    assert set(shown) - unstored == cited
    assert max(shown.values()) == 1


def test_pages_run_only_the_scripts_of_the_site(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        own = re.findall(r'<script src="[./]*assets/\w+\.js" defer>', page)
        assert len(own) == page.count("<script"), name
        assert " style=" not in page, name
        assert not re.search(r" on\w+=", page), name


def test_a_report_page_without_pictures_is_small(pages: dict[str, str]) -> None:
    sizes = [len(page.encode()) for name, page in pages.items() if name.startswith("reports/")]
    assert sum(sizes) / len(sizes) < 60_000


def test_no_page_names_the_build_so_that_it_can_stay_the_same(
    sample_warehouse: Path, pages: dict[str, str]
) -> None:
    build = (sample_warehouse / "current").resolve().name
    assert [name for name, page in pages.items() if build in page] == []


_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")


@pytest.mark.slow
def test_every_number_that_is_a_link_is_printed_in_the_row_or_sentence_that_it_leads_to(site: Path) -> None:
    """Tables show 万元, %, persons and points; the report may print yuan. A derived number leads to its numerator, and its
    working stands in the cell's title."""
    anchors: dict[Path, dict[str, str]] = {}
    followed, strange = 0, []
    for path in (
        *site.glob("counties/*"),
        *site.glob("departments/*"),
        *site.glob("units/*"),
        *site.glob("indicators/*"),
    ):
        for link in html.parse(str(path)).xpath("//a[contains(@class, 'quote')]"):
            cell = link.getparent()
            if "data-v" not in cell.attrib or "÷" in cell.get("title", ""):
                continue
            address, _, anchor = link.get("href").partition("#")
            target = (path.parent / address).resolve()
            if target not in anchors:
                anchors[target] = _rows_by_anchor(target)
            printed = anchors[target]
            told = {Decimal(number.replace(",", "")) for number in _NUMBER.findall(printed[anchor])}
            value = Decimal(cell.get("data-v"))
            followed += 1
            if not any(
                abs(n * factor - value) <= Decimal("0.000001")
                for n in told
                for factor in (1, Decimal("0.0001"), 10_000)
            ):
                strange.append(f"{path.name}: {value} → {printed[anchor][:80]}")
    assert followed > 1_000
    assert strange == []


def _rows_by_anchor(page: Path) -> dict[str, str]:
    """Anchor of a quote → the words of its row, paragraph or item, cells apart."""
    found = {}
    for marked in html.parse(str(page)).iterfind(".//*[@id]"):
        if marked.get("id").startswith("e-"):
            around = next(e for e in (marked, *marked.iterancestors()) if e.tag in ("tr", "p", "li"))
            found[marked.get("id")] = " ".join(around.itertext())
    return found
