"""Automatic numbers of paragraphs: lists, their levels, and counting.

Belongs here: PlfLst and PlfLfo, and what is printed in front of a paragraph. Does not belong here: counting styles
(pipelines.read.numbering). Follows [MS-DOC] 2.4.6.3 (list formatting), 2.9 (PlfLst, LSTF, LVL, LVLF, PlfLfo, LFO,
LFOData, LFOLVL), [MS-OSHARED] 2.2.1.3 (MSONFC).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pipelines.read.doc import sprm
from pipelines.read.doc.binary import Broken, i32, take, u8, u16, u32
from pipelines.read.numbering import number_text
from pipelines.read.symbols import symbol

_LSTF: Final = 28  # bytes
_LFO: Final = 16
_LVLF: Final = 28
_LEGAL: Final = 4  # fLegal
_NO_RESTART: Final = 8  # fNoRestart: only levels below ilvlRestartLim restart this one
_LEVELS: Final = 9
_MOST: Final = 2048  # lists and overrides; an ilfo has 11 bits
_LONGEST: Final = 255  # characters of a number with what stands around it; Word allows 31
_LARGEST: Final = 1_000_000
_FOLLOWED_BY: Final = ("\t", " ", "")

# MSONFC to ST_NumberFormat
_FORMATS: Final = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    5: "ordinal",
    8: "hex",
    10: "ideographDigital",
    11: "japaneseCounting",
    14: "decimalFullWidth",
    16: "japaneseLegal",
    17: "japaneseDigitalTenThousand",
    18: "decimalEnclosedCircle",
    19: "decimalFullWidth2",
    22: "decimalZero",
    23: "bullet",
    26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle",
    30: "ideographTraditional",
    31: "ideographZodiac",
    32: "ideographZodiacTraditional",
    33: "taiwaneseCounting",
    34: "ideographLegalTraditional",
    35: "taiwaneseCountingThousand",
    36: "taiwaneseDigital",
    37: "chineseCounting",
    38: "chineseLegalSimplified",
    39: "chineseCountingThousand",
    57: "numberInDash",
    255: "none",
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level: where it starts, its format, its text with characters below 9 in the place of level numbers.

    ``font``: of the text; ``restart``: levels below this one, from 0, make it begin anew; ``is_legal``: digits throughout.
    """

    start: int
    format: str
    text: str
    follow: str
    font: int
    restart: int
    is_legal: bool


@dataclass(frozen=True, slots=True)
class Override:
    """What an LFO uses: its list, levels with starts of its own, levels that it replaces."""

    list_id: int
    starts: dict[int, int]
    levels: dict[int, Level]


@dataclass(slots=True)
class Numbers:
    """Counts through a document. Ask for each numbered paragraph once, in reading order."""

    lists: dict[int, list[Level]]
    overrides: list[Override]
    fonts: tuple[str, ...] = ()
    _counts: dict[int, list[int | None]] = field(default_factory=dict)
    _begun: set[int] = field(default_factory=set)

    def label(self, number: int, level: int) -> str:
        """What is printed in front of a paragraph of list ``number`` (ilfo) on this level, with the space after it."""
        if not 1 <= number <= len(self.overrides) or not 0 <= level < _LEVELS:
            return ""
        override = self.overrides[number - 1]
        levels = self.lists.get(override.list_id, [])
        levels = [override.levels.get(i, one) for i, one in enumerate(levels)]
        if level >= len(levels):
            return ""
        counts = self._counts.setdefault(override.list_id, [None] * _LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for restarted in override.starts:
                counts[restarted] = None
        before = counts[level]
        start = override.starts.get(level, levels[level].start)
        counts[level] = start if before is None else min(before + 1, _LARGEST)
        for deeper in range(level + 1, len(levels)):
            if level < levels[deeper].restart:
                counts[deeper] = None
        return self._text(levels, counts, level)

    def _text(self, levels: list[Level], counts: list[int | None], level: int) -> str:
        shown = levels[level]
        if shown.format == "bullet":
            font = self.fonts[shown.font] if 0 <= shown.font < len(self.fonts) else ""
            text = "".join(symbol(font, ord(c)) if "\uf000" <= c <= "\uf0ff" else c for c in shown.text)
        else:
            text = ""
            for character in shown.text:
                place = ord(character)
                if place >= len(levels):
                    text += character
                    continue
                count = counts[place]
                legal = shown.is_legal and place < level
                text += number_text(
                    "decimal" if legal else levels[place].format,
                    levels[place].start if count is None else count,
                )
        return text + shown.follow if text else ""


def parse_numbers(table: bytes, lists: tuple[int, int], overrides: bytes, fonts: tuple[str, ...]) -> Numbers:
    """Read PlfLst (its place in the table stream: levels follow behind it) and PlfLfo. Raises Broken."""
    if not lists[1] or not overrides:
        return Numbers({}, [])
    return Numbers(_parse_lists(table, lists[0]), _parse_overrides(overrides), fonts)


def _parse_lists(table: bytes, at: int) -> dict[int, list[Level]]:
    count = u16(table, at)
    if count > _MOST:
        raise Broken
    heads = [take(table, at + 2 + _LSTF * i, _LSTF) for i in range(count)]
    at += 2 + _LSTF * count
    lists: dict[int, list[Level]] = {}
    for head in heads:
        levels: list[Level] = []
        for _ in range(1 if u8(head, 26) & 1 else _LEVELS):
            level, at = _parse_level(table, at)
            levels.append(level)
        lists[i32(head, 0)] = levels
    return lists


def _parse_level(table: bytes, at: int) -> tuple[Level, int]:
    head = take(table, at, _LVLF)
    flags, papx, chpx = head[5], head[25], head[24]
    at += _LVLF + papx
    font, is_hidden = -1, False
    for code, operand in sprm.cut(take(table, at, chpx)):
        if code == sprm.FONT:
            font = u16(operand, 0)
        elif code == sprm.VANISH:
            is_hidden = operand[0] & 1 != 0
    at += chpx
    length = u16(table, at)
    if length > _LONGEST:
        raise Broken
    text = take(table, at + 2, 2 * length).decode("utf-16-le", "replace")
    follow = head[15]
    level = Level(
        start=min(max(i32(head, 0), 0), _LARGEST),
        format=_FORMATS.get(head[4], "decimal"),
        text="" if is_hidden else text,
        follow=_FOLLOWED_BY[follow] if follow < len(_FOLLOWED_BY) else "",
        font=font,
        restart=head[26] if flags & _NO_RESTART else _LEVELS,
        is_legal=flags & _LEGAL != 0,
    )
    return level, at + 2 + 2 * length


def _parse_overrides(plf: bytes) -> list[Override]:
    count = u32(plf, 0)
    if count > _MOST:
        raise Broken
    heads = [take(plf, 4 + _LFO * i, _LFO) for i in range(count)]
    at = 4 + _LFO * count
    overrides: list[Override] = []
    for head in heads:
        override = Override(i32(head, 0), {}, {})
        overrides.append(override)
        if at + 4 > len(plf):
            continue
        at += 4  # cp, of no use
        for _ in range(min(head[12], _LEVELS)):
            start, flags = i32(plf, at), u32(plf, at + 4)
            at += 8
            number = flags & 0xF
            if flags & 0x20:
                level, at = _parse_level(plf, at)
                if number < _LEVELS:
                    override.levels[number] = level
            if flags & 0x10 and number < _LEVELS:
                starts_at = override.levels[number].start if number in override.levels else start
                override.starts[number] = min(max(starts_at, 0), _LARGEST)
    return overrides
