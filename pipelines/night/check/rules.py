"""The rules of a night: read, checked and tried before anything else is done.

Belongs here: which rules a night uses, and that a fault in one is found at its start. Does not belong here: running them
(checking), their form (quality.loader).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipelines.night.settings import Settings
from pipelines.night.stamps import stage_stamp, stamp_files, stamp_text
from pipelines.quality import Rule, load_all_rules
from pipelines.quality.admission import admit
from pipelines.quality.kept import KeptResults
from pipelines.store import Store, create_schema


def admitted_rules(settings: Settings) -> tuple[Rule, ...]:
    """All rules, each query tried on an empty database. Raises RuleFileError with file and line."""
    return _admitted(
        settings.expectations, settings.schema, stamp_files([settings.expectations, settings.schema])
    )


@cache
def _admitted(expectations: Path, schema: Path, stamp: str) -> tuple[Rule, ...]:
    rules = load_all_rules(expectations)
    with Store.in_memory() as store:
        create_schema(store, schema)
        admit(store, rules, expectations / "sql")
    return rules


def kept_results(settings: Settings) -> KeptResults:
    """Results of earlier nights; they hold while code, word lists, shared SQL and the schema are those of today."""
    made_by = stamp_text(
        stage_stamp("check"), stamp_files([settings.schema, settings.expectations / "sql" / "_scope.sql"])
    )
    kept = KeptResults(settings.results, made_by)
    if settings.rebuild:
        kept.clear()
    return kept
