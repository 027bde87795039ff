"""Cells: numbers of tables as markup. Written here, not as macros, because pages hold hundreds of thousands of them.

Belongs here: one ``<td>`` and the link in it. Does not belong here: whole tables (templates/macros.html), which numbers.
Everything that comes from a report is escaped here, as autoescape does in templates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from pipelines.publish.site.shown import PLACES, Number, exact_number, show_number
from pipelines.publish.site.standings import Standing

Words = Mapping[str, Any]
Quote = tuple[str | None, str | None]
"""The report and the evidence that a number leads to; it leads nowhere where either is None."""
_SPECIAL = re.compile("[&<>\"']")


def safe(text: str) -> str:
    """As :func:`markupsafe.escape`, which makes an object of each of thousands of texts that need nothing."""
    return str(escape(text)) if _SPECIAL.search(text) else text


@dataclass(frozen=True, slots=True)
class Cells:
    """Those of one page. ``root``: the way back to the site's folder; ``words``: those of lexicon/site.toml."""

    root: str
    words: Words

    def number(
        self,
        value: Number | None,
        reason: str | None = None,
        quote: Quote = (None, None),
        *,
        why: str = "",
        places: int = PLACES,
        align: int | None = None,
        below: str = "",
    ) -> Markup:
        """A number, or in words why there is none: ``why``, or what the code ``reason`` stands for. ``align``: so many decimals
        have room in the column, where it is not as many as are shown; ``below``: a small line under it."""
        if value is None:
            return Markup(f'<td class="n">{self._missing(reason, why)}{_small(below)}</td>')
        shown = _shown(value, places, places if align is None else align)
        return self._figure(shown, quote, shown.exact if shown.is_rounded else "", below)

    def standing(self, standing: Standing | None, report_id: str, *, peers: bool = False) -> Markup:
        """A derived figure, leading to its quote, with its working; below it its place and, with ``peers``, their median."""
        if standing is None or standing.value is None:
            return self.number(None, why=standing.why if standing else "")
        quote = (report_id, standing.evidence_id)
        return self._figure(
            _shown(standing.value, PLACES, PLACES), quote, standing.working, standing.below(peers=peers)
        )

    def _figure(self, shown: _Shown, quote: Quote, title: str, below: str) -> Markup:
        told = f' title="{safe(title)}"' if title else ""
        link = quote_link(self.root, shown.text, quote, shown.room)
        own = "" if all(quote) else shown.room
        return Markup(f'<td class="n{own}" data-v="{shown.exact}"{told}>{link}{_small(below)}</td>')

    def _missing(self, reason: str | None, why: str) -> str:
        """Why a number is not there: the reason's own words, or those of its code."""
        if why:
            return f'<span class="none">{safe(why)}</span>'
        code = reason or "unknown"
        long, short = self.words["missing_long"][code], self.words["missing"][code]
        return f'<span class="none" title="{safe(long)}">{safe(short)}</span>'


class _Shown(NamedTuple):
    """A number as a column shows it. ``exact``: all its digits; ``room``: a class that makes room for decimals left out."""

    exact: str
    text: str
    room: str

    @property
    def is_rounded(self) -> bool:
        """Whether digits are left out."""
        return self.text.replace(",", "") != self.exact


def _shown(value: Number, places: int, align: int) -> _Shown:
    text = show_number(value, places)
    return _Shown(exact_number(value), text, "" if isinstance(value, int) else decimals_left_out(text, align))


def decimals_left_out(text: str, places: int) -> str:
    """A class that leaves as much room behind a number as the noughts that are not shown would take, so that points of a column
    stand below each other; empty where none are left out."""
    decimals = len(text.partition(".")[2])
    if decimals >= places:
        return ""
    return f" r{places - decimals}{'' if decimals else 'p'}"


def quote_link(root: str, text: str, quote: Quote, room: str = "") -> str:
    """The text, leading to the quoted span on the report's page where there is one. ``room``: a class that aligns it."""
    report_id, evidence_id = quote
    if not report_id or not evidence_id:
        return safe(text)
    place = f"{root}reports/{safe(report_id)}.html#e-{safe(evidence_id)}"
    return f'<a class="quote{room}" href="{place}">{safe(text)}</a>'


def _small(text: str) -> str:
    """Lines of a smaller hand, one for each part between bars."""
    return "".join(f'<small class="why">{safe(part)}</small>' for part in text.split("|") if part)
