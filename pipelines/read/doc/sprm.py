"""Sprm: single property modifiers, the form in which Word stores properties.

Belongs here: cutting a grpprl into its sprms, and the names of those that change what is read. Does not belong here:
what they do (properties, rows). Follows [MS-DOC] 2.2.5.1 (Sprm), 2.6 (single property modifiers).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipelines.read.doc.binary import Broken, take, u8, u16, u32

# characters (2.6.1)
DELETED: Final = 0x0800  # sprmCFRMarkDel
VANISH: Final = 0x083C  # sprmCFVanish
CHARACTER_STYLE: Final = 0x4A30  # sprmCIstd
PLAIN: Final = 0x2A33  # sprmCPlain
SYMBOL: Final = 0x6A09  # sprmCSymbol
RAISED: Final = 0x2A48  # sprmCIss
LIFTED: Final = 0x4845  # sprmCHpsPos
SIZE: Final = 0x4A43  # sprmCHps
STRUCK: Final = (0x0837, 0x2A53)  # sprmCFStrike, sprmCFDStrike
COLOUR: Final = 0x6870  # sprmCCv
OLD_COLOUR: Final = 0x2A42  # sprmCIco
MARK: Final = 0x2A0C  # sprmCHighlight
SHADING: Final = (0xCA71, 0x4866)  # sprmCShd, sprmCShd80
DATA: Final = 0x6A03  # sprmCPicLocation
FONT: Final = 0x4A4F  # sprmCRgFtc0
OTHER_FONT: Final = 0x4A51  # sprmCRgFtc2

# paragraphs (2.6.2)
PARAGRAPH_STYLE: Final = 0x4600  # sprmPIstd
IN_TABLE: Final = 0x2416  # sprmPFInTable
ROW_END: Final = 0x2417  # sprmPFTtp
LIST_LEVEL: Final = 0x260A  # sprmPIlvl
LIST: Final = 0x460B  # sprmPIlfo
OUTLINE_LEVEL: Final = 0x2640  # sprmPOutLvl
HUGE: Final = 0x6646  # sprmPHugePapx
HUGE_OLD: Final = 0x6645  # the same as Word 97 wrote it
TABLE_PROPERTIES: Final = 0x646B  # sprmPTableProps
TABLE_DEPTH: Final = 0x6649  # sprmPItap
TABLE_DEPTH_CHANGE: Final = 0x664A  # sprmPDtap
INNER_CELL_END: Final = 0x244B  # sprmPFInnerTableCell
INNER_ROW_END: Final = 0x244C  # sprmPFInnerTtp
PARAGRAPH_SHADING: Final = (0xC64D, 0x442D)  # sprmPShd, sprmPShd80

# tables (2.6.3)
DEFINE_TABLE: Final = 0xD608  # sprmTDefTable
HEADER_ROW: Final = 0x3404  # sprmTTableHeader
INSERT_CELLS: Final = 0x7621  # sprmTInsert
DELETE_CELLS: Final = 0x5622  # sprmTDelete
CELL_WIDTH: Final = 0x7623  # sprmTDxaCol
MERGE_CELLS: Final = 0x5624  # sprmTMerge
SPLIT_CELLS: Final = 0x5625  # sprmTSplit
VERTICAL_MERGE: Final = 0xD62B  # sprmTVertMerge
CELL_SHADINGS: Final = {
    0xD609: 2,
    0xD612: 10,
    0xD616: 10,
    0xD60C: 10,
}  # sprmTDefTableShd80, sprmTDefTableShd and 2nd, 3rd: bytes of a cell
OTHER_CELL_SHADINGS: Final = (0xD62D, 0xD62E, 0xD660, 0x7627, 0x7628)  # sprmTSetShd and the like

_TAB_STOPS: Final = 0xC615  # sprmPChgTabs
_SIZES: Final = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes of the operand by spra; 0: its first byte says


def cut(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """Each sprm with its operand, the length byte of a variable operand left out. Ends quietly where one is cut off."""
    at, end = 0, len(grpprl)
    while at + 2 < end:
        code = grpprl[at] | grpprl[at + 1] << 8
        at += 2
        size = _SIZES[code >> 13]
        if not size:
            if code == DEFINE_TABLE:
                if at + 2 > end:
                    return
                size = (grpprl[at] | grpprl[at + 1] << 8) - 1  # counted with one byte too many
                at += 2
            elif code == _TAB_STOPS and grpprl[at] == 255:
                try:
                    deleted = u8(grpprl, at + 1)
                    size = 2 + 4 * deleted + 3 * u8(grpprl, at + 2 + 4 * deleted)
                except Broken:
                    return
                at += 1
            else:
                size = grpprl[at]
                at += 1
        if size < 0 or at + size > end:
            return
        yield code, grpprl[at : at + size]
        at += size


def huge(operand: bytes, data: bytes) -> bytes:
    """The grpprl in the Data stream that sprmPHugePapx or sprmPTableProps points to (PrcData). Raises Broken."""
    at = u32(operand, 0)
    return take(data, at + 2, u16(data, at))
