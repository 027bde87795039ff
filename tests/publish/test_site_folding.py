"""Reports with many figures and many findings: the gravest findings are seen first, none is lost, and what holds for every row is
said once."""

from __future__ import annotations

import re

import pytest

from pipelines.publish.site.folded import by_rule
from pipelines.publish.site.report import render_report
from pipelines.publish.site.report_rows import gather
from tests.publish.filed import Filed, plain

ROWS = 9


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("folding")
    filed = Filed(folder)
    for n in range(ROWS):
        filed.house.indicator(f"指标{n}", weight="10")
    quotes = [
        row["evidence_id"] for row in filed.house.rows("SELECT evidence_id FROM core.indicators ORDER BY seq")
    ]
    filed.finding("whole", "D02", "warn", *quotes)
    for n, quote in enumerate(quotes[:-1]):
        filed.finding(f"own{n}", "D11", "error", quote)
    filed.finding("lone", "B03", "error", "e0001")
    (content,) = gather(filed.house.store, ["r-v1"])
    return render_report(filed.site(folder / "site"), content, filed.document, plain)


def test_many_findings_of_one_rule_are_folded_behind_the_first_and_no_others_are(page: str) -> None:
    findings = page[page.index('<section id="findings">') : page.index('<section id="figures">')]
    folded = re.search(r"<details><summary>(D11 .*?)</summary>(.*?)</details>", findings, re.DOTALL)
    assert folded is not None
    assert folded[1].endswith("：其余 5 处")
    hidden = re.findall(r'<li id="r-(\w+)">', folded[2])
    assert hidden == [f"own{n}" for n in range(3, 8)]
    seen = re.findall(r'<li id="r-(\w+)">', findings)
    assert seen == ["lone", *(f"own{n}" for n in range(8)), "whole"], "the gravest first, none lost"
    assert "核查发现（10）" in page
    assert re.findall(r'class="tag (\w+)">[^<]+ (\d+)</span>', findings) == [("error", "9"), ("warn", "1")]


def test_a_finding_about_every_row_is_told_once_above_the_table_and_others_in_their_rows(page: str) -> None:
    told = page.partition('<table id="t-indicators"')[0].rpartition("<p")[2]
    assert re.findall(r'href="#r-(\w+)"', told) == ["whole"]
    rows = re.findall(
        r"<tr id=.*?</tr>", page.partition('<table id="t-indicators"')[2].partition("</table>")[0]
    )
    assert [re.findall(r'href="#r-(\w+)"', row) for row in rows] == [*([f"own{n}"] for n in range(8)), []]


def test_the_sign_of_a_finding_about_every_row_stands_at_the_first_of_its_quotes(page: str) -> None:
    signs = re.findall(r'class="sign \w+" href="#r-(\w+)"', page)
    assert signs.count("whole") == 1
    assert {f"own{n}" for n in range(8)} <= set(signs)


def test_rules_are_told_apart_by_severity_and_few_findings_stay_in_view() -> None:
    of = [{"severity": "error", "rule_id": "D11"}] * 6 + [{"severity": "warn", "rule_id": "D11"}] * 7
    assert [(len(rule.in_view), len(rule.folded)) for rule in by_rule(of)] == [(6, 0), (3, 4)]
