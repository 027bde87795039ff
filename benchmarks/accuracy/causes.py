"""Causes: how often figures are wrong that carry a cause of doubt, and those that carry none.

Belongs here: the error rate of each cause of lexicon/confidence.toml over builds whose answers are known; the table of
docs/review.md. Does not belong here: comparing (compare), what a cause is worth (lexicon/confidence.toml).

``python -m benchmarks.accuracy.causes BUILD=GOLD …``: a database and the folder with its answers, as often as wanted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.compare import LACKING
from benchmarks.accuracy.tally import CELLS, Item
from benchmarks.accuracy.warehouse import Warehouse
from pipelines.normalize.confidence import causes

NONE = "none"
"""Figures without any cause."""


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """Figures that were found with a cause, and how many of them the answers contradict."""

    figures: int
    wrong: int

    @property
    def percent(self) -> float:
        """The share that is wrong; 0 where there is no figure."""
        return 100 * self.wrong / self.figures if self.figures else 0.0


def error_rates(items: Iterable[Item]) -> dict[str, ErrorRate]:
    """By cause, and :data:`NONE`; a figure with several causes counts under each. Contradicting statements are no error."""
    found = [i for i in items if i.got is not None and i.table not in (CELLS, "reports", "goals")]
    return {
        code: ErrorRate(len(listed), sum(_misleads(item) for item in listed))
        for code in (NONE, *causes())
        for listed in [[i for i in found if (code in i.causes if code != NONE else not i.causes)]]
    }


def _misleads(item: Item) -> bool:
    """Whether what was found is wrong; an indicator of which cells are only missing misleads nobody."""
    return item.is_wrong and item.got != LACKING


def items_of(database: Path, gold: Path) -> list[Item]:
    """All items of a build against the answers of a folder."""
    house = Warehouse(database)
    answers = {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold.glob("*.json"))
    }
    return [item for name, answer in answers.items() for item in house.compared(name, answer)]


def table(rates: dict[str, ErrorRate]) -> list[str]:
    """The table of docs/review.md."""
    rows = ["| 情形 cause | 可信度 | 等人 | 数字 n | 错 wrong | 出错率 |", "|---|---|---|---|---|---|"]
    for code, rate in rates.items():
        cause = causes().get(code)
        named = (
            f"{cause.name} `{code}` | {cause.confidence:.2f} | {'是' if cause.waits else ''}"
            if cause
            else "无疑问 | 1.00 | "
        )
        share = f"{rate.percent:.2f} %" if rate.figures else "—"
        rows.append(f"| {named} | {rate.figures} | {rate.wrong} | {share} |")
    return rows


def main(arguments: list[str]) -> int:
    """Print the table over all builds together."""
    pairs = [argument.partition("=") for argument in arguments]
    items = [item for database, _, gold in pairs for item in items_of(Path(database), Path(gold))]
    print("\n".join(table(error_rates(items))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
