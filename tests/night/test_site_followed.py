"""Every number on the pages of the samples leads to a sentence or a row of its report that holds it."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

from lxml import html
from lxml.etree import _Element

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
PAGES = ("counties", "units", "departments", "indicators", "findings")


@cache
def anchors(report: Path) -> dict[str, _Element]:
    """What a report's page can be asked to show, by name."""
    return {name: element for element in html.parse(report).iter("*") if (name := element.get("id"))}


def printed(target: _Element) -> set[Decimal]:
    """Numbers of what stands out: in a table the whole row."""
    row = next(target.iterancestors("tr"), None)
    texts = ["".join(map(str, part.itertext())) for part in ([target] if row is None else row)]
    return {Decimal(found.replace(",", "")) for text in texts for found in NUMBER.findall(text)}


def test_every_number_of_the_site_leads_to_words_that_hold_it(sample_warehouse: Path) -> None:
    site = sample_warehouse / "current" / "site"
    followed: Counter[str] = Counter()
    for page in (path for folder in PAGES for path in sorted((site / folder).glob("*.html"))):
        for link in html.parse(page).iterfind(".//td/a[@class='quote']"):
            cell = link.getparent()
            working, value = cell.get("title") or "", cell.get("data-v")
            if (
                value is None or "调整额" in working
            ):  # a goal in words; a difference, which no sentence prints
                continue
            shown = re.search(r" ([\d,.]+) ÷", working)
            number = Decimal(shown.group(1).replace(",", "") if shown else value)
            report, _, name = link.get("href").rpartition("/")[2].partition("#")
            target = anchors(site / "reports" / report).get(name)
            assert target is not None, (page.name, link.get("href"))
            assert printed(target) & {number, number / 10_000}, (page.name, number, link.get("href"))
            followed[page.parent.name] += 1
    assert set(followed) == set(PAGES)
    assert followed.total() > 1_000
