"""The control words of RTF that decide what is printed and where (1.9.1, "Contents of an RTF File").

Belongs here: groups and their state, which characters are printed, where paragraphs, cells and notes begin and end.
Does not belong here: lexical rules (tokens), formatting, characters of bytes (characters), pieces (story), pictures and objects
(embedded).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from pipelines.read.field_codes import links_to_contents
from pipelines.read.losses import UNSEEN, may_correct, remark_name
from pipelines.read.numbering import number_text
from pipelines.read.raised import raised
from pipelines.read.result import Reason, Unreadable
from pipelines.read.rtf import code_pages, tokens
from pipelines.read.rtf.characters import Characters
from pipelines.read.rtf.destinations import FURNITURE, KINDS, KNOWN, SKIPPED, STORIES, Kind
from pipelines.read.rtf.embedded import PAPER, Embedded
from pipelines.read.rtf.formatting import FORMATTING
from pipelines.read.rtf.ink import is_as_paper, white_inks
from pipelines.read.rtf.rows import ROW_WORDS
from pipelines.read.rtf.state import BODY_TEXT, Field, State
from pipelines.read.rtf.story import Paragraph, Story
from pipelines.read.rtf.tables import Fonts, Styles
from pipelines.read.rtf.words import BREAKING, CHARACTERS, MARK_FORMATS, SYMBOLS

_DEEPEST: Final = 2_000  # groups in groups
_MOST_STORIES: Final = 20_000  # notes, headers and footers
# groups whose characters stand in the code page of their font
_DECODED: Final = frozenset({Kind.TEXT, Kind.CODE})
_FORM: Final = frozenset({b"fftype", b"ffres", b"ffdefres"})


class Interpreter:
    """Runs through one file. The results: ``main``, ``notes``, ``furniture``, ``losses``."""

    def __init__(self, data: bytes) -> None:
        self.main = Story()
        self.notes: list[Story] = []
        self.furniture: list[Story] = []
        self.losses: dict[str, None] = {}
        self._tokens = tokens.Tokens(data)
        self._state = State()
        self._stack: list[State] = []
        self._story = self.main
        self._skip = 0
        self._starred = False
        # nothing stands yet in the open group: here, and only here, a destination may begin
        self._opens = False
        self._fonts = Fonts()
        self._styles = Styles()
        self._fields: list[Field] = []
        self._characters = Characters(self.main, self._fonts, self._fields)
        self._is_contents = False
        self._embedded = Embedded(self.losses)
        self._note_count = 0
        self._note_format = "decimal"
        self._mark = ""
        self._white = white_inks(data)
        self._acts: dict[bytes, Callable[[int | None], None]] = self._table_of_acts()

    def run(self) -> None:
        """Go through the file up to the end of its outermost group. Raises Unreadable: corrupt, bomb."""
        while (token := self._tokens.take()) is not None:
            kind = token.lastindex
            if kind in {tokens.WORD, tokens.NUMBER}:
                number = token.group(tokens.NUMBER)
                self._word(token.group(tokens.WORD), None if number is None else int(number))
            elif kind == tokens.TEXT:
                self._take_bytes(token.group())
            elif kind == tokens.HEX:
                self._take_bytes(bytes.fromhex(token.group(tokens.HEX).decode("ascii")))
            elif kind == tokens.BRACE:
                if token.group() == b"{":
                    self._open_group()
                elif not self._close_group():
                    break
            elif kind == tokens.SYMBOL:
                self._symbol(token.group(tokens.SYMBOL))
        self._characters.flush()

    def _open_group(self) -> None:
        if len(self._stack) >= _DEEPEST:
            raise Unreadable(Reason.CORRUPT)
        self._skip = 0
        self._opens = True
        self._stack.append(self._state)
        self._state = replace(self._state, closes=None)

    def _close_group(self) -> bool:
        """Whether the file goes on behind this group."""
        self._skip = 0
        self._starred = self._opens = False
        if self._state.closes is not None:
            self._state.closes()
        if not self._stack:
            return False
        self._state = self._stack.pop()
        return bool(self._stack)

    def _word(self, word: bytes, number: int | None) -> None:
        starred, self._starred = self._starred, False
        opens, self._opens = self._opens, False
        if opens and (word in SKIPPED or (starred and word not in KNOWN)):
            self._tokens.skip_group()
        elif word in CHARACTERS:
            if self._skip and word not in BREAKING:
                self._skip -= 1
            else:
                self._take_text(CHARACTERS[word])
        elif word in ROW_WORDS:
            rows = self._story.nested if self._state.is_inner else self._story.row
            rows.take(word, number)
        elif word == b"fldrslt" and self._state.kind is Kind.CODE:  # of a field in a code
            self._tokens.skip_group()
        elif word in KINDS:
            self._state.kind = KINDS[word]
            self._begin_kind(word)
        elif word in FORMATTING:
            FORMATTING[word](self._state, number)
        else:
            act = self._acts.get(word)
            if act is not None:
                act(number)
            elif word in STORIES:
                self._begin_story(word)
            elif word in FURNITURE:
                self._begin_furniture()
            elif word in MARK_FORMATS:
                self._note_format = MARK_FORMATS[word]
            elif word in _FORM and self._fields:
                self._fields[-1].form[word] = number or 0
            elif word in PAPER:
                self._embedded.paper[word] = number or 0

    def _symbol(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
            return
        self._opens = False
        if sign in b"\r\n":
            self._end_paragraph()
        elif self._skip:
            self._skip -= 1
        elif sign in SYMBOLS:
            self._take_text(SYMBOLS[sign])

    # characters

    def _take_bytes(self, data: bytes) -> None:
        self._opens = False
        if self._skip:
            passed = min(self._skip, len(data))
            self._skip -= passed
            data = data[passed:]
        state = self._state
        if state.kind not in _DECODED:
            self._take_other(data.decode("latin-1"))
        elif data and self._is_seen(state, is_blank=not data.strip()):
            self._characters.add_bytes(data, state)

    def _take_text(self, text: str) -> None:
        state = self._state
        if state.kind not in _DECODED:
            self._take_other(text)
        elif self._is_seen(state, is_blank=not text.strip()):
            self._characters.add_text(text, state)

    def _is_seen(self, state: State, *, is_blank: bool) -> bool:
        """Whether characters are printed so that they are seen; of what is written as if it were not, a loss tells."""
        if state.is_tiny or state.is_struck or is_as_paper(state, self._white):
            if not (is_blank or state.is_hidden or state.is_deleted):
                self.losses[UNSEEN] = None
            return False
        return not (state.is_hidden or state.is_deleted)

    def _take_other(self, text: str) -> None:
        """Characters that are not printed where they stand."""
        kind = self._state.kind
        if kind is Kind.FONTS:
            self._fonts.name(text)
        elif kind is Kind.STYLES:
            self._styles.name(text)
        elif kind is Kind.CHOICE and self._fields:
            self._fields[-1].add_choice(text)
        elif kind is Kind.OBJECT_NAME:
            self._embedded.name(text)

    def _unicode(self, number: int | None) -> None:
        self._take_text(chr((number or 0) & 0xFFFF))
        self._skip = self._state.fallback

    # paragraphs, cells, rows

    def _end_paragraph(self, _: int | None = None) -> None:
        """A mark that is deleted or hidden ends nothing: the next paragraph follows on its line."""
        state = self._state
        if state.kind is Kind.TEXT and not (state.is_hidden or state.is_deleted):
            self._finish_paragraph(state.tables)

    def _finish_paragraph(self, tables: int) -> None:
        self._characters.flush()
        state = self._state
        style = self._styles.get(state.style)
        self._story.end_paragraph(
            tables,
            is_heading=min(state.outline, style.outline) < BODY_TEXT,
            is_contents=self._is_contents or style.is_contents,
        )
        self._is_contents = False

    def _end_cell(self, _: int | None) -> None:
        if self._state.kind is Kind.TEXT:
            self._finish_paragraph(1)
            self._story.end_cell(1)

    def _end_inner_cell(self, _: int | None) -> None:
        if self._state.kind is Kind.TEXT:
            depth = max(2, self._state.tables)
            self._finish_paragraph(depth)
            self._story.end_cell(depth)

    def _end_row(self, _: int | None) -> None:
        if self._state.kind is Kind.TEXT:
            self._characters.flush()
            self._story.end_row(1, self._story.row.definition())

    def _end_inner_row(self, _: int | None) -> None:
        if self._state.kind is Kind.TEXT:
            self._story.end_row(max(2, self._state.tables), self._story.nested.definition())

    # stories, fields, pictures

    def _begin_story(self, word: bytes) -> None:
        """A note, a remark, or the text of a shape, which follows the paragraph on which the shape hangs."""
        state = self._state
        if state.kind not in {Kind.TEXT, Kind.SILENT} or state.is_hidden or state.is_deleted:
            self._tokens.skip_group()
            return
        story = Story()
        if word == b"footnote":
            self._keep(self.notes, story)
            self._enter(story, lambda: None)
        elif word == b"annotation":
            self._enter(story, lambda: self._embedded.lose(_told(story)))
        else:
            outer = self._story
            self._enter(story, lambda: outer.insert_later(story.finish()))

    def _begin_furniture(self) -> None:
        story = Story()
        self._keep(self.furniture, story)
        self._enter(story, lambda: None)

    def _keep(self, stories: list[Story], story: Story) -> None:
        if len(stories) >= _MOST_STORIES:
            raise Unreadable(Reason.BOMB)
        stories.append(story)

    def _enter(self, story: Story, leave: Callable[[], None]) -> None:
        """Read into this story up to the end of the group."""
        self._characters.flush()
        outer, contents = self._story, self._is_contents
        self._story = self._characters.story = story

        def close() -> None:
            self._characters.flush()
            self._story = self._characters.story = outer
            self._is_contents = contents
            leave()

        state = self._state
        self._state = replace(
            state,
            kind=Kind.TEXT,
            in_table=False,
            depth=0,
            outline=BODY_TEXT,
            style=0,
            is_raised=False,
            is_lifted=False,
            closes=close,
        )

    def _begin_kind(self, word: bytes) -> None:
        state = self._state
        if state.kind is Kind.PICTURE:
            state.closes = self._embedded.begin_picture()
        elif state.kind is Kind.OBJECT_NAME:
            state.closes = self._embedded.begin_object()
        elif word == b"fldrslt" and (state.is_hidden or state.is_deleted):
            self._tokens.skip_group()

    def _begin_field(self, _: int | None) -> None:
        if self._state.kind is Kind.TEXT:
            self._characters.flush()
            self._fields.append(Field(len(self._story.text)))
            self._state.closes = self._end_field

    def _end_field(self) -> None:
        self._characters.flush()
        done = self._fields.pop()
        result = "".join(self._story.text[done.start :])
        if not result.strip():
            self._embedded.lose(done.lost())
            self._take_text(done.printed())
        self._is_contents |= links_to_contents(done.code)

    def _note_mark(self, _: int | None) -> None:
        """The mark of a note: counted where the text refers to it, repeated in front of the note."""
        if self._story not in self.notes[-1:]:
            self._note_count += 1
            text = number_text(self._note_format, self._note_count)
            self._mark = raised(text)
        self._take_text(self._mark)

    # formatting

    def _table_of_acts(self) -> dict[bytes, Callable[[int | None], None]]:
        return {
            b"par": self._end_paragraph,
            b"sect": self._end_paragraph,
            b"cell": self._end_cell,
            b"nestcell": self._end_inner_cell,
            b"row": self._end_row,
            b"nestrow": self._end_inner_row,
            b"u": self._unicode,
            b"bin": lambda n: self._tokens.skip_bytes(n or 0),
            b"field": self._begin_field,
            b"chftn": self._note_mark,
            b"mden": lambda _: self._take_text("/"),
            b"f": self._set_font,
            b"fcharset": lambda n: self._fonts.take(b"fcharset", n or 0),
            b"cpg": lambda n: self._fonts.take(b"cpg", n or 0),
            b"s": self._set_style,
            b"outlinelevel": self._set_outline,
            b"deff": self._set_default_font,
            b"ansicpg": self._set_codec,
            b"mac": lambda _: self._set_codec(10000),
            b"pc": lambda _: self._set_codec(437),
            b"pca": lambda _: self._set_codec(850),
            b"picwgoal": lambda n: setattr(self._embedded.picture, "width", n or 0),
            b"pichgoal": lambda n: setattr(self._embedded.picture, "height", n or 0),
            b"picscalex": lambda n: setattr(self._embedded.picture, "across", n or 0),
            b"picscaley": lambda n: setattr(self._embedded.picture, "down", n or 0),
        }

    def _set_font(self, number: int | None) -> None:
        if self._state.kind is Kind.FONTS:
            self._fonts.begin(number or 0)
        else:
            self._state.font = number

    def _set_style(self, number: int | None) -> None:
        if self._state.kind is Kind.STYLES:
            self._styles.begin(number or 0)
        else:
            self._state.style = number or 0

    def _set_outline(self, number: int | None) -> None:
        level = BODY_TEXT if number is None else number
        if self._state.kind is Kind.STYLES:
            self._styles.outline(level)
        else:
            self._state.outline = level

    def _set_default_font(self, number: int | None) -> None:
        self._characters.default_font = number

    def _set_codec(self, page: int | None) -> None:
        self._characters.codec = code_pages.codec_of_page(page or 0)


def _told(remark: Story) -> str:
    """What a remark at the margin is called where it holds a digit; nothing where it does not."""
    pieces = (piece.text for piece in remark.finish() if isinstance(piece, Paragraph))
    text = " ".join(pieces)
    return remark_name(text) if may_correct(text) else ""
