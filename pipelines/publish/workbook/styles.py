"""Styles: fonts, colours and number formats of the workbook.

Belongs here: which format a column of a type and unit gets. Does not belong here: values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipelines.publish.workbook.fields import Field, Kind

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

FONT = "微软雅黑"
YEAR = "0"
_PLAIN: dict[str, Any] = {"font_name": FONT, "font_size": 10, "valign": "top"}
_LINK = {"font_color": "#0B5394", "underline": 1}
_STYLES: dict[str, dict[str, Any]] = {
    "text": {},
    "prefixed": {"quote_prefix": True},
    "link": _LINK,
    "quote": _LINK | {"align": "center"},
    "indented": {"indent": 1},
    "none": {"font_color": "#767676", "align": "right", "indent": 1},
    "header": {
        "bold": True,
        "align": "center",
        "font_color": "#FFFFFF",
        "bg_color": "#1F3A5F",
        "text_wrap": True,
        "valign": "vcenter",
        "border": 1,
        "border_color": "#FFFFFF",
    },
    "ok": {"font_color": "#1B6E3C"},
    "qualified": {"font_color": "#8A5A00"},
    "unsound": {"font_color": "#A61B1B"},
    "wrapped": {"text_wrap": True},
    "count": {"num_format": "#,##0", "align": "left"},
    "title": {"font_size": 18, "bold": True, "font_color": "#1F3A5F"},
    "section": {"font_size": 12, "bold": True, "font_color": "#1F3A5F", "bottom": 1},
    "label": {"font_color": "#555555"},
    "banner": {
        "bold": True,
        "font_color": "#7A1F00",
        "bg_color": "#FFE3B3",
        "text_wrap": True,
        "valign": "vcenter",
    },
}
_BY_UNIT = {"万元": "#,##0.00????", "元": "#,##0.00", "%": "0.00??", "人": "#,##0"}
_WHOLE = ("INTEGER", "BIGINT", "SMALLINT", "HUGEINT", "UBIGINT", "TINYINT")


def number_format(field: Field) -> str:
    """The number format of a column of numbers, days or times; missing digits are never shown as noughts of a rounding."""
    column = field.column
    if field.kind is Kind.DAY:
        return "yyyy-mm-dd"
    if field.kind is Kind.TIME:
        return "yyyy-mm-dd hh:mm"
    if column.name.endswith("year"):
        return YEAR
    if column.unit == "分":
        return "General"
    if "per_head" in column.name:  # a quotient: its further digits are kept, not shown
        return "#,##0.00"
    if column.unit in _BY_UNIT and not (column.unit == "人" and not column.sql_type.startswith(_WHOLE)):
        return _BY_UNIT[column.unit]
    if column.sql_type.startswith(_WHOLE):
        return "#,##0"
    return "0.0%" if "0 至 1" in column.meaning else "General"


@dataclass(slots=True)
class Styles:
    """The formats of one workbook, made when first asked for."""

    book: Workbook
    _made: dict[tuple[str, str, bool], Format] = field(default_factory=dict)

    def named(self, name: str) -> Format:
        """One of the fixed styles."""
        return self._format(name, "", linked=False)

    def number(self, number_format: str, *, linked: bool = False) -> Format:
        """A number, and one that leads to its quote."""
        return self._format("text", number_format, linked=linked)

    @staticmethod
    def index(style: Format) -> int:
        """The number by which cells name a format in the file."""
        return int(style._get_xf_index())

    def _format(self, name: str, number_format: str, *, linked: bool) -> Format:
        key = (name, number_format, linked)
        if key not in self._made:
            place: dict[str, Any] = (
                {"align": "center"} if number_format == YEAR else {"align": "right", "indent": 1}
            )
            shown = {"num_format": number_format} | place if number_format else {}
            self._made[key] = self.book.add_format(_PLAIN | _STYLES[name] | shown | (_LINK if linked else {}))
        return self._made[key]
