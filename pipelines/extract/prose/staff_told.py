"""What the headcounts of one sentence lend to each other: a number of people in its words, and what was told before it.

Belongs here: whether posts or people are told, the claim that a number goes on with, and who came or went. Does not belong here:
which numbers are staff figures (staffing), their kind (staff_kinds), whose people they are (staff_scope), wording.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.extract.context import list_opening
from pipelines.extract.meaning import words
from pipelines.extract.prose.moments import Moment
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.prose.staff_kinds import is_authorized, tells_of_people
from pipelines.model.document import Span
from pipelines.model.quantity import Quantity

ASIDES = re.compile(r"\((?!含|包括)[^()]*\)")


@dataclass(frozen=True, slots=True)
class People:
    """A number of people in its sentence.

    ``before``: the words of the sentence up to it, those in brackets left out where it stands outside of brackets.
    ``opens``: it begins a list of parts, or goes on with one.
    """

    sentence: Sentence
    labelled: LabelledNumber
    quantity: Quantity
    moment: Moment
    span: Span
    before: str
    opens: bool

    @property
    def is_whole(self) -> bool:
        """Whether it can count heads at all."""
        return self.quantity.value == int(self.quantity.value)


def people_in(sentence: Sentence, labelled: LabelledNumber, quantity: Quantity, moment: Moment) -> People:
    """A number of people with its words; ``moment``: of when it is."""
    before, label = sentence.before(labelled), labelled.label
    return People(
        sentence,
        labelled,
        quantity,
        moment,
        span=sentence.number_span(labelled),
        before=ASIDES.sub("", before) if labelled.depth == 0 else before,
        opens=bool(list_opening().search(label)) or label.startswith(("、", "和", "及")),
    )


@dataclass(slots=True)
class Told:
    """What the headcounts of one sentence lend to each other: the claim named last (``outside``: of brackets), and
    whether posts or people are told, and of which kinds posts were. ``by_scope``: the number before only said whose people it
    counts. ``head``: the claim of which a list outside of brackets tells whose people they are (现有1894人，其中局本级187人（…），环卫处1707人（…）).
    ``elsewhere``: the sentence stands among goals or duties. ``titled``: a title names the kind, and each number only whose people
    they are (退休人员：局机关64人，国有林场246人). ``change``: by how many the number before says that heads changed."""

    last: int | None = None
    outside: int | None = None
    change: Decimal | None = None
    by_scope: bool = False
    titled: bool = False
    head: int | None = None
    basis: str = ""
    posts: list[str] = field(default_factory=list)
    in_list: bool = False
    elsewhere: bool = False

    def basis_of(self, labelled: LabelledNumber, sentence: Sentence) -> str:
        """Posts where the clause says 编制, or where it lists parts of posts: 核定编制45人，其中行政37人、事业8人."""
        self.in_list |= labelled.depth > 0 or bool(list_opening().search(labelled.label))
        parts = (
            self.in_list
            and self.basis == "people"
            and words("staffing", "basis", "of_a_kind").search(labelled.clause)
        )
        approved = words("staffing", "basis", "approved").search(labelled.clause) is not None
        if parts and not approved and not _are_held(labelled, sentence):
            return "actual"  # 实有89人，其中行政编制35人、事业编制54人
        kind = words("staffing", "basis", "of_a_kind").search(labelled.clause)
        names_posts = approved and kind is not None and not tells_of_people(labelled)
        if is_authorized(labelled.clause) or names_posts or self._goes_on_with_posts(labelled):
            self.basis = "authorized"
            self.posts += [kind.group()] if kind else []
        elif not self.in_list or tells_of_people(labelled):
            self.basis, self.in_list = "people", False
        return "authorized" if self.basis == "authorized" else "actual"

    def _goes_on_with_posts(self, labelled: LabelledNumber) -> bool:
        """行政编制10人，事业20人: a further kind alone, right behind the posts of another."""
        kind = words("staffing", "basis", "kind_alone").fullmatch(labelled.label)
        if kind is None or self.basis != "authorized" or not self.posts:
            return False
        return kind[1] not in self.posts

    def taken_up(self, labelled: LabelledNumber) -> int | None:
        """The claim that a number may go on with; no later number goes on with it unless this one does."""
        own, self.last = self.last, None
        if labelled.depth == 0:
            self.outside = None
            return own if self.head is None else self.head
        return own


def goes_on_with_change(people: People, told: Told) -> bool:
    """较上年减少2人，其中退休1人、调出1人; 减少2人（退休1人…）: of 增加2人（招录3人，退休1人），其中行政37人 no more can be a part than there are."""
    if told.change is None:
        return False
    is_part = people.opens and people.quantity.value <= told.change
    return is_part or people.labelled.label.startswith("(") or _leaves(people, told)


def _leaves(people: People, told: Told) -> bool:
    """减少3人，退休2人，调出1人: who left, no more than there are fewer."""
    leaves = words("staffing", "movement", "leaves").fullmatch(people.labelled.label) is not None
    return leaves and told.change is not None and people.quantity.value <= told.change


def _are_held(labelled: LabelledNumber, sentence: Sentence) -> bool:
    """Whether the number behind says how many hold these posts: 实有42人，其中行政编制20人，实有18人."""
    behind = next((n for n in sentence.numbers if n.number.start > labelled.number.start), None)
    return behind is not None and words("staffing", "basis", "holding").fullmatch(behind.label) is not None
