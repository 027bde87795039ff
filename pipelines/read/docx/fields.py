"""Fields: the result is printed, the code is not (ECMA-376 part 1, 17.16).

Belongs here: which runs are code, boxes of old forms, the few codes that print without a stored result. Does not
belong here: working a code out; what Word counts itself (AUTONUM) is reported as lost.

A code ends at its own paragraph: a field that is never closed hides nothing, because nothing is cut before its
separator or end has been seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pipelines.read.docx.losses import DocxLosses
from pipelines.read.docx.names import VAL, W, child, is_on, number
from pipelines.read.field_codes import counted_by_word, links_to_contents, text_of_code

_TYPE: Final = W + "fldCharType"
_LONGEST: Final = 4096  # characters of a code


@dataclass(slots=True)
class _Open:
    """A field that is being read: where it began in the output, its code, whether its result has begun."""

    start: int
    code: list[str] = field(default_factory=list)
    has_result: bool = False


class Fields:
    """Cuts codes out of ``out``, the pieces of the paragraph that is being read.

    ``is_used``: there is a field in it; ``is_contents``: it is a line of a table of contents.
    """

    def __init__(self, out: list[str], losses: DocxLosses) -> None:
        self.is_contents = False
        self.is_used = False
        self._out = out
        self._losses = losses
        self._open: list[_Open] = []

    def begin(self) -> None:
        """A new paragraph begins."""
        self._open.clear()
        self.is_contents = self.is_used = False

    def code(self, element: etree._Element) -> None:
        """A piece of a code."""
        self.is_used = True
        text = element.text or ""
        if links_to_contents(text):
            self.is_contents = True
        if self._open and sum(map(len, self._open[-1].code)) < _LONGEST:
            self._open[-1].code.append(text)

    def mark(self, element: etree._Element) -> None:
        """The beginning, the separator or the end of a field."""
        self.is_used = True
        kind = element.get(_TYPE)
        if kind == "begin":
            self._open.append(_Open(len(self._out)))
            form = child(element, W + "ffData")
            if form is not None:
                self._out.append(_form_result(form))
                self._open[-1].start = len(self._out)
        elif kind == "separate" and self._open:
            del self._out[self._open[-1].start :]
            self._open[-1].has_result = True
        elif kind == "end" and self._open:
            closed = self._open.pop()
            if not closed.has_result:
                del self._out[closed.start :]
                self._out.append(self._printed("".join(closed.code)))

    def _printed(self, code: str) -> str:
        """What a code without a stored result prints."""
        counted = counted_by_word(code)
        if counted:
            self._losses.field(counted)
        return text_of_code(code)


def _form_result(form: etree._Element) -> str:
    """A box of an old form: ticked or not, or the chosen entry of its list; its text is a result like any other."""
    box = child(form, W + "checkBox")
    if box is not None:
        state = child(box, W + "checked")
        state = state if state is not None else child(box, W + "default")
        return "☑" if state is not None and is_on(state) else "☐"
    choices = child(form, W + "ddList")
    if choices is None:
        return ""
    chosen = child(choices, W + "result")
    chosen = chosen if chosen is not None else child(choices, W + "default")
    place = (number(chosen.get(VAL)) if chosen is not None else 0) or 0
    entries = [entry.get(VAL, "") for entry in choices.iterchildren(W + "listEntry")]
    return entries[place] if 0 <= place < len(entries) else ""
