"""What analysts ask of the file they may ask of the lake: every query of the documentation has the same answer, digit by digit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.night.publish.reference_pages import QUERIES
from pipelines.publish import Build, live_build
from pipelines.publish.queries import load_questions
from pipelines.store import Lake, LakePlace, Store, describe
from pipelines.store.chinese_views import CHINESE
from tests.postgres import Postgres

pytestmark = pytest.mark.slow

SCHEMAS = ("core", "quality", "mart", "meta", CHINESE)
GUIDES = [(QUERIES.parent / name).read_text(encoding="utf-8") for name in ("analysts.md", "lake.md")]
EXAMPLES = [sql for guide in GUIDES for sql in re.findall(r"```sql\n(SELECT.*?)```", guide, re.DOTALL)]


@pytest.fixture(scope="module")
def build(sample_warehouse: Path) -> Build:
    found = live_build(sample_warehouse)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def both(
    build: Build, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Lake]]:
    """The file, and a lake that shows the same build, both as readers open them."""
    place = LakePlace(postgres.database("samples"), str(tmp_path_factory.mktemp("lake") / "data"))
    with Lake.open(place) as lake:
        lake.publish(build.database, build.build_id)
    with Store.open_read_only(build.database) as file, Lake.open_read_only(place) as lake:
        yield file, lake


def test_every_query_of_the_documentation_has_the_same_answer(both: tuple[Store, Lake]) -> None:
    file, lake = both
    asked = [*(question.sql for question in load_questions(QUERIES)), *EXAMPLES]
    assert len(asked) >= 28
    for sql in asked:
        assert _answer(lake.store, sql) == _answer(file, sql), sql


def _answer(store: Store, sql: str) -> tuple[list[str], list[str]]:
    """Columns and rows; where a query leaves rows in no order, theirs is of no account."""
    names, rows = store.table(sql)
    return names, sorted(map(repr, rows))


def test_every_view_has_the_same_rows_and_types(both: tuple[Store, Lake], build: Build) -> None:
    file, lake = both
    assert (
        lake.count_tables() == build.manifest().tables
    )  # their values were proved before they were published
    views = [table for table in describe(file, SCHEMAS) if table.is_view]
    assert len(views) >= 80
    for table in views:
        name = f'{table.schema}."{table.name}"'
        sums = f"SELECT count(*), sum(hash(t)) FROM {name} AS t"
        assert lake.store.table(sums) == file.table(sums), name
        assert lake.store.columns(name) == file.columns(name), name


def test_comments_of_tables_and_their_columns_and_of_views_are_the_same(both: tuple[Store, Lake]) -> None:
    file, lake = both
    sent = describe(file, SCHEMAS)
    came = {table.full_name: table for table in describe(lake.store, SCHEMAS)}
    assert {table.full_name: table.comment for table in sent} == {name: t.comment for name, t in came.items()}
    for table in sent:
        if not table.is_view:  # DuckLake keeps no comments of the columns of views
            assert came[table.full_name].columns == table.columns
