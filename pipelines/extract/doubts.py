"""Doubts: causes of doubt about a figure of a sentence, codes of lexicon/confidence.toml.

Belongs here: what the label and the digits of an amount in prose leave to be completed. Does not belong here: what a cause
is worth (normalize.confidence), the causes of tables (tables.units, tables.wraps, tables.glued_forms).
"""

from __future__ import annotations

from pipelines.extract.context import Context
from pipelines.extract.meaning import Meaning
from pipelines.extract.prose.sentences import LabelledNumber, Sentence


def label_causes(
    meaning: Meaning, labelled: LabelledNumber, sentence: Sentence, context: Context, *, placed: bool
) -> tuple[str, ...]:
    """Whether the amount is written in words, and whether another sentence or a heading completes its label.

    ``placed``: its own words and those of the figure before it give category and stage.
    """
    lender = context.parent
    is_own = bool(meaning.category and meaning.stages)
    is_far = not is_own and (not placed or (lender is not None and lender.sentence != sentence.number))
    return (*(["written_out"] if labelled.number.written else []), *(["label_inherited"] if is_far else []))
