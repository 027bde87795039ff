"""Hop 6 of a night, before the rules: the same indicator of different counties gets one concept.

Belongs here: from the indicators of a candidate and people's words to core.concepts, core.indicators.concept_id and the tables
that say why. Does not belong here: which names are one (compare.concepts), the file of decisions (assemble.concept_decisions).
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Final

from pipelines.assemble.concept_decisions import SAME, outcomes, read_concept_decisions, standing
from pipelines.assemble.wording import problem_row
from pipelines.compare.concept_keys import Said
from pipelines.compare.concepts import Printed, bring_together
from pipelines.night.decision_files import CONCEPTS
from pipelines.store import Store

_PRINTED_SQL: Final = """
SELECT i.level3, i.unit, CAST(count(*) AS INTEGER) AS n_rows, mode(i.level2) AS level2, mode(i.operator) AS operator,
       min(f.fiscal_year) AS from_year, max(f.fiscal_year) AS to_year
FROM core.indicators AS i
LEFT JOIN (SELECT version_id, any_value(fiscal_year) AS fiscal_year FROM core.filed_reports GROUP BY version_id) AS f USING (version_id)
WHERE i.level3 IS NOT NULL GROUP BY i.level3, i.unit ORDER BY ALL
"""
_FILL_SQL: Final = """
UPDATE core.indicators AS i SET concept_id = n.concept_id FROM quality.concept_names AS n
WHERE n.level3 = i.level3 AND n.unit IS NOT DISTINCT FROM i.unit AND n.concept_id IS NOT NULL
"""


def apply_concepts(store: Store, folder: Path) -> dict[str, int]:
    """Fill the tables and the column; entries that do not hold become problems. Counts of concepts and proposals."""
    printed = [Printed(**row) for row in store.rows(_PRINTED_SQL)]
    places = [
        row["name"] for row in store.rows("SELECT DISTINCT name FROM core.regions WHERE name IS NOT NULL")
    ]
    read = read_concept_decisions(folder / CONCEPTS)
    said = [Said(d.action == SAME, d.names, d.name) for d in standing(read.values)]
    made = bring_together(printed, said, places)
    store.insert("core.concepts", made.concepts)
    store.insert("quality.concept_names", made.members)
    store.insert("quality.concept_proposals", made.proposals)
    store.execute(_FILL_SQL)
    of_name: dict[str, set[str]] = defaultdict(set)
    for member in made.members:
        if member.concept_id is not None:
            of_name[member.level3].add(member.concept_id)
    ended = list(outcomes(read.values, of_name))
    store.insert("quality.concept_decisions", [row for row, _ in ended])
    problems = (*read.problems, *(fault for _, fault in ended if fault is not None))
    store.insert("quality.problems", [problem_row(p, "", None) for p in problems])
    return {"concepts": len(made.concepts), "concepts_proposed": len(made.proposals)}
