"""One item whole, as ``xianjian review show`` prints it: quote in its context, value, causes, checks, page with box.

Belongs here: gathering and printing what a person needs to decide. Does not belong here: the decision (record).
Texts are masked as everywhere; the picture shows the page as it was received, so it stays in the state of the warehouse.
"""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

from pipelines.model.document import Document, Span
from pipelines.night.explain.checks import print_checks
from pipelines.night.explain.figures import FIGURES_SQL
from pipelines.night.read.overlay import draw_places
from pipelines.night.review.items import Item, groups
from pipelines.night.review.listing import short
from pipelines.night.settings import Settings
from pipelines.night.stored import mask_of, stored_document
from pipelines.normalize.confidence import causes
from pipelines.read.picture import picture_page
from pipelines.store import Store

AROUND = 80
_TEN_THOUSAND = 10_000


def show_item(console: Console, store: Store, settings: Settings, item: Item, out: Path) -> None:
    """Print the item and write the picture of its page into ``out``, where its format has pages."""
    console.print(Text(f"{item.item_id}  {groups()[item.group]}", style="bold"))
    unit = f"{item.unit_name or '单位未定'} {item.fiscal_year or '年度未定'}"
    console.print(
        f"文件 {item.file_name or '—'}（{unit}）  报告 {item.report_id or '—'}", markup=False, highlight=False
    )
    document = stored_document(settings, item.sha256) if item.sha256 else None
    if document is not None and item.place[1] > item.place[0]:
        _print_context(console, document, item)
    if item.table is None:
        console.print(f"问题 {item.name}：{item.message}", markup=False, highlight=False)
    else:
        _print_figure(console, store, item)
    if document is not None and item.page is not None and item.sha256 is not None:
        picture = _draw(document, item, settings.original(item.sha256), out)
        console.print(f"页面图 page: {picture or '（画不出）'}", markup=False, highlight=False)
    _print_advice(console, item)


def _print_context(console: Console, document: Document, item: Item) -> None:
    mask = mask_of(document)
    start, end = item.place
    before, quote, after = (
        " ".join(mask.quote(Span(low, high)).split())
        for low, high in (
            (max(0, start - AROUND), start),
            (start, end),
            (end, min(len(document.text), end + AROUND)),
        )
    )
    page = f"第 {item.page} 页，" if item.page is not None else ""
    cell = f"（表格：{item.context}）" if item.context else ""
    console.print(Text.assemble("原文 ……", before, (f"【{quote}】", "bold red"), after, "……", cell))
    console.print(f"位置 {page}字符 {start}–{end}", highlight=False)


def _print_figure(console: Console, store: Store, item: Item) -> None:
    figures = [row for row in store.rows(FIGURES_SQL, [item.version_id]) if row["fact_id"] == item.fact_id]
    label = figures[0]["label"] if figures else item.name
    value = figures[0]["value"] if figures else item.printed
    console.print(
        f"{label}（{item.name}）：入库值 {value}，所印 {short(item.printed)}", markup=False, highlight=False
    )
    if item.confidence is not None:
        console.print(f"可信度 {item.confidence:.2f}", highlight=False)
    for row in store.rows(
        "SELECT cause FROM core.fact_causes WHERE table_name = ? AND fact_id = ?", [item.table, item.fact_id]
    ):
        cause = causes()[row["cause"]]
        console.print(f"  {cause.confidence:.2f} {cause.name}：{cause.why}", markup=False, highlight=False)
    for row in store.rows(
        "SELECT action, new_text, new_unit, decided_by, decided_at, why, status, reason_zh FROM quality.corrections"
        " WHERE table_name = ? AND fact_id = ? ORDER BY decided_at",
        [item.table, item.fact_id],
    ):
        new = f" {row['new_text']}{row['new_unit'] or ''}" if row["new_text"] else ""
        fallen = f"（{row['status']}：{row['reason_zh']}）" if row["reason_zh"] else ""
        console.print(
            f"已有决定 {row['action']}{new}，{row['decided_by']} {row['decided_at']}：{row['why']}{fallen}",
            markup=False,
            highlight=False,
        )
    if figures:
        print_checks(console, store, {"version_id": item.version_id}, figures[0])


def _draw(document: Document, item: Item, original: Path, out: Path) -> Path | None:
    page = next((p for p in document.pages if p.number == item.page), None)
    if page is None or not page.width:
        return None
    out.mkdir(parents=True, exist_ok=True)
    picture = picture_page(original, page.number) if original.is_file() else None
    target = out / f"{item.item_id}-p{page.number}.png"
    target.write_bytes(draw_places(document, page, picture, [Span(*item.place)]))
    return target


def _print_advice(console: Console, item: Item) -> None:
    """What a person may do with the item."""
    who = '--by 职务或代号 --why "……"'
    if item.table is not None:
        console.print(f"\n属实：xianjian review accept {item.item_id} {who}", markup=False, highlight=False)
        if item.suggested is not None:
            value = f"{(item.suggested / _TEN_THOUSAND).normalize():f}"
            console.print(f"建议{item.suggestion}", markup=False, highlight=False)
            console.print(
                f"更正：xianjian review correct {item.item_id} --to {value} --unit 万元 {who}",
                markup=False,
                highlight=False,
            )
        else:
            console.print(
                f"更正：xianjian review correct {item.item_id} --to 数字 --unit 单位 {who}",
                markup=False,
                highlight=False,
            )
        console.print(
            f"不是这个数：xianjian review reject {item.item_id} {who}", markup=False, highlight=False
        )
        return
    if item.group == "place":
        console.print(
            f"\n填地区：xianjian review set-region {item.item_id} 六位区划代码 {who}（或在 raw/manifest.csv 为该文件加一行）",
            markup=False,
            highlight=False,
        )
    if item.group == "year":
        console.print(
            f"\n填年度：xianjian review set-year {item.item_id} 年度 {who}", markup=False, highlight=False
        )
    if item.name == "version_conflict":
        console.print(
            f"\n选一份：xianjian review choose {item.item_id} 文件编号 {who}", markup=False, highlight=False
        )
    console.print(
        f"看过、无需处理：xianjian review accept {item.item_id} {who}", markup=False, highlight=False
    )
