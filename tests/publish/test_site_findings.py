"""Pages of findings: every finding with its words and quotes, and nothing of a report but text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from pipelines.lexicon import load
from pipelines.normalize.confidence import cause_rows
from pipelines.publish.site import start_site, write_findings
from pipelines.publish.site.rule_findings import write_rule_findings
from tests.quality.house import House

ATTACK = '<script>alert(1)</script><img src=x onerror="alert(1)">"&&=HYPERLINK("http://x")'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    house = House()
    house.report("v1", unit_name="示例县水利局", county="示例县", region_code="990101")
    house.budget("personnel", adjusted="100", executed="96").rate("personnel", "99")
    house.report("v0", unit_name="示例县档案馆", county="示例县", region_code="990101")
    house.budget("personnel", initial="96", adjusted="100", executed="96").rate("personnel", "100")
    house.report("v2", unit_name=f"某{ATTACK}局", county=None, region_code=None)
    house.budget("project", adjusted="100", executed="50").rate("project", "80")
    house.staff(on_post=24)
    house.store.insert("quality.causes", cause_rows())
    house.store.execute(
        "INSERT INTO core.fact_causes BY NAME SELECT 'staff_facts' AS table_name, fact_id, 'dated_earlier' AS cause"
        " FROM core.staff_facts"
    )
    house.run("B03")
    for number in (1, 2):
        house.store.execute(
            "INSERT INTO quality.problems BY NAME SELECT ? AS problem_id, 'd-v2' AS document_id, 'r-v2' AS report_id, 'v2' AS version_id,"
            " 'stage_unsaid' AS kind, 3 AS page, ? AS message_zh, '' AS message_en, 'open' AS status",
            [f"p{number}", f"第{number}处没有写明环节"],
        )
    house.store.execute(
        "INSERT INTO quality.quarantine BY NAME SELECT '甲.zip!乙.xls' AS path, '乙.xls' AS file_name, 'encrypted' AS reason,"
        " '有密码，请县里重发' AS message_zh, '' AS message_en"
    )
    house.store.execute(
        "INSERT INTO core.reports BY NAME SELECT report_id, version_id, document_id, region_code, county, department_type,"
        " unit_name, fiscal_year, report_type, scope, numbers_seen, numbers_unexplained FROM core.filed_reports"
    )
    write_findings(house.store, start_site(house.store, tmp_path, "20260101T000000Z-00000000"))
    return tmp_path


def test_a_finding_stands_on_its_county_page_with_message_and_quote(site: Path) -> None:
    page = (site / "findings" / "990101.html").read_text(encoding="utf-8")
    assert "96 万元 ÷" in page
    assert "报告写 99%" in page
    assert re.search(r'<blockquote><a class="quote" href="../reports/r-v1.html#e-[\w-]+">原文', page)
    assert 'class="tag error"' in page


def test_reports_with_errors_stand_before_those_with_warnings(site: Path) -> None:
    page = (site / "findings" / "990101.html").read_text(encoding="utf-8")
    assert [page.count('class="finding error"'), page.count('class="finding warn"')] == [1, 1]
    assert page.index("<h2>示例县水利局") < page.index("<h2>示例县档案馆")


def test_from_a_rule_the_way_leads_to_every_report_that_fails_it_and_to_the_finding_there(site: Path) -> None:
    index = (site / "findings" / "index.html").read_text(encoding="utf-8")
    assert '<a href="rules/B03.html">B03</a>' in index
    assert "rules/A01.html" not in index, "nobody fails it"
    page = (site / "findings" / "rules" / "B03.html").read_text(encoding="utf-8")
    assert "3 项未了结的发现，3 份报告" in page
    row = re.search(r"<tr>.*?示例县水利局 .*?</tr>", page)
    assert row is not None
    assert '<a href="../990101.html">示例县</a>' in row[0]
    assert re.search(r'<a href="../../reports/r-v1.html#r-[\w-]+">示例县水利局 ', row[0])
    assert "报告写 99%" in row[0]


def test_of_a_rule_that_very_many_fail_the_gravest_findings_are_listed_and_the_rest_counted(
    tmp_path: Path,
) -> None:
    store = House().store
    rule = {"rule_id": "X1", "branch": "main", "name_zh": "某规则", "severity": "warn", "formula": "甲 = 乙"}
    findings = [
        {
            "rule_id": "X1",
            "report_id": f"r-{n}",
            "result_id": f"{n}",
            "severity": "error" if n == 1003 else "info",
        }
        | {"message_zh": f"第{n}项", "title": "某单位", "place": "某县", "county_page": "990101.html"}
        for n in range(1, 1004)
    ]
    write_rule_findings(
        start_site(store, tmp_path, "b1"), [rule | {"said": "", "evaluable": 9, "failed": 9}], findings
    )
    page = (tmp_path / "findings" / "rules" / "X1.html").read_text(encoding="utf-8")
    assert page.index("第1003项") < page.index("第1项")
    assert "第999项" in page
    assert "第1000项" not in page
    assert "另有 3 项没有列在这里" in page


def test_a_figure_that_waits_for_a_person_stands_with_its_value_its_reason_and_the_way_to_its_sentence(
    site: Path,
) -> None:
    page = (site / "findings" / "000000.html").read_text(encoding="utf-8")
    assert '<a href="#waiting">1 个数字等人核对</a>' in page
    row = re.search(r"<tbody>.*?</tbody>", page[page.index('id="waiting-table"') :], re.DOTALL)
    assert row is not None
    assert re.search(r'<a class="quote" href="../reports/r-v2.html#e-[\w-]+">24</a>', row[0])
    assert "在职人数" in row[0]
    assert "所注日期早于报告年度" in row[0]
    index = (site / "findings" / "index.html").read_text(encoding="utf-8")
    assert index.count('.html#waiting">1</a>') == 1
    assert "waiting" not in (site / "findings" / "990101.html").read_text(encoding="utf-8")


def test_every_place_that_was_not_stored_and_every_file_put_aside_is_listed(site: Path) -> None:
    page = (site / "findings" / "000000.html").read_text(encoding="utf-8")
    assert '<a href="#unstored">2 处没有入库</a>' in page
    rows = re.findall(r"<tr>.*?</tr>", page[page.index('id="unstored-table"') :], re.DOTALL)[1:]
    assert ["第1处没有写明环节" in rows[0], "第2处没有写明环节" in rows[1]] == [True, True]
    assert all('href="../reports/r-v2.html#unstored"' in row for row in rows)
    index = (site / "findings" / "index.html").read_text(encoding="utf-8")
    assert index.count('<a href="000000.html#unstored">2</a>') == 1
    files = index[index.index('id="files-table"') :]
    assert "甲.zip!乙.xls" in files
    assert "有密码，请县里重发" in files


def test_reports_of_no_known_county_have_a_page_too(site: Path) -> None:
    assert "000000.html" in (site / "findings" / "index.html").read_text(encoding="utf-8")
    assert "80%" in (site / "findings" / "000000.html").read_text(encoding="utf-8")


def test_text_of_a_report_never_becomes_markup(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        own = re.findall(r'<script src="[./]*assets/\w+.js" defer>', page)
        assert re.findall(r"<script[^>]*>", page) == own
        assert "<img" not in page


def test_pages_ask_nothing_of_the_network_and_link_only_to_pages_of_the_site(site: Path) -> None:
    # the menu and the findings lead to pages that others write
    later = {
        *(entry["page"] for entry in load("site")["nav"]),
        *(f"reports/r-v{n}.html" for n in range(3)),
    }
    for path in site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "default-src 'none'" in page
        for link in re.findall(r'(?:href|src)="([^"#]+)', page):
            target = (path.parent / link).resolve()
            assert target.is_relative_to(site), link
            assert target.exists() or str(target.relative_to(site)) in later, link


def test_every_branch_of_a_rule_is_named_in_chinese_on_the_list_of_rules(site: Path) -> None:
    files = (Path(__file__).parents[2] / "expectations").glob("?_*.yml")
    rules = [rule for file in files for rule in yaml.safe_load(file.read_text(encoding="utf-8"))]
    branches = {
        (rule["id"], branch) for rule in rules for branch in rule.get("branches", ()) if branch != "main"
    }
    assert branches == {(rule, branch) for rule, words in load("branches").items() for branch in words}
    page = (site / "findings" / "index.html").read_text(encoding="utf-8")
    assert "与重算不符" in page
    assert "base_unprinted" not in page
