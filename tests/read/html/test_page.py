"""What a page prints: encodings, lines, tables, what is hidden; what is lost is said."""

from __future__ import annotations

import pytest

from pipelines.model.document import BlockKind, Document, LossKind
from pipelines.read.reading import read_bytes
from tests.read.canon import outline

TEXT = "二〇二四年度部门整体支出绩效自评报告，全年预算数１４１.19万元。"
FOLDED = "二〇二四年度部门整体支出绩效自评报告，全年预算数141.19万元。"


def read(body: str, head: str = '<meta charset="utf-8">') -> Document:
    result = read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "x.html")
    assert result.document is not None, result.message_zh
    return result.document


def grid(document: Document, table: int = 0) -> list[list[str]]:
    return [[document.flow(c).text if c else "∅" for c in row] for row in document.tables[table].grid()]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("gbk", "gbk"),
        ("", "utf-8"),
        ("", "gb18030"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("gb2312", "utf-8"),
        ("utf-8", "gb18030"),
        ("gb2312", "utf-16"),
        ("x-unknown", "gb18030"),
        ("iso-8859-1", "gb18030"),
        ("iso-8859-1", "utf-8"),
        ("big5", "big5"),
    ],
)
def test_characters_are_right_whatever_the_page_declares(declared: str, encoding: str) -> None:
    text = TEXT if encoding != "big5" else "全年預算數141.19萬元。"
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    result = read_bytes(f"<html><head>{meta}</head><body><p>{text}</p></body></html>".encode(encoding), "x")
    assert result.document is not None
    assert outline(result.document) == [FOLDED if encoding != "big5" else "全年预算数141.19万元。"]


def test_a_few_broken_bytes_are_shown_and_many_refused() -> None:
    page = ("<html><meta charset=utf-8><body><p>" + "全年预算数141.19万元。" * 40 + "</p>").encode()
    cut = page.replace("元".encode(), "元".encode()[:2], 1)
    document = read_bytes(cut, "x").document
    assert document is not None
    assert document.text.count("\ufffd") == 1
    said = cut.replace(b"utf-8", b"iso-8859-1")
    document = read_bytes(said, "x").document
    assert document is not None
    assert "全年预算数141.19万元" in document.text
    assert read_bytes(b"<html><body><p>" + b"\xff\xfe\xfd\x80" * 200, "x").reason == "corrupt"


def test_blocks_and_breaks_are_lines_and_inline_tags_are_not() -> None:
    document = read(
        "<div>支出<b>141</b>.<span>19</span>万元，<font color=red>完成</font>率<i>100</i>%。<div>第二段共两句。</div>第三段。</div>"
        "<p>　　一、概况<br>　　（一）职能<br/>&nbsp;&nbsp;负责全县工会工作。</p><ul><li>甲项目</li><li>乙项目</li></ul>"
        "<ol><li>丙目标</li><li>丁目标</li></ol><pre>戊  1\n己  2</pre><p>a&lt;b&amp;c &copy;&#19968;</p><p> &nbsp; </p>"
    )
    assert outline(document) == [
        "支出141.19万元，完成率100%。",
        "第二段共两句。",
        "第三段。",
        "一、概况",
        "(一)职能",
        "负责全县工会工作。",
        "甲项目",
        "乙项目",
        "1.丙目标",
        "2.丁目标",
        "戊1",
        "己2",
        "a<b&c©一",
    ]


def test_numbers_in_neighbouring_elements_are_not_glued() -> None:
    document = read(
        "<p>预算<span>12</span> <span>34</span>和<a name=x>56</a>\n<b>78</b></p><div>9<div>10</div>11</div>"
    )
    assert outline(document) == ["预算12 34和56 78", "9", "10", "11"]


def test_raised_digits_are_no_part_of_the_number() -> None:
    document = read(
        "<p>支出<span>141.19</span><sup>1</sup>万元，面积12m<SUP>2</SUP>，3<sub><i>4</i></sub><b>5</b></p>"
    )
    assert outline(document) == ["支出141.19 1万元，面积12m2，3 4 5"]


@pytest.mark.parametrize(
    "hiding",
    [
        'style="display:none"',
        'style="color:red; DISPLAY : none"',
        'style="visibility:hidden"',
        "hidden",
        'style="font-size:0"',
        'style="font-size:0px;color:#fff"',
        "style='mso-hide:all'",
    ],
)
@pytest.mark.parametrize("tag", ["span", "div", "font", "p", "B"])
def test_hidden_text_is_left_out(hiding: str, tag: str) -> None:
    document = read(f"<div>支出141<{tag} {hiding}>999<i>8</i></{tag}>.19万元。</div>")
    assert "999" not in document.text
    assert "141" in document.text
    assert "8" not in document.text


def test_what_only_looks_hidden_stays() -> None:
    document = read(
        '<p style="font-size:0.9em">甲141.19万元。</p><p><span style="font-size:04pt;display:inline">乙</span><s>丙<del>丁</p>'
        '<p aria-hidden="true">戊</p><!-- 己 --><script>庚</script><style>辛</style><noscript>壬</noscript>'
        "<template>癸</template><textarea>子</textarea>"
    )
    assert outline(document) == ["甲141.19万元。", "乙丙丁", "戊", "子"]


def test_text_that_a_script_would_show_is_said_to_be_missing() -> None:
    document = read(f'<p>{TEXT}</p><div style="display:none">{"隐藏的正文。" * 60}</div>')
    assert [(loss.kind, loss.place) for loss in document.losses] == [(LossKind.PART_NOT_READ, "display:none")]


def test_merged_cells_stand_once_at_their_top_left() -> None:
    document = read(
        "<table><caption>指标表</caption><thead><tr><th rowspan=2>序号<th colspan=2>指标值<tr><th>值<th>单位</thead>"
        "<tr><td>1<td>12<td>次<tr><td>合计<td colspan=2><p>第一行</p><p>第二行</p></table>"
    )
    assert outline(document)[0] == "指标表"
    assert grid(document) == [
        ["序号", "指标值", "指标值"],
        ["序号", "值", "单位"],
        ["1", "12", "次"],
        ["合计", "第一行第二行", "第一行第二行"],
    ]
    table = document.tables[0]
    assert table.header_rows == 2
    assert [(c.row_span, c.column_span) for c in table.cells[:2]] == [(2, 1), (1, 2)]
    assert len(table.cells[-1].pieces) == 2


@pytest.mark.parametrize(
    "spans",
    [
        "rowspan=99999999",
        "colspan=99999999",
        "rowspan=0",
        "rowspan=-3 colspan=x",
        "rowspan=65534 colspan=1000",
    ],
)
def test_spans_end_where_the_table_ends(spans: str) -> None:
    document = read(f"<table><tr><td {spans}>甲<td>乙<tr><td>丙<td>丁</table>")
    table = document.tables[0]
    assert (table.rows, sorted({document.flow(c).text for c in table.cells})) == (2, ["丁", "丙", "乙", "甲"])
    assert table.columns <= 3
    assert all(
        c.row + c.row_span <= table.rows and c.column + c.column_span <= table.columns for c in table.cells
    )


def test_rows_and_columns_that_office_writes_for_widths_are_no_rows() -> None:
    document = read(
        "<table><tr height=0 style='display:none'><td width=1></td></tr><tr><td colspan=2>甲</td><td colspan=3>乙</td></tr>"
        "<tr></tr><tr><td colspan=2>丙</td><td colspan=3 style='mso-number-format:\"0.00\"' x:num='1.5'>1.50</td></tr></table>"
    )
    assert grid(document) == [["甲", "乙"], ["丙", "1.50"]]


def test_a_cell_with_several_paragraphs_is_no_page_layout() -> None:
    goals = "".join(f"<p>目标{n}：完成年度任务{n}项，投入资金{n}.5万元。</p>" for n in range(1, 8))
    rows = "".join(f"<tr><td>指标{n}</td><td>≥{n}</td><td>{n}</td></tr>" for n in range(6))
    document = read(f"<table><tr><td>年度目标</td><td colspan=2>{goals}</td></tr>{rows}</table>")
    assert len(document.tables) == 1
    assert grid(document)[0][0] == "年度目标"


def test_frames_pictures_and_values_of_forms() -> None:
    document = read(
        '<iframe src="附表.files/sheet001.htm"></iframe><iframe src="https://ad.example/x.html"></iframe>'
        '<embed src="https://county.example/report.pdf"><div><p>年初预算数141.19万元，执行数141.19万元，完成全部任务。</p>'
        '<p>扫描件：<img src="images/p1.jpg"><img src="icon.gif"><img src="dot.png" width="16" height="16"></p>'
        '<p>经费<input value="18.09">万元<input type=hidden value=7><input type=submit value=提交></p></div>'
    )
    places = [loss.place for loss in document.losses]
    assert places == ["附表.files/sheet001.htm", "https://county.example/report.pdf", "images/p1.jpg"]
    assert outline(document)[-1] == "经费18.09万元"


def test_a_page_of_frames_alone_has_no_text_and_names_the_frame() -> None:
    page = (
        b'<html><frameset cols="20%,*"><frame src="menu.htm"><frame src="a.files/text.htm"></frameset></html>'
    )
    result = read_bytes(page, "x.html")
    assert result.reason == "no_text"
    assert "menu.htm" in result.message_zh


def test_the_words_of_a_report_are_not_taken_for_those_of_a_site() -> None:
    own = [
        "主办单位：县文化广电和旅游局，承办单位：县文化馆，活动支出12万元。",
        "信息公开情况：在政府网站首页公开部门预算。",
        "时间：2024年3月至11月",
        "单位：万元",
        "名称：职工之家建设项目",
        "无",
        "审核人：李四",
    ]
    site = "<p>发布时间：2025-01-02 来源：财政局</p>"
    body = "<h2>一、项目概况</h2><p>年初预算数141.19万元，执行数141.19万元，完成全部任务，群众满意。</p>"
    document = read(site + body + "".join(f"<p>{text}</p>" for text in own))
    read_as = [document.flow(b).text for b in document.blocks if b.kind is not BlockKind.FURNITURE]
    assert read_as[2:] == own
    assert document.blocks[0].kind is BlockKind.FURNITURE


def test_a_linked_line_in_the_midst_of_a_report_is_the_report_s() -> None:
    body = "<p>年初预算数141.19万元，执行数141.19万元，完成全部任务，群众满意。</p>"
    links = "".join(
        f'<p><a href="/{n}.html">{text}</a></p>' for n, text in enumerate(("首页", "政务公开", "互动交流"))
    )
    document = read(
        f'{links}{body}<p><a href="/law.html">《预算绩效管理办法》</a></p>{body}<p>附件：<a href="/show?id=7">自评表</a></p>{links}'
    )
    assert outline(document)[1] == "《预算绩效管理办法》"
    assert outline(document)[-1] == "附件:自评表"
    assert len(outline(document)) == 4


def test_a_page_whose_report_is_one_table_keeps_table_and_title() -> None:
    rows = "".join(f"<tr><td>指标{n}</td><td>≥{n}</td><td>{n}</td><td>完成</td></tr>" for n in range(12))
    document = read(
        '<div><a href="/">首页</a> <a href="/b">公开</a></div><div class=main><h1>2024年度部门整体支出绩效自评表</h1>'
        f"<div>发布时间：2025-01-01</div><div id=zoom><table>{rows}</table></div></div><div>版权所有 某县人民政府</div>"
    )
    assert [type(part).__name__ for part in outline(document)] == ["str", "list"]
    assert outline(document)[0] == "2024年度部门整体支出绩效自评表"
    assert document.tables[0].rows == 12


def test_a_page_of_nothing_but_links_is_not_lost() -> None:
    document = read("".join(f'<li><a href="/{n}.html">2024年第{n}号文件</a></li>' for n in range(5)))
    assert len(outline(document)) == 5 or document.text.count("号文件") == 5


def test_one_table_for_the_whole_page_is_its_layout() -> None:
    menu = "".join(f'<td><a href="/{n}">栏目{n}</a></td>' for n in range(25))
    rows = "".join(f"<tr><td>指标{n}</td><td>{n}.5</td></tr>" for n in range(4))
    prose = "".join(f"<p>第{n}项工作按计划完成，支出{n}.5万元，群众满意。</p>" for n in range(8))
    for inner in (f"{prose}<table border=1>{rows}</table>", prose * 2):
        document = read(
            f"<table border=1><tr>{menu}</tr><tr><td>通知公告</td><td colspan=24>{inner}</td></tr>"
            "<tr><td colspan=25>版权所有 某县人民政府</td></tr></table>"
        )
        read_as = outline(document)
        assert read_as[0] == "第0项工作按计划完成，支出0.5万元，群众满意。"
        assert [type(part).__name__ for part in read_as] == ["str"] * inner.count("<p>") + [
            "list"
        ] * inner.count("<table")


def test_the_name_of_the_site_is_not_taken_for_the_title() -> None:
    text = "<p>年初预算数141.19万元，执行数141.19万元，完成全部任务，群众满意。</p>" * 6
    menu = '<ul><li><a href="/">首页</a></li><li><a href="/1">公开</a></li></ul>'
    name = "<h1>某某县人民政府</h1>"
    site = read(f"{name}{menu}<div><div>2025-01-01</div><div id=zoom>{text}</div></div>")
    assert "某某县人民政府" not in outline(site)
    titled = read(
        f"{name}{menu}<div><h2>某局二〇二四年度自评报告</h2><div>发布时间：2025</div><div id=zoom>{text}</div></div>"
    )
    assert outline(titled)[0] == "某局二〇二四年度自评报告"


def test_a_small_card_of_the_site_is_no_table_of_the_report() -> None:
    card = "<table><tr><td>发布机构：</td><td>某县财政局</td></tr><tr><td>发文日期：</td><td>2025-01-01</td></tr></table>"
    document = read(
        f"<div>{card}<div><p>年初预算数141.19万元，执行数141.19万元，完成全部任务。</p></div></div>"
    )
    assert document.tables == ()
    assert "某县财政局" in document.text
    assert len(outline(document)) == 1


def test_the_unit_above_the_first_table_is_the_report_s() -> None:
    rows = "".join(f"<tr><td>项目{n}</td><td>{n}.5</td></tr>" for n in range(5))
    document = read(f"<h1>自评表公开</h1><p>发布时间：2025-01-01</p><p>单位：万元</p><table>{rows}</table>")
    assert outline(document)[:2] == ["自评表公开", "单位:万元"]
