"""Pairs of days: 资产总额年初1200.5万元，年末1350.6万元 gives both amounts the measure that only the first one names.

Belongs here: completing the labels of balances that name their day behind the measure or alone. Does not belong here: which
labels are measures (assets), of which day a balance is (moments), wording (lexicon/staffing.toml).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from pipelines.extract.meaning import sort_of_number, words
from pipelines.extract.prose.sentences import LabelledNumber, Sentence

ASSETS, TOTAL = "资产", "总额"
OPENING = "(年初)"


def with_measures(sentence: Sentence, is_measure: Callable[[str], bool]) -> Iterator[LabelledNumber]:
    """The numbers of a sentence; those of such a pair under the words of its measure and, at the start of the year, of that day."""
    head, start = "", 0  # the words that name the measure of the open pair, and where they begin
    for labelled in sentence.numbers:
        closing = words("staffing", "day_pair", "closing").search(labelled.label)
        day = closing or words("staffing", "day_pair", "opening").search(labelled.label)
        if day is None:
            before = words("staffing", "day_pair", "before").search(labelled.clause)
            bare = labelled.clause.replace(before.group(), "") if before else ""
            if bare and is_measure(bare):  # 期初资产总额1200.5万元，期末1350.6万元
                head = bare
                start = labelled.number.start - len(labelled.clause)
            elif sort_of_number(labelled.label, labelled.after) != "change":
                head = ""
            yield labelled
            continue
        begins = len(labelled.label) - len(labelled.clause)
        if named := _measure(labelled.label[begins : day.start()], is_measure):
            head, start = named, labelled.number.start - len(labelled.clause)
        elif day.start() or not head:  # words of something else, or of nothing so far
            head = ""
            yield labelled
            continue
        label = head if closing else f"{head}{OPENING}"
        yield replace(labelled, label=label, clause=label, named_at=start)


def _measure(said: str, is_measure: Callable[[str], bool]) -> str:
    """The words of a measure; 资产 alone beside a day is all of them."""
    said = said.rstrip(":：,，(")
    for words_said in (said, f"{said}{TOTAL}" if said.endswith(ASSETS) else ""):
        if words_said and is_measure(words_said):
            return words_said
    return ""
