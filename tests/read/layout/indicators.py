"""Ruled tables over several pages, invented from a seed: indicator tables with merged labels, forms, long lists.

Belongs here: what page breaks cut: labels merged over rows, rows whose cells wrap. Does not belong here: tables without
rules (invented).
"""

from __future__ import annotations

import random

from pipelines.samples.parts import Align, Entry, Grid, Merge, Paragraph, Part

_LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
_NAMES = (
    "防汛物资储备完成率",
    "培训班次",
    "农村饮水安全达标人口比例",
    "资金拨付及时率",
    "残疾人康复救助对象满意度",
    "档案数字化率",
)
_RULES = (
    "完成率达到100%得满分，每降低1个百分点扣0.5分，扣完为止。",
    "按照年度工作计划和实际完成情况打分，未完成的按完成比例计算得分，并说明未完成的原因和改进措施。",
    "满意度≥95%得满分。",
)
_SENTENCE = (
    "2024年度我单位预算收入合计1,235.67万元，其中一般公共预算拨款1,100.50万元，全年执行数1,198.20万元。"
)


def indicator_report(seed: int) -> list[Part]:
    """Prose, an indicator table with merged labels, prose, a list with a repeated header, a form."""
    chance = random.Random(seed)
    parts: list[Part] = [Paragraph("部门整体支出绩效自评报告", Align.CENTRE, 0)]
    parts += [Paragraph(_SENTENCE)] * chance.randint(1, 6)
    parts.append(_indicators(chance))
    parts += [Paragraph(_SENTENCE)] * chance.randint(1, 6)
    parts.append(_list(chance))
    parts.append(Paragraph(_SENTENCE))
    parts.append(_form(chance))
    parts.append(Paragraph(_SENTENCE))
    return parts


def _indicators(chance: random.Random) -> Grid:
    rows: list[tuple[Entry, ...]] = [
        ("序号", "一级指标", "二级指标", "三级指标", "指标值", Merge.LEFT, Merge.LEFT, "评分标准", "得分"),
        (Merge.UP, Merge.UP, Merge.UP, Merge.UP, "符号", "值", "单位", Merge.UP, Merge.UP),
    ]
    number = 0
    for first, seconds in _LEVELS.items():
        outer: Entry = first
        for second in seconds:
            inner: Entry = second
            for _ in range(chance.randint(1, 6)):
                number += 1
                value = chance.choice(
                    (
                        f"{chance.uniform(80, 100):.2f}",
                        str(chance.randint(1, 2000)),
                        f"{chance.randint(1000, 9999):,}",
                    )
                )
                rows.append(
                    (
                        str(number),
                        outer,
                        inner,
                        chance.choice(_NAMES),
                        "≥",
                        value,
                        "%",
                        chance.choice(_RULES),
                        f"{chance.randint(1, 100) / 10}",
                    )
                )
                outer = inner = Merge.UP
    return Grid(tuple(rows), (2, 3, 4, 5, 2, 4, 2, 9, 2), "部门整体支出绩效指标表", None, header_rows=2)


def _list(chance: random.Random) -> Grid:
    rows: list[tuple[Entry, ...]] = [("序号", "项目名称", "预算数", "执行数", "说明")]
    for number in range(1, chance.randint(20, 60)):
        amounts = [f"{chance.uniform(1, 9999):,.2f}" for _ in range(2)]
        said = chance.choice(("", "按进度执行", _RULES[1], _SENTENCE))
        rows.append((str(number), chance.choice(_NAMES), *amounts, said))
    rows.append(("合计", Merge.LEFT, "12,345.67", "11,345.00", ""))
    return Grid(tuple(rows), (1, 4, 2, 2, 5), "项目支出明细表", "单位：万元")


def _form(chance: random.Random) -> Grid:
    money = [f"{chance.uniform(1, 999):.2f}" for _ in range(6)]
    left = Merge.LEFT
    rows: list[tuple[Entry, ...]] = [
        ("项目名称", chance.choice(_NAMES), left, left, left, left),
        ("主管部门", "某某县水利局", left, "实施单位", "某某县河道管理所", left),
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率"),
        (Merge.UP, "年度资金总额", *money[:3], "98.50%"),
        (Merge.UP, "其中：当年财政拨款", *money[3:], "99.10%"),
        (
            "年度总体目标",
            _SENTENCE * chance.randint(1, 4),
            left,
            _SENTENCE * chance.randint(1, 4),
            left,
            left,
        ),
    ]
    for number in range(chance.randint(5, 25)):
        rows.append(
            ("绩效指标" if number == 0 else Merge.UP, chance.choice(_NAMES), "≥95%", "96.2%", "10", "9.8")
        )
    rows.append(("总分", left, left, left, "100", "97.60"))
    return Grid(tuple(rows), (3, 5, 4, 4, 4, 3), "项目支出绩效自评表", "（2024年度）")
