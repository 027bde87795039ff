"""A trouble is told when it begins, when it changes and when it ends, and at no other time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipelines.alert.message import Trouble
from pipelines.alert.news import Fate, remember, tidings
from pipelines.state import State
from tests.alert.troubles import CLOSED, FILE, PERSONS, RATE

CHANGED = replace(RATE, fingerprint="f2", message_zh="报告写 86.00%")


def _night(
    state: State, troubles: Sequence[Trouble], fate: Fate = Fate.ENDED, channel: str = "email"
) -> list[tuple[str, str]]:
    """What a channel hears: change and key."""
    heard = tidings(state.told(channel), troubles, lambda _: fate)
    remember(state, channel, heard)
    return [(one.change, one.trouble.key) for one in heard.news]


def test_first_failure_change_and_recovery_are_told_once_each(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        assert _night(state, [RATE, PERSONS]) == [("new", RATE.key), ("new", PERSONS.key)]
        assert _night(state, [PERSONS, RATE]) == []
        assert _night(state, [CHANGED, PERSONS]) == [("changed", RATE.key)]
        assert _night(state, [CHANGED, PERSONS]) == []
        assert _night(state, [PERSONS]) == [("ended", RATE.key)]
        assert _night(state, [PERSONS]) == []
        assert _night(state, [RATE, PERSONS]) == [("new", RATE.key)], "it is back"


def test_a_change_and_an_end_know_what_was_told(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        _night(state, [RATE])
        (first,) = state.told("email")
        (changed,) = tidings(state.told("email"), [CHANGED], lambda _: Fate.ENDED).news
        assert changed.before is not None
        assert (changed.trouble.message_zh, changed.before.message_zh) == (
            CHANGED.message_zh,
            RATE.message_zh,
        )
        assert changed.since == first.first_told_at
        _night(state, [CHANGED])
        (ended,) = tidings(state.told("email"), [], lambda _: Fate.ENDED).news
        assert ended.trouble == replace(CHANGED, result_ids=())
        assert ended.since == first.first_told_at, "since when it is wrong, not since when it changed"


def test_new_figures_that_read_the_same_are_no_news(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        _night(state, [RATE])
        assert _night(state, [replace(RATE, fingerprint="f9")]) == []
        assert [record.fingerprint for record in state.told("email")] == ["f9"]


def test_what_could_not_be_looked_at_stands_and_what_is_over_is_forgotten_quietly(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        _night(state, [RATE])
        assert _night(state, [], Fate.UNKNOWN) == []
        assert _night(state, [RATE]) == [], "nobody was told that it had ended"
        assert _night(state, [], Fate.OVER) == []
        assert state.told("email") == ()


def test_each_channel_hears_its_own_and_a_new_one_hears_what_stands(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        _night(state, [RATE, FILE], channel="email")
        assert _night(state, [RATE, CLOSED], channel="wecom") == [("new", RATE.key), ("new", CLOSED.key)]
        assert _night(state, [FILE], channel="email") == [("ended", RATE.key)]
        assert len(state.told("wecom")) == 2


def test_what_others_were_told_is_no_news_while_the_routes_are_broken(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        _night(state, [RATE], channel="email")
        heard = tidings(state.told("wecom"), [RATE, PERSONS], lambda _: Fate.ENDED, state.told_anywhere())
        assert [one.trouble.key for one in heard.news] == [PERSONS.key]
