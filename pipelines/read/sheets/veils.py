"""Rules that leave nothing of a cell to be read: conditional formats in white ink or without a number, bars without values
(ECMA-376 part 1, 18.3.1.18; those of the extension list, MS-XLSX 2.6.27).

Belongs here: which cells such a rule is on, and whether it holds for what a cell prints. Does not belong here: what the looks of a rule
are (styles), the walk over a sheet (worksheet).

A rule that this program cannot reckon may hold: the cell is left out and named, never taken for seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from lxml import etree

from pipelines.read.sheets.package import is_on, local_name
from pipelines.read.sheets.styles import RuleLooks
from pipelines.read.sheets.workbook import Merge, Sheet

_FORMULAS: Final = frozenset({"formula", "f"})
_BARS: Final = frozenset({"dataBar", "iconSet"})
_TRUE: Final = frozenset({"TRUE", "TRUE()", "1", "1=1"})
_OF_ERRORS: Final = re.compile(r"IS(?:ERROR|ERR|NA)\(.*\)")
_OF_BLANKS: Final = re.compile(r"ISBLANK\(.*\)|LEN\((?:TRIM\()?[^()]*\)?\)=0")
_ITSELF: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(=|<>|>=|<=|>|<)(-?\d+(?:\.\d+)?|\"[^\"]*\")")
_OPERATORS: Final = {
    "=": "equal",
    "<>": "notEqual",
    ">": "greaterThan",
    "<": "lessThan",
    ">=": "greaterThanOrEqual",
    "<=": "lessThanOrEqual",
}


@dataclass(frozen=True, slots=True)
class Veil:
    """A rule that hides what a cell prints, where it holds: the ranges that it is on, its type, operator and formulas."""

    ranges: tuple[Merge, ...]
    kind: str
    operator: str
    formulas: tuple[str, ...]
    whitens: bool = True


def ranges_in(element: etree._Element) -> list[str]:
    """What a ``<conditionalFormatting>`` is on: its attribute, in the extension list an element within."""
    within = " ".join(one.text or "" for one in element if local_name(one) == "sqref")
    return (element.get("sqref") or within).split()


def read_veils_of(element: etree._Element, ranges: Sequence[Merge], looks: RuleLooks) -> Iterable[Veil]:
    """The rules of a ``<conditionalFormatting>`` that hide."""
    for rule in element:
        if local_name(rule) != "cfRule":
            continue
        formulas = tuple((f.text or "").strip() for f in rule if local_name(f) in _FORMULAS)
        if looks.hide(rule):
            yield Veil(tuple(ranges), rule.get("type", ""), rule.get("operator", ""), formulas)
        elif any(local_name(bar) in _BARS and not is_on(bar, "showValue", True) for bar in rule):
            yield Veil(tuple(ranges), "always", "", (), whitens=False)


def draw_veils(sheet: Sheet, veils: Sequence[Veil]) -> None:
    """Empty and note the cells of a sheet that these rules hide, or may hide."""
    for veil in veils:
        for place, cell in list(sheet.cells.items()):
            if not cell.text or (veil.whitens and cell.filled) or not _covers(veil.ranges, *place):
                continue
            if _may_hold(veil, cell.text, place):
                sheet.cells[place] = cell._replace(text="")
                sheet.unprinted.append(place)


def _covers(ranges: Iterable[Merge], row: int, column: int) -> bool:
    return any(one.top <= row <= one.bottom and one.left <= column <= one.right for one in ranges)


def _may_hold(veil: Veil, text: str, place: tuple[int, int]) -> bool:
    if veil.kind == "cellIs":
        return _compares(veil.operator, text, veil.formulas)
    if veil.kind == "containsErrors":
        return text.startswith("#")
    if veil.kind == "containsBlanks":
        return not text.strip()
    if veil.kind == "expression" and veil.formulas:
        return _reckons(veil, "".join(veil.formulas[0].upper().split()), text, place)
    return True


def _reckons(veil: Veil, formula: str, text: str, place: tuple[int, int]) -> bool:
    """Whether an expression may hold for a cell: of errors and blanks never for a figure; what compares the cell itself is reckoned."""
    if formula in _TRUE:
        return True
    if _OF_ERRORS.fullmatch(formula):
        return text.startswith("#")
    if _OF_BLANKS.fullmatch(formula):
        return not text.strip()
    itself = _ITSELF.fullmatch(formula)
    first = veil.ranges[0] if len(veil.ranges) == 1 else None
    if itself is None or first is None or (first.top, first.left) != (int(itself[2]) - 1, _column(itself[1])):
        return True
    return _compares(_OPERATORS[itself[3]], text, (itself[4],))


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _compares(operator: str, text: str, formulas: Sequence[str]) -> bool:
    """Whether a printed value fits; what is not compared with constants may fit."""
    if len(formulas) == 1 and formulas[0].startswith('"'):
        same = text == formulas[0].strip('"')
        return {"equal": same, "notEqual": not same}.get(operator, True)
    bounds, value = [_number(formula) for formula in formulas], _number(text)
    if value is None and all(bound is not None for bound in bounds):
        return operator in {"notEqual", "notBetween"}
    if value is None or not bounds or bounds[0] is None or bounds[-1] is None:
        return True
    low, high = bounds[0], bounds[-1]
    return {
        "equal": value == low,
        "notEqual": value != low,
        "greaterThan": value > low,
        "lessThan": value < low,
        "greaterThanOrEqual": value >= low,
        "lessThanOrEqual": value <= low,
        "between": low <= value <= high,
        "notBetween": not low <= value <= high,
    }.get(operator, True)


def _number(text: str) -> Decimal | None:
    plain = text.replace(",", "").strip()
    try:
        return Decimal(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except InvalidOperation:
        return None
