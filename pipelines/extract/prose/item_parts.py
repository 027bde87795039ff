"""Parts of projects: amounts of a list that divide the project right before them, and are no projects.

Belongs here: 办公设备购置120万元（电脑12万元、服务器108万元）, 道路工程120万元，其中土建50万元、安装70万元. Does not belong here: the sources of
a project (item_lists), tables (tables/item_parts).

What a bracket or a word that opens a list (其中, 包括, 主要用于) puts behind a project is its, up to the amount where the parts are
the whole project, or where what follows is what the list still lacks; without either they are of it only where both hold, and the list does not close without them as well (养老120万元，设备80万元，培训40万元，
救助80万元 of 200万元).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate, takewhile

from pipelines.extract.context import list_opening
from pipelines.extract.meaning import understand, words
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.quantity import Dimension

REASON = "item_part"
FEWEST = 2
SEPARATORS = " ,，、:;(（"


def parts_of_item(sentence: Sentence, labelled: LabelledNumber, rest: Decimal) -> dict[int, bool]:
    """Where the parts of the project start whose amount this is, and whether that is certain; ``rest``: what the list lacks behind it."""
    whole = labelled.number.quantity
    behind = _money(n for n in sentence.numbers if n.number.start > labelled.number.start)
    if whole is None or not behind:
        return {}
    inside = [*takewhile(lambda n: n.depth > labelled.depth, behind)]
    run = inside or [*takewhile(lambda n: not _is_numbered(n), behind)]
    sums = [*accumulate(_value(n) for n in run)]
    closing = [k for k, told in enumerate(sums, start=1) if told == whole.value]
    fitting = [k for k in range(1, len(run) + 1) if _fills(rest, [*behind[k:], *_money(sentence.upcoming)])]
    both = [k for k in closing if k in fitting and k >= FEWEST]
    if not _is_opened(labelled, run):
        return _parts(run[: both[0]], certain=not _fills(rest, behind)) if both else {}
    for ends in (both, closing, fitting):
        if len(ends) == 1 and sums[ends[0] - 1] <= whole.value:
            return _parts(run[: ends[0]], certain=True)
    return _parts(run, certain=bool(inside) and sums[-1] <= whole.value)


def _is_opened(labelled: LabelledNumber, run: Sequence[LabelledNumber]) -> bool:
    if not run:
        return False
    first = run[0]
    opening = list_opening().match(first.label.lstrip(SEPARATORS))
    return first.depth > labelled.depth or bool(opening and opening.group())


def _is_numbered(labelled: LabelledNumber) -> bool:
    return words("items", "staged", "number").match(labelled.label.lstrip(SEPARATORS)) is not None


def _fills(rest: Decimal, others: Sequence[LabelledNumber]) -> bool:
    """Whether the amounts that follow, or the first of them, are what the list still lacks."""
    return rest in (Decimal(0), *accumulate(_value(n) for n in others)) if others else rest == 0


def _money(numbers: Iterable[LabelledNumber]) -> list[LabelledNumber]:
    return [
        n for n in numbers if n.number.quantity is not None and n.number.quantity.dimension is Dimension.MONEY
    ]


def _value(labelled: LabelledNumber) -> Decimal:
    assert labelled.number.quantity is not None
    return labelled.number.quantity.value


def _parts(numbers: Sequence[LabelledNumber], *, certain: bool) -> dict[int, bool]:
    return {n.number.start: certain and not _is_of_another_sort(n) for n in numbers}


def _is_of_another_sort(labelled: LabelledNumber) -> bool:
    """（2023年55万元）, （年初预算70万元）, （结余10万元）: the project's, but of another year or stage, and no part of the amount."""
    said = understand(labelled.clause)
    return bool(said.stages or said.year or said.last_year or said.unsaid)
