"""The list of what waits, as ``xianjian review list`` prints it.

Belongs here: choosing, counting and printing items. Does not belong here: finding them (items), one item whole (detail).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from pipelines.night.review.items import Item, groups
from pipelines.normalize.confidence import causes

LONGEST = 60
FEW = 5
"""So many items of one group are listed for a document; the others are counted."""


def chosen(items: Iterable[Item], kind: str | None, report: str | None) -> list[Item]:
    """The items of a group or kind, and of the reports, units or files whose name holds the words."""
    return [
        item
        for item in items
        if kind in (None, item.group, item.name, *item.causes)
        and (
            report is None
            or (item.report_id or "").startswith(report)
            or any(report in (text or "") for text in (item.file_name, item.unit_name, item.version_id))
        )
    ]


def print_items(console: Console, items: Sequence[Item], recorded: int, *, whole: bool) -> None:
    """Counts, then the items by document. ``recorded``: decisions that wait for the next run; ``whole``: leave none out."""
    if recorded:
        console.print(f"已记下 {recorded} 条决定，下次 xianjian run 时执行。", highlight=False)
    if not items:
        console.print("没有等人核对的内容。nothing waits")
        return
    documents = len({item.document_id for item in items})
    console.print(
        Text(f"等人核对 {len(items)} 项，涉及 {documents} 份文件 waiting for a person", style="bold")
    )
    counts = Counter(item.group for item in items)
    for code, name in groups().items():
        if counts[code]:
            console.print(f"  {name} {counts[code]}（--kind {code}）", markup=False, highlight=False)
    for _, of_document in groupby(items, key=lambda item: item.document_id):
        _print_document(console, list(of_document), whole=whole)
    console.print(
        "\n看一项：xianjian review show 编号；决定：accept、correct、reject，写明 --by --why", highlight=False
    )


def _print_document(console: Console, items: Sequence[Item], *, whole: bool) -> None:
    first = items[0]
    year = f" {first.fiscal_year} 年度" if first.fiscal_year else ""
    report = f"  {first.report_id}" if first.report_id else ""
    console.print(
        Text(
            f"\n〔{first.file_name or '决定文件与登记表'}〕{first.unit_name or '单位未定'}{year}{report}",
            style="bold",
        )
    )
    for group, of_group in groupby(items, key=lambda item: item.group):
        listed = list(of_group)
        for item in listed if whole else listed[:FEW]:
            console.print(
                Text.assemble((f"  {item.item_id}  ", "cyan"), line_of(item)), highlight=False, soft_wrap=True
            )
        if not whole and len(listed) > FEW:
            left = len(listed) - FEW
            console.print(
                f"  …… 另有 {left} 项{groups()[group]}（--all 全部列出）", markup=False, highlight=False
            )


def line_of(item: Item) -> str:
    """One line on an item."""
    page = f"第 {item.page} 页 " if item.page is not None else ""
    if item.table is None:
        return f"{page}{item.message}"
    why = "；".join(causes()[code].name for code in item.causes)
    confidence = "" if item.confidence is None else f"  可信度 {item.confidence:.2f}"
    cell = f"（表格：{item.context}）" if item.context else ""
    advice = item.suggestion or ""
    return f"{page}{item.name} ＝ {short(item.printed)}  “{short(item.quote)}”{cell}{confidence}{'：' if why else ''}{why}{advice}"


def short(text: str) -> str:
    """A text on one line, the middle of a long one left out."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST // 2]}……{line[-LONGEST // 2 :]}"
