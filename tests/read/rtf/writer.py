"""Reports as RTF, in the ways in which Word, WPS and LibreOffice write characters and merged cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipelines.samples.parts import Align, Grid, Paragraph, Part

WIDTH = 8600  # twips
FONTS = r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset134 SimSun{\*\falt \'cb\'ce\'cc\'e5};}{\f2\fnil\fcharset2 Wingdings;}}"
STYLES = r"{\stylesheet{\ql Normal;}{\s1\ql\outlinelevel0{\*\keycode \shift}\sbasedon0 heading 1;}{\s21 toc 1;}{\*\cs10 Default;}}"
Encode = Callable[[str], str]


def gbk(text: str) -> str:
    """As Word writes: bytes of the code page, those that are ASCII as characters."""
    written = ""
    for character in text:
        if character.isascii():
            written += "\\" + character if character in "\\{}" else character
            continue
        try:
            written += "".join(
                chr(b) if 0x40 <= b < 0x80 and chr(b).isalnum() else f"\\'{b:02x}"
                for b in character.encode("gbk")
            )
        except UnicodeEncodeError:
            written += unicode(character)
    return written


def unicode(text: str) -> str:
    """As LibreOffice writes: numbers, with a stand-in for readers that know no Unicode."""
    written = ""
    for character in text:
        if character.isascii():
            written += "\\" + character if character in "\\{}" else character
            continue
        units = character.encode("utf-16-le")
        for low, high in zip(units[::2], units[1::2], strict=True):
            code = low + 256 * high
            written += f"\\u{code - 65536 if code >= 32768 else code}?"
    return written


def file(body: str, head: str = "") -> bytes:
    """A whole file around this body."""
    text = rf"{{\rtf1\ansi\ansicpg936\uc1\deff0{FONTS}{STYLES}{head}{body}}}"
    return text.encode("latin-1")


def paragraph(text: str, encode: Encode = gbk, properties: str = "") -> str:
    return rf"\pard\plain{properties}\f1 {encode(text)}\par" + "\r\n"


def render(parts: Sequence[Part], encode: Encode = gbk, *, flags: bool = False) -> bytes:
    """``flags``: cells merged across by \\clmgf and \\clmrg, as older writers do, else by wide cells."""
    body = ""
    for part in parts:
        if isinstance(part, Paragraph):
            body += paragraph(part.text, encode, r"\s1\outlinelevel0" if part.align is Align.HEADING else "")
            continue
        body += "".join(paragraph(text, encode) for text in (part.title, part.note) if text)
        body += table(part, encode, flags=flags)
    return file(body)


def table(grid: Grid, encode: Encode = gbk, *, flags: bool = False) -> str:
    total = sum(grid.widths)
    edges = [WIDTH * sum(grid.widths[: n + 1]) // total for n in range(len(grid.widths))]
    starts = {(cell.row, cell.column): cell for cell in grid.cells()}
    spans = {
        (row, column): cell
        for cell in starts.values()
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    written = ""
    for number, row in enumerate(grid.rows):
        header = r"\trhdr" if number < grid.header_rows else ""
        definition, text = rf"\trowd\trgaph108\trleft0{header}", ""
        for column, entry in enumerate(row):
            cell = spans[number, column]
            first = column == cell.column
            if not first and not flags:
                continue
            if flags and cell.column_span > 1:
                definition += r"\clmgf" if first else r"\clmrg"
            if cell.row_span > 1:
                definition += r"\clvmgf" if number == cell.row else r"\clvmrg"
            right = column if flags else column + cell.column_span - 1
            definition += rf"\clbrdrt\brdrs\cellx{edges[right]}"
            shown = encode(entry) if isinstance(entry, str) else ""
            text += rf"\pard\plain\intbl\f1 {shown}\cell "
        written += rf"{definition}{text}{{{definition}\row}}" + "\r\n"
    return written + r"\pard\plain "
