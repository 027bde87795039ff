"""Subjects: what the label of an amount names beside its category holds for the figures behind it in its sentence.

Belongs here: 县福利院2024年人员经费决算100万元，公用经费决算20万元, 全县民政系统…, 下年度计划：…, 与2023年人员经费300万元、公用经费45万元相比. Does not belong
here: what stands above a sentence, and clauses that name nothing but a unit or a year (frames); wording (lexicon/frames.toml,
group subject).
"""

from __future__ import annotations

import re
from functools import cache

from pipelines.extract.context import MODIFIED, ONE_INCOME, Context, Reader
from pipelines.extract.meaning import understand, without_names, words
from pipelines.extract.prose.labels import bare_label, with_frame
from pipelines.extract.prose.own_names import last_alone, own_words
from pipelines.extract.prose.part_of_whole import is_own_level
from pipelines.extract.prose.sentences import CLAUSE_END, LabelledNumber, Sentence
from pipelines.lexicon import load

CODES = ("own_level", "other_unit", "other_year")
"""Codes of lexicon/frames.toml, each a wording of the group subject."""


def note_subject(labelled: LabelledNumber, reader: Reader, context: Context) -> None:
    """An amount that was not claimed: what its label names beside its category governs what follows."""
    context.subject = named_subject(with_frame(labelled), reader.names, reader.whole) or context.subject


def subject_doubt(
    sentence: Sentence, labelled: LabelledNumber, reader: Reader, context: Context
) -> str | None:
    """Why a figure is not the report's own, a code of lexicon/frames.toml; None where nothing before it in its sentence says so."""
    if _is_compared(sentence, labelled):
        return "other_year"
    if context.subject == ONE_INCOME:
        context.subject = ONE_INCOME if _says_no_more(labelled) else None
        return context.subject
    own = words("frames", "subject", "own_project" if reader.whole == "project" else "own")
    names = [name for name in reader.names if name not in own_words()]
    if own.search(labelled.label) or any(last_alone(name, labelled.label) >= 0 for name in names):
        context.subject = None
    return context.subject


def _says_no_more(labelled: LabelledNumber) -> bool:
    """支出15万元, 结余5万元: of what was told before, with no name of its own."""
    label = labelled.label.lstrip(")")
    groups = (("spent", "alone"), ("spent", "bare"), ("spent", "of_county"), ("left", "bare"))
    return any(words("meaning", *group).search(label) for group in groups)


@cache
def named_subject(clause: str, names: tuple[str, ...], whole: str) -> str | None:
    """What a label of money names beside its category or stage."""
    told = words("frames", "subject", "with_all").sub("", without_names(clause, names))
    if whole == "project":
        of_department = words("frames", "subject", "department").search(told)
        own = words("frames", "subject", "own_project").search(told)
        return "other_unit" if of_department and not own else None
    meaning = understand(bare_label(clause), names)
    if not meaning.residue or not (meaning.category or meaning.stages):
        return None
    said = next((code for code in CODES if _wording(code).search(told)), None)
    if said is None and _is_modified(told):
        return MODIFIED
    return None if said == "own_level" and is_own_level(names) else said


def _is_modified(told: str) -> bool:
    """Whether words stand before a category that another may share: 节约人员经费…，公用经费…; 临聘人员 are people of a kind."""
    category = words("frames", "subject", "category").search(told)
    if category is None:
        return False
    lead = words("frames", "subject", "people").sub("", told[: category.start()])
    return bool(understand(lead).residue)


@cache
def _wording(code: str) -> re.Pattern[str]:
    frames = load("frames")
    said, unit = frames["subject"], frames["unit"]["institution"]
    return re.compile(
        "|".join(
            f"(?:{wording.replace('institution', unit).replace('money', said['money'])})"
            for wording in said[code]
        )
    )


def _is_compared(sentence: Sentence, labelled: LabelledNumber) -> bool:
    """Whether an amount stands in a list that the year is compared with: 与2023年人员经费300万元、公用经费45万元相比."""
    rest = CLAUSE_END.split(sentence.flow.text[labelled.number.end :], maxsplit=1)[0]
    if not words("frames", "subject", "comparing").search(rest):
        return False
    before = CLAUSE_END.split(sentence.before(labelled))[-1]
    return words("frames", "subject", "compared").match(before) is not None
