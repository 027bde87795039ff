"""Headcounts in tables, under their row and column labels.

Belongs here: which cells count the unit's own people. Does not belong here: wording (lexicon/staffing.toml), prose
(staffing).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import sort_of_number, terms, unexplained_words, words
from pipelines.extract.prose.levels import is_of_another_year
from pipelines.extract.prose.moments import OWN, Moment, moment_of, moment_of_title
from pipelines.extract.prose.staff_kinds import is_authorized
from pipelines.extract.prose.staff_settling import OF_POST
from pipelines.extract.tables.days import stands_beside_own_year
from pipelines.extract.tables.header import header_pattern
from pipelines.extract.tables.spaced_counts import beside
from pipelines.extract.tables.subject import is_bare_total
from pipelines.extract.tables.tables import TableNumber, TableNumbers
from pipelines.extract.tables.wholes import is_own_office
from pipelines.model.claims import StaffClaim

FEWEST_UNITS = 2
FEWEST_POSTS = 2
HELD = frozenset({"authorized", "on_post", "present"})


def read_headcount(number: TableNumber, table: TableNumbers, reader: Reader, found: Found) -> None:
    """Claim a cell of people; a row of another unit, and the sum over several units, are nobody's here."""
    if reason := _why_no_count(number, table):
        found.ignore(number.span, reason)
        return
    count = number.quantity
    if count is None or count.value != int(count.value):
        return
    moment = _moment(number, table, reader)
    if reason := _why_of_others(number, table, moment, reader):
        found.ignore(number.span, reason)
        return
    posts = _added_posts(number, table)
    scope = _scope_in(number, table, posts, reader)
    if scope is None:
        return
    kind = _kind_of(number, reader)
    if kind is None:
        if reason := _why_no_kind(number, reader):
            found.ignore(number.span, reason)
        return
    if kind == "present" and posts and _counts_who_left(number, table):
        kind = "on_post"
    authorized = _is_of_posts(number, table, kind, reader)
    if authorized is None:
        return
    found.staff.append(
        StaffClaim(
            staff_scope=scope,
            kind=kind,
            basis="authorized" if authorized else "actual",
            headcount=int(count.value),
            as_of=moment.day,
            change_vs_prior=None,
            spans=(number.quote,),
            sentence=-1 - table.index,
        )
    )
    found.claimed.append(number.span)


def _why_no_count(number: TableNumber, table: TableNumbers) -> str | None:
    """Why a cell counts no people of one kind: it adds those who left, or says by how much two counts differ."""
    if _adds_those_who_left(number, table):
        return "staff_detail"
    return "change" if any(map(header_pattern("difference").fullmatch, number.column)) else None


def _moment(number: TableNumber, table: TableNumbers, reader: Reader) -> Moment:
    """Of which day the labels of a cell, else the title of its table, speak."""
    label = "".join([*number.row, *number.column])
    return moment_of(label, reader.fiscal_year) or moment_of_title(table.caption, reader.fiscal_year) or OWN


def _why_of_others(number: TableNumber, table: TableNumbers, moment: Moment, reader: Reader) -> str | None:
    """Why a count is not of the unit's people of the report's year."""
    for label in ("".join(number.row), "".join(number.column)):
        sort = sort_of_number(label, "")
        opening = words("staffing", "opening", "says").search(label)
        if sort or opening or is_of_another_year(label, reader):
            return sort or "last_year"
    if moment.is_other or stands_beside_own_year(number, table, reader):
        return "last_year"
    return "unit_line" if _is_of_type(number) else None


def _scope_in(
    number: TableNumber, table: TableNumbers, posts: Sequence[TableNumber], reader: Reader
) -> str | None:
    """Whose people a cell counts. ``posts``: the cells that a sum adds up; None for a sum over what has no kind."""
    if not is_bare_total(number.row):
        return _scope(number)
    if _adds_units(number, table, reader):
        return "total"
    others = posts or [n for n in table.numbers if not (is_bare_total(n.row) or _is_of_type(n))]
    if any(_kind_of(n, reader) is None and not (_of_post(n) or _is_detail(n)) for n in others):
        return None
    if any(_scope(n) != "unit" or _is_of_type(n) for n in table.numbers):
        return "total"
    return _scope(number)


def _is_of_posts(number: TableNumber, table: TableNumbers, kind: str, reader: Reader) -> bool | None:
    """Whether a cell counts posts (编制) and not people; None where nobody says."""
    if _counts_posts([*number.row, *number.column]):
        return True
    if kind == "authorized":
        return None
    if kind not in OF_POST:
        return False
    if is_authorized(table.caption) and not _says_actual("".join([*number.row, *number.column])):
        return None  # 行政 | 事业 below 编制情况
    if _says_actual("".join(number.column)):
        return False
    return _is_part_of_posts(number, table, reader)


def _added_posts(number: TableNumber, table: TableNumbers) -> list[TableNumber]:
    """The cells above a sum, where they are kinds of posts and add up to it: 行政 31 + 事业 46 = 合计 77; others may stand below it."""
    if number.quantity is None or not is_bare_total(number.row):
        return []
    above = [n for n in table.numbers if n.place == number.place and n.line < number.line and n.quantity]
    if len(above) < FEWEST_POSTS or any(is_bare_total(n.row) or not _of_post(n) for n in above):
        return []
    return above if sum(n.quantity.value for n in above if n.quantity) == number.quantity.value else []


def _counts_who_left(number: TableNumber, table: TableNumbers) -> bool:
    """Whether 退休 or 离休 stands below a sum, in its column: then the sum counts those at work."""
    left = words("staffing", "basis", "left")
    below = (n for n in table.numbers if n.place == number.place and n.line > number.line)
    return any(left.search("".join(n.row)) for n in below)


def _adds_units(number: TableNumber, table: TableNumbers, reader: Reader) -> bool:
    """Whether a sum adds up rows that are units, its own offices among them: 局机关 14 + 县福利院 12 = 合计 26."""
    rows = [n for n in table.numbers if n.place == number.place and not is_bare_total(n.row)]
    of_units = [n for n in rows if n.quantity and any(_is_head_of_units(head) for head in n.heads)]
    if number.quantity is None or len(of_units) != len(rows) or len(rows) < FEWEST_UNITS:
        return False
    if not any(is_own_office(n, reader) for n in rows):
        return False
    return sum(n.quantity.value for n in of_units if n.quantity) == number.quantity.value


def _is_head_of_units(head: str) -> bool:
    return bool(header_pattern("units").search(head))


def _why_no_kind(number: TableNumber, reader: Reader) -> str | None:
    """Why a count of people has no kind: it is of those who left, of another unit, or of a part of the people (专任教师)."""
    if _of_post(number) and words("staffing", "basis", "left").search("".join(number.column)):
        return "staff_detail"  # 退休 of 行政人员
    if _is_detail(number):
        return "staff_detail"
    for label, head in zip(number.row, number.heads, strict=True):
        if _is_head_of_units(head) and unexplained_words(label, reader.names, "staffing"):
            return "unit_line"
    return None


def _is_detail(number: TableNumber) -> bool:
    return bool(words("staffing", "detail", "says").search("".join((*number.row, *number.column))))


def _adds_those_who_left(number: TableNumber, table: TableNumbers) -> bool:
    """Whether a cell is the sum of people at work and people who left: 年末实有人数 over 在职 | 离休 | 退休 | 合计.

    Where these are rows, the numbers above it must add up to it: 退休 may stand above a sum that leaves them out.
    """
    left = words("staffing", "basis", "left")
    if is_bare_total(number.column) and any(left.search(n.column[-1]) for n in beside(number, table)):
        return True
    if number.quantity is None or not is_bare_total(number.row):
        return False
    above = [n for n in table.numbers if n.place == number.place and n.line < number.line and n.quantity]
    counted = sum(n.quantity.value for n in above if n.quantity)
    return counted == number.quantity.value and any(left.search("".join(n.row)) for n in above)


def _is_part_of_posts(number: TableNumber, table: TableNumbers, reader: Reader) -> bool | None:
    """Whether 行政 | 事业 below 编制数 in the same column are its parts: they add up to it. None where they do not."""
    is_paired = not number.column  # label beside value, several in a row: in reading order
    column = [n for n in table.numbers if (is_paired or n.place == number.place) and n.quantity is not None]
    heads = [n for n in column if n.span < number.span and _kind_of(n, reader) in HELD]
    if not heads or _kind_of(heads[-1], reader) != "authorized":
        return False
    head = heads[-1]
    below = takewhile(
        lambda n: n.span <= number.span or _of_post(n) or _is_detail(n),
        (n for n in column if n.span > head.span),
    )
    parts = [n.quantity.value for n in below if n.quantity is not None]
    return True if head.quantity is not None and sum(parts) == head.quantity.value else None


def _counts_posts(labels: Sequence[str]) -> bool:
    """Whether labels count posts: 编制数 says so of all below it; 行政编制 only names a kind where 实有数 stands beside it."""
    says = partial(words, "staffing", "basis")
    posts = [label for label in labels if is_authorized(label)]
    if any(not says("of_a_kind").search(label) for label in posts):
        return True
    people = any(says("actual_surely").search(label) for label in labels if label not in posts)
    return bool(posts) and not people


def _says_actual(label: str) -> bool:
    """Whether a label itself speaks of people, not of posts."""
    return bool(words("staffing", "basis", "actual").search(label) or "人员" in label)


def _is_of_type(number: TableNumber) -> bool:
    """Whether a row counts the people of all units of one type (事业单位)."""
    return any(header_pattern("unit_type").search(label) for label in number.row)


def _of_post(number: TableNumber) -> bool:
    """Whether a row is one of the kinds of posts, so that the rows add up to the unit's people."""
    row = "".join(number.row)
    return any(term.code in OF_POST and term.pattern.search(row) for term in terms("staffing", "kind"))


def _says_only_the_day(label: str) -> bool:
    """年末数 over a kind of people; 年末实有 is a kind itself."""
    own_year = header_pattern("own_year").fullmatch(label) is not None
    return own_year and not any(term.pattern.search(label) for term in terms("staffing", "kind"))


def _scope(number: TableNumber) -> str:
    """Whose people a row counts: those of subordinate units only where it says so."""
    row = "".join(number.row)
    is_below = words("staffing", "scope", "subordinate").search(row)
    return "subordinate" if is_below and not words("staffing", "scope", "unit").search(row) else "unit"


def _kind_of(number: TableNumber, reader: Reader) -> str | None:
    """The kind that column and row name, if nothing else is left of either.

    编制数 of 行政人员 are 行政编制, 在职 of 事业人员 are 事业人员; 退休 of 行政人员 are a part that has no kind.
    """
    row = "".join(
        label
        for label, head in zip(number.row, number.heads, strict=True)
        if not (header_pattern("nature").search(head) or header_pattern("own_year").fullmatch(label))
    )
    for name in sorted(reader.names, key=len, reverse=True):
        row = row.replace(name, "")
    for scope in ("total", "subordinate", "unit"):
        row = words("staffing", "scope", scope).sub("", row)
    columns = tuple(label for label in number.column if not _says_only_the_day(label))
    if len(columns) > 1 and words("staffing", "group", "says").fullmatch(columns[0]):
        columns = columns[1:]  # 离退休人数 over 离休 | 退休
    rest = ["".join(columns), row]
    kinds: list[str] = []
    for place, label in enumerate(rest):
        for term in terms("staffing", "kind"):
            if term.pattern.search(label):
                rest[place] = term.pattern.sub("", label)
                kinds.append(term.code)
                break
    if not kinds or any(unexplained_words(text, reader.names, "staffing") for text in rest):
        return None
    if len(set(kinds)) == 1:
        return kinds[0]
    if kinds == ["authorized", "on_post"] and header_pattern("posts").search(columns[-1]):
        return "authorized"  # 编制数 of 在职人员
    if "present" in kinds:
        return next(kind for kind in kinds if kind != "present")  # 实有人数 over 在职, 退休, or beside them
    parts = [kind for kind in kinds if kind in OF_POST]
    return parts[0] if len(parts) == 1 and set(kinds) - set(parts) <= HELD else None
