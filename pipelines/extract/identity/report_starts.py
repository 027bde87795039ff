"""Report starts: the lines of a document at which a report begins.

Belongs here: titles with a text or a form below them, and forms that follow one another without a title. Does not
belong here: which of these reports are one (parts).

A title counts only with a body: lists of annexes and tables of contents repeat titles, and headings look like them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.extract.identity.titles import Line, Title, title_at
from pipelines.extract.identity.unit_names import any_label, label_pattern, labelled
from pipelines.lexicon import load

_LONG_PARAGRAPH = 40
_LINES_ABOVE = 4
_LONGEST_LABEL_LINE = 80
_REST_OF_TITLE = 3


@dataclass(frozen=True, slots=True)
class _Opening:
    """A line at which a report may begin: by a title, or (``subject``) by the head of a form."""

    line: int
    title: Title | None = None
    subject: str | None = None


def report_starts(lines: Sequence[Line]) -> tuple[int, ...]:
    """Numbers of the lines at which a report begins; the first is always 0, so what stands above is of the first."""
    starts: list[int] = []
    titled: Title | None = None
    subject: str | None = None
    for opening in _openings(lines):
        if opening.title is not None:
            titled, subject = opening.title, None
        elif starts and _goes_on(opening.subject, subject, titled):
            subject = subject or opening.subject
            continue
        else:
            titled, subject = None, opening.subject
        starts.append(_with_lines_above(lines, opening.line))
    return (0, *dict.fromkeys(start for start in starts[1:] if start > 0))


def _goes_on(subject: str | None, before: str | None, titled: Title | None) -> bool:
    """Whether a form's head is of the report that has begun: its first project, or the same one on another page."""
    if before is None:
        return titled is None or titled.word.code != "department"
    return subject == before


def _openings(lines: Sequence[Line]) -> list[_Opening]:
    titles: list[Title] = []
    heads: list[_Opening] = []
    for number, line in enumerate(lines):
        title = title_at(lines, number) if _may_title(line, lines, number) else None
        if title is not None:
            titles += [title] if _is_document(title) else []
        elif (subject := _form_subject(lines, number)) is not None:
            heads.append(_Opening(number, subject=subject))
    ends = [title.first for title in titles[1:]] + [len(lines)]
    bodied = (title for title, end in zip(titles, ends, strict=False) if _has_body(lines, title, end))
    return sorted((*(_Opening(t.first, title=t) for t in bodied), *heads), key=lambda o: o.line)


def _may_title(line: Line, lines: Sequence[Line], number: int) -> bool:
    """Whether a line may end a title: it has no list number and, in a table, its row to itself."""
    text = line.text
    if number > 0 and len(text) <= _REST_OF_TITLE:  # 绩效评价报 | 告
        text = lines[number - 1].text + text
    if not any(map(text.__contains__, _title_hints())) or _numbered().match(text):
        return False
    neighbours = (lines[i] for i in (number - 1, number + 1) if 0 <= i < len(lines))
    return line.table is None or not any(n.table == line.table and n.row == line.row for n in neighbours)


def _is_document(title: Title) -> bool:
    """Whether the title names a document (…报告, …表) and no activity (…绩效自评)."""
    return title.text[: title.words[1]].endswith(tuple(load("parts")["document_nouns"]))


def _has_body(lines: Sequence[Line], title: Title, end: int) -> bool:
    words = load("parts")
    behind = lines[title.last + 1 : min(end, title.last + 1 + words["lines_behind"])]
    rest = lines[title.last].flow
    if len(rest.text) > _LONGEST_LABEL_LINE:  # a whole form in one line
        return True
    return any(
        len(line.text) >= _LONG_PARAGRAPH or _begins_text().match(line.text) or any_label().match(line.text)
        for line in behind
    )


def _form_subject(lines: Sequence[Line], number: int) -> str | None:
    """The project whose form begins with this line: 项目名称 with its value, and rows of a form below."""
    line = lines[number]
    if line.text[:1] not in _subject_initials() or not _subject_label().match(line.text):
        return None
    labels = load("identity")["subject_labels"]
    value = next((flow for _, flow in labelled(lines[number : number + 2], labels)), None)
    if value is None:
        return None
    words = load("parts")
    if line.table is None:
        below = lines[number + 1 : number + 1 + 2 * words["rows_below"]]
        return value.text if any(line.text.startswith(tuple(words["form_rows"])) for line in below) else None
    row, last_row = line.row or 0, (line.row or 0) + words["rows_below"]
    first_cells: dict[int, str] = {}
    for other in lines[number + 1 :]:
        if other.table != line.table or (other.row or 0) > last_row:
            break
        if (other.row or 0) > row:
            first_cells.setdefault(other.row or 0, other.text)
    is_form = any(text.startswith(tuple(words["form_rows"])) for text in first_cells.values())
    return value.text if is_form else None


def _with_lines_above(lines: Sequence[Line], start: int) -> int:
    """The number of the first line that belongs to the title or form: 附件2, (2022年度), 单位：万元."""
    for _ in range(_LINES_ABOVE):
        if start == 0 or not _above().fullmatch(lines[start - 1].text):
            break
        start -= 1
    return start


@cache
def _title_hints() -> tuple[str, ...]:
    return tuple(load("parts")["title_hints"])


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(load("parts")["numbered"])


@cache
def _begins_text() -> re.Pattern[str]:
    return re.compile(load("parts")["begins_text"])


@cache
def _above() -> re.Pattern[str]:
    labels = load("identity")
    head = [*labels["unit_labels"], *labels["year_labels"]]
    told = "|".join(label_pattern(label) for label in head if len(label) > 2)
    return re.compile(rf"{load('parts')['above']}|(?:{told}):.{{0,60}}")


@cache
def _subject_initials() -> frozenset[str]:
    return frozenset(label[0] for label in load("identity")["subject_labels"])


@cache
def _subject_label() -> re.Pattern[str]:
    labels = load("identity")["subject_labels"]
    return re.compile(rf"(?:{'|'.join(map(label_pattern, labels))})(?::|$)")
