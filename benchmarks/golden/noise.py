"""Noise: what copying, saving and typing do to a document's characters without changing what it says.

Belongs here: damage that a person reads over. Does not belong here: damage that changes a figure, layouts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from pipelines.samples.parts import Align, Paragraph, Part

Change = Callable[[str], str]


def noisy(rng: Random, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The same document with one or two of the faults of its kind; most documents have none."""
    if rng.random() < 0.55:
        return parts
    for change in rng.sample(_CHANGES, rng.choice((1, 1, 2))):
        parts = tuple(_changed(part, change(rng)) for part in parts)
    return parts


def _changed(part: Part, change: Change) -> Part:
    if isinstance(part, Paragraph):
        return replace(part, text=change(part.text)) if part.align is not Align.CENTRE else part
    rows = tuple(tuple(change(e) if isinstance(e, str) else e for e in row) for row in part.rows)
    return replace(part, rows=rows)


def _hard_spaces(_rng: Random) -> Change:
    """U+00A0 at both ends of what is printed."""
    return lambda text: f"\u00a0{text}\u00a0" if text else text


def _half_width(_rng: Random) -> Change:
    """Brackets and colons of the wrong width."""
    table = str.maketrans("（）：", "():")
    return lambda text: text.translate(table)


def _spaced_numbers(_rng: Random) -> Change:
    """A space between a number and its unit."""

    def change(text: str) -> str:
        for unit in ("万元", "人", "分"):
            for digit in "0123456789":
                text = text.replace(f"{digit}{unit}", f"{digit} {unit}")
        return text

    return change


def _typing(_rng: Random) -> Change:
    """年未 for 年末, 截止 for 截至."""
    return lambda text: text.replace("年末", "年未").replace("截至", "截止")


def _wrapped_words(rng: Random) -> Change:
    """A space within a Chinese word, where the line of a PDF ended."""
    words = ("预算执行", "优秀", "指标", "资金", "人员经费", "公用经费", "项目支出", "实际完成")

    def change(text: str) -> str:
        for word in words:
            if word in text and rng.random() < 0.25:
                text = text.replace(word, f"{word[0]} {word[1:]}", 1)
        return text

    return change


_CHANGES: tuple[Callable[[Random], Change], ...] = (
    _hard_spaces, _half_width, _spaced_numbers, _typing, _wrapped_words,
)  # fmt: skip
