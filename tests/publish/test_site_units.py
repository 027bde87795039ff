"""Pages of units and the search: what is missing is told in words, every figure leads to its report, names stay data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipelines.publish.site import start_site
from pipelines.publish.site.search import write_search
from pipelines.publish.site.units import _chart, write_units
from pipelines.store import Store
from tests.marts.loaded import with_marts
from tests.warehouse_rows import Told

ATTACK = "</script><b>局"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("rows")
    money = {("personnel", "initial"): "1000000", ("personnel", "executed"): "960000"}
    return with_marts(
        folder,
        Told(unit="元氏县总工会", year=2023, money=money, score="98"),
        Told(unit="元氏县总工会", year=2024, money={("personnel", "executed"): "970000"}),
        Told(unit=f"元氏县{ATTACK}", year=2024, money=money),
        Told(unit="元氏县民政局", year=2023, money=money),
        Told(unit="元氏县民政局", year=2024, money=money),
        before="INSERT INTO core.units BY NAME SELECT 'u-expected' AS unit_id, '130132' AS region_code, '元氏县水利局' AS unit_name;"
        "INSERT INTO quality.withheld BY NAME SELECT version_id, 'A02' AS rule_id, 'x1' AS result_id FROM core.reports"
        " WHERE unit_name = '元氏县民政局' AND fiscal_year = 2023",
    )


@pytest.fixture(scope="module")
def site(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("units")
    made = start_site(store, folder / "site", "b1")
    assert write_units(store, made) == 4
    assert write_search(store, made) >= 4
    return folder / "site"


def page_of(site: Path, unit: str) -> str:
    pages = [path.read_text(encoding="utf-8") for path in (site / "units").glob("*.html")]
    (page,) = (page for page in pages if f"<h1>{unit}</h1>" in page)
    return page


def test_a_figure_leads_to_its_quote_and_a_missing_one_says_why(site: Path) -> None:
    page = page_of(site, "元氏县总工会")
    assert re.search(r'data-v="96"><a class="quote r2p" href="\.\./reports/[^"]+#e-[^"]+">96</a>', page)
    row = re.search(r'<tr><th scope="row" class="n" data-v="2024">.*?</tr>', page)
    assert row is not None
    assert "报告里没有写这个数字" in row.group()
    assert 'data-v="0"' not in row.group()


def test_a_chart_stands_only_where_two_years_have_the_figure_and_reads_plainly(site: Path) -> None:
    page = page_of(site, "元氏县总工会")
    assert "人员经费执行：2023 年 96 万元，2024 年 97 万元。" in page
    assert page.count("<figure") == 1


def test_a_year_without_a_report_is_told_and_is_a_break_of_the_line() -> None:
    main = {"key": "x", "name": "人员经费执行", "unit": "万元"}
    years = [{"fiscal_year": year, "x": year - 2000} for year in (2020, 2024)]
    chart = _chart(main, [main], years)
    assert chart is not None
    assert (
        chart["reading"]
        == "人员经费执行：2020 年 20 万元，2024 年 24 万元；2021、2022、2023 年没有这个数字，图上断开。"
    )


def test_one_year_and_no_report_are_told_in_words(site: Path) -> None:
    assert "只有 2024 年度一份部门整体报告，还不能看变化。" in page_of(
        site, "元氏县&lt;/script&gt;&lt;b&gt;局"
    )
    assert "但还没有收到它的报告" in page_of(site, "元氏县水利局")


def test_a_year_whose_report_is_not_used_is_told_with_its_reason(site: Path) -> None:
    page = page_of(site, "元氏县民政局")
    assert "只有 2024 年度一份部门整体报告进入比较，还不能看变化；没有采用的 1 份见下。" in page
    assert page.count("没有进入比较：报告整体有误（A02），没有采用") == 1


def test_the_search_finds_units_and_leads_to_pages_that_exist(site: Path) -> None:
    script = (site / "assets" / "search-units.js").read_text(encoding="utf-8")
    entries = json.loads(script.partition("] = ")[2].rstrip(";\n"))
    assert {entry[0] for entry in entries} == {
        "元氏县总工会",
        "元氏县水利局",
        "元氏县民政局",
        f"元氏县{ATTACK}",
    }
    assert all((site / entry[2]).is_file() for entry in entries)


def test_a_long_list_of_names_comes_in_parts_that_together_hold_every_name_once(
    store: Store, tmp_path: Path
) -> None:
    site = start_site(store, tmp_path, "b1")
    told = write_search(store, site, most=2)
    parts = json.loads(
        (tmp_path / "assets" / "search-parts.js").read_text("utf-8").partition(" = ")[2].rstrip(";\n")
    )
    assert {"units", "units-2", "indicators"} <= set(parts)
    names = [
        tuple(entry)
        for part in parts
        for entry in json.loads(
            (tmp_path / "assets" / f"search-{part}.js").read_text("utf-8").partition("] = ")[2].rstrip(";\n")
        )
    ]
    assert len(names) == len(set(names)) == told
