"""Bands: a row without numbers names whose, or of which year, the rows below it are.

Belongs here: 「一、县福利院」, 「局机关本级」, 「2023年」 as a row above 人员经费 and 公用经费. Does not belong here: titles of whole tables
(foreign), such lines above sentences (prose.frames), wording (lexicon/frames.toml).
"""

from __future__ import annotations

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.prose.frames import REASON, line_doubt
from pipelines.extract.tables.subject import row_meaning
from pipelines.extract.tables.tables import TableNumber, TableNumbers
from pipelines.lexicon import load
from pipelines.model.problem import Problem


def refuse_bands(table: TableNumbers, reader: Reader, found: Found) -> frozenset[TableNumber]:
    """The numbers below such rows, left out and told once a row; a project has a name of its own, whatever it stands below."""
    doubts = {line: line_doubt(line, reader) for line in {n.under for n in table.numbers if n.under}}
    if not any(doubts.values()):
        return frozenset()
    refused: dict[str, list[TableNumber]] = {}
    for number in table.numbers:
        if doubts.get(number.under) and row_meaning(number, reader.names).category is not None:
            refused.setdefault(number.under, []).append(number)
    for line, numbers in refused.items():
        _refuse(line, doubts[line] or "", numbers, found)
    return frozenset(number for numbers in refused.values() for number in numbers)


def _refuse(line: str, code: str, numbers: list[TableNumber], found: Found) -> None:
    for number in numbers:
        if number.quantity is not None:
            found.see(number.span, number.quantity.dimension, None, number.path)
        found.ignore(number.span, REASON)
    zh, en = load("frames")["message"][code]
    found.problems.append(
        Problem(
            REASON,
            f"表格中“{line}”以下各行：{zh}，{len(numbers)} 个数未入库，请核对原文",
            f"the rows below '{line}': {en}; {len(numbers)} numbers were not stored",
            numbers[0].span,
        )
    )
