"""What comments say: names, units, meanings and codes of columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.publish.formulas import Formulas, said
from pipelines.publish.parquet import count_tables
from pipelines.store import Column, Store, TableError, build_marts, describe


@pytest.mark.parametrize(
    ("comment", "name", "unit", "meaning"),
    [
        ("在职人数（人）：与经费同口径", "在职人数", "人", "与经费同口径"),
        ("县（市、区）", "县（市、区）", None, ""),
        ("市级单位为空（%）", "市级单位为空", "%", ""),
        ("内容哈希：SHA-256", "内容哈希", None, "SHA-256"),
        ("人均（万元／人）：甲：乙", "人均", "万元／人", "甲：乙"),
    ],
)
def test_a_comment_is_a_name_a_unit_and_a_meaning(
    comment: str, name: str, unit: str | None, meaning: str
) -> None:
    column = Column("x", "VARCHAR", comment)
    assert (column.name_zh, column.unit, column.meaning) == (name, unit, meaning)
    assert column.head == comment.partition("：")[0]


def test_codes_are_those_that_the_meaning_lists() -> None:
    column = Column(
        "scope", "VARCHAR", "口径：consolidated 部门汇总、unit_only 单位本级、unknown 未注明；见 core.reports"
    )
    assert column.codes == {"consolidated": "部门汇总", "unit_only": "单位本级", "unknown": "未注明"}
    assert Column("x", "VARCHAR", "代码：编码见 core.missing_facts").codes == {}


def test_tables_come_in_the_order_of_the_schemas_with_views_last() -> None:
    with Store.in_memory() as store:
        store.execute(
            "CREATE SCHEMA b; CREATE SCHEMA a; CREATE TABLE b.t (x INTEGER, y DECIMAL(9,2)); CREATE VIEW b.s AS FROM b.t;"
            "CREATE TABLE a.u (z DATE); CREATE TEMP TABLE hidden (w INTEGER);"
            "COMMENT ON TABLE b.t IS '表：每行一个'; COMMENT ON COLUMN b.t.y IS '数（元）'"
        )
        tables = describe(store, ("b", "a"))
    assert [(table.full_name, table.is_view) for table in tables] == [
        ("b.t", False),
        ("b.s", True),
        ("a.u", False),
    ]
    assert (tables[0].name_zh, tables[0].grain) == ("表", "每行一个")
    assert [(c.name, c.sql_type, c.unit) for c in tables[0].columns] == [
        ("x", "INTEGER", None),
        ("y", "DECIMAL(9,2)", "元"),
    ]


def test_a_mart_is_a_table_however_it_is_stored_and_what_it_is_put_together_from_is_none() -> None:
    with Store.in_memory() as store:
        store.execute(
            "CREATE SCHEMA mart; CREATE SCHEMA narrow; CREATE TABLE narrow.wide AS SELECT 1 AS x; CREATE VIEW mart.wide AS FROM narrow.wide;"
            "COMMENT ON VIEW mart.wide IS '宽：每行一个'; COMMENT ON COLUMN mart.wide.x IS '数（元）'"
        )
        (table,) = describe(store, ("mart", "narrow"))
        assert count_tables(store) == {"mart.wide": 1}
    assert (table.full_name, table.is_view, table.name_zh, table.columns[0].unit) == (
        "mart.wide",
        False,
        "宽",
        "元",
    )


def test_a_measure_names_columns_exactly_anywhere_or_all_of_a_table() -> None:
    rows = [
        {"name_zh": "甲", "formula_zh": "1", "columns": ["mart.t.a"]},
        {"name_zh": "乙", "formula_zh": "2", "columns": ["*.a", "*.coverage"]},
        {"name_zh": "丙", "formula_zh": "3", "columns": ["mart.u.*"]},
    ]
    formulas = Formulas(
        tuple(rows),
        {"mart.t.a": [rows[0]], "*.a": [rows[1]], "*.coverage": [rows[1]]},
        (("mart.u.*", rows[2]),),
    )
    assert [said(row) for row in formulas.of("mart.t.a")] == ["甲 ＝ 1", "乙 ＝ 2"]
    assert [said(row) for row in formulas.of("mart.u.coverage")] == ["乙 ＝ 2", "丙 ＝ 3"]
    assert formulas.of("mart.t.b") == []


def mart(folder: Path, *tables: tuple[str, str, str, str]) -> Path:
    """A script with tables of two columns: their name, their comment and those of the columns."""
    text = "\n".join(
        f"CREATE TABLE mart.{name} AS SELECT 1 AS x, 2 AS y; COMMENT ON TABLE mart.{name} IS '{says}';"
        f"COMMENT ON COLUMN mart.{name}.x IS '{x}'; COMMENT ON COLUMN mart.{name}.y IS '{y}';"
        for name, says, x, y in tables
    )
    (folder / "10_made.sql").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("tables", "named"),
    [
        ((("a", "甲", "值：一", "值：二"),), r"mart\.a 有几列同名：值"),
        ((("a", "甲：一", "子", "丑"), ("b", "甲：二", "子", "丑")), r"mart\.b 与 mart\.a 同名“甲”"),
    ],
)
def test_one_chinese_name_for_two_things_is_refused(
    tmp_path: Path, tables: tuple[tuple[str, str, str, str], ...], named: str
) -> None:
    with Store.in_memory() as store, pytest.raises(TableError, match=named):
        build_marts(store, mart(tmp_path, *tables))


def test_rows_come_one_by_one_while_other_statements_run() -> None:
    with Store.in_memory() as store:
        store.execute("CREATE TABLE t AS SELECT range AS n FROM range(10)")
        seen = [
            (row[0], store.scalar("SELECT count(*) FROM t")) for row in store.each("FROM t ORDER BY n", 3)
        ]
    assert seen == [(n, 10) for n in range(10)]
