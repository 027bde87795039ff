"""Report pages: every quote stands in the text and leads both ways, text stays text, unchanged pages are the same file."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from pipelines.model.document import Document, Span
from pipelines.publish.site import start_site
from pipelines.publish.site.report import render_report
from pipelines.publish.site.report_keys import report_keys
from pipelines.publish.site.report_rows import gather
from pipelines.publish.site.report_text import Sign, report_range, show_text
from tests.documents import make_document
from tests.publish.filed import ATTACK, Filed, plain


def quote(document: Document, words: str, name: str) -> dict[str, object]:
    start = document.text.index(words)
    return {"evidence_id": name, "char_start": start, "char_end": start + len(words)}


def shown(document: Document, *quotes: dict[str, object], rows: dict[str, str] | None = None) -> str:
    text = show_text(document, plain, Span(0, len(document.text)), quotes, rows or {})
    cells = "".join(str(row) for block in text.blocks for row in block.rows)
    return "".join(str(block.text) for block in text.blocks) + cells


def test_quotes_within_and_across_each_other_give_well_formed_markup_with_one_anchor_each() -> None:
    document = make_document("人员经费96万元，公用经费4万元。")
    names = {"人员经费96万元": "a", "96万元，公用": "b", "公用经费4万元": "c", "96": "d"}
    page = shown(
        document,
        *(quote(document, words, name) for words, name in names.items()),
        rows={"a": "f1", "c": "f2"},
    )
    depth: list[str] = []
    for closing, tag in re.findall(r"<(/?)(a|span)\b", page):
        if closing:
            assert depth.pop() == tag
        else:
            assert not (tag == "a" and "a" in depth), "links do not nest"
            depth.append(tag)
    assert depth == []
    assert Counter(re.findall(r'id="e-(\w)"', page)) == Counter("abcd")
    assert re.sub(r"<[^>]+>", "", page) == "人员经费96万元，公用经费4万元。"


def test_a_quote_over_a_wrap_and_one_in_a_cell_are_marked_where_they_begin() -> None:
    document = make_document("公用经费\n四万元", [["项目", "金额"], ["修路", "50"]])
    page = shown(document, quote(document, "经费\n四万", "w"), quote(document, "50", "c"), rows={"c": "f1"})
    assert '<span id="e-w">经费四万</span>' in page
    assert '<a id="e-c" class="q" href="#f1">50</a>' in page


def test_a_quote_of_a_row_is_marked_in_each_of_its_cells_and_ends_where_it_ends() -> None:
    document = make_document(
        "前言", [["名称", "目标", "完成"], ["培训率", "90", "实际 95 分"], ["别的", "1", "2"]]
    )
    start = document.text.index("培训率")
    row = {"evidence_id": "i", "char_start": start, "char_end": document.text.index(" 分")}
    page = shown(document, row, quote(document, "名称", "n"), rows={"i": "f1"})
    assert re.findall(r'<a(?: id="e-i")? class="q" href="#f1">([^<]+)</a>', page) == [
        "培训率",
        "90",
        "实际 95",
    ]
    assert page.count('id="e-i"') == 1
    assert "<td>别的</td><td>1</td><td>2</td>" in page
    assert "<td>目标</td>" in page.replace("th>", "td>"), "a quote of no figure is marked where it begins"


def test_findings_have_their_sign_behind_the_quote_never_within_a_link_and_leave_the_text_as_it_is() -> None:
    document = make_document("人员经费96万元，公用经费4万元。")
    text = show_text(
        document,
        plain,
        Span(0, len(document.text)),
        [quote(document, "人员经费96万元", "outer"), quote(document, "96", "inner")],
        {"outer": "f1"},
        {
            "inner": [Sign("#r-1", "B03", "error", "重算<不符>")],
            "outer": [Sign("#r-2", "A05", "warn", "合计")],
        },
    )
    page = str(text.blocks[0].text)
    outer, _, behind = page.partition("</a>")
    assert "sign" not in outer
    assert re.findall(r'<a class="sign (\w+)" href="#(r-\d)" data-rule="(\w+)"', behind) == [
        ("error", "r-1", "B03"),
        ("warn", "r-2", "A05"),
    ]
    assert 'title="B03 重算&lt;不符&gt;"></a>' in behind
    assert re.sub(r"<[^>]+>", "", page) == "人员经费96万元，公用经费4万元。"


def test_text_of_a_report_stays_text() -> None:
    document = make_document(f"花费{ATTACK}元", [[ATTACK]])
    page = shown(document, quote(document, ATTACK, "x"))
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("&lt;script&gt;") == 2


def test_of_a_file_with_several_reports_a_page_shows_its_own_part_unless_they_are_entangled() -> None:
    behind = [{"report_id": "a", "first": 10, "last": 40}, {"report_id": "b", "first": 50, "last": 90}]
    assert (report_range("a", behind, 100).start, report_range("a", behind, 100).end) == (0, 50)
    assert (report_range("b", behind, 100).start, report_range("b", behind, 100).end) == (50, 100)
    entangled = [behind[0], behind[1] | {"first": 30}]
    assert report_range("b", entangled, 100).start == 0


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Filed:
    return Filed(tmp_path_factory.mktemp("filed"))


def test_a_figure_leads_to_its_words_and_the_words_lead_back(filed: Filed, tmp_path: Path) -> None:
    site = filed.site(tmp_path / "site")
    assert filed.write_pages(site) == 1
    page = (tmp_path / "site" / "reports" / "r-v1.html").read_text(encoding="utf-8")
    assert '<a id="e-e0002" class="q" href="#f2">执行96万元</a>' in page
    row = re.search(r'<tr id="f2">.*?</tr>', page)
    assert row is not None
    assert 'href="#e-e0002">960,000</a><small> 元</small>' in row.group()
    assert "96万元</td>" in row.group()
    assert "<script>" not in page
    assert "<img" not in page
    assert "王建国" not in page  # a private person
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_figures_that_no_check_found_fault_with_have_no_empty_column_of_checks(tmp_path: Path) -> None:
    filed = Filed(tmp_path)
    filed.write_pages(filed.site(tmp_path / "clean"))
    filed.house.budget("operating", initial="10", executed="20")
    filed.house.run("B05")
    filed.write_pages(filed.site(tmp_path / "site"))
    for folder, faulty in (("clean", False), ("site", True)):
        page = (tmp_path / folder / "reports" / "r-v1.html").read_text(encoding="utf-8")
        tables = re.findall(r'<table id="t-.*?</table>', page, re.DOTALL)
        assert [table for table in tables if "核查</th>" in table and 'class="tag' not in table] == []
        assert any("核查</th>" in table for table in tables) is faulty


def test_rows_of_figures_say_units_and_signs_count_each_kind_by_itself_and_have_no_empty_column(
    tmp_path: Path,
) -> None:
    filed = Filed(tmp_path)
    house = filed.house
    house.staff(on_post=7).asset("total", "36", change="4.6000").asset("net", "12")
    house.indicator("培训率", target_num="90", unit="%", operator="≥", actual_num="95", actual_text="95")
    for seq, kind in enumerate(("problem", "problem", "measure"), 1):
        house.put("problem_items", kind=kind, seq=seq, text=f"第 {seq} 条")
    (content,) = gather(house.store, ["r-v1"])
    page = render_report(filed.site(tmp_path / "site"), content, filed.document, plain)
    assert "比上年 +4.6%" in page
    assert "目标值 ≥90%；实际 95%" in page
    assert re.findall(r"(?:问题|措施) \d", page) == ["问题 1", "问题 2", "措施 1"]
    staff = page[page.index('id="t-staff_facts"') : page.index("</table>", page.index('id="t-staff_facts"'))]
    assert "出处" not in staff, "nothing to say beside the number: no column of nothing"


def test_what_was_read_and_not_stored_is_told_and_its_words_lead_both_ways(tmp_path: Path) -> None:
    filed = Filed(tmp_path)
    filed.write_pages(filed.site(tmp_path / "before"))
    start = filed.document.text.index("年初预算100万元")
    problem = "INSERT INTO quality.problems BY NAME SELECT ? AS problem_id, 'd-v1' AS document_id, 'r-v1' AS report_id, 'v1' AS version_id,"
    problem += " 'stage_unsaid' AS kind, ? AS char_start, ? AS char_end, ? AS message_zh, '' AS message_en, 'open' AS status"
    for name, first, last in (("p1", start, start + 4), ("p2", None, None)):
        filed.house.store.execute(problem, [name, first, last, f"{name}：没有写明环节<b>"])
    assert filed.write_pages(filed.site(tmp_path / "site", tmp_path / "before")) == 1, "the page is made anew"
    page = (tmp_path / "site" / "reports" / "r-v1.html").read_text(encoding="utf-8")
    assert '<a href="#unstored">没有入库的（2）</a>' in page
    assert '<li id="u1">p1：没有写明环节&lt;b&gt; <a class="quote" href="#e-p1">原文</a></li>' in page
    assert '<li id="u2">p2：没有写明环节&lt;b&gt;</li>' in page, "it has no place"
    assert re.search(r'id="e-p1"[^>]*>年初预算<', page)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_findings_of_one_rule_stand_in_the_order_of_the_text_and_no_rules_are_told_so(tmp_path: Path) -> None:
    filed = Filed(tmp_path)
    site = filed.site(tmp_path / "site")
    (content,) = gather(filed.house.store, ["r-v1"])
    assert "没有核查：规则都不适用于这类文件。" in render_report(site, content, filed.document, plain)
    for name, evidence in (("x1", "e0002"), ("x2", "e0001")):
        filed.finding(name, "B03", "warn", evidence)
    (content,) = gather(filed.house.store, ["r-v1"])
    assert [finding["result_id"] for finding in content.findings] == ["x2", "x1"]


def test_what_could_not_be_judged_says_what_is_missing_but_not_of_branches_made_for_other_reports(
    tmp_path: Path,
) -> None:
    filed = Filed(tmp_path)
    filed.house.run("B07", "B10", "B13")
    filed.write_pages(filed.site(tmp_path / "site"))
    page = (tmp_path / "site" / "reports" / "r-v1.html").read_text(encoding="utf-8")
    assert "<li>没有逐项列出的项目：B07 项目明细求和、B10 项目含非项目性质支出（3 处）</li>" in page
    assert "B13 类别缺失</li>" not in page, "its other branch was judged"


def test_a_page_that_has_not_changed_is_the_same_file_and_a_changed_figure_makes_it_anew(
    filed: Filed, tmp_path: Path
) -> None:
    old, new, newer = (tmp_path / name for name in ("1", "2", "3"))
    filed.write_pages(filed.site(old))
    assert filed.write_pages(filed.site(new, old)) == 0
    page = Path("reports/r-v1.html")
    assert (new / page).stat().st_ino == (old / page).stat().st_ino
    assert (new / "assets/site.js").stat().st_ino == (old / "assets/site.js").stat().st_ino
    assert "build of 2" in (new / "assets/build.js").read_text(encoding="utf-8")
    filed.house.store.execute("UPDATE core.budget_facts SET amount_yuan = 970000 WHERE stage = 'executed'")
    assert filed.write_pages(filed.site(newer, new)) == 1
    assert "970,000" in (newer / page).read_text(encoding="utf-8")
    assert "960,000" in (new / page).read_text(encoding="utf-8")
    filed.house.store.execute("UPDATE core.budget_facts SET amount_yuan = 960000 WHERE stage = 'executed'")


def test_above_the_limit_no_report_page_is_written_and_other_pages_say_where_they_are(
    filed: Filed, tmp_path: Path
) -> None:
    many = start_site(filed.house.store, tmp_path / "many", "b1", most_reports=0)
    few = start_site(filed.house.store, tmp_path / "few", "b1", most_reports=1)
    assert filed.write_pages(many) == 0
    assert not (tmp_path / "many" / "reports").exists()
    for site, says in ((many, True), (few, False)):
        page = site.write("departments/index.html", "departments_index.html", departments=[], homeless=0)
        assert ("请运行 xianjian serve" in page.read_text(encoding="utf-8")) is says


def test_a_report_whose_text_is_gone_says_so_and_keeps_its_quotes(filed: Filed, tmp_path: Path) -> None:
    (content,) = gather(filed.house.store, ["r-v1"])
    page = render_report(filed.site(tmp_path / "site"), content, None, None)
    assert "仓库里没有这个文件的文字" in page
    assert re.search(r'<li id="e-e0002">执行96万元', page)


def test_quotes_of_an_older_version_and_of_another_file_have_their_place_too(tmp_path: Path) -> None:
    filed = Filed(tmp_path)
    house = filed.house
    house.report("v0", report_id="r-v1", is_current=False)
    filed.add_document("d-v0", "cd" * 32)
    old = house.put("budget_facts", report_id="r-v1", category="personnel", stage="executed", fund_source="all", fact_year=2024,
                    amount_yuan=950000, amount_text="95", unit_text="万元", is_current=False)  # fmt: skip
    quoted = house.rows(
        "SELECT evidence_id FROM core.budget_facts WHERE fact_id = ?", [old.partition(":")[2]]
    )
    site = filed.site(tmp_path / "site")
    filed.write_pages(site)
    page = (tmp_path / "site" / "reports" / "r-v1.html").read_text(encoding="utf-8")
    assert f'<li id="e-{quoted[0]["evidence_id"]}">原文' in page
    assert f'href="#e-{quoted[0]["evidence_id"]}">950,000</a>' in page
    assert "960,000" in page
    assert page.count('<tr><th scope="row" class="n">') == 2  # both versions are listed


def test_a_report_whose_versions_contradict_each_other_says_that_nothing_is_compared(tmp_path: Path) -> None:
    filed = Filed(tmp_path)
    filed.house.budget("operating", initial="10", executed="20")
    filed.house.run("B05")
    filed.house.store.execute("UPDATE core.reports SET version_id = NULL")
    (content,) = gather(filed.house.store, ["r-v1"])
    page = render_report(filed.site(tmp_path / "site"), content, filed.document, plain)
    assert "互相矛盾的版本" in page
    assert "<small>（报告.txt）</small>：" in page, "each finding says whose it is"
    assert '<a id="e-e0002"' in page


def test_a_report_and_a_figure_that_an_error_keeps_out_of_comparisons_say_so_and_by_which_rule(
    tmp_path: Path,
) -> None:
    filed = Filed(tmp_path)
    old, new = tmp_path / "old", tmp_path / "new"
    filed.write_pages(filed.site(old))
    store = filed.house.store
    store.execute(
        "INSERT INTO quality.withheld BY NAME SELECT version_id, 'budget_facts' AS table_name, fact_id, 'B05' AS rule_id, 'x1' AS result_id"
        " FROM core.budget_facts WHERE stage = 'executed'"
        " UNION ALL BY NAME SELECT 'v1' AS version_id, 'A02' AS rule_id, 'x2' AS result_id"
    )
    assert filed.write_pages(filed.site(new, old)) == 1, "the page depends on what is withheld"
    page = (new / "reports" / "r-v1.html").read_text(encoding="utf-8")
    assert "没有进入比较：报告整体有误（A02），没有采用。" in page
    row = re.search(r'<tr id="f2">.*?</tr>', page)
    assert row is not None
    assert "与报告的其他数字对不上（B05），未进入比较表" in row.group()
    assert page.count("未进入比较表") == 1


def test_a_sentence_that_another_report_is_compared_with_leads_to_that_reports_finding(
    tmp_path: Path,
) -> None:
    filed = Filed(tmp_path)
    store, site = filed.house.store, filed.site(tmp_path / "site")
    filed.house.report("v2", document_id="d-v2", unit_name="青砚县<i>局")
    store.execute(
        "INSERT INTO core.reports BY NAME SELECT report_id, version_id, document_id, region_code, unit_name, fiscal_year, report_type, scope"
        " FROM core.filed_reports WHERE version_id = 'v2'"
    )
    before = report_keys(store, "stamp")
    store.execute(
        "INSERT INTO quality.results BY NAME SELECT 'x1' AS result_id, 'run' AS run_id, 'E12' AS rule_id, 1 AS rule_version,"
        " 'main' AS branch, 'warn' AS severity, 'r-v2' AS report_id, 'v2' AS version_id, 'fail' AS outcome, '雷同' AS message_zh"
    )
    store.execute(
        "INSERT INTO quality.result_evidence BY NAME SELECT 'x1' AS result_id, 'e0002' AS evidence_id, 'other' AS role"
    )
    (content,) = gather(store, ["r-v1"])
    page = render_report(site, content, filed.document, plain)
    way = re.search(
        r'执行96万元</a><a class="sign warn" href="([^"]+)" data-rule="E12" title="([^"]+)"', page
    )
    assert way is not None
    assert way[1] == "r-v2.html#r-x1"
    assert "青砚县&lt;i&gt;局" in way[2]
    after = report_keys(store, "stamp")
    assert after["r-v1"] != before["r-v1"]  # the page that has the way back is made anew
    store.execute("UPDATE core.report_versions SET report_id = 'r-v3' WHERE document_id = 'd-v1'")
    assert report_keys(store, "stamp")["r-v2"] != after["r-v2"], "its quote stands on another page now"
