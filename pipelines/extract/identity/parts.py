"""Parts: the reports that one file holds, each as a Document of its own over the same raw text.

Belongs here: which of a file's titles and forms are one report (a department's report with its form, a project's
report with its form), and what a report takes over from the file's first. Does not belong here: where a report
begins (report_starts) and what it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from pipelines.extract.dates import bare_year, title_years
from pipelines.extract.identity.cutting import cut
from pipelines.extract.identity.identity import claim_identity
from pipelines.extract.identity.kind import OTHER
from pipelines.extract.identity.report_starts import report_starts
from pipelines.extract.identity.titles import Line, printed_lines, title_of
from pipelines.extract.identity.unit_names import UNKNOWN, labelled
from pipelines.lexicon import load
from pipelines.model.claims import Card, IdentityClaim, Said
from pipelines.model.document import Document, Span
from pipelines.model.problem import Outcome, Problem

_FAMILY: Final = {"transfer": "project"}
_FORM: Final = "project"
_KINDS_OF_FORMS: Final = ("project", "transfer", "target_form")
_COVER = 25
_ABOUT_YEAR: Final = ("fiscal_year_unknown", "fiscal_year_ambiguous")


@dataclass(frozen=True, slots=True)
class Part:
    """One report of a file: ``document`` holds only its blocks; ``extent`` is empty where it is the whole file."""

    document: Document
    identity: IdentityClaim
    extent: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of lines that opens with a title or a form, and what it says of itself.

    ``year``: the year that its title or a label says; a year from elsewhere in its text tells nothing apart.
    """

    first: int
    end: int
    claim: IdentityClaim
    year: int | None
    problems: tuple[Problem, ...]

    @property
    def family(self) -> str:
        """Kinds that may be one report share a family."""
        return _FAMILY.get(self.claim.kind, self.claim.kind)

    @property
    def is_form(self) -> bool:
        """Whether the piece is a form and no text."""
        return self.claim.title is None or "表" in self.claim.title.text[-12:]


def find_parts(document: Document, card: Card) -> Outcome[Part]:
    """The reports of a document in their order; no part where it holds no report."""
    lines = printed_lines(document)
    title = title_of(document, lines)
    is_budget = title is not None and title.word.code == OTHER
    starts = (0,) if is_budget else report_starts(lines)
    if len(starts) == 1:
        return _whole(document, card, lines)
    pieces = _pieces(document, card, lines, starts)
    told = [piece for piece in pieces if piece.claim.kind != OTHER]
    if not told:
        return _whole(document, card, lines)
    reports = _grouped(told)
    if len(reports) == 1 and len(told) == len(pieces):
        whole = _whole(document, card, lines)
        return replace(whole, problems=(*whole.problems, *_uncertain(reports[0])))
    problems = [_set_aside(document, lines, piece) for piece in pieces if piece.claim.kind == OTHER]
    lead = reports[0]
    parts: list[Part] = []
    for report in reports:
        claim = _claim(report, lead)
        extent = tuple(_extent(document, lines, piece) for piece in report)
        view = cut(document, lines, [(piece.first, piece.end) for piece in report])
        parts.append(Part(view, claim, extent))
        problems += _still_open((p for piece in report for p in piece.problems), claim)
        problems += _uncertain(report)
    return Outcome(tuple(parts), tuple(dict.fromkeys(problems)))


def _whole(document: Document, card: Card, lines: tuple[Line, ...]) -> Outcome[Part]:
    outcome = claim_identity(document, card, lines)
    claim = outcome.values[0]
    return Outcome(() if claim.kind == OTHER else (Part(document, claim),), outcome.problems)


def _pieces(document: Document, card: Card, lines: Sequence[Line], starts: Sequence[int]) -> list[_Piece]:
    """The stretches between the starts; a cover is joined to what stands behind it, a remark to what stands before."""
    pieces: list[_Piece] = []
    first = 0
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(lines)
        kind = pieces[-1].claim.kind if pieces and pieces[-1].claim.kind in _KINDS_OF_FORMS else _FORM
        piece = _piece(document, card, lines, (first, end), kind)
        is_slight = piece.claim.kind == OTHER and end - start <= _COVER
        if is_slight and end < len(lines):
            continue
        if is_slight and pieces:
            piece = _piece(document, card, lines, (pieces.pop().first, end), kind)
        pieces.append(piece)
        first = end
    return pieces


def _piece(
    document: Document, card: Card, lines: Sequence[Line], place: tuple[int, int], unless_known: str
) -> _Piece:
    """What stands in a place; ``unless_known``: the kind of a form without a title."""
    first, end = place
    view = cut(document, lines, [place])
    outcome = claim_identity(view, card)
    if any(problem.kind == "kind_unknown" for problem in outcome.problems):
        outcome = claim_identity(view, card, unless_known=unless_known)
    claim = outcome.values[0]
    years = {y.year for y in title_years(claim.title.text)} if claim.title else set()
    labels = labelled(lines[first:end], load("identity")["year_labels"])
    years = years or {year for _, flow in labels if (year := bare_year(flow.text)) is not None}
    year = claim.fiscal_year if claim.fiscal_year in years else None
    return _Piece(first, end, claim, year, outcome.problems)


def _grouped(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces that are one report together, in the order in which the reports begin."""
    subjects = {p.claim.subject for p in pieces if p.family == _FORM and p.claim.subject}
    reports: list[list[_Piece]] = []
    for piece in pieces:
        home = next((r for r in reversed(reports) if _is_one(r, piece, len(subjects) == 1)), None)
        if home is None:
            reports.append([piece])
        else:
            home.append(piece)
    return reports


def _is_one(report: Sequence[_Piece], piece: _Piece, single_subject: bool) -> bool:
    if any(other.family != piece.family or not _same_year(other, piece) for other in report):
        return False
    is_whole = piece.family in ("department", "final_account")
    if not is_whole and not any(_same_subject(other, piece, single_subject) for other in report):
        return False
    return any(_share_unit(other, piece) for other in report)


def _same_year(one: _Piece, other: _Piece) -> bool:
    return one.year is None or other.year is None or one.year == other.year


def _share_unit(one: _Piece, other: _Piece) -> bool:
    """Whether some name of the one is a name of the other or a part of it, or one of them names no unit."""
    names, others = ([_plain(said.text) for said in piece.claim.units] for piece in (one, other))
    return not names or not others or any(a in b or b in a for a in names for b in others)


def _same_subject(one: _Piece, other: _Piece, single_subject: bool) -> bool:
    """Two forms are of one project by its whole name; a text may call it by a part of the name or not at all."""
    a, b = (_plain(piece.claim.subject or "") for piece in (one, other))
    if not a or not b:
        titles = [_plain(piece.claim.title.text) if piece.claim.title else "" for piece in (one, other)]
        if not a and not b:
            return titles[0] in titles[1] or titles[1] in titles[0]
        return single_subject or (a or b) in titles[0 if b else 1]
    if a == b:
        return True
    return not (one.is_form and other.is_form) and (a in b or b in a)


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return "".join(name.split()).replace("与", "和").replace("及", "和")


def _claim(report: Sequence[_Piece], lead: Sequence[_Piece]) -> IdentityClaim:
    """What the pieces of a report say together; the file's first report adds the year and further names."""
    claims = [piece.claim for piece in report]
    forms = [piece.claim for piece in report if piece.is_form]
    units: dict[str, Said] = {}
    for claim in (*claims, *(piece.claim for piece in lead)):
        for unit in claim.units:
            units.setdefault(unit.text, unit)
    years = [piece.year for piece in report] + [piece.year for piece in lead]
    years += [claim.fiscal_year for claim in claims] + [piece.claim.fiscal_year for piece in lead]
    is_stated = any(piece.year is not None for piece in (*report, *lead))
    return replace(
        claims[0],
        causes=() if is_stated else claims[0].causes,
        units=tuple(units.values()),
        fiscal_year=next((year for year in years if year is not None), None),
        signed_on=next((c.signed_on for c in claims if c.signed_on is not None), None),
        subject=next((c.subject for c in (*forms, *claims) if c.subject), None),
        scope=next((c.scope for c in claims if c.scope != UNKNOWN), UNKNOWN),
    )


def _extent(document: Document, lines: Sequence[Line], piece: _Piece) -> Span:
    """The raw range of a piece, from its first line to the next piece's."""
    start = lines[piece.first].flow.offsets[0] if piece.first else 0
    return Span(start, lines[piece.end].flow.offsets[0] if piece.end < len(lines) else len(document.text))


def _still_open(problems: Iterable[Problem], claim: IdentityClaim) -> list[Problem]:
    """Problems of the pieces that the report as a whole does not answer."""
    return [
        p
        for p in problems
        if not (p.kind in _ABOUT_YEAR and claim.fiscal_year is not None)
        and not (p.kind.startswith("date_") and claim.signed_on is not None)
    ]


def _set_aside(document: Document, lines: Sequence[Line], piece: _Piece) -> Problem:
    title = piece.claim.title.text if piece.claim.title else lines[piece.first].text[:30]
    return Problem(
        "part_set_aside",
        f"文件中从“{title[:40]}”开始的部分是空白表格、通知或制度，不是绩效自评报告：没有提取数据，请核对",
        f"the part of the file that begins with '{title[:40]}' is an empty form, a notice or rules: nothing was taken from it",
        _extent(document, lines, piece),
    )


def _uncertain(report: Sequence[_Piece]) -> list[Problem]:
    """A problem where a text without a project's name was taken for the report of the file's only project."""
    subject = next((piece.claim.subject for piece in report if piece.claim.subject), None)
    if report[0].family != _FORM or subject is None:
        return []
    unnamed = [p.claim.title for p in report if not p.claim.subject and p.claim.title]
    title = next((t for t in unnamed if _plain(subject) not in _plain(t.text)), None)
    if title is None:
        return []
    words = title.text[:40]
    return [
        Problem(
            "part_uncertain",
            f"“{words}”没有写明项目名称，按文件中唯一的项目合为一份报告，请核对",
            f"'{words}' names no project; it was taken for the report of the only project in the file",
            title.span,
        )
    ]
