"""Scope of headcounts in prose: whether the unit's own people are counted, those of units below it, or all of them.

Belongs here: what the words before a number, and the sentence before its own, say of that. Does not belong here: kinds
(staff_kinds), wording (lexicon/staffing.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extract.context import Reader
from pipelines.extract.meaning import words
from pipelines.extract.prose.sentences import CLAUSE_END, LabelledNumber, Sentence
from pipelines.lexicon import load

COUNTED = re.compile(r"\d+[个家]")
BRACKETS = re.compile(r"\([^()]*\)")
POSTS = re.compile(r"编制(\d+)[人名个]")
SYSTEM_NAME = range(2, 5)
"""Characters that name the system of a unit: 教育系统, 卫生健康系统."""


def scope_of(before: str, names: tuple[str, ...] = ()) -> str:
    """Whose people the last words before a number speak of: ``unit``, ``subordinate`` or ``total``.

    ``open`` where subordinate units were only counted before it: 下属单位3个，在职人员14人; but 我局内设科室5个，下属单位3个，
    编制107名 is told of the unit. 我馆为县文旅局下属事业单位 is
    said of the unit itself. ``open`` as well where one office of the unit stands before it: 内设办公室，编制3人.
    """
    if words("staffing", "scope_words", "one_office").search(before):
        return "open"
    places = [
        (match.end(), scope)
        for scope in load("staffing")["scope"]
        for match in words("staffing", "scope", scope).finditer(before)
        if not (
            scope == "subordinate"
            and (
                _is_of_itself(before[: match.start()], names)
                or _is_own_name(match.group(), names)
                or _is_kind(before, match)
                or words("staffing", "scope_words", "without").search(before[: match.start()])
            )
        )
    ]
    places += [(end, "total") for end in _own_systems(before, names)]
    end, scope = max(places, default=(0, "unit"))
    if scope != "subordinate" or not COUNTED.search(before, end):
        return scope
    return "unit" if words("staffing", "scope_words", "own_offices").search(before[:end]) else "open"


def _own_systems(before: str, names: tuple[str, ...]) -> Iterator[int]:
    """Behind 教育系统 in the report of 教育局: the people of all its units, not of the bureau alone."""
    for match in words("staffing", "scope_words", "system").finditer(before):
        if any(shortens_own_name(before[match.start() - n : match.start()], names) for n in SYSTEM_NAME):
            yield match.end()


def _is_kind(before: str, scope: re.Match[str]) -> bool:
    """行政编制8名、事业单位编制14名: posts of two kinds, and no units below; 机关18人、事业单位135人 tells whose people they are."""
    if not words("staffing", "scope_words", "bare_institution").fullmatch(scope.group()):
        return False
    if not words("staffing", "scope_words", "kind_behind").match(before, scope.end()):
        return False
    rest = words("staffing", "scope_words", "support_staff").sub("", before[: scope.start()])
    told = any(words("staffing", "scope", code).search(rest) for code in load("staffing")["scope"])
    return not told and words("staffing", "scope_words", "kind_before").search(rest) is not None


def _is_own_name(told: str, names: tuple[str, ...]) -> bool:
    """县文化馆20人（在编15人） in the report of 石桥县文化馆."""
    return any(name.endswith(told) or told.endswith(name) for name in names)


def _is_of_itself(text: str, names: tuple[str, ...]) -> bool:
    """Whether the words before 下属 say of the reporting unit whose it is: 县文化馆为县文旅局（下属）."""
    clause = CLAUSE_END.split(text)[-1]
    verb = words("staffing", "scope_words", "being").search(clause)
    subject = clause[: verb.start()] if verb else ""
    if not subject:
        return False
    bare = subject.lstrip("县市区旗")
    return subject[0] in "我本" or (len(bare) >= 3 and any(name.endswith(bare) for name in names))


def shortens_own_name(words_left: str, names: tuple[str, ...]) -> bool:
    """城管(局) of 城市管理局, 人社(局) of 人力资源和社会保障局: characters of the unit's own name in its order."""
    if len(words_left) < 2:
        return False
    for name in names:
        rest = iter(name)
        if all(character in rest for character in words_left):
            return True
    return False


def is_scope_alone(labelled: LabelledNumber, goes_on: bool) -> bool:
    """在职153人（机关18人，事业单位135人），其中机关18人、下属单位135人: only whose people they are is said.

    ``goes_on``: the label stands in a list of parts that no bracket holds.
    """
    rest = labelled.label
    for scope in load("staffing")["scope"]:
        rest = words("staffing", "scope", scope).sub("", rest)
    return (labelled.depth > 0 or goes_on) and rest != labelled.label and not rest.strip("(),，、:;其中和")


def tells_of_subordinates(sentence: Sentence) -> bool:
    """所属二级机构9个，在职143人 after a sentence that told of the unit itself (局机关在职58人)."""
    opening = words("staffing", "scope", "subordinate").match(sentence.flow.text)
    return opening is not None and bool(words("staffing", "scope", "unit").search(sentence.lead))


def sums_up_units(sentence: Sentence) -> bool:
    """局本级编制23人…；殡仪馆编制18人…。合计编制41人，年末在职36人: whether a sentence opens with the sum of the posts of several units."""
    told, _, opening = f"{sentence.lead}{sentence.flow.text}".removesuffix("。").rpartition("。")
    whole = words("staffing", "scope_words", "all_posts").match(opening)
    posts = [int(number) for number in POSTS.findall(told.rpartition("。")[2])]
    return whole is not None and len(posts) > 1 and sum(posts) == int(whole["posts"])


def goes_on_with_all(sentence: Sentence, before: str, reader: Reader) -> bool:
    """机关及下属单位编制178名；年末在职165名: what follows the semicolon is still told of all units.

    我局（含下属单位）编制86名；退休61人 leaves open of whom the second is told: the unit, as for any that says nothing.
    """
    told = BRACKETS.sub("", sentence.lead.rpartition("。")[2])
    return scope_of(told, reader.names) == "total" and not words("staffing", "scope", "unit").search(before)
