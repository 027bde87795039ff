"""Ship: the samples that the project carries in raw/samples/, with their cards and the list of planted faults.

Belongs here: which specimens are shipped, README.md, manifest.csv and faults.csv. Does not belong here: figures
and words.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from pipelines.lexicon import load
from pipelines.samples.faults import plant
from pipelines.samples.files import FORMATS, write
from pipelines.samples.invent import department_of, regions, unit
from pipelines.samples.model import Specimen
from pipelines.samples.retold import retold

CARD_COLUMNS = ("path", "county", "region_code", "unit_name", "fiscal_year", "source_url", "is_sample")
FAULT_LIST = "faults.csv"


@dataclass(frozen=True, slots=True)
class Shipped:
    """A specimen, the name of its file, and what is wrong with it, by the rule that must catch it."""

    specimen: Specimen
    file_name: str
    because: dict[str, str]
    is_retold: bool


def planned() -> tuple[Shipped, ...]:
    """What is shipped, sorted by file name."""
    made = [Shipped(r.specimen, f"{r.specimen.name}.{r.ending}", r.because, True) for r in retold()]
    plan = load("sample_shipment")
    says = {row["rule"]: row["says"] for row in load("sample_faults")["fault"]}
    places = {region.code: region for region in regions()}
    for row in plan["unit"]:
        specimens = unit(plan["seed"], places[row["county"]], department_of(row["type"]), plan["years"])
        for specimen, ending in zip(specimens, row["formats"], strict=True):
            rule = row["faults"].get(str(specimen.year))
            shipped = plant(specimen, rule) if rule else specimen
            because = {flag: says[flag] for flag in shipped.faults}
            made.append(Shipped(shipped, f"{shipped.name}.{ending}", because, False))
    return tuple(sorted(made, key=lambda m: m.file_name))


def ship(folder: Path) -> tuple[Shipped, ...]:
    """Write all files; reports of an earlier plan that are no longer shipped are removed."""
    made = planned()
    folder.mkdir(parents=True, exist_ok=True)
    kept = {m.file_name for m in made}
    for old in folder.iterdir():
        if old.suffix.removeprefix(".") in FORMATS and old.name not in kept:
            old.unlink()
    for one in made:
        write(one.specimen, folder / one.file_name)
    (folder / "manifest.csv").write_text(_manifest(made), encoding="utf-8")
    (folder / FAULT_LIST).write_text(_fault_list(made), encoding="utf-8")
    (folder / "README.md").write_text(readme(made), encoding="utf-8")
    return made


def readme(made: tuple[Shipped, ...]) -> str:
    """README.md: what the files are, and every fault with its file and rule."""
    words = load("sample_readme")

    def listed(wanted: bool) -> str:
        lines = [
            f"| `{one.file_name}` | {said} | {rule} |"
            for one in made
            if one.is_retold is wanted
            for rule, said in one.because.items()
        ]
        return "\n".join(lines)

    invented = [m for m in made if not m.is_retold]
    return str(words["text"]).format(
        count=len(made),
        units=len({m.specimen.unit_name for m in invented}),
        years="、".join(str(y) for y in sorted({m.specimen.year for m in invented})),
        counties="、".join(sorted({m.specimen.region.county for m in invented})),
        clean=sum(not m.specimen.faults for m in invented),
        planted=sum(bool(m.specimen.faults) for m in invented),
        faults=listed(False),
        retold=listed(True),
    )


def _manifest(made: tuple[Shipped, ...]) -> str:
    cards = [
        (
            m.file_name,
            m.specimen.region.county,
            m.specimen.region.code,
            m.specimen.unit_name,
            m.specimen.year,
            "",
            "true",
        )
        for m in made
    ]
    return _csv([CARD_COLUMNS, *cards])


def _fault_list(made: tuple[Shipped, ...]) -> str:
    return _csv([("file", "rule_id"), *((m.file_name, rule) for m in made for rule in m.specimen.faults)])


def _csv(rows: list[tuple[object, ...]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()
