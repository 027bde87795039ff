"""Fiscal year: which year a report is about.

Belongs here: the places that name a year, in the order of their trust. Does not belong here: the grammar of years
(dates).

The year in the title wins, unless sentences say that an earlier one was evaluated (the title may name the year of the work); what the
title leaves open, labels and then first sentences say; what the text leaves open,
the card says; what contradicts itself is a problem and no year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.extract.dates import bare_year, find_years, title_years
from pipelines.extract.identity.kind import Kind
from pipelines.extract.identity.titles import Line
from pipelines.extract.identity.unit_names import labelled
from pipelines.lexicon import load
from pipelines.model.claims import Card
from pipelines.model.document import Span
from pipelines.model.flow import Flow
from pipelines.model.problem import Problem

_QUOTED = re.compile(r"《[^》]*》|〔[^〕]*〕\d*号?|\([^()]*〔[^()]*\)")
_FOUR_DIGITS = re.compile(r"(?<!\d)20\d\d(?!\d)")


def fiscal_year(
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
        evaluated = _evaluated(paragraphs)
        for named in ({y.year for y in in_title if y.is_fiscal}, {y.year for y in in_title}):
            earlier = {year for year in evaluated if named and year < min(named)}
            yield named | (earlier if named.isdisjoint(evaluated) else set()), ()
    values = labelled(lines, load("identity")["year_labels"])
    yield {year for _, flow in values if (year := bare_year(flow.text)) is not None}, ()
    periods = labelled(lines, load("identity")["period_labels"])
    yield {int(year) for _, flow in periods for year in _FOUR_DIGITS.findall(flow.text)}, ()
    told = [
        re.search(r"(?:20 ?\d\d年度?)(?:[^。,;]{0,20}?)(?:整体|项目|财政)支出", flow.text)
        for flow in paragraphs
    ]
    yield {y.year for match in told if match for y in find_years(match[0])}, ()
    text = _QUOTED.sub("", "\n".join(line.text for line in lines))
    yield {y.year for y in find_years(text) if y.is_fiscal}, ("year_weak",)
    own = load("identity")["own_year"]
    yield {int(year) for year in re.findall(rf"(?<![\d.])(20\d\d){own}", text)}, ("year_weak",)


def _evaluated(paragraphs: Sequence[Flow]) -> set[int]:
    """The years that sentences say the evaluation is of: 对2023年度部门整体支出开展了绩效自评."""
    said = re.compile(load("identity")["evaluated"])
    return {int(match[1]) for flow in paragraphs for match in said.finditer(flow.text)}


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
