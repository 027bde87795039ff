"""A06: search-and-replace damage, such as 全元氏县总工会经费 where 全县工会经费 once stood.

Belongs here: the forms that such damage takes. Does not belong here: how each is told (lexicon/strays.toml), other slips of the pen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.text import ReportText, fold
from pipelines.quality.text_rules.excerpt import excerpt
from pipelines.quality.text_rules.finding import found
from pipelines.quality.text_rules.parameters import takes

REACH = 14
_SELF_TWICE = re.compile(r"[我本](?:[局会委办院]|单位)[我本](?:[局会委办院]|单位)")


@takes(before_all=str, before_own=str, before_region=str, after_region=str)
def replace_damage(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``before_all``: characters that make 全 the end of a word (健全); ``before_region``, ``after_region``: those that
    make 县县 two words (各县县城); ``before_own``: those that make 我 or 本 the end of a word (成本)."""
    if not report.unit_name or not report.county:
        yield not_evaluable("no_unit")
        return
    if not report.sections:
        yield not_evaluable("no_sections")
        return
    clean = True
    unit, county = fold(report.unit_name), fold(report.county)
    for section in report.sections if _may_be_damaged(report, unit, county) else ():
        text = section.reading.folded
        for cause, pattern, adjacent in _damages(unit, county, params):
            for match in pattern.finditer(text):
                if adjacent and not section.reading.contiguous(*match.span()):
                    continue
                clean = False
                quote = excerpt(section.reading, *match.span(), REACH, REACH)
                yield found(report, section, *match.span(), quote=quote, cause=cause, observed=match.group())
    if clean:
        yield passed()


def _may_be_damaged(report: ReportText, unit: str, county: str) -> bool:
    """Whether the words that every damage holds stand anywhere: in most reports they do not."""
    before = ("全", unit, "我", "本", "各", "每个")
    words = (*(word + unit for word in before), county * 2, "县县")
    return any(word in report.folded for word in words) or bool(_SELF_TWICE.search(report.folded))


def _damages(
    unit: str, county: str, params: Mapping[str, Any]
) -> Iterator[tuple[str, re.Pattern[str], bool]]:
    """Cause, pattern, and whether the match must be printed without a gap (else two table cells could make it)."""
    name, region = re.escape(unit), re.escape(county)
    says: Mapping[str, str] = load("strays")["damage"]
    replaced = f"(?:(?<![{params['before_own']}])(?:我|本)|各|每个){name}"
    yield says["all"], re.compile(f"(?<![{params['before_all']}])全{name}"), False
    yield says["name_twice"], re.compile(f"{name}{name}"), True
    yield says["own"], re.compile(replaced), True
    yield says["self_twice"], re.compile("(我[局会委办院]|我单位|本单位)\\1"), True
    yield says["county_twice"], re.compile(f"(?<!{region}){region}{region}(?!{region})"), True
    if county.endswith("县"):
        twice = f"(?<![{params['before_region']}])县县(?![{params['after_region']}])"
        yield says["character_twice"], re.compile(twice), True
