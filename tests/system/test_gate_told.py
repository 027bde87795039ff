"""A gate that closes by county or by meaning is told to real receivers, explained, let pass once on record, and recovers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card, ReportClaims
from pipelines.model.document import Document
from pipelines.model.problem import Outcome
from pipelines.night.extract import batch as extract_batch
from pipelines.night.run import Night
from pipelines.night.settings import Settings
from pipelines.publish import live_build
from pipelines.state import State
from tests.alert.receivers import Webhook, as_json, webhook
from tests.night.nights import ask, inbox_of, with_two_suites
from tests.night.test_gate import SIGNED, typed

pytestmark = pytest.mark.slow

KEPT = ("990101-qingyan-sifaju-2022.txt", "990103-tingbai-minzhengju-2022.txt")
GONE = tuple(f"990103-tingbai-{name}.txt" for name in ("shuiliju-2023", "tongjiju-2024", "yingjiju-2022"))
CLOSED = "【县鉴】发布闸门关闭，线上仍是原来的数据"
HELD = (
    "SELECT DISTINCT w.causes, b.stage FROM quality.waiting AS w JOIN core.budget_facts AS b USING (fact_id)"
)


@dataclass
class Place:
    """An inbox, its warehouse, and a receiver that listens."""

    raw: Path
    warehouse: Path
    hook: Webhook

    def night(self, *, rebuild: bool = False) -> tuple[str, list[tuple[str, str]]]:
        """How one night ended, and title and text of what it told."""
        posts = len(self.hook.posts)
        settings = Settings(self.raw, self.warehouse, rebuild=rebuild, trigger="test", root=with_two_suites())
        with Night.open(settings) as night:
            verdict = night.decide()
            if verdict is None or verdict.open:
                night.publish()
        with State.open(self.warehouse) as state:
            ended = state.runs()[-1].status
        return ended, [(post.body["title"], post.body["text"]) for post in self.hook.posts[posts:]]

    def gate(self, *words: str) -> tuple[int, str]:
        return typed(self.raw, self.warehouse, *words)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    with webhook(lambda post: as_json(200, ok=True)) as hook:
        monkeypatch.setenv("XIANJIAN_WEBHOOK_URL", hook.url)
        yield Place(tmp_path / "raw", tmp_path / "warehouse", hook)


def misfiling(document: Document, card: Card) -> Outcome[ReportClaims]:
    """The extractor with one fault: what was spent is filed as what was received."""
    outcome = extract(document, card)

    def wrong(claims: ReportClaims) -> ReportClaims:
        return replace(
            claims,
            budget=tuple(
                replace(one, stage="received") if one.stage == "executed" else one
                for one in claims.budget
                if one.stage != "received"
            ),
        )

    return replace(outcome, values=tuple(map(wrong, outcome.values)))


def assert_let_pass(place: Place, limits: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each limit is let pass by a named person, the last opens the gate; what the next night told."""
    for number, limit in enumerate(limits, start=1):
        code, said = place.gate("--override", limit, *SIGNED)
        is_last = number == len(limits)
        assert (code, "下次 xianjian run 时采用" in said) == (0, is_last), said
    ended, told = place.night()
    assert ended == "published"
    rows = ask(
        place.warehouse,
        "SELECT DISTINCT limit_name, overridden_by FROM quality.gate_limits WHERE NOT ok ORDER BY ALL",
    )
    assert rows == [{"limit_name": limit, "overridden_by": "绩效股 ＊＊"} for limit in sorted(limits)]
    return told


def test_a_county_that_lost_its_reports_closes_the_gate_until_a_person_or_the_reports_open_it(
    place: Place, samples: Path
) -> None:
    """The ledger is lost, and of a county's files only one lies in the inbox still: nothing else would tell."""
    inbox_of(place.raw, [samples / name for name in (*KEPT, *GONE)])
    assert place.night()[0] == "published"
    first = live_build(place.warehouse)
    for name in GONE:
        (place.raw / name).unlink()
    (place.warehouse / "state" / "state.sqlite").unlink()

    ended, ((title, text),) = place.night()
    assert ended == "gate_closed"
    assert title.startswith(f"{CLOSED}：汀柏县的报告由 4 份减为 1 份")
    assert live_build(place.warehouse) == first
    said = "汀柏县的报告由 4 份减为 1 份，少 75.0%（上限少 50%）；请核对是否属实"
    assert f"1. {said}\n2. 汀柏县的数字由 " in text, "what happened comes before what follows from it"
    code, explained = place.gate("--explain")
    assert code == 3
    assert said in explained
    assert "看到 少 75.0%，要求至多少 50%（counties_against_live）\n      可以放行一次" in explained

    ((title, text),) = assert_let_pass(
        place, ("counties_against_live", "figures_against_live", "rows_against_live")
    )
    assert title.startswith("【县鉴】闸门重新打开")
    assert f"放行 各县报告数与现行版本相比：{said}（绩效股 ＊＊：" in text
    assert ask(place.warehouse, "SELECT count(*) AS n FROM core.reports") == [{"n": 2}]

    inbox_of(place.raw, [samples / name for name in GONE])
    ended, told = place.night()
    assert (ended, [title for title, _ in told if "闸门" in title]) == ("published", [])
    assert ask(place.warehouse, "SELECT count(*) AS n FROM core.reports") == [{"n": 5}]
    assert place.gate()[0] == 0


def test_figures_filed_against_their_words_close_the_gate_until_let_pass_or_read_rightly(
    place: Place, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox_of(place.raw, [samples / KEPT[0]])
    assert place.night()[0] == "published"
    first = live_build(place.warehouse)
    inbox_of(place.raw, [samples / name for name in (KEPT[1], *GONE)])
    with monkeypatch.context() as patch:
        patch.setattr(extract_batch, "extract", misfiling)
        ended, told = place.night()
    assert ended == "gate_closed"
    assert live_build(place.warehouse) == first
    text = next(text for title, text in told if title.startswith(CLOSED))
    assert "处与所存的类别、环节、来源、年度或指标列相反" in text
    assert "环节记作“到位”，原文的表头、行名或文字说的是“执行”" in text
    code, explained = place.gate("--explain")
    assert code == 3
    assert "要求相反的不超过 1%（words_give_meaning）\n      可以放行一次" in explained

    told = assert_let_pass(place, ("words_give_meaning",))
    assert any(title.startswith("【县鉴】闸门重新打开") for title, _ in told)
    assert ask(place.warehouse, HELD) == [{"causes": ["words_contradict"], "stage": "received"}], (
        "published, and none of them in a comparison"
    )

    ended, told = place.night(rebuild=True)
    assert ended == "published"
    assert any("【恢复】verify 所存的口径与原文不符" in text for _, text in told)
    assert ask(place.warehouse, HELD) == []
    assert ask(place.warehouse, "FROM quality.problems WHERE kind = 'words_contradict'") == []
