"""A county whose units are awaited and have sent nothing is called by its name."""

from __future__ import annotations

from pipelines.night.check.awaited import name_awaited_places
from pipelines.store import Store, create_schema


def test_an_awaited_county_has_its_name_and_the_levels_above_and_an_unknown_code_has_none() -> None:
    with Store.in_memory() as store:
        create_schema(store)
        store.execute(
            "INSERT INTO core.regions (region_code, name, level) VALUES ('130000', '河北省', 'province')"
        )
        for code in ("130129", "130132", "110101", "109999"):
            store.execute(
                "INSERT INTO core.expected_units (region_code, unit_name) VALUES (?, '某局')", [code]
            )
        assert name_awaited_places(store) == 5
        assert name_awaited_places(store) == 0, "said once"
        found = store.table(
            "SELECT region_code, name, level, parent_code FROM core.regions ORDER BY region_code"
        )[1]
    assert found == [
        ("110000", "北京市", "province", None),
        ("110101", "东城区", "county", "110000"),
        ("130000", "河北省", "province", None),
        ("130100", "石家庄市", "city", "130000"),
        ("130129", "赞皇县", "county", "130100"),
        ("130132", "元氏县", "county", "130100"),
    ]
