"""XLSX → Document: an own walk over the parts of the workbook (ECMA-376, transitional and strict).

Belongs here: which sheets there are, in which order, and which parts they are made of. Does not belong here: the zip
(package), cells (worksheet), paragraphs and tables (compose).
"""

from __future__ import annotations

import io
import zipfile
from typing import Final

from lxml import etree

from pipelines.model.document import Document
from pipelines.read.losses import may_correct, remark_name
from pipelines.read.result import Reason, Unreadable
from pipelines.read.sheets.compose import compose
from pipelines.read.sheets.drawing import read_drawing
from pipelines.read.sheets.package import Package, Relation, attribute, is_on, local_name
from pipelines.read.sheets.strings import shared_strings
from pipelines.read.sheets.styles import NO_RULE_LOOKS, read_rule_looks, read_styles
from pipelines.read.sheets.workbook import MOST_SHEETS, Allowance, Sheet
from pipelines.read.sheets.worksheet import Common, read_worksheet
from pipelines.read.source import Source
from pipelines.read.zipped import FAULTS

_WORKBOOK: Final = "xl/workbook.xml"


def read(source: Source) -> Document:
    """Read an XLSX file. Raises Unreadable: encrypted, corrupt, bomb, too large, no text."""
    return compose(read_sheets(source.data), source)


def read_sheets(data: bytes) -> list[Sheet]:
    """The sheets of the workbook in their order. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _sheets(Package(archive))
    except FAULTS as fault:
        raise Unreadable(Reason.CORRUPT) from fault


def _sheets(package: Package) -> list[Sheet]:
    name = _WORKBOOK
    if name not in package:
        name = next((r.target for r in package.relations("").values() if r.kind == "officeDocument"), name)
    root = package.tree(name)
    relations = package.relations(name)
    parts = {relation.kind: relation.target for relation in relations.values()}
    looks = package.tree(parts["styles"]) if parts.get("styles", "") in package else None
    theme = package.tree(parts["theme"]) if parts.get("theme", "") in package else None
    common = Common(
        shared_strings(package, parts["sharedStrings"]) if parts.get("sharedStrings", "") in package else (),
        () if looks is None else read_styles(looks, theme),
        any(is_on(e, "date1904") for e in root if local_name(e) == "workbookPr"),
        Allowance(),
        NO_RULE_LOOKS if looks is None else read_rule_looks(looks, theme),
    )
    listed = [e for group in root if local_name(group) == "sheets" for e in group if local_name(e) == "sheet"]
    if not listed or len(listed) > MOST_SHEETS:
        raise Unreadable(Reason.TOO_LARGE if listed else Reason.CORRUPT, name)
    if not any(attribute(element, "id") in relations for element in listed):
        raise Unreadable(Reason.CORRUPT, name)
    return [_sheet(package, element, relations, common) for element in listed]


def _sheet(
    package: Package, element: etree._Element, relations: dict[str, Relation], common: Common
) -> Sheet:
    sheet = Sheet(element.get("name", ""), hidden=element.get("state", "visible") != "visible")
    relation = relations.get(attribute(element, "id"))
    if relation is None or relation.kind != "worksheet":
        sheet.unread.append("" if relation is None else relation.kind)
        return sheet
    drawings = read_worksheet(package, relation.target, sheet, common)
    beside = package.relations(relation.target)
    for target in dict.fromkeys(beside[name].target for name in drawings if name in beside):
        read_drawing(package, target, sheet)
    for part in (one.target for one in beside.values() if one.kind == "comments" and one.target in package):
        sheet.unread += _remarks(package.tree(part))
    return sheet


def _remarks(comments: etree._Element) -> list[str]:
    """The remarks on cells that hold digits, for a person: none is printed, but one may say what a figure should be."""
    remarks = (e for e in comments.iter() if local_name(e) == "comment")
    told = ((e.get("ref", ""), "".join(map(str, e.itertext()))) for e in remarks)
    return [f"{place} {remark_name(text)}" for place, text in told if may_correct(text)]
