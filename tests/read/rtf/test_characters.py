"""RTF: bytes become the characters that were meant, whoever wrote them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.rtf.documents import body, read, texts
from tests.read.rtf.writer import file, gbk, paragraph, unicode


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"\f1 \'d6\'d0\'ce\'c4", "中文"),
        (r"\f1 \'81@\'82A", "丂侫"),
        (r"{\f1 \'d6}{\f1 \'d0}", "中"),
        ("\\f1 \xd6\xd0\xce\xc4", "中文"),
        (r"\f0 \'d6\'d0 12.5", "中 12.5"),
        (r"\f0 caf\'e9", "café"),
        (r"\f1 \u20013\'d6\'d0\u25991\'ce\'c4", "中\ufffd文\ufffd"),
        (r"\uc2\f1 \u20013\'d6\'d0\u25991\'ce\'c4 1", "中文 1"),
        (r"{\uc0 \u20013\u25991}12", "中文12"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"\u8212\emdash 1", "—1"),
        (r"\u20013?\tab 1", "中\t1"),
        (r"a\~b\_c\-d\{e\}\\", "a\u00a0b-cde}\\".replace("de", "d{e")),
        (r"\ldblquote a\rdblquote\bullet\endash", "“a”•–"),
        (r"{\f2 \'fe}{\f2 \'a8}", "☑□"),
        (r"{\f2\u-3842?}", "☑"),
        (r"\'zz1\'4", "zz14"),
        ("a\r\nb", "ab"),
    ],
)
def test_written_is_read_as_meant(written: str, meant: str) -> None:
    assert texts(body(rf"\pard\plain {written}\par")) == [meant]


@pytest.mark.parametrize(
    ("page", "charset", "codec", "text"),
    [
        (936, 134, "gb18030", "预算〇1"),
        (950, 136, "cp950", "預算"),
        (932, 128, "cp932", "予算"),
        (1251, 204, "cp1251", "Бюджет"),
        (1252, 0, "cp1252", "café"),
        (10000, 77, "mac_roman", "é"),
        (65001, 1, "utf-8", "预算"),
    ],
)
def test_the_font_says_in_which_code_page_its_bytes_are(
    page: int, charset: int, codec: str, text: str
) -> None:
    written = "".join(f"\\'{byte:02x}" for byte in text.encode(codec))
    font = rf"{{\fonttbl{{\f9\fnil\fcharset{charset} X;}}}}"
    assert (
        texts(read(rf"{{\rtf1\ansi\ansicpg1252{font}\f9 {written}\par}}".encode("ascii"))) == [text]
        or charset == 1
    )
    plain = rf"{{\rtf1\ansi\ansicpg{page} {written}\par}}".encode("ascii")
    assert texts(read(plain)) == [text]


def test_fields_give_their_result() -> None:
    link = r'{\field{\*\fldinst HYPERLINK "http://x"{\*\datafield 00ff}}{\fldrslt 12.5}}'
    nested = r"{\field{\*\fldinst IF {\field{\*\fldinst REF a}{\fldrslt 77}} = 1}{\fldrslt 88}}"
    circled = r"{\field{\*\fldinst eq \\o\\ac(" + gbk("○") + r",3)}{\fldrslt }}"
    sign = r'{\field{\*\fldinst SYMBOL 252 \\f "Wingdings"}{\fldrslt \f2}}'
    box = (
        r"{\field{\*\fldinst FORMCHECKBOX{\*\formfield{\fftype1\ffres25\ffdefres1{\*\ffname a}}}}{\fldrslt }}"
    )
    found = body(rf"\pard\f1 A{link}B{nested}C{circled}{sign}{box}\par")
    assert texts(found) == ["A12.5B88C③✓☑"]
    assert body(r"\pard {\field{\*\fldinst AUTONUM}{\fldrslt }}A\par").losses[0].place == "AUTONUM"


def test_what_is_hidden_or_deleted_is_not_read() -> None:
    text = r"\pard A{\v B}{\deleted C}\v D\v0 E{\v\par}F\par {\mvf G}H{\revised I}\par"
    assert texts(body(text)) == ["AEF", "HI"]
    assert texts(body(r"\pard\v A\plain B\par")) == ["B"]


def test_groups_that_hold_nothing_printed_are_passed_over() -> None:
    junk = (
        r"{\info{\title T}}{\*\unknown U{\b V}}{\xe X}{\*\bkmkstart b}{\nonshppict{\pict 00ff}}"
        r"{\*\shppict{\pict\picwgoal100\pichgoal100\bin3 }{}}}{\atnid N}{\*\annotation{\chatn}C}"
    ).replace(r"\bin3 }{}", "\\bin3 }{}")
    assert texts(body(rf"\pard A{junk}B\par")) == ["AB"]


def test_a_destination_begins_with_its_group_or_not_at_all() -> None:
    link = r"{\field{\*\fldinst HYPERLINK x}{\fldrslt \*\cs12\ul 12.5}}"
    document = body(rf"\pard\plain {link}\par \pard\plain \sp{{7}}8\par {{\*\sp 9}}10\par")
    assert texts(document) == ["12.5", "78", "10"]


def test_numbers_of_lists_are_those_that_are_printed_beside_them() -> None:
    def item(number: str, text: str) -> str:
        return rf"{{\listtext\pard\plain\f1 {gbk(number)}\tab}}\pard\ls1\ilvl0\f1 {gbk(text)}\par"

    old = r"{\pntext\f1 1.\tab}{\*\pn\pnlvlbody{\pntxta .}}\pard A\par"
    assert texts(body(item("一、", "概况") + item("二、", "收支") + old)) == [
        "一、\t概况",
        "二、\t收支",
        "1.\tA",
    ]


def test_notes_follow_the_text_and_headers_are_set_apart() -> None:
    header = r"{\header\pard H\par}{\footerf\pard F {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}"
    note = r"{\super\chftn{\*\footnote\pard\plain{\super\chftn} N\par}}"
    found = body(rf"{header}\sectd\pard 12.5{note}M\par\sect{header}\pard E\par")
    assert texts(found) == ["12.5¹M", "E", "¹ N"]
    assert texts(found, furniture=True) == ["H", "F 1"]
    typed = body(r"\pard 12.5{\super 1}M m{\super 2}\par")
    assert texts(typed) == ["12.5¹M m2"]
    lifted = body(r"\pard 12.5{\up6\fs12 1}M{\up6 2}12.5{\fs12\up6 3\dn4 4}\par")
    assert texts(lifted) == ["12.5¹M212.5³4"]
    circled = body(rf"\ftnncnum\pard A{note}\par")
    assert texts(circled) == ["A①", "① N"]


def test_headings_and_contents_are_known_by_their_styles() -> None:
    heading = r"\pard\s1 Overview\par" + paragraph("第一条", gbk, r"\outlinelevel2")
    contents = r"\pard\s21 Overview 3\par \pard A {\field{\*\fldinst PAGEREF _Toc1}{\fldrslt 3}}\par"
    found = body(contents + heading + paragraph("正文"))
    assert texts(found, furniture=True) == ["Overview 3", "A 3"]
    assert [b.kind.value for b in found.blocks[2:]] == ["heading", "heading", "paragraph"]


def test_text_boxes_are_read_once_behind_the_paragraph_they_hang_on() -> None:
    shape = r"{\shp{\*\shpinst\shpleft0{\sp{\sn a}{\sv b}}{\shptxt \pard B\par}}{\shprslt{\*\do{\dptxbxtext\pard B\par}}}}"
    assert texts(body(rf"\pard A{shape}C\par D\par")) == ["AC", "B", "D"]
    assert texts(body(r"\pard A{\*\do\dobxpage{\dptxbxtext\pard B\par}}\par")) == ["A", "B"]


def test_large_pictures_and_objects_are_lost_aloud() -> None:
    large = r"{\pict\pngblip\picwgoal9000\pichgoal9000 00ff}"
    sheet = (
        r"{\object\objemb{\*\objclass Excel.Sheet.8}{\*\objdata 00}{\result{\pict\picwgoal99\pichgoal99 00}}}"
    )
    found = body(rf"\pard A{large}{sheet}\par")
    assert [loss.place for loss in found.losses] == [r"\pict 1", r"\object Excel.Sheet.8"]
    assert texts(found) == ["A"]


def test_manual_breaks_part_paragraphs() -> None:
    assert texts(body(r"\pard A\line B\page C\par")) == ["A", "B", "C"]


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Zl", "Zp"]), min_size=1),
    st.booleans(),
)
def test_any_text_comes_back(text: str, wide: bool) -> None:
    data = file(rf"\pard\f1 [{(unicode if wide else gbk)(text)}]\par")
    kept = text.replace("\u00ad", "")
    assert read(data).text == f"[{kept}]\n"
