"""The characters of a PDF page and their boxes, as pdfium's text page gives them (fpdf_text.h).

Belongs here: which characters count, boxes in the page's own coordinates, which way a character stands. Does not
belong here: how the page is turned for reading (placing, sideways), lines (layout).

The text is fetched in one call and the boxes into memory that all pages share; the matrix of a character, which tells how it
stands and how high its line is, is asked for only where its height has not been seen on the page before.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, count, repeat
from operator import gt, le, lt, ne, or_
from typing import Any, Final

import pypdfium2.raw as raw

from pipelines.read.pdf import calls
from pipelines.read.pdf.unseen import Unseen, unseen_characters

_FLAT: Final = 0.5  # of the font size: a character box lower than this is not that of a line
_ASCENT: Final = 0.88  # of the font size: what CJK fonts have above the base line
_STRAIGHT: Final = 10.0  # degrees: text that leans further from upright and from sideways is slanted
_FARTHEST: Final = 1e6  # points from the origin; not so far off are sheets for plotters
SLANTED: Final = -1

# what is not simply a character: controls, spaces, radicals, surrogates, private use, no characters at all
_ODD: Final = re.compile("[\r\n]+|[\x00-\x20\xad\u2e80-\u2fdf\ud800-\uf8ff\ufffd-\uffff]")
_MEANT: Final = "\x02\t"  # controls that stand for a hyphen and for white space
# radicals that NFKC leaves as they are, or gives a traditional form (Unicode's EquivalentUnifiedIdeograph)
_RADICALS: Final = dict(
    zip(
        "⼾⾭⺁⺅⺌⺠⺶⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰⻳",
        "户青厂亻小民羊虎西见角贝车長长门青韦页风飞食马鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
_NO_CHARACTER: Final = "\xad\ufffe\uffff"
_BOXES: Final = calls.Room(ctypes.c_float, 4, 1024)


@dataclass(slots=True)
class Characters:
    """Characters in pdfium's order. ``sides``: left, top, right, bottom of the first, and so on, origin bottom left.

    ``turns``: degrees counter-clockwise by which a character stands, of those that do not stand upright; ``begins``:
    places at which pdfium begins a line; ``illegible``: how many have no meaning, those left out included; ``unseen``: the text
    that is left out because nobody sees it.
    """

    texts: list[str] = field(default_factory=list)
    sides: list[float] = field(default_factory=list)
    turns: dict[int, int] = field(default_factory=dict)
    begins: set[int] = field(default_factory=set)
    illegible: int = 0
    unseen: str = ""

    def turn(self) -> int | None:
        """Which way most characters stand; None where there are none."""
        upright = len(self.texts) - len(self.turns)
        counts = {0: upright}
        for turn in self.turns.values():
            counts[turn] = counts.get(turn, 0) + 1
        counts.pop(SLANTED, None)
        most = max(counts, key=lambda turn: counts[turn])
        return most if counts[most] else None


def read_characters(
    text_page: Any,  # noqa: ANN401 - pypdfium2 has no types
    unseen: Unseen,
    page: tuple[float, float, float, float],
) -> Characters:
    """All characters of an open text page but those that nobody sees. ``unseen``: text objects; ``page``: left,
    bottom, right, top of what is shown."""
    handle = calls.handle_of(text_page.raw)
    text = _text(text_page, handle)
    found = Characters()
    wanted = _choose(text, handle, found)
    _measure(handle, wanted, found)
    _straighten(handle, wanted, found)
    if gone := unseen_characters(handle, wanted, found.sides, unseen, page):
        found.unseen = "".join(found.texts[n] for n in sorted(gone)).strip()
        _leave_out(gone, found)
    return found


def _leave_out(gone: set[int], found: Characters) -> None:
    """Without these characters; a line that one of them began is begun by the next."""
    kept = [n for n in range(len(found.texts)) if n not in gone]
    place = {n: number for number, n in enumerate(kept)}
    found.begins = {bisect_left(kept, n) for n in found.begins if bisect_left(kept, n) < len(kept)}
    found.turns = {place[n]: turn for n, turn in found.turns.items() if n in place}
    found.texts = [found.texts[n] for n in kept]
    found.sides = [side for n in kept for side in found.sides[4 * n : 4 * n + 4]]


def unmapped_share(text_page: Any, most: int = 400) -> float:  # noqa: ANN401
    """Which share of the first characters the font gives no meaning to (no ToUnicode)."""
    handle = calls.handle_of(text_page.raw)
    count = min(raw.FPDFText_CountChars(text_page), most)
    return sum(map(calls.has_no_meaning, repeat(handle), range(count))) / count if count else 0.0


def _text(text_page: Any, handle: calls.Argument) -> str:  # noqa: ANN401
    """One character of a string for each of pdfium's characters; half of a surrogate pair is one."""
    count: int = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    length = raw.FPDFText_GetText(text_page, 0, count, buffer) - 1
    text = bytes(buffer)[: max(length, 0) * 2].decode("utf-16-le", "surrogatepass")
    if len(text) == count:
        return text
    codes = map(calls.get_unicode, repeat(handle), range(count))  # pdfium's text leaves some out
    return "".join(chr(code) if code <= 0xFFFF else "\uffff" for code in codes)


def _choose(text: str, handle: calls.Argument, found: Characters) -> list[int]:
    """Numbers of the characters that are printed; what they mean goes into ``found``."""
    wanted: list[int] = []
    done = 0
    high = ""
    for odd in _ODD.finditer(text):
        index = odd.start()
        if done < index:
            wanted += range(done, index)
            found.texts += text[done:index]
        done = odd.end()
        character = text[index]
        if character in "\r\n":
            found.begins.add(len(wanted))
            continue
        if character == " ":
            if calls.is_generated(handle, index) == 1:
                continue
        elif character < " ":
            found.illegible += character not in _MEANT
            continue
        elif character in _NO_CHARACTER:
            continue
        elif "\ud800" <= character < "\udc00":
            high = character
            continue
        elif "\udc00" <= character < "\ue000":
            character = (
                (high + character).encode("utf-16", "surrogatepass").decode("utf-16") if high else "\ufffd"
            )
        elif character < "\u3000":
            character = _plain(character)
        high = ""
        found.illegible += "\ue000" <= character < "\uf900" or character == "\ufffd"
        wanted.append(index)
        found.texts.append(character)
    wanted += range(done, len(text))
    found.texts += text[done:]
    found.begins.add(0)
    return wanted


def _plain(character: str) -> str:
    """Kangxi and CJK radicals, which some fonts give for the very same glyph, as the ideograph that is printed."""
    if character in _RADICALS:
        return _RADICALS[character]
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def plain(character: str) -> str:
    """The character that is printed: an ideograph for its radical."""
    return _plain(character) if "\u2e80" <= character <= "\u2fdf" else character


def _measure(handle: calls.Argument, wanted: list[int], found: Characters) -> None:
    known: list[int] = []
    sides: list[float] = []
    for start in range(0, len(wanted), _BOXES.count):
        some = wanted[start : start + _BOXES.count]
        known += map(calls.get_loose_box, repeat(handle), some, _BOXES.columns[0])
        sides += _BOXES.numbers[: 4 * len(some)].tolist()
    if not all(known) or not math.isfinite(sum(sides)):
        sides = _without_nowhere(known, sides, wanted, found)
    if any(map(gt, sides[0::4], sides[2::4])):
        sides[0::4], sides[2::4] = (list(map(f, sides[0::4], sides[2::4])) for f in (min, max))
    if any(map(lt, sides[1::4], sides[3::4])):
        sides[1::4], sides[3::4] = (list(map(f, sides[1::4], sides[3::4])) for f in (max, min))
    found.sides = sides


def _without_nowhere(
    known: Sequence[int], sides: Sequence[float], wanted: list[int], found: Characters
) -> list[float]:
    """The boxes of characters that are printed somewhere; the others are left out, and count as illegible."""
    boxes = [sides[n : n + 4] for n in range(0, len(sides), 4)]
    kept = [n for n, box in enumerate(boxes) if known[n] and all(abs(side) < _FARTHEST for side in box)]
    found.illegible += len(boxes) - len(kept)
    wanted[:] = [wanted[n] for n in kept]
    found.texts = [found.texts[n] for n in kept]
    found.begins = {number for number, n in enumerate(kept) if n in found.begins}
    return [side for n in kept for side in boxes[n]]


def _straighten(handle: calls.Argument, wanted: Sequence[int], found: Characters) -> None:
    """Find characters that do not stand upright, and give flat boxes the height of their line."""
    lefts, tops, bottoms = found.sides[0::4], found.sides[1::4], found.sides[3::4]
    first = _first_of_each_height(tops, bottoms)
    look = _Look(handle, wanted, found)
    for height, place in first.items():
        if look.at(place):
            for other in range(place + 1, len(tops)):
                if _height(tops[other], bottoms[other]) == height:
                    look.at(other)
    for place in found.begins.difference(first.values()):
        after = place + 1
        if place >= len(tops):
            continue
        if after < len(tops) and after not in found.begins:
            beside = lefts[after] > lefts[place]
            if beside and tops[after] > bottoms[place] and bottoms[after] < tops[place]:
                continue  # the second character of the line stands beside the first: upright
        look.at(place)
    _look_backwards(found, look)
    if found.turns:
        for place in range(len(tops)):
            look.at(place)


def _look_backwards(found: Characters, look: _Look) -> None:
    """Look at characters behind which the next stands no further right; parts of a ligature stand at the same place."""
    lefts = found.sides[0::4]
    for place in compress(count(), map(le, lefts[1:], lefts)):
        if lefts[place + 1] == lefts[place]:
            _share_box(place, found)
        elif place + 1 not in found.begins:
            look.at(place)


def _first_of_each_height(tops: Sequence[float], bottoms: Sequence[float]) -> dict[int, int]:
    """The place of the first character of each height. Only where a box is not that of the character before it may one be."""
    first: dict[int, int] = {}
    other = map(or_, map(ne, tops[1:], tops), map(ne, bottoms[1:], bottoms))
    for place in chain(range(min(1, len(tops))), compress(count(1), other)):
        first.setdefault(_height(tops[place], bottoms[place]), place)
    return first


def _height(top: float, bottom: float) -> int:
    return int((top - bottom) * 50)


def _share_box(place: int, found: Characters) -> None:
    """Give each letter of a ligature (ff, ffi) its part of the box, which pdfium gives to all of them.

    Figures are never parted: one that stands twice at one place is a figure printed twice.
    """
    sides, texts = found.sides, found.texts
    box = sides[4 * place : 4 * place + 4]
    end = place
    while end < len(texts) and sides[4 * end : 4 * end + 4] == box and _is_latin(texts[end]):
        end += 1
    step = (box[2] - box[0]) / max(end - place, 1)
    for number in range(end - place):
        left = box[0] + step * number
        sides[4 * (place + number)], sides[4 * (place + number) + 2] = left, left + step


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


class _Look:
    """Asks for the matrix of characters; one block of memory for all answers."""

    def __init__(self, handle: calls.Argument, wanted: Sequence[int], found: Characters) -> None:
        self._handle = handle
        self._wanted = wanted
        self._found = found
        self._matrix = raw.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._places = tuple(map(ctypes.byref, (self._matrix, self._x, self._y)))

    def at(self, place: int) -> bool:
        """Note how a character stands; True where its box was too flat for its line and is mended."""
        index, matrix, sides = self._wanted[place], self._matrix, self._found.sides
        if not calls.get_char_matrix(self._handle, index, self._places[0]):
            return False
        font_size = calls.get_font_size(self._handle, index)
        if matrix.b or matrix.c or matrix.a < 0 or font_size < 0:
            turn = _turn(matrix, font_size)
            if turn:
                self._found.turns[place] = turn
            return False
        size = font_size * abs(matrix.d)
        if sides[4 * place + 1] - sides[4 * place + 3] >= _FLAT * size:
            return False
        if not calls.get_origin(self._handle, index, *self._places[1:]):
            return False
        sides[4 * place + 1] = max(sides[4 * place + 1], self._y.value + _ASCENT * size)
        sides[4 * place + 3] = min(sides[4 * place + 3], self._y.value - (1 - _ASCENT) * size)
        return True


def _turn(matrix: Any, font_size: float) -> int:  # noqa: ANN401
    """0, 90, 180, 270 degrees counter-clockwise, or SLANTED.

    A negative font size turns the character about, and the matrix does not say so.
    """
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) + 180 * (font_size < 0)
    nearest = round(angle / 90) * 90
    if abs(angle - nearest) > _STRAIGHT:
        return SLANTED
    if nearest % 360 == 180 and matrix.a * matrix.d < matrix.b * matrix.c:
        return SLANTED  # seen in a mirror: nobody is meant to read it
    return nearest % 360
