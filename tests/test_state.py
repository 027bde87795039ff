"""What changes between nights survives every death, and only one night writes at a time."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.state import DocumentRecord, FileRecord, Lock, LockHeld, OutboxRow, RunRow, State, StateError
from pipelines.state.database import to_text, to_time
from pipelines.state.fetches import FetchRecord, gone
from pipelines.state.schema import FIRST
from pipelines.store import Store, create_schema

NIGHT = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
SHA = "ab" * 32


def _document(**changes: object) -> DocumentRecord:
    record = DocumentRecord(
        document_id=SHA[:16],
        sha256=SHA,
        path="赵县/2024.docx",
        file_name="2024.docx",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        bytes=1234,
        pages=None,
        reader="docx",
        read_status="ok",
        read_reason=None,
        message_zh=None,
        message_en=None,
        seconds=0.25,
        peak_memory_mb=51.5,
        source_url=None,
        received_at=NIGHT,
        is_sample=False,
        read_stamp="r1",
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def test_a_document_comes_back_as_it_went_in(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        state.record_documents([_document()])
    with State.open(tmp_path) as state:
        assert state.document(SHA[:16]) == _document()
        assert state.documents() == (_document(),)
        assert state.document("0" * 16) is None


def test_the_first_arrival_of_a_content_is_kept(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        state.record_documents([_document()])
        state.record_documents([_document(received_at=NIGHT + timedelta(days=1), read_stamp="r2")])
        found = state.document(SHA[:16])
    assert found is not None
    assert (found.received_at, found.read_stamp) == (NIGHT, "r2")


def test_stages_are_marked_and_shards_in_use_are_known(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        state.record_documents([_document()])
        state.mark_extracted([SHA[:16]], "e1", "shard-7")
        found = state.document(SHA[:16])
        assert found is not None
        assert (found.extract_stamp, found.shard) == ("e1", "shard-7")
        assert state.shards() == {"shard-7"}
        with pytest.raises(KeyError):
            state.mark_extracted([SHA[:16], "unknown"], "e2", "shard-8")
        assert state.shards() == {"shard-7"}, "half a batch was marked"


def test_an_id_that_is_not_its_hash_is_refused(tmp_path: Path) -> None:
    with State.open(tmp_path) as state, pytest.raises(sqlite3.IntegrityError):
        state.record_documents([_document(document_id="0" * 16)])


def test_a_batch_of_files_enters_whole_or_not_at_all(tmp_path: Path) -> None:
    good = FileRecord("a.txt", SHA, 1, 2, NIGHT, NIGHT, 3)
    with State.open(tmp_path) as state:
        with pytest.raises(sqlite3.IntegrityError):
            state.record_files([good, replace(good, path="b.txt", sha256="short")])
        assert state.files() == ()
        state.record_files([good])
        later = replace(
            good, size=9, first_seen=NIGHT + timedelta(days=1), last_seen=NIGHT + timedelta(days=1)
        )
        state.record_files([later])
        assert state.file("a.txt") == replace(later, first_seen=NIGHT)


@given(
    st.datetimes(
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-5))])
    ),
    st.datetimes(timezones=st.just(UTC)),
)
def test_times_keep_their_order_as_text(one: datetime, other: datetime) -> None:
    if (
        datetime.min.replace(tzinfo=UTC) + timedelta(days=1)
        < one
        < datetime.max.replace(tzinfo=UTC) - timedelta(days=1)
    ):
        assert to_time(to_text(one)) == one
        assert (to_text(one) < to_text(other)) == (one < other)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        to_text(datetime(2026, 11, 20))


def test_a_run_found_open_is_marked_crashed_at_the_next_start(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        assert state.start_run("r1", "cli", NIGHT) == ()
        dead = state.start_run("r2", "schedule", NIGHT + timedelta(days=1))
        assert [(run.run_id, run.status) for run in dead] == [("r1", "crashed")]
        state.finish_run("r2", "published", "b2", {"files": 3}, NIGHT + timedelta(days=1, minutes=2))
        assert state.start_run("r3", "cli", NIGHT + timedelta(days=2)) == ()
        runs = state.runs()
        assert [(run.run_id, run.status, run.build_id) for run in runs] == [
            ("r1", "crashed", None),
            ("r2", "published", "b2"),
            ("r3", "running", None),
        ]
        assert runs[1].counts == {"files": 3}
        with pytest.raises(KeyError):
            state.finish_run("r2", "unchanged", None, {}, NIGHT)


def test_published_rows_hold_naive_utc_and_no_text_of_messages(tmp_path: Path) -> None:
    shanghai = timezone(timedelta(hours=8))
    with State.open(tmp_path, clock=lambda: NIGHT) as state:
        state.start_run("r1", "cli", NIGHT.astimezone(shanghai))
        state.enqueue("k", "email", {"text": "原文"})
        assert state.run_rows() == (RunRow("r1", "cli", NIGHT.replace(tzinfo=None), None, None, None),)
        assert state.outbox_rows() == (
            OutboxRow("1", "k", "email", "waiting", 0, None, NIGHT.replace(tzinfo=None), None),
        )
    assert "payload" not in {field.name for field in fields(OutboxRow)}


def test_a_key_enters_a_channel_once(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        assert state.enqueue("b1/data", "email", {"n": 1})
        assert not state.enqueue("b1/data", "email", {"n": 2})
        assert state.enqueue("b1/data", "webhook", {"n": 1})
        assert [entry.payload for entry in state.unconfirmed()] == [{"n": 1}, {"n": 1}]


def test_a_confirmed_message_is_never_handed_out_again(tmp_path: Path) -> None:
    with State.open(tmp_path, clock=lambda: NIGHT) as state:
        state.enqueue("k", "email", {})
        (entry,) = state.pending(NIGHT)
        state.mark_confirmed(entry.outbox_id, "250 OK")
        state.mark_failed(entry.outbox_id, "late error of another process", NIGHT)
        assert not state.enqueue("k", "email", {})
        assert state.pending(NIGHT + timedelta(days=9)) == state.unconfirmed() == ()
        (row,) = state.outbox_rows()
        assert (row.status, row.confirmed_at) == ("confirmed", NIGHT.replace(tzinfo=None))


def test_addresses_of_people_are_not_published(tmp_path: Path) -> None:
    with State.open(tmp_path, clock=lambda: NIGHT) as state:
        state.enqueue("k", "email", {})
        state.mark_failed(1, "li.hua@example.org: 550 <li.hua@example.org> no such user", NIGHT)
        assert state.outbox_rows()[0].last_error == "＊＊＊: 550 <＊＊＊> no such user"
        assert "li.hua" in (state.unconfirmed()[0].last_error or "")


def test_a_failed_message_stays_visible_and_comes_due_again(tmp_path: Path) -> None:
    with State.open(tmp_path, clock=lambda: NIGHT) as state:
        state.enqueue("k", "email", {})
        (entry,) = state.pending(NIGHT)
        state.note_attempt(entry.outbox_id, "451", accepted=["a@example.org"])
        state.mark_failed(entry.outbox_id, "452", NIGHT + timedelta(hours=1), accepted=["a@example.org"])
        assert state.pending(NIGHT) == ()
        (due,) = state.pending(NIGHT + timedelta(hours=1))
        assert (due.status, due.attempts, due.last_error, due.accepted) == (
            "failed",
            2,
            "452",
            ("a@example.org",),
        )
        with pytest.raises(KeyError):
            state.mark_confirmed(99, "?")


def _tell_and_fail(state: State) -> None:
    with state.transaction():
        state.enqueue("k", "email", {})
        state.remember("B07|r", "f1")
        raise ZeroDivisionError


def test_what_was_told_is_remembered_together_with_the_message_or_not_at_all(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        with pytest.raises(ZeroDivisionError):
            _tell_and_fail(state)
        assert state.known_fingerprint("B07|r") is None
        assert state.unconfirmed() == ()
        state.remember("B07|r", "f1")
        state.remember("B07|r", "f2")
        assert state.known_fingerprint("B07|r") == "f2"


def test_a_damaged_file_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "state.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(StateError, match=r"state\.sqlite 已损坏"):
        State.open(tmp_path)


def test_a_state_that_cannot_be_opened_is_not_called_damaged(tmp_path: Path) -> None:
    (tmp_path / "state" / "state.sqlite").mkdir(parents=True)
    with pytest.raises(StateError, match="打不开"):
        State.open(tmp_path)


def test_a_file_of_newer_code_is_left_alone(tmp_path: Path) -> None:
    State.open(tmp_path).close()
    with sqlite3.connect(tmp_path / "state" / "state.sqlite") as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(StateError, match="999"):
        State.open(tmp_path)


_WRITER = """
import sys
from pathlib import Path
from pipelines.state import State
with State.open(Path(sys.argv[1])) as state:
    print("ready", flush=True)
    number = 0
    while True:
        with state.transaction():
            for part in range(20):
                state.enqueue(f"{number}/{part}", "email", {"text": "字" * 500})
                state.remember(f"{number}/{part}", "f")
        number += 1
"""


@pytest.mark.parametrize("lives_for", [0.03, 0.1, 0.2])
def test_a_writer_killed_in_the_middle_leaves_whole_transactions(tmp_path: Path, lives_for: float) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    time.sleep(lives_for)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    with State.open(tmp_path) as state:
        keys = [entry.alert_key for entry in state.unconfirmed()]
        assert len(keys) % 20 == 0, "half a transaction was kept"
        assert all(state.known_fingerprint(key) for key in keys)
        assert state.enqueue("after", "email", {})


_OPENER = """
import sys
from pathlib import Path
from pipelines.state import State
sys.stdin.readline()
with State.open(Path(sys.argv[1])) as state:
    for number in range(20):
        state.enqueue(str(number), "email", {})
"""


def test_processes_that_open_a_new_state_at_once_all_get_it(tmp_path: Path) -> None:
    openers = [
        subprocess.Popen([sys.executable, "-c", _OPENER, str(tmp_path)], stdin=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.close()
    assert [opener.wait() for opener in openers] == [0, 0, 0, 0]
    with State.open(tmp_path) as state:
        assert len(state.unconfirmed()) == 20


_HOLDER = """
import os, sys, time
from pathlib import Path
from pipelines.state import Lock
with Lock(Path(sys.argv[1]), "夜间运行"):
    child = os.fork() if len(sys.argv) > 2 else 1
    if child:
        print(child, flush=True)
    time.sleep(60)
"""


def _hold(tmp_path: Path, *more: str) -> tuple[subprocess.Popen[str], int]:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(tmp_path), *more], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    return holder, int(holder.stdout.readline())


def _kill(holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    if holder.stdout is not None:
        holder.stdout.close()


def test_the_second_process_is_told_who_holds_the_lock_and_gets_it_after_a_kill(tmp_path: Path) -> None:
    holder, _ = _hold(tmp_path)
    try:
        with pytest.raises(LockHeld, match=rf"夜间运行.*{holder.pid}"), Lock(tmp_path, "第二个"):
            pass
    finally:
        _kill(holder)
    with Lock(tmp_path, "第二个"):
        content = json.loads((tmp_path / "state" / "lock").read_text())
        assert (content["holder"], content["pid"]) == ("第二个", os.getpid())


def test_a_forked_worker_that_outlives_its_parent_does_not_keep_the_lock(tmp_path: Path) -> None:
    holder, worker = _hold(tmp_path, "fork")
    try:
        _kill(holder)
        os.kill(worker, 0)
        with Lock(
            tmp_path, "下一夜", wait_seconds=10
        ):  # the worker may not have run yet; it lives for a minute
            pass
    finally:
        os.kill(worker, signal.SIGKILL)


def test_a_lock_is_held_against_the_same_process_too_and_waiting_ends(tmp_path: Path) -> None:
    with Lock(tmp_path, "one"):
        with Lock(tmp_path, "other", name="deliver.lock"):
            pass
        started = time.monotonic()
        with pytest.raises(LockHeld), Lock(tmp_path, "two", wait_seconds=0.2):
            pass
        assert 0.2 <= time.monotonic() - started < 5
    with Lock(tmp_path, "three"):
        pass


def test_a_ledger_of_the_first_release_is_brought_up_to_date_and_keeps_its_rows(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    with closing(sqlite3.connect(tmp_path / "state" / "state.sqlite")) as old:
        for statement in FIRST:
            old.execute(statement)
        old.execute("PRAGMA user_version = 1")
        old.execute(
            "INSERT INTO documents (document_id, sha256, path, file_name, bytes, read_status, received_at, is_sample) "
            "VALUES (?, ?, 'a.txt', 'a.txt', 9, 'ok', '2026-11-20T02:00:00.000000+00:00', 0)",
            ("ab" * 8, "ab" * 32),
        )
        old.commit()
    with State.open(tmp_path) as state:
        (record,) = state.documents()
    assert (record.path, record.container_id) == ("a.txt", None)


def test_what_was_told_before_channels_were_told_apart_is_told_once_more_but_for_the_outage(
    tmp_path: Path,
) -> None:
    (tmp_path / "state").mkdir()
    with closing(sqlite3.connect(tmp_path / "state" / "state.sqlite")) as old:
        for statement in FIRST:
            old.execute(statement)
        old.execute("PRAGMA user_version = 1")
        for key in ("heartbeat", "B07|r1"):
            old.execute("INSERT INTO told VALUES (?, 'f', '2026-11-20T02:00:00.000000+00:00')", (key,))
        old.commit()
    with State.open(tmp_path) as state:
        assert state.known_fingerprint("heartbeat") == "f", "an outage that goes on is not told again"
        assert state.known_fingerprint("B07|r1") is None
        assert state.told_anywhere() == frozenset()


def test_each_channel_remembers_what_it_was_told_and_since_when(tmp_path: Path) -> None:
    moments = iter(NIGHT + timedelta(days=day) for day in range(9))
    with State.open(tmp_path, lambda: next(moments)) as state:
        state.remember_told("email", [("data", "k1", "f1", "{}"), ("file", "k1", "f1", "{}")])
        state.remember_told("email", [("data", "k1", "f2", '{"a": 1}')])
        state.remember_told("wecom", [("data", "k1", "f1", "{}")])
        changed, other = state.told("email")
        assert (changed.fingerprint, changed.said) == ("f2", '{"a": 1}')
        assert (changed.first_told_at, changed.told_at) == (NIGHT, NIGHT + timedelta(days=1))
        assert other.kind == "file"
        assert state.told_anywhere() == {("data", "k1", "f2"), ("file", "k1", "f1"), ("data", "k1", "f1")}
        state.forget_told("email", [("data", "k1")])
        assert [record.kind for record in state.told("email")] == ["file"]
        assert len(state.told("wecom")) == 1, "each channel for itself"


def test_every_fetched_address_is_a_row_of_the_build_and_says_since_when_it_is_gone(tmp_path: Path) -> None:
    at = datetime(2025, 6, 1, 18, 0, tzinfo=UTC)
    seen = FetchRecord(
        "yuanshi",
        "http://x.gov.cn/a.docx",
        "fetched/yuanshi/a.docx",
        "ab" * 32,
        None,
        None,
        None,
        "公开",
        "附件",
        "http://x.gov.cn/",
        at,
        at,
        at,
    )
    with State.open(tmp_path) as state, Store.create(tmp_path / "x.duckdb") as store:
        state.record_fetches(
            [seen, replace(gone(seen, at + timedelta(days=1)), url="http://x.gov.cn/b.docx")]
        )
        create_schema(store)
        assert store.insert("meta.fetches", state.fetch_rows()) == 2
        rows = store.rows("SELECT url, first_seen_at, gone_at FROM meta.fetches ORDER BY url")
    assert [row["gone_at"] for row in rows] == [None, datetime(2025, 6, 2, 18, 0)]
    assert rows[0]["first_seen_at"] == datetime(2025, 6, 1, 18, 0)


def test_a_wish_to_read_again_takes_the_stamps_of_its_documents_and_stays_until_it_is_fulfilled(
    tmp_path: Path,
) -> None:
    other = _document(document_id="cd" * 8, sha256="cd" * 32)
    with State.open(tmp_path) as state:
        state.record_documents([_document(), other])
        state.intend("redo-night", "redo", NIGHT, [other.document_id])
        assert [record.read_stamp for record in state.documents()] == ["r1", None]
        state.intend("rebuild-night", "rebuild", NIGHT, None)
        assert [record.read_stamp for record in state.documents()] == [None, None]
    with State.open(tmp_path) as state:
        assert [(wish.run_id, wish.kind) for wish in state.intentions()] == [
            ("redo-night", "redo"),
            ("rebuild-night", "rebuild"),
        ]
        state.fulfil_intentions()
        assert state.intentions() == ()
