"""B08: one figure in several places: the same amount, and the same words for what it is for.

Belongs here: comparing amounts and words of places that extraction has tied together. Does not belong here: tying them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText, fold
from pipelines.quality.text_rules.finding import found
from pipelines.quality.wording import listed, wan

AMOUNT, WORDS = "amount", "words"
_NAME_BEFORE = re.compile(r"([\u4e00-\u9fff、]{4,40}?)(?:为|是|共|共计|合计|:)?[\d.,]+(?:万|亿)?元?$")
_CHARACTER = re.compile(r"[^\u4e00-\u9fff、]")


@cache
def _joins() -> re.Pattern[str]:
    return re.compile("|".join(load("quality")["item_words"]["joins"]))


def one_item_many_places(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: kind, subject, category, stage, statements, amounts, facts, other_source (whether the amounts differ by a sum of
    another source), and for a mention name and char_end. Words differ where one name lists a further beneficiary in its middle (困难职工及劳模 … beside 困难劳模 …), and only there."""
    for row in rows:
        facts = tuple(row["facts"])
        if row["kind"] == "mention":
            yield Case(Outcome.PASS, AMOUNT, row["subject"], facts=facts)
            yield from _words(report, row)
        elif row["statements"] == 1:
            yield Case(Outcome.PASS, AMOUNT, row["subject"], facts=facts)
        elif row["other_source"]:
            yield not_evaluable("other_source", AMOUNT, row["subject"])
        else:
            values = {
                "category": row["category"],
                "stage": row["stage"],
                "amounts": listed([wan(a) for a in row["amounts"]]),
            }
            yield Case(Outcome.FAIL, AMOUNT, row["subject"], values=values, facts=facts)
    for branch, kinds in ((AMOUNT, {"amount", "mention"}), (WORDS, {"mention"})):
        if not any(row["kind"] in kinds for row in rows):
            yield not_evaluable("printed_once", branch)


def _words(report: ReportText, row: Mapping[str, Any]) -> Iterator[Case]:
    for section in report.sections:
        last = section.reading.position(row["char_end"] - 1)
        if last is None:
            continue
        first, _ = section.reading.sentence_around(last)
        said = _NAME_BEFORE.search(section.reading.folded, first, last + 1)
        if said is None:
            break
        extra = further_party(_CHARACTER.sub("", fold(row["name"])), said.group(1))
        if extra is None:
            yield Case(Outcome.PASS, WORDS, row["subject"], facts=tuple(row["facts"]))
        else:
            values = {"name": row["name"], "said": said.group(1), "extra": extra}
            yield found(report, section, *said.span(), WORDS, **values)
        return
    yield not_evaluable("no_words_beside", WORDS, row["subject"])


def further_party(one: str, other: str) -> str | None:
    """The words that one of two names has in its middle and the other lacks, where they join a further party; else None.

    The names are compared from the end of the shorter one, which must hold at least four letters on each side together.
    """
    for whole, short in ((one, other), (other, one)):
        for match in _joins().finditer(whole):
            for size in range(2, 7):
                for start, end in ((match.start() - size, match.end()), (match.start(), match.end() + size)):
                    if start < 1 or end >= len(whole):
                        continue
                    head, tail = whole[max(0, start - 2) : start], whole[end : end + 6]
                    if (
                        len(head) == 2
                        and len(tail) >= 4
                        and head + tail in short
                        and whole[start:end] not in short
                    ):
                        return whole[start:end]
    return None
