"""Parts of an OFD file changed at random: a document or a reason, never anything else."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.read.reading import read_bytes
from tests.read.ofd.writer import NAMESPACE, PageXml, content_xml, grid_xml, ofd_bytes, text_xml

UNIT = '<ofd:CompositeGraphicUnit ID="7"><ofd:Content><ofd:CompositeObject ResourceID="7"/></ofd:Content></ofd:CompositeGraphicUnit>'
WHOLE = ofd_bytes(
    [
        PageXml(
            text_xml("资金执行141.19万元", 20, 20, 4, "g 4 4 2 2 1 2 2 4", ' CTM="1 0 0 1 0 0"')
            + grid_xml([["甲", "12"], ["乙", "34"]])
            + '<ofd:CompositeObject ResourceID="7" Boundary="0 0 9 9"/>',
            '<ofd:Template TemplateID="9"/><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>',
        )
    ],
    common='<ofd:PublicRes>R.xml</ofd:PublicRes><ofd:TemplatePage ID="9" BaseLoc="T.xml"/>',
    parts={
        "Doc_0/R.xml": f'<ofd:Res xmlns:ofd="{NAMESPACE}" BaseLoc="r">{UNIT}</ofd:Res>',
        "Doc_0/T.xml": content_xml(text_xml("页眉", 20, 5, 3)),
    },
)
with zipfile.ZipFile(io.BytesIO(WHOLE)) as _archive:
    PARTS = {name: _archive.read(name).decode() for name in _archive.namelist()}
REASONS = {"corrupt", "no_text", "too_large", "bomb", "encrypted"}

NASTY = [
    "",
    "-1",
    "0",
    "1e308",
    "nan",
    "inf",
    "-inf",
    "99999999999999999999",
    "g 999999999 1",
    "1 2",
    "../..",
    "/",
]
NASTY += ["\\", "M", "S 0 0 C C", "B 1", "<", ">", '"', "&x;", "\u0000", "true", "false", "\ue000", "　"]
CHANGE = st.tuples(
    st.sampled_from(sorted(PARTS)), st.integers(0, 4_000), st.integers(0, 40), st.sampled_from(NASTY)
)


def check(changes: list[tuple[str, int, int, str]]) -> None:
    parts = dict(PARTS)
    for name, place, length, text in changes:
        place %= max(1, len(parts[name]))
        parts[name] = parts[name][:place] + text + parts[name][place + length :]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.encode())
    result = read_bytes(stream.getvalue(), "x.ofd")
    if result.document is None:
        assert result.reason in REASONS
        return
    ends = sorted(piece for block in result.document.blocks for piece in block.pieces)
    assert all(a.end <= b.start for a, b in pairwise(ends))


def values(change: tuple[int, str]) -> list[tuple[str, int, int, str]]:
    """A change of the value of one attribute of the page, between its quotes."""
    number, text = change
    name = "Doc_0/Pages/Page_0/Content.xml"
    quotes = [place for place, character in enumerate(PARTS[name]) if character == '"']
    place = 2 * (number % (len(quotes) // 2))
    return [(name, quotes[place] + 1, quotes[place + 1] - quotes[place] - 1, text.replace('"', ""))]


@given(
    st.one_of(
        st.lists(CHANGE, max_size=3), st.tuples(st.integers(0, 500), st.sampled_from(NASTY)).map(values)
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_changed_parts_are_a_document_or_a_reason(changes: list[tuple[str, int, int, str]]) -> None:
    check(changes)


@pytest.mark.slow
@given(
    st.one_of(
        st.lists(CHANGE, max_size=5), st.tuples(st.integers(0, 500), st.sampled_from(NASTY)).map(values)
    )
)
@settings(max_examples=4_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_many_changed_parts_are_a_document_or_a_reason(changes: list[tuple[str, int, int, str]]) -> None:
    check(changes)


@pytest.mark.slow
@given(st.binary(max_size=60), st.integers(0, len(WHOLE)))
@settings(max_examples=1_500, deadline=None)
def test_changed_bytes_are_a_document_or_a_reason(noise: bytes, place: int) -> None:
    result = read_bytes(WHOLE[:place] + noise + WHOLE[place + len(noise) :], "x.ofd")
    assert result.document is not None or result.reason in REASONS | {"unsupported", "empty"}
