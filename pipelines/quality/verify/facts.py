"""Facts: which columns of each table are read again, and how.

Belongs here: one plan a table. Does not belong here: how a number (figures) or a text (words) is read.

What no quote states alone, codes and years, is read from the words around it (meaning, years, indicator_columns). Days
(as_of) are left out: the rules and the golden set watch over those.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipelines.lexicon import load
from pipelines.quality.verify import figures
from pipelines.quality.verify.around import Around
from pipelines.quality.verify.indicator_columns import read_indicator
from pipelines.quality.verify.meaning import Read, Reading, reads
from pipelines.quality.verify.mismatch import Mismatch, Values
from pipelines.quality.verify.numbers import fold, numbers
from pipelines.quality.verify.words import STAR, bare, stands_in
from pipelines.quality.verify.years import read_year

Check = Callable[[Around, Values], Iterator[Mismatch]]
_MONEY = ("amount_yuan", "amount_text", "unit_text", "half_unit_yuan")
_LONGEST = 60
_SEEN = re.compile(rf"[^\s{STAR}]+")


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns that a check needs; ``again`` is the check of a further place, where only the figure is repeated.

    ``meaning``: the second reading of what the figure is filed as, at its first place alone.
    """

    columns: tuple[str, ...]
    check: Check
    again: Check
    meaning: Read | None = None


def _nothing(around: Around, values: Values) -> Iterator[Mismatch]:
    """A further place of words: the quote itself is checked."""
    yield from ()


def _item(around: Around, values: Values) -> Iterator[Mismatch]:
    yield from figures.amount(around, values)
    there = "\n".join((around.quote, around.row, around.cells_above))
    if not stands_in(values["name"], there, pieces=5):
        yield _text("name", values["name"])
    doc_no = values["doc_no"]
    if doc_no is not None and not all(part in bare(there) for part in re.findall(r"\d+", doc_no)):
        yield _text("doc_no", doc_no)


def _asset(around: Around, values: Values) -> Iterator[Mismatch]:
    yield from figures.amount(around, values)
    yield from figures.change_of_assets(around, values)


def _goal(around: Around, values: Values) -> Iterator[Mismatch]:
    for column in ("name", "content"):
        lines = [line for line in (values[column] or "").split("\n") if line]
        if not all(stands_in(line, around.quote, pieces=3) for line in lines):
            yield _text(column, values[column])
    rate = values["completion_pct"]
    if rate is None:
        return
    said = [n.value for n in numbers(fold(values["content"] or ""))]
    if rate not in said:
        yield Mismatch("value_differs", "completion_pct", f"{rate}", "、".join(f"{n}" for n in said) or "—")


def _score(around: Around, values: Values) -> Iterator[Mismatch]:
    yield from figures.points(around, values)
    raw, grade = values["grade_raw"], values["grade"]
    if raw is not None and not stands_in(raw, around.quote):
        yield _text("grade_raw", raw)
    said = {word: row["code"] for row in load("grades")["grade"] for word in row["says"]}
    if raw is not None and said.get(bare(raw)) != grade:
        yield Mismatch("value_differs", "grade", f"{grade}", f"{said.get(bare(raw))}")


def _indicator(around: Around, values: Values) -> Iterator[Mismatch]:
    """Words and numbers of the row; levels may be filled down from above, and a weight may stand in their brackets."""
    for column in ("level3", "description", "scoring_rule", "target_text", "basis", "actual_text", "deviation_reason"):  # fmt: skip
        text = values[column]
        if text is not None and not stands_in(text, around.quote, 3) and not stands_in(text, around.row, 3):
            yield _text(column, text)
    for column in ("level1", "level2"):
        text = values[column]
        if text is None or stands_in(text, around.all_cells, 3):
            continue
        # a page cuts a table in two, and a copy as text has no cells at all
        if not stands_in(text, around.before):
            yield _text(column, text)
    row = [n.value for n in (*around.numbers, *numbers(around.row))]
    for column in ("target_num", "actual_num", "score", "weight"):
        stored = values[column]
        if stored is None or stored in row:
            continue
        if column == "weight" and stored in [n.value for n in around.table_numbers]:
            continue
        yield Mismatch("value_differs", column, f"{stored}", _numbers(row))
    if (deduction := values["max_deduction"]) is not None:
        rule = [n.value for n in numbers(fold(values["scoring_rule"] or ""))]
        if deduction not in (*rule, *row):
            yield Mismatch("value_differs", "max_deduction", f"{deduction}", _numbers(rule))
    yield from _sign_and_unit(around, values)


def _sign_and_unit(around: Around, values: Values) -> Iterator[Mismatch]:
    words = load("verify")["words"]
    there = bare(around.quote + around.row)
    operator, unit = values["operator"], values["unit"]
    spelled = words["operators"].get(operator, [])
    if operator not in (None, "qualitative") and not any(bare(spelling) in there for spelling in spelled):
        yield _text("operator", operator)
    if unit is not None:
        spellings = [bare(spelling) for spelling in words["units"].get(unit, [unit])]
        if not any(s in there or s in bare(around.all_cells) for s in spellings):
            yield _text("unit", unit)


def _section(around: Around, values: Values) -> Iterator[Mismatch]:
    """The heading in the quote; every character of the text, by its map into the document."""
    if not stands_in(values["heading"] or "", around.passage, pieces=2):
        yield _text("heading", values["heading"])
    text, jumps = values["text"], values["text_map"]
    raw = around.book.document.text
    told = 0
    for start, end, there in zip(jumps[0::2], [*jumps[2::2], len(text)], jumps[1::2], strict=False):
        part = text[start:end]
        if not told == start <= end or not (raw.startswith(part, there) or _is_there(part, raw, there)):
            break
        told = end
    if told != len(text):
        yield _text("text", text)


def _is_there(part: str, raw: str, place: int) -> bool:
    """Whether these characters are printed at a place; white space may be any, and a mask covers any character."""
    return all(raw.startswith(seen.group(), place + seen.start()) for seen in _SEEN.finditer(part))


def _problem_item(around: Around, values: Values) -> Iterator[Mismatch]:
    lines = [line for line in values["text"].split("\n") if line]
    if not all(stands_in(line, around.quote, pieces=2) for line in lines):
        yield _text("text", values["text"])


def _text(what: str, stored: str | None) -> Mismatch:
    short = "".join((stored or "").split())
    return Mismatch("text_differs", what, short if len(short) <= _LONGEST else f"{short[:_LONGEST]}……", "—")


def _numbers(values: list[Decimal]) -> str:
    return "、".join(dict.fromkeys(f"{value:f}" for value in values[:20])) or "—"


_budget = reads(category="category", stage="stage", fund_source="fund_source")


def _budget_meaning(around: Around, values: Values) -> Iterator[Reading]:
    yield from _budget(around, values)
    yield from read_year(around, values)


PLANS: Mapping[str, Plan] = {
    "budget_facts": Plan(
        (*_MONEY, "category", "stage", "fund_source", "fact_year"), figures.amount, figures.restated, _budget_meaning
    ),
    "stated_rates": Plan(
        ("rate_pct", "rate_text", "half_unit_pct", "category", "kind"),
        figures.rate,
        figures.rate_again,
        reads(category="category", kind="kind"),
    ),
    "project_items": Plan(
        (*_MONEY, "name", "doc_no", "stage", "fund_source"),
        _item,
        figures.restated,
        reads(stage="stage", fund_source="fund_source"),
    ),
    "staff_facts": Plan(
        ("headcount", "change_vs_prior", "kind"), figures.headcount, figures.headcount_again, reads(kind="staff")
    ),
    "asset_facts": Plan((*_MONEY, "change_pct", "measure"), _asset, figures.restated, reads(measure="measure")),
    "goals": Plan(("name", "content", "completion_pct"), _goal, _nothing),
    "indicators": Plan(
        (
            "level1", "level2", "level3", "description", "scoring_rule", "max_deduction", "weight", "operator",
            "target_num", "target_text", "unit", "basis", "actual_num", "actual_text", "score", "deviation_reason",
        ),
        _indicator,
        _nothing,
        read_indicator,
    ),
    "scores": Plan(("total", "full_mark", "grade_raw", "grade"), _score, _nothing),
    "sections": Plan(("heading", "text", "text_map"), _section, _nothing),
    "problem_items": Plan(("text",), _problem_item, _nothing),
}  # fmt: skip
