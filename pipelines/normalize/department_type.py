"""The department type of a report: which kind of department its unit is, across counties.

Belongs here: looking a unit's name up in the registry, and proposing a similar type. Does not belong here: the registry
(departments), taking a name apart (unit_parts).
"""

from __future__ import annotations

from pipelines.model.document import Span
from pipelines.model.problem import Problem
from pipelines.normalize.departments import Departments
from pipelines.normalize.places import Places
from pipelines.normalize.unit_parts import UnitParts, unit_parts, without_own_level, without_unknown_place


def type_by_name(name: str, year: int | None, places: Places, departments: Departments) -> str:
    """The department type that a unit's full name tells: that of the registry, else the name without its region."""
    return type_of(unit_parts(name, year, places, departments), year, departments, None)[0]


def type_of(
    parts: UnitParts, year: int | None, departments: Departments, span: Span | None
) -> tuple[str, Problem | None]:
    """The type of the registry, else the name without its region; a similar type is a problem for a person."""
    forms = [parts.rest, without_own_level(parts.rest), _of_one_body(parts)]
    if not parts.regions:
        forms.append(without_unknown_place(parts.rest))
    for rest in dict.fromkeys(forms):
        found = departments.department_type(parts.head_type + rest, year)
        if found is not None:
            return found, None
    own = parts.head_type + without_own_level(parts.rest)
    proposal = departments.propose(own)
    if proposal is None:
        return own, None
    return own, Problem(
        "department_type_proposed",
        f"部门类别“{own}”不在类别表中，与“{proposal.known_name}”（{proposal.type_name}）相似；"
        "如为同类，请在 lexicon/departments.toml 补充别名",
        f"department '{own}' is in no type; it resembles '{proposal.known_name}' ({proposal.type_name}): "
        "if it is the same, add the alias to lexicon/departments.toml",
        span,
    )


def _of_one_body(parts: UnitParts) -> str:
    """The rest without the region that stands before a second name of the same body: 纪委磐安县监委 → 纪委监委."""
    rest = parts.rest
    for name in sorted({n for r in parts.regions for n in (r.name, *r.aliases)}, key=len, reverse=True):
        rest = rest.replace(name, "")
    return rest.replace("、", "") if rest != parts.rest else rest
