"""``xianjian show``: one file as the reader sees it.

Belongs here: the Document as text, and the picture of a page with what was found on it. Does not belong here: reading,
drawing (overlay).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from rich.console import Console
from rich.table import Table as Printed
from rich.text import Text

from pipelines.extract.flat import rebuild_tables
from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.model.document import Block, BlockKind, Document, Page, Span
from pipelines.night.extract.losses import loss_problems
from pipelines.night.read.overlay import LEGEND_ZH, draw_page
from pipelines.night.read.places import NIGHT_LIMITS
from pipelines.normalize import normalize_reports
from pipelines.read.guard import ReaderPool
from pipelines.read.nested import BETWEEN, Item, read_nested
from pipelines.read.picture import picture_page
from pipelines.read.result import Member, ReadResult

_MARKS = {BlockKind.HEADING: "# ", BlockKind.FURNITURE: "〔版面〕"}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A file as it was read, and where its bytes are."""

    place: Path
    result: ReadResult


def show_file(path: str, page: int | None, folder: Path, cache: Path, output: TextIO = sys.stdout) -> bool:
    """Print a file and write the picture of a page into ``folder``; False where it cannot be read.

    ``path`` may lead into an archive: ``a.zip!b.xls``. Without ``page`` all is printed, and page 1 is drawn.
    """
    console = Console(file=output, soft_wrap=True, highlight=False)
    with TemporaryDirectory(prefix="xianjian-") as work:
        shown = _read(path, Path(work), cache)
        if shown is None:
            console.print(f"压缩包里没有这个文件：{path} / no such member", markup=False)
            return False
        document = shown.result.opened()
        if document is None:
            console.print(f"{shown.result.message_zh}\n{shown.result.message_en}", markup=False)
            return False
        pages = {known.number: known for known in document.pages}
        if page is not None and page not in pages:
            said = (
                f"没有第 {page} 页（共 {len(pages)} 页）/ no such page"
                if pages
                else "这种格式不分页，不写 --page 就是全文 / this format has no pages; without --page all of it is shown"
            )
            console.print(said, markup=False)
            return False
        _print(console, document, pages.get(page) if page is not None else None, Path(path).name)
        drawn = pages.get(page or 1)
        if drawn is None or not drawn.width:
            console.print("（这种格式没有页面，不画图 / this format has no pages to draw）", markup=False)
            return True
        picture = draw_page(document, drawn, picture_page(shown.place, drawn.number), _evidence(document))
        target = folder / f"{Path(path).name}-p{drawn.number}.png"
        target.write_bytes(picture)
        console.print(f"第 {drawn.number} 页的图：{target}（{LEGEND_ZH}）", markup=False)
    return True


def _read(path: str, work: Path, cache: Path) -> _Shown | None:
    """The file itself, or the member of an archive that the path names; None where there is no such member."""
    received = path if Path(path).is_file() else path.partition(BETWEEN)[0]
    wanted = f"{Path(received).name}{path[len(received) :]}"

    def keep(archive: Item, member: Member) -> Item | None:
        inner = f"{archive.path}{BETWEEN}{member.name}"
        if wanted != inner and not wanted.startswith(inner + BETWEEN):
            return None
        place = work / str(len(list(work.iterdir())))
        place.write_bytes(member.data)
        return Item(place, inner, archive)

    with ReaderPool(1, NIGHT_LIMITS, cache) as pool:
        for item, result in read_nested(pool, [Item(Path(received), Path(received).name)], keep):
            if item.path == wanted:
                return _Shown(item.place, result)
    return None


def _print(console: Console, document: Document, page: Page | None, name: str) -> None:
    console.print(
        f"{name} · {document.media_type} · 读取器 {document.reader} · {len(document.pages)} 页 · "
        f"{len(document.blocks)} 块 · {len(document.tables)} 张表 · {len(document.text):,} 字",
        markup=False,
    )
    for problem in loss_problems(document, name):
        console.print(f"注意：{problem.message_zh}", markup=False)
    starts = {known.start: known for known in document.pages}
    begun: set[int] = set()
    for block in document.blocks:
        for known in _begins(block, starts, begun):
            title = f"第 {known.number} 页" + (f"（{known.name}）" if known.name else "")
            if page is None or page == known:
                console.rule(title)
        if page is None or any(page.start <= piece.start < page.end for piece in block.pieces):
            _print_block(console, document, block)


def _begins(block: Block, starts: dict[int, Page], begun: set[int]) -> Iterator[Page]:
    """Pages that begin at or before this block and were not told of yet."""
    for start, page in starts.items():
        if start <= block.span.start and page.number not in begun:
            begun.add(page.number)
            yield page


def _print_block(console: Console, document: Document, block: Block) -> None:
    if block.table is None:
        console.print(_MARKS.get(block.kind, "") + document.flow(block).text, markup=False)
        return
    table = document.tables[block.table]
    printed = Printed(show_header=False, show_lines=True)
    for _ in range(table.columns):
        printed.add_column(overflow="fold")
    for number, row in enumerate(table.grid()):
        texts = []
        for column, cell in enumerate(row):
            first = cell is not None and (cell.row, cell.column) == (number, column)
            texts.append(Text(document.flow(cell).text if first and cell is not None else ""))
        printed.add_row(*texts)
    console.print(printed)


def _evidence(document: Document) -> list[Span]:
    """The places that figures are taken from; none where the file is no report."""
    document = rebuild_tables(document).values[0]
    outcome = extract(document, Card())
    if not outcome.values:
        return []
    rows = normalize_reports(document, outcome, Card())
    figures = (rows.budget_facts, rows.stated_rates, rows.project_items, rows.staff_facts, rows.asset_facts)
    cited = {fact.evidence_id for facts in figures for fact in facts}
    cited |= {fact.evidence_id for facts in (rows.indicators, rows.scores) for fact in facts}
    return [Span(e.char_start, e.char_end) for e in rows.evidence if e.evidence_id in cited]
