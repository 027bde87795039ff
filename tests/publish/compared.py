"""A small country for tests of the pages of comparison: nine counties with one sort of bureau, and every sort of gap."""

from __future__ import annotations

from pathlib import Path

from pipelines.publish.site import Site, start_site
from pipelines.publish.site.counties import write_counties
from pipelines.publish.site.departments import write_departments
from pipelines.publish.site.indicators import write_indicators
from pipelines.publish.site.methods import write_methods
from pipelines.publish.site.overview import write_overview
from pipelines.publish.site.restatements import write_restatements
from pipelines.store import Store
from tests.marts.loaded import with_marts
from tests.warehouse_rows import Told

ATTACK = '<script>alert(1)</script>"局'
COUNTIES = {f"1301{n:02}": f"第{n}县" for n in range(21, 30)}
LONELY, EMPTY = "130130", "130131"
"""A county with one report, and one with none."""


def bureau(code: str, year: int, tens: int, **more: object) -> Told:
    """The 民政局 of a county: ``tens`` × 10 万元 for ten people on post."""
    return Told(
        unit=f"{COUNTIES[code]}民政局",
        region=code,
        county=COUNTIES[code],
        department="民政局",
        year=year,
        money={
            ("personnel", "executed"): f"{tens}00000",
            ("project", "initial"): "1000000",
            ("project", "executed"): "950000",
        },
        staff={"on_post": 10},
        score="98",
        **more,  # type: ignore[arg-type]
    )


FIRST = bureau("130121", 2023, 10)
PEERS = [
    bureau(code, 2024, 11 + n, last_year={("personnel", "executed"): "1200000"} if n == 0 else {})
    for n, code in enumerate(COUNTIES)
]


def archive(amount: str, **more: object) -> Told:
    """The only report of the lonely county, in one of its versions."""
    return Told(
        unit="孤县档案馆",
        region=LONELY,
        county="孤县",
        department="档案馆",
        year=2024,
        money={("operating", "executed"): amount},
        **more,  # type: ignore[arg-type]
    )


TOLD = (
    FIRST,
    *PEERS,
    archive("60000", filing="a", is_current=False),
    archive("50000", filing="b", relation="revision"),
    Told(unit="某残疾人联合会", region=None, county=None, department="残疾人联合会", year=2024),
    Told(unit=f"第21县{ATTACK}", region="130121", county="第21县", department=None, year=2024, score="100"),
)
_ROW = "'{fact}', '{t.report_id}', '{t.version_id}', 'e:{t.version_id}/scores/self', 1, {seq}, '{level2}', '{name}', '{sign}', {target}, '%', {actual}, '{concept}', true"
INDICATORS = (
    (PEERS[0], "满意度指标", "群众满意度", "≥", 90, "95", "c1"),
    (PEERS[1], "社会效益指标", "群众满意度", "≥", 92, "NULL", "c1"),
    (PEERS[2], "质量指标", "独有的指标", "=", 100, "100", "c2"),
    (PEERS[3], "质量指标", "没有完成值的指标", "≥", 100, "NULL", "c3"),
)
BEFORE = (
    "INSERT INTO core.units BY NAME SELECT 'u-due' AS unit_id, '130131' AS region_code, '空县水利局' AS unit_name, '水利局' AS department_type;"
    "INSERT INTO core.units BY NAME SELECT unnest(['u-1', 'u-9']) AS unit_id, unnest(['130105', '130902']) AS region_code, '新华区水利局' AS unit_name, '水利局' AS department_type;"
    "INSERT INTO core.regions BY NAME SELECT unnest(['130100', '130900']) AS region_code, unnest(['石家庄市', '沧州市']) AS name, 'city' AS level;"
    "INSERT INTO core.regions BY NAME SELECT unnest(['130105', '130902']) AS region_code, '新华区' AS name, 'county' AS level, unnest(['130100', '130900']) AS parent_code;"
    "INSERT INTO core.expected_units VALUES ('130131', '空县水利局', '水利局', 2024, NULL);"
    "INSERT INTO core.concepts BY NAME VALUES ('c1', '群众满意度', '满意度指标', '%', 'higher', 'same', 1, 1), ('c2', '独有的指标', '质量指标', '%', NULL, 'same', 1, 1), ('c3', '没有完成值的指标', '质量指标', '%', NULL, 'same', 1, 1)"
).replace("BY NAME VALUES", "(concept_id, name, level2, unit, direction, basis, confidence, n_names) VALUES")


def before() -> str:
    """SQL for what :class:`Told` cannot tell: indicators, concepts, a unit that should have reported."""
    rows = ", ".join(
        "("
        + _ROW.format(
            fact=f"i{n}",
            t=t,
            seq=n,
            level2=level2,
            name=name,
            sign=sign,
            target=target,
            actual=actual,
            concept=concept,
        )
        + ")"
        for n, (t, level2, name, sign, target, actual, concept) in enumerate(INDICATORS)
    )
    columns = "fact_id, report_id, version_id, evidence_id, confidence, seq, level2, level3, operator, target_num, unit, actual_num, concept_id, is_current"
    return f"{BEFORE}; INSERT INTO core.indicators ({columns}) VALUES {rows}"


def compared(folder: Path) -> Store:
    """The database with its marts."""
    folder.mkdir()
    return with_marts(folder, *TOLD, before=before())


def write_pages(store: Store, folder: Path, accuracy: Path, previous: Path | None = None) -> Site:
    """Every page of comparison."""
    site = start_site(store, folder, "20260101T000000Z-buildname", previous)
    write_overview(store, site)
    write_counties(store, site)
    write_departments(store, site)
    write_indicators(store, site)
    write_restatements(store, site)
    write_methods(store, site, accuracy)
    return site
