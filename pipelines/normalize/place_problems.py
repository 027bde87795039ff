"""Problems of place: what is said when the county of a report is not certain, and what a person does about it.

Belongs here: the words. Does not belong here: when they are said (region_of).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.model.document import Span
from pipelines.model.problem import Problem
from pipelines.normalize.places import Places, Region
from pipelines.normalize.unit_parts import UnitParts


def code_unknown(code: str) -> Problem:
    """The card's code is in no table."""
    return Problem(
        "region_code_unknown",
        f"raw/manifest.csv 中的区划代码{code}不在代码表中；请核对，或在 lexicon/places.toml 补充",
        f"region_code {code} of raw/manifest.csv is in no code table; check it or add it to lexicon/places.toml",
    )


def ambiguous(regions: Sequence[Region], year: int | None, places: Places, span: Span | None) -> Problem:
    """Several regions have the name."""
    listed = "、".join(f"{places.full_name(r, year)}（{r.code}）" for r in regions)
    codes = ", ".join(f"{r.code} {places.full_name(r, year)}" for r in regions)
    return Problem(
        "county_ambiguous",
        f"“{regions[0].name}”可能是{listed}；请在 raw/manifest.csv 为该文件加一行，填写 region_code",
        f"'{regions[0].name}' may be {codes}; add a row for the file to raw/manifest.csv with its region_code",
        span,
    )


def unresolved(parts: Sequence[UnitParts], span: Span | None) -> Problem:
    """No region is told."""
    name = parts[0].printed if parts else ""
    why_zh = "县名被遮盖" if parts and parts[0].is_masked else "没有出现能确认的县（区、市）名"
    why_en = "the county's name is masked" if parts and parts[0].is_masked else "no known county is named"
    return Problem(
        "county_unresolved",
        f"不能确定是哪个县（区、市）的报告（单位：“{name}”，{why_zh}）；请在 raw/manifest.csv 为该文件加一行，填写 region_code",
        f"the county is not certain (unit '{name}': {why_en}); add a row for the file to raw/manifest.csv with its region_code",
        span,
    )


def contradicted(
    told: Region, by_card: Region, year: int | None, places: Places, span: Span | None
) -> Problem:
    """The card says another region than the report, whose own is kept."""
    return Problem(
        "county_contradicted",
        f"文件登记的地区是{places.full_name(by_card, year)}（{by_card.code}），报告写的是"
        f"{places.full_name(told, year)}（{told.code}）；按报告所写入库，请核对 raw/manifest.csv",
        f"the manifest says {by_card.code} {places.full_name(by_card, year)}, the report says "
        f"{told.code} {places.full_name(told, year)}; the report's county is kept, check raw/manifest.csv",
        span,
    )


def found_elsewhere(
    told: Region, other: Region, year: int | None, places: Places, span: Span | None
) -> Problem:
    """Folder or site are of another county than the report, whose own is kept."""
    return Problem(
        "county_contradicted",
        f"文件所在的文件夹或网站是{places.full_name(other, year)}（{other.code}）的，报告写的是"
        f"{places.full_name(told, year)}（{told.code}）；按报告所写入库，请核对是否放错了地方",
        f"folder or site of the file are those of {other.code} {places.full_name(other, year)}, the report says "
        f"{told.code} {places.full_name(told, year)}; the report's county is kept, check whether the file is misplaced",
        span,
    )
