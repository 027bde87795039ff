"""Identity: whose report this is, of which year and kind, in the document's own words.

Belongs here: weighing the places where a report names its unit, year, date, project and scope. Does not belong here:
which county and department that is (normalize), and any figure of the report.

The fiscal year in the title wins; what the title leaves open, labels and then first sentences say; what the text
leaves open, the card says; what contradicts itself is a problem and no year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from pipelines.extract.dates import DateFault, DateMention, bare_year, find_date, find_years, title_years
from pipelines.extract.evaluator import evaluator
from pipelines.extract.kind import OTHER, Kind, classify
from pipelines.extract.publishers import publishers
from pipelines.extract.titles import Line, printed_lines, said
from pipelines.extract.unit_names import (
    UNKNOWN,
    UnitName,
    column_units,
    glued,
    label_pattern,
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

_QUOTED = re.compile(r"《[^》]*》|〔[^〕]*〕\d*号?|\([^()]*〔[^()]*\)")
_LAST_LINES = 4


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
    year, year_problem, causes = _fiscal_year(lines, kind, paragraphs, card)
    signed_on, date_problem = _signed_on(lines)
    claim = IdentityClaim(
        kind=kind.code,
        title=title,
        units=tuple(units.values()),
        fiscal_year=year,
        signed_on=signed_on,
        subject=_subject(document, lines, kind),
        scope=next((name.scope for name in names if name.scope != UNKNOWN), UNKNOWN),
        evaluator=evaluator(lines, kind.title),
        sites=tuple(site.text for site in sites),
        causes=causes,
    )
    return Outcome((claim,), tuple(p for p in (unit_problem, year_problem, date_problem) if p is not None))


def _unit_names(document: Document, lines: Sequence[Line], kind: Kind) -> list[UnitName]:
    """Names of the reporting unit, most trustworthy first: title, labels, first sentences, tables, signature."""
    labels = load("identity")["unit_labels"]
    found: list[UnitName | None] = [title_unit(kind.title)] if kind.title else []
    values = [*labelled(lines, labels), *_glued(document, lines, kind, labels)]
    found += [unit_name(flow) for _, flow in sorted(values, key=lambda value: value[0])]
    found += [unit_name(flow) for flow in opening_units(_first_paragraphs(document, kind))]
    found += [unit_name(flow) for flow in column_units(lines)]
    found += [
        unit_name(before.flow)
        for before, line in zip(lines[-_LAST_LINES:], lines[-_LAST_LINES + 1 :], strict=False)
        if find_date(line.text)
    ]
    names = [name for name in found if name is not None]
    return [*names, *_fuller(document, names[:1])]


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
    """The name as printed elsewhere with its city in front (石家庄市新华区… beside 新华区…)."""
    for name in names:
        longer = re.compile(
            rf"(?:^|(?<=[对由和经在,。;《“(]))[\u4e00-\u9fff]{{2,10}}[市州盟]{re.escape(name.flow.text)}"
        )
        for block in document.blocks:
            if block.kind is not BlockKind.FURNITURE and block.table is None:
                flow = document.flow(block).folded()
                match = longer.search(flow.text)
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
    behind = [
        Span(start, block.span.end) if block.span.start < start else block
        for block in blocks
        if block.span.end > start
    ]
    flows = (document.flow(part).folded() for part in behind[: load("identity")["opening_lines"]])
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


def _fiscal_year(
    lines: Sequence[Line], kind: Kind, paragraphs: Sequence[Flow], card: Card
) -> tuple[int | None, Problem | None, tuple[str, ...]]:
    """The year of the most trustworthy place that names one, with the causes of doubt; the card only where the text
    leaves it open."""
    for years, causes in _year_places(lines, kind, paragraphs):
        if len(years) == 1:
            return *_against_card(min(years), kind, card), causes
        if len(years) > 1:
            if card.fiscal_year in years:
                return card.fiscal_year, None, ()
            listed = "、".join(map(str, sorted(years)))
            return (
                None,
                Problem(
                    "fiscal_year_ambiguous",
                    f"报告年度不能确定：文中写有{listed}年度；请在 raw/manifest.csv 为该文件填写 fiscal_year",
                    f"the fiscal year is not certain: the text names {listed}; state fiscal_year in raw/manifest.csv",
                    _title_span(kind),
                ),
                (),
            )
    if card.fiscal_year is not None:
        return card.fiscal_year, None, ()
    unknown = Problem(
        "fiscal_year_unknown",
        "没有找到报告年度（标题、封面、表头和开头都没有“××××年度”）；请在 raw/manifest.csv 为该文件填写 fiscal_year",
        "no fiscal year was found in title, labels and first sentences; state fiscal_year in raw/manifest.csv",
        _title_span(kind),
    )
    return None, unknown, ()


def _year_places(
    lines: Sequence[Line], kind: Kind, paragraphs: Sequence[Flow]
) -> Iterator[tuple[set[int], tuple[str, ...]]]:
    """The years that each place names; one that only the body of the text names is doubted."""
    if kind.title is not None:
        in_title = title_years(kind.title.text)
        yield {y.year for y in in_title if y.is_fiscal}, ()
        yield {y.year for y in in_title}, ()
    values = labelled(lines, load("identity")["year_labels"])
    yield {year for _, flow in values if (year := bare_year(flow.text)) is not None}, ()
    told = [
        re.search(r"(?:20 ?\d\d年度?)(?:[^。,;]{0,20}?)(?:整体|项目|财政)支出", flow.text)
        for flow in paragraphs
    ]
    yield {y.year for match in told if match for y in find_years(match[0])}, ()
    text = _QUOTED.sub("", "\n".join(line.text for line in lines))
    yield {y.year for y in find_years(text) if y.is_fiscal}, ("year_weak",)


def _against_card(year: int, kind: Kind, card: Card) -> tuple[int, Problem | None]:
    if card.fiscal_year in (None, year):
        return year, None
    return year, Problem(
        "fiscal_year_contradicted",
        f"文件登记的年度是{card.fiscal_year}，报告写的是{year}年度；按报告所写入库，请核对 raw/manifest.csv",
        f"the manifest says {card.fiscal_year}, the report says {year}; the report's year is kept, check raw/manifest.csv",
        _title_span(kind),
    )


def _title_span(kind: Kind) -> Span | None:
    return Span(kind.title.flow.offsets[0], kind.title.flow.offsets[-1] + 1) if kind.title else None


def _signed_on(lines: Sequence[Line]) -> tuple[date | None, Problem | None]:
    """The last line that is a date and nothing else (a unit's name may stand in front), else a labelled date."""
    dated = [
        (line, mention)
        for number, line in enumerate(lines)
        if (mention := _date_line(line)) and (mention.day is not None or _may_sign(lines, number))
    ]
    labels = load("identity")["date_labels"]
    for _, flow in labelled(lines, labels):
        mention = find_date(flow.text)
        if mention is not None and mention.start == 0:
            dated.insert(0, (Line(flow, 0), mention))
    whole = [(line, mention) for line, mention in dated if mention.day is not None]
    if whole:
        return whole[-1][1].day, None
    if not dated:
        return None, None
    line, mention = dated[-1]
    start, end = line.flow.raw(mention.start, mention.end)
    printed = line.text[mention.start : mention.end]
    why = "只写到月，没有日" if mention.fault is DateFault.INCOMPLETE else "不能唯一读出年月日"
    return None, Problem(
        f"date_{mention.fault}",
        f"落款日期“{printed}”{why}，未入库",
        f"the signing date '{printed}' is {mention.fault} and was not stored",
        Span(start, end),
    )


def _may_sign(lines: Sequence[Line], number: int) -> bool:
    """Whether digits that are no certain date stand where a report is signed: at the end or below the unit's name."""
    return number >= len(lines) - _LAST_LINES or (
        number > 0 and unit_name(lines[number - 1].flow) is not None
    )


def _date_line(line: Line) -> DateMention | None:
    """A line that ends with a date and holds nothing else but a unit's name or a date label in front."""
    if len(line.text) > 50 or line.table is not None:
        return None
    mention = find_date(line.text)
    if mention is None or line.text[mention.end :].strip("。)日") or (mention.day is None and mention.start):
        return None
    before = line.text[: mention.start].rstrip(":(")
    labels = "|".join(label_pattern(label) for label in load("identity")["date_labels"])
    if before and not re.fullmatch(labels, before) and unit_name(line.flow.part(0, len(before))) is None:
        return None
    return mention
