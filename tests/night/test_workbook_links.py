"""Every link of the workbook leads to a page of the same build, and to a sentence on it; Excel opens it without a word."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.publish.excel import faults_of

HYPERLINK = re.compile(rb'<hyperlink ref="\w+" r:id="(\w+)"(?: location="([^"]*)")?')
RELATION = re.compile(rb'Id="(\w+)"[^>]*?Target="([^"]*)"')


def links(workbook: Path) -> Iterator[tuple[str, str]]:
    """Page and anchor of every link out of the workbook."""
    with zipfile.ZipFile(workbook) as parts:
        for name in parts.namelist():
            if not name.startswith("xl/worksheets/sheet"):
                continue
            found = HYPERLINK.findall(parts.read(name))
            if found:
                related = parts.read(name.replace("worksheets/", "worksheets/_rels/") + ".rels")
                targets = dict(RELATION.findall(related))
                yield from ((targets[rel].decode(), anchor.decode()) for rel, anchor in found)


def test_every_link_leads_to_a_sentence_of_the_same_build(sample_warehouse: Path) -> None:
    build = sample_warehouse / "current"
    wanted: dict[str, set[str]] = defaultdict(set)
    for page, anchor in links(build / "xianjian.xlsx"):
        wanted[page].add(anchor)
    assert sum(map(len, wanted.values())) > 1000
    missing = []
    for page, anchors in wanted.items():
        assert (build / page).is_file(), page
        text = (build / page).read_text(encoding="utf-8")
        there = set(re.findall(r'id="([^"]*)"', text))
        missing += [f"{page}#{anchor}" for anchor in anchors - there if anchor]
    assert missing == []


def test_excel_has_nothing_to_mend_in_the_workbook_of_the_samples(sample_warehouse: Path) -> None:
    assert faults_of(sample_warehouse / "current" / "xianjian.xlsx") == []
