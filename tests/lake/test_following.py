"""The lake follows the live build: once, again after a failure, and the file never waits for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.night.configuration import SETTINGS
from pipelines.night.doctor.lake import examine_lake
from pipelines.night.lake import following
from pipelines.night.lake.following import follow_lake
from pipelines.night.settings import Settings
from pipelines.publish import live_build
from pipelines.state import Lock
from pipelines.store import Lake, LakePlace, Store
from pipelines.store.lake_copy import copy_build
from tests.alert.receivers import as_json, webhook
from tests.night.nights import inbox_of, run_night
from tests.postgres import Postgres
from tests.publish.candidates import published

pytestmark = pytest.mark.slow

REPORT = Path("raw/samples/990101-qingyan-sifaju-2022.txt")


@pytest.fixture
def settings(place: LakePlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation with a lake and nothing published yet."""
    monkeypatch.setattr(following, "PAUSE_SECONDS", 0.0)
    made = Settings(tmp_path / "raw", tmp_path / "warehouse")
    made.raw.mkdir()
    text = f'[lake]\ncatalog = "{place.catalog}"\ndata = "{place.data}"\n'
    (made.raw / SETTINGS).write_text(text, encoding="utf-8")
    return made


def _shown(place: LakePlace) -> tuple[str | None, int]:
    """What readers see, and how many snapshots there are."""
    with Lake.open_read_only(place) as lake:
        return lake.shown(), len(lake.snapshots())


def test_the_same_build_is_published_once(settings: Settings, place: LakePlace) -> None:
    first = published(settings.warehouse, 1)
    assert follow_lake(settings) == ()
    assert _shown(place) == (first.build_id, 2)
    assert follow_lake(settings) == ()
    assert _shown(place) == (first.build_id, 2)


def test_a_server_that_is_restarted_meanwhile_costs_one_attempt(
    settings: Settings, place: LakePlace, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = published(settings.warehouse, 1)
    copy = copy_build

    def cut_off(store: Store) -> int:
        monkeypatch.setattr("pipelines.store.lake.copy_build", copy)
        postgres.restart()
        return copy(store)

    monkeypatch.setattr("pipelines.store.lake.copy_build", cut_off)
    assert follow_lake(settings) == ()
    assert _shown(place)[0] == build.build_id


def test_commands_and_doctor_say_how_the_lake_stands(settings: Settings, place: LakePlace) -> None:
    def answer(command: str) -> tuple[int, str]:
        places = ["--raw", str(settings.raw), "--warehouse", str(settings.warehouse)]
        done = CliRunner().invoke(app, ["lake", command, *places])
        return done.exit_code, done.output

    assert answer("status")[0] == 4, "nothing is published yet"
    build = published(settings.warehouse, 1)
    assert answer("status")[0] == 1, "there is no lake yet"
    assert [sign.level for sign in examine_lake(settings)] == ["fault"]
    with Lock(settings.warehouse, "a night"):
        assert answer("publish")[0] == 7
    assert answer("publish") == (0, f"{build.build_id}：已发布到数据湖 published\n")
    code, said = answer("status")
    assert code == 0
    assert build.build_id in said
    assert [sign.level for sign in examine_lake(settings)] == ["ok"]
    with Lake.open(place) as lake:
        lake.store.execute("DELETE FROM core.facts WHERE amount_yuan = 1")  # somebody with the right to write
    assert answer("status")[0] == 6
    assert [sign.level for sign in examine_lake(settings)] == ["warn"]
    assert follow_lake(settings) == ()
    assert answer("status")[0] == 0


def test_a_night_without_its_server_publishes_the_file_tells_once_and_the_next_catches_up(
    settings: Settings,
    place: LakePlace,
    postgres: Postgres,
    project_root: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inbox_of(settings.raw, [project_root / REPORT])
    with webhook(lambda post: as_json(200, ok=True)) as hook:
        monkeypatch.setenv("XIANJIAN_WEBHOOK_URL", hook.url)
        postgres.stop()
        try:
            records = [run_night(settings.raw, settings.warehouse) for _ in range(2)]
        finally:
            postgres.start()
        records.append(run_night(settings.raw, settings.warehouse))
    assert [record.status for record in records] == ["published", "unchanged", "unchanged"]
    live = live_build(settings.warehouse)
    assert live is not None
    assert _shown(place)[0] == live.build_id
    told = [str(post.body["text"]) for post in hook.posts if post.body["kind"] == "check"]
    assert len(told) == 2, told
    assert live.build_id in told[0]
    assert "文件版本不受影响" in told[0]
    assert "恢复" in told[1]
