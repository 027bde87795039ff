"""Queries that cannot work are refused at the start of a night, with file and line, before a file is read."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.night.run import Night
from pipelines.night.settings import Settings
from pipelines.quality.admission import admit
from pipelines.quality.rules import Rule, RuleFileError, Sight
from pipelines.store import Store
from tests.quality.house import ROOT, SQL, rules
from tests.stores import copy_schema


@pytest.fixture(scope="module")
def empty() -> Store:
    store = Store.in_memory()
    copy_schema(store)
    return store


def rule(rule_id: str = "B07", **changes: object) -> Rule:
    found = next(r for r in rules() if r.rule_id == rule_id)
    return replace(found, **changes)  # type: ignore[arg-type]


GOOD = "SELECT version_id, 'pass' AS verdict, 1 AS n, 2 AS gap, 'initial' AS stage, []::VARCHAR[] AS fact_ids FROM rule_scope"

FAULTS = {
    "no such column": (GOOD.replace("version_id", "version"), "version"),
    "no such table": (GOOD.replace("rule_scope", "no_such_table"), "no_such_table"),
    "no such function": (GOOD.replace("2 AS gap", "add_it_up(2) AS gap"), "add_it_up"),
    "text taken for a number": (GOOD.replace("2 AS gap", "2 + DATE '2024-01-01' + 'x'::DATE AS gap"), "+"),
    "not SQL": ("SELEC version_id", "SELEC"),
    "two statements": (GOOD + "; DROP TABLE core.reports", "one SELECT"),
    "no SELECT": ("DROP TABLE core.reports", "one SELECT"),
    "a value of the message is missing": (GOOD.replace(" 2 AS gap,", ""), "gap"),
    "no verdict": (GOOD.replace(" 'pass' AS verdict,", ""), "verdict"),
    "nothing to quote": (GOOD.replace("[]::VARCHAR[] AS fact_ids", "1 AS facts"), "fact_ids"),
    "unknown reason": (GOOD.replace("1 AS n", "CASE WHEN true THEN 'becuase' END AS reason, 1 AS n"), "becuase"),
    "unknown verdict": (GOOD.replace("'pass'", "if(true, 'pass', 'failed')"), "failed"),
    "unknown branch": (GOOD.replace("1 AS n", "coalesce(NULL, 'mian') AS branch, 1 AS n"), "mian"),
    "another report's figures": (GOOD.replace("FROM rule_scope", "FROM rule_scope SEMI JOIN core.reports USING (report_id)"), "core.reports"),
    "a table of rules over many reports": (GOOD.replace("rule_scope", "year_pairs"), "year_pairs"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_query_that_cannot_work_is_refused_with_file_and_line(empty: Store, fault: str) -> None:
    query, says = FAULTS[fault]
    empty.execute("DROP TABLE IF EXISTS year_pairs")  # another test may have made it in the same store
    faulty = rule(query=query, params={})
    with pytest.raises(RuleFileError) as refused:
        admit(empty, [faulty], SQL)
    assert str(refused.value).startswith(f"{faulty.source}: ")
    assert "items_add_up.sql" in str(refused.value)
    assert says in str(refused.value)
    assert empty.rows("SELECT count(*) AS n FROM core.reports") == [{"n": 0}]


def test_a_sound_query_is_admitted_and_so_is_every_rule_of_ours(empty: Store) -> None:
    admit(empty, [rule(query=GOOD, params={}), *rules()], SQL)


def test_the_query_of_a_text_rule_must_say_whose_rows_they_are(empty: Store) -> None:
    with pytest.raises(RuleFileError, match=r"d_indicators\.yml:\d+: .*version_id"):
        admit(empty, [rule("D05", query="SELECT 1 AS seq")], SQL)


def test_a_rule_over_many_reports_may_look_at_all(empty: Store) -> None:
    admit(empty, [rule(query=GOOD.replace("rule_scope", "year_pairs"), params={}, sight=Sight.CORPUS)], SQL)


def test_a_fault_in_the_shared_queries_is_refused_too(empty: Store, tmp_path: Path) -> None:
    shutil.copytree(SQL, tmp_path / "sql")
    (tmp_path / "sql" / "_scope.sql").write_text("SELECT nothing", encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"sql/_\*\.sql: .*nothing"):
        admit(empty, [rule()], tmp_path / "sql")


def test_a_night_refuses_a_faulty_rule_before_it_reads_a_file(tmp_path: Path) -> None:
    for part in ("expectations", "warehouse/schema"):
        shutil.copytree(ROOT / part, tmp_path / part)
    query = tmp_path / "expectations" / "sql" / "items_add_up.sql"
    query.write_text(query.read_text(encoding="utf-8").replace("AS gap", "AS gab"), encoding="utf-8")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("示例", encoding="utf-8")
    settings = Settings(raw=tmp_path / "raw", warehouse=tmp_path / "wh", root=tmp_path)
    with Night.open(settings) as night, pytest.raises(RuleFileError, match=r"b_money\.yml:\d+: .*gap"):
        night.receive()
    assert not settings.documents.exists()
