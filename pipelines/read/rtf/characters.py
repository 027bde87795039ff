"""Characters on their way from bytes into a story or a field's code.

Belongs here: bytes that wait for their second half, symbol fonts, raised digits. Does not belong here: which group is
open, what is hidden (interpreter); code pages (code_pages).

Raised digits right behind a digit become ¹²³, so that 12.5 with a note mark 1 is not read as 12.51.
"""

from __future__ import annotations

from pipelines.read.raised import raised_behind
from pipelines.read.rtf import code_pages
from pipelines.read.rtf.destinations import Kind
from pipelines.read.rtf.state import Field, State
from pipelines.read.rtf.story import Story
from pipelines.read.rtf.tables import Fonts
from pipelines.read.symbols import PRIVATE, is_symbol_font, symbol


class Characters:
    """Writes to ``story``, or to the code of the innermost of ``fields`` while a code is being read."""

    def __init__(self, story: Story, fonts: Fonts, fields: list[Field]) -> None:
        self.story = story
        self.codec = code_pages.DEFAULT
        self.default_font: int | None = None
        self._fonts = fonts
        self._fields = fields
        self._waiting = bytearray()
        self._look: tuple[int | None, bool, Kind] = (None, False, Kind.TEXT)

    def add_bytes(self, data: bytes, state: State) -> None:
        """Bytes in the code page of their font; the two bytes of a character may come in two pieces."""
        self._look_like(state)
        self._waiting += data

    def add_text(self, text: str, state: State) -> None:
        """Characters as they are."""
        self._look_like(state)
        self.flush()
        self._put(text)

    def flush(self) -> None:
        """Decode what waits."""
        if self._waiting:
            data = bytes(self._waiting)
            self._waiting.clear()
            number = self._look[0] if self._look[0] is not None else self.default_font
            font = self._fonts.get(number)
            if font is not None and is_symbol_font(font.name):
                self._put("".join(symbol(font.name, byte) for byte in data))
            else:
                text = code_pages.decode(data, font, self.codec)
                self._put(text.replace("\t", " "))

    def _look_like(self, state: State) -> None:
        """What waits is decoded before characters of another look come."""
        is_raised = state.is_raised or (state.is_lifted and state.is_small)
        look = state.font, is_raised, state.kind
        if look != self._look:
            self.flush()
            self._look = look

    def _put(self, text: str) -> None:
        number, is_raised, kind = self._look
        if kind is Kind.CODE:
            if self._fields:
                self._fields[-1].add_code(text)
            return
        font = self._fonts.get(number)
        if font is not None and len(text) == 1 and ord(text) in PRIVATE and is_symbol_font(font.name):
            text = symbol(font.name, ord(text))
        if not text.isascii():
            text = text.replace("\u00ad", "")  # a hyphen that only shows at the end of a line
        written = self.story.text
        written.append(raised_behind(written[-1], text) if is_raised and written else text)
