"""Schema 分析: beside each column of codes stands what the codes mean, in step with the comments and the lexicon."""

from __future__ import annotations

import re

from pipelines.store import Store, describe
from pipelines.store.chinese_views import build_chinese_views, names_of
from tests.marts.told import S1, Marts

NAMED_BESIDE = {"measure", "figure", "field", "section_code", "branch"}
"""Codes whose names the tables themselves have in the next column, or that the rule explains (branch)."""
_CODE = re.compile(r"[a-z][a-z_]+")


def test_names_stand_beside_codes_and_an_unknown_code_stays_as_it_is() -> None:
    with Store.in_memory() as store:
        store.execute(
            "CREATE SCHEMA mart; CREATE TABLE mart.first AS SELECT unnest(['a_one', 'b_two', 'c', NULL]) AS sort;"
            "COMMENT ON TABLE mart.first IS '甲'; COMMENT ON COLUMN mart.first.sort IS '种类代码：a_one 第一种、b_two 它''的';"
            "CREATE TABLE mart.second AS SELECT 'a_one' AS sort, '写好的' AS said, 'a_one' AS kind;"
            "COMMENT ON TABLE mart.second IS '乙'; COMMENT ON COLUMN mart.second.sort IS '类：编码同 mart.first';"
            "COMMENT ON COLUMN mart.second.said IS '别名称'; COMMENT ON COLUMN mart.second.kind IS '别：a_one 甲、b_two 乙'"
        )
        build_chinese_views(store)
        assert store.table("FROM 分析.甲") == (
            ["种类代码", "种类名称"],
            [("a_one", "第一种"), ("b_two", "它'的"), ("c", "c"), (None, None)],
        )
        assert store.rows("FROM 分析.乙") == [
            {"类": "a_one", "类名称": "第一种", "别名称": "写好的", "别": "a_one"}
        ]


def test_every_code_that_an_analyst_meets_has_its_name(marts: Marts) -> None:
    store = marts(S1)
    tables = {table.full_name: table for table in describe(store, ("mart", "core", "quality"))}
    nameless, met = [], 0
    for table in tables.values():
        for column in table.columns:
            if column.sql_type != "VARCHAR" or column.name.endswith(("_id", "_hash")):
                continue
            of_analysts = table.schema == "mart" or table.name.startswith("now_")
            said = (
                store.table(f'SELECT DISTINCT "{column.name}" FROM {table.full_name}')[1]
                if of_analysts
                else []
            )
            codes = {value for (value,) in said if value is not None and _CODE.fullmatch(value)}
            names = names_of(store, column, tables)
            met += len(codes & set(names))
            if column.name not in NAMED_BESIDE:
                nameless += [(table.full_name, column.name, code) for code in codes - set(names)]
    assert nameless == []
    assert met > 50
    stages = dict(store.table('SELECT DISTINCT 环节, 环节名称 FROM 分析."收支金额（现行版本）"')[1])
    assert stages["executed"] == "执行"
