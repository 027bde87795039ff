"""财政部 项目支出绩效自评表 (10 + 50 + 30 + 10), and 安徽's and 云南's ways of filling it in.

Belongs here: the one form with the block 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分. Does not belong
here: forms with other columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from benchmarks.golden import load
from benchmarks.golden.indicator_tables import MINISTRY, SPLIT, WEIGHT_FIRST, Columns, table, widened
from benchmarks.golden.indicators import invent, total
from benchmarks.golden.office import Office, office
from benchmarks.golden.paper import LEFT, UP, centred, grid, right, title
from benchmarks.golden.purse import Purse, percent, purse
from benchmarks.golden.truth import Truth
from benchmarks.golden.written import Written
from pipelines.samples.parts import Part

_COLUMNS = 9  # of the whole form


@dataclass(frozen=True, slots=True)
class Money:
    """What the block of amounts prints: rows of sources, and the rate and points of the total row."""

    rows: list[list[str]]
    execution: str
    """Points for the execution rate, of 10."""


def ministry(rng: Random) -> Written:
    """A form of anywhere: sources split, columns in the usual order."""
    where = office(rng, rng.choice(("elsewhere", "elsewhere", "hebei", "hunan")))
    year = where.year(rng, 2019, 2024)
    subject = rng.choice(where.projects)
    truth = where.truth(year, "project")
    columns = rng.choice((MINISTRY, MINISTRY, WEIGHT_FIRST))
    parts = form(rng, where, year, subject, truth, columns)
    return Written("财政部项目自评表", tuple(parts), (truth,))


def anhui(rng: Random) -> Written:
    """安徽: the total row is filled with zeros, the money stands in the rows below it, the code at the unit's name."""
    where = office(rng, "anhui")
    year = where.year(rng, 2020, 2023)
    truth = where.truth(year, "project")
    parts = form(
        rng,
        where,
        year,
        rng.choice(where.projects),
        truth,
        MINISTRY,
        empty_total=rng.random() < 0.6,
        coded=True,
    )
    return Written("安徽项目自评表", tuple(parts), (truth,))


def yunnan(rng: Random) -> Written:
    """云南 公开15表: in 元, sign, value and unit in columns of their own, a grade beside the total."""
    where = office(rng, "yunnan")
    year = where.year(rng, 2021, 2024)
    truth = where.truth(year, "project")
    parts = form(
        rng,
        where,
        year,
        rng.choice(where.projects),
        truth,
        SPLIT,
        money=purse(rng, "元", "元", "万元"),
        graded=True,
    )
    return Written("云南项目自评表", tuple(parts), (truth,))


def form(
    rng: Random,
    where: Office,
    year: int,
    subject: str,
    truth: Truth,
    columns: Columns,
    *,
    money: Purse | None = None,
    empty_total: bool = False,
    coded: bool = False,
    graded: bool = False,
    unit: bool = True,
) -> list[Part]:
    """One whole form with its title. ``unit``: whether it says what its amounts are counted in."""
    words = load("wording")["form"]
    purse_ = money or purse(rng)
    above = unit and rng.random() < 0.3
    label = rng.choice(("项目资金", "项目\n资金")) + (
        ""
        if above or not unit
        else rng.choice((f"（{purse_.unit}）", f"\n（{purse_.unit}）", f"({purse_.unit})"))
    )
    width = max(_COLUMNS, 4 + len(columns.order))
    code = f"{rng.randint(100, 399)}001-" if coded else ""
    rows: list[list[str]] = [
        ["项目名称", LEFT, subject, *[LEFT] * (width - 3)],
        [rng.choice(words["head_label"]), LEFT, code[:3] + "-" * bool(code) + where.name, LEFT, LEFT,
         rng.choice(words["unit_label"]), code + where.name, *[LEFT] * (width - 7)],
    ]  # fmt: skip
    block = money_block(rng, truth, purse_, label, width, empty_total=empty_total, unit=unit)
    rows += block.rows
    rows += goal_rows(rng, subject, width)
    truth.goals_count = 1
    listed = invent(rng, where)
    cells, says = table(rng, listed, columns, bracketed=rng.random() < 0.4, leftover=rng.random() < 0.2)
    rows += widened(cells, width, rng.choice(("绩效指标", "绩\n效\n指\n标", "绩 效 指 标")))
    truth.rows(says)
    score = total(listed, block.execution)
    tail, grade = _tail(rng, score, width, graded)
    rows += tail
    truth.total(score, *grade)
    parts: list[Part] = [
        title(rng.choice(("项目支出绩效自评表", "项目支出绩效自评表", f"{year}年度项目支出绩效自评表")))
    ]
    parts.append(centred(rng.choice((f"（{year}年度）", f"( {year}年度)", f"（ {year} 年度）"))))
    if above:
        parts.append(right(f"单位：{purse_.unit}"))
    return [*parts, grid(rows)]


def money_block(
    rng: Random,
    truth: Truth,
    money: Purse,
    label: str,
    width: int,
    *,
    empty_total: bool = False,
    unit: bool = True,
) -> Money:
    """Header, total row and rows of sources; ``empty_total``: zeros in the total row."""
    words = load("wording")
    names = words["money_header"]
    header = [rng.choice(names[k]) for k in ("initial", "adjusted", "executed", "weight", "rate", "score")]
    in_header = "%" in header[4]
    fiscal = money.some(rng, 5, 900)
    adjusted = money.part(rng, fiscal, 0.8, 1.3) if rng.random() < 0.6 else fiscal
    executed = money.part(rng, adjusted, 0.6, 1.0) if rng.random() < 0.6 else adjusted
    other = money.some(rng, 1, 50) if rng.random() < 0.25 else None
    sums = [s + (other or 0) for s in (fiscal, adjusted, executed)]
    rate = percent(sums[2], sums[1])
    rate = rate.rstrip("0").rstrip(".") if rng.random() < 0.5 else rate
    points = (
        f"{(Decimal(percent(sums[2], sums[1])) / 10).quantize(Decimal('0.01'), ROUND_HALF_UP).normalize():f}"
    )
    none = rng.choice(words["form"]["no_value"])
    zero = rng.choice(words["form"]["zero"])
    unit_in_cell = unit and rng.random() < 0.1

    def shown(amounts: list[Decimal]) -> list[str]:
        return [money.show(a, unit_in_cell) for a in amounts]

    total_row = (
        [zero, zero, zero, "10", "0", "0"]
        if empty_total
        else [*shown(sums), "10", rate + "%" * (not in_header), points]
    )
    if empty_total:
        points = "0"
    for stage, amount in zip(("initial", "adjusted", "executed"), sums, strict=True):
        truth.budget("project", stage, Decimal(0) if empty_total else amount, optional=empty_total)
    if empty_total:
        for row in truth.budget_facts:
            row["also_accepted"] = [f"{s:.2f}" for s in sums]
    truth.rate("project", "0" if empty_total else rate, optional=empty_total)
    for stage, amount in zip(("initial", "adjusted", "executed"), (fiscal, adjusted, executed), strict=True):
        truth.budget("project", stage, amount, "fiscal")
    dash = rng.choice(("", "—", "/", "-"))
    rows = [
        [label, LEFT, "", *header],
        [UP, UP, rng.choice(words["source"]["total"]), *total_row],
        [UP, UP, rng.choice(words["source"]["fiscal"]), *shown([fiscal, adjusted, executed]), dash, "", dash],
    ]
    carried = rng.random() < 0.2
    rows.append(
        [
            UP,
            UP,
            rng.choice(words["source"]["carry_over"]),
            *([zero] * 3 if carried else [none] * 3),
            dash,
            "",
            dash,
        ]
    )
    if carried:
        for stage in ("initial", "adjusted", "executed"):
            truth.budget("project", stage, Decimal(0), "carry_over", optional=True)
    own = [none] * 3 if other is None else shown([other] * 3)
    rows.append([UP, UP, rng.choice(words["source"]["own"]), *own, dash, "", dash])
    if other is not None:
        for stage in ("initial", "adjusted", "executed"):
            truth.budget("project", stage, other, "own")
    return Money([[*row, *[LEFT] * (width - len(row))] for row in rows], points)


def goal_rows(rng: Random, subject: str, width: int) -> list[list[str]]:
    """预期目标 | 实际完成情况, each over half of the form; the text holds numbers that are no figures."""
    words = load("wording")["form"]
    half = width // 2
    spread = [LEFT] * (half - 2), [LEFT] * (width - half - 1)
    wish, done = goal_text(rng, subject)
    return [
        [rng.choice(words["goals"]), rng.choice(words["expected"]), *spread[0], rng.choice(words["reached"]), *spread[1]],
        [UP, wish, *spread[0], done, *spread[1]],
    ]  # fmt: skip


def goal_text(rng: Random, subject: str) -> tuple[str, str]:
    """A goal and what became of it, in words."""
    wish, done = rng.choice(load("chapters")["goal"])
    names = {"subject": subject, "n": str(rng.randint(3, 60)), "k": str(rng.randint(2, 9))}
    return wish.format(**names), done.format(**names)


def _tail(
    rng: Random, score: str, width: int, graded: bool
) -> tuple[list[list[str]], tuple[str | None, str | None]]:
    words = load("wording")
    label = rng.choice(words["form"]["sum"])
    if not graded:
        return [[label, *[LEFT] * (width - 4), "100", score, ""]], (None, None)
    grade = "优" if Decimal(score) >= 90 else "良" if Decimal(score) >= 80 else "中"
    row = [label, *[LEFT] * (width - 5), "100", LEFT, score, grade]
    note = ["其他需要说明的事项", LEFT, "无", *[LEFT] * (width - 3)]
    levels = "（自评等级：优（90—100分）、良（80—90分）、中（60—80分）、差（60分以下））"
    return [note, row, [levels, *[LEFT] * (width - 1)]], (grade, grade)
