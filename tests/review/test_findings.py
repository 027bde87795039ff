"""``xianjian review findings`` and ``finding``: what a verdict silences, what it gives back, and when it is over."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from rich.console import Console

from pipelines.night.check.verdicts import apply_verdicts
from pipelines.night.exit_code import ExitCode
from pipelines.night.review.desk import Signature
from pipelines.night.review.finding_desk import FindingDesk
from pipelines.night.review.findings import open_findings, print_findings
from pipelines.night.settings import Settings
from pipelines.publish.site.open_results import OPEN_RESULTS
from pipelines.store import Store
from tests.quality.house import House
from tests.stores import MadeOnce, copy_schema

WHO = Signature("绩效股-01", "县财政局另有批复")


@cache
def checked(total: str) -> MadeOnce:
    """The report with its items and what rule B07 found; ``total``: what it prints for them all, in 万元."""

    def make(store: Store) -> None:
        copy_schema(store)
        house = House(store)
        store.execute("INSERT INTO core.documents (document_id, file_name) VALUES ('d-v1', '报告.txt')")
        store.execute(
            "INSERT INTO core.reports (report_id, version_id, region_code, county, unit_name, fiscal_year)"
            " VALUES ('r-v1', 'v1', '990101', '云溪县', '云溪县总工会', 2024)"
        )
        house.report().budget("project", initial=total).items(("甲", "10"), ("乙", "10"))
        house.run("B07")

    return MadeOnce.of(make)


@dataclass(slots=True)
class Builds:
    """Makes the live build anew, as a night does: one report whose items do not add up to its total."""

    folder: Path

    @property
    def settings(self) -> Settings:
        return Settings(self.folder / "raw", self.folder / "warehouse")

    def night(self, total: str = "30") -> None:
        build = self.settings.warehouse / "builds" / "20261120T020000Z-00000000"
        build.mkdir(parents=True, exist_ok=True)
        (build / "manifest.json").write_text("{}")
        (build / "xianjian.duckdb").unlink(missing_ok=True)
        with Store.create(build / "xianjian.duckdb") as store:
            checked(total).copy_to(store)
            apply_verdicts(store, self.settings.decisions)
        link = self.settings.warehouse / "current"
        link.unlink(missing_ok=True)
        link.symlink_to(build)

    def desk(self) -> tuple[FindingDesk, io.StringIO]:
        told = io.StringIO()
        return FindingDesk(self.settings, Console(file=told, width=200, soft_wrap=True)), told

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with Store.open_read_only(self.settings.warehouse / "current" / "xianjian.duckdb") as store:
            return [tuple(row.values()) for row in store.rows(sql)]

    def judge(self, verdict: str, who: Signature = WHO) -> ExitCode:
        ((result,),) = self.rows("SELECT result_id FROM quality.findings")
        return self.desk()[0].judge_finding(str(result)[:6], verdict, who)


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    made = Builds(tmp_path)
    made.night()
    return made


def test_findings_are_listed_with_id_quote_and_denominators(builds: Builds) -> None:
    desk, told = builds.desk()
    assert desk.list_findings("云溪", None, None) is ExitCode.OK
    ((result, message),) = builds.rows("SELECT result_id, message_zh FROM quality.open_findings")
    assert f"{result}  B07" in told.getvalue()
    assert str(message) in told.getvalue()
    assert "“原文”〔报告.txt〕" in told.getvalue()
    assert "可判定的 1 份中 1 份不通过（共 1 份）" in told.getvalue()
    other, told = builds.desk()
    other.list_findings("石桥", None, None)
    assert "没有符合所写条件的" in told.getvalue()
    assert "没有未了结的" not in told.getvalue(), "another spelling must not look like all being done"


def test_a_part_of_a_rule_is_named_in_words(builds: Builds) -> None:
    with Store.open_read_only(builds.settings.warehouse / "current" / "xianjian.duckdb") as store:
        (row,) = open_findings(store, None, None, None)
    part = {"rule_id": "B07", "branch": "amount"}
    rule = {**part, "branch_name": "金额不一", "name_zh": "项目明细求和", "says_zh": "可判定的 1 份"}
    told = io.StringIO()
    print_findings(Console(file=told, width=200), [row | part], [rule], frozenset())
    assert "B07 项目明细求和（金额不一）：可判定的 1 份" in told.getvalue()
    assert "amount" not in told.getvalue()


def test_a_wrong_id_of_a_finding_is_sent_to_the_list_of_findings(builds: Builds) -> None:
    desk, told = builds.desk()
    assert desk.judge_finding("zz", "confirmed", WHO) is ExitCode.NOT_FOUND
    assert "编号见 xianjian review findings" in told.getvalue()


def test_an_explained_finding_is_quiet_and_still_a_failure_until_its_figure_changes(builds: Builds) -> None:
    assert builds.judge("explained") is ExitCode.OK
    desk, told = builds.desk()
    desk.list_findings(None, None, None)
    assert "已记下判定" in told.getvalue()
    builds.night()
    assert builds.rows("SELECT outcome FROM quality.results") == [("fail",)]
    assert builds.rows("FROM quality.open_findings") == []
    assert len(builds.rows("FROM quality.withholding")) == 3, "what is explained stays out of the marts"
    builds.night(total="31")
    ((earlier,),) = builds.rows("SELECT earlier_verdict FROM quality.open_findings")
    assert "explained" in str(earlier)
    assert "所据的数字已变" in str(earlier)


def test_a_false_alarm_gives_its_figures_back_and_counts_against_the_rule(builds: Builds) -> None:
    assert len(builds.rows("FROM quality.withholding")) == 3
    assert builds.judge("false_alarm") is ExitCode.OK
    builds.night()
    assert builds.rows("FROM quality.open_findings") == builds.rows("FROM quality.withholding") == []
    assert len(builds.rows("FROM quality.withheld")) == 3, "what the rule did stays on record"
    assert builds.rows(
        "SELECT n_findings, n_judged, n_false_alarm, false_alarm_pct::VARCHAR, says_zh FROM quality.rule_false_alarms"
    ) == [(1, 1, 1, "100.000", "已判 1 条，误报 1 条；可判定的 1 份中 1 份不通过（共 1 份）")]


def test_a_confirmed_finding_stays_open_and_says_so(builds: Builds) -> None:
    builds.judge("confirmed")
    builds.night()
    assert builds.rows("SELECT verdict, note FROM quality.open_findings") == [("confirmed", WHO.why)]


@pytest.mark.parametrize("verdict", [None, "confirmed", "explained", "false_alarm"])
def test_pages_hold_open_what_the_view_of_open_findings_holds_open(
    builds: Builds, verdict: str | None
) -> None:
    if verdict is not None:
        builds.judge(verdict)
        builds.night()
    columns = "result_id, rule_id, rule_name, severity, report_id, unit_name, fiscal_year, message_zh, verdict, note"
    viewed = builds.rows(f"SELECT {columns} FROM quality.open_findings")
    assert builds.rows(f"SELECT {columns} FROM {OPEN_RESULTS}") == viewed
    assert bool(viewed) is (verdict in (None, "confirmed"))


def test_a_later_verdict_replaces_an_earlier_one(builds: Builds) -> None:
    builds.judge("false_alarm")
    path = builds.settings.decisions / "verdicts.toml"
    path.write_text(path.read_text().replace("when = 2", "when = 1"))  # a thousand years before
    builds.judge("confirmed")
    builds.night()
    assert builds.rows("SELECT verdict, status FROM quality.verdicts ORDER BY status") == [
        ("confirmed", "applied"),
        ("false_alarm", "overruled"),
    ]
    assert len(builds.rows("FROM quality.withholding")) == 3


def test_what_does_not_fit_writes_nothing(builds: Builds) -> None:
    ((result,),) = builds.rows("SELECT result_id FROM quality.findings")
    desk, told = builds.desk()
    assert desk.judge_finding("f" * 18, "explained", WHO) is ExitCode.NOT_FOUND
    assert desk.judge_finding("", "explained", WHO) is ExitCode.NOT_FOUND
    assert desk.judge_finding(str(result), "perhaps", WHO) is ExitCode.UNFIT
    assert desk.judge_finding(str(result), "explained", Signature("", "why")) is ExitCode.UNFIT
    assert desk.judge_finding(str(result), "explained", Signature("LZ", " ")) is ExitCode.UNFIT
    assert "--note" in told.getvalue()
    assert not builds.settings.decisions.exists()


def test_a_damaged_file_of_verdicts_stops_no_night(builds: Builds) -> None:
    builds.settings.decisions.mkdir(parents=True)
    (builds.settings.decisions / "verdicts.toml").write_text("[[verdict]]\nverdict = ")
    builds.night()
    assert builds.rows("SELECT kind FROM quality.problems") == [("decision_refused",)]
    assert len(builds.rows("FROM quality.open_findings")) == 1
