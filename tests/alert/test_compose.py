"""Alerts on files, checks and runs: each kind has its title and words, and no words of a stranger can break one."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.alert.compose import (
    checks,
    files,
    run_failed,
    silence_ended,
    silent,
    state_damaged,
    trial_message,
)
from pipelines.alert.message import RunFailure
from pipelines.alert.plain import capped_lines, one_line
from pipelines.lexicon import load
from tests.alert.troubles import FILE, RULE, news


def test_files_are_told_with_their_reason_and_again_when_they_can_be_read() -> None:
    message = files("run-1", [news("new", FILE)])
    assert message is not None
    assert (message.key, message.kind, message.colour) == ("run-1/file", "file", "file")
    assert message.title_zh == "【县鉴】没有进入数据的文件：新 1"
    assert "【新】a.pdf：文件有密码" in message.text
    assert "encrypted" not in message.text, "a code is for programs"
    ended = files("run-2", [news("ended", FILE)])
    assert ended is not None
    assert (ended.title_zh, ended.colour) == ("【县鉴】文件已能读入：1 个", "end")
    assert files("run-3", []) is None


def test_a_broken_check_is_no_fault_of_the_data_and_its_end_is_told() -> None:
    message = checks("run-1", [news("changed", RULE, "no such table")])
    assert message is not None
    assert (message.kind, message.title_zh) == ("check", "【县鉴】检查出了故障：变 1")
    assert "不说明数据有错" in message.text
    assert "【变】D05 指标完成：no such column\n原为：no such table" in message.text
    ended = checks("run-2", [news("ended", RULE)])
    assert ended is not None
    assert "【恢复】D05 指标完成（11 月 26 日报过）" in ended.text
    assert ended.colour == "end"


def test_long_lists_are_cut_and_counted() -> None:
    limit = load("alerts")["limits"]["entries"]
    message = files("run-1", [news("new", replace(FILE, key=f"{n:03}.pdf")) for n in range(limit + 5)])
    assert message is not None
    assert message.text.count("a.pdf") == limit
    assert f"【新】有打开密码，{limit} 个，如 a.pdf：文件有密码\n另：a.pdf、" in message.text, (
        "one fault, told once"
    )
    assert "另有 5 条没有列出" in message.text
    assert message.payload["files_total"] == limit + 5


def test_a_run_that_broke_off_says_where_and_the_end_of_silence_is_no_alarm() -> None:
    message = run_failed(RunFailure("run-1", "schedule", "disk full"))
    assert (message.key, message.kind, message.colour) == ("run-1/run", "run", "run")
    assert "disk full" in message.text
    assert message.title_zh == "【县鉴】夜间运行失败，线上数据没有变动：disk full", "a phone shows no more"
    assert "run-1（每晚定时）" in message.text
    assert silence_ended("night/r", "正常").colour == "end"


def test_whoever_is_woken_reads_what_to_do_next_and_an_end_asks_for_nothing() -> None:
    assert "xianjian doctor" in silent("night/r", "36 小时没有完成").text
    assert "xianjian restore" in state_damaged("k", "file is not a database").text
    assert "xianjian" not in silence_ended("night/r", "正常").text


def test_hidden_direction_marks_and_half_characters_are_dropped() -> None:
    assert one_line("合\u202e计\u200b10\x00万\ud800元", 50) == "合计10万元"


def test_a_wrapped_sentence_is_quoted_as_it_is_read() -> None:
    assert one_line("项目资\n金预算\r\n10万元", 50) == "项目资金预算10万元"


def test_the_cells_of_a_quoted_row_are_told_apart() -> None:
    assert (
        one_line("优抚对象\n年度确认率\t=100%\t100%\n\t14\t12.6", 50)
        == "优抚对象年度确认率｜=100%｜100%｜14｜12.6"
    )


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


def test_the_same_key_has_the_same_token_and_no_other_key_has_it() -> None:
    one, same, other = trial_message("k"), trial_message("k"), trial_message("l")
    assert one.token == same.token != other.token


@pytest.mark.parametrize("name", ["data", "gate", "file", "check", "run", "silent", "state_damaged", "test"])
def test_every_title_names_the_product_and_differs_from_the_others(name: str) -> None:
    titles = load("alerts")["title"]
    assert titles[name].startswith("【县鉴】")
    assert list(titles.values()).count(titles[name]) == 1
