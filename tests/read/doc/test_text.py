"""What Word prints of a paragraph is read; what it does not print is not."""

from __future__ import annotations

import struct

import pytest

from pipelines.model.document import BlockKind, Document, Loss, LossKind
from tests.read.doc.test_samples import read
from tests.read.doc.writer import DELETED, HIDDEN, STYLES, Par, Run, Style, WordFile, par

CIRCLED = "\x13 EQ \\o\\ac(○,3) \x15"


def texts(document: Document) -> list[str]:
    return [
        document.flow(b).text
        for b in document.blocks
        if b.table is None and b.kind is not BlockKind.FURNITURE
    ]


def furniture(document: Document) -> list[str]:
    return [document.flow(b).text for b in document.blocks if b.kind is BlockKind.FURNITURE]


def read_paragraphs(*main: Par, **stories: object) -> Document:
    return read(WordFile(main, **stories).to_bytes())  # type: ignore[arg-type]


def test_hidden_and_deleted_characters_are_left_out() -> None:
    runs = (Run("预算"), Run("旧数98", DELETED), Run("密", HIDDEN), Run("100万元"))
    assert texts(read_paragraphs(Par(runs))) == ["预算100万元"]


def test_characters_hidden_by_a_style_are_left_out_unless_a_run_shows_them() -> None:
    hiding = Style("批注内容", chpx=HIDDEN, based_on=0)
    below = Style("下级", based_on=len(STYLES))
    shown = Run("看得见", b"\x3c\x08\x00")
    document = read_paragraphs(
        Par((Run("看不见"), shown), style=len(STYLES) + 1), par("完"), styles=(*STYLES, hiding, below)
    )
    assert texts(document) == ["看得见完"]  # the mark is hidden as well


def test_a_deleted_mark_ends_no_paragraph() -> None:
    first = Par((Run("资金执行12"),), mark_chpx=DELETED)
    assert texts(read_paragraphs(first, par("3.50万元。"))) == ["资金执行123.50万元。"]


def test_fields_show_their_results_and_never_their_codes() -> None:
    line = "合计\x13 =SUM(ABOVE) \\# 99 \x1412.5\x15万元，见\x13 HYPERLINK \x13 REF x \x14内\x15 \x14附件\x15"
    document = read_paragraphs(par(line))
    assert texts(document) == ["合计12.5万元，见附件"]
    assert "99" not in document.text


def test_a_field_that_never_ends_hides_nothing() -> None:
    assert texts(read_paragraphs(par("\x13 REF 预算12万元"), par("决算11万元"))) == [
        "REF 预算12万元",
        "决算11万元",
    ]


def test_codes_that_print_by_themselves_are_printed_or_noted_as_lost() -> None:
    document = read_paragraphs(
        par(f"{CIRCLED}及时率"), par('\x13 SYMBOL 254 \\f "Wingdings" \x15是'), par("\x13 AUTONUM \x15目标")
    )
    assert texts(document) == ["③及时率", "☑是", "目标"]
    assert document.losses == (Loss(LossKind.PART_NOT_READ, place="AUTONUM"),)


def test_an_embedded_workbook_is_noted_as_lost() -> None:
    document = read_paragraphs(par("附表：\x13 EMBED Excel.Sheet.8 \x14\x01\x15"), par("完"))
    assert [loss.place for loss in document.losses] == ["EMBED Excel.Sheet.8"]


def test_special_characters_are_printed_as_word_prints_them() -> None:
    line = "A\x1eB\x1fC\u00adD\x0b第二行\t值\x01\x08\x05"
    assert texts(read_paragraphs(par(line))) == ["A-BCD", "第二行\t值"]


def test_a_page_break_ends_a_line_and_a_section_ends_a_paragraph() -> None:
    document = read_paragraphs(par("封面\x0c一、概况"), par("上节", mark="\x0c"), par("下节"))
    assert texts(document) == ["封面", "一、概况", "上节", "下节"]


def test_symbols_are_printed_as_unicode() -> None:
    fonts = b"".join(
        bytes((len(name) * 2 + 41,)) + bytes(39) + (name + "\0").encode("utf-16-le")
        for name in ("宋体", "Wingdings")
    )
    sttb = struct.pack("<HH", 2, 0) + fonts
    ticked = Run("(", struct.pack("<HHH", 0x6A09, 1, 0xF0FE) + b"\x55\x08\x01")
    typed = Run("\uf0a8", struct.pack("<HH", 0x4A4F, 1))
    document = read_paragraphs(Par((ticked, Run("优"), typed, Run("良(好)"))), extra={15: sttb})
    assert texts(document) == ["☑优□良(好)"]


def test_raised_digits_behind_a_figure_do_not_become_part_of_it() -> None:
    raised = b"\x48\x2a\x01"  # sprmCIss
    lifted = b"\x45\x48\x08\x00"  # sprmCHpsPos
    small = b"\x43\x4a\x0c\x00"  # sprmCHps
    for look in (raised, lifted + small):
        assert texts(read_paragraphs(Par((Run("支出12.5"), Run("1", look), Run("万元"))))) == [
            "支出12.5¹万元"
        ]
    assert texts(read_paragraphs(Par((Run("支出12.5"), Run("1", lifted), Run("万元"))))) == ["支出12.51万元"]


@pytest.mark.parametrize(
    "look",
    [
        b"\x37\x08\x01",  # sprmCFStrike
        b"\x53\x2a\x01",  # sprmCFDStrike
        b"\x43\x4a\x02\x00",  # sprmCHps
        b"\x42\x2a\x08",  # sprmCIco
        b"\x70\x68\xff\xff\xff\x00",  # sprmCCv
    ],
)
def test_struck_tiny_and_white_characters_are_left_out(look: bytes) -> None:
    document = read_paragraphs(Par((Run("预算"), Run("9", look), Run("100万元"))))
    assert texts(document) == ["预算100万元"]
    assert len(document.losses) == 1
    assert texts(read_paragraphs(Par((Run("预算12"),), mark_chpx=look), par("决算"))) == ["预算12", "决算"]
    red = b"\x42\x2a\x06\x70\x68\xff\x00\x00\x00"
    assert texts(read_paragraphs(Par((Run("预算"), Run("9", red), Run("100万元"))))) == ["预算9100万元"]


@pytest.mark.parametrize(
    ("run", "around", "seen"),
    [
        (b"\x0c\x2a\x02", b"", True),  # sprmCHighlight
        (b"\x66\x48\x40\x00", b"", True),  # sprmCShd80
        (b"", b"\x4d\xc6\x0a" + bytes(4) + b"\x00\x00\x80\x00\x00\x00", True),  # sprmPShd
        (b"", b"\x4d\xc6\x0a" + b"\x00\x00\x00\xff" * 2 + bytes(2), False),
    ],
)
def test_white_on_a_colour_is_read(run: bytes, around: bytes, seen: bool) -> None:
    white = b"\x42\x2a\x08"
    document = read_paragraphs(Par((Run("预算"), Run("9", white + run), Run("万元")), around))
    assert texts(document) == ["预算9万元" if seen else "预算万元"]


def test_single_byte_pieces_are_windows_1252() -> None:
    document = read_paragraphs(par("Caf\u00e9 \u201c100\u201d \u20ac"), compressed=True)
    assert texts(document) == ["Café “100” €"]


def test_characters_outside_the_basic_plane_move_no_property() -> None:
    document = read_paragraphs(Par((Run("𠮷𡈽"), Run("隐", HIDDEN), Run("县"))), par("二"))
    assert texts(document) == ["𠮷𡈽县", "二"]


def test_properties_of_a_piece_hold_for_its_characters() -> None:
    assert texts(read_paragraphs(Par((Run("现"), Run("在", HIDDEN))), piece_papx=b"\x3c\x08\x00")) == ["现在"]


def test_notes_follow_the_text_and_their_marks_are_no_digits() -> None:
    reference = struct.pack("<II", 4, 100) + struct.pack("<H", 1)
    document = read_paragraphs(
        par("支出12\x02万元"), footnotes=(par("\x02 含上年结转"), par("")), extra={2: reference}
    )
    assert texts(document) == ["支出12¹万元", "¹ 含上年结转"]


def test_headers_and_contents_are_set_apart() -> None:
    contents = [
        par("\x13 TOC \\o \x14一、概况\t1", style=4),
        par("（一）收入\t2"),
        par("二、支出\t3\x15"),
    ]
    document = read_paragraphs(
        *contents, par("正文"), headers=(par("\x03"), par("某局自评报告"), par("某局自评报告"))
    )
    assert texts(document) == ["正文"]
    assert furniture(document) == ["一、概况\t1", "（一）收入\t2", "二、支出\t3", "某局自评报告"]


def test_a_text_box_stands_behind_the_paragraph_that_it_hangs_on() -> None:
    boxes = (par("框内100万元"), par("漂着的框"), par(""))
    spa = struct.pack("<2I", 1, 100) + struct.pack("<i", 1026).ljust(26, b"\0")
    box = [struct.pack("<IIHIiI", 1, 0, 0, 0, name, 0) for name in (1026, 1027, 0)]
    plc = struct.pack("<4I", 0, 8, 13, 14) + b"".join(b.ljust(22, b"\0") for b in box)
    document = read_paragraphs(par("正\x08文"), par("下一段"), boxes=boxes, extra={40: spa, 56: plc})
    assert texts(document) == ["正文", "框内100万元", "下一段", "漂着的框"]


def test_a_box_of_an_old_form_is_ticked_or_not() -> None:
    picture = struct.pack("<HI", 0x6A03, 0)
    form = struct.pack("<IH", 82, 0x44) + bytes(62) + struct.pack("<IHHH", 0xFFFFFFFF, 1 | 1 << 2, 0, 0)
    name = struct.pack("<HH", 0, 0) + struct.pack("<H", 0)
    box = Par((Run("\x13 FORMCHECKBOX "), Run("\x01", picture), Run("\x14\x15是")))
    assert texts(read_paragraphs(box, data=form + name)) == ["☑是"]


def test_a_list_of_an_old_form_shows_its_choice() -> None:
    picture = struct.pack("<HI", 0x6A03, 0)
    entries = b"".join(struct.pack("<H", len(e)) + e.encode("utf-16-le") for e in ("优", "良好", "差"))
    form = struct.pack("<IH", 200, 0x44) + bytes(62) + struct.pack("<IHHH", 0xFFFFFFFF, 2 | 1 << 2, 0, 0)
    form += bytes(4) + struct.pack("<H", 0) + bytes(20) + struct.pack("<HHH", 0xFFFF, 3, 0) + entries
    choice = Par((Run("等级\x13 FORMDROPDOWN "), Run("\x01", picture), Run("\x15。")))
    assert texts(read_paragraphs(choice, data=form)) == ["等级良好。"]


def test_a_large_picture_is_noted_as_lost_and_a_stamp_is_not() -> None:
    def picf(width: int, height: int) -> bytes:
        return (
            struct.pack("<IH", 68, 68)
            + bytes(22)
            + struct.pack("<HHHH", width, height, 1000, 1000)
            + bytes(32)
        )

    large, small = (Run("\x01", struct.pack("<HI", 0x6A03, at)) for at in (0, 68))
    document = read_paragraphs(Par((Run("见图"), large, small)), data=picf(9000, 9000) + picf(1500, 1500))
    assert texts(document) == ["见图"]
    assert document.losses == (Loss(LossKind.PART_NOT_READ, place="picture 1"),)
