"""Flow: text for reading, with the raw offset of every character.

Belongs here: joining wrapped lines, folding character forms, the offset map. Does not belong here: meaning.

A wrap between two digits is never closed: a single space stays there, so two numbers are not glued and a broken
number is seen as broken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from operator import sub

from pipelines.model.frozen import dataclass
from pipelines.model.scripts import SIMPLIFIED


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


FOLDS = _width_folds() | SIMPLIFIED
_WHITE = r"\s\x1c-\x1f\u200b\ufeff"
_GAP = re.compile(f"[{_WHITE}]")
_SOLID = re.compile(f"[^{_WHITE}]+")
_FOLDING = re.compile(f"[{''.join(map(re.escape, FOLDS))}]")


@dataclass(frozen=True, slots=True)
class Flow:
    """``text[i]`` is printed at ``offsets[i]`` of the document's raw text (inserted spaces: at the next character).

    The offsets are a ``range`` where the text stands in one piece, as most cells and lines do, else a tuple.
    """

    text: str
    offsets: range | tuple[int, ...]
    _memo: tuple[Flow, ...] | None = field(default=None, init=False, repr=False, compare=False)
    """The folded flow, () where it is this one itself: a flow that held itself would outlive its document."""

    @classmethod
    def alone(cls, text: str) -> Flow:
        """A text of no document: its offsets are places in the text itself."""
        return cls(text, range(len(text)))

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Raw half-open range of ``text[start:end]``; the range must not be empty."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def part(self, start: int, end: int) -> Flow:
        """The flow of ``text[start:end]``."""
        return Flow(self.text[start:end], self.offsets[start:end])

    def folded(self) -> Flow:
        """Half-width digits, letters and signs, one form of brackets, simplified characters, and no white space but between
        two ASCII words."""
        if self._memo is None:  # asked for many times: each extractor reads the same cells and lines
            folded = self._fold()
            object.__setattr__(self, "_memo", () if folded is self else (folded,))
            return folded
        return self._memo[0] if self._memo else self

    def _fold(self) -> Flow:
        if not _GAP.search(self.text):  # most cells and lines: one character for one
            text = fold_widths(self.text)
            return self if text is self.text else Flow(text, self.offsets)
        words: list[str] = []
        offsets: list[int] = []
        for solid in _SOLID.finditer(self.text):
            word, (start, end) = solid.group(), solid.span()
            if words and _is_word(words[-1][-1]) and _is_word(word[0]):
                words.append(" ")
                offsets.append(self.offsets[start])
            words.append(word)
            offsets += self.offsets[start:end]
        return Flow(fold_widths("".join(words)), tuple(offsets))

    def segments(self) -> tuple[int, ...]:
        """The offset map in short: flow position, raw offset, flow position, raw offset … wherever the map jumps."""
        if isinstance(self.offsets, range):
            return (0, self.offsets[0]) if self.offsets else ()
        steps = enumerate(map(sub, self.offsets[1:], self.offsets), start=1)
        jumps = [0, *[position for position, step in steps if step != 1]] if self.offsets else []
        return tuple([place for position in jumps for place in (position, self.offsets[position])])

    @classmethod
    def from_segments(cls, text: str, segments: Sequence[int]) -> Flow:
        """The inverse of :meth:`segments`."""
        if len(segments) == 2:
            return cls(text, range(segments[1], segments[1] + len(text)))
        starts = [*segments[0::2], len(text)]
        offsets: list[int] = []
        for begin, end, raw in zip(starts, starts[1:], segments[1::2], strict=False):
            offsets += range(raw, raw + end - begin)
        return cls(text, tuple(offsets))


def fold_widths(text: str) -> str:
    """Half-width digits, letters and signs, one form of brackets and simplified characters, one for one; white space stays."""
    for character in set(_FOLDING.findall(text)):  # few in most texts, so faster than str.translate
        text = text.replace(character, FOLDS[character])
    return text


def fold(text: str) -> str:
    """What :meth:`Flow.folded` makes of a text, where nobody asks for the places of its characters."""
    return Flow.alone(text).folded().text if _GAP.search(text) else fold_widths(text)


def join_flows(flows: Sequence[Flow], between: str = "") -> Flow:
    """Flows one after another, with ``between`` printed at the start of the following flow."""
    filled = [flow for flow in flows if flow.text]
    if len(filled) == 1:
        return filled[0]
    text = between.join([flow.text for flow in filled])
    offsets: list[int] = []
    for flow in filled:
        if offsets:
            offsets += [flow.offsets[0]] * len(between)
        offsets += flow.offsets
    return Flow(text, tuple(offsets))


def join_pieces(raw: str, pieces: Sequence[tuple[int, int]]) -> Flow:
    """Join wrapped lines of ``raw``: no space between Chinese characters, one space between two ASCII words."""
    if len(pieces) == 1:  # most cells, and each line for itself
        [(start, end)] = pieces
        line = _stripped(raw, start, end)
        return line if line.text else Flow("", ())
    lines = [line for start, end in pieces if (line := _stripped(raw, start, end)).text]
    if len(lines) < 2:
        return lines[0] if lines else Flow("", ())
    text: list[str] = []
    offsets: list[int] = []
    for line in lines:
        if text and _is_word(text[-1][-1]) and _is_word(line.text[0]):
            text.append(" ")
            offsets.append(line.offsets[0])
        text.append(line.text)
        offsets += line.offsets
    return Flow("".join(text), tuple(offsets))


def _stripped(raw: str, start: int, end: int) -> Flow:
    """One printed line without white space at its ends."""
    line = raw[start:end]
    text = line.strip()
    if text is not line:  # some white space was taken away
        start += len(line) - len(line.lstrip())
    return Flow(text, range(start, start + len(text)))


def _is_word(character: str) -> bool:
    folded = FOLDS.get(character, character)
    return folded.isascii() and (folded.isalnum() or folded in ".%")
