"""Pages of comparison: every number leads to its sentence, every gap says why, nobody is ranked among too few."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.publish.site.addresses import county_page, department_page, indicator_page, unit_page
from pipelines.publish.site.departments import write_departments
from pipelines.publish.site.news import ChangedFigure, read_news
from pipelines.publish.site.overview import write_overview
from pipelines.publish.site.pages import start_site
from pipelines.publish.site.units import write_units
from pipelines.store import Store
from tests.marts.loaded import fill, with_marts
from tests.publish.compared import ATTACK, EMPTY, FIRST, LONELY, PEERS, compared, write_pages
from tests.warehouse_rows import Told

ACCURACY = "[golden]\ndocuments = 3\nall = { right = 99999, wrong = 0, missing = 1, silent = 0 }\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return compared(tmp_path_factory.mktemp("compared") / "rows")


@pytest.fixture(scope="module")
def site(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "recorded.toml").write_text(ACCURACY, encoding="utf-8")
    return write_pages(store, folder / "site", folder / "recorded.toml").folder


def page(site: Path, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")


def section(text: str, year: int) -> str:
    found = re.search(rf'<section id="y{year}">.*?</section>', text, re.DOTALL)
    assert found is not None
    return found.group()


def row_of(text: str, name: str) -> str:
    (found,) = re.findall(rf"<tr><th scope=\"row\"><a [^>]+>{name}</a>.*?</tr>", text)
    return str(found)


def fail(store: Store, rule: str, severity: str, message: str) -> None:
    store.execute(
        "INSERT INTO quality.results BY NAME SELECT ? AS result_id, 'run' AS run_id, ? AS rule_id, 1 AS rule_version, 'main' AS branch,"
        " ? AS severity, ? AS report_id, ? AS version_id, 'fail' AS outcome, ? AS message_zh",
        [rule, rule, severity, FIRST.report_id, FIRST.version_id, message],
    )


def test_a_county_shows_what_was_printed_and_each_number_leads_to_its_sentence(site: Path) -> None:
    of_year = section(page(site, county_page("130121")), 2024)
    spent = of_year[of_year.index('id="spent-2024"') : of_year.index('id="stands-2024"')]
    row = row_of(spent, "第21县民政局")
    quote = (
        f"../reports/{PEERS[0].report_id}.html#e-e:{PEERS[0].version_id}/budget_facts/personnel/executed/1"
    )
    assert f'data-v="110"><a class="quote r2p" href="{quote}">110</a>' in row
    assert 'title="报告里没有写这个数字">未报告</span>' in row  # 合计
    assert 'data-v="0"' not in row


def test_a_county_not_placed_among_counties_is_told_which_counties_are_too_few(site: Path) -> None:
    of_year = section(page(site, county_page("130121")), 2024)
    among = of_year[of_year.index('id="among-2024"') :]
    assert "报告满 3 份的县不足 8 个，不比" in among, "nine counties have reports, none has three"


def test_a_derived_number_shows_its_working_its_peers_and_its_third_but_no_rank(site: Path) -> None:
    of_year = section(page(site, county_page("130129")), 2024)
    stands = of_year[of_year.index('id="stands-2024"') :]
    row = row_of(stands, "第29县民政局")
    assert 'title="人员经费执行 190 ÷ 在职人数 10"' in row
    assert "同类 15（n=9）" in row  # 11 … 19, the middle one
    assert '<small class="why">高</small>' in row
    assert not re.search(r"第 \d+ 名", row)
    assert "人员经费执行数 ÷ 在职人数" in of_year  # the formula


def test_years_never_stand_in_one_table(site: Path) -> None:
    text = page(site, department_page("民政局"))
    assert "只有第21县这一份报告，没有同类可比" in section(text, 2023)
    assert FIRST.report_id in section(text, 2023)
    assert PEERS[0].report_id not in section(text, 2023)
    assert FIRST.report_id not in section(text, 2024)


def test_a_chart_of_enough_has_its_median_its_reading_and_its_table(site: Path) -> None:
    of_year = section(page(site, department_page("民政局")), 2024)
    figure = re.search(
        r"<figure class=\"chart\" id=\"chart-personnel_per_head-2024\".*?</figure>", of_year, re.DOTALL
    )
    assert figure is not None
    assert '"15"' in re.sub(r"&#34;", '"', figure.group())
    assert 'data-table="units-2024"' in figure.group()
    assert "算得出的 9 份报告，最低 11，最高 19" in figure.group()
    assert 'role="img" aria-label="2024 年度人均人员经费' in figure.group()
    assert "<figure" not in section(page(site, department_page("民政局")), 2023)


def test_a_county_with_one_report_and_one_with_none_say_so(site: Path) -> None:
    assert "只有 1 份报告（孤县档案馆 2024 年度）" in page(site, county_page(LONELY))
    empty = page(site, county_page(EMPTY))
    assert "没有收到这个县（市、区）可以采用的部门整体报告" in empty
    assert "空县水利局</th><td>水利局</td><td>名单所列，未收到报告</td>" in empty
    for only_due_or_homeless in ("水利局", "残疾人联合会"):
        assert "还没有收到这类部门可以采用的报告" in page(site, department_page(only_due_or_homeless))
    assert '<a href="../units/u-due.html">空县水利局</a>' in page(site, department_page("水利局"))


def test_an_indicator_is_compared_where_others_have_it_and_says_so_where_nobody_has(site: Path) -> None:
    shared, alone = page(site, indicator_page("c1")), page(site, indicator_page("c2"))
    assert "2 个县（市、区）的 2 个单位" in shared
    assert "没有写完成值" in row_of(shared, "第22县民政局")
    assert f"{PEERS[1].report_id}.html#e-" in row_of(shared, "第22县民政局")
    assert "n=2，2 个县" in shared
    assert "不足 8 个单位，不比高低" in shared
    assert "社会效益" in shared[shared.index('id="classes"') :]
    assert "只有第23县民政局一个单位用这个指标，也只有 2024 这一年：没有别的单位可比" in alone
    assert page(site, "indicators/index.html").index("群众满意度") < page(
        site, "indicators/index.html"
    ).index("独有的指标")


def test_the_newest_year_of_the_coverage_is_seen_first(site: Path) -> None:
    table = page(site, "index.html").partition('id="coverage-table"')[2]
    years = re.findall(r'data-key="y(\d{4})"', table.partition("</thead>")[0])
    assert years == sorted(years, reverse=True)
    assert len(years) > 1


def test_counties_that_share_a_name_stand_with_their_city_and_no_others_do(site: Path) -> None:
    table = page(site, "index.html").partition('id="coverage-table"')[2].partition("</table>")[0]
    cities = dict(re.findall(r'<th scope="row"><a href="([^"]+)">[^<]+</a>(.*?)</th>', table))
    named = {place: city for place, city in cities.items() if city}
    assert named == {
        county_page("130105"): '<small class="why">石家庄市</small>',
        county_page("130902"): '<small class="why">沧州市</small>',
    }


def test_the_way_up_from_a_unit_names_the_city_too(store: Store, tmp_path: Path) -> None:
    write_units(store, start_site(store, tmp_path, "b1"))
    for unit, place in (("u-1", "石家庄市新华区"), ("u-9", "沧州市新华区")):
        crumbs = page(tmp_path, unit_page(unit)).partition('<p class="crumbs">')[2].partition("</p>")[0]
        assert f">{place}</a>" in crumbs


def test_a_number_told_otherwise_a_year_later_stands_with_both_sentences(site: Path) -> None:
    row = row_of(page(site, "restatements.html"), "第21县民政局")
    assert f"{FIRST.report_id}.html#e-" in row
    assert f"{PEERS[0].report_id}.html#e-" in row
    assert 'data-v="100"' in row
    assert 'data-v="120"' in row
    assert 'data-v="20"' in row


def test_versions_of_a_report_stand_side_by_side_with_both_sentences(
    site: Path,
) -> None:
    row = row_of(page(site, "restatements.html"), "孤县档案馆")
    for version, text in (("a", "60000元"), ("b", "50000元")):
        assert re.search(rf'<a class="quote" href="reports/[^"]+#e-e:[^"]+@{version}/[^"]+">{text}</a>', row)
    assert "后一版是修订" in row
    assert 'data-v="-1"' in row  # 万元
    assert len(re.findall(r"<small class=\"why\">[^<]+，\d{4}-\d\d-\d\d 收到</small>", row)) == 2


def test_of_a_type_with_many_reports_each_older_year_has_a_page_of_its_own(
    store: Store, tmp_path: Path
) -> None:
    write_departments(store, start_site(store, tmp_path, "b1"), most=5)
    whole = page(tmp_path, department_page("民政局"))
    assert len(re.findall(r'<tr><th scope="row"><a href="../units/', section(whole, 2024))) == len(PEERS)
    older = section(whole, 2023)
    assert "1 份报告，单独成页" in older
    assert department_page("民政局", 2023) in older
    assert "<table" not in older
    apart = page(tmp_path, department_page("民政局", 2023))
    assert row_of(section(apart, 2023), "第21县民政局")
    assert department_page("民政局") in apart
    assert 'id="y2024"' not in apart


def test_methods_explain_every_formula_and_give_only_measured_accuracy(
    site: Path, store: Store, tmp_path: Path
) -> None:
    text = page(site, "methods.html")
    for measure in store.rows("SELECT measure, formula_zh FROM meta.measures"):
        assert f'id="m-{measure["measure"]}"' in text
    assert 'data-v="99.99"' in text, "100.00 % would claim what was not measured"
    bare = write_pages(store, tmp_path / "site", tmp_path / "nothing.toml").folder
    assert "这里没有量过的准确率，所以不给数字" in page(bare, "methods.html")


def test_methods_say_in_words_that_no_figure_may_be_compared_without_reservation(site: Path) -> None:
    text = page(site, "methods.html")
    assert "本版没有一个派生数够得上“可比”，最常见的原因是“" in text


def test_where_no_target_can_be_divided_nobody_is_said_to_have_missed_none(site: Path) -> None:
    table = page(site, indicator_page("c3")).partition('id="ease-table"')[2].partition("</table>")[0]
    assert table.count("无从判断") == 3
    assert "没有可以相除的" in table
    assert "没有一个单位填了可以相除的完成值" in table


def test_the_overview_counts_and_says_what_is_new_against_the_build_before(
    site: Path, store: Store, tmp_path: Path
) -> None:
    first = page(site, "index.html")
    assert "这是第一版，没有更早的版本可比" in first
    assert "都不足 20 个，不画分布" in first
    assert "没有收到部门整体报告，应报数不明" in first
    (tmp_path / "rows").mkdir()
    with Store.create(tmp_path / "xianjian.duckdb") as live:
        fill(live, tmp_path / "rows", FIRST)
    (tmp_path / "site").mkdir()
    changed = ChangedFigure(FIRST.report_id, "第21县", "第21县民政局", 2023, "2023 年人员经费执行", "12.345万元", "12万元", Decimal("-0.345"),
                            "万元", "新版文件成为现行版本：<改>.pdf（第 2 版）", "gone", f"e:{FIRST.version_id}/budget_facts/personnel/executed/1")  # fmt: skip
    write_overview(store, start_site(store, tmp_path / "new", "b2", tmp_path / "site"), [changed])
    news = page(tmp_path / "new", "index.html")
    assert "新增报告 12 份，换了版本的 0 份，不再有的 0 份；原有的报告中数字变了 1 个" in news
    row = next(row for row in news.split("<tr>") if "2023 年人员经费执行" in row)
    assert ">12.345万元</td>" in row, "a quote that this build does not have is no link"
    assert re.search(rf'<a class="quote" href="reports/{FIRST.report_id}.html#e-[^"]+">12万元</a>', row)
    assert 'data-v="-0.345"' in row
    assert "&lt;改&gt;.pdf（第 2 版）" in row


def test_the_overview_tells_counties_from_cities_and_counts_what_waits_once(tmp_path: Path) -> None:
    (tmp_path / "rows").mkdir()
    city = Told(unit="示例市教育局", region="130100", county=None, department="教育局", year=2023)
    waits = (
        "INSERT INTO quality.causes BY NAME SELECT 'dated_earlier' AS cause, '日期早' AS name_zh, '因为早' AS why_zh,"
        " 0.6 AS confidence, true AS waits, 'figure_doubtful' AS problem_kind;"
        "INSERT INTO core.fact_causes BY NAME SELECT 'staff_facts' AS table_name, fact_id, 'dated_earlier' AS cause FROM core.staff_facts;"
        "INSERT INTO quality.problems BY NAME SELECT unnest(['p1', 'p2', 'p3']) AS problem_id, unnest(['figure_doubtful', 'unit_missing',"
        " 'unit_missing']) AS kind, unnest(['有疑问', '没有单位', '没有单位']) AS message_zh, '' AS message_en, 'open' AS status;"
        "INSERT INTO quality.quarantine BY NAME SELECT unnest(['b.docx', 'a.docx']) AS path, path AS file_name, 'corrupt' AS reason,"
        " '文件“' || path || '”已损坏' AS message_zh, '' AS message_en"
    )
    store = with_marts(tmp_path / "rows", FIRST, city, before=waits)
    write_overview(store, start_site(store, tmp_path / "site", "b1"))
    overview = page(tmp_path / "site", "index.html")
    assert "共 1 个县（市、区）、1 个市（州）本级的 2 份报告" in overview
    assert "等人核对的数字：1 个" in overview
    assert "没有入库的：2 处" in overview, "what waits is stored: it does not stand here as well"
    (row,) = re.findall(r"<tr>.*a\.docx.*</tr>", overview)
    assert row.startswith(
        '<tr><th scope="row">损坏或不完整</th><td>a.docx<small class="why">文件“a.docx”已损坏</small>'
    )


def test_findings_that_come_and_go_are_told_with_their_weight(tmp_path: Path) -> None:
    for name in ("live", "now", "rows"):
        (tmp_path / name).mkdir()
    with Store.create(tmp_path / "live" / "xianjian.duckdb") as live:
        fill(live, tmp_path / "rows", FIRST)
        fail(live, "B06", "error", "合计不等于各项之和")
        fail(live, "A14", "warn", "写明了人名")
    with Store.create(tmp_path / "now" / "xianjian.duckdb") as now:
        fill(now, tmp_path / "rows", FIRST)
        fail(now, "A14", "warn", "写明了人名")
        fail(now, "E02", "info", "等级不在规定之内")
        news = read_news(now, tmp_path / "live" / "xianjian.duckdb", [])
        assert news is not None
        assert [(row["what"], row["rule_id"], row["severity"]) for row in news.findings] == [
            ("recovered", "B06", "error"),
            ("found", "E02", "info"),
        ]
        assert (news.total("found"), news.total("recovered")) == (1, 1)
        now.execute("DROP VIEW core.now_figures")
        assert read_news(now, tmp_path / "live" / "xianjian.duckdb", []) is None, (
            "other tables: no comparison"
        )


def test_no_cell_is_empty_no_text_is_markup_and_no_page_names_its_build(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<td[^>]*>\s*</td>", text), path.name
        assert ATTACK not in text
        assert set(re.findall(r"<script[^>]*>", text)) <= set(
            re.findall(r'<script src="[./]*assets/\w+.js" defer>', text)
        )
        assert "buildname" not in text, "or every page would be new every night"
