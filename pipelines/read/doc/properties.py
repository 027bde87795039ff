"""Properties of paragraphs and characters, as far as they change what is read.

Belongs here: what sprms do to a paragraph or a run. Does not belong here: finding them (bins), tables' rows (rows).
Follows [MS-DOC] 2.4.6 (applying properties), 2.6.1 (characters), 2.6.2 (paragraphs), 2.9 (ToggleOperand, PrcData).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from pipelines.read.doc import sprm
from pipelines.read.doc.binary import Broken, i16, i32, u16
from pipelines.read.doc.ink import is_shaded, is_white
from pipelines.read.doc.styles import Styles

_TABLES: Final = 5  # sgc of table sprms
_BODY: Final = 9  # outline level of body text
_DEEPEST: Final = 16  # nested tables
_SUPERSCRIPT: Final = 1
_LIFTED: Final = 6
_NOTE_SIZE: Final = 18
"""Half points: characters lifted by so much and set no larger are a mark of a note; larger ones are set so for their cell."""
_TINIEST: Final = 2  # half points
_USUAL_SIZE: Final = 20
_MOST_OF_A_ROW: Final = 1000  # sprms; Word writes some dozens


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """``depth``: in how many tables; ``list_number``: ilfo, 0 where the paragraph has no automatic number.

    ``table``: sprms of the row that ends here.
    """

    style: int = 0
    depth: int = 0
    is_inner_cell_end: bool = False
    is_row_end: bool = False
    level: int = 0
    list_number: int = 0
    outline: int = _BODY
    is_shaded: bool = False
    table: tuple[tuple[int, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class CharacterProperties:
    """``symbol``: font and code that are printed instead of the character; ``font``: -1 where the style has it.

    ``data``: where in the Data stream the object of a character 0x01 lies; -1 where there is none. ``size``, ``lift``: in half
    points. ``is_white``: None where no colour is named; ``is_marked``: on a colour of its own.
    """

    is_hidden: bool = False
    is_deleted: bool = False
    symbol: tuple[int, int] | None = None
    font: int = -1
    is_superscript: bool = False
    data: int = -1
    is_struck: bool = False
    size: int = _USUAL_SIZE
    lift: int = 0
    is_white: bool | None = None
    is_marked: bool = False

    @property
    def is_printed(self) -> bool:
        """Whether the characters take up room: a mark that does not ends no paragraph."""
        return not (self.is_hidden or self.is_deleted)

    @property
    def is_seen(self) -> bool:
        """Whether they are printed, large enough to be read and not struck out; their colour is another matter."""
        return self.is_printed and not self.is_struck and self.size > _TINIEST

    @property
    def is_raised(self) -> bool:
        """Whether they stand higher than those before them, as the mark of a note does."""
        return self.is_superscript or (self.lift >= _LIFTED and self.size <= _NOTE_SIZE)


SEEN: Final = CharacterProperties()


class Properties:
    """Works out properties over the stylesheet; equal ones are worked out once.

    ``is_cut``: some properties should lie in the Data stream and do not.
    """

    def __init__(self, styles: Styles, data: bytes) -> None:
        self._styles = styles
        self._data = data
        self.is_cut = False
        self.paragraph = lru_cache(4096)(self._paragraph)
        self.characters = lru_cache(4096)(self._characters)

    def _paragraph(self, papx: bytes, piece: bytes) -> ParagraphProperties:
        """Of a GrpPrlAndIstd and the properties of its piece."""
        style = u16(papx, 0) if len(papx) >= 2 else 0
        inherited = self._styles.paragraph(style)
        outline = self._styles.heading_level(style)
        start = ParagraphProperties(style, outline=_BODY if outline is None else outline)
        return self._apply(self._apply(start, inherited), papx[2:] + piece)

    def _apply(self, start: ParagraphProperties, grpprl: bytes) -> ParagraphProperties:
        done = start
        in_table, depth, is_inner_row_end = done.depth > 0, done.depth, False
        table = list(done.table)
        for code, operand in self._with_huge(grpprl):
            if code >> 10 & 7 == _TABLES:
                if len(table) < _MOST_OF_A_ROW:
                    table.append((code, operand))
            elif code == sprm.ROW_END:
                done = replace(done, is_row_end=operand[0] != 0)
            elif code == sprm.INNER_CELL_END:
                done = replace(done, is_inner_cell_end=operand[0] != 0)
            elif code == sprm.LIST_LEVEL:
                done = replace(done, level=operand[0])
            elif code == sprm.OUTLINE_LEVEL:
                done = replace(done, outline=operand[0])
            elif code == sprm.IN_TABLE:
                in_table = operand[0] != 0
            elif code == sprm.INNER_ROW_END:
                is_inner_row_end = operand[0] != 0
            elif code == sprm.TABLE_DEPTH:
                depth = i32(operand, 0)
            elif code == sprm.TABLE_DEPTH_CHANGE:
                depth += i32(operand, 0)
            elif code in sprm.PARAGRAPH_SHADING:
                done = replace(done, is_shaded=is_shaded(operand))
            elif code == sprm.LIST:
                done = replace(done, list_number=u16(operand, 0))
        depth = min(max(depth, 1), _DEEPEST) if in_table else 0
        return replace(done, depth=depth, is_row_end=done.is_row_end or is_inner_row_end, table=tuple(table))

    def _with_huge(self, grpprl: bytes) -> list[tuple[int, bytes]]:
        """Sprms with those in the Data stream at the place from which they are referred to, one level deep."""
        cut: list[tuple[int, bytes]] = []
        for code, operand in sprm.cut(grpprl):
            if code not in (sprm.HUGE, sprm.HUGE_OLD, sprm.TABLE_PROPERTIES):
                cut.append((code, operand))
                continue
            try:
                cut += [
                    (inner, its)
                    for inner, its in sprm.cut(sprm.huge(operand, self._data))
                    if inner not in (sprm.HUGE, sprm.HUGE_OLD, sprm.TABLE_PROPERTIES)
                ]
            except Broken:
                self.is_cut = True
        return cut

    def _characters(self, style: int, chpx: bytes, piece: bytes) -> CharacterProperties:
        """Of a run in a paragraph of this style, with the properties of its piece."""
        done = SEEN
        for inherited in self._styles.characters(style):
            done = _apply_characters(done, done, inherited)
        base = done
        grpprl = chpx + piece
        for code, operand in sprm.cut(grpprl):
            if code == sprm.CHARACTER_STYLE:
                own = SEEN
                for inherited in self._styles.characters(u16(operand, 0)):
                    own = _apply_characters(own, own, inherited)
                base = replace(
                    base,
                    is_hidden=base.is_hidden ^ own.is_hidden,
                    is_struck=base.is_struck ^ own.is_struck,
                    is_superscript=base.is_superscript or own.is_superscript,
                    is_white=base.is_white if own.is_white is None else own.is_white,
                    is_marked=base.is_marked or own.is_marked,
                )
        return _apply_characters(base, base, grpprl)


def _apply_characters(
    start: CharacterProperties, base: CharacterProperties, grpprl: bytes
) -> CharacterProperties:
    done = start
    for code, operand in sprm.cut(grpprl):
        if code == sprm.DELETED:
            done = replace(done, is_deleted=operand[0] & 1 != 0)
        elif code == sprm.VANISH:
            done = replace(done, is_hidden=_toggled(base.is_hidden, operand[0]))
        elif code in sprm.STRUCK:
            done = replace(done, is_struck=_toggled(base.is_struck, operand[0]))
        elif code == sprm.SYMBOL:
            done = replace(done, symbol=(u16(operand, 0), u16(operand, 2)))
        elif code in (sprm.FONT, sprm.OTHER_FONT):
            done = replace(done, font=u16(operand, 0))
        elif code == sprm.RAISED:
            done = replace(done, is_superscript=operand[0] == _SUPERSCRIPT)
        elif code == sprm.LIFTED:
            done = replace(done, lift=i16(operand, 0))
        elif code == sprm.SIZE:
            done = replace(done, size=u16(operand, 0))
        elif code in (sprm.COLOUR, sprm.OLD_COLOUR):
            done = replace(done, is_white=is_white(code, operand))
        elif code == sprm.MARK or code in sprm.SHADING:
            done = replace(done, is_marked=operand[0] != 0 if code == sprm.MARK else is_shaded(operand))
        elif code == sprm.DATA:
            done = replace(done, data=i32(operand, 0))
        elif code == sprm.PLAIN:
            done = replace(base, is_deleted=done.is_deleted, data=done.data)
    return done


def _toggled(inherited: bool, value: int) -> bool:
    """What a ToggleOperand makes of the value of the style."""
    return inherited ^ (value == 0x81) if value & 0x80 else value == 1
