"""Finer lines told in sentences: of the budget classification, and of the parts of 三公经费.

Belongs here: that in 1.一般公共服务支出（类）行政运行（项）。年初预算为301.2万元，支出决算为352.1万元 and in 公务接待费预算数5万元，决算数2.6万元
the amounts that name nothing are of the class or part. Does not belong here: rows of tables (tables), wording (lexicon).
"""

from __future__ import annotations

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import understand, words
from pipelines.extract.prose.labels import bare_label
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.reasons import reason_words
from pipelines.model.document import Span
from pipelines.model.quantity import Dimension


def leave_class_line(sentence: Sentence, reader: Reader, found: Found) -> None:
    """Leave out what a sentence below or behind the name of a class tells, where nothing else has taken it."""
    named = words("meaning", "class_line", "says")
    below = named.search(sentence.heading) is not None
    if not below and named.search(sentence.flow.text) is None and named.search(sentence.lead) is None:
        return
    taken = {*found.claimed, *(ignored.span for ignored in found.ignored)}
    for labelled in sentence.numbers:
        quantity, span = labelled.number.quantity, sentence.number_span(labelled)
        if (
            quantity is None
            or quantity.dimension not in (Dimension.MONEY, Dimension.PERCENT)
            or span in taken
        ):
            continue
        told = f"{sentence.lead}{sentence.before(labelled)}"
        said = understand(bare_label(labelled.clause), reader.names)
        if (below or named.search(told)) and said.category is None:
            found.ignore(span, "classification_line")


def leave_three_public_parts(sentence: Sentence, reader: Reader, found: Found) -> None:
    """Leave out the bare stages behind a part of 三公经费: 公务接待费预算数5万元，决算数2.6万元."""
    of_part = False
    taken: set[Span] | None = None
    for labelled in sentence.numbers:
        quantity = labelled.number.quantity
        if quantity is None or quantity.dimension is not Dimension.MONEY:
            continue
        if reason_words("three_public_part").search(labelled.clause):
            of_part = True
            continue
        of_part = of_part and _is_bare_stage(labelled, reader)
        if not of_part:
            continue
        if taken is None:
            taken = {*found.claimed, *(ignored.span for ignored in found.ignored)}
        if sentence.number_span(labelled) not in taken:
            found.ignore(sentence.number_span(labelled), "three_public_part")


def _is_bare_stage(labelled: LabelledNumber, reader: Reader) -> bool:
    said = understand(labelled.label, reader.names)
    named = said.category or said.residue or said.source
    return not named and labelled.label[:1] in ",，、" and bool(said.stages or said.unsaid)
