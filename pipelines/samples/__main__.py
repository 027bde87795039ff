"""Command line: ``python -m pipelines.samples --out DIR --count N --seed S [--truth DIR] [--faults]``.

Belongs here: arguments and progress. Does not belong here: what a report says. ``--ship DIR`` writes the samples that
the project ships.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from pipelines.samples.faults import plant_some
from pipelines.samples.files import FORMATS, write, write_truth
from pipelines.samples.invent import YEARS, invent
from pipelines.samples.ship import ship


def main(arguments: list[str] | None = None) -> int:
    """Write the reports and say how many; 0."""
    options = _parser().parse_args(arguments)
    if options.ship is not None:
        planned = ship(options.ship)
        print(f"已写出 {len(planned)} 份随项目发布的样例：{options.ship}")
        return 0
    if options.out is None:
        print("请用 --out 指定输出文件夹，或用 --ship 重写随项目发布的样例；--help 查看说明", file=sys.stderr)
        return 2
    began = time.perf_counter()
    specimens = invent(options.seed, options.count, range(options.years[0], options.years[1] + 1))
    for number, specimen in enumerate(plant_some(options.seed, specimens, options.faults)):
        ending = options.formats[number % len(options.formats)]
        path = write(specimen, options.out / f"{specimen.name}.{ending}")
        if options.truth is not None:
            write_truth(specimen, path.name, options.truth)
    seconds = time.perf_counter() - began
    print(
        f"已写出 {options.count} 份样例报告：{options.out}（{options.count / max(seconds, 0.001):.0f} 份/秒）"
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pipelines.samples",
        description="生成虚构的部门整体支出绩效自评报告（DOCX、PDF、TXT），供演示、测试和测速使用。同一种子总是生成同样的文件。",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="输出文件夹")
    parser.add_argument("--count", type=int, default=30, metavar="N", help="份数（默认 30）")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="随机种子（默认 1）")
    parser.add_argument(
        "--years",
        type=int,
        nargs=2,
        default=(YEARS[0], YEARS[-1]),
        metavar=("FROM", "TO"),
        help="预算年度范围（含两端）",
    )
    parser.add_argument(
        "--formats", nargs="+", choices=FORMATS, default=list(FORMATS), help="轮流使用的格式（默认三种）"
    )
    parser.add_argument(
        "--truth", type=Path, metavar="DIR", help="把每份报告的正确答案写成 JSON 放入此文件夹"
    )
    parser.add_argument(
        "--faults",
        type=float,
        default=0.0,
        metavar="SHARE",
        help="埋入一处错误的报告所占比例（0 到 1，默认 0）",
    )
    parser.add_argument("--ship", type=Path, metavar="DIR", help="重写随项目发布的样例（通常是 raw/samples）")
    return parser


if __name__ == "__main__":
    sys.exit(main())
