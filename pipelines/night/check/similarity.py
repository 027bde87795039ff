"""Hop 6 of a night, before the rules: which texts are copies of each other.

Belongs here: from the tables of a candidate to quality.text_pairs, text_pieces and text_compared. Does not belong here: how texts are
compared (compare), which likeness is a finding (rules F04 and A15).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

import pyarrow as pa

from pipelines.compare import KeptShingles, Part, Text, compare, load_limits
from pipelines.compare.masking import prose
from pipelines.compare.texts import Shingles, shingle
from pipelines.engine import stream_tasks
from pipelines.night.stamps import stage_stamp
from pipelines.store import Store

_BATCH = 500
MANY = 2_000
"""Texts from which on further processes pay for their start."""
T = TypeVar("T")
# Every version that is not the same words again, of a report with very many the first ones to be judged; a stamp of its words and of
# the names that are masked in them.
_TEXTS = """
    SELECT f.version_id, f.report_id, f.document_id, coalesce(f.region_code, f.report_id) || '|' || coalesce(f.unit_name, f.report_id) AS unit,
           f.unit_name, f.county, f.department_type, f.fiscal_year, f.signed_on, v.first_seen_at,
           md5(concat_ws('|', $stamp, f.unit_name, f.county, s.words)) AS stamp
    FROM core.filed_reports f
    JOIN core.report_versions v ON v.version_id = f.version_id AND v.document_id = f.document_id AND v.relation <> 'duplicate'
    JOIN (SELECT version_id, string_agg(section_code || ':' || md5(text), ',' ORDER BY seq, fact_id) AS words
          FROM core.sections WHERE text IS NOT NULL GROUP BY version_id) s ON s.version_id = f.version_id
    SEMI JOIN (
        SELECT version_id FROM core.report_versions WHERE relation <> 'duplicate'
        QUALIFY row_number() OVER (PARTITION BY report_id ORDER BY is_current DESC, version_no DESC, version_id) <= $versions
    ) c ON c.version_id = f.version_id
    QUALIFY row_number() OVER (PARTITION BY f.version_id ORDER BY f.document_id) = 1
    ORDER BY f.version_id
"""
_WORDS = """
    SELECT version_id, section_code, text FROM core.sections
    WHERE text IS NOT NULL AND version_id IN (SELECT unnest($ids)) ORDER BY version_id, seq, fact_id
"""
_PARTS = """
    SELECT version_id, section_code, text, text_map FROM core.sections
    WHERE text IS NOT NULL AND version_id IN (SELECT unnest($ids)) ORDER BY version_id, seq, fact_id
"""


@dataclass(frozen=True, slots=True)
class HashTask:
    """Texts to be hashed, and their sections as a table: version, code and words."""

    texts: Sequence[Text]
    sections: pa.Table


def compare_texts(store: Store, kept: Path | None = None, workers: int = 1) -> int:
    """Fill the tables; how many texts had to be hashed. ``kept``: where hashes are kept between nights. Many texts are hashed by
    ``workers`` processes."""
    limits = load_limits()
    given = {"stamp": stage_stamp("compare"), "versions": limits.versions}
    texts = [Text(**row) for row in store.rows(_TEXTS, given)]
    shelf = KeptShingles(kept) if kept else None
    known = shelf.read(text.stamp for text in texts) if shelf else {}
    fresh = _hashed(store, [text for text in texts if text.stamp not in known], workers)
    if shelf:
        shelf.add(fresh, known)
    shingles = {text.version_id: (known.get(text.stamp) or fresh[text.stamp]) for text in texts}
    compared = compare(texts, shingles, partial(_all_parts, store), limits)
    store.insert("quality.text_pairs", compared.pairs)
    store.insert("quality.text_pieces", compared.pieces)
    store.insert("quality.text_compared", compared.shares)
    return len(fresh)


def hash_texts(task: HashTask) -> dict[str, Shingles]:
    """The shingles of each text by its stamp; runs in a worker."""
    parts: defaultdict[str, list[Part]] = defaultdict(list)
    for version, code, words in zip(*(column.to_pylist() for column in task.sections.columns), strict=True):
        parts[version].append(Part(code, prose(words), ()))
    return {text.stamp: shingle(text, parts[text.version_id]) for text in task.texts}


def _hashed(store: Store, texts: Sequence[Text], workers: int) -> dict[str, Shingles]:
    """Texts of one unit come together: what masks its names is made once."""
    ordered = sorted(texts, key=attrgetter("unit", "version_id"))
    tasks = (
        HashTask(batch, store.arrow(_WORDS, {"ids": [text.version_id for text in batch]}))
        for batch in _batches(ordered)
    )
    fresh: dict[str, Shingles] = {}
    for done in stream_tasks(hash_texts, tasks, workers if len(texts) >= MANY else 1):
        fresh |= done.value if done.value is not None else hash_texts(done.task)
    return fresh


def _all_parts(store: Store, versions: Sequence[str]) -> dict[str, tuple[Part, ...]]:
    return {version: parts for batch in _batches(versions) for version, parts in _parts(store, batch).items()}


def _batches(values: Sequence[T]) -> Iterator[list[T]]:
    rest = iter(values)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _parts(store: Store, versions: Sequence[str]) -> Mapping[str, tuple[Part, ...]]:
    rows = store.rows(_PARTS, {"ids": list(versions)})
    return {
        version: tuple(
            Part(row["section_code"], prose(row["text"]), tuple(row["text_map"] or ())) for row in found
        )
        for version, found in groupby(rows, key=lambda row: row["version_id"])
    }
