"""Cells: numbers of tables as markup. Written here, not as macros, because pages hold hundreds of thousands of them.

Belongs here: one ``<td>`` and the link in it. Does not belong here: whole tables (templates/macros.html), which numbers.
Everything that comes from a report is escaped here, as autoescape does in templates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from pipelines.publish.site.shown import Number, exact_number, show_number

Words = Mapping[str, Any]
_SPECIAL = re.compile("[&<>\"']")


def safe(text: str) -> str:
    """As :func:`markupsafe.escape`, which makes an object of each of thousands of texts that need nothing."""
    return str(escape(text)) if _SPECIAL.search(text) else text


def number_cell(
    root: str,
    words: Words,
    value: Number | None,
    reason: str | None = None,
    report_id: str | None = None,
    evidence_id: str | None = None,
    places: int = 2,
    why: str = "",
    working: str = "",
    below: str = "",
    align: int | None = None,
) -> Markup:
    """A number, or in words why there is none. ``working``: its title; ``below``: a small line under it; ``align``: so many
    decimals have room in the column, where it is not as many as are shown."""
    if value is None:
        return Markup(f'<td class="n">{missing(words, reason, why)}{_small(below)}</td>')
    exact, text = exact_number(value), show_number(value, places)
    title = working or (exact if text.replace(",", "") != exact else "")
    told = f' title="{safe(title)}"' if title else ""
    room = "" if isinstance(value, int) else decimals_left_out(text, places if align is None else align)
    link = quote_link(root, text, report_id, evidence_id, room)
    own = "" if report_id and evidence_id else room
    return Markup(f'<td class="n{own}" data-v="{exact}"{told}>{link}{_small(below)}</td>')


def decimals_left_out(text: str, places: int) -> str:
    """A class that leaves as much room behind a number as the noughts that are not shown would take, so that points of a column
    stand below each other; empty where none are left out."""
    decimals = len(text.partition(".")[2])
    if decimals >= places:
        return ""
    return f" r{places - decimals}{'' if decimals else 'p'}"


def missing(words: Words, reason: str | None, why: str = "") -> Markup:
    """Why a number is not there: the reason's own words, or those of its code."""
    if why:
        return Markup(f'<span class="none">{safe(why)}</span>')
    code = reason or "unknown"
    return Markup(
        f'<span class="none" title="{safe(words["missing_long"][code])}">{safe(words["missing"][code])}</span>'
    )


def quote_link(root: str, text: str, report_id: str | None, evidence_id: str | None, room: str = "") -> str:
    """The text, leading to the quoted span on the report's page where there is one. ``room``: a class that aligns it."""
    if not report_id or not evidence_id:
        return safe(text)
    place = f"{root}reports/{safe(report_id)}.html#e-{safe(evidence_id)}"
    return f'<a class="quote{room}" href="{place}">{safe(text)}</a>'


def _small(text: str) -> str:
    """Lines of a smaller hand, one for each part between bars."""
    return "".join(f'<small class="why">{safe(part)}</small>' for part in text.split("|") if part)
