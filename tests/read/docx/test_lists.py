"""DOCX: automatic numbers are printed text, counted as Word counts them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model.document import BlockKind
from tests.read.docx.files import cells, level, numbered, numbering, p, package, read, tbl, tc, texts, tr

CHAPTERS = level(0, "chineseCountingThousand", "%1、", '<w:suff w:val="nothing"/>')
SECTIONS = level(1, "chineseCounting", "（%2）", '<w:suff w:val="nothing"/>')
ITEMS = level(2, "decimal", "%3.")


def test_headings_get_the_numbers_that_word_prints() -> None:
    body = (
        p("部门概况", numbered(1))
        + p("机构设置", numbered(1, 1))
        + p("人员情况", numbered(1, 1))
        + p("收支情况", numbered(1))
        + p("收入", numbered(1, 1))
        + p("2023年收入12万元。", numbered(1, 2))
    )
    document = read(package(body, {"numbering": numbering(CHAPTERS + SECTIONS + ITEMS)}))
    assert texts(document) == [
        "一、部门概况",
        "（一）机构设置",
        "（二）人员情况",
        "二、收支情况",
        "（一）收入",
        "1.\t2023年收入12万元。",
    ]
    assert [b.kind for b in document.blocks] == [BlockKind.HEADING] * 5 + [BlockKind.PARAGRAPH]
    assert document.quote(document.blocks[0].span) == "一、部门概况"


def test_numbers_come_from_styles_and_from_what_they_are_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:basedOn w:val="2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="4"><w:basedOn w:val="1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    link = level(0, "chineseCounting", "第%1章 ", '<w:pStyle w:val="1"/><w:suff w:val="nothing"/>') + level(
        1, "decimal", "%1.%2", "<w:isLgl/>"
    )
    style = '<w:pStyle w:val="{}"/>'.format
    body = (
        p("总则", style(1)) + p("甲", style(2)) + p("乙", style(3)) + p("附则", style(4)) + p("终", style(1))
    )
    document = read(package(body, {"styles": styles, "numbering": numbering(link)}))
    assert texts(document) == ["第一章 总则", "1.1\t甲", "1.2\t乙", "附则", "第二章 终"]
    assert document.blocks[3].kind is BlockKind.HEADING  # the outline level is inherited, the number is not


def test_a_list_style_stands_for_its_levels() -> None:
    styles = '<w:style w:type="numbering" w:styleId="清单"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    lists = numbering(
        '<w:numStyleLink w:val="清单"/>', '<w:styleLink w:val="清单"/>' + level(0, "decimal", "(%1)")
    )
    document = read(
        package(p("甲", numbered(1)) + p("乙", numbered(1)), {"styles": styles, "numbering": lists})
    )
    assert texts(document) == ["(1)\t甲", "(2)\t乙"]
    named = lists.replace('<w:styleLink w:val="清单"/>', "")  # only the style says where the levels are
    assert texts(read(package(p("甲", numbered(1)), {"styles": styles, "numbering": named}))) == ["(1)\t甲"]
    assert texts(read(package(p("甲", numbered(1)), {"numbering": lists}))) == ["(1)\t甲"]
    circle = numbering('<w:numStyleLink w:val="清单"/>')
    turned = styles.replace('w:val="2"', 'w:val="1"')
    assert texts(read(package(p("甲", numbered(1)), {"styles": turned, "numbering": circle}))) == ["甲"]


def test_lists_share_their_count_unless_one_starts_anew() -> None:
    nums = {
        2: '<w:abstractNumId w:val="0"/>',
        3: '<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>',
        4: f'<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>',
    }
    lists = numbering(level(0, "decimal", "%1."), nums=nums)
    body = "".join(p("项", numbered(n)) for n in (1, 2, 3, 3, 1, 4))
    assert [t.split("\t")[0] for t in texts(read(package(body, {"numbering": lists})))] == [
        "1.",
        "2.",
        "5.",
        "6.",
        "7.",
        "H)",
    ]


@pytest.mark.parametrize(
    ("restart", "wanted"), [("", "1"), ('<w:lvlRestart w:val="0"/>', "2"), ('<w:lvlRestart w:val="1"/>', "1")]
)
def test_deeper_levels_start_anew_as_their_list_says(restart: str, wanted: str) -> None:
    lists = numbering(
        level(0, "decimal", "%1") + level(1, "decimal", "%2") + level(2, "decimal", "%3", restart)
    )
    body = "".join(p("项", numbered(1, n)) for n in (0, 1, 2, 0, 1, 2))
    assert texts(read(package(body, {"numbering": lists})))[-1] == f"{wanted}\t项"
    same = "".join(p("项", numbered(1, n)) for n in (0, 1, 2, 1, 2))
    kept = "2" if restart else "1"  # level 2 starts anew after level 1 only where no other level is named
    assert texts(read(package(same, {"numbering": lists})))[-1] == f"{kept}\t项"


def test_an_empty_paragraph_that_ends_a_section_shows_no_number() -> None:
    body = (
        p("甲", numbered(1)) + p("", numbered(1) + "<w:sectPr/>") + p("", numbered(1)) + p("乙", numbered(1))
    )
    lists = numbering(level(0, "decimal", "%1."))
    assert texts(read(package(body, {"numbering": lists}))) == ["1.\t甲", "2.", "3.\t乙"]


def test_an_empty_numbered_cell_shows_its_number() -> None:
    rows = [tr(tc(p("", numbered(1))), tc(p(name))) for name in ("甲", "乙")]
    document = read(package(tbl(*rows), {"numbering": numbering(level(0, "decimal", "%1"))}))
    assert cells(document) == ["1", "甲", "2", "乙"]


def test_numbers_are_never_glued_to_figures_and_hidden_ones_are_not_printed() -> None:
    nothing = '<w:suff w:val="nothing"/>'
    hidden = level(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>")
    lists = numbering(level(0, "decimal", "%1", nothing), hidden, level(0, "none", ""))
    body = p("2023年", numbered(1)) + p("甲", numbered(2)) + p("乙", numbered(3)) + p("丙", numbered(99))
    assert texts(read(package(body, {"numbering": lists}))) == ["1 2023年", "甲", "乙", "丙"]


def test_bullets_of_symbol_fonts_are_signs() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:hint="default"/></w:rPr>'.format
    lists = numbering(
        level(0, "bullet", "\uf0b7", fonts("Symbol")),
        level(0, "bullet", "\uf06e", fonts("Wingdings")),
        level(0, "bullet", "●"),
    )
    body = "".join(p("项", numbered(n)) for n in (1, 2, 3))
    assert texts(read(package(body, {"numbering": lists}))) == ["•\t项", "■\t项", "●\t项"]


def test_custom_and_legal_formats() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:start w:val="7"/><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert texts(read(package(p("甲", numbered(1)), {"numbering": numbering(custom)}))) == ["007\t甲"]


def test_deleted_and_hidden_paragraphs_are_not_counted() -> None:
    gone = "<w:rPr>{}</w:rPr>".format
    deleted = f"<w:p><w:pPr>{numbered(1)}{gone('<w:del/>')}</w:pPr><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
    hidden = f"<w:p><w:pPr>{numbered(1)}{gone('<w:vanish/>')}</w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>"
    body = p("甲", numbered(1)) + deleted + hidden + p("乙", numbered(1)) + hidden
    assert texts(read(package(body, {"numbering": numbering(level(0, "decimal", "%1."))}))) == [
        "1.\t甲",
        "2.\t乙",
    ]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=12))
def test_any_order_of_levels_counts_like_a_plain_outline(levels: list[int]) -> None:
    lists = numbering(
        "".join(level(n, "decimal", ".".join(f"%{i + 1}" for i in range(n + 1))) for n in range(4))
    )
    counts = [0, 0, 0, 0]
    wanted = []
    for used in levels:
        counts[used] += 1
        counts[used + 1 :] = [0] * (3 - used)
        counts[:used] = [max(1, count) for count in counts[:used]]  # printed is used up
        wanted.append(".".join(map(str, counts[: used + 1])) + "\t项")
    body = "".join(p("项", numbered(1, n)) for n in levels)
    assert texts(read(package(body, {"numbering": lists}))) == wanted
