"""Assets in prose: 资产总额, 负债, 净资产 … with the change against last year.

Belongs here: which amounts are assets. Does not belong here: wording (lexicon/staffing.toml, group measure).

As with headcounts, nothing strange may stand before the measure: 新增固定资产5万元 and 全县国有资产总额 are none of the unit's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from pipelines.extract.context import MODIFIED, Reader, part_of_year
from pipelines.extract.found import Found
from pipelines.extract.meaning import sort_of_number, terms, unexplained_words, words
from pipelines.extract.prose.day_pairs import with_measures
from pipelines.extract.prose.frames import refuse, unit_doubt
from pipelines.extract.prose.levels import (
    DECREASE,
    bracket_behind,
    changes_same,
    is_of_a_later_year,
    is_of_another_year,
)
from pipelines.extract.prose.moments import Moment
from pipelines.extract.prose.sentences import CLAUSE_END, LabelledNumber, Sentence
from pipelines.extract.prose.staff_scope import scope_of
from pipelines.model.claims import AssetClaim
from pipelines.model.quantity import Dimension, Quantity

OWN = "本单位"
"""What the unit calls itself, in place of its name, of which 合作社 or 公司 may be a part."""
BALANCE = frozenset({"liabilities", "net"})
ASSETS_TOLD = re.compile(r"资产\D*(\d)")
LEFT_OUT = re.compile(r"\((?:不含|不包[括含]|未含)[^()]*\)")
"""A bracket that names what the amount before it leaves out: 资产总额5874.36万元（不含各村集体资产12.6亿元）."""
LINK = re.compile(r"(?:\([^()]*\)|为|是|共计?|总计|:|,|，|价值|达|合计)*")


def read_assets(sentence: Sentence, at: Mapping[int, Moment], reader: Reader, found: Found) -> None:
    """Claim the asset amounts of one sentence, and the changes that follow them. ``at``: of when each number is."""
    last: int | None = None
    foreign = False
    worn = Decimal(0)  # the depreciation told since the fixed assets
    for labelled in with_measures(sentence, lambda label: measure_of(label, reader.names) is not None):
        quantity = labelled.number.quantity
        if quantity is None:
            continue
        if last is None and quantity.dimension is not Dimension.MONEY:
            continue
        if labelled.depth and LEFT_OUT.match(f"{labelled.label})"):
            continue
        span = sentence.number_span(labelled)
        sort = sort_of_number(labelled.label, labelled.after)
        if quantity.dimension is Dimension.PERCENT and sort == "change" and last is not None:
            if changes_same(labelled, reader):
                _change(last, quantity, labelled, found)
                found.claimed.append(span)
        elif quantity.dimension is Dimension.MONEY and sort is None:
            foreign = _of_another(sentence, labelled, reader, foreign)
            if foreign and measure_of(labelled.label, reader.names):
                refuse(sentence, labelled, "other_unit", found)
                last = None
            elif _is_net_of_fixed(labelled, quantity, worn, sentence, found):
                last = _claim_measure(
                    "net_book", sentence, labelled, quantity, at[labelled.number.start].day, found
                )
            elif words("staffing", "net_of_fixed", "depreciation").search(labelled.clause):
                last, worn = None, quantity.value
            else:
                worn = Decimal(0)
                last = _claim(sentence, labelled, quantity, at[labelled.number.start], reader, found)
        elif sort not in ("change", "compared"):
            last = None


def _claim(
    sentence: Sentence,
    labelled: LabelledNumber,
    quantity: Quantity,
    moment: Moment,
    reader: Reader,
    found: Found,
) -> int | None:
    """The place of the new claim; None where the amount is no asset of the unit at a day that is its own."""
    text = sentence.before(labelled)
    measure = measure_of(labelled.label, reader.names)
    if measure is None or scope_of(text) in ("subordinate", "open"):
        return None
    opening = words("staffing", "opening", "says").search(labelled.clause)
    behind = bracket_behind(labelled.after, reader)
    if (
        behind == "last_year"
        or moment.is_not_of_its_end
        or opening
        or is_of_another_year(labelled.clause, reader)
    ):
        if not is_of_a_later_year(text, reader):
            found.ignore(sentence.number_span(labelled), "last_year")
        return None
    if part_of_year(text):
        found.ignore(sentence.number_span(labelled), "part_of_year")
        return None
    if behind or unit_doubt(sentence, labelled, reader):
        refuse(sentence, labelled, "bracketed" if behind else "other_unit", found)
        return None
    if measure in BALANCE and _follows_open_total(sentence, labelled, reader.names):
        refuse(sentence, labelled, MODIFIED, found)
        return None
    return _claim_measure(measure, sentence, labelled, quantity, moment.day, found)


def _follows_open_total(sentence: Sentence, labelled: LabelledNumber, names: tuple[str, ...]) -> bool:
    """机关本级资产总额100万元，负债20万元: whether the assets told last in the paragraph are some of the unit's alone."""
    told = f"{sentence.lead}{sentence.before(labelled)[: -len(labelled.label) or None]}"
    clause = next((c for c in reversed(CLAUSE_END.split(told)) if ASSETS_TOLD.search(c)), "")
    assets = ASSETS_TOLD.search(clause)
    joint = words("staffing", "scope_words", "joint").search(
        clause
    )  # 县福利院及下属单位资产总额: whose they are is named before
    of_some = assets is not None and (joint is not None or scope_of(clause) != "total")
    measured = _measured(clause[: assets.start(1)], names) if assets and of_some else None
    return measured is not None and measured[0] == "total" and bool(measured[1])


def _claim_measure(
    measure: str,
    sentence: Sentence,
    labelled: LabelledNumber,
    quantity: Quantity,
    day: date | None,
    found: Found,
) -> int:
    quote = sentence.quote_span(labelled)
    found.assets.append(AssetClaim(measure, quantity, None, day, (quote,)))
    found.claimed.append(sentence.number_span(labelled))
    return len(found.assets) - 1


def _is_net_of_fixed(
    labelled: LabelledNumber, quantity: Quantity, worn: Decimal, sentence: Sentence, found: Found
) -> bool:
    """固定资产原值2035.18万元（，累计折旧932.41万元），净值1102.77万元: what the fixed assets right before are worth net."""
    if not words("staffing", "net_of_fixed", "says").search(labelled.label) or not found.assets:
        return False
    fixed = found.assets[-1]
    before = [n for n in sentence.numbers if n.number.end <= labelled.number.start]
    end = sentence.quote_span(before[-1 - bool(worn)]).end if len(before) > bool(worn) else -1
    if fixed.measure != "fixed" or fixed.spans[0].end != end:
        return False
    return fixed.amount.value - worn == quantity.value if worn else quantity.value <= fixed.amount.value


def _of_another(sentence: Sentence, labelled: LabelledNumber, reader: Reader, foreign: bool) -> bool:
    """Whether an asset is told of somebody else, or goes on with such a one: 企业资产总额1200万元，负债总额100万元.

    Also of who holds what follows in other clauses (传媒公司独立核算，年末总资产687万元), of a whole system, and of what is no part
    of the report (年末总资产687万元，未并入本报告); and of the unit's own level beside the units below it.
    """
    if words("staffing", "asset_holder", "behind").search(labelled.after):
        return True
    own_level = words("staffing", "asset_holder", "own_level").search(labelled.clause)
    if own_level and words("staffing", "asset_holder", "below").search(sentence.flow.text):
        return True
    told = LEFT_OUT.sub("", sentence.before(labelled))
    if words("staffing", "asset_holder", "apart").search(sentence.lead.rstrip("。").rpartition("。")[2]):
        told = f"{sentence.lead}{told}"
    for name in reader.names:
        if not words("staffing", "asset_holder", "system").search(name):
            told = told.replace(name, OWN)
    owns = (own.end() for own in words("frames", "unit", "own").finditer(told))
    start = max((end for end in owns if not _tells_holder(CLAUSE_END.split(told[:end])[-1])), default=0)
    if _tells_holder(told[start:]):
        return True
    if start > len(told) - len(labelled.label):
        return False
    measured = _measured(labelled.label, reader.names)
    lead = measured[1] if measured else ""
    return foreign or words("staffing", "asset_owner", "says").search(lead) is not None


def _tells_holder(text: str) -> bool:
    """Whether words name who else may hold assets, or a whole system."""
    return any(words("staffing", "asset_holder", code).search(text) for code in ("other", "system"))


def measure_of(label: str, names: tuple[str, ...] = ()) -> str | None:
    """The measure whose words end the label, a bracket and linking words allowed between: ``资产总额（账面净值）``."""
    measured = _measured(label, names)
    return None if measured is None or measured[1] else measured[0]


@cache
def _any_measure() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{term.pattern.pattern})" for term in terms("staffing", "measure")))


def _measured(label: str, names: tuple[str, ...]) -> tuple[str, str] | None:
    """The measure whose words end the label, and what of the words before it nothing explains."""
    if _any_measure().search(label) is None:
        return None  # as in most labels
    for term in terms("staffing", "measure"):
        for match in term.pattern.finditer(label):
            inside = label.count("(", 0, match.start()) > label.count(")", 0, match.start())
            inside &= (
                ")" in label[match.end() :]
            )  # in （其中固定资产净值921万元 the number stands in it as well
            if inside or not LINK.fullmatch(label[match.end() :]):
                continue
            ends = [end.end() for end in CLAUSE_END.finditer(label, 0, match.start())]
            lead = label[ends[-1] if ends else 0 : match.start()]
            lead = words("staffing", "scope_words", "joint").sub("", lead)  # 局及所属单位资产总额
            return term.code, unexplained_words(lead, names, "staffing")
    return None


def _change(place: int, quantity: Quantity, labelled: LabelledNumber, found: Found) -> None:
    """Attach a printed change; a decrease is negative, a rate on a zero base is undefined and stays away."""
    claim = found.assets[place]
    if claim.amount.value == 0 and quantity.value == 0:
        return
    if DECREASE.search(labelled.label):
        quantity = replace(quantity, value=-quantity.value)
    found.assets[place] = replace(claim, change=quantity)
