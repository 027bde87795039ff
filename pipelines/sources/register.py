"""A register: a CSV file that people keep by hand (raw/manifest.csv, raw/expected_units.csv), read line by line.

Belongs here: encodings, headers, lines that cannot be read. Does not belong here: what the columns mean (cards).
A cell holds no line break, so a forgotten quotation mark spoils its own line only.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipelines.lexicon import load
from pipelines.model.problem import Outcome, Problem

T = TypeVar("T")


class BadRowError(ValueError):
    """A row says something impossible; the messages say what."""

    def __init__(self, message_zh: str, message_en: str) -> None:
        super().__init__(message_en)
        self.message_zh = message_zh
        self.message_en = message_en


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a register: its number in the file, and the cells that are not empty, by our column names."""

    line: int
    values: Mapping[str, str]

    def text(self, column: str) -> str | None:
        """The cell, None if empty."""
        return self.values.get(column)

    def needed(self, column: str) -> str:
        """The cell. Raises BadRowError if empty."""
        value = self.values.get(column)
        if value is None:
            raise BadRowError(f"缺少“{column}”", f"{column} is empty")
        return value

    def region_code(self) -> str | None:
        """Six digits. Raises BadRowError for anything else."""
        return self._digits("region_code", 6, "应为六位数字", "must be six digits")

    def year(self, column: str) -> int | None:
        """A year such as 2024 or 2024年度. Raises BadRowError for anything else."""
        text = self._digits(column, 4, "应为四位年份", "must be a year of four digits")
        if text is not None and not 1949 <= int(text) <= 2100:
            raise BadRowError(f"“{column}”的年份 {text} 不合理", f"{column}: year {text} is out of range")
        return None if text is None else int(text)

    def flag(self, column: str) -> bool:
        """True for 是, true, 1. Raises BadRowError for what is neither yes nor no."""
        words = load("cards")["words"]
        value = self.values.get(column, "").lower()
        if value in words["yes"]:
            return True
        if value in words["no"]:
            return False
        raise BadRowError(
            f"“{column}”应为 是 或 否，而不是“{value}”", f"{column} must be yes or no, not {value!r}"
        )

    def _digits(self, column: str, length: int, says_zh: str, says_en: str) -> str | None:
        value = self.values.get(column)
        if value is None:
            return None
        match = re.fullmatch(r"(\d+)(?:年度?)?", unicodedata.normalize("NFKC", value), re.ASCII)
        if match is None or len(match[1]) != length:
            raise BadRowError(f"“{column}”{says_zh}，而不是“{value}”", f"{column} {says_en}, not {value!r}")
        return match[1]


def read_register(
    path: Path, label: str, section: str, needed: str, make: Callable[[Row], T]
) -> Outcome[tuple[int, T]]:
    """Each line made into a value, with its line number.

    ``label``: the file's name in messages; ``section``: of lexicon/cards.toml, the columns; ``needed``: the column
    without which the file says nothing. A file that is not there holds no rows. Problems: ``register_unreadable``,
    ``register_unknown_column``, ``register_bad_row``.
    """
    try:
        lines = re.split("\r\n|\r|\n", _decode(path.read_bytes()))
    except FileNotFoundError:
        return Outcome()
    except UnicodeDecodeError:
        return Outcome(
            problems=(
                Problem(
                    "register_unreadable",
                    f"{label} 既不是 UTF-8 也不是 GB18030 编码，没有使用。请另存为 UTF-8 的 CSV。",
                    f"{label} is neither UTF-8 nor GB18030 and was not used. Save it as CSV in UTF-8.",
                ),
            )
        )
    except OSError as error:
        return Outcome(
            problems=(
                Problem(
                    "register_unreadable",
                    f"{label} 读不出来（{error.strerror}），没有使用。",
                    f"{label} cannot be read ({error.strerror}) and was not used.",
                ),
            )
        )
    return _rows(lines, label, section, needed, make)


def _rows(
    lines: list[str], label: str, section: str, needed: str, make: Callable[[Row], T]
) -> Outcome[tuple[int, T]]:
    values: list[tuple[int, T]] = []
    problems: list[Problem] = []
    header: list[str | None] | None = None
    for number, line in enumerate(lines, start=1):
        try:
            cells = _cells(line)
            if not any(cells):
                continue
            if header is None:
                header = _header(cells, label, section, problems)
                if needed not in header:
                    problems.append(_no_column(label, needed))
                    return Outcome((), tuple(problems))
                continue
            values.append((number, make(Row(number, _by_column(header, cells)))))
        except BadRowError as error:
            problems.append(
                Problem(
                    "register_bad_row",
                    f"{label} 第 {number} 行:{error.message_zh}。该行没有使用。",
                    f"{label} line {number}: {error.message_en}. The line was not used.",
                )
            )
    return Outcome(tuple(values), tuple(problems))


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _cells(line: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], strict=True), [])]
    except csv.Error as error:
        raise BadRowError(
            "引号或分隔符不成对，读不成一行", f"the line cannot be split into cells ({error})"
        ) from error


def _header(cells: list[str], label: str, section: str, problems: list[Problem]) -> list[str | None]:
    known = {says: column for column, all_says in load("cards")[section].items() for says in all_says}
    header: list[str | None] = []
    for cell in cells:
        column = known.get(unicodedata.normalize("NFKC", cell).lower(), known.get(cell))
        if column is None or column in header:
            header.append(None)
            if cell:
                problems.append(
                    Problem(
                        "register_unknown_column",
                        f"{label} 的列“{cell}”不认识或重复，没有使用。可用的列:{'、'.join(load('cards')[section])}。",
                        f"{label}: column {cell!r} is unknown or repeated and was not used. "
                        f"Known: {', '.join(load('cards')[section])}.",
                    )
                )
        else:
            header.append(column)
    return header


def _by_column(header: list[str | None], cells: list[str]) -> dict[str, str]:
    if any(cells[len(header) :]):
        raise BadRowError("格数多于表头", "more cells than the header has")
    return {column: cell for column, cell in zip(header, cells, strict=False) if column and cell}


def _no_column(label: str, needed: str) -> Problem:
    return Problem(
        "register_unreadable",
        f"{label} 的表头里没有“{needed}”列，整个文件没有使用。",
        f"{label} has no column {needed!r} in its header; the whole file was not used.",
    )
