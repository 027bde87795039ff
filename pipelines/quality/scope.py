"""What the rules look at in this run: versions in scope, shared shapes, and the texts for text rules.

Belongs here: preparing temporary tables (``expectations/sql/_scope.sql``) and reading reports as text, a batch at a time.
Does not belong here: rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.lexicon import load
from pipelines.quality.ports import SqlStore
from pipelines.quality.text import Reading, ReportText, SectionText

if TYPE_CHECKING:
    from pyarrow import Table

BATCH, MOST_BATCHES, LARGEST_BATCH = 200, 20, 500
"""Reports whose texts are taken together: where there are many reports more, for each batch costs a look through the tables."""
SHARED = "_scope.sql"
_MAKES = re.compile(r"^CREATE OR REPLACE TEMP (?:TABLE|MACRO) (\w+)", re.MULTILINE)
_ALWAYS = ("rule_scope", "fact_places")
"""What the engine itself asks for."""


@dataclass(frozen=True, slots=True)
class _Version:
    version_id: str


@dataclass(frozen=True, slots=True)
class _Name:
    sort: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class _Part:
    section_code: str
    part: str
    position: int
    name: str
    mandatory: bool
    provinces: tuple[str, ...]


def prepare(
    store: SqlStore, sql_folder: Path, versions: Sequence[str] | None = None, asked: str | None = None
) -> None:
    """Make the temporary tables that rules share, for all versions or for these. They vanish with the connection and are in
    no published file. ``asked``: the text of what will ask for them; what it does not name is not made."""
    store.execute("CREATE OR REPLACE TEMP TABLE versions_to_judge (version_id VARCHAR)")
    if versions is None:
        store.execute("INSERT INTO versions_to_judge SELECT DISTINCT version_id FROM core.report_versions")
    elif versions:
        store.insert("versions_to_judge", [_Version(version) for version in versions])
    sections = load("sections")["section"]
    parts = [
        _Part(
            row["code"],
            row.get("part", row["code"]),
            position,
            row["name"],
            bool(row.get("mandatory")),
            tuple(row.get("provinces", ())),
        )
        for position, row in enumerate(sections)
    ]
    store.execute(
        "CREATE OR REPLACE TEMP TABLE section_parts"
        " (section_code VARCHAR, part VARCHAR, position INTEGER, name VARCHAR, mandatory BOOLEAN, provinces VARCHAR[])"
    )
    store.insert("section_parts", parts)
    store.execute(
        "CREATE OR REPLACE TEMP TABLE mandatory_parts AS SELECT part, position, name, provinces FROM section_parts WHERE mandatory"
    )
    store.execute("CREATE OR REPLACE TEMP TABLE code_names (sort VARCHAR, code VARCHAR, name VARCHAR)")
    store.insert("code_names", list(_code_names()))
    script = (sql_folder / SHARED).read_text(encoding="utf-8")
    store.execute(script if asked is None else _named(script, asked))


def _named(script: str, asked: str) -> str:
    """The statements of a script that make what is named in ``asked``, or in a later one of them: a single rule needs few."""
    starts = [*_MAKES.finditer(script)]
    ends = [*(makes.start() for makes in starts[1:]), len(script)]
    kept: list[str] = []
    for makes, end in zip(reversed(starts), reversed(ends), strict=True):
        if makes[1] in _ALWAYS or re.search(rf"\b{makes[1]}\b", asked):
            kept.append(script[makes.start() : end])
            asked += kept[-1]
    return "".join(reversed(kept))


def _code_names() -> Iterator[_Name]:
    """Chinese names of codes, so that a query can name what it is about: each code once."""
    for sort, file, group in (
        ("category", "meaning", "category"),
        ("stage", "meaning", "stage"),
        ("staff", "staffing", "kind"),
        ("section", "sections", "section"),
    ):
        for code, name in {row["code"]: row["name"] for row in reversed(load(file)[group])}.items():
            yield _Name(sort, code, name)
    for code, name in load("quality")["measure"].items():
        yield _Name("asset", code, name)


def corpus_scripts(sql_folder: Path) -> list[str]:
    """What makes the tables that only rules with sight of other reports use, in the order of the scripts' names."""
    return [path.read_text(encoding="utf-8") for path in sorted(sql_folder.glob("_corpus_*.sql"))]


def prepare_corpus(store: SqlStore, sql_folder: Path) -> None:
    """Make the tables of rules with sight of other reports."""
    for script in corpus_scripts(sql_folder):
        store.execute(script)


def temporary_tables(store: SqlStore) -> frozenset[str]:
    """Names of the temporary tables there are."""
    rows = store.rows("SELECT table_name FROM duckdb_tables() WHERE temporary")
    return frozenset(row["table_name"] for row in rows)


def drop_tables(store: SqlStore, names: Iterable[str]) -> None:
    """Give back the memory of temporary tables: they hold every text once more, and a night goes on for long after the rules."""
    for name in sorted(names):
        store.execute(f"DROP TABLE temp.{name}")


@dataclass(frozen=True, slots=True)
class TextRows:
    """Rows of some versions and of their sections, as they lie in the store: light to hand to another process. Sections are
    None where no rule reads them."""

    versions: Sequence[Mapping[str, Any]]
    sections: Table | None

    def reports(self) -> list[ReportText]:
        """The versions as text rules see them."""
        parts = {row["code"]: row.get("part", row["code"]) for row in load("sections")["section"]}
        sections: dict[str, list[SectionText]] = {}
        for row in self.sections.to_pylist() if self.sections is not None else ():
            sections.setdefault(row["version_id"], []).append(_section(row, parts))
        return [_report(row, sections.get(row["version_id"], [])) for row in self.versions]


def rows_of_texts(store: SqlStore, *, with_sections: bool = True) -> Iterator[TextRows]:
    """All versions in scope with their sections, in batches so that memory does not grow with the store."""
    found = store.rows(f"SELECT {', '.join(_OF_REPORT)} FROM rule_scope ORDER BY version_id")
    size = min(max(BATCH, len(found) // MOST_BATCHES), LARGEST_BATCH)
    versions = iter(found)
    while batch := list(islice(versions, size)):
        if not with_sections:
            yield TextRows(batch, None)
            continue
        sections = store.arrow(
            "SELECT version_id, fact_id, section_code, heading, text, CAST(text_map AS VARCHAR) AS text_map FROM core.sections"
            " SEMI JOIN rule_scope USING (version_id) WHERE version_id BETWEEN $first AND $last ORDER BY version_id, seq",
            {"first": batch[0]["version_id"], "last": batch[-1]["version_id"]},
        )
        yield TextRows(batch, sections)


_OF_REPORT = ("version_id", "document_id", "unit_name", "county", "department_type", "fiscal_year", "title")


def _section(row: Mapping[str, Any], parts: Mapping[str, str]) -> SectionText:
    code = row["section_code"]
    reading = Reading(row["text"] or "", _numbers(row["text_map"]))
    return SectionText(
        code, parts.get(code, code), row["heading"] or "", reading, f"sections:{row['fact_id']}"
    )


def _numbers(printed: str | None) -> tuple[int, ...]:
    """A list as the database prints it: [0, 17, 40, 61]. Lists of numbers would come one number at a time."""
    return tuple(map(int, printed[1:-1].split(","))) if printed and printed != "[]" else ()


def _report(row: Mapping[str, Any], sections: Sequence[SectionText]) -> ReportText:
    return ReportText(**row, sections=tuple(sections))
