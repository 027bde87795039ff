"""What a person decides holds from the next night on: in views and marts, while core keeps what was read."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.night.assemble.decided import apply_decisions
from pipelines.night.check.building import count_stored
from pipelines.night.exit_code import ExitCode
from pipelines.night.review.desk import Desk, Signature
from pipelines.store import Store
from tests.documents import make_document
from tests.normalize.filings import budget, money, place
from tests.review.desks import WHO, House, scanned
from tests.stores import copy_schema

PERSONNEL = "personnel.executed.all 147.19万元"
PROJECT = "project.executed.all 30.00万元"
BASIC = "basic.executed.all 40.00万元"
OPERATING = "operating.executed.all 18.18万元"
UNREAD = "number_unexplained"
MART = "SELECT personnel_executed_wan, operating_executed_wan, project_executed_wan, basic_executed_wan FROM mart.unit_year"


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory, opened: House) -> House:
    """The night after a person went through the list."""
    house = House(tmp_path_factory.mktemp("decided"), opened.document, opened.claims)
    desk, _ = opened.desk(house.settings.raw)
    ids = opened.ids()
    ended = [
        desk.decide(ids[PERSONNEL], "accept", WHO),
        desk.correct(ids[PROJECT], "31.5", None, None, WHO),
        desk.decide(ids[BASIC], "reject", WHO),
        desk.decide(ids[OPERATING], "accept", WHO),
        desk.decide(ids[UNREAD], "accept", WHO),
    ]
    assert ended == [ExitCode.OK] * 5
    house.night()
    return house


def status(house: House, quote: str) -> list[tuple[object, ...]]:
    """Status of the problems of a quote."""
    return house.rows(f"SELECT status FROM quality.problems WHERE quote = '{quote}'")


def test_a_scanned_figure_that_nothing_confirms_waits_and_enters_no_mart(opened: House) -> None:
    assert opened.rows(MART) == [(None, None, None, None)]
    waiting = {PERSONNEL, PROJECT, BASIC, OPERATING, "operating.executed.all 18.81万元", UNREAD}
    assert set(opened.ids()) == waiting
    desk, told = opened.desk()
    assert desk.list_waiting(None, None, whole=False, every=False) is ExitCode.OK
    assert "等人核对 6 项" in told.getvalue()
    assert "由扫描件识别" in told.getvalue()
    assert status(opened, "人员经费执行147.19") == [("open",)]


def test_an_accepted_scan_figure_comes_into_the_mart_and_closes_its_problem(decided: House) -> None:
    assert decided.rows(MART)[0][0] == Decimal("147.1900")
    assert status(decided, "人员经费执行147.19") == [("accepted",)]
    sure = "SELECT confidence FROM core.now_budget_facts WHERE category = 'personnel'"
    assert decided.rows(sure) == [(1,)]


def test_a_corrected_value_overlays_views_and_mart_while_core_keeps_what_was_read(decided: House) -> None:
    columns, where = "amount_yuan, amount_text, unit_text, half_unit_yuan", "WHERE category = 'project'"
    corrected = [(Decimal("315000.00"), "31.5", "万元", Decimal("500.0000"))]
    assert decided.rows(f"SELECT {columns} FROM core.now_budget_facts {where}") == corrected
    assert decided.rows(f"SELECT amount_text FROM core.budget_facts {where}") == [("30.00",)]
    assert decided.rows(MART)[0][2] == Decimal("31.5000")
    said = (
        "SELECT old_text, new_text, decided_by, why, status FROM quality.corrections WHERE action = 'correct'"
    )
    assert decided.rows(said) == [("30.00万元", "31.5", "绩效股-01", "对照原件", "applied")]


def test_a_rejected_figure_leaves_views_and_marts(decided: House) -> None:
    assert decided.rows("SELECT count(*) FROM core.now_budget_facts WHERE category = 'basic'") == [(0,)]
    assert decided.rows("SELECT count(*) FROM core.budget_facts WHERE category = 'basic'") == [(1,)]
    assert status(decided, "40.00") == [("rejected",)]
    assert decided.rows(MART)[0][3] is None


def test_one_of_two_contradicting_statements_can_be_chosen(decided: House) -> None:
    now = "SELECT amount_text, is_preferred FROM core.now_budget_facts WHERE category = 'operating'"
    assert decided.rows(now) == [("18.18", True)]
    assert decided.rows(MART)[0][1] == Decimal("18.1800")
    closed = "SELECT status FROM quality.problems WHERE kind = 'figures_contradict'"
    assert decided.rows(closed) == [("accepted",)]


def test_what_was_decided_waits_no_longer_and_can_still_be_corrected(decided: House) -> None:
    assert status(decided, "5次") == [("accepted",)]
    assert decided.ids() == {}
    assert PERSONNEL in decided.ids(every=True)


def test_a_decision_is_not_applied_once_the_document_says_otherwise(opened: House, tmp_path: Path) -> None:
    says = ("元氏县总工会2025年度整体支出绩效自评报告", "人员经费执行151.00万元。培训5次。")
    changed = scanned(make_document(*says, document_id="a" * 16))
    claimed = [budget(place(changed, "人员经费执行151.00"), "personnel", "executed", money("151.00"))]
    house = House(tmp_path, changed, claimed)
    desk, _ = opened.desk(house.settings.raw)
    assert desk.correct(opened.ids()[PERSONNEL], "141.19", "万元", None, WHO) is ExitCode.OK
    house.night(marts=False)
    assert house.rows("SELECT status, fact_id FROM quality.corrections") == [("stale", None)]
    ((message,),) = house.rows("SELECT message_zh FROM quality.problems WHERE kind = 'correction_stale'")
    assert "151.00万元" in str(message)
    assert house.rows("SELECT amount_text FROM core.now_budget_facts") == [("151.00",)]


def test_a_malformed_file_stops_no_night_and_is_told_with_its_line(opened: House, tmp_path: Path) -> None:
    desk, _ = opened.desk(tmp_path)
    desk.decide(opened.ids()[PERSONNEL], "accept", WHO)
    path = tmp_path / "decisions" / "corrections.toml"
    path.write_text(path.read_text() + "\n[[decision]\n")
    with Store.in_memory() as store:
        copy_schema(store)
        apply_decisions(store, path.parent)
        ((told,),) = [tuple(row.values()) for row in store.rows("SELECT message_zh FROM quality.problems")]
    assert "corrections.toml:16" in told
    assert "不是有效的 TOML" in told


def test_entries_are_appended_comments_stay_and_a_repeated_decision_is_told(
    opened: House, tmp_path: Path
) -> None:
    desk, told = opened.desk(tmp_path)
    path = tmp_path / "decisions" / "corrections.toml"
    path.parent.mkdir()
    path.write_text("# 本县约定：先看合计")
    one = opened.ids()[PERSONNEL]
    assert desk.decide(one, "accept", Signature("李小明", '他说"属实"\n没有换行')) is ExitCode.OK
    assert "取代" not in told.getvalue()
    assert desk.decide(one, "reject", WHO) is ExitCode.OK
    assert "取代先前的决定（corrections.toml:3）" in told.getvalue()
    assert path.read_text().startswith("# 本县约定：先看合计\n")
    desk.list_waiting(None, None, whole=False, every=False)
    assert "已记下 1 条决定" in told.getvalue()


def test_a_correction_says_what_it_makes_of_the_figure_and_doubts_a_unit_that_is_far_off(
    opened: House, tmp_path: Path
) -> None:
    for to, unit, said, is_doubted in (
        ("31.5", None, "改为 becomes：31.5万元（没有写 --unit，用所印的单位）", False),
        ("31.5", "元", "改为 becomes：31.5元\n", True),
        ("-31.5", "万元", "改为 becomes：-31.5万元\n", True),
    ):
        desk, told = opened.desk(tmp_path)
        assert desk.correct(opened.ids()[PROJECT], to, unit, None, WHO) is ExitCode.OK
        assert said in told.getvalue()
        assert ("is the unit right?" in told.getvalue()) is is_doubted


def test_an_id_stays_the_same_and_a_wrong_one_is_told(opened: House, decided: House, tmp_path: Path) -> None:
    assert opened.ids(every=True)[PERSONNEL] == decided.ids(every=True)[PERSONNEL]
    desk, told = opened.desk(tmp_path)
    assert desk.decide("ffffffff", "accept", WHO) is ExitCode.NOT_FOUND
    assert desk.correct(opened.ids()[PERSONNEL], "一百", None, None, WHO) is ExitCode.UNFIT
    assert desk.correct(opened.ids()[UNREAD], "5", None, None, WHO) is ExitCode.NOT_FOUND
    assert desk.decide(opened.ids()[PERSONNEL], "accept", Signature("LZ", " ")) is ExitCode.UNFIT
    assert "没有编号" in told.getvalue()
    assert desk.list_waiting("no_such_kind", None, whole=False, every=False) is ExitCode.OK
    assert "没有符合所写条件的" in told.getvalue()
    assert list(tmp_path.iterdir()) == []


def test_show_prints_the_quote_in_its_context_the_causes_and_draws_the_page(
    opened: House, tmp_path: Path
) -> None:
    desk, told = opened.desk()
    one = opened.ids()[PERSONNEL]
    assert desk.show(one, tmp_path) is ExitCode.OK
    assert "【人员经费执行147.19】万元，公用经费" in told.getvalue()
    assert "0.60 由扫描件识别" in told.getvalue()
    assert str(tmp_path / f"{one}-p1.png") in told.getvalue()
    assert (tmp_path / f"{one}-p1.png").read_bytes().startswith(b"\x89PNG")


def test_region_unit_and_year_of_a_file_can_be_decided(opened: House, tmp_path: Path) -> None:
    desk, told = opened.desk(tmp_path)
    one = opened.ids()[UNREAD]
    assert desk.set_identity(one, {"region_code": "999999"}, WHO) is ExitCode.UNFIT
    assert desk.set_identity(one, {"region_code": "130132", "fiscal_year": 2025}, WHO) is ExitCode.OK
    said = (tmp_path / "decisions" / "identity.toml").read_text()
    assert 'region_code = "130132"\nfiscal_year = 2025\nby = "绩效股-01"' in said
    assert "没有换行" not in told.getvalue()


def test_what_a_later_version_replaced_waits_for_nobody_and_is_counted_nowhere(tmp_path: Path) -> None:
    with Store.create(tmp_path / "xianjian.duckdb") as store:
        copy_schema(store)
        store.execute(
            "INSERT INTO core.report_versions BY NAME SELECT 'r' AS report_id, 'd' AS document_id, * FROM"
            " (VALUES ('old', 1, false, 'first'), ('now', 2, true, 'revision'), ('one', 1, false, 'conflict'))"
            " AS v (version_id, version_no, is_current, relation)"
        )
        store.execute(
            "INSERT INTO quality.problems BY NAME SELECT coalesce(version_id, 'file') AS problem_id, version_id, 'unit_missing' AS kind,"
            " '' AS message_zh, '' AS message_en, 'open' AS status FROM (VALUES ('old'), ('now'), ('one'), (NULL)) AS p (version_id)"
        )
        left = store.rows("SELECT problem_id FROM quality.open_problems ORDER BY ALL")
        assert [row["problem_id"] for row in left] == ["file", "now", "one"]
        assert count_stored(store)["problems"] == 3


def test_without_a_build_there_is_nothing_to_review(tmp_path: Path, opened: House) -> None:
    settings = House(tmp_path, opened.document, []).settings
    assert not Desk(settings).has_build()
