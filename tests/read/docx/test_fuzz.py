"""DOCX: whatever is done to its parts, a file is read or refused with a reason; nothing else leaves the reader."""

from __future__ import annotations

import io
import random
import zipfile
from contextlib import suppress

import pytest

from pipelines.read import sniff
from pipelines.read.docx.reader import read
from pipelines.read.result import Unreadable
from pipelines.read.source import Source
from pipelines.samples.docx import render
from tests.read.canon import reports
from tests.read.docx.files import level, numbered, numbering, p, package, tbl, tc, tr
from tests.read.mutations import mutated

ROUNDS = 400
NAMES = (
    b"w:p",
    b"w:r",
    b"w:t",
    b"w:tbl",
    b"w:tr",
    b"w:tc",
    b"w:pPr",
    b"w:tcPr",
    b"w:gridSpan",
    b"w:vMerge",
    b"w:numPr",
)


def varied() -> bytes:
    """A file with something of everything."""
    styles = '<w:style w:type="paragraph" w:styleId="1"><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    field = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>eq \\o\\ac(○,3)</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
    body = p("标题", '<w:pStyle w:val="1"/>' + numbered(1)) + f"<w:p>{note}{field}</w:p>"
    body += tbl(
        tr(tc(p("甲"), '<w:vMerge w:val="restart"/>'), tc(p("1"))), tr(tc(p(), "<w:vMerge/>"), tc(p("2")))
    )
    parts = {
        "styles": styles,
        "numbering": numbering(level(0, "chineseCounting", "%1、")),
        "footnotes": f'<w:footnote w:id="2">{p("注")}</w:footnote>',
    }
    return package(body, parts)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_mutated_parts_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    whole = varied() if seed % 2 else render(reports()[seed][1][:14])
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(ROUNDS):
        chosen = chance.choice([name for name in members if name.endswith((".xml", ".rels"))])
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, mutated(data, chance, NAMES) if name == chosen else data)
        with suppress(Unreadable):
            read(Source(stream.getvalue(), "0" * 16, sniff.DOCX, "docx"))


@pytest.mark.slow
def test_mutated_packages_are_read_or_refused() -> None:
    chance = random.Random(7)
    whole = varied()
    for _ in range(ROUNDS * 4):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(Unreadable):
            read(Source(bytes(data), "0" * 16, sniff.DOCX, "docx"))
