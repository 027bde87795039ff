"""Pages of findings: every finding with its words and quotes, and nothing of a report but text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from pipelines.lexicon import load
from pipelines.publish.site import start_site, write_findings
from tests.quality.house import House

ATTACK = '<script>alert(1)</script><img src=x onerror="alert(1)">"&&=HYPERLINK("http://x")'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    house = House()
    house.report("v1", unit_name="示例县水利局", county="示例县", region_code="990101")
    house.budget("personnel", adjusted="100", executed="96").rate("personnel", "99")
    house.report("v2", unit_name=f"某{ATTACK}局", county=None, region_code=None)
    house.budget("project", adjusted="100", executed="50").rate("project", "80")
    house.run("B03")
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
    later = {*(entry["page"] for entry in load("site")["nav"]), "reports/r-v1.html", "reports/r-v2.html"}
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
