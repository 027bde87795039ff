"""Persons: where a report names private persons, so that publishing can mask them.

Belongs here: names in lists of signers, after labels such as 联系人：, in sentences that appoint somebody, every other
place of the same names, telephone and identity numbers. Does not belong here: masking (normalize), units and posts.

A name is two to four Chinese characters that begin with a family name and are no word of the lexicon's list. A name
of two characters is looked for elsewhere only where it stands by itself or beside a post: 高明 is also a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from pipelines.extract.grids import Grid, grids
from pipelines.lexicon import load
from pipelines.model.claims import SectionClaim
from pipelines.model.document import Cell, Document, Span
from pipelines.model.flow import fold_widths

_HAN = "\u4e00-\u9fff·"
_GAP = re.compile(r"[ \t\u3000\u00a0]+")
_LIST_END = re.compile(r"[。；;，,\n\t]")
_BETWEEN = re.compile(r"[、\s]+|[（(][^）)]*[）)]")
_SERIAL = re.compile(r"[\d.、)）(（]+")
_COLONS = ":："
REACH = 80
"""Names after a label stand within so many characters."""


def find_persons(document: Document, sections: Sequence[SectionClaim]) -> tuple[Span, ...]:
    """Spans of names and personal numbers in reading order, not overlapping, as short as the names themselves."""
    names = {
        *_signers(document, sections),
        *_signer_tables(document),
        *_labelled(document.text),
        *_appointed(document.text),
    }
    spans = [*_places(document.text, names), *_numbers(document.text)]
    return _apart(spans)


def is_name(text: str) -> bool:
    """Whether the text has the form of a Chinese personal name."""
    if not _name_form().fullmatch(text) or text in _not_names():
        return False
    return len(text) < 3 or not text.endswith(tuple(load("persons")["not_ending"]))


def _signers(document: Document, sections: Sequence[SectionClaim]) -> Iterator[str]:
    """The first word of each line of the list of signers, or all words of a line that holds names alone."""
    for section in sections:
        if section.code != "signers" or not section.body.text:
            continue
        start, end = section.body.raw(0, len(section.body.text))
        for line in document.text[start:end].split("\n"):
            yield from _first_names(line)


def _first_names(line: str) -> Iterator[str]:
    words = [word for word in _GAP.split(line.strip()) if not _SERIAL.fullmatch(word)]
    words = _joined([_SERIAL.sub("", word, count=1) if _SERIAL.match(word) else word for word in words])
    if words and all(is_name(word) for word in words):
        yield from words
    elif words and is_name(words[0]):
        yield words[0]


def _joined(words: Sequence[str]) -> list[str]:
    """李 明 is one word: single characters that follow each other belong together."""
    joined: list[str] = []
    open_word = False
    for word in words:
        single = len(word) == 1
        if single and open_word and len(joined[-1]) < 3:
            joined[-1] += word
        else:
            joined.append(word)
        open_word = single
    return joined


def _signer_tables(document: Document) -> Iterator[str]:
    """Cells below a column title such as 姓名."""
    for grid in grids(document):
        for cell in grid.table.cells:
            if grid.texts[cell.row][cell.column] in load("persons")["column_titles"]:
                yield from _below(document, grid, cell)


def _below(document: Document, grid: Grid, title: Cell) -> Iterator[str]:
    for row in range(title.row + title.row_span, grid.table.rows):
        cell = grid.cells[row][title.column]
        text = "".join(document.flow(cell).text.split()) if cell is not None and cell.pieces else ""
        if is_name(text):
            yield text


def _labelled(text: str) -> Iterator[str]:
    """联系人：某某 and 成员：某某、某某(职务)."""
    for found in _label_form().finditer(text):
        reach = min(len(text), found.end() + REACH)
        stop = _LIST_END.search(text, found.end(), reach)
        words = _BETWEEN.split(text[found.end() : stop.start() if stop else reach])
        for word in _joined([word for word in words if word]):
            if not is_name(word):
                break
            yield word


def _appointed(text: str) -> Iterator[str]:
    for pattern in load("persons")["sentences"]:
        for found in re.finditer(pattern.replace("{name}", f"(?P<name>[{_HAN}]{{2,4}}?)"), text):
            if is_name(found["name"]):
                yield found["name"]


def _places(text: str, names: Iterable[str]) -> Iterator[Span]:
    before, beside = ("|".join(load("persons")[key]) for key in ("before", "beside"))
    starts = "|".join(f"(?<={word})" for word in before.split("|"))
    for name in names:
        spelled = r"\s*".join(re.escape(character) for character in name)
        if len(name) == 2:
            spelled = rf"(?:(?<![{_HAN}])|{starts}){spelled}(?=[^{_HAN}]|$|{beside})"
        for found in re.finditer(spelled, text):
            yield Span(*found.span())


def _numbers(text: str) -> Iterator[Span]:
    folded = fold_widths(text)
    if not _numeral().search(folded):
        return
    for pattern in load("persons")["numbers"]["patterns"]:
        for found in re.finditer(rf"(?<![\dA-Za-z.,])(?:{pattern})(?![\dA-Za-z.,]|\s*[万亿]?元)", folded):
            first = re.search(r"\d", found.group())
            yield Span(found.start() + (first.start() if first else 0), found.end())


@cache
def _numeral() -> re.Pattern[str]:
    return re.compile(load("persons")["numbers"]["numeral"])


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Overlapping spans joined, in order."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


@cache
def _name_form() -> re.Pattern[str]:
    persons = load("persons")
    single = "".join(persons["surnames"].split())
    compound = "|".join(persons["compound_surnames"])
    return re.compile(
        rf"(?:{compound})[\u4e00-\u9fff]{{1,2}}|[{single}][\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{1,6}}·[{_HAN}]{{1,8}}"
    )


@cache
def _not_names() -> frozenset[str]:
    return frozenset(load("persons")["not_names"])


@cache
def _label_form() -> re.Pattern[str]:
    labels = "|".join(
        sorted((re.escape(label) for label in load("persons")["labels"]), key=len, reverse=True)
    )
    return re.compile(rf"(?:{labels})(?:[（(][^）)]{{0,6}}[）)])?[{_COLONS}][ \t\u3000]*")
