"""The site in a browser, from the disk: no error, no request elsewhere, from a number to its sentence, search, sort, print."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from pipelines.night.publish.page_pictures import draw_new
from pipelines.night.settings import Settings
from pipelines.store import Store
from tests.night.nights import ask

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    assert program is not None, "this test needs the system package chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


class Visit:
    """A tab that notes what must not happen: messages of the console, requests to anything but files of the warehouse."""

    def __init__(self, browser: Browser, warehouse: Path, **settings: object) -> None:
        self.site = (warehouse / "current" / "site").resolve()
        self.page: Page = browser.new_page(**settings)  # type: ignore[arg-type]
        self.faults: list[str] = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self._asked)

    def go(self, page: str) -> Page:
        self.page.goto((self.site / page).as_uri(), wait_until="load")
        return self.page

    def _said(self, message: ConsoleMessage) -> None:
        self.faults.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.site.as_uri(), "data:", "blob:")):
            self.faults.append(request.url)


@pytest.fixture
def visit(browser: Browser, sample_warehouse: Path) -> Iterator[Visit]:
    made = Visit(browser, sample_warehouse, viewport={"width": 1280, "height": 900})
    yield made
    made.page.close()
    assert made.faults == []


@pytest.fixture(scope="module")
def unit(sample_warehouse: Path) -> str:
    """The page of the unit with the most years."""
    rows = ask(
        sample_warehouse,
        "SELECT unit_id FROM mart.unit_year GROUP BY ALL ORDER BY count(*) DESC, unit_id LIMIT 1",
    )
    return f"units/{rows[0]['unit_id']}.html"


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_has_an_error_asks_elsewhere_or_is_wider_than_the_screen(
    browser: Browser, sample_warehouse: Path, unit: str, width: int
) -> None:
    visit = Visit(browser, sample_warehouse, viewport={"width": width, "height": 844}, color_scheme="dark")
    folders: dict[str, Path] = {}
    for path in sorted(visit.site.rglob("*.html")):
        folders.setdefault(
            f"{path.parent.name}/{path.name == 'index.html' or path.parent == visit.site}", path
        )
    chosen = {path.relative_to(visit.site).as_posix() for path in folders.values()} | {unit, "methods.html"}
    assert len(chosen) >= 10
    for name in sorted(chosen):
        page = visit.go(name)
        page.wait_for_timeout(100)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.locator("h1").count() == 1, name
        assert page.locator("[data-build]").inner_text() == (sample_warehouse / "current").resolve().name, (
            name
        )
    visit.page.close()
    assert visit.faults == []


def test_a_click_on_a_number_shows_the_sentence_it_came_from(visit: Visit, unit: str) -> None:
    page = visit.go(unit)
    number = page.locator("td a.quote").first
    told = number.inner_text()
    number.click()
    page.wait_for_url("**/reports/**")
    sentence = page.locator(":target")
    assert sentence.count() == 1
    assert told.replace(",", "") in sentence.inner_text().replace(",", "")
    box = sentence.bounding_box()
    assert box is not None
    assert 0 < box["y"] < 900
    assert sentence.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.locator(":target").click()  # and back to its row in the list of figures
    assert page.locator("tr:target a").first.is_visible()


def test_a_quote_of_a_finding_leads_to_its_sentence_and_the_sentence_to_its_finding(visit: Visit) -> None:
    page = visit.go("findings/990101.html")
    finding = page.locator("article.finding", has=page.locator("blockquote:not(.other) a.quote")).first
    rule = finding.locator("h3 a").inner_text()
    link = finding.locator("blockquote:not(.other) a.quote").first
    told = link.inner_text()
    link.click()
    page.wait_for_url("**/reports/**#e-*")
    sentence = page.locator(":target")
    box = sentence.bounding_box()
    assert box is not None
    assert 0 < box["y"] < 900
    assert sentence.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    assert "".join(told.split()) == "".join(sentence.inner_text().split())
    page.locator(f':target ~ .sign[data-rule="{rule}"]').first.click()
    assert page.locator("li:target").inner_text().count(rule) == 1
    page.locator("li:target").get_by_role("link", name=rule).click()
    page.wait_for_url("**/findings/990101.html#r-*")
    assert page.locator("article:target h3 a").inner_text() == rule


def test_the_search_leads_to_a_unit_by_keyboard_alone(visit: Visit) -> None:
    page = visit.go("index.html")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text().startswith("跳到正文")
    page.locator("#q").focus()
    page.keyboard.type("民政局 青砚")
    page.locator("#hits li").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.locator('#hits [aria-selected="true"]').count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/units/**")
    assert page.locator("h1").inner_text() == "青砚县民政局"


def test_tables_sort_by_number_with_what_is_missing_last_and_filter(visit: Visit) -> None:
    page = visit.go("units/index.html")
    button = page.get_by_role("button", name="报告")
    button.click()
    head = page.locator("th", has=button)
    assert head.get_attribute("aria-sort") == "descending"
    values = [int(text) for text in page.locator("tbody tr td:last-child").all_inner_texts()]
    assert values == sorted(values, reverse=True)
    button.click()
    assert head.get_attribute("aria-sort") == "ascending"
    page.get_by_label("在表中筛选").fill("民政局")
    shown = page.locator("tbody tr:visible").all_inner_texts()
    assert 0 < len(shown) < len(values)
    assert all("民政局" in row for row in shown)


def test_what_is_typed_above_the_reports_of_a_county_narrows_its_findings_too(visit: Visit) -> None:
    page = visit.go("findings/990101.html")
    sections = page.locator("section:has(article.finding)")
    every = sections.count()
    rule = page.locator("#reports-table tbody tr td:last-child").first.inner_text().split()[0]
    page.locator("#reports-table-f").fill(f"{rule} 2023")
    shown = page.locator("section:has(article.finding):visible")
    assert 0 < shown.count() < every
    assert shown.count() == page.locator("#reports-table tbody tr:visible").count()
    for section in shown.all():
        assert "2023" in section.locator("h2").inner_text()
        assert section.locator("h3 a", has_text=rule).count() > 0
    page.locator("#reports-table-f").fill("")
    assert page.locator("section:has(article.finding):visible").count() == every


def test_charts_are_drawn_from_the_table_without_a_network(visit: Visit, unit: str) -> None:
    page = visit.go(unit)
    page.locator("figure.chart .plot svg").first.wait_for(timeout=20_000)
    assert page.locator("figure.chart .reading").first.inner_text()


def test_a_page_prints(visit: Visit, unit: str, tmp_path: Path) -> None:
    page = visit.go(unit)
    printed = tmp_path / "page.pdf"
    page.pdf(path=printed, format="A4")
    assert printed.read_bytes().startswith(b"%PDF")
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()


def test_pictures_of_pages_are_shown_with_boxes_that_lead_to_the_text(
    visit: Visit, sample_warehouse: Path
) -> None:
    rows = ask(
        sample_warehouse,
        "SELECT report_id FROM core.reports JOIN core.documents USING (document_id) WHERE media_type = 'application/pdf' LIMIT 1",
    )
    page = visit.go(f"reports/{rows[0]['report_id']}.html")
    picture = page.locator("img.page").first
    picture.scroll_into_view_if_needed()
    page.locator(".gone").first.wait_for()  # not drawn yet: the page says so, in words
    assert "还没有画出来" in page.locator(".gone").first.inner_text()
    visit.faults.clear()  # the browser tells of the missing file
    with Store.open_read_only(sample_warehouse / "current" / "xianjian.duckdb") as store:
        assert draw_new(Settings(sample_warehouse, sample_warehouse), store, seconds=3) >= 1
    drawn = next((sample_warehouse / "documents" / "pages").rglob("*.webp"))
    sha256 = drawn.parent.name
    rows = ask(
        sample_warehouse,
        "SELECT report_id FROM core.reports JOIN core.documents USING (document_id) WHERE sha256 = ?",
        [sha256],
    )
    page = visit.go(f"reports/{rows[0]['report_id']}.html")
    picture = page.locator("img.page").first
    picture.scroll_into_view_if_needed()
    picture.evaluate(
        "picture => picture.decode()"
    )  # waits for it; a predicate as text would fall to the page's policy
    assert picture.evaluate("picture => picture.naturalWidth") > 0
    box = page.locator(".paper a").nth(3)
    called = box.locator("title").text_content()
    box.click()
    assert page.locator("tr:target").is_visible()
    assert page.locator("tr:target th").inner_text() == called


FOLLOWED = {
    "overview": ("index.html", "#spent-2024 tbody tr:has-text('水利局') td.n a.quote"),
    "county": ("counties/990103.html", "[id^=stands-] td[title*='公用经费'] a.quote"),
    "department type": ("departments/{department}.html", "[id^=units-] td[title*='人员经费'] a.quote"),
    "unit over years": ("{unit}", "tr:nth-child(3) td a.quote"),
    "indicator": ("indicators/{indicator}.html", "td a.quote"),
}
"""The page that a reader begins at, and the number that is followed: the last of those that the selector finds."""


@pytest.mark.parametrize("kind", FOLLOWED)
def test_five_numbers_on_five_kinds_of_pages_lead_to_the_sentence_that_holds_them(
    visit: Visit, unit: str, kind: str
) -> None:
    start, selector = FOLLOWED[kind]
    page = visit.go(start.format(unit=unit, **_richest(visit.site)))
    if (
        kind == "overview"
    ):  # its own numbers count counties and units: the way to a figure leads through the county
        page.locator("#coverage-table").get_by_role("link", name="青砚县").click()
        page.wait_for_url("**/counties/990101.html")
    link = page.locator(selector).last
    working = link.locator("xpath=..").get_attribute("title")
    number = re.search(r" ([\d,.]+) ÷", working).group(1) if working else link.inner_text()  # type: ignore[union-attr]
    link.click()
    page.wait_for_url("**/reports/**#e-*")
    assert page.locator(":target").count() == 1
    row = page.locator("tr:has(:target)")  # in a table the whole row stands out
    sentence = row if row.count() else page.locator(":target")
    assert sentence.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    printed = [Decimal(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", sentence.inner_text())]
    assert Decimal(number.replace(",", "")) in printed


def _richest(site: Path) -> dict[str, str]:
    """Of the pages of department types and of indicators, the one with the most numbers that lead to sentences."""
    return {
        name: max(
            sorted((site / folder).glob("*.html")),
            key=lambda path: path.read_text(encoding="utf-8").count('class="quote"'),
        ).stem
        for name, folder in (("department", "departments"), ("indicator", "indicators"))
    }


def test_figures_that_wait_are_counted_on_the_county_page_and_lead_to_their_sentences(visit: Visit) -> None:
    script = (Path(__file__).parents[1] / "publish" / "accessibility.js").read_text(encoding="utf-8")
    page = visit.go("counties/990102.html")
    link = page.get_by_role("link", name="个数字等人核对")
    told = link.inner_text()
    link.click()
    page.wait_for_url("**/findings/990102.html#waiting")
    rows = page.locator("#waiting-table tbody tr")
    assert told == f"{rows.count()} 个数字等人核对"
    assert rows.count() > 0
    row = rows.first
    assert "所注日期早于报告年度" in row.inner_text()
    number = row.locator("a.quote")
    value = number.inner_text()
    assert page.evaluate(script) == []
    number.click()
    page.wait_for_url("**/reports/**#e-*")
    assert value in page.locator(":target").inner_text()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_pages_of_findings_can_be_read_aloud_and_every_text_stands_out(
    browser: Browser, sample_warehouse: Path, width: int, scheme: str
) -> None:
    script = (Path(__file__).parents[1] / "publish" / "accessibility.js").read_text(encoding="utf-8")
    visit = Visit(browser, sample_warehouse, viewport={"width": width, "height": 844}, color_scheme=scheme)
    for name in ("findings/990102.html", "findings/index.html", "counties/990102.html"):
        page = visit.go(name)
        assert page.evaluate(script) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    visit.page.close()
    assert visit.faults == []
