"""The pages made of the database say what the database says: the dictionary, and the questions with their answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.cli import app
from pipelines.lexicon import load
from pipelines.night.publish.reference_pages import QUERIES, reference_pages
from pipelines.publish.dictionary import read_dictionary
from pipelines.publish.queries import Question, load_questions
from pipelines.store import Store, describe

QUESTIONS = load_questions(QUERIES)


@pytest.fixture(scope="module")
def live(sample_warehouse: Path) -> Iterator[Store]:
    with Store.open_read_only(sample_warehouse / "current" / "xianjian.duckdb") as store:
        yield store


def test_there_are_twenty_five_questions_in_order() -> None:
    assert [question.number for question in QUESTIONS] == list(range(1, 26))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.file_name)
def test_each_question_has_an_answer_on_the_samples_or_says_why_not(live: Store, question: Question) -> None:
    rows = live.rows(question.sql)
    assert rows or question.why_empty, question.file_name
    assert not (rows and question.why_empty), f"{question.file_name} has rows and says why it has none"
    assert len(question.reading) >= 15


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.file_name)
def test_an_answer_says_in_words_what_the_tables_keep_as_codes(live: Store, question: Question) -> None:
    _, rows = live.table(question.sql)
    codes = {
        cell for row in rows for cell in row if isinstance(cell, str) and re.fullmatch("[a-z_]{2,}", cell)
    }
    assert codes == set()


def test_the_question_of_costs_shows_the_target_that_an_indicator_has_as_number_or_words(live: Store) -> None:
    for row in live.rows(QUESTIONS[15].sql):
        assert row["目标"] is not None or row["目标文字"], row
        assert row["目标"] is None or row["计量单位"], row


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.file_name)
def test_a_question_is_asked_by_the_command_that_its_page_gives(
    sample_warehouse: Path, monkeypatch: pytest.MonkeyPatch, question: Question
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("pipelines.store.print_query", lambda database, sql, output, out: asked.append(sql))
    sql = (QUERIES / question.file_name).read_text(encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        app(["query", sql, "--warehouse", str(sample_warehouse)])
    assert ended.value.code == 0
    assert asked == [sql]


def test_no_question_makes_nought_of_what_is_missing() -> None:
    coalesced = [
        q.file_name for q in QUESTIONS if re.search(r"coalesce\([^)]*,\s*0\)|ifnull", q.sql, re.IGNORECASE)
    ]
    assert coalesced == []


GUIDE = (QUERIES.parent / "analysts.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sql\n(.*?)```", GUIDE, re.DOTALL)


@pytest.mark.parametrize("sql", EXAMPLES)
def test_the_examples_of_the_guide_run(live: Store, sql: str) -> None:
    names, rows = live.table(sql)
    assert names
    assert rows


def test_the_guide_has_an_example_for_quotes_precision_and_time() -> None:
    assert len(EXAMPLES) >= 3
    for needed in ("core.evidence", "half_unit_yuan", "mart.as_of("):
        assert any(needed in sql for sql in EXAMPLES)


def test_the_pages_in_docs_are_what_the_samples_give(sample_warehouse: Path) -> None:
    made = reference_pages(sample_warehouse / "current" / "xianjian.duckdb")
    stale = [path.name for path, text in made.items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run: python -m pipelines.night.publish.reference_pages"


def test_every_table_and_column_has_a_chinese_comment_in_both_dictionaries(
    live: Store, sample_warehouse: Path
) -> None:
    tables = describe(live, ("core", "quality", "mart", "meta"))
    assert len(tables) > 60
    bare = [
        f"{table.full_name}.{column.name}"
        for table in tables
        for column in table.columns
        if not re.search(r"[\u4e00-\u9fff]", column.comment)
        or not re.search(r"[\u4e00-\u9fff]", table.comment)
    ]
    assert bare == []
    page = (sample_warehouse / "current" / "site" / "dictionary.html").read_text(encoding="utf-8")
    for entry in read_dictionary(live):
        assert f'id="{entry.table.full_name}"' in page
        assert all(f"<code>{told.column.name}</code>" in page for told in entry.columns)
    assert "示例" in page


def test_schema_analysis_shows_every_mart_and_the_current_reports(live: Store) -> None:
    views = {view.name: [column.name for column in view.columns] for view in describe(live, ("分析",))}
    shown = [
        table
        for table in describe(live, ("mart", "core"))
        if table.schema == "mart" or table.name.startswith("now_")
    ]
    assert len(shown) > 30
    for table in shown:
        heads = [column.head for column in table.columns]
        assert [name for name in views[table.name_zh] if name in heads] == heads, table.full_name


def test_units_in_comments_are_units_that_the_dictionary_knows(live: Store) -> None:
    known = set(load("dictionary")["units"])
    money = [
        f"{table.full_name}.{column.name}"
        for table in describe(live, ("mart",))
        for column in table.columns
        if column.name.endswith(("_wan", "_pct")) and column.unit is None
    ]
    assert money == []
    assert {"万元", "%", "人", "分"} <= known
