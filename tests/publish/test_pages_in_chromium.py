"""Pages of comparison in a real browser, from the disk: charts drawn, dots that lead to sentences, no complaint, no request."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipelines.publish.site.addresses import department_page, indicator_page
from pipelines.publish.site.overview import write_overview
from pipelines.publish.site.pages import start_site
from pipelines.store import Store, create_schema
from tests.marts.loaded import with_marts
from tests.publish.compared import COUNTIES, compared, write_pages
from tests.warehouse_rows import Told

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seen")
    return write_pages(compared(folder / "rows"), folder / "site", folder / "nothing.toml").folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright  # heavy, and only these tests need it

    chromium = shutil.which("chromium")
    assert chromium is not None, "缺少系统软件包 chromium / the system package chromium is missing"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


def look(browser: Browser, path: Path, width: int = 1280, scheme: str = "light") -> tuple[Page, list[str]]:
    """The page, and everything that it complained of or asked of another place."""
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith("file:") else told.append(request.url))
    page.goto(path.as_uri())
    if page.query_selector("figure.chart"):
        page.wait_for_selector("body.charted")
    return page, told


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_pages_fit_the_screen_and_complain_of_nothing(
    browser: Browser, site: Path, width: int, scheme: str
) -> None:
    names = [
        "index.html",
        "methods.html",
        "restatements.html",
        "departments/index.html",
        "indicators/index.html",
    ]
    names += [department_page("民政局"), indicator_page("c1"), "counties/130121.html"]
    for name in names:
        page, told = look(browser, site / name, width, scheme)
        assert told == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        page.close()


def test_a_chart_has_a_dot_for_each_report_and_a_dot_leads_to_its_sentence(
    browser: Browser, site: Path
) -> None:
    page, told = look(browser, site / department_page("民政局"))
    dots = page.locator("#chart-personnel_per_head-2024 .scatterlayer .trace:nth-child(1) path.point")
    assert dots.count() == len(COUNTIES)
    assert (
        page.locator("#chart-personnel_per_head-2024 .scatterlayer .trace:nth-child(2) path.point").count()
        == 1
    )
    row = page.locator("#units-2024 tbody tr", has=page.get_by_role("link", name="第21县民政局"))
    quote = row.locator("td[data-v='11'] a").evaluate("link => link.href")
    box = dots.first.bounding_box()
    assert box is not None
    with page.expect_request(lambda request: "/reports/" in request.url) as asked:
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert quote.startswith(asked.value.url)
    assert told == []
    page.close()


BARS = """<!DOCTYPE html><meta charset="utf-8"><title>条形</title><link rel="stylesheet" href="assets/style.css">
<meta name="viewport" content="width=device-width"><script src="assets/site.js" defer></script>
<body data-root=""><main><table id="t"><thead><tr><th data-key="bin">档</th><th data-key="n">个</th></tr></thead><tbody>{rows}</tbody></table>
<figure class="chart" data-kind="bar" data-table="t" data-x="bin" data-y="n"><div class="plot"></div></figure></main>"""
NOT_SLANTED = """() => [...document.querySelectorAll('.xtick text')].filter(
    label => !/rotate\\([1-9]/.test(label.getAttribute('transform'))).map(label => label.getBoundingClientRect().toJSON())"""


def test_on_a_phone_a_table_come_to_by_a_jump_is_cards_as_well(browser: Browser, site: Path) -> None:
    heads = "".join(f"<th scope=col>第{n}列的名称</th>" for n in range(9))
    row = "<tr>" + "<td>某某县民政局</td>" * 9 + "</tr>"
    one = (
        f'<div class="scroll far" tabindex="0"><table class="sorts"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{row * 5}</tbody></table></div>"
    )
    start = BARS.partition("<table")[0].replace("width=device-width", "width=device-width, initial-scale=1")
    (site / "far.html").write_text(start + (one + "<p>说明</p>") * 60 + "</main>", encoding="utf-8")
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=3, is_mobile=True, has_touch=True
    )
    page = context.new_page()
    page.goto((site / "far.html").as_uri())
    page.wait_for_timeout(500)
    for place in range(0, 20_000, 2_500):
        page.evaluate(f"scrollTo(0, {place})")
        page.wait_for_timeout(300)
        wide = """[...document.querySelectorAll('.scroll')].filter(box => {
            const r = box.getBoundingClientRect();
            return r.bottom > 0 && r.top < innerHeight && box.scrollWidth > box.clientWidth + 1; }).length"""
        assert page.evaluate(wide) == 0, place
    context.close()


def test_a_year_without_a_row_breaks_the_line_and_equal_numbers_have_one_step(
    browser: Browser, site: Path
) -> None:
    rows = "".join(
        f'<tr><th>{year}</th><td data-v="1200"><a href="#">1,200</a></td></tr>' for year in (2020, 2021, 2024)
    )
    line = BARS.format(rows=rows).replace('data-kind="bar"', 'data-kind="line"')
    strip = BARS.format(rows=rows).replace('data-kind="bar"', 'data-kind="strip"')
    strip = strip.replace('data-x="bin" data-y="n"', 'data-x="n" data-y=""')
    for text, steps in (
        (line, ["2020", "2021", "2022", "2023", "2024"]),
        (strip, ["1,200"]),
    ):
        (site / "steps.html").write_text(text, encoding="utf-8")
        page, _ = look(browser, site / "steps.html")
        assert page.locator(".xtick text").all_text_contents() == steps
        drawn = page.locator(".scatterlayer .js-line").all()
        pieces = sum((one.get_attribute("d") or "").count("L") for one in drawn)
        assert pieces == (1 if text == line else 0), "2020 to 2021 alone"
        page.close()


def test_a_dot_says_its_number_as_the_table_does(browser: Browser, site: Path) -> None:
    values = (("甲局", "2.102609", "2.1"), ("乙局", "1.388800", "1.39"))
    rows = "".join(
        f'<tr><th>{name}</th><td data-v="{exact}"><a href="#">{said}</a></td></tr>'
        for name, exact, said in values
    )
    strip = BARS.format(rows=rows).replace('data-kind="bar"', 'data-kind="strip"')
    strip = strip.replace('data-x="bin" data-y="n"', 'data-x="n" data-y=""')
    (site / "strip.html").write_text(strip, encoding="utf-8")
    page, _ = look(browser, site / "strip.html")
    box = page.locator(".scatterlayer path.point").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector(".hoverlayer text")
    assert page.locator(".hoverlayer text").first.text_content() == "甲局2.1"
    page.close()


@pytest.mark.parametrize(("width", "is_slanted"), [(390, True), (1280, False)])
def test_the_labels_below_bars_never_run_into_each_other(
    browser: Browser, site: Path, width: int, is_slanted: bool
) -> None:
    bins = ("90–95", "95–100", "恰为 100", "100–105", "105–110")
    rows = "".join(f'<tr><th>{name}</th><td data-v="{n}">{n}</td></tr>' for n, name in enumerate(bins))
    (site / "bars.html").write_text(BARS.format(rows=rows), encoding="utf-8")
    page, told = look(browser, site / "bars.html", width)
    boxes = page.evaluate(NOT_SLANTED)
    assert told == []
    assert len(boxes) == (0 if is_slanted else len(bins))
    gaps = [right["left"] - left["right"] for left, right in pairwise(boxes)]
    assert all(gap > 4 for gap in gaps), gaps
    page.close()


def test_a_page_on_paper_keeps_every_column_and_the_formulas(browser: Browser, site: Path) -> None:
    page, _ = look(browser, site / department_page("民政局"), 720)
    page.emulate_media(media="print")
    assert page.evaluate(
        "[...document.querySelectorAll('table')].every(t => t.offsetWidth <= document.querySelector('main').clientWidth)"
    )
    assert page.locator("details.formula p").first.is_visible()
    heads = "[...document.querySelectorAll('thead th button')].map(b => getComputedStyle(b).display)"
    assert set(page.evaluate(heads)) == {"contents"}  # a button in a header is not repeated on the next page
    reason = page.locator("td .why").first.evaluate("line => parseFloat(getComputedStyle(line).fontSize)")
    assert reason < page.locator("tbody td.n").first.evaluate(
        "cell => parseFloat(getComputedStyle(cell).fontSize)"
    )
    assert len(page.pdf(format="A4")) > 10_000
    assert page.locator("figure.chart .plot:not(.drawn)").count() == 0  # those further down too
    page.close()


def test_on_paper_a_county_says_once_how_its_numbers_are_made(browser: Browser, site: Path) -> None:
    page, _ = look(browser, site / "counties" / "130121.html")
    years = page.locator(".formulas")
    assert years.count() > 1
    assert years.last.is_visible()
    page.emulate_media(media="print")
    assert years.first.is_visible()
    assert not years.last.is_visible()
    page.close()


def test_with_forced_colours_only_the_page_one_is_on_is_underlined_in_the_menu(
    browser: Browser, site: Path
) -> None:
    page = browser.new_page(forced_colors="active", color_scheme="dark")
    page.goto((site / "methods.html").as_uri())
    colours = page.locator("nav a").evaluate_all("all => all.map(a => getComputedStyle(a).borderBottomColor)")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert [colour != ground for colour in colours].count(True) == 1
    page.close()


def test_a_large_screen_is_used_by_tables_and_lines_of_text_stay_short(browser: Browser, site: Path) -> None:
    page, _ = look(browser, site / department_page("民政局"), 1920)
    wide = page.evaluate("[...document.querySelectorAll('main table')].map(t => t.offsetWidth)")
    assert max(wide) > 1500
    lines = page.evaluate("[...document.querySelectorAll('main p:not(.filter)')].map(p => p.offsetWidth)")
    assert max(lines) <= 1000
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_charts_are_printed_in_the_colours_of_paper_though_the_screen_is_dark(
    browser: Browser, site: Path
) -> None:
    colours = (
        "['--c1', '--c2', '--told'].map(c => getComputedStyle(document.documentElement).getPropertyValue(c))"
    )
    light, _ = look(browser, site / "index.html")
    page, _ = look(browser, site / "index.html", scheme="dark")
    assert page.evaluate(colours) != light.evaluate(colours)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(colours)[:2] == light.evaluate(colours)[:2]
    assert page.evaluate(colours)[2] == "#000"
    small = "[...document.querySelectorAll('table')].filter(t => t.tBodies[0].rows.length < 9).map(t => getComputedStyle(t).breakInside)"
    assert set(page.evaluate(small)) <= {"avoid"}  # a header is not left alone at the end of a page
    light.close()
    page.close()


def test_the_working_of_a_number_comes_with_a_touch_and_goes_with_the_next(
    browser: Browser, site: Path
) -> None:
    page, _ = look(browser, site / "counties" / "130121.html", 390)
    cell = page.locator("td.n[title]").first
    cell.scroll_into_view_if_needed()
    working = cell.get_attribute("title")
    assert working
    cell.click(position={"x": 3, "y": 3})
    assert cell.locator(".told").inner_text() == working
    cell.click(position={"x": 3, "y": 3})
    assert cell.locator(".told").count() == 0
    page.close()


def test_a_table_sorts_with_what_is_missing_at_the_end(browser: Browser, site: Path) -> None:
    page, _ = look(browser, site / "counties" / "130121.html")
    page.locator("#spent-2024 thead th[data-key=personnel] button").click()
    rows = page.locator("#spent-2024 tbody tr")
    assert "民政局" in rows.first.inner_text()
    assert rows.last.locator(".none").count() > 0
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_pages_can_be_read_aloud_and_every_text_stands_out(
    browser: Browser, site: Path, width: int, scheme: str
) -> None:
    script = (Path(__file__).parent / "accessibility.js").read_text(encoding="utf-8")
    names = ["index.html", "methods.html", "indicators/index.html", indicator_page("c1")]
    for name in (*names, department_page("民政局"), "counties/130121.html"):
        page, _ = look(browser, site / name, width, scheme)
        assert page.evaluate(script) == [], name
        page.close()


NONE_IS_WIDE = (
    "[...document.querySelectorAll('table.sorts')].every(t => t.closest('details:not([open])')"
    " || t.offsetWidth <= t.parentNode.clientWidth + 1)"
)


def wait_for(page: Page, condition: str) -> None:
    """Waits up to ten seconds for a JavaScript condition. `wait_for_function` asks again by `eval`, which pages forbid themselves."""
    page.evaluate(
        "() => new Promise((holds, fails) => {"
        f" const ask = () => ({condition}) ? holds() : requestAnimationFrame(ask);"
        " setTimeout(() => fails(new Error('waited ten seconds in vain')), 10000); ask(); })"
    )


@pytest.mark.parametrize(
    "width", [390, 768]
)  # a phone; a tablet, or a page at 1280 pixels magnified by two thirds
def test_on_a_small_screen_no_table_of_figures_scrolls_sideways_and_each_value_has_its_name(
    browser: Browser, site: Path, width: int
) -> None:
    for name in ("index.html", department_page("民政局"), "counties/130121.html", indicator_page("c1")):
        page, told = look(browser, site / name, width)
        # what is far down the page is laid out when the browser has time
        wait_for(page, NONE_IS_WIDE)
        closed = page.locator("details:has(table) > summary")
        if closed.count():
            closed.first.click()
            wait_for(page, NONE_IS_WIDE)
        assert told == [], name
        page.close()
    page, _ = look(browser, site / "counties" / "130121.html", width)
    column = page.locator("#spent-2024 thead th[data-key=personnel]").evaluate("head => head.cellIndex + 1")
    cell = page.locator(f"#spent-2024 tbody td:nth-child({column})").first
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"人员经费执行（万元）"'
    assert cell.get_attribute("role") == "cell"
    page.set_viewport_size({"width": 1280, "height": 900})
    wait_for(page, "!document.querySelector('table.stacked')")  # turned, it is a table again
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_of_a_long_table_no_row_is_lost_whether_waited_for_sorted_filtered_or_come_for(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    with Store.in_memory() as store:
        create_schema(store)
        many = start_site(store, tmp_path / "site", "b1")
    departments = [
        {
            "page": "departments/x.html",
            "name": f"第{n}局",
            "units": n,
            "counties": 1,
            "reports": n,
            "years": [2024],
        }
        for n in range(1, 501)
    ]
    many.write("departments/index.html", "departments_index.html", departments=departments, homeless=0)
    path = tmp_path / "site" / "departments" / "index.html"
    page, told = look(browser, path, width)
    shown = "[...document.querySelectorAll('tbody tr')].filter(row => getComputedStyle(row).display !== 'none').length"
    page.locator("tbody tr[data-later]").first.wait_for(state="detached")
    assert page.evaluate(shown) == 500
    page.reload()
    page.locator("thead th[data-key=units] button").click()
    assert page.evaluate(shown) == 500
    assert "第500局" in page.locator("tbody tr").first.inner_text()
    page.reload()
    page.get_by_label("在表中筛选").fill("第499局")
    assert page.locator("tbody tr:visible").all_inner_texts() != []
    assert page.evaluate(shown) == 1
    page.emulate_media(media="print")
    assert page.evaluate("document.querySelectorAll('tbody tr[hidden]').length") == 499
    assert told == []
    page.close()


def test_a_site_whose_report_pages_are_served_says_so_from_the_disk(browser: Browser, tmp_path: Path) -> None:
    with Store.in_memory() as store:
        create_schema(store)
        many = start_site(store, tmp_path / "site", "b1", most_reports=-1)
    many.write("departments/index.html", "departments_index.html", departments=[], homeless=0)
    page, _ = look(browser, tmp_path / "site" / "departments" / "index.html")
    assert page.locator(".served").is_visible()
    assert "xianjian serve" in page.locator(".served").inner_text()
    page.close()


def test_on_a_phone_the_years_of_which_nothing_came_are_one_line_of_the_card(
    browser: Browser, tmp_path: Path
) -> None:
    told = [
        Told(unit=f"甲县{year}局", region="130121", county="甲县", year=year) for year in (2022, 2023, 2025)
    ]
    told += [Told(unit="乙县总工会", region="130123", county="乙县", year=2024)]
    with with_marts(tmp_path / "shard", *told) as store:
        write_overview(store, start_site(store, tmp_path / "site", "b1"))
    page, _ = look(browser, tmp_path / "site" / "index.html", 390)
    page.wait_for_selector("#coverage-table.stacked")
    shown = page.evaluate(
        """() => Array.from(document.querySelectorAll("#coverage-table tbody tr"), row =>
            Array.from(row.querySelectorAll("td.nil")).filter(cell => cell.getClientRects().length)
                .map(cell => getComputedStyle(cell, "::before").content))"""
    )
    assert shown == [[], ['"2022、2023、2025 年度"']]
    page.close()
