"""Headcounts in prose: 编制, 实有, 在职, 退休 … with scope, date and change against last year.

Belongs here: which numbers of people are staff figures and whose. Does not belong here: wording (lexicon/staffing.toml).

A headcount is claimed only if the words of its clause before the kind are explained: 全县退休职工3000人, 新增退休人员2人
and 培训在职职工300人 are no staff of the unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from pipelines.extract.context import Reader, goal_sections, list_opening
from pipelines.extract.found import Found
from pipelines.extract.meaning import YEAR, sort_of_number, terms, unexplained_words, words
from pipelines.extract.prose import CLAUSE_END, LabelledNumber, Sentence
from pipelines.lexicon import load
from pipelines.model.claims import StaffClaim
from pipelines.model.quantity import Dimension

DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
YEAR_END = re.compile(r"(\d{4})年度?(?:年)?(?:末|底)")
DECREASE = re.compile(r"减少|下降|降低|调出|净减")
COUNTED = re.compile(r"\d+[个家]")
ASIDES = re.compile(r"\((?!含|包括)[^()]*\)")
BRACKETS = re.compile(r"\([^()]*\)")
OF_POST = frozenset({"administrative", "institution", "civil_servant_like", "contract"})
HELD = frozenset({"on_post", "present"})
CHANGE_WORD = re.compile(r"较|比|与|同|增|减|上升|下降|降低|提高")


def as_of(text: str) -> date | None:
    """The last day that ``截至2024年12月31日``, ``2025年末`` or ``2024年年底`` names; None where none is named."""
    days = [(m.start(), m.groups()) for m in DAY.finditer(text)]
    days += [(m.start(), (m.group(1), "12", "31")) for m in YEAR_END.finditer(text)]
    if not days:
        return None
    try:
        return date(*(int(part) for part in max(days)[1]))
    except ValueError:
        return None


def read_staff(sentence: Sentence, reader: Reader, found: Found) -> None:
    """Claim the headcounts of one sentence."""
    elsewhere = sentence.section in goal_sections() or sentence.section == "duties"
    told = _Told()
    for labelled in sentence.numbers:
        quantity = labelled.number.quantity
        if quantity is None or quantity.dimension is not Dimension.PEOPLE:
            continue
        span = sentence.number_span(labelled)
        before = sentence.before(labelled)
        if labelled.depth == 0:
            before = ASIDES.sub("", before)
        sort = sort_of_number(labelled.label, labelled.after)
        whole = quantity.value == int(quantity.value)
        if sort == "compared":
            found.ignore(span, sort)
            continue
        opens = bool(list_opening().search(labelled.label)) or labelled.label.startswith(("、", "和", "及"))
        if told.in_change and opens and sort is None:  # 较上年减少2人，其中退休1人、调出1人
            found.ignore(span, "movement")
            continue
        told.in_change = sort == "change"
        if sort == "change":
            place = told.outside if labelled.depth == 0 else told.last
            if place is not None and whole and changes_same(labelled, reader):
                change = int(quantity.value) * (-1 if DECREASE.search(labelled.label) else 1)
                found.staff[place] = replace(found.staff[place], change_vs_prior=change)
                found.claimed.append(span)
            else:
                found.ignore(span, "change")
            continue
        basis = told.basis_of(labelled)
        own, told.last = told.last, None
        if labelled.depth == 0:
            told.outside = None
        if is_of_another_year(labelled.clause, reader):
            found.ignore(span, "last_year")
            continue
        scope = scope_of(before, reader.names)
        if scope == "open" and _tells_of_subordinates(sentence):
            scope = "subordinate"
        if scope == "unit" and sentence.continues and _goes_on_with_all(sentence, before, reader):
            scope = "total"
        kind = _kind(labelled, reader, basis, scope)
        told.by_scope = own is not None and _is_scope_alone(labelled, goes_on=opens or told.by_scope)
        if kind is None and own is not None and told.by_scope:
            kind, told.last = found.staff[own].kind, own
            scope = scope_of(labelled.label, reader.names)
            if scope == "subordinate" and found.staff[own].sentence == sentence.number:
                found.staff[own] = replace(found.staff[own], staff_scope="total")
        if kind is None and _sums_up(labelled, sentence, found):
            kind = basis = "authorized"
        if kind is None and words("staffing", "movement", "alone").search(labelled.clause):
            found.ignore(span, "movement")
            continue
        if kind is None or scope == "open" or (elsewhere and scope == "unit") or not whole:
            continue
        if words("staffing", "movement", "foreign").search(before):
            found.ignore(span, "foreign_people")
            continue
        if _in_movement(before, labelled.clause):
            found.ignore(span, "movement")
            continue
        found.staff.append(
            StaffClaim(
                staff_scope=scope,
                kind=kind,
                basis=basis,
                headcount=int(quantity.value),
                as_of=as_of(before),
                change_vs_prior=None,
                spans=(sentence.quote_span(labelled),),
                sentence=sentence.number,
            )
        )
        found.claimed.append(span)
        if told.last is None:
            told.last = len(found.staff) - 1
        if labelled.depth == 0:
            told.outside = len(found.staff) - 1


def settle_staff(found: Found) -> None:
    """What only the whole report shows: heads of several subordinate units, and posts that are all posts."""
    _leave_out_single_subordinates(found)
    _name_posts_held(found)
    _add_whole_posts(found)


def _leave_out_single_subordinates(found: Found) -> None:
    """下属甲站在职5人，下属乙站在职8人: neither is the number of all subordinate units."""
    told: dict[tuple[str, str], set[int]] = {}
    for claim in found.staff:
        if claim.staff_scope == "subordinate":
            told.setdefault((claim.kind, claim.basis), set()).add(claim.headcount)
    for claim in list(found.staff):
        if claim.staff_scope == "subordinate" and len(told[claim.kind, claim.basis]) > 1:
            found.staff.remove(claim)
            found.ignore(claim.spans[0], "one_subordinate")


def _name_posts_held(found: Found) -> None:
    """行政编制15人，实有14人；事业编制28人，实有26人: each 实有 is of the kind of post that stands before it."""
    pairs = list(zip(found.staff, found.staff[1:], strict=False))
    for scope in ("unit", "subordinate"):
        told = [c for c in found.staff if (c.staff_scope, c.basis) == (scope, "actual") and c.kind in HELD]
        posts = [
            post.kind
            for post, held in pairs
            if held in told and post.basis == "authorized" and post.sentence == held.sentence
        ]
        apart = len(set(posts)) == len(posts) == len(told) > 1 and set(posts) <= OF_POST
        for held, kind in zip(told, posts, strict=False) if apart else ():
            found.staff[found.staff.index(held)] = replace(held, kind=kind)


def _add_whole_posts(found: Found) -> None:
    """核定事业编制18名 and no other posts in the whole report: these are all posts of an institution."""
    for scope in ("unit", "subordinate"):
        posts = [c for c in found.staff if c.basis == "authorized" and c.staff_scope == scope]
        if len(posts) == 1 and posts[0].kind in ("institution", "civil_servant_like"):
            found.staff.append(replace(posts[0], kind="authorized", causes=("label_inherited",)))


@dataclass(slots=True)
class _Told:
    """What the headcounts of one sentence lend to each other: the claim named last (``outside``: of brackets), and
    whether posts or people are told. ``by_scope``: the number before only said whose people it counts."""

    last: int | None = None
    outside: int | None = None
    in_change: bool = False
    by_scope: bool = False
    basis: str = ""
    in_list: bool = False

    def basis_of(self, labelled: LabelledNumber) -> str:
        """Posts where the clause says 编制, or where it lists parts of posts: 核定编制45人，其中行政37人、事业8人."""
        self.in_list |= labelled.depth > 0 or bool(list_opening().search(labelled.label))
        parts = (
            self.in_list
            and self.basis == "people"
            and words("staffing", "basis", "of_a_kind").search(labelled.clause)
        )
        if parts and not words("staffing", "basis", "approved").search(labelled.clause):
            return "actual"  # 实有89人，其中行政编制35人、事业编制54人
        if is_authorized(labelled.clause):
            self.basis = "authorized"
        elif not self.in_list or _tells_of_people(labelled):
            self.basis, self.in_list = "people", False
        return "authorized" if self.basis == "authorized" else "actual"


def _sums_up(labelled: LabelledNumber, sentence: Sentence, found: Found) -> bool:
    """行政编制12名、事业编制30名，共计42名: a bare sum of the posts of its sentence."""
    quantity = labelled.number.quantity
    posts = [c.headcount for c in found.staff if c.sentence == sentence.number and c.basis == "authorized"]
    bare = words("staffing", "basis", "sum").fullmatch(labelled.clause) is not None
    return bare and len(posts) > 1 and quantity is not None and sum(posts) == quantity.value


def _tells_of_people(labelled: LabelledNumber) -> bool:
    """Whether a clause within a list of posts goes over to people; 聘用人员控制数 within a bracket does not."""
    group = "actual" if labelled.depth == 0 else "actual_surely"
    return words("staffing", "basis", group).search(labelled.clause) is not None


def _is_scope_alone(labelled: LabelledNumber, goes_on: bool) -> bool:
    """在职153人（机关18人，事业单位135人），其中机关18人、下属单位135人: only whose people they are is said.

    ``goes_on``: the label stands in a list of parts that no bracket holds.
    """
    rest = labelled.label
    for scope in load("staffing")["scope"]:
        rest = words("staffing", "scope", scope).sub("", rest)
    return (labelled.depth > 0 or goes_on) and rest != labelled.label and not rest.strip("(,，、:;其中和")


def _tells_of_subordinates(sentence: Sentence) -> bool:
    """所属二级机构9个，在职143人 after a sentence that told of the unit itself (局机关在职58人)."""
    opening = words("staffing", "scope", "subordinate").match(sentence.flow.text)
    return opening is not None and bool(words("staffing", "scope", "unit").search(sentence.lead))


def _goes_on_with_all(sentence: Sentence, before: str, reader: Reader) -> bool:
    """机关及下属单位编制178名；年末在职165名: what follows the semicolon is still told of all units."""
    told = sentence.lead.rpartition("。")[2]
    return scope_of(told, reader.names) == "total" and not words("staffing", "scope", "unit").search(before)


def _kind(labelled: LabelledNumber, reader: Reader, basis: str, scope: str) -> str | None:
    """The kind whose words stand right before the number, linking words between and nothing strange before it."""
    clause = labelled.clause
    for term in terms("staffing", "kind"):
        for match in term.pattern.finditer(clause):
            if not words("staffing", "link", "says").fullmatch(clause[match.end() :]):
                continue
            lead = BRACKETS.sub("", clause[: match.start()])
            if scope == "subordinate":
                lead = words("staffing", "scope_words", "named").sub("", lead)
                lead = words("staffing", "scope", "subordinate").sub("", lead)
            if unexplained_words(lead, reader.names, "staffing"):
                return None
            return None if term.code == "authorized" and basis != "authorized" else term.code
    return None


def _in_movement(before: str, clause: str) -> bool:
    """Whether people come or go: 新录用公务员2人，退休1人. A clause that says 年末 or 实有 speaks of a level again."""
    moves = words("staffing", "movement", "says").search(before)
    return bool(moves) and not words("staffing", "movement", "not_in").search(clause)


def changes_same(labelled: LabelledNumber, reader: Reader) -> bool:
    """Whether a change names nothing of its own: 比上年减少1人, and not 办公费比上年减少5%."""
    word = CHANGE_WORD.search(labelled.clause)
    return word is None or not unexplained_words(labelled.clause[: word.start()], reader.names, "staffing")


def is_of_another_year(clause: str, reader: Reader) -> bool:
    """Whether a clause speaks of last year, or of another year of which it names no day."""
    if words("meaning", "year", "last").search(clause):
        return True
    years = YEAR.findall(clause)
    return bool(years) and reader.fiscal_year not in {None, *map(int, years)} and as_of(clause) is None


def is_authorized(label: str) -> bool:
    """Whether a label speaks of authorised posts (编制), not of people in post."""
    rest = words("staffing", "basis", "not_authorized").sub("", label)
    return bool(words("staffing", "basis", "authorized").search(rest))


def scope_of(before: str, names: tuple[str, ...] = ()) -> str:
    """Whose people the last words before a number speak of: ``unit``, ``subordinate`` or ``total``.

    ``open`` where subordinate units were only counted before it: 下属单位3个，在职人员14人; but 我局内设科室5个，下属单位3个，
    编制107名 is told of the unit. 我馆为县文旅局下属事业单位 is
    said of the unit itself.
    """
    places = [
        (match.end(), scope)
        for scope in load("staffing")["scope"]
        for match in words("staffing", "scope", scope).finditer(before)
        if not (scope == "subordinate" and _is_of_itself(before[: match.start()], names))
    ]
    end, scope = max(places, default=(0, "unit"))
    if scope != "subordinate" or not COUNTED.search(before, end):
        return scope
    return "unit" if words("staffing", "scope_words", "own_offices").search(before[:end]) else "open"


def _is_of_itself(text: str, names: tuple[str, ...]) -> bool:
    """Whether the words before 下属 say of the reporting unit whose it is: 县文化馆为县文旅局（下属）."""
    clause = CLAUSE_END.split(text)[-1]
    verb = words("staffing", "scope_words", "being").search(clause)
    subject = clause[: verb.start()] if verb else ""
    if not subject:
        return False
    bare = subject.lstrip("县市区旗")
    return subject[0] in "我本" or (len(bare) >= 3 and any(name.endswith(bare) for name in names))
