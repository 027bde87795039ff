"""Score givers: whose points a sentence tells where its clause names nobody.

Belongs here: 「专家组评分后，综合得分92.5分」, 「县福利院综合得分95分」, 「邻县民政局自评得分97分」. Does not belong here: a scorer in the clause
itself that is one of the codes (财政复核得分: score_clauses), which score holds (scores), wording (lexicon/grades.toml).
"""

from __future__ import annotations

import re
from functools import cache

from pipelines.extract.prose.own_names import is_own_name
from pipelines.lexicon import load

OTHER = "other"
"""The scorer of points that others gave, or that another unit got: told, and no score of the report."""
LOOK_BACK = 120
TITLE = re.compile(r"《[^《》]*》")
"""按县财政局《绩效评价评分表》: what a file is called says nothing of who gave points."""
COUNTY = re.compile(r"[\u4e00-\u9fff]{1,8}[县区市旗](?=[\u4e00-\u9fff]{2})")


def is_by_others(told: str) -> bool:
    """Whether the words before points say that others reviewed the unit, and nothing since that it rated itself."""
    said, told = load("grades")["givers"], TITLE.sub("", told)
    if not any(word in told for word in said["may_say"]):
        return False
    last = None
    for last in _pattern("others").finditer(told[-LOOK_BACK:]):  # noqa: B007
        pass
    if last is None:
        return False
    since = told[-LOOK_BACK:][last.start() :]
    if _pattern("own_whole").search(since):
        return False
    return _pattern("self").search(since) is None


def is_by_nobody(clause: str, told: str) -> bool:
    """绩效考核综合得分96.5分: the rating of all departments by the county, as likely as the unit's own; nobody is named."""
    if _pattern("rating").search(clause) is None or _pattern("unnamed").search(clause) is None:
        return False
    return _pattern("self").search(told) is None


def rated_itself(clause: str) -> bool:
    """Whether a clause says that the unit gave itself the points."""
    return _pattern("rated_itself").search(clause) is not None


def is_rating(clause: str) -> bool:
    """Whether a clause tells of a rating, by whomever, and not that the unit gave itself the points."""
    return _pattern("rating").search(clause) is not None and not rated_itself(clause)


def is_of_another_unit(clause: str, names: tuple[str, ...]) -> bool:
    """Whether the subject of the clause with the points is an institution or office that is not the report's own."""
    if not names:
        return False
    subject = _pattern("subject").match(clause)
    if subject is None:
        return False
    county = COUNTY.match(subject["name"])
    elsewhere = county is not None and not any(county.group() in name for name in names)
    return (elsewhere and any(COUNTY.match(name) for name in names)) or not is_own_name(
        subject["name"], names
    )


@cache
def _pattern(group: str) -> re.Pattern[str]:
    said = load("grades")["givers"][group]
    if group == "subject":
        unit = load("frames")["unit"]
        said = [
            line.replace("{institution}", unit["institution"]).replace("{office}", unit["office"])
            for line in said
        ]
    return re.compile("|".join(said))
