"""DOCX: the characters of a paragraph, no more and no fewer than Word prints."""

from __future__ import annotations

import pytest

from pipelines.model.document import Loss, LossKind
from tests.read.docx.files import cells, p, package, read, tbl, tc, texts, tr


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def one(content: str, **parts: str) -> str:
    """The text of a document with this one paragraph."""
    return "".join(texts(read(package(f"<w:p>{content}</w:p>", parts))))


def test_text_hidden_by_a_style_is_not_read() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    hidden = '<w:rStyle w:val="b"/>'
    shown = hidden + '<w:vanish w:val="0"/>'
    assert one(run("甲") + run("乙", hidden) + run("丙", shown), styles=styles) == "甲丙"
    inside = '<w:pPr><w:pStyle w:val="c"/></w:pPr>'
    assert one(inside + run("甲", hidden) + run("乙") + run("丙", shown), styles=styles) == "甲丙"


def test_results_of_fields_are_read_and_codes_are_not() -> None:
    inner = char("begin") + code("MERGEFIELD x") + char("separate") + run("内") + char("end")
    outer = char("begin") + code("IF ") + inner + code("=1") + char("separate") + run("12.5") + char("end")
    assert one(run("共") + outer + run("万元")) == "共12.5万元"
    assert one(char("begin") + code("DATE") + char("end") + run("止")) == "止"
    simple = f'<w:fldSimple w:instr="SUM(ABOVE)">{run("88")}</w:fldSimple>'
    assert one(simple) == "88"


def test_a_field_that_is_never_closed_hides_nothing() -> None:
    assert one(char("begin") + code("REF a") + run("预算数12万元")) == "预算数12万元"
    body = f"<w:p>{char('begin')}{code('IF')}</w:p>" + p("下一段")
    assert texts(read(package(body))) == ["下一段"]


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        (r"eq \o\ac(○,3)", "③"),
        (r"EQ \f(3,4)", "3/4"),
        (r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(yǔ),字)', "字"),
        (r'SYMBOL 252 \f "Wingdings"', "✓"),
        ("PAGE", ""),
    ],
)
def test_codes_that_print_without_a_stored_result(said: str, printed: str) -> None:
    assert one(run("甲") + char("begin") + code(said) + char("end")) == "甲" + printed


def test_numbers_that_word_counts_itself_are_lost_aloud() -> None:
    document = read(package(f"<w:p>{char('begin')}{code('AUTONUM')}{char('end')}{run('甲')}</w:p>"))
    assert document.losses == (Loss(LossKind.PART_NOT_READ, None, "AUTONUM"),)


def test_boxes_of_old_forms_are_ticked_or_not() -> None:
    form = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r>'
    rest = code("FORMCHECKBOX") + char("end")
    ticked = form.format('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>') + rest
    empty = form.format('<w:checkBox><w:default w:val="0"/></w:checkBox>') + rest
    listed = form.format(
        '<w:ddList><w:result w:val="1"/><w:listEntry w:val="优"/><w:listEntry w:val="良"/></w:ddList>'
    )
    text = one(ticked + run("是") + empty + run("否") + listed + code("FORMDROPDOWN") + char("end"))
    assert text == "☑是☐否良"


def test_raised_digits_never_join_the_figure_before_them() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    styles = f'<w:style w:type="character" w:styleId="上标"><w:rPr>{raised}</w:rPr></w:style>'
    assert one(run("12.5") + run("1", raised) + run("万元")) == "12.5¹万元"
    assert one(run("12.5") + run("1", '<w:rStyle w:val="上标"/>'), styles=styles) == "12.5¹"
    assert one(run("面积m") + run("2", raised)) == "面积m2"
    assert one(run("CO") + run("2", '<w:vertAlign w:val="subscript"/>')) == "CO2"
    lifted = '<w:position w:val="12"/><w:sz w:val="{}"/>'.format
    assert one(run("12.5") + run("1", lifted(12)) + run("万元")) == "12.5¹万元"
    assert one(run("12.5") + run("1", lifted(24)) + run("万元")) == "12.51万元"


def test_signs_of_symbol_fonts() -> None:
    sym = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'.format
    assert one(sym("Wingdings", "F0FE") + run("是") + sym("Wingdings", "F0A8") + run("否")) == "☑是□否"
    assert one(sym("Symbol", "F0B3") + run("90")) == "≥90"
    assert one(sym("宋体", "4E00") + sym("Webdings", "F041") + sym("Wingdings", "zz")) == "一��"
    fonts = '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2" w:eastAsia="宋体"/>'
    assert one(run("R是", fonts)) == "☑是"
    assert one(run("R12", '<w:rFonts w:ascii="宋体" w:cs="Wingdings"/>')) == "R12"


def test_breaks_tabs_hyphens_and_readings() -> None:
    assert (
        one(
            "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:softHyphen/><w:noBreakHyphen/><w:t>丙\u00ad丁</w:t></w:r>"
        )
        == "甲\t乙-丙丁"
    )
    ruby = "<w:ruby><w:rt><w:r><w:t>yǔ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>语</w:t></w:r></w:rubyBase></w:ruby>"
    assert one(f"<w:r>{ruby}</w:r>") == "语"
    long = "本单位严格执行预算管理有关规定，全年没有调整预算也没有追加"
    page = f'<w:p><w:r><w:t>{long}</w:t><w:br/><w:t>项目资金</w:t><w:br w:type="page"/><w:t>附件</w:t></w:r></w:p>'
    assert texts(read(package(page))) == [long + "项目资金", "附件"]


def test_formulas_keep_their_fractions() -> None:
    def m(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = f"<m:f><m:num>{m('90')}</m:num><m:den>{m('100')}</m:den></m:f>"
    assert one(f"<m:oMath>{m('得分=')}{fraction}</m:oMath>") == "得分=90/100"
    power = f"<m:sSup><m:e>{m('30')}</m:e><m:sup>{m('2')}</m:sup></m:sSup>"
    assert one(f"<m:oMath>{power}</m:oMath>") == "30²"


def test_the_hint_of_a_control_that_nobody_filled_in_states_no_figure() -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    document = read(package(f"<w:p>{run('决算')}{control('<w:showingPlcHdr/>', run('300万元'))}</w:p>"))
    assert texts(document) == ["决算"]
    assert document.losses == (Loss(LossKind.PART_NOT_READ, None, "300万元"),)
    assert one(control("", run("300万元"))) == "300万元"
    assert one(control("<w:showingPlcHdr/>", run("单击此处输入文字"))) == "单击此处输入文字"


def test_insertions_stay_and_what_was_moved_away_goes() -> None:
    moved = (
        f"<w:moveFrom>{run('旧处')}</w:moveFrom><w:ins>{run('新')}</w:ins><w:moveTo>{run('处')}</w:moveTo>"
    )
    assert one(moved) == "新处"
    rows = tr(tc(p("甲")), tc(p("乙"), "<w:cellDel/>"), tc(p("丙")))
    assert cells(read(package(tbl(rows)))) == ["甲", "丙"]


def box(text: str) -> str:
    return f"<w:txbxContent>{p(text)}</w:txbxContent>"


def test_text_boxes_are_read_once_where_they_hang() -> None:
    drawing = f"<w:drawing><wps:txbx>{box('框内')}</wps:txbx></w:drawing>"
    picture = f"<w:pict><v:textbox>{box('框内')}</v:textbox></w:pict>"
    both = f"<mc:AlternateContent><mc:Choice Requires='wps'>{drawing}</mc:Choice><mc:Fallback>{picture}</mc:Fallback></mc:AlternateContent>"
    body = f"<w:p>{run('前')}<w:r>{both}</w:r></w:p>" + p("后")
    assert texts(read(package(body))) == ["前", "框内", "后"]
    empty = f"<mc:AlternateContent><mc:Choice Requires='x'/><mc:Fallback>{picture}</mc:Fallback></mc:AlternateContent>"
    assert texts(read(package(f"<w:p><w:r>{empty}</w:r></w:p>"))) == ["框内"]
    cell = tc(f"<w:p>{run('格')}<w:r>{both}</w:r></w:p>")
    assert cells(read(package(tbl(tr(cell, tc(p("右"))))))) == ["格框内", "右"]


def test_footnotes_follow_the_text_with_their_marks_and_comments_do_not() -> None:
    def note(number: int, text: str) -> str:
        return f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>{run(text)}</w:p></w:footnote>'

    def refer(number: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    gone = f"<w:del>{refer(9)}</w:del>"
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    body = (
        f"<w:p>{run('经费12.5')}{refer(7)}{run('万元')}{gone}{comment}</w:p><w:p>{run('末')}{refer(3)}</w:p>"
    )
    notes = note(3, "末注") + note(7, "含上年结转") + note(9, "删去的注") + note(0, "分隔线")
    document = read(package(body, {"footnotes": notes, "comments": p("批注")}))
    assert texts(document) == ["经费12.5¹万元", "末²", "¹含上年结转", "²末注"]
    circled = '<w:sectPr><w:footnotePr><w:numFmt w:val="decimalEnclosedCircle"/></w:footnotePr></w:sectPr>'
    assert texts(read(package(body + circled, {"footnotes": notes})))[0] == "经费12.5①万元"
    own = '<w:p><w:r><w:endnoteReference w:customMarkFollows="1" w:id="1"/><w:t>＊</w:t></w:r></w:p>'
    ends = f'<w:endnote w:id="1">{p("＊尾注")}</w:endnote>'
    assert texts(read(package(own, {"endnotes": ends}))) == ["＊", "＊尾注"]


def test_headers_footers_and_contents_are_set_apart() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
        '<w:footerReference w:type="first" r:id="footer"/></w:sectPr>'
    )
    parts = {"header": p("内部资料") + tbl(tr(tc(p("左")), tc(p("右")))), "footer": p("首页页脚")}
    link = "<w:hyperlink>" + run("一、概况") + char("begin") + code(" PAGEREF _Toc1 \\h ") + char("separate")
    contents = f"<w:p>{link}{run('3')}{char('end')}</w:hyperlink></w:p>"
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('目次')}{p('二、收支')}</w:sdtContent></w:sdt>"
    )
    document = read(package(contents + control + p("正文") + section, parts))
    assert texts(document) == ["正文"]
    assert texts(document, furniture=True) == ["一、概况3", "目次", "二、收支", "内部资料", "左", "右"]
    titled = read(package(p("正文") + section.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>"), parts))
    assert "首页页脚" in texts(titled, furniture=True)


def test_what_is_not_text_is_lost_aloud() -> None:
    picture = '<w:r><w:drawing><wp:inline><wp:extent cx="{0}" cy="{0}"/><a:blip r:embed="media/1.png"/></wp:inline></w:drawing></w:r>'
    ole = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="embeddings/1.xlsx"/></w:object></w:r>'
    chunk = '<w:altChunk r:id="chunk.html"/>'
    body = f"<w:p>{run('见下表')}{picture.format(5_000_000)}{picture.format(900_000)}{ole}</w:p>{chunk}"
    others: dict[str, str | bytes] = {"media/1.png": b"", "embeddings/1.xlsx": b"", "chunk.html": b""}
    document = read(package(body, None, others))
    assert [(loss.kind, loss.place) for loss in document.losses] == [
        (LossKind.PART_NOT_READ, "word/media/1.png"),
        (LossKind.PART_NOT_READ, "word/embeddings/1.xlsx (Excel.Sheet.12)"),
        (LossKind.PART_NOT_READ, "word/chunk.html"),
    ]
    stamp = f"<w:p>{run('盖章')}{picture.format(1_500_000)}</w:p>"
    assert read(package(stamp, None, others)).losses == ()
    old = '<w:pict><v:shape style="width:400pt;height:350pt"><v:imagedata r:id="media/1.png"/></v:shape></w:pict>'
    assert len(read(package(f"<w:p>{run('表')}<w:r>{old}</w:r></w:p>", None, others)).losses) == 1


def test_a_damaged_part_beside_the_text_is_lost_aloud() -> None:
    data = package(p("正文", '<w:pStyle w:val="1"/>'), {"styles": "<broken"})
    document = read(data)
    assert texts(document) == ["正文"]
    assert document.losses == (Loss(LossKind.PART_NOT_READ, None, "word/styles.xml"),)
