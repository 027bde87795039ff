"""County money: 一般公共预算支出4.1亿元 in the report of a finance bureau, which may be all that the county spent.

Belongs here: whether such words speak of the bureau itself. Does not belong here: 全县…, 完成一般公共预算收入… (no_level, subjects), wording
(lexicon/frames.toml, group county_money).
"""

from __future__ import annotations

from pipelines.extract.context import Reader
from pipelines.extract.meaning import words
from pipelines.extract.prose.own_names import last_alone
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.prose.spending import is_divided


def may_be_of_county(sentence: Sentence, labelled: LabelledNumber, reader: Reader) -> bool:
    """Whether an amount of a finance bureau names the county's accounts, and neither the words before it nor the kinds of
    spending behind it make it the bureau's."""
    if not any(words("frames", "county_money", "bureau").search(name) for name in reader.names[:1]):
        return False
    if not words("frames", "county_money", "says").search(labelled.clause):
        return False
    told = f"{sentence.lead}{sentence.before(labelled)}"
    own = words("frames", "county_money", "own").search(told) is not None
    named = any(last_alone(name, told) >= 0 for name in reader.names)
    return not (own or named or is_divided(labelled, sentence))
