"""Identity: whose report this is, of which year and kind, in the document's own words.

Belongs here: weighing the places where a report names its unit, project and scope. Does not belong here: its year
(fiscal_year) and date (signing), which county and department it is (normalize), and any figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from pipelines.extract.dates import find_date
from pipelines.extract.identity.evaluator import evaluator
from pipelines.extract.identity.fiscal_year import fiscal_year
from pipelines.extract.identity.full_names import in_full
from pipelines.extract.identity.kind import OTHER, Kind, classify
from pipelines.extract.identity.publishers import publishers
from pipelines.extract.identity.signing import LAST_LINES, signed_on
from pipelines.extract.identity.titles import FIRST_LINES, Line, Title, printed_lines, said, title_at
from pipelines.extract.identity.unit_names import (
    UNKNOWN,
    UnitName,
    column_units,
    glued,
    labelled,
    opening_units,
    subject_name,
    title_subject,
    title_unit,
    unit_name,
)
from pipelines.lexicon import load
from pipelines.model.claims import Card, IdentityClaim, Said
from pipelines.model.document import BlockKind, Document, Span
from pipelines.model.flow import Flow
from pipelines.model.problem import Outcome, Problem


def claim_identity(
    document: Document, card: Card, lines: tuple[Line, ...] | None = None, unless_known: str | None = None
) -> Outcome[IdentityClaim]:
    """What the document says of itself: always exactly one claim, ``kind`` ``other`` where it is no report.

    ``lines``: the document's ``printed_lines``, where the caller has them already. ``unless_known``: the kind to take where neither a title nor the text tells it (a form in a file of forms).
    """
    lines = printed_lines(document) if lines is None else lines
    kind = classify(document, lines)
    if unless_known is not None and kind.problem is not None and kind.problem.kind == "kind_unknown":
        kind = Kind(unless_known, None, None)
    names = _unit_names(document, lines, kind)
    sites = publishers(document)
    unit_problem = None
    if not names and kind.code != OTHER:
        names = [
            name for site in sites if (name := unit_name(site.folded())) and not _publishes_for_all(name)
        ][:1]
        unit_problem = _from_site(names)
    units: dict[str, Said] = {}
    for name in names:
        units.setdefault(name.flow.text, said(document, name.flow))
    title = said(document, kind.title.flow) if kind.title else None
    if kind.code == OTHER:
        nothing = IdentityClaim(OTHER, title, tuple(units.values()), None, None, None, UNKNOWN)
        return Outcome((nothing,), (kind.problem,) if kind.problem else ())
    paragraphs = _first_paragraphs(document, kind)
    year, year_problem, causes = fiscal_year(lines, kind, paragraphs, card)
    day, date_problem = signed_on(lines)
    claim = IdentityClaim(
        kind=kind.code,
        title=title,
        units=tuple(units.values()),
        fiscal_year=year,
        signed_on=day,
        subject=_subject(document, lines, kind),
        scope=next((name.scope for name in names if name.scope != UNKNOWN), UNKNOWN),
        evaluator=evaluator(lines, kind.title),
        sites=tuple(site.text for site in sites),
        causes=causes,
    )
    return Outcome(
        (claim,), tuple(p for p in (kind.problem, unit_problem, year_problem, date_problem) if p is not None)
    )


def _unit_names(document: Document, lines: Sequence[Line], kind: Kind) -> list[UnitName]:
    """Names of the reporting unit, most trustworthy first: title, labels, first sentences, tables, signature."""
    labels = load("identity")["unit_labels"]
    found: list[UnitName | None] = [title_unit(title) for title in _titles(lines, kind)]
    values = [*labelled(lines, labels), *_glued(document, lines, kind, labels)]
    found += [unit_name(flow) for _, flow in sorted(values, key=lambda value: value[0])]
    # the unit's name alone on the line below the title
    if kind.title is not None and not _is_letter(kind.title):
        found += [
            unit_name(line.flow)
            for line in lines[kind.title.last + 1 : kind.title.last + 2]
            if line.table is None
        ]
    found += [unit_name(flow) for flow in opening_units(_first_paragraphs(document, kind))]
    found += [unit_name(flow) for flow in column_units(lines)]
    found += [
        unit_name(before.flow)
        for before, line in zip(lines[-LAST_LINES:], lines[-LAST_LINES + 1 :], strict=False)
        if find_date(line.text)
    ]
    names = [name for name in found if name is not None]
    return [*in_full(document, names), *names, *_fuller(document, names[:1])]


def _titles(lines: Sequence[Line], kind: Kind) -> Iterator[Title]:
    """The title; where it names no unit, those that repeat it below (the title of a page above that of its text)."""
    if kind.title is None:
        return
    yield kind.title
    if title_unit(kind.title) is None:
        repeated = (title_at(lines, n) for n in range(kind.title.last + 1, min(len(lines), FIRST_LINES)))
        yield from (t for t in repeated if t is not None and t.word.code == kind.title.word.code)


def _is_letter(title: Title) -> bool:
    """Whether a report is sent up as a letter (关于上报…的报告): the name below its title is whom it is sent to."""
    return title.text.startswith(tuple(load("identity")["before"]["sent_up"]))


def _publishes_for_all(name: UnitName) -> bool:
    return any(re.search(word, name.flow.text) for word in load("web")["publisher"]["for_all"])


def _from_site(names: Sequence[UnitName]) -> Problem | None:
    """A report without any unit is taken for that of the department on whose page it stands; a person should look."""
    if not names:
        return None
    flow = names[0].flow
    return Problem(
        "unit_from_publisher",
        f"报告中没有填报单位的名称，按网页的发布机构“{flow.text}”认定，请核对",
        f"the report names no unit; the publishing body '{flow.text}' was taken for it, check this",
        Span(flow.offsets[0], flow.offsets[-1] + 1),
    )


def _fuller(document: Document, names: Sequence[UnitName]) -> Iterator[UnitName]:
    """The name as printed elsewhere with its city in front (石家庄市新华区… beside 新华区…), a town's with its county."""
    for name in names:
        ends = "市州盟县区旗" if re.fullmatch(load("identity")["town"], name.flow.text) else "市州盟"
        behind_city = [f"{end}{name.flow.text}" for end in ends]
        for block in document.blocks:
            if block.kind is BlockKind.FURNITURE or block.table is not None:
                continue
            flow = document.flow(block).folded()
            if name.flow.text not in flow.text or not any(words in flow.text for words in behind_city):
                continue
            city = rf"(?:^|(?<=[对由和经在,，。;《“(]))(?![对由经在])[\u4e00-\u9fff]{{2,10}}[{ends}]{re.escape(name.flow.text)}"
            match = re.search(city, flow.text)
            if match:
                yield UnitName(flow.part(*match.span()), UNKNOWN)
                return


def _glued(
    document: Document, lines: Sequence[Line], kind: Kind, labels: Sequence[str]
) -> Iterator[tuple[int, Flow]]:
    """Labels of a form that stands in one paragraph with its title."""
    if kind.title is None or lines[kind.title.last].table is not None:
        return
    flow = document.flow(document.blocks[lines[kind.title.last].block]).folded()
    if flow.offsets[-1] > kind.title.flow.offsets[-1]:
        start = next(i for i, offset in enumerate(flow.offsets) if offset > kind.title.flow.offsets[-1])
        yield from glued(flow.part(start, len(flow.text)), labels)


def _first_paragraphs(document: Document, kind: Kind) -> list[Flow]:
    """The paragraphs behind the title, wraps joined; from the top where there is no title."""
    start = kind.title.flow.offsets[-1] + 1 if kind.title else 0
    blocks = (b for b in document.blocks if b.table is None and b.kind is not BlockKind.FURNITURE)
    behind = (
        Span(start, block.span.end) if block.span.start < start else block
        for block in blocks
        if block.span.end > start
    )
    flows = (document.flow(part).folded() for part in islice(behind, load("identity")["opening_lines"]))
    return [flow for flow in flows if flow.text]


def _subject(document: Document, lines: Sequence[Line], kind: Kind) -> str | None:
    """The project or programme: behind a label, else in the title. A department's report has none."""
    if kind.code not in ("project", "transfer", "target_form"):
        return None
    labels = load("identity")["subject_labels"]
    values = [*labelled(lines, labels), *_glued(document, lines, kind, labels)]
    for _, flow in sorted(values, key=lambda value: value[0]):
        name = subject_name(flow)
        if name is not None:
            return said(document, name).text
    flow_in_title = title_subject(kind.title) if kind.title else None
    return said(document, flow_in_title).text if flow_in_title else None
