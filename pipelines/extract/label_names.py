"""Names of a report's own unit and project that explain themselves in a label.

Belongs here: which of the printed names are the unit's, and their shorter forms. Does not belong here: finding printed names
(identity), whether a name in running text is the unit's own (prose.own_names).
"""

from __future__ import annotations

import re
from itertools import takewhile

from pipelines.extract.prose.own_names import calls_itself, names_below, own_words
from pipelines.lexicon import load
from pipelines.model.claims import IdentityClaim
from pipelines.model.flow import fold

GENERAL = re.compile(r"(?:专项|补助|补贴)?(?:项目|资金|经费)*$")
SHORTEST_SUBJECT = 4
COUNTY_LEVEL = re.compile(r"[县区市旗][\u4e00-\u9fff]{2,}")
PLACE = re.compile(r"^[\u4e00-\u9fff]{0,10}?[县区市旗](?=[\u4e00-\u9fff]{2})")
OFFICE = re.compile(r"(?<=..)[局委办会院部所站校]$")
TOWN = re.compile(r"((?:.*[县区市旗])?([\u4e00-\u9fff]{2,7}(?:镇|乡|街道)))(?:人民政府|办事处)?")
"""石桥县柳湾镇 and 柳湾镇 of 石桥县柳湾镇人民政府: what the report calls the town itself."""


def label_names(identity: IdentityClaim) -> tuple[str, ...]:
    """Names that explain themselves in a label.

    The unit as printed, and without the county's own name (县农业农村局); of a project's report the project as well.
    """
    printed = [fold("".join(said.text.split())) for said in identity.units if said.text]
    printed = [name for name in printed if _alike(name, printed[0])]
    short = [match.group() for name in printed if (match := COUNTY_LEVEL.search(name, 1))]
    short += [town for name in printed if (match := TOWN.fullmatch(name)) for town in match.groups()]
    short += [name for said in printed for name in _short_forms(said)]
    subject = fold("".join((identity.subject or "").split()))
    project = [name for name in (subject, GENERAL.sub("", subject)) if len(name) >= SHORTEST_SUBJECT]
    called = [word for word in own_words() if any(calls_itself(word, name) for name in printed)]
    return tuple(dict.fromkeys((*printed, *short, *project, *called)))


def _short_forms(name: str) -> list[str]:
    """县供销社 for 石桥县供销合作社联合社: the shorter names of its type of department behind the level of its place."""
    place = PLACE.match(name)
    if place is None:
        return []
    rest, level = name[place.end() :], place.group()[-1]
    return [
        f"{level}{alias}"
        for row in load("departments")["type"]
        for names in [(row["name"], *row.get("aliases", ()))]
        if rest in names
        for alias in names
        if len(alias) < len(rest)
    ]


def _alike(name: str, first: str) -> bool:
    """Whether a printed name may be another form of the most trustworthy one: 石桥县福利院 and 石桥县财政局 are none of 石桥县民政局,
    柳湾镇卫生院 is none of 柳湾镇人民政府."""
    own, other = (PLACE.sub("", printed) or printed for printed in (name, first))
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(own, other, strict=False)))
    rests = own[common:], other[common:]
    if common and all(rests) and not set(rests[0]) & set(rests[1]):
        return False
    if not all(rests):
        return not any(rest and names_below().match(rest) for rest in rests)
    cores = [set(OFFICE.sub("", printed)) for printed in (own, other)]
    shared, fewer = len(cores[0] & cores[1]), min(len(cores[0]), len(cores[1]))
    return 2 * shared > fewer or shared == fewer
