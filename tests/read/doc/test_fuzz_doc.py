"""Bytes turned over, cut out and put in elsewhere: a document or a true refusal, in bounded time, never an accident."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.read.doc import fallback
from pipelines.read.doc.reader import read
from pipelines.read.result import Unreadable
from pipelines.read.sniff import DOC
from pipelines.read.source import Source
from tests.read import canon
from tests.read.doc import test_numbers as numbers
from tests.read.doc.ole2 import compound_file
from tests.read.doc.tables import paragraphs
from tests.read.doc.writer import WordFile, par

_SECONDS = 3.0  # for a file that is read in a hundredth of that


def _streams() -> dict[str, bytes]:
    _, parts = canon.reports()[0]
    listed = numbers.lists([numbers.level("\0、", numbers.CHINESE), numbers.level("（\1）", numbers.CHINESE)])
    main = [*paragraphs(parts), numbers.numbered("甲"), numbers.numbered("乙", ilvl=1)]
    main.append(par("\x13 REF a \x14值\x15 \x13 EQ \\o\\ac(○,3) \x15"))
    extra = {73: listed, 74: numbers.overrides((1, ()))}
    return WordFile(main, headers=(par("页眉"),), footnotes=(par("\x02注"),), extra=extra, piece=50).streams()


STREAMS = _streams()
NAMES = sorted(STREAMS)


def survive(data: bytes) -> None:
    started = time.process_time()
    try:
        document = read(Source(data, "0" * 16, DOC, "doc"))
    except Unreadable:
        document = None
    assert time.process_time() - started < _SECONDS
    if document is not None:
        for table in document.tables:
            assert table.columns <= 256
            assert all(c.row + c.row_span <= table.rows for c in table.cells)
            assert all(c.column + c.column_span <= table.columns for c in table.cells)


@pytest.fixture(autouse=True)
def _no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fallback, "is_installed", lambda: False)


Change = Callable[[bytearray], None]


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """One way to damage a stream: structures lie at its beginning and end, so those are hit more often."""
    kind = draw(st.sampled_from(["flip", "number", "cut", "splice", "zero"]))
    near = draw(st.sampled_from(["start", "end", "anywhere"]))
    place = draw(st.integers(0, 1 << 20))
    size = draw(st.integers(1, 64))
    value = draw(
        st.sampled_from([0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 0x40000000])
    )
    other = draw(st.integers(0, 1 << 20))

    def change(stream: bytearray) -> None:
        if len(stream) < 128:
            return
        reach = min(len(stream), 1200)
        at = place % reach if near == "start" else len(stream) - 1 - place % reach
        at = place % len(stream) if near == "anywhere" else at
        if kind == "flip":
            stream[at] ^= 1 << other % 8
        elif kind == "number":
            stream[at : at + 4] = value.to_bytes(4, "little")
        elif kind == "cut":
            del stream[at : at + size]
        elif kind == "splice":
            stream[at : at + size] = stream[other % len(stream) :][:size]
        else:
            stream[at : at + size] = bytes(size)

    return change


@pytest.mark.slow
@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(NAMES), changes()), min_size=1, max_size=6))
def test_damaged_streams_are_read_or_refused(damage: list[tuple[str, Change]]) -> None:
    streams = {name: bytearray(data) for name, data in STREAMS.items()}
    for name, change in damage:
        change(streams[name])
    survive(compound_file({name: bytes(data) for name, data in streams.items()}))


@pytest.mark.slow
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(changes(), min_size=1, max_size=6))
def test_damaged_containers_are_read_or_refused(damage: list[Change]) -> None:
    data = bytearray(compound_file(STREAMS))
    for change in damage:
        change(data)
    survive(bytes(data))


def test_a_hundred_damaged_files_are_read_or_refused() -> None:
    generator = random.Random(20221120)
    for _ in range(100):
        streams = {name: bytearray(data) for name, data in STREAMS.items()}
        for _ in range(generator.randrange(1, 8)):
            stream = streams[generator.choice(NAMES)]
            stream[generator.randrange(len(stream))] = generator.randrange(256)
        survive(compound_file({name: bytes(data) for name, data in streams.items()}))
