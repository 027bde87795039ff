"""Small databases that look like a build: three schemas, views that name each other, a macro, a mark in every table."""

from __future__ import annotations

from pathlib import Path

from pipelines.store import Lake, Store

SCRIPT = """
CREATE SCHEMA core; CREATE SCHEMA mart; CREATE SCHEMA "分析";
CREATE TABLE core.reports AS SELECT '{mark}' AS mark, i AS report_id, CAST(i * 1.10 AS DECIMAL(18,2)) AS amount_yuan,
    ['甲', NULL] AS quotes, MAP {{'页': CAST(i AS VARCHAR)}} AS evidence, DATE '2024-01-01' AS seen_on FROM range({rows}) AS t(i);
CREATE TABLE mart.unit_year AS SELECT '{mark}' AS mark, i AS report_id FROM range({rows}) AS t(i);
CREATE TABLE mart.empty AS SELECT '{mark}' AS mark WHERE false;
COMMENT ON TABLE core.reports IS '报告：每份一行，''引号''';
COMMENT ON COLUMN core.reports.amount_yuan IS '金额（元）';
CREATE VIEW core.base AS SELECT * FROM core.reports;
CREATE VIEW core.a_view AS SELECT mark, report_id FROM core.base;
CREATE SCHEMA narrow; CREATE TABLE narrow.wide AS SELECT report_id FROM core.reports; COMMENT ON TABLE narrow.wide IS '窄';
CREATE VIEW mart.wide AS SELECT mark, report_id FROM narrow.wide JOIN core.reports USING (report_id);
COMMENT ON VIEW mart.wide IS '宽：窄表连上报告'; COMMENT ON COLUMN mart.wide.mark IS '记号';
COMMENT ON VIEW core.a_view IS '先于所用视图的名字';
CREATE VIEW "分析"."单位（年度）" AS SELECT mark AS "标记", report_id AS "报告" FROM core.a_view;
CREATE MACRO core.until(n) AS TABLE SELECT * FROM "分析"."单位（年度）" WHERE "报告" < n;
"""
MARKS = """
SELECT list_sort(list_distinct(list(mark))) FROM (
    SELECT mark FROM core.reports UNION ALL SELECT mark FROM mart.unit_year UNION ALL SELECT "标记" FROM "分析"."单位（年度）")
"""
"""Of which builds the lake shows anything: more than one mark is a mixed view."""


def small_build(folder: Path, mark: str, rows: int = 20, more: str = "") -> Path:
    """A closed database file whose rows bear ``mark``; ``more``: SQL that is run last."""
    path = folder / f"{mark}.duckdb"
    with Store.create(path) as store:
        store.execute(SCRIPT.format(mark=mark, rows=rows) + more)
        store.checkpoint_and_close()
    return path


def marks(lake: Lake) -> list[str]:
    """The marks that one query over several tables and a view sees."""
    return list(lake.store.scalar(MARKS))
