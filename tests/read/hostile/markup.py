"""Hostile HTML, RTF and text.

Belongs here: their characters. Does not belong here: what must become of them (cases).
"""

from __future__ import annotations

SENTENCE = "在职7人。"


def page(body: str) -> bytes:
    """An HTML page."""
    head = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>报告</title></head>'
    return f"{head}<body>{body}</body></html>".encode()


def nested_page(depth: int) -> bytes:
    """A sentence before, within and after so many divisions in one another."""
    inner = "<div>" * depth + f"<p>{SENTENCE}</p>" + "</div>" * depth
    return page(f"<p>开头。</p>{inner}<p>结尾。</p>")


def nested_tables(depth: int) -> bytes:
    """Tables within tables."""
    return page("<table><tr><td>" * depth + SENTENCE + "</td></tr></table>" * depth)


def spanning_page() -> bytes:
    """Cells that claim a hundred million rows and columns."""
    rows = (
        '<tr><td rowspan="99999999">甲</td><td colspan="99999999">乙</td></tr><tr><td>丙</td><td>丁</td></tr>'
    )
    return page(f"<p>{SENTENCE}</p><table>{rows}</table>")


def wide_spans(count: int) -> bytes:
    """So many cells that each claim a thousand columns and rows: the grid, not the page, would be huge."""
    row = "<tr>" + '<td colspan="1000" rowspan="1000">1</td>' * count + "</tr>"
    return page(f"<p>{SENTENCE}</p><table>{row * 10}</table>")


def rtf(body: str) -> bytes:
    """An RTF file; what is not ASCII goes in by \\u."""
    plain = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in body)
    return ("{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0 SimSun;}}\n" + plain + "}").encode("ascii")


def nested_rtf(depth: int) -> bytes:
    """Groups within groups."""
    return rtf("{" * depth + SENTENCE + "}" * depth)


def lying_rtf() -> bytes:
    """Binary data of two thousand million bytes is announced, and as many cells."""
    return rtf(
        f"\\pard {SENTENCE}\\par \\trowd\\trgaph2000000000\\cellx2000000000 1\\cell\\row {{\\pict\\bin2000000000 x"
    )
