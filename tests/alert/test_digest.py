"""A digest says what matters first, groups by county and root cause, quotes the sentence, and ends soon."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipelines.alert.digest import Night, digest
from pipelines.alert.message import AlertMessage, GateState, Quote, Trouble
from pipelines.alert.news import News
from pipelines.alert.wording import with_why
from pipelines.lexicon import load
from tests.alert.troubles import CLOSED, OPEN, PERSONS, RATE, another, news, quoted

NIGHT = Night("run-1", "build-1", OPEN)


def _digest(*all_news: News, night: Night = NIGHT) -> AlertMessage:
    message = digest(night, all_news, quoted)
    assert message is not None
    return message


def test_a_finding_names_rule_unit_year_sentence_file_and_page() -> None:
    message = _digest(news("new", RATE))
    for words in (
        "◆ 栖禾县",
        "【新】B03 完成率重算（错误）",
        "民政局 2024：项目支出",
        "报告写 87.03%",
        "“预算执行率87.03%”（2024.pdf，第 3 页）",
        "“其中上解经费”（2024.txt，无页码）",
        "site/findings/990102.html",
        "xianjian explain 栖禾县民政局2024",
        "build-1",
    ):
        assert words in message.text, words
    assert message.title_zh == "【县鉴】数据有错：新 1（错误 1）｜栖禾县"
    assert (message.key, message.kind, message.colour) == ("run-1/data", "data", "data")
    (finding,) = message.payload["findings"]
    assert finding["change"] == "new"
    assert finding["quotes"][0] == {"text": "预算执行率87.03%", "file_name": "2024.pdf", "page": 3}


def test_the_first_lines_count_what_is_new_by_county_the_worst_first() -> None:
    message = _digest(
        news("new", PERSONS),
        news("new", RATE),
        news("changed", another(RATE, 2)),
        news("ended", another(PERSONS, 3)),
        news("ended", another(PERSONS, 4, "赵县")),
    )
    first = message.text.split("\n\n", 1)[0].split("\n")
    assert first == ["栖禾县：错误 2", "青砚县：警告 1、恢复 1", "赵县：恢复 1"]
    assert (
        message.title_zh == "【县鉴】数据有错：新 2（错误 1）、变 1（错误 1）、恢复 2｜栖禾县、青砚县等 3 县"
    )


def test_a_change_says_what_was_told_before_and_an_end_when_that_was() -> None:
    before = "项目支出：…，报告写 86.00%"
    message = _digest(news("changed", RATE, before), news("ended", PERSONS))
    assert f"原为：{before}" in message.text
    assert "【恢复】A14 个人信息（警告）" in message.text
    assert "司法局 2022（11 月 26 日报过）：报告写明人名 4 处" in message.text  # by the clock of the readers
    assert message.payload["findings"][0]["before_zh"] == before


def test_one_cause_in_one_county_is_one_group_whoever_it_concerns() -> None:
    message = _digest(*(news("new", another(PERSONS, number)) for number in range(6)))
    assert message.text.count("A14 个人信息") == 1
    assert "【新】A14 个人信息（警告）6 处" in message.text
    assert "另：第1局 2022、第2局 2022、第3局 2022等 5 处" in message.text


def test_several_faults_of_one_report_do_not_name_it_twice() -> None:
    other = replace(RATE, key=RATE.key + "2", subject="basic/all")
    text = _digest(news("new", RATE), news("new", other)).text
    assert "同一份报告另有 1 处" in text
    assert "另：" not in text


def test_a_cause_that_several_counties_share_is_said_once_at_the_top() -> None:
    message = _digest(news("new", PERSONS), news("new", another(PERSONS, 2, "赵县")))
    assert "几个县都有：A14 个人信息 2 处" in message.text.split("◆")[0]


def test_many_counties_and_causes_end_within_the_limits_and_the_rest_is_counted() -> None:
    limits = load("alerts")["limits"]
    all_news = [
        news("new", replace(another(RATE, number, f"某{number}县"), rule_id=f"B{rule:02}"))
        for number in range(40)
        for rule in range(3)
    ]
    message = _digest(*all_news)
    assert len(message.text) <= limits["body_characters"] + 1
    assert message.text.count("【新】") <= limits["causes"]
    assert f"另有 {40 - limits['counties']} 个县" in message.text
    assert f"……另有 {120 - message.text.count('【新】')} 组" in message.text
    assert message.payload["findings_total"] == 120
    assert len(message.payload["findings"]) == limits["entries"]


def test_no_warning_takes_the_place_of_an_error() -> None:
    warnings = [
        news("new", replace(another(PERSONS, n, f"甲{n}县"), rule_id=f"A{r:02}"))
        for n in range(4)
        for r in range(3)
    ]
    errors = [news("new", replace(RATE, key=f"B{r:02}", rule_id=f"B{r:02}")) for r in range(5)]
    text = _digest(*warnings, *errors).text
    assert text.count("（错误）") == 5
    assert text.count("（警告）") == load("alerts")["limits"]["causes"] - 5


def test_news_of_ends_alone_has_the_colour_of_an_end() -> None:
    message = _digest(news("ended", RATE))
    assert (message.title_zh, message.colour) == ("【县鉴】数据改正：恢复 1｜栖禾县", "end")
    assert AlertMessage.from_json(json.loads(json.dumps(message.to_json()))) == message


def test_a_closed_gate_says_why_and_what_readers_have() -> None:
    closed = Night("run-1", "build-2", GateState("build-1", ("行数下降 40%", "规则 B07 出故障")))
    message = _digest(news("new", CLOSED), night=closed)
    assert message.title_zh == "【县鉴】发布闸门关闭，线上仍是原来的数据：行数下降 40%（共 2 项）", (
        "a phone shows no more"
    )
    for words in ("build-1", "1. 行数下降 40%", "2. 规则 B07 出故障", "gate --explain", "候选版本 build-2"):
        assert words in message.text, words
    assert (message.payload["gate"], message.payload["live_build"]) == ("closed", "build-1")
    never = replace(closed, gate=GateState(None, ("空",)))
    assert "还没有发布过" in _digest(news("new", CLOSED), night=never).text


def test_a_long_reason_in_a_title_ends_with_a_clause_and_not_within_a_file_name() -> None:
    long = "全部 20 个文件中有 6 个损坏、崩溃或超时（占 30.0%，上限 20%）：坏1.pdf（损坏或不完整）、坏2.pdf（损坏或不完整）"
    assert with_why("闸门关闭", [long]).endswith("崩溃或超时（占 30.0%，上限 20%）")
    assert with_why("运行失败", ["没" * 100]).endswith("没…")


def test_a_gate_that_opens_again_is_told_with_the_news_it_held_back() -> None:
    both = _digest(news("ended", CLOSED), news("new", RATE))
    assert both.title_zh == "【县鉴】闸门重新打开；新 1（错误 1）｜栖禾县"
    assert both.text.startswith("闸门重新打开，读者现在看到的是 build-1。")
    alone = _digest(news("ended", CLOSED))
    assert (alone.title_zh, alone.colour) == ("【县鉴】发布闸门重新打开", "end")


def test_an_original_that_was_put_right_is_told_once_and_is_no_alarm() -> None:
    night = replace(NIGHT, gate=GateState("build-1", restored=("2024/a.pdf",)))
    message = digest(night, [], lambda trouble: ())
    assert message is not None
    assert (message.title_zh, message.colour) == ("【县鉴】留存的原件已自动修好：1 份", "end")
    assert "1. 2024/a.pdf" in message.text
    assert digest(NIGHT, [], lambda trouble: ()) is None


def test_what_was_let_pass_is_told_though_nothing_else_is_new() -> None:
    night = replace(NIGHT, gate=GateState("build-1", let_pass=("行数：绩效股 放行，因为撤并",)))
    message = digest(night, (), quoted)
    assert message is not None
    assert "本次放行的限制：\n1. 行数：绩效股 放行，因为撤并" in message.text
    assert message.colour == "data"


def test_no_news_no_message() -> None:
    assert digest(NIGHT, (), quoted) is None


def test_routes_are_named_for_those_who_wonder() -> None:
    assert "路线 栖禾县财政" in _digest(news("new", RATE), night=replace(NIGHT, routes=("栖禾县财政",))).text


def test_the_title_cannot_carry_another_header() -> None:
    message = _digest(news("new", replace(RATE, county="赵县\r\nBcc: all@example.org\u2028")))
    assert not set("\r\n\u2028") & set(message.title_zh)


def test_braces_and_markup_in_a_report_stay_words() -> None:
    def hostile(_: Trouble) -> tuple[Quote, ...]:
        return (Quote("<script>alert(1)</script> {x}", "{f}.txt", 1),)

    message = digest(NIGHT, [news("new", replace(RATE, message_zh="{0} {run_id} %s"))], hostile)
    assert message is not None
    assert "{0} {run_id} %s" in message.text
    assert "<script>alert(1)</script> {x}" in message.text


def test_a_megabyte_without_a_space_is_cut() -> None:
    def endless(_: Trouble) -> tuple[Quote, ...]:
        return (Quote("x" * 10**6, "长" * 10**5, 1),) * 5

    troubles = [replace(another(RATE, number), message_zh="长" * 10**6) for number in range(20)]
    message = digest(NIGHT, [news("new", trouble) for trouble in troubles], endless)
    assert message is not None
    assert len(message.text) < load("alerts")["limits"]["body_characters"] + 10
    assert len(json.dumps(message.to_json(), ensure_ascii=False)) < 200_000
    assert "…" in message.text


@given(st.text(max_size=50), st.text(max_size=200))
def test_a_message_goes_through_json_unchanged(unit: str, said: str) -> None:
    message = _digest(news("new", replace(RATE, unit_name=unit, message_zh=said)))
    assert AlertMessage.from_json(json.loads(json.dumps(message.to_json()))) == message
