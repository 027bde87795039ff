"""Folding is the same for text with gaps and without, and every folded character keeps its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.flow import FOLDS, Flow

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
