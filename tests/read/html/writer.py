"""The sample reports as HTML: paragraphs and tables as county sites' editors write them.

Belongs here: the report alone. Does not belong here: the pages of the sites around it (sites).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pipelines.samples.parts import Align, Grid, Paragraph, Part

_SPAN = '<span style="font-family:仿宋_GB2312;font-size:16pt">'
_STYLES = {
    Align.BODY: "text-align:justify;text-indent:2em",
    Align.HEADING: "text-indent:2em",
    Align.CENTRE: "text-align:center",
    Align.RIGHT: "text-align:right",
}


def report_html(parts: Sequence[Part], tag: str = "p") -> str:
    """Paragraphs as ``tag``, tables with rowspan and colspan."""
    return "\n".join(_grid(part, tag) if isinstance(part, Grid) else _paragraph(part, tag) for part in parts)


def _paragraph(part: Paragraph, tag: str) -> str:
    indent = "&nbsp;" * 4 if part.align is Align.BODY else ""
    return f'<{tag} style="{_STYLES[part.align]}">{_SPAN}{indent}{escape(part.text)}</span></{tag}>'


def _grid(grid: Grid, tag: str) -> str:
    above = [Paragraph(text, Align.CENTRE) for text in (grid.title, grid.note) if text]
    rows: list[list[str]] = [[] for _ in grid.rows]
    for cell in grid.cells():
        spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        text = escape(cell.text) or "&nbsp;"
        rows[cell.row].append(f'<td{spans} valign="center"><p>{_SPAN}{text}</span></p></td>')
    body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return "\n".join(
        [*(_paragraph(part, tag) for part in above), f'<table border="1"><tbody>\n{body}\n</tbody></table>']
    )
