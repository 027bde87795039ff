"""Files: a written document → bytes, by the ending of its name.

Belongs here: which writer makes which format. Does not belong here: what documents say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from benchmarks.golden import xlsx
from benchmarks.golden.fitting import fitted
from benchmarks.golden.steady import steady
from pipelines.samples import docx, pdf, txt
from pipelines.samples.model import TextForm
from pipelines.samples.parts import Grid, Part
from tests.read.doc.tables import paragraphs
from tests.read.doc.writer import WordFile
from tests.read.html.writer import report_html
from tests.read.ofd.writer import report_ofd
from tests.read.rtf.writer import render as rtf
from tests.read.sheets.books import by_xlwt

_PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>
<div class="nav"><a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/yjs/">预决算公开</a></div>
<h1>{title}</h1><div class="info">信息来源：{source} 发布时间：{date} 浏览次数：386</div>
<div class="content">{body}</div><div class="footer">主办单位：{source} 备案编号：ICP备05000000号-1</div></body></html>
"""


def write_html(parts: Sequence[Part], title: str) -> bytes:
    """A page of a county's site with its trail, its publisher and its footer."""
    body = report_html(parts)
    return _PAGE.format(title=title, source="县财政局", date="2025-09-18", body=body).encode()


WRITERS: dict[str, Callable[[Sequence[Part]], bytes]] = {
    "docx": docx.render,
    "xlsx": xlsx.render,
    "pdf": lambda parts: pdf.render([_paged(part) for part in parts]),
    "ofd": lambda parts: report_ofd([_paged(part) for part in parts]),
    "rtf": rtf,
    "doc": lambda parts: WordFile(paragraphs(parts)).to_bytes(),
    "xls": by_xlwt,
    "piped.txt": lambda parts: "\n".join(_piped(parts)).encode(),
    "txt": lambda parts: txt.render(parts, TextForm.CELLS),
    "wrapped.txt": lambda parts: txt.render([_titled(part) for part in parts], TextForm.WRAPPED),
    "html": lambda parts: write_html(parts, "预决算公开"),
}


def _paged(part: Part) -> Part:
    """A part for pages: columns that hold their numbers, labels without a colon, which the writer would hang over the
    cell's edge, where no program puts it."""
    if not isinstance(part, Grid):
        return part
    rows = (tuple(e.rstrip("：:") if isinstance(e, str) else e for e in row) for row in part.rows)
    return fitted(replace(part, rows=tuple(rows)))


def _piped(parts: Sequence[Part]) -> Iterator[str]:
    """A page copied as text: a line for each row, | behind each cell, nothing where a merged cell goes on."""
    for part in parts:
        if not isinstance(part, Grid):
            yield part.text
            continue
        for row in part.rows:
            cells = [entry.replace("\n", "") for entry in row if isinstance(entry, str)]
            yield "".join(f"{cell} |" for cell in cells)


def _titled(part: Part) -> Part:
    """Tables in hard-wrapped text keep their cells only under a title."""
    return replace(part, title=part.title or "附表") if isinstance(part, Grid) else part


def render(parts: Sequence[Part], ending: str) -> bytes:
    """The document as a file with this ending. Raises KeyError where there is no writer: a fault of ours."""
    return steady(WRITERS[ending](parts))
