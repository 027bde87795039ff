"""A01: the unit that title, opening, organisation table and signers name is the report's own.

Belongs here: comparing names by their kind of department and their county. Does not belong here: finding out whose
report it is (normalize). A failure keeps the report out of every comparison, so names differ only where both are of a
known kind and the kinds have nothing to do with each other; a name that cannot be placed says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText, SectionText, fold
from pipelines.quality.text_rules.counties import counties
from pipelines.quality.text_rules.finding import found

_REGION = re.compile(
    r"^(?:中共|中国共产党)?(?:[\u4e00-\u9fff]{2,8}?(?:自治)?[省州市盟])?(?P<county>[\u4e00-\u9fff]{1,9}?[县区市旗])"
)
_TITLE = re.compile(r"(?P<name>[\u4e00-\u9fff()]{4,30}?)(?:关于)?(?:19|20)\d\d年")
_NAMED = re.compile(r"[\u4e00-\u9fff()]{4,26}")
SIGNERS_LEAST = 2


@cache
def _kinds() -> dict[str, str]:
    """Kind of department by each of its names."""
    return {
        name: row["name"]
        for row in load("departments")["type"]
        for name in (row["name"], *row.get("aliases", ()))
    }


@cache
def _kin() -> tuple[frozenset[str], ...]:
    successors = [
        frozenset((row["name"], row["successor"]))
        for row in load("departments")["type"]
        if row.get("successor")
    ]
    return (*(frozenset(group) for group in load("strays")["unit_named"]["kin"]), *successors)


@cache
def _openings() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, load("strays")["unit_named"]["opening"]))


@cache
def _beginnings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The level that a name may open with in place of its region, and a party body's own words."""
    words = load("strays")["unit_named"]
    return re.compile(words["own_level"]), re.compile(words["body"])


def unit_agrees(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """The title is held to the unit that the report was filed under, the text to the same."""
    own = fold(report.unit_name or "")
    if not own or not report.county:
        yield not_evaluable("no_unit")
        return
    compared = False
    for where, section, start, end, name in _named(report, own):
        agrees = _agree(name, own, report)
        if agrees is None:
            continue
        compared = True
        if not agrees:
            said = load("strays")["unit_named"]["where"][where]
            values: dict[str, Any] = {"where": said, "observed": name, "expected": report.unit_name}
            if section is None:
                facts = tuple(s.fact for s in report.sections[:1])
                yield Case(Outcome.FAIL, subject=said, values=values, facts=facts)
            else:
                yield found(report, section, start, end, **values)
            return
    yield passed() if compared else not_evaluable("unit_not_named")


def _named(report: ReportText, own: str) -> Iterator[tuple[str, SectionText | None, int, int, str]]:
    """Where the report says whose it is: place (a code of the lexicon), section and range, name."""
    if report.sections and (match := _TITLE.search(fold(report.title or ""))):
        yield "title", None, 0, 0, match["name"]
    for section in report.of_parts("preamble"):
        text = section.reading.without_titles()
        for pattern in _openings():
            if match := pattern.search(text):
                yield "opening", section, *match.span("name"), match["name"]
                break
    for section in report.of_parts("organisation", "signers"):
        yield from _listed(section, own)


def _listed(section: SectionText, own: str) -> Iterator[tuple[str, SectionText, int, int, str]]:
    """The one unit that a table or a list names in every row, its own nowhere; rows of reviewers do not count."""
    where = "signers" if section.code == "signers" else "organisation"
    text = section.reading.folded
    if (start := text.find(own)) >= 0:
        yield where, section, start, start + len(own), own
        return
    cells = [fold(c) for c in re.split(r"[\n\t]|[ \u3000]+", section.reading.text)]
    names = [c for c in cells if _NAMED.fullmatch(c) and _kind(c) is not None and _county(c) is not None]
    kinds = {_kind(n) for n in names}
    least = SIGNERS_LEAST if where == "signers" else 1
    if len(names) < least or len(kinds) != 1 or kinds & set(load("strays")["unit_named"]["reviewers"]):
        return
    start = text.find(names[0])
    if start >= 0:
        yield where, section, start, start + len(names[0]), names[0]


def _agree(name: str, own: str, report: ReportText) -> bool | None:
    """None where the names cannot be held against each other."""
    if own in name or name in own:
        return True
    theirs, mine = _kind(name.removeprefix(report.county or "")), report.department_type
    if theirs is None or mine is None:
        return None
    county = _county(name)
    if theirs == mine:
        return _same_county(county, report.county or "")
    if any(theirs in group and mine in group for group in _kin()):
        return None
    core, ours = (_core(n.removeprefix(report.county or "")) for n in (name, own))
    if any(core[i : i + 2] in ours for i in range(len(core) - 2)):
        return None
    return False


def _same_county(county: str | None, own: str) -> bool | None:
    """Only two names of the table that no renaming ties are two counties."""
    known = counties().codes
    if county is None or county == own or county[:-1] == own[:-1]:
        return True
    if county not in known or own not in known:
        return None
    return any(own in counties().of_code(code) for code in known[county])


def _county(name: str) -> str | None:
    match = _REGION.match(name)
    return match["county"] if match and match["county"] in counties().codes else None


def _core(name: str) -> str:
    """A name without its region: 中共赵县委员会组织部 and 县委组织部 are 组织部 to _kind."""
    match = _REGION.match(name)
    own_level, body = _beginnings()
    rest = name[match.end() :] if match and match["county"] in counties().codes else own_level.sub("", name)
    for end in load("strays")["unit_named"]["ends"]:
        rest = rest.removesuffix(end)
    return body.sub("", rest)


def _kind(name: str) -> str | None:
    return _kinds().get(_core(name)) or _kinds().get(name)
