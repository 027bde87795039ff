"""A raised digit never becomes part of the figure before it."""

from __future__ import annotations

import pytest

from pipelines.read.raised import raised, raised_behind


@pytest.mark.parametrize(
    ("before", "text", "read"),
    [
        ("收入12.5", "1", "¹"),
        ("收入12.5¹", "2", "²"),
        ("人员经费", "1", "¹"),
        ("（一般公共预算）", "2", "²"),
        ("面积10m", "2", "2"),
        ("", "1", "1"),
        ("第12", "th", "th"),
        ("第12", "１", "１"),
    ],
    ids=[
        "behind a digit",
        "second digit of a mark",
        "behind a word",
        "behind a bracket",
        "behind a letter",
        "at the beginning",
        "letters",
        "full width",
    ],
)
def test_only_digits_behind_a_figure_or_a_word_are_raised(before: str, text: str, read: str) -> None:
    assert raised_behind(before, text) == read


def test_the_mark_of_a_note_is_raised_whatever_stands_before_it() -> None:
    assert raised("12") == "¹²"
