"""``query``, ``explain``, ``alert test`` and ``--help`` as people type them."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from pathlib import Path

import pytest

from tests.alert.receivers import as_json, mail_server, webhook
from tests.system.conftest import Published
from tests.system.processes import Ran, typed, xianjian

UNIT_YEARS = "SELECT unit_name, fiscal_year, personnel_executed_wan FROM mart.unit_year ORDER BY ALL"


def _query(published: Published, sql: str, *more: str) -> Ran:
    return typed("query", sql, "--warehouse", published.warehouse, *more)


def test_query_prints_table_csv_and_json_of_the_same_rows(published: Published) -> None:
    table = xianjian("query", UNIT_YEARS, "--warehouse", published.warehouse)
    as_csv = _query(published, UNIT_YEARS, "--format", "csv")
    parsed = _query(published, UNIT_YEARS, "--format", "json")
    assert [table.code, as_csv.code, parsed.code] == [0, 0, 0]
    rows = json.loads(parsed.out)
    assert {row["unit_name"] for row in rows} == {"青砚县司法局", "栖禾县民政局"}
    listed = list(csv.DictReader(io.StringIO(as_csv.out)))
    assert [row["unit_name"] for row in listed] == [row["unit_name"] for row in rows]
    assert all(row["unit_name"] in table.out for row in rows)
    assert "\x1b" not in table.out


def test_query_answers_wrong_sql_with_the_message_of_duckdb(published: Published) -> None:
    ran = xianjian("query", "SELECT unit_nam FROM mart.unit_year", "--warehouse", published.warehouse)
    assert ran.code == 2
    assert "unit_nam" in ran.err
    assert "Candidate bindings" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY (SELECT 1) TO 'stolen.csv'",
        "ATTACH 'other.duckdb'",
        "DELETE FROM core.reports",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ],
)
def test_query_reaches_no_file_and_changes_nothing(published: Published, sql: str) -> None:
    ran = _query(published, sql)
    assert ran.code == 2, ran.text
    assert ran.out == ""


def test_query_before_the_first_night_says_what_to_do(tmp_path: Path) -> None:
    ran = typed("query", "SELECT 1", "--warehouse", tmp_path)
    assert ran.code == 4
    assert "xianjian run" in ran.err


def test_query_starts_without_the_night(published: Published) -> None:
    began = time.monotonic()
    xianjian("query", "SELECT 1", "--warehouse", published.warehouse)
    assert time.monotonic() - began < 5, "0.7 s on an idle machine; the night's libraries must not be loaded"


def _explain(published: Published, *arguments: str) -> Ran:
    return typed("explain", *arguments, "--warehouse", published.warehouse)


def test_explain_finds_a_report_by_id_and_by_unit_and_year(published: Published) -> None:
    by_name = _explain(published, "青砚县司法局2022")
    assert by_name.code == 0, by_name.text
    (report_id,) = set(re.findall(r"\d{6}-2022-department-[0-9a-f]{12}", by_name.out))
    by_id = _explain(published, report_id)
    assert by_id.code == 0
    assert by_id.out == by_name.out
    assert "personnel.executed" in by_name.out
    assert "核查 checks" in by_name.out
    assert "\x1b" not in by_name.text


def test_explain_shows_one_figure_with_its_quote(published: Published) -> None:
    ran = xianjian("explain", "青砚县司法局2022", "personnel.executed", "--warehouse", published.warehouse)
    assert ran.code == 0, ran.text
    assert "personnel.executed" in ran.out
    assert "operating.executed" not in ran.out
    assert "“" in ran.out


def test_explain_finds_a_figure_by_the_number_that_a_person_sees(published: Published) -> None:
    printed = _explain(published, "青砚县司法局2022", "359.94")
    assert printed.code == 0, printed.text
    assert "personnel.executed" in printed.out
    assert "operating.executed" not in printed.out
    assert "personnel.executed" in _explain(published, "青砚县司法局2022", "3,599,400").out


def test_explain_of_nothing_and_of_several_ends_with_4(published: Published) -> None:
    nothing = _explain(published, "云岭县水利局2031")
    assert nothing.code == 4
    assert "没有找到" in nothing.text
    several = _explain(published, "栖禾县民政局")
    assert several.code == 4
    assert several.text.count("990102-20") >= 2
    no_figure = _explain(published, "青砚县司法局2022", "moon.executed")
    assert no_figure.code == 4
    assert "moon.executed" in no_figure.text
    assert "[personnel.executed]" in no_figure.text, "it names the figures that there are"


def test_explain_before_the_first_night_says_what_to_do(tmp_path: Path) -> None:
    ran = typed("explain", "任何单位2024", "--warehouse", tmp_path)
    assert ran.code == 4
    assert "xianjian run" in ran.text


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ((), ("run", "explain", "query", "dev", "alert")),
        (("run",), ("--raw", "--warehouse", "--rebuild", "3 ")),
        (("query",), ("--warehouse", "--format")),
        (("explain",), ("--warehouse", "report", "figure")),
        (("verify",), ("--warehouse", "build", "6 ")),
        (("dev",), ("--raw", "--warehouse", "--port")),
        (("alert",), ("test",)),
        (("alert", "test"), ("exit 5", "--warehouse")),
    ],
)
def test_help_is_complete_at_every_level(command: tuple[str, ...], shown: tuple[str, ...]) -> None:
    ran = typed(*command, "--help", COLUMNS="120")
    assert ran.code == 0
    for part in shown:
        assert part in ran.out, part
    assert re.search("[一-龥]", ran.out)


def test_unknown_option_is_a_usage_error() -> None:
    ran = xianjian("run", "--tomorrow")
    assert ran.code == 2
    assert "--tomorrow" in ran.err


def _smtp(port: int) -> dict[str, str]:
    return {
        "XIANJIAN_SMTP_HOST": "127.0.0.1",
        "XIANJIAN_SMTP_PORT": str(port),
        "XIANJIAN_SMTP_FROM": "xianjian@example.org",
        "XIANJIAN_SMTP_TO": "jixiao@example.org",
    }


def test_alert_test_without_a_channel_says_what_to_set() -> None:
    ran = xianjian("alert", "test")
    assert ran.code == 5
    assert "XIANJIAN_SMTP_HOST" in ran.err
    assert "XIANJIAN_WEBHOOK_URL" in ran.err


def test_alert_test_is_good_only_if_every_receiver_confirms() -> None:
    with (
        mail_server() as mails,
        webhook(lambda post: as_json(200, ok=True)) as hook,
        webhook(lambda post: as_json(200, errcode=93000, errmsg="invalid")) as refusing,
    ):
        good = xianjian("alert", "test", **_smtp(mails.port), XIANJIAN_WEBHOOK_URL=hook.url)
        assert good.code == 0, good.text
        assert (len(mails.mails), len(hook.posts)) == (1, 1)
        bad = xianjian("alert", "test", **_smtp(mails.port), XIANJIAN_WEBHOOK_URL=refusing.url)
    assert bad.code == 5
    assert "webhook: 未确认" in bad.err
    assert "email: 已确认" in bad.err
