"""Office: which unit of which county reports, and how it is called where.

Belongs here: choosing a county and a department, the names under which they are printed, the truth about identity.
Does not belong here: layout, figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from benchmarks.golden import load
from benchmarks.golden.truth import Row, Truth


@dataclass(frozen=True, slots=True)
class Office:
    """A reporting unit. ``printed``: its county as this document writes it; ``name``: its full name as printed."""

    code: str
    county: str
    printed: str
    city: str
    shared: bool
    years: tuple[int, int]
    body: str
    kind: str
    duties: tuple[str, ...]
    projects: tuple[str, ...]
    indicators: tuple[tuple[str, ...], ...]

    @property
    def name(self) -> str:
        """石家庄市长安区水利局; 寻甸县档案馆."""
        return (self.city if self.shared else "") + self.printed + self.body

    @property
    def local(self) -> str:
        """县水利局: as it calls itself at home."""
        return self.printed[-1] + self.body

    @property
    def word(self) -> str:
        """我局, 我馆, 我单位."""
        return {"局": "我局", "馆": "我馆", "会": "我会"}.get(self.body[-1], "我办")

    def year(self, rng: Random, first: int, last: int) -> int:
        """A year between these in which the county had its name."""
        low, high = max(first, self.years[0]), min(last, self.years[1])
        return rng.randint(low, high) if low <= high else self.years[1]

    def truth(self, year: int, report_type: str, signed_on: str | None = None) -> Truth:
        """The truth about who reports on which year."""
        report: Row = {
            "region_code": self.code,
            "county": self.county,
            "department_type": self.kind,
            "unit_name": (self.city if self.shared else "") + self.county + self.body,
            "fiscal_year": year,
            "report_type": report_type,
            "signed_on": signed_on,
        }
        also = {"unit_name": sorted({self.name, self.printed + self.body, self.county + self.body})}
        if self.printed != self.county:
            also["county"] = [self.printed]
        also["department_type"] = [self.body]
        return Truth(report, also)


def office(rng: Random, province: str) -> Office:
    """A unit of a county of this province; an autonomous county goes by its short name now and then."""
    place = rng.choice(load("places")[province])
    body = rng.choice(load("offices")["office"])
    short = place.get("short")
    return Office(
        code=place["code"],
        county=place["name"],
        printed=short if short and rng.random() < 0.35 else place["name"],
        city=place["city"],
        shared=place.get("shared", False),
        years=(place.get("years", [2000, 2099])[0], place.get("years", [2000, 2099])[1]),
        body=body["name"],
        kind=body["type"],
        duties=tuple(body["duties"]),
        projects=tuple(body["projects"]),
        indicators=tuple(tuple(row) for row in body["indicators"]),
    )
