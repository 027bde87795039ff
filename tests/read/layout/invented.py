"""Tables invented from a seed: the ones on which the whitespace mode may be tuned.

Belongs here: shapes of tables (wrapped cells, empty cells, two header rows, totals). Does not belong here: how they
are printed (printers), tables of sample reports, which are kept for measuring (composed).
"""

from __future__ import annotations

import random

from pipelines.samples.parts import Align, Entry, Grid, Merge, Paragraph, Part

_NAMES = (
    "人员经费", "公用经费", "项目支出", "基本支出", "防汛物资储备", "农村饮水安全巩固提升工程", "业务培训费",
    "办公楼维修改造及设备购置项目", "三公经费", "乡村振兴驻村帮扶工作经费", "信息化系统运行维护", "绩效评价服务费",
    "河道管护", "残疾人康复救助和托养服务补助资金", "政府购买服务", "会议费",
)  # fmt: skip
_HEADS = (
    "预算数",
    "年初预算数",
    "调整预算数",
    "全年执行数",
    "决算数",
    "到位资金",
    "执行率（%）",
    "分值",
    "得分",
    "上年数",
)
_NOTES = (
    "按进度执行",
    "因人员调动减少支出",
    "年末追加",
    "跨年度实施，余款结转下年继续使用",
    "无",
    "上级专款到位较晚",
)
_PROSE = (
    "二、部门整体支出管理及使用情况",
    "2024年度我单位预算收入合计1,235.67万元，其中一般公共预算拨款1,100.50万元，上年结转135.17万元，全年执行数1,198.20万元，预算执行率为96.97%。",
    "（一）主要产出和效果：完成全部年度目标任务，社会公众满意度达到95%以上，各项工作均按计划推进，没有发生违规违纪问题。",
)


def invented(seed: int, tables: int = 6) -> list[Part]:
    """A report of prose and tables."""
    chance = random.Random(seed)
    parts: list[Part] = [Paragraph("部门整体支出绩效自评报告", Align.CENTRE, 0)]
    for number in range(tables):
        parts.append(Paragraph(_PROSE[0], Align.HEADING, 1))
        parts.append(Paragraph(_PROSE[1 + number % 2]))
        parts.append(_table(chance, number))
        parts.append(Paragraph(_PROSE[2 - number % 2]))
    return parts


def _table(chance: random.Random, number: int) -> Grid:
    serial, note = chance.random() < 0.5, chance.random() < 0.5
    figures = chance.randint(2, 5 if not note else 3)
    two = figures >= 3 and chance.random() < 0.35
    heads: list[Entry] = [*chance.sample(_HEADS, figures)]
    lead: list[Entry] = [*["序号"] * serial, "项目名称"]
    noted: list[Entry] = ["备注"] * note
    header: list[tuple[Entry, ...]] = [(*lead, *heads, *noted)]
    if two:
        upper: list[Entry] = [*lead, "资金情况（万元）", *[Merge.LEFT] * (figures - 2), heads[-1]]
        upper += noted
        lower: list[Entry] = [Merge.UP] * len(lead)
        lower += [*heads[:-1], *[Merge.UP] * (1 + note)]
        header = [tuple(upper), tuple(lower)]
    body: list[tuple[Entry, ...]] = []
    count = chance.randint(3, 12)
    for place in range(count):
        cells: list[Entry] = [*[str(place + 1)] * serial, chance.choice(_NAMES)]
        for _ in range(figures):
            amount = chance.choice(
                (
                    f"{chance.uniform(1, 99):.2f}",
                    f"{chance.uniform(100, 9999):,.2f}",
                    f"{chance.randint(1, 100)}",
                )
            )
            cells.append("" if chance.random() < 0.08 else amount)
        if note:
            cells.append("" if chance.random() < 0.3 else chance.choice(_NOTES))
        body.append(tuple(cells))
    if chance.random() < 0.5:
        total: list[Entry] = ["合计", *[Merge.LEFT] * serial]
        total += [f"{chance.uniform(1000, 9999):,.2f}" for _ in range(figures)] + [""] * note
        body.append(tuple(total))
    widths = (*[1] * serial, 4, *[2] * figures, *[3] * note)
    return Grid(
        (*header, *body),
        widths,
        f"表{number + 1} 资金使用情况表",
        "单位：万元" if chance.random() < 0.6 else None,
        header_rows=len(header),
    )
