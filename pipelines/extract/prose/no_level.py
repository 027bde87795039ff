"""No level: amounts in prose that are none of the unit's money of the year, and what they leave to the next amount.

Belongs here: income and its parts, changes, comparisons that prove another figure, parts of the year. Does not belong
here: wording (lexicon/meaning.toml), amounts that are levels (money).
"""

from __future__ import annotations

from pipelines.extract.context import ONE_INCOME, Context, Income, Reader, part_of_year
from pipelines.extract.meaning import sort_of_number, understand, words
from pipelines.extract.prose.amount import Amount, Reading
from pipelines.extract.prose.compared_budgets import claim_compared_budget
from pipelines.extract.prose.labels import bare_label
from pipelines.extract.prose.lists import PART
from pipelines.extract.prose.proved import claim_shared_budget
from pipelines.extract.prose.proved_last_year import claim_of_last_year
from pipelines.extract.prose.proved_later import claim_proved_budget
from pipelines.extract.prose.sentences import LabelledNumber
from pipelines.extract.prose.spending import is_divided

KINDS = frozenset({"basic", "personnel", "operating", "project"})
OF_ONE_ACCOUNT = frozenset({"fiscal", "gov_fund"})
"""Sources whose income and spending are told as one account; 我乡财政总收入 names none."""


def is_no_level(amount: Amount, reading: Reading) -> bool:
    """Whether an amount is no level of the unit's money this year, and what it leaves to the next: income, a change,
    a comparison, a part of the year."""
    labelled, context, found = amount.labelled, reading.context, reading.found
    if words("meaning", "goal_title", "says").search(amount.before):
        found.ignore(amount.span, "goal_text")
        context.leave()
        return True
    sort = sort_of_number(labelled.label, labelled.after)
    if sort == "income" and _is_budget_divided(amount, reading.reader):
        sort = None
    if sort is None and part_of_year(amount.before):
        sort = "part_of_year"
    other_year = words("meaning", "compared", "other_year").search(labelled.label)
    if (
        sort == "compared"
        or other_year
        or words("meaning", "compared", "told_last_year").search(labelled.label)
    ) and claim_of_last_year(amount, reading):
        return True
    alike = words("meaning", "fulfilled", "alike").match(labelled.clause)
    if (sort == "share" or (sort is None and alike)) and claim_shared_budget(amount, reading):
        return True
    if sort in (None, "compared", "threshold") and claim_compared_budget(amount, reading):
        return True
    if sort is None and (
        _balances_income(amount, context)
        or _part_of_income(labelled, reading.reader, context)
        or _goes_on_with_income(labelled, context)
    ):
        found.ignore(amount.span, "income")
        return True
    if _is_of_change(amount, sort, context):
        found.ignore(amount.span, "change")
        return True
    if sort in ("change", "compared"):
        claim_proved_budget(amount, reading)
    if sort == "change" and words("meaning", "compared", "cut").search(labelled.clause):
        context.added.append(-amount.quantity.value)
    if sort:
        found.ignore(amount.span, sort)
        if sort in ("income", "part_of_year"):
            context.leave()
        if sort == "income" and context.income is None and _is_of_one_sort(labelled, reading.reader):
            context.subject = context.subject or ONE_INCOME
        elif sort == "income":
            context.income = _income(amount, reading.reader, context.income)
            if context.income.open:
                context.note_budget(None)
            context.year = context.income.year or context.year
            context.incomes = [*context.incomes, amount.quantity.value]
        return True
    return False


def _is_budget_divided(amount: Amount, reader: Reader) -> bool:
    """批复部门预算收入986万元，其中基本支出806万元，项目支出180万元: all that may be spent, as the kinds of spending right behind make it up."""
    labelled, sentence = amount.labelled, amount.sentence
    if not words("meaning", "spent", "budget_income").search(labelled.clause):
        return False
    behind = [n for n in sentence.numbers if n.number.start > labelled.number.start] or sentence.upcoming
    kind = understand(behind[0].clause, reader.names).category if behind else None
    return kind in KINDS and is_divided(labelled, sentence)


def _is_of_change(amount: Amount, sort: str | None, context: Context) -> bool:
    """较年初预算增加170万元，主要是追加人员经费30万元、项目经费140万元: what the change is made of, and no level."""
    label, value = amount.labelled.label, amount.quantity.value
    moved = words("meaning", "change_list", "change").search(label) and sort in (
        "change",
        "compared",
    )
    changed, context.changed = context.changed, value if moved else None
    if sort is not None:
        context.of_change = False
        return False
    opens = words("meaning", "change_list", "opens").match(label) is not None
    within = changed is not None and value <= changed
    goes_on = context.of_change and words("meaning", "change_list", "goes_on").match(label) is not None
    context.of_change = (opens and within) or goes_on
    return context.of_change


def _is_of_one_sort(labelled: LabelledNumber, reader: Reader) -> bool:
    """房屋出租收入, 医疗收入, 事业收入: income that words of its own set apart from all income; 完成一般公共预算收入 is the county's."""
    if words("meaning", "spent", "collected").search(labelled.clause):
        return True
    named = understand(labelled.clause, reader.names).residue
    return bool(words("meaning", "spent", "any_income").sub("", named))


def _income(amount: Amount, reader: Reader, before: Income | None) -> Income:
    """``before``: the income that was named last; beside another, or as a part of all, one source is not that of what follows."""
    clause = amount.labelled.clause
    is_part = before is not None or PART.match(amount.labelled.label) is not None
    meaning = understand(clause, reader.names)
    planned = not meaning.stages and bool(words("meaning", "spent", "planned").search(clause))
    of_any = words("meaning", "spent", "any_money").search(clause)
    source = None if is_part or of_any or meaning.source not in OF_ONE_ACCOUNT else meaning.source
    return Income(amount.quantity.value, meaning.stages, planned, meaning.year, source)


def _balances_income(amount: Amount, context: Context) -> bool:
    """支出总计 beside an equal 收入总计 holds what is carried out as well; of one a paragraph above, where what was spent or left follows.

    总支出 of which 本年支出 is told right behind does, whatever the income was.
    """
    value, clause = amount.quantity.value, amount.labelled.clause
    behind = amount.sentence.flow.text[amount.labelled.number.end :]
    if words("meaning", "spent", "grand_sum").search(clause) and words(
        "meaning", "spent", "of_the_year"
    ).match(behind):
        return True
    if value in context.incomes:
        total = words("meaning", "spent", "balance").search(clause) is not None
        return total and ("总计" in clause or not is_divided(amount.labelled, amount.sentence))
    if value not in context.incomes_above or not words("meaning", "spent", "grand_total").search(clause):
        return False
    behind += "".join(number.label for number in amount.sentence.upcoming)
    return words("meaning", "spent", "divides_grand_total").search(behind) is not None


def _part_of_income(labelled: LabelledNumber, reader: Reader, context: Context) -> bool:
    """收入100万元，其中：一般公共预算财政拨款90万元、政府性基金预算10万元: income by source."""
    if context.income is None or context.levels:
        return False
    if "支出" in labelled.clause:
        return False
    meaning = understand(bare_label(labelled.clause), reader.names)
    return bool(meaning.source) and not (meaning.category or meaning.stages or meaning.residue)


def _goes_on_with_income(labelled: LabelledNumber, context: Context) -> bool:
    """收入预算2218.40万元，决算2764.92万元: a bare stage right behind income is of the income."""
    if context.income is None or context.levels:
        return False
    if words("meaning", "spent", "of_income").search(labelled.label):
        return True
    planned = context.income.open or "initial" in context.income.stages or "adjusted" in context.income.stages
    return planned and words("meaning", "spent", "of_income_budget").search(labelled.label) is not None
