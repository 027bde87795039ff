"""What is appended to a decisions file is read back as it was written, whatever the words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.assemble.corrections import read_corrections
from pipelines.night.review.record import Value, append_entry

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(
    lambda t: t.strip() != ""
)


@settings(max_examples=40, deadline=None)
@given(WORDS, WORDS, WORDS, st.booleans())
def test_every_text_comes_back_as_it_was(quote: str, printed: str, why: str, after_text: bool) -> None:
    when = datetime(2026, 11, 25, 8, tzinfo=UTC)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "decisions" / "corrections.toml"
        if after_text:
            path.parent.mkdir()
            path.write_text("# 没有换行的说明")
        for action in ("accept", "reject"):
            values: dict[str, Value] = {
                "action": action,
                "table": "budget_facts",
                "figure": "total.executed.all",
                "document": "a" * 64,
            }
            guard: dict[str, Value] = {
                "place": (3, 9),
                "quote": quote,
                "printed": printed,
                "by": "LZ",
                "when": when,
                "why": why,
            }
            append_entry(path, "decision", values | guard)
        read = read_corrections(path)
    assert read.problems == ()
    assert [(d.action, d.quote, d.printed, d.why, d.when, d.place) for d in read.values] == [
        (action, quote, printed, why, when, (3, 9)) for action in ("accept", "reject")
    ]
