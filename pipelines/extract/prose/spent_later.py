"""Spent later: a bare 实际支出 after a budget of one category and its parts: 三公经费预算6万元，其中接待费2万元；实际支出5万元.

Belongs here: whether the words since the last full stop speak of one budget alone, so that what was spent is of it. Does
not belong here: what a figure inherits within its clause (placing), the whole department (whole).
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.extract.context import Reader
from pipelines.extract.meaning import Meaning, terms, understand, words
from pipelines.extract.prose.placing import Said
from pipelines.extract.prose.sentences import CLAUSE_END, LONGEST_LEAD, LabelledNumber, Sentence
from pipelines.extract.prose.whole import names_a_subject

PARTS = re.compile(r"其中[^;]*|[(][^()]*[)]")
COMPARED = re.compile(r"[比较]上?年|增加|减少")
COMPARISON = re.compile(
    r"[,，][比较](?:[上去]年|(?:19|20)\d{2}年)[^,，;。]{0,12}?\d[\d,.]*(?:亿元|万元|元)"
    r"(?:增加|减少|下降|增长)了?\d[\d,.]*(?:亿元|万元|元|%)"
)
"""What a budget is compared with: (全年预算2.6万元)，比2023年预算2.8万元减少0.2万元."""
AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)(亿元|万元|元)")


def spent_of_told(
    sentence: Sentence, labelled: LabelledNumber, meaning: Meaning, reader: Reader
) -> Said | None:
    """The category of a bare 实际支出 where one budget of one category was told before it, and no less was spent.

    Parts of the budget may stand between them: behind a comma all of them, behind a semicolon at most so much. Of the whole they
    must, and make it up, and what was spent is more than any of them.
    """
    quantity = labelled.number.quantity
    if quantity is None or labelled.depth or meaning.stages != ("executed",):
        return None
    if not words("meaning", "spent", "bare").search(labelled.clause):
        return None
    text = sentence.flow.text[: labelled.number.start - len(labelled.clause)]
    told = f"{sentence.lead.rpartition('。')[2]}{text}"
    whole = COMPARISON.sub("", PARTS.sub("", told))
    category = _one_budget(whole, reader.names)
    budgets, parts = AMOUNT.findall(whole), AMOUNT.findall("".join(PARTS.findall(told)))
    if category is None or len(told) >= LONGEST_LEAD or len(budgets) != 1:
        return None
    if any(unit != budgets[0][1] for _, unit in parts) or quantity.unit_text != budgets[0][1]:
        return None
    budget, listed = _value(budgets[0][0]), sum((_value(number) for number, _ in parts), Decimal(0))
    complete = listed == budget if parts and not told.endswith(";") else listed <= budget
    spent = _value(labelled.number.text)
    if category == "total":
        complete = listed == budget and spent > max(_value(number) for number, _ in parts)
    return (category, ("executed",), "all") if complete and spent <= budget else None


def _one_budget(text: str, names: tuple[str, ...]) -> str | None:
    """The one category of which a text tells a budget, or the whole; None where it brings up anything else."""
    opening = words("meaning", "remark", "before_budget").sub("", AMOUNT.split(text)[0])
    said = understand(CLAUSE_END.split(opening)[-1], names)
    whole = {"total"} if said.category == "total" else set()
    named = {term.code for term in terms("meaning", "category") if term.pattern.search(text)} - {"total"}
    if named | whole != {said.category} or said.residue or said.source or COMPARED.search(text):
        return None
    if not words("meaning", "spent", "planned").search(text) or names_a_subject(text, names, parts_too=False):
        return None
    return None if said.category == "project" and "项目支出" not in text else said.category


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))
