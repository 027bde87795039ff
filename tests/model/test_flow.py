"""Folding is the same for text with gaps and without, and every folded character keeps its place."""

from __future__ import annotations

import gc

from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.flow import FOLDS, Flow, fold, join_pieces

characters = st.text(st.sampled_from("人员1２.％（)ａZ　 \t\u200b\x1c：＝≧"), max_size=12)


@given(characters)
def test_folding_keeps_every_printed_character_at_its_place(text: str) -> None:
    folded = Flow(text, tuple(range(len(text)))).folded()
    assert len(folded.text) == len(folded.offsets)
    printed = [c for c in text if not c.isspace() and c not in "\u200b\ufeff"]
    assert folded.text.replace(" ", "") == "".join(FOLDS.get(c, c) for c in printed)
    for character, offset in zip(folded.text, folded.offsets, strict=True):
        if character != " ":
            assert FOLDS.get(text[offset], text[offset]) == character


@given(characters)
def test_a_text_folded_alone_reads_as_its_flow_does(text: str) -> None:
    assert fold(text) == Flow.alone(text).folded().text


@given(characters, characters, characters)
def test_wrapped_lines_joined_keep_every_character_at_its_place(
    first: str, between: str, second: str
) -> None:
    raw = first + between + second
    whole = [(0, len(first)), (len(first) + len(between), len(raw))]
    for pieces in (whole, whole[:1], whole[1:]):
        flow = join_pieces(raw, pieces)
        assert len(flow.text) == len(flow.offsets)
        assert Flow.from_segments(flow.text, flow.segments()).segments() == flow.segments()
        inside = {offset for start, end in pieces for offset in range(start, end)}
        assert all(o in inside for o in flow.offsets)
        assert all(raw[o] == c for c, o in zip(flow.text, flow.offsets, strict=True) if not c.isspace())
        assert "".join(flow.text.split()) == "".join("".join(raw[start:end] for start, end in pieces).split())


def test_a_flow_goes_with_its_document_and_waits_for_no_collection() -> None:
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        gc.collect()
        for text in ("人员经费", "人员 经费", "１２．５％"):
            Flow.alone(text).folded().folded()
        assert gc.collect() == 0
    finally:
        if was_enabled:
            gc.enable()
