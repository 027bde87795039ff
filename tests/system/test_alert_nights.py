"""Nights with faults and without, told to real receivers: one digest, nothing twice, one recovery."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.night.run import Night
from pipelines.night.settings import Settings
from pipelines.state import State
from tests.alert.receivers import MailServer, Webhook, as_json, mail_server, subject, webhook
from tests.night.nights import with_two_suites
from tests.system.conftest import FAULTY, Published
from tests.system.processes import copy_of
from tests.system.service import channels

pytestmark = pytest.mark.slow

WARNED = "990101-qingyan-shuiliju-2024.docx"
"""Of another county than the faulty one; a required part is missing."""
WRONG, RIGHT = "预算执行率87.03%", "预算执行率93.40%"


@dataclass
class Place:
    """A county's inbox, its warehouse, a copy of the rules to spoil, and who listens."""

    raw: Path
    warehouse: Path
    root: Path
    mails: MailServer
    hook: Webhook

    def spend(self) -> None:
        """One night to its end."""
        with Night.open(Settings(self.raw, self.warehouse, trigger="test", root=self.root)) as night:
            night.decide()
            night.publish()

    def night(self) -> list[tuple[str, str]]:
        """Kind and title of what one night told, the same by mail and by webhook."""
        posts, mails = len(self.hook.posts), len(self.mails.mails)
        self.spend()
        told = [(post.body["kind"], post.body["title"]) for post in self.hook.posts[posts:]]
        assert [subject(mail) for _, mail in self.mails.mails[mails:]] == [title for _, title in told]
        with State.open(self.warehouse) as state:
            assert state.unconfirmed() == ()
        return told

    @property
    def text(self) -> str:
        """What was told last."""
        return str(self.hook.posts[-1].body["text"])


@pytest.fixture
def place(
    tmp_path: Path,
    published: Published,
    samples: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Place]:
    """After a night with faults that nobody listened to, so that the first unchanged one has to tell them."""
    root, raw = tmp_path / "root", tmp_path / "raw"
    shutil.copytree(with_two_suites(), root)
    shutil.copytree(published.raw, raw)
    with mail_server() as mails, webhook(lambda post: as_json(200, ok=True)) as hook:
        place = Place(raw, copy_of(published.warehouse, tmp_path / "warehouse"), root, mails, hook)
        shutil.copy(samples / WARNED, raw)
        place.spend()
        for name, value in channels(mails, hook).items():
            monkeypatch.setenv(name, value)
        yield place


def test_faults_are_one_digest_a_correction_one_recovery_and_a_broken_rule_is_told_to_begin_and_to_end(
    place: Place,
) -> None:
    ((kind, title),) = place.night()
    assert (kind, title[:11]) == ("data", "【县鉴】数据有错：新 ")
    assert title.endswith("新 2（错误 1）｜栖禾县、青砚县")
    assert "【新】B03 完成率重算" in place.text
    assert WRONG in place.text
    assert place.night() == [], "told already"

    report = place.raw / FAULTY
    text = report.read_text(encoding="utf-8")
    assert WRONG in text
    report.write_text(text.replace(WRONG, RIGHT), encoding="utf-8")
    assert place.night() == [("data", "【县鉴】数据改正：恢复 1｜栖禾县")]
    assert "【恢复】B03 完成率重算" in place.text
    assert place.hook.posts[-1].body["is_end"]

    query = place.root / "expectations" / "sql" / "items_add_up.sql"
    sound = query.read_text(encoding="utf-8")
    query.write_text(sound + "\nWHERE CAST('x' || version_id AS INTEGER) = 1\n", encoding="utf-8")
    told = dict(place.night())
    assert told.keys() == {"check", "data"}
    assert told["check"] == "【县鉴】检查出了故障：新 1"
    assert told["data"].startswith("【县鉴】发布闸门关闭，线上仍是原来的数据：")
    assert place.night() == [], "still closed, still broken: told already"

    query.write_text(sound, encoding="utf-8")
    assert sorted(place.night()) == [
        ("check", "【县鉴】检查恢复：1 项"),
        ("data", "【县鉴】发布闸门重新打开"),
    ]
    assert place.night() == []


def test_routes_decide_who_hears_and_a_fault_in_them_is_told_to_all(place: Place) -> None:
    routing = place.raw / "decisions" / "routing.toml"
    routing.parent.mkdir()
    good = '[[route]]\nname = "栖禾"\nchannels = ["email"]\nregions = ["990102"]\n'
    routing.write_text(good, encoding="utf-8")
    place.spend()
    ((_, mail),) = place.mails.mails
    (post,) = place.hook.posts
    assert "栖禾县、青砚县" in str(mail["Subject"]), "its county, and what no route takes"
    assert post.body["title"].endswith("｜青砚县")
    assert "栖禾县" not in post.body["text"]

    routing.write_text(good.replace("email", "e-mail"), encoding="utf-8")
    assert place.night() == [("check", "【县鉴】检查出了故障：新 1")]
    assert "routing.toml:3" in place.text
    routing.write_text(good, encoding="utf-8")
    assert place.night() == [("check", "【县鉴】检查恢复：1 项")]
    with State.open(place.warehouse) as state:
        assert {run.status for run in state.runs()[2:]} == {"unchanged"}, "routes make no build"
