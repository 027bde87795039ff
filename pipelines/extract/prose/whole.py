"""The whole: whether a sentence that names no category speaks of the money of the whole department.

Belongs here: 年初预算1250万元，执行1198万元 below a heading and after sentences that bring up nothing of their own. Does not
belong here: what the label says (meaning), the figures (money).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from pipelines.extract.context import Reader, goal_sections, heading_source
from pipelines.extract.meaning import Meaning, terms, understand, words
from pipelines.extract.outline.headings import marker
from pipelines.extract.prose.sentences import LONGEST_LEAD, LabelledNumber, Sentence

BRACKETS = re.compile(r"\([^()]*\)")
WHOLE = (None, "total")
FIGURES = re.compile(r"\d[\d.,]*(?:[万亿千百]?元|%)?")
SHORTEST_NAME = 2
LONGEST_NAME = 16
AMOUNT_FIRST = re.compile(r"[,，、]?-?\d[\d,.]*(?:[万亿千百]?元|%)")


def may_be_whole(sentence: Sentence, reader: Reader, told: bool, adjusted: bool = False) -> bool:
    """Whether nothing above and before the sentence speaks of something else than the whole.

    ``told``: the paragraph has given figures of the whole, so the categories that it names are parts of them;
    ``adjusted``: its adjusted budget among them, so why that was adjusted is said of it.
    """
    if begins_amid(sentence):
        return False
    if heading_meaning(sentence.above, reader.names).residue and reader.whole != "project":
        return False
    if heading_meaning(sentence.above, reader.names).category not in (*WHOLE, reader.whole):
        return False  # 基本支出, a line of its own
    if not sentence.close and heading_source(sentence.above, reader) != "all":
        return False  # 政府性基金, and a paragraph of it in between
    below = heading_meaning(sentence.heading, reader.names)
    of_project = reader.whole == "project"
    if below.category not in (*WHOLE, reader.whole) or (below.residue and not of_project):
        return False
    if sentence.continues and _closes_with_three_public(sentence.lead):
        return False
    if told and _closes_with_a_part(sentence.lead):
        return False
    if sentence.section in goal_sections() and not words("meaning", "whole", "money").search(
        sentence.heading
    ):
        return False
    why = words("meaning", "whole", "why_adjusted")
    lead = why.sub("", sentence.lead) if told and adjusted else sentence.lead
    if words("meaning", "chapters", "together").match(sentence.flow.text):
        lead = ""  # 两本预算合在一起，全年支出…
    return of_project or not names_a_subject(lead, reader.names, parts_too=not told)


def begins_amid(sentence: Sentence) -> bool:
    """336.00万元，到位资金336.00万元: the paragraph begins in the middle of a sentence whose subject stands elsewhere."""
    return sentence.amid or AMOUNT_FIRST.match(sentence.lead or sentence.flow.text) is not None


def _closes_with_three_public(lead: str) -> bool:
    """部门预算100万元；三公经费预算6万元；实际支出5万元: what was spent is not surely of the whole."""
    clause = lead.rstrip(";").rpartition(";")[2].rpartition("。")[2]
    return any(t.code == "three_public" and t.pattern.search(clause) for t in terms("meaning", "category"))


def _closes_with_a_part(lead: str) -> bool:
    """部门决算100万元。严格控制“三公”经费。全年支出5万元: the sentence between has no figure, and speaks of a part."""
    clause = lead.rstrip(";。").rpartition(";")[2].rpartition("。")[2]
    if not clause or FIGURES.search(clause):
        return False
    return any(t.code != "total" and t.pattern.search(clause) for t in terms("meaning", "category"))


def is_whole_so_far(
    sentence: Sentence, labelled: LabelledNumber, reader: Reader, begun: bool, raised: bool
) -> bool:
    """Whether the words of the sentence before the clause of a number bring up nothing of their own.

    ``begun``: a figure of the whole stands before it. In the report of a project no other amount may. ``raised``: the
    number is more than the budget of the whole that the paragraph gave: 年中追加普查经费等，调整后预算698.3万元.
    """
    end = labelled.number.start - len(labelled.clause)
    said = sentence.flow.text[max(0, end - LONGEST_LEAD) : end]
    why = words("meaning", "whole", "why_adjusted").match(f"{said}{labelled.clause}") if raised else None
    if why is not None and why.end() == len(said):
        return True
    # 饮水安全工程年初安排500万元，全年执行480万元: of the works; 会议费下降12%，全年支出3.2万元
    of_another = ("元" in said or "%" in said) and not begun
    if (
        reader.whole != "project"
        and not of_another
        and words("meaning", "whole", "own").search(labelled.clause)
    ):
        # “三公”经费严格控制，全年支出11.62万元: of what was named since the last number
        between = labelled.label[: -len(labelled.clause)].lstrip(",，;、")
        return not (names_a_subject(between, reader.names) or _opens_with_a_name(between, reader.names))
    if reader.whole == "project":
        if "元" in said and not begun:
            return False
        said = words("meaning", "whole", "project").sub("", said)
    elif not begun and _opens_with_a_name(said, reader.names):
        return False
    return not names_a_subject(said, reader.names)


@cache
def heading_meaning(heading: str, names: tuple[str, ...]) -> Meaning:
    """What a heading names; ``residue`` is what speaks of something of its own."""
    number = marker(heading)
    title = heading[number[1] :] if number else heading
    said = understand(title, names)
    return replace(said, residue=_of_its_own(said))


def names_something(text: str, names: tuple[str, ...]) -> bool:
    """Whether words are left over of a text that are neither those of figures nor of headings: 城乡低保资金：年初预算."""
    return len(_of_its_own(understand(FIGURES.sub("", text), names))) >= SHORTEST_NAME


def _opens_with_a_name(said: str, names: tuple[str, ...]) -> bool:
    """Whether a sentence opens with the name of something: 城乡低保，年初预算200万元; but not with a reason (受疫情影响，…) or a day."""
    number = marker(said)
    opening = words("meaning", "whole", "opening_day").sub("", said[number[1] :] if number else said)
    clause = words("meaning", "whole", "aspect").sub("", opening.partition("，")[0].partition(",")[0])
    if (
        not clause
        or len(clause) > LONGEST_NAME
        or ("元" in clause and words("meaning", "whole", "per_head").search(clause) is None)
        or words("meaning", "whole", "lead_in").search(clause)
    ):
        return False
    return names_something(words("meaning", "whole", "free").sub("", BRACKETS.sub("", clause)), names)


def _of_its_own(said: Meaning) -> str:
    return words("meaning", "whole", "heading").sub("", said.residue)


def is_of_one_project(sentence: Sentence, labelled: LabelledNumber, meaning: Meaning) -> bool:
    """Whether a bare 全年预算数 or 项目全年预算数 belongs to a single project: “村级运转经费”项目绩效自评综述：…"""
    if meaning.category not in (None, "project") or words("meaning", "whole", "explicit_project").search(
        labelled.clause
    ):
        return False
    told = f"{sentence.lead}{sentence.before(labelled)}"[-LONGEST_LEAD:]
    told = BRACKETS.sub("", told) if labelled.depth == 0 else told
    return bool(words("meaning", "whole", "one_project").search(told))


def names_a_subject(text: str, names: tuple[str, ...], parts_too: bool = True) -> bool:
    """Whether a text brings up a project, a unit, a kind of cost or (``parts_too``) a part of the money."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    text = words("meaning", "whole", "free").sub("", BRACKETS.sub("", text))
    for term in terms("meaning", "category"):
        if parts_too and term.code != "total" and term.pattern.search(text):
            return True
        text = term.pattern.sub("", text)
    return bool(words("meaning", "whole", "subject").search(text))
