"""Cards: what people know of files and units beforehand (raw/manifest.csv, raw/expected_units.csv).

Belongs here: the meaning of the columns. Does not belong here: reading the CSV (register) or finding files (inbox).
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.model.claims import Card
from pipelines.model.problem import Outcome, Problem
from pipelines.sources.register import BadRowError, Row, read_register

MANIFEST = "manifest.csv"
EXPECTED_UNITS = "expected_units.csv"


@dataclass(frozen=True, slots=True)
class ExpectedUnit:
    """A unit whose reports are awaited from ``from_year`` to ``to_year``, both included; None leaves that end open."""

    region_code: str
    unit_name: str
    department_type: str | None
    from_year: int | None
    to_year: int | None


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards by the path of their file below ``raw/``, and what was wrong in the manifest."""

    by_path: Mapping[str, Card]
    problems: tuple[Problem, ...]


def path_key(path: str) -> str:
    """Paths that a person takes for the same: one Unicode form."""
    return unicodedata.normalize("NFC", path)


def read_cards(raw: Path, folder: str, *, samples: bool) -> Cards:
    """The cards of ``<raw>/<folder>/manifest.csv``, whose paths are relative to that folder (``""``: raw itself).

    ``samples``: every card of it is a sample's. Two different cards for one file: neither is used, and a problem
    ``card_twice`` says so.
    """
    label = posixpath.join(folder, MANIFEST)
    outcome = read_register(raw / label, label, "manifest", "path", lambda row: _card(row, folder, samples))
    cards: dict[str, Card] = {}
    problems = list(outcome.problems)
    twice: set[str] = set()
    for line, (path, card) in outcome.values:
        if cards.setdefault(path, card) != card:
            twice.add(path)
            problems.append(
                Problem(
                    "card_twice",
                    f"{label} 第 {line} 行:文件“{path}”已有一行内容不同的登记，两行都没有使用。",
                    f"{label} line {line}: {path!r} already has a different card; neither was used.",
                )
            )
    return Cards({path: card for path, card in cards.items() if path not in twice}, tuple(problems))


def read_expected_units(raw: Path) -> Outcome[ExpectedUnit]:
    """The units of ``raw/expected_units.csv``; none without that file."""
    outcome = read_register(
        raw / EXPECTED_UNITS, EXPECTED_UNITS, "expected_units", "unit_name", _expected_unit
    )
    return Outcome(tuple(dict.fromkeys(unit for _, unit in outcome.values)), outcome.problems)


def _card(row: Row, folder: str, samples: bool) -> tuple[str, Card]:
    path = posixpath.normpath(row.needed("path").replace("\\", "/"))
    if path.startswith(("/", "..")) or path[1:2] == ":":
        raise BadRowError(f"路径“{path}”不在收件箱内", f"path {path!r} leaves the inbox")
    url = row.text("source_url")
    if url is not None and not _is_web_address(url):
        raise BadRowError(
            f"“source_url”应为 http 或 https 网址，而不是“{url}”",
            f"source_url must be an http or https address, not {url!r}",
        )
    card = Card(
        county=row.text("county"),
        region_code=row.region_code(),
        unit_name=row.text("unit_name"),
        fiscal_year=row.year("fiscal_year"),
        source_url=url,
        is_sample=samples or row.flag("is_sample"),
    )
    return path_key(posixpath.join(folder, path)), card


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _expected_unit(row: Row) -> ExpectedUnit:
    region_code, from_year, to_year = row.region_code(), row.year("from_year"), row.year("to_year")
    if region_code is None:
        raise BadRowError("缺少“region_code”", "region_code is empty")
    if from_year is not None and to_year is not None and to_year < from_year:
        raise BadRowError(
            f"截止年度 {to_year} 早于起始年度 {from_year}",
            f"to_year {to_year} is before from_year {from_year}",
        )
    return ExpectedUnit(region_code, row.needed("unit_name"), row.text("department_type"), from_year, to_year)
