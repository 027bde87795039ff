"""Automatic numbers stand in front of their paragraphs as Word prints them."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from tests.read.doc.tables import Cell, row
from tests.read.doc.test_samples import read
from tests.read.doc.test_text import texts
from tests.read.doc.writer import HIDDEN, IN_TABLE, STYLES, Par, Style, WordFile, par

TAB, SPACE, NOTHING = 0, 1, 2
DECIMAL, CHINESE, CIRCLE, BULLET = 0, 37, 18, 23


def level(
    text: str,
    format: int = DECIMAL,
    *,
    start: int = 1,
    follow: int = NOTHING,
    flags: int = 0,
    font: bytes = b"",
) -> bytes:
    """LVL: LVLF, properties, text with the numbers of levels as characters below 9."""
    head = struct.pack("<iBB", start, format, flags) + bytes(9) + bytes((follow,)) + bytes(8)
    head += bytes((len(font), 0, 0, 0))
    return head + font + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def lists(*levels_of: Sequence[bytes]) -> bytes:
    """PlfLst: lists 1, 2 … with the levels behind it; a list of one level is a simple one."""
    heads = b"".join(
        struct.pack("<ii", number, 0) + bytes(18) + bytes((int(len(levels) == 1), 0))
        for number, levels in enumerate(levels_of, 1)
    )
    filled = (
        levels if len(levels) == 1 else [*levels, *[level("")] * (9 - len(levels))] for levels in levels_of
    )
    return struct.pack("<H", len(levels_of)) + heads + b"".join(b"".join(levels) for levels in filled)


def overrides(*lists_of: tuple[int, Sequence[bytes]]) -> bytes:
    """PlfLfo: which list each one uses, with its LFOLVLs."""
    heads = b"".join(
        struct.pack("<iII", number, 0, 0) + bytes((len(lvls), 0, 0, 0)) for number, lvls in lists_of
    )
    return (
        struct.pack("<I", len(lists_of))
        + heads
        + b"".join(struct.pack("<I", 0xFFFFFFFF) + b"".join(lvls) for _, lvls in lists_of)
    )


def numbered(text: str, ilfo: int = 1, ilvl: int = 0) -> Par:
    return par(text, struct.pack("<HBHH", 0x260A, ilvl, 0x460B, ilfo))


def read_numbered(plf_lst: bytes, plf_lfo: bytes, *main: Par, styles: Sequence[Style] = STYLES) -> list[str]:
    return texts(read(WordFile(main, styles=styles, extra={73: plf_lst, 74: plf_lfo}).to_bytes()))


def test_chinese_headings_are_numbered_as_printed() -> None:
    outline = [level("\0、", CHINESE), level("（\1）", CHINESE), level("\2.", follow=TAB)]
    main = [
        numbered("概况"),
        numbered("职能", ilvl=1),
        numbered("机构", ilvl=1),
        numbered("人员", ilvl=2),
        numbered("支出"),
        numbered("预算", ilvl=1),
    ]
    assert read_numbered(lists(outline), overrides((1, ())), *main) == [
        "一、概况",
        "（一）职能",
        "（二）机构",
        "1.\t人员",
        "二、支出",
        "（一）预算",
    ]


def test_levels_above_are_shown_and_legal_numbers_are_digits() -> None:
    outline = [level("第\0章", CHINESE), level("\0.\1", flags=4)]
    assert read_numbered(
        lists(outline), overrides((1, ())), numbered("甲"), numbered("乙"), numbered("丙", ilvl=1)
    ) == [
        "第一章甲",
        "第二章乙",
        "2.1丙",
    ]


def test_a_level_that_does_not_begin_anew_goes_on_below_the_next_heading() -> None:
    outline = [level("\0、", CHINESE), level("\1.", flags=8)]
    main = [numbered("甲"), numbered("乙", ilvl=1), numbered("丙"), numbered("丁", ilvl=1)]
    assert read_numbered(lists(outline), overrides((1, ())), *main) == ["一、甲", "1.乙", "二、丙", "2.丁"]


def test_a_hidden_number_is_counted_and_not_printed() -> None:
    outline = [level("\0、", CHINESE), level("\1.", font=HIDDEN)]
    main = [numbered("甲"), numbered("乙", ilvl=1), numbered("丙")]
    assert read_numbered(lists(outline), overrides((1, ())), *main) == ["一、甲", "乙", "二、丙"]


def test_a_number_and_a_figure_behind_it_stay_two_numbers() -> None:
    plain = [level("\0", follow=NOTHING)]
    assert read_numbered(lists(plain), overrides((1, ())), numbered("2022年预算")) == ["1 2022年预算"]


def test_lists_go_on_and_begin_anew_as_their_overrides_say() -> None:
    anew = struct.pack("<iI", 5, 0x10)
    main = [numbered("甲", 1), numbered("乙", 2), numbered("丙", 3), numbered("丁", 1)]
    assert read_numbered(lists([level("\0.")]), overrides((1, ()), (1, ()), (1, (anew,))), *main) == [
        "1.甲",
        "2.乙",
        "5.丙",
        "6.丁",
    ]


def test_an_override_may_bring_a_level_of_its_own() -> None:
    own = struct.pack("<iI", 0, 0x20) + level("〔\0〕", CIRCLE)
    assert read_numbered(lists([level("\0.")]), overrides((1, (own,))), numbered("甲"), numbered("乙")) == [
        "〔①〕甲",
        "〔②〕乙",
    ]


def test_bullets_are_printed_as_signs() -> None:
    sttb = struct.pack("<HH", 1, 0) + bytes((61,)) + bytes(39) + "Wingdings\0\0".encode("utf-16-le")
    bullet = level("\uf06c", BULLET, font=struct.pack("<HH", 0x4A4F, 0))
    main = [numbered("甲")]
    document = read(WordFile(main, extra={15: sttb, 73: lists([bullet]), 74: overrides((1, ()))}).to_bytes())
    assert texts(document) == ["●甲"]


def test_a_style_gives_its_paragraphs_numbers_and_a_paragraph_may_refuse() -> None:
    heading = Style("标题甲", papx=struct.pack("<HBHH", 0x260A, 0, 0x460B, 1), based_on=0)
    main = [par("概况", style=5), par("无号", struct.pack("<HH", 0x460B, 0), style=5), par("支出", style=5)]
    assert read_numbered(
        lists([level("\0、", CHINESE)]), overrides((1, ())), *main, styles=(*STYLES, heading)
    ) == ["一、概况", "无号", "二、支出"]


def test_cells_that_hold_only_their_number_are_numbered() -> None:
    cells = list(row([Cell("", 1000), Cell("指标", 3000)]))
    listed = Par((), IN_TABLE + struct.pack("<HBHH", 0x260A, 0, 0x460B, 1), mark="\x07")
    main = [p for _ in range(2) for p in (listed, *cells[1:])]
    document = read(
        WordFile([*main, par("完")], extra={73: lists([level("\0")]), 74: overrides((1, ()))}).to_bytes()
    )
    assert [document.flow(c).text for c in document.tables[0].cells] == ["1", "指标", "2", "指标"]


def test_broken_lists_cost_the_numbers_and_not_the_text() -> None:
    endless = lists([level("\0.")])[:-6] + struct.pack("<HHH", 0x7FFF, 0, 0)
    document = read(WordFile([numbered("甲")], extra={73: endless, 74: overrides((1, ()))}).to_bytes())
    assert texts(document) == ["甲"]
    assert [loss.place for loss in document.losses] == ["PlfLst"]
