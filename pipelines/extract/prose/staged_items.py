"""Projects told one after another, each with amounts of its own: 1.河长制工作经费，到位资金60万元，支付58万元；2.….

Belongs here: entries of a numbered list that is announced as one of projects, whose amounts say their stages themselves, and lists
whose opening says that all of it was spent.
Does not belong here: parts of a project total (item_lists), tables, wording (lexicon/items.toml).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import sort_of_number, understand, words
from pipelines.extract.outline.headings import marker
from pipelines.extract.prose.frames import is_institution, line_doubt
from pipelines.extract.prose.item_names import ItemName, item_name
from pipelines.extract.prose.money_problems import stage_unsaid
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.reasons import reason_words
from pipelines.lexicon import load
from pipelines.model.claims import ItemClaim
from pipelines.model.document import Span
from pipelines.model.frozen import dataclass
from pipelines.model.quantity import Dimension

COLON = re.compile("(?:[,，](?:主要|分别|具体)(?:有|包括|为|是|如下)?)?:")
SHORTEST = 4
"""So many characters at least name a project."""


@dataclass(frozen=True, slots=True)
class StagedItem:
    """An amount of an entry: the project that opens the entry, where its name begins in the raw text, and the stage of the
    amount; empty where a budget does not say which it is."""

    name: ItemName
    start: int
    stage: str
    opens: bool


def staged_items(sentence: Sentence, reader: Reader) -> Mapping[int, StagedItem]:
    """The amounts of an entry, by where each number begins; none where the list or a name is not certain."""
    if reader.whole == "project":
        return {}
    if spent := words("items", "staged", "spent_list").match(sentence.flow.text):
        return _spent_one_by_one(sentence, spent.end(), reader)
    project = _titled(sentence, reader)
    entry = _entry(sentence) if project is None else 0
    found: dict[int, StagedItem] = {}
    for labelled in sentence.numbers:
        if entry is None or labelled.number.start < entry:
            continue
        quantity = labelled.number.quantity
        if (
            project and found and labelled.depth and quantity is not None
        ):  # 预算75万元（压减后60万元），实际支出58万元
            if quantity.dimension is Dimension.MONEY:
                found[labelled.number.start] = StagedItem(*project, "", False)
            continue
        label = labelled.label if project else sentence.flow.text[entry : labelled.number.start]
        said = _staged(label) or (None if found else _planned(sentence, labelled, label))
        if quantity is None or quantity.dimension is not Dimension.MONEY or labelled.depth or said is None:
            break
        words_before, stage = said
        if entry and _begins_another(words_before, stage, found):
            project = None
        opens = not any(item.stage for item in found.values() if (item.name, item.start) == project)
        if project is None:
            name = item_name(words_before)
            if not _names_a_project(name.text, reader):
                break
            begins = labelled.number.start - len(label) + label.index(words_before)
            project = name, sentence.span(begins + name.offset, labelled.number.start).start
        elif words_before:
            break
        if any(item.stage == stage for item in found.values() if (item.name, item.start) == project):
            break
        found[labelled.number.start] = StagedItem(*project, stage, opens)
    return found


def _begins_another(said: str, stage: str, found: Mapping[int, StagedItem]) -> bool:
    """甲经费年初安排16万元，乙经费年初安排12万元: whether a name that is surely one of a project stands before the stage that the one
    before it was told at."""
    told = any(item.stage == stage for item in found.values())
    named = words("items", "staged", "titles").search(said) is not None and not _is_of_any(said)
    return told and named and words("items", "staged", "of_a_year").search(said) is None


def _spent_one_by_one(sentence: Sentence, begins: int, reader: Reader) -> Mapping[int, StagedItem]:
    """执行较大的有：甲工程6920万元、乙补偿2086万元: projects of which what was spent is told, none where one of them has no plain name."""
    found: dict[int, StagedItem] = {}
    for labelled in sentence.numbers:
        quantity, end = labelled.number.quantity, labelled.number.start
        start = max(begins, end - len(labelled.label))
        name = item_name(sentence.flow.text[start:end])
        is_money = quantity is not None and quantity.dimension is Dimension.MONEY and not labelled.depth
        said = understand(name.text, reader.names)
        if not is_money or said.stages or said.category or not _names_a_project(name.text, reader):
            return {}
        if sort_of_number(name.text, labelled.after) not in (None, "outcome"):
            return {}
        if _is_of_any(name.text) or line_doubt(name.text, reader):
            return {}
        found[end] = StagedItem(name, sentence.span(start + name.offset, end).start, "executed", True)
    return found if len({item.name.text for item in found.values()}) == len(found) > 1 else {}


def read_staged(sentence: Sentence, labelled: LabelledNumber, item: StagedItem, found: Found) -> None:
    """Claim an amount of a project; the amounts of one entry are one project's."""
    quantity = labelled.number.quantity
    assert quantity is not None
    if not item.stage:
        found.ignore(sentence.number_span(labelled), "stage_unsaid")
        found.problems.append(stage_unsaid(sentence, labelled))
        return
    last = max((claim.seq for claim in found.items), default=0)
    found.claimed.append(sentence.number_span(labelled))
    found.items.append(
        ItemClaim(
            seq=last + 1 if item.opens or not last else last,
            name=item.name.text,
            stage=item.stage,
            amount=quantity,
            doc_no=item.name.doc_no,
            fund_source=item.name.fund_source,
            nature=item.name.nature,
            spans=(Span(item.start, sentence.number_span(labelled).end),),
        )
    )


def _entry(sentence: Sentence) -> int | None:
    """Where the words behind the number of an announced entry begin."""
    text = sentence.flow.text
    announced = words("items", "staged", "announces")
    opening = announced.match(text)
    at = opening.end() if opening else 0
    number = words("items", "staged", "number").match(text, at)
    above = sentence.announced.rpartition("。")[2] if sentence.first else ""
    if number is None and above and announced.match(above):
        return at
    if number is None and sentence.continues and _opened(sentence.lead.rpartition("。")[2], announced):
        return 0
    if number is None and not sentence.continues and (begins := _opened(text, announced)):
        return begins
    if number is None and announced.match(sentence.heading) and _plans_and_spends(sentence):
        return 0
    if number is None or not (opening or any(map(announced.match, (sentence.heading, sentence.lead, above)))):
        return None
    return number.end()


def _plans_and_spends(sentence: Sentence) -> bool:
    """农村公路养护项目年初安排430万元，支出412.6万元: an entry without a number, which names a project, what it was to have and what it spent."""
    first, second = (*sentence.numbers[:2], None, None)[:2]
    if first is None or second is None or first.label != sentence.flow.text[: first.number.start]:
        return False
    said = _staged(first.label)
    if said is None or said[1] == "executed" or _is_of_any(said[0]):
        return False
    named = words("items", "staged", "titles").search(said[0]) is not None
    return named and _staged(second.label) == ("", "executed")


def _opened(told: str, announced: re.Pattern[str]) -> int | None:
    """Where the entries of a list without numbers begin, behind the colon of what announces it: 2024年安排项目2个，分别是：甲项目年初
    预算80万元，支出78万元；乙项目…."""
    opening = announced.match(told)
    colon = COLON.match(told, opening.end() - 1) if opening else None
    return colon.end() if colon else None


def _titled(sentence: Sentence, reader: Reader) -> tuple[ItemName, int] | None:
    """The project that a title right before the sentence names, and where: 1.高标准农田建设项目。全年预算5200万元."""
    title = sentence.titled
    number = marker(title.text) if title is not None else None
    if title is None or number is None or not sentence.numbers:
        return None
    said = title.text[number[1] :].rstrip("。:")
    above = any(map(words("items", "staged", "announces").match, sentence.titles[1:]))
    if not (
        words("items", "staged", "titles").search(said)
        or (above and words("items", "staged", "announced_titles").search(said))
    ):
        return None
    name = item_name(said)
    is_named = name.offset == 0 and _names_a_project(name.text, reader) and not _is_of_any(name.text)
    return (name, title.raw(number[1], len(title.text))[0]) if is_named else None


def _is_of_any(name: str) -> bool:
    """Whether any project may have it: 上级专项资金 says whose money it is, 会议费 what it was spent on."""
    return any(
        said.search(name) for said in (words("items", "list", "not_items"), reason_words("expense_line"))
    )


def _staged(label: str) -> tuple[str, str] | None:
    """The words before the stage at the end of a label, and the stage; None where not exactly one stage stands there."""
    ends = [(found.start(), stage) for stage, tail in _tails() if (found := tail.search(label))]
    if not ends:
        return None
    start, stage = min(ends)
    return _without_asides(label[:start].lstrip(")").strip(",，、:")), stage


def _planned(sentence: Sentence, labelled: LabelledNumber, label: str) -> tuple[str, str] | None:
    """审计服务经费（预算）120万元，支出110.745万元: the name of the project, where what it spent stands right behind."""
    behind = next(
        (n for n in sentence.numbers if n.number.start >= labelled.number.end and not n.depth), None
    )
    if behind is None or _staged(behind.label) != ("", "executed"):
        return None
    planned = words("items", "staged", "planned").search(label)
    return label[: planned.start()].strip(",，、:") if planned else label.strip(",，、:"), ""


def _without_asides(name: str) -> str:
    """救治能力提升：年初未安排预算，年中由上级资金追加 without what is told between the name and its amount."""
    aside = words("items", "staged", "aside")
    while found := aside.search(name):
        name = name[: found.start()]
    return name


@cache
def _tails() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["stage"], re.compile(rf"(?:{'|'.join(row['says'])})(?:为|共|计|:)*$"))
        for row in load("items")["staged"]["tail"]
    )


def _names_a_project(text: str, reader: Reader) -> bool:
    """Whether the words name one project: neither money of the whole nor a clause that tells of something."""
    said = understand(text, reader.names)
    told = words("items", "staged", "no_name").search(text) or is_institution(text)
    return len(text) >= SHORTEST and bool(said.residue) and not told
