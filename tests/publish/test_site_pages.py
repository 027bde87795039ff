"""A page that would show what the live build's page shows is that page's own file; anything else is rendered."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines.publish.site.figure_names import name_figure
from pipelines.publish.site.pages import Site, environment, start_site
from pipelines.publish.site.shown import join_lines, show_number, show_years
from pipelines.store import Store
from tests.stores import copy_schema

LISTED = {
    "name": "民政局",
    "page": "departments/x.html",
    "counties": 1,
    "units": 1,
    "reports": 1,
    "years": [2024],
}
PAGE = "departments/index.html"


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store.in_memory()
    copy_schema(made)
    return made


def write(
    store: Store,
    folder: Path,
    previous: Path | None,
    listed: dict[str, Any],
    stamp: str = "code 1",
) -> Site:
    site = start_site(store, folder, f"build {folder.name}", previous, stamp)
    site.write(PAGE, "departments_index.html", departments=[listed], homeless=0)
    site.keep_keys()
    return site


def is_same_file(one: Site, other: Site) -> bool:
    return (one.folder / PAGE).stat().st_ino == (other.folder / PAGE).stat().st_ino


def test_what_is_unchanged_is_linked_without_rendering(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write(store, tmp_path / "1", None, LISTED)
    monkeypatch.setattr(Site, "render", lambda *_, **__: pytest.fail("rendered although nothing has changed"))
    again = write(store, tmp_path / "2", tmp_path / "1", dict(LISTED))
    third = write(store, tmp_path / "3", tmp_path / "2", dict(LISTED))
    assert is_same_file(first, again)
    assert is_same_file(first, third), "what was linked is known to the night after, too"


@pytest.mark.parametrize(
    ("listed", "stamp"),
    [({**LISTED, "units": 2}, "code 1"), (LISTED, "code 2")],
    ids=["another value", "other code or templates"],
)
def test_another_value_or_other_code_renders_the_page(
    store: Store, tmp_path: Path, listed: dict[str, Any], stamp: str
) -> None:
    write(store, tmp_path / "1", None, LISTED)
    (tmp_path / "1" / PAGE).write_text("old", encoding="utf-8")
    write(store, tmp_path / "2", tmp_path / "1", listed, stamp)
    assert "民政局" in (tmp_path / "2" / PAGE).read_text(encoding="utf-8")


def test_values_that_only_show_their_address_are_never_taken_for_unchanged(
    store: Store, tmp_path: Path
) -> None:
    class Opaque(dict[str, Any]):
        __repr__ = object.__repr__

    site = write(store, tmp_path / "1", None, Opaque(LISTED))
    assert PAGE not in site.keys


def test_a_page_whose_file_is_gone_is_written_again(store: Store, tmp_path: Path) -> None:
    write(store, tmp_path / "1", None, LISTED)
    (tmp_path / "1" / PAGE).unlink()
    write(store, tmp_path / "2", tmp_path / "1", LISTED)
    assert "民政局" in (tmp_path / "2" / PAGE).read_text(encoding="utf-8")


def test_a_row_shows_what_it_holds_before_what_a_dict_can_do() -> None:
    template = environment().from_string("{{ row.items }}，{{ row.get('n') }}，{{ row.n }}")
    assert template.render(row={"items": "三项", "n": "<"}) == "三项，&lt;，&lt;"


def test_a_quote_loses_the_line_breaks_of_its_page_and_keeps_words_apart() -> None:
    assert join_lines("服务对象分散、组\n织难度较大") == "服务对象分散、组织难度较大"
    assert join_lines("≥60场 \n 51场\n8.5") == "≥60场 51场 8.5"
    assert join_lines("不变") == "不变"


def test_the_cells_of_a_quoted_row_are_told_apart() -> None:
    row = "3\n\t\n\t时效指标\n\t=100%\t100%\t14\t12.6\t前期准备时间\n偏长\n"
    assert join_lines(row) == "3｜时效指标｜=100%｜100%｜14｜12.6｜前期准备时间偏长"


def test_what_is_not_nought_is_never_shown_as_nought() -> None:
    shown = [
        show_number(Decimal(value)) for value in ("0.0012", "-0.0012", "0.00", "-0.00", "0.005", "1234.5")
    ]
    assert shown == ["0.001", "-0.001", "0", "0", "0.01", "1,234.5"]


def test_years_that_follow_each_other_are_said_by_the_first_and_the_last() -> None:
    assert show_years([]) == ""
    assert show_years([2015, 2016, 2017, 2019, 2020, 2025]) == "2015—2017、2019、2020、2025"


def test_figures_known_by_a_code_are_named_in_chinese() -> None:
    assert name_figure("stated_rates", "completion.project.all", "") == "所述项目支出完成率"
    assert name_figure("stated_rates", "received.project.fiscal", "") == "所述项目支出到位率（财政拨款）"
    assert name_figure("staff_facts", "total.authorized.authorized", "") == "人数 合计 编制"
    assert name_figure("budget_facts", "2024.project.executed.all", None) == "2024 年项目支出执行"
    assert name_figure("budget_facts", "2023.total.initial.fiscal", "") == "2023 年合计年初预算（财政拨款）"
    assert name_figure("project_items", "total.2.期", "") == "项目金额 total.2.期", (
        "a name of the report's own"
    )
    assert name_figure("project_items", "河道清障.executed.all", "") == "项目金额 河道清障 执行"
    assert name_figure("project_items", "河道清障.received.county", "") == "项目金额 河道清障 到位 县级"
