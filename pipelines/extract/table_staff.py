"""Headcounts in tables, under their row and column labels.

Belongs here: which cells count the unit's own people. Does not belong here: wording (lexicon/staffing.toml), prose
(staffing).
"""

from __future__ import annotations

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import sort_of_number, terms, unexplained_words
from pipelines.extract.staffing import as_of, is_authorized, is_of_another_year
from pipelines.extract.table_subject import is_bare_total
from pipelines.extract.tables import TableNumber, TableNumbers
from pipelines.model.claims import StaffClaim


def read_headcount(number: TableNumber, table: TableNumbers, reader: Reader, found: Found) -> None:
    """Claim a cell of people; a row of another unit, and the sum over several units, are nobody's here."""
    quantity = number.quantity
    label = "".join([*number.row, *number.column])
    if quantity is None or quantity.value != int(quantity.value):
        return
    for words in ("".join(number.row), "".join(number.column)):
        sort = sort_of_number(words, "")
        if sort or is_of_another_year(words, reader):
            found.ignore(number.span, sort or "last_year")
            return
    if is_bare_total(number.row) and any(_kind_of(n, reader) is None for n in table.numbers):
        return
    kind = _kind_of(number, reader)
    authorized = is_authorized(label)
    if kind is None or (kind == "authorized" and not authorized):
        return
    found.staff.append(
        StaffClaim(
            staff_scope="unit",
            kind=kind,
            basis="authorized" if authorized else "actual",
            headcount=int(quantity.value),
            as_of=as_of(label),
            change_vs_prior=None,
            spans=(number.quote,),
            sentence=-1 - table.index,
        )
    )
    found.claimed.append(number.span)


def _kind_of(number: TableNumber, reader: Reader) -> str | None:
    """The kind that the column or the row names, if nothing else is left of either."""
    rest = ["".join(number.column), "".join(number.row)]
    for place, label in enumerate(rest):
        for term in terms("staffing", "kind"):
            if term.pattern.search(label):
                rest[place] = term.pattern.sub("", label)
                explained = not any(unexplained_words(text, reader.names, "staffing") for text in rest)
                return term.code if explained else None
    return None
