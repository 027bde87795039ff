"""An alert says what, whose, which sentence and where, and nothing in a report can break or disguise it."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.alert.compose import Night, compose, run_failed, trial_message
from pipelines.alert.message import (
    AlertMessage,
    BrokenRule,
    FailedRule,
    GateClosed,
    QuarantinedFile,
    Quote,
    RunFailure,
)
from pipelines.alert.plain import capped_lines, one_line
from pipelines.lexicon import load

RULE = FailedRule(
    "B07",
    "项目明细求和",
    "error",
    "130133-2024-department-0123456789ab",
    "赵县总工会",
    2024,
    "9 个项目合计 178.65 万元，报告所列总额 187.65 万元，相差 9.00 万元",
    (Quote("项目资金预算187.65万元", "2024.pdf", 3), Quote("其中上解经费", "2024.txt", None)),
)


def _data(*rules: FailedRule) -> AlertMessage:
    (message,) = compose(Night("run-1", "build-1", rules))
    return message


def test_a_finding_names_rule_unit_year_sentence_file_and_page() -> None:
    message = _data(RULE)
    for words in (
        "B07 项目明细求和",
        "赵县总工会",
        "2024 年度",
        "相差 9.00 万元",
        "“项目资金预算187.65万元”(2024.pdf，第 3 页)",
        "“其中上解经费”(2024.txt，无页码)",
        "build-1",
    ):
        assert words in message.text
    assert message.title_zh == "【县鉴】1 项错误、0 项警告:赵县总工会"
    assert (message.key, message.kind) == ("build-1/data", "data")
    (finding,) = message.payload["findings"]
    assert finding["quotes"][0] == {"text": "项目资金预算187.65万元", "file_name": "2024.pdf", "page": 3}


def test_one_digest_per_kind_with_a_key_of_its_own() -> None:
    night = Night(
        "run-1",
        None,
        (RULE,),
        (QuarantinedFile("a.pdf", "encrypted", "文件有密码"),),
        (BrokenRule("D05", "指标完成", "no such column"),),
        GateClosed(("行数下降 40%",), "build-0"),
        RunFailure("run-1", "schedule", "disk full"),
    )
    messages = {message.key: message for message in compose(night)}
    assert {key: message.kind for key, message in messages.items()} == {
        "run-1/run": "run",
        "run-1/gate": "data",
        "run-1/check": "check",
        "run-1/data": "data",
        "run-1/file": "file",
    }
    assert "文件有密码[encrypted]" in messages["run-1/file"].text
    assert "规则或程序的故障" in messages["run-1/check"].text
    assert "行数下降 40%" in messages["run-1/gate"].text
    assert "build-0" in messages["run-1/gate"].text
    assert "disk full" in messages["run-1/run"].text
    assert compose(Night("run-1")) == ()


def test_errors_come_first_and_the_rest_is_counted() -> None:
    limit = load("alerts")["limits"]["findings"]
    rules = [
        replace(RULE, severity="warn", report_id=f"w{number:03}", unit_name=f"单位{number}")
        for number in range(limit + 5)
    ]
    message = _data(*rules, replace(RULE, report_id="zz"))
    assert message.text.index("[错误]") < message.text.index("[警告]")
    assert f"另有 {len(rules) + 1 - limit} 条没有列出" in message.text
    assert "quality.results" in message.text
    assert message.payload["findings_total"] == len(rules) + 1
    assert len(message.payload["findings"]) == limit
    assert "等" in message.title_zh


def test_the_title_cannot_carry_another_header() -> None:
    message = _data(replace(RULE, unit_name="赵县\r\nBcc: all@example.org\u2028总工会"))
    assert not set("\r\n\u2028") & set(message.title_zh)


def test_braces_and_markup_in_a_report_stay_words() -> None:
    message = _data(
        replace(
            RULE, message_zh="{0} {run_id} %s", quotes=(Quote("<script>alert(1)</script> {x}", "{f}.txt", 1),)
        )
    )
    assert "{0} {run_id} %s" in message.text
    assert "<script>alert(1)</script> {x}" in message.text


def test_hidden_direction_marks_and_half_characters_are_dropped() -> None:
    assert one_line("合\u202e计\u200b10\x00万\ud800元", 50) == "合计10万元"


def test_a_wrapped_sentence_is_quoted_as_it_is_read() -> None:
    assert one_line("项目资\n金预算\r\n10万元", 50) == "项目资金预算10万元"


def test_a_megabyte_without_a_space_is_cut() -> None:
    message = _data(
        *(
            replace(
                RULE,
                report_id=str(n),
                message_zh="长" * 10**6,
                quotes=(Quote("x" * 10**6, "长" * 10**5, 1),) * 9,
            )
            for n in range(20)
        )
    )
    assert len(message.text) < load("alerts")["limits"]["body_characters"] + 10
    assert len(json.dumps(message.to_json(), ensure_ascii=False)) < 200_000
    assert "…" in message.text


def test_a_body_over_the_limit_says_that_it_was_cut() -> None:
    assert capped_lines(["一" * 50] * 10, 120, "省略") == "一" * 50 + "\n" + "一" * 50 + "\n省略"
    assert capped_lines(["短"], 120, "省略") == "短"


@given(st.text(max_size=300), st.integers(2, 40))
def test_any_text_becomes_one_line_that_can_be_sent(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert line.encode().decode() == line
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in line)
    assert len(line.splitlines()) <= 1


@given(st.text(max_size=50), st.text(max_size=200))
def test_a_message_goes_through_json_unchanged(unit: str, quote: str) -> None:
    message = _data(replace(RULE, unit_name=unit, quotes=(Quote(quote, quote, None),)))
    assert AlertMessage.from_json(json.loads(json.dumps(message.to_json()))) == message


def test_the_same_key_has_the_same_token_and_no_other_key_has_it() -> None:
    one, same, other = trial_message("k"), trial_message("k"), trial_message("l")
    assert one.token == same.token != other.token
    assert run_failed(RunFailure("r", "cli", "x")).key == "r/run"


@pytest.mark.parametrize("name", ["data", "gate", "file", "check", "run", "test"])
def test_every_kind_has_its_words(name: str) -> None:
    assert load("alerts")["title"][name].startswith("【县鉴】")
    assert load("alerts")["body"][name]
