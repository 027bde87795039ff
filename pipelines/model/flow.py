"""Flow: text for reading, with the raw offset of every character.

Belongs here: joining wrapped lines, folding character forms, the offset map. Does not belong here: meaning.

A wrap between two digits is never closed: a single space stays there, so two numbers are not glued and a broken
number is seen as broken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field


def _width_folds() -> dict[str, str]:
    """Full-width ASCII letters, digits and number signs, and bracket forms, one character to one character."""
    folds = {
        chr(code): chr(code - 0xFEE0)
        for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
    }
    folds |= {
        "％": "%",
        "．": ".",
        "＋": "+",
        "－": "-",
        "（": "(",
        "）": ")",
        "：": ":",
        "；": ";",
        "／": "/",
    }
    folds |= {"＝": "=", "＞": ">", "＜": "<", "≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤", "～": "~", "﹪": "%"}
    folds |= {
        "﹝": "〔",
        "﹞": "〕",
        "【": "〔",
        "】": "〕",
        "［": "〔",
        "］": "〕",
        "[": "〔",
        "]": "〕",
        "{": "〔",
        "}": "〕",
    }
    return folds


FOLDS = _width_folds()
_FOLD_TABLE = str.maketrans(FOLDS)
_GAPS = re.compile(r"[\s\x1c-\x1f\u200b\ufeff]")


@dataclass(frozen=True, slots=True)
class Flow:
    """``text[i]`` is printed at ``offsets[i]`` of the document's raw text (inserted spaces: at the next character)."""

    text: str
    offsets: tuple[int, ...]
    _memo: list[Flow] = field(default_factory=list, init=False, repr=False, compare=False)

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Raw half-open range of ``text[start:end]``; the range must not be empty."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def part(self, start: int, end: int) -> Flow:
        """The flow of ``text[start:end]``."""
        return Flow(self.text[start:end], self.offsets[start:end])

    def folded(self) -> Flow:
        """Half-width digits, letters and signs, one form of brackets, and no white space but between two ASCII words."""
        if not self._memo:  # asked for many times: each extractor reads the same cells and lines
            self._memo.append(self._fold())
        return self._memo[0]

    def _fold(self) -> Flow:
        if not _GAPS.search(self.text):  # most cells and lines: one character for one
            return Flow(self.text.translate(_FOLD_TABLE), self.offsets)
        text: list[str] = []
        offsets: list[int] = []
        gap = False
        for character, offset in zip(self.text, self.offsets, strict=True):
            if character.isspace() or character in "\u200b\ufeff":
                gap = True
                continue
            folded = FOLDS.get(character, character)
            if gap and text and _is_word(text[-1]) and _is_word(folded):
                text.append(" ")
                offsets.append(offset)
            gap = False
            text.append(folded)
            offsets.append(offset)
        return Flow("".join(text), tuple(offsets))

    def segments(self) -> tuple[int, ...]:
        """The offset map in short: flow position, raw offset, flow position, raw offset … wherever the map jumps."""
        jumps: list[int] = []
        expected = -1
        for position, offset in enumerate(self.offsets):
            if offset != expected:
                jumps += [position, offset]
            expected = offset + 1
        return tuple(jumps)

    @classmethod
    def from_segments(cls, text: str, segments: Sequence[int]) -> Flow:
        """The inverse of :meth:`segments`."""
        starts = [*segments[0::2], len(text)]
        offsets: list[int] = []
        for begin, end, raw in zip(starts, starts[1:], segments[1::2], strict=False):
            offsets += range(raw, raw + end - begin)
        return cls(text, tuple(offsets))


def join_flows(flows: Sequence[Flow], between: str = "") -> Flow:
    """Flows one after another, with ``between`` printed at the start of the following flow."""
    text = between.join(f.text for f in flows if f.text)
    offsets: list[int] = []
    for flow in (f for f in flows if f.text):
        if offsets:
            offsets += [flow.offsets[0]] * len(between)
        offsets += flow.offsets
    return Flow(text, tuple(offsets))


def join_pieces(raw: str, pieces: Sequence[tuple[int, int]]) -> Flow:
    """Join wrapped lines of ``raw``: no space between Chinese characters, one space between two ASCII words."""
    text: list[str] = []
    offsets: list[int] = []
    for start, end in pieces:
        line = raw[start:end]
        start += len(line) - len(line.lstrip())
        line = line.strip()
        if not line:
            continue
        if text and _is_word(text[-1]) and _is_word(line[0]):
            text.append(" ")
            offsets.append(start)
        text += line
        offsets += range(start, start + len(line))
    return Flow("".join(text), tuple(offsets))


def _is_word(character: str) -> bool:
    folded = FOLDS.get(character, character)
    return folded.isascii() and (folded.isalnum() or folded in ".%")
