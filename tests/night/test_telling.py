"""What a night tells, channel by channel: begun, changed, ended; never twice, never lost, and nothing of what is settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipelines.alert.digest import Night
from pipelines.alert.message import GATE, GateState, Trouble
from pipelines.alert.routing import Route, Routing
from pipelines.night.tell import alerts
from pipelines.night.tell.alerts import channels_for_runs, tell_crash, tell_night
from pipelines.night.tell.standing import Standing
from pipelines.state import State
from pipelines.store import Store
from tests.stores import copy_schema

RECEIVED = datetime(2026, 11, 20)
RULES = {"B03": "rate", "A14": "main", "C01": "main"}
CLOSED = Trouble("data", GATE, "g1", "行数下降 40%")
BROKEN_ROUTES = Routing(
    faults=(Trouble("check", "routing.toml", "x1", "routing.toml:3 写错", rule_id="routing.toml"),)
)


class Corpus:
    """Reports and results of one night, made by hand in one database; the next night begins with none."""

    def __init__(self, state: State, store: Store) -> None:
        self.state = state
        self.store = store
        self.number = 0
        self.seen = 0

    def clear(self) -> Corpus:
        """The next night: reports are there, results and files not yet."""
        for table in (
            "results",
            "rules",
            "result_evidence",
            "verdicts",
            "quarantine",
            "verification_failures",
        ):
            self.store.execute(f"DELETE FROM quality.{table}")
        for table in ("reports", "documents", "evidence"):
            self.store.execute(f"DELETE FROM core.{table}")
        for rule_id, branch in RULES.items():
            values = dict.fromkeys(
                (
                    "family",
                    "slug",
                    "name_en",
                    "grain",
                    "severity",
                    "formula",
                    "parameters",
                    "withholds",
                    "basis",
                ),
                "x",
            )
            lists: dict[str, list[str]] = {key: [] for key in ("report_types", "needs", "suppressed_by")}
            self.add(
                "quality.rules",
                rule_id=rule_id,
                branch=branch,
                name_zh="规则" + rule_id,
                version=1,
                **values,
                **lists,
            )
        for report in ("r1", "r2"):
            self.report(report)
        return self

    def add(self, table: str, **row: Any) -> None:  # noqa: ANN401 - columns of many types
        self.store.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values())
        )

    def report(self, report_id: str) -> None:
        code, county = {"r1": ("990101", "青砚县"), "r2": ("990102", "栖禾县")}[report_id]
        columns = {row["column_name"]: row for row in self.store.rows("DESCRIBE core.reports")}
        row: dict[str, Any] = {
            "report_id": report_id, "version_id": "v" + report_id, "region_code": code, "county": county,
            "department_type": "民政局", "unit_name": county + "民政局", "fiscal_year": 2024, "report_type": "department",
        }  # fmt: skip
        for name, column in columns.items():
            if column["null"] == "NO" and name not in row:
                row[name] = "unknown" if "VARCHAR" in column["column_type"] else 0
        self.add("core.reports", **row)

    def result(self, rule_id: str, report_id: str | None, outcome: str = "fail", **values: object) -> str:
        """A result; a failure says 87 unless told otherwise."""
        self.number += 1
        result_id = f"x{self.number}"
        given = {"subject": None, "message_zh": "报告写 87%", "observed": "87", "severity": "error"} | values
        if outcome == "pass":
            given |= {"message_zh": None, "observed": None}
        self.add(
            "quality.results", result_id=result_id, run_id="r", rule_id=rule_id, rule_version=1, branch=RULES[rule_id],
            report_id=report_id, version_id=report_id and "v" + report_id, outcome=outcome, **given,
        )  # fmt: skip
        return result_id

    def settle(self, result_id: str, rule_id: str, report_id: str) -> None:
        """A person has explained it."""
        self.add(
            "quality.verdicts", verdict_id="v1", place="verdicts.toml:1", result_id=result_id, rule_id=rule_id,
            rule_version=1, branch=RULES[rule_id], report_id=report_id, verdict="explained", message_zh="x",
            decided_by="绩效股", decided_at=RECEIVED, note="x", status="applied",
        )  # fmt: skip

    def quarantine(self, path: str, document_id: str = "d1") -> None:
        self.add(
            "quality.quarantine", document_id=document_id, path=path, file_name=path, reason="corrupt",
            message_zh="文件已损坏", message_en="x", received_at=RECEIVED,
        )  # fmt: skip

    def misread(self, *messages: str) -> None:
        """Figures of the first report are filed as something other than their words say."""
        self.store.execute("UPDATE core.reports SET document_id = report_id")
        for message_zh in messages:
            self.add(
                "quality.verification_failures", run_id="r", table_name="budget_facts", document_id="r1", kind="meaning_differs",
                stored="initial", found="executed", message_zh=message_zh, message_en="x",
            )  # fmt: skip

    def read(self, path: str) -> None:
        """A later file at this path that can be read."""
        self.add(
            "core.documents", document_id="d9", sha256="0" * 64, path=path, file_name=path, bytes=1,
            received_at=RECEIVED + timedelta(days=1), read_status="ok", is_sample=False,
        )  # fmt: skip

    def tell(
        self,
        *,
        gate: Trouble | None = None,
        routing: Routing | None = None,
        has_findings: bool = True,
        let_pass: tuple[str, ...] = (),
    ) -> dict[str, list[Mapping[str, Any]]]:
        """What was put in line tonight, by channel."""
        self.seen += 1
        before = {entry.outbox_id for entry in self.state.unconfirmed()}
        live = "build-0" if gate else f"build-{self.seen}"
        state = GateState(live, ("行数下降 40%",) if gate else (), let_pass)
        tell_night(
            self.state,
            Night(f"run-{self.seen}", f"build-{self.seen}", state),
            Standing(self.store, has_findings=has_findings and gate is None),
            routing or Routing(),
            [gate] if gate else [],
        )
        told: dict[str, list[Mapping[str, Any]]] = {}
        for entry in self.state.unconfirmed():
            if entry.outbox_id not in before:
                told.setdefault(entry.channel, []).append(entry.payload)
        return told


@pytest.fixture(scope="module")
def store() -> Store:
    """One database for all tests here; each empties it."""
    made = Store.in_memory()
    copy_schema(made)
    return made


@pytest.fixture
def corpus(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Corpus]:
    _listen(monkeypatch, "WEBHOOK")
    with State.open(tmp_path) as state:
        yield Corpus(state, store).clear()


def _listen(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """These channels are configured; nothing is sent, the outbox is looked at."""
    for name in ("WEBHOOK", "WECOM", "FEISHU", "DINGTALK"):
        monkeypatch.delenv(f"XIANJIAN_{name}_URL", raising=False)
    for name in ("SMTP_HOST", "APPRISE_URLS"):
        monkeypatch.delenv(f"XIANJIAN_{name}", raising=False)
    for name in names:
        monkeypatch.setenv(f"XIANJIAN_{name}_URL", "http://127.0.0.1:9/hook?key=x")


def _changes(told: Mapping[str, list[Mapping[str, Any]]], channel: str = "webhook") -> list[tuple[str, str]]:
    """Change and rule of every finding that a channel was told of."""
    return [
        (finding["change"], finding["rule_id"])
        for message in told.get(channel, [])
        for finding in message["payload"].get("findings", [])
    ]


def test_a_fault_a_change_and_a_correction_are_one_message_each_and_nothing_between(corpus: Corpus) -> None:
    corpus.result("B03", "r1", subject="project/all")
    corpus.result("A14", "r2", severity="warn", message_zh="人名 4 处", observed="4")
    assert _changes(corpus.tell()) == [("new", "B03"), ("new", "A14")]
    assert corpus.tell() == {}
    corpus.clear().result("B03", "r1", subject="project/all", message_zh="报告写 86%", observed="86")
    corpus.result("A14", "r2", severity="warn", message_zh="人名 4 处", observed="4")
    changed = corpus.tell()
    assert _changes(changed) == [("changed", "B03")]
    assert "原为：报告写 87%" in changed["webhook"][0]["text"]
    corpus.clear().result("B03", "r1", "pass", subject="project/all")
    corpus.result("A14", "r2", "pass")
    ended = corpus.tell()
    assert _changes(ended) == [("ended", "B03"), ("ended", "A14")]
    assert len(ended["webhook"]) == 1
    assert ended["webhook"][0]["is_end"]
    assert corpus.tell() == {}


def test_a_message_in_other_words_about_the_same_figures_is_no_news(corpus: Corpus) -> None:
    corpus.result("C01", "r1", peer_group="民政局 2024", message_zh="高于 9 个同类中的 8 个")
    corpus.tell()
    corpus.clear().result("C01", "r1", peer_group="民政局 2024", message_zh="高于 10 个同类中的 9 个")
    assert corpus.tell() == {}


def test_a_place_that_only_moved_is_no_news(corpus: Corpus) -> None:
    corpus.result("A14", "r1", subject="duties@187")
    corpus.tell()
    corpus.clear().result("A14", "r1", subject="duties@214")
    assert corpus.tell() == {}


@pytest.mark.parametrize("what", ["report gone", "explained", "rule gone"])
def test_what_nobody_asks_for_any_more_is_forgotten_quietly(corpus: Corpus, what: str) -> None:
    corpus.result("B03", "r1")
    corpus.tell()
    corpus.clear()
    if what == "report gone":
        corpus.store.execute("DELETE FROM core.reports WHERE report_id = 'r1'")
    elif what == "explained":
        corpus.settle(corpus.result("B03", "r1"), "B03", "r1")
    else:
        corpus.store.execute("DELETE FROM quality.rules WHERE rule_id = 'B03'")
    assert corpus.tell() == {}
    assert corpus.state.told("webhook") == ()


@pytest.mark.parametrize("what", ["not evaluable", "broken", "no result"])
def test_what_cannot_be_judged_tonight_stands_and_is_told_neither_as_ended_nor_as_new(
    corpus: Corpus, what: str
) -> None:
    corpus.result("B03", "r1", subject="project/all")
    corpus.tell()
    corpus.clear()
    corpus.result("B03", "r2", "pass", subject="project/all")
    if what == "not evaluable":
        corpus.result("B03", "r1", "not_evaluable", subject="project/all")
        corpus.result("B03", "r1", "pass", subject="basic/all")
    elif what == "broken":
        corpus.result("B03", None, "broken", message_zh="no such column")
    assert _changes(corpus.tell()) == []
    corpus.clear().result("B03", "r1", subject="project/all")
    assert _changes(corpus.tell()) == []


def test_a_broken_rule_is_told_once_and_its_end_once(corpus: Corpus) -> None:
    corpus.result("B03", None, "broken", message_zh="no such column")
    (told,) = corpus.tell()["webhook"]
    assert (told["kind"], told["title"]) == ("check", "【县鉴】检查出了故障：新 1")
    assert corpus.tell() == {}
    corpus.clear().result("B03", "r1", "pass")
    (ended,) = corpus.tell()["webhook"]
    assert (ended["kind"], ended["is_end"]) == ("check", True)
    assert corpus.tell() == {}


def test_a_closed_gate_is_told_once_and_says_when_it_opens_with_what_it_held_back(corpus: Corpus) -> None:
    corpus.result("B03", "r1")
    (closed,) = corpus.tell(gate=CLOSED)["webhook"]
    assert "发布闸门关闭" in closed["title"]
    assert corpus.tell(gate=CLOSED) == {}
    (worse,) = corpus.tell(gate=replace(CLOSED, fingerprint="g2", message_zh="行数下降 60%"))["webhook"]
    assert "原因有变" in worse["text"]
    (opened,) = corpus.tell()["webhook"]
    assert "闸门重新打开" in opened["title"]
    assert _changes({"webhook": [opened]}) == [("new", "B03")]
    assert corpus.tell() == {}


def test_while_the_gate_is_closed_findings_are_told_neither_as_new_nor_as_ended(corpus: Corpus) -> None:
    corpus.result("B03", "r1")
    corpus.tell()
    corpus.clear().result("A14", "r2")
    corpus.result("B03", "r1", "pass")
    assert _changes(corpus.tell(gate=CLOSED)) == []


def test_what_somebody_let_pass_is_told_to_those_who_hear_of_the_gate(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    _listen(monkeypatch, "WEBHOOK", "WECOM")
    routing = Routing(
        (Route("青砚", ("wecom",), regions=("990101",)), Route("错误", ("webhook",), severity="error"))
    )
    told = corpus.tell(routing=routing, let_pass=("行数：绩效股 放行，因为撤并",))
    assert list(told) == ["webhook"]
    assert "1. 行数：绩效股 放行，因为撤并" in told["webhook"][0]["text"]
    assert corpus.tell(routing=routing) == {}


def test_a_file_is_told_until_the_one_at_its_place_can_be_read(corpus: Corpus) -> None:
    corpus.quarantine("a.pdf")
    (told,) = corpus.tell()["webhook"]
    assert (told["kind"], "a.pdf" in told["text"]) == ("file", True)
    assert corpus.tell() == {}
    corpus.quarantine("a.pdf", "d0")  # out of another archive of the same name
    assert corpus.tell() == {}
    corpus.clear()  # the inbox was gone for a night, which closed the gate
    assert [message["kind"] for message in corpus.tell(gate=CLOSED)["webhook"]] == ["data"]
    corpus.quarantine("a.pdf")
    assert [message["kind"] for message in corpus.tell()["webhook"]] == ["data"], "told once, not each time"
    corpus.store.execute("DELETE FROM quality.quarantine")
    corpus.read("a.pdf")
    (ended,) = corpus.tell()["webhook"]
    assert (ended["kind"], ended["is_end"]) == ("file", True)
    assert corpus.tell() == {}


def test_the_sentences_with_the_numbers_of_a_finding_stand_first_each_number_once(corpus: Corpus) -> None:
    result = corpus.result(
        "B03", "r1", message_zh="执行 19.05 万元 ÷ 调整预算 20.1 万元 = 94.78%，报告写 100%"
    )
    corpus.read("a.pdf")
    for start, quote in enumerate(
        ["预算21.00万元", "调整预算20.10万元", "到位20.10万元", "执行19.05万元", "完成率100%"]
    ):
        evidence = {
            "evidence_id": f"e{start}",
            "document_id": "d9",
            "char_start": start,
            "char_end": start + 1,
        }
        corpus.add("core.evidence", quote=quote, method="text", **evidence)
        corpus.add("quality.result_evidence", result_id=result, evidence_id=f"e{start}", role="figure")
    (told,) = corpus.tell()["webhook"]
    assert "“调整预算20.10万元”“执行19.05万元”“完成率100%”（a.pdf" in told["text"]


def test_routes_part_the_news_and_what_none_takes_goes_everywhere(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    _listen(monkeypatch, "WEBHOOK", "WECOM", "FEISHU")
    routing = Routing(
        (Route("青砚", ("wecom",), regions=("990101",)), Route("故障", ("feishu",), kinds=("check", "run")))
    )
    corpus.result("B03", "r1")
    corpus.result("A14", "r2")
    corpus.result("C01", None, "broken", message_zh="no such column")
    told = corpus.tell(routing=routing)
    assert _changes(told, "wecom") == [("new", "B03"), ("new", "A14")]
    assert _changes(told, "webhook") == [("new", "A14")]
    assert [message["kind"] for message in told["feishu"]] == ["data", "check"]
    assert [message["kind"] for message in told["webhook"]] == ["data"]
    assert "路线 青砚" in told["wecom"][0]["text"]
    assert [channel.name for channel in channels_for_runs(corpus.state)] == ["feishu"]
    tell_crash(corpus.state, "run-x", "test", "disk full")
    assert [e.channel for e in corpus.state.unconfirmed() if e.alert_key == "run-x/run"] == ["feishu"]


def test_a_labelled_channel_gets_a_letter_of_its_own(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIANJIAN_WEBHOOK_URL__QIHE", "http://127.0.0.1:9/other")
    corpus.result("B03", "r1")
    corpus.result("A14", "r2")
    routing = Routing((Route("栖禾", ("webhook.qihe",), regions=("990102",)), Route("全部", ("webhook",))))
    told = corpus.tell(routing=routing)
    assert _changes(told, "webhook.qihe") == [("new", "A14")]
    assert len(_changes(told, "webhook")) == 2
    (own,), (general,) = told["webhook.qihe"], told["webhook"]
    assert own["key"] != general["key"], "who gets both must not drop one as a copy of the other"


def test_a_fault_in_the_routes_is_told_to_all_loses_nothing_and_repeats_nothing(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    _listen(monkeypatch, "WEBHOOK", "WECOM")
    good = Routing((Route("青砚", ("wecom",), regions=("990101",)), Route("其余", ("webhook",))))
    corpus.result("B03", "r1")
    corpus.tell(routing=good)
    corpus.result("A14", "r2")
    told = corpus.tell(routing=BROKEN_ROUTES)
    for channel in ("webhook", "wecom"):
        assert _changes(told, channel) == [("new", "A14")]
        assert "routing.toml:3 写错" in told[channel][1]["text"]
    assert corpus.tell(routing=BROKEN_ROUTES) == {}
    mended = corpus.tell(routing=good)
    assert [(m["kind"], m["is_end"]) for channel in mended.values() for m in channel] == [("check", True)] * 2


def test_nobody_listens_nothing_is_lost(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus.result("B03", "r1")
    _listen(monkeypatch)
    assert corpus.tell() == {}
    _listen(monkeypatch, "WECOM")
    assert _changes(corpus.tell(), "wecom") == [("new", "B03")]


def test_a_kill_between_message_and_memory_leaves_neither(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.result("B03", "r1")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(alerts, "remember", die)
        with pytest.raises(KeyboardInterrupt):
            corpus.tell()
    assert corpus.state.unconfirmed() == ()
    assert _changes(corpus.tell()) == [("new", "B03")]


def test_a_new_night_of_new_figures_keeps_since_when(corpus: Corpus) -> None:
    corpus.result("B03", "r1")
    corpus.tell()
    (first,) = corpus.state.told("webhook")
    corpus.clear().result("B03", "r1", message_zh="报告写 86%", observed="86")
    corpus.tell()
    (second,) = corpus.state.told("webhook")
    assert second.first_told_at == first.first_told_at <= datetime.now(UTC)
    assert second.told_at > first.told_at


def test_figures_whose_words_say_otherwise_are_told_once_by_report_though_the_gate_is_open(
    corpus: Corpus,
) -> None:
    said = [f"a.txt第 {page} 页：环节存为 initial，说的是 executed" for page in range(1, 6)]
    corpus.misread(*said)
    (told,) = corpus.tell()["webhook"]
    (finding,) = told["payload"]["findings"]
    assert finding["rule_id"] == "verify"
    assert "青砚县民政局" in told["text"]
    message = finding["message_zh"]
    assert all(one in message for one in said[:2])
    assert said[2] not in message
    assert "另有 3 处" in message
    corpus.clear().misread(*said)
    assert corpus.tell() == {}


@pytest.mark.parametrize("decided", [False, True], ids=["read rightly", "decided by a person"])
def test_figures_that_agree_with_their_words_again_have_recovered_and_what_a_person_decided_is_dropped_quietly(
    corpus: Corpus, *, decided: bool
) -> None:
    corpus.misread("a.txt第 1 页：环节存为 initial，说的是 executed")
    corpus.tell()
    corpus.clear().misread()
    if decided:
        corpus.add(
            "quality.problems", problem_id="p1", document_id="r1", kind="words_contradict", message_zh="x",
            message_en="x", status="accept",
        )  # fmt: skip
    assert _changes(corpus.tell()) == ([] if decided else [("ended", "verify")])
    assert corpus.state.told("webhook") == ()
