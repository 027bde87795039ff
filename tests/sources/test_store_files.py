"""Bytes are kept whole under their own hash, whatever happens to the file meanwhile."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.model.problem import Problem
from pipelines.sources import store_files
from pipelines.sources.inbox import SourceFile, list_inbox
from pipelines.sources.intake import Intake, take_in
from pipelines.sources.store_files import Copied, Received, receive, stored_path
from pipelines.state import FileRecord, State

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
OLD_NS = 1_600_000_000_000_000_000


def _one(tmp_path: Path, content: bytes = b"report", name: str = "a.txt") -> SourceFile:
    raw = tmp_path / "raw"
    raw.mkdir(exist_ok=True)
    (raw / name).write_bytes(content)
    return next(file for file in list_inbox(raw).files if file.path == name)


def _ok(outcome: Copied | Problem) -> Received:
    assert isinstance(outcome, Copied), outcome
    return outcome.received


def test_the_bytes_lie_under_their_hash_read_only_and_only_once(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    received = _ok(receive(_one(tmp_path), documents))
    sha = hashlib.sha256(b"report").hexdigest()
    kept = stored_path(documents, sha)
    assert kept == documents / sha[:2] / sha / "original"
    assert (received.sha256, received.document_id, received.bytes) == (sha, sha[:16], 6)
    assert kept.read_bytes() == b"report"
    assert kept.stat().st_mode & 0o777 == 0o444
    inode = kept.stat().st_ino
    again = _ok(receive(_one(tmp_path, name="copy.txt"), documents))
    assert (received.is_new, again.is_new, again.document_id) == (True, False, received.document_id)
    assert kept.stat().st_ino == inode
    assert list((documents / ".incoming").iterdir()) == []


def test_a_half_stored_content_is_made_whole(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    place = stored_path(documents, hashlib.sha256(b"report").hexdigest())
    place.parent.mkdir(parents=True)
    place.write_bytes(b"rep")
    assert _ok(receive(_one(tmp_path), documents)).is_new
    assert place.read_bytes() == b"report"


def test_a_file_replaced_while_it_is_copied_is_stored_as_one_of_the_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_files, "_CHUNK", 4)
    file = _one(tmp_path, b"old content")
    read, reads = os.read, []

    def replace_at_second_chunk(descriptor: int, size: int) -> bytes:
        reads.append(size)
        if len(reads) == 2:
            (tmp_path / "new").write_bytes(b"NEW CONTENT")
            (tmp_path / "new").replace(file.absolute)
        return read(descriptor, size)

    monkeypatch.setattr(os, "read", replace_at_second_chunk)
    received = _ok(receive(file, tmp_path / "documents"))
    assert stored_path(tmp_path / "documents", received.sha256).read_bytes() == b"NEW CONTENT"
    assert received.sha256 == hashlib.sha256(b"NEW CONTENT").hexdigest()


def test_a_file_that_is_written_to_all_the_time_waits_for_the_next_night(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _one(tmp_path)
    read = os.read

    def grow(descriptor: int, size: int) -> bytes:
        chunk = read(descriptor, size)
        if chunk:
            with file.absolute.open("r+b") as target:
                target.write(b"another")
            os.utime(file.absolute)
        return chunk if len(chunk) < 100 else b""

    monkeypatch.setattr(os, "read", grow)
    outcome = receive(file, tmp_path / "documents")
    assert isinstance(outcome, Problem)
    assert outcome.kind == "file_changing"
    assert not list((tmp_path / "documents").glob("??"))


def test_a_file_that_vanished_or_became_a_pipe_is_a_problem(tmp_path: Path) -> None:
    file = _one(tmp_path)
    file.absolute.unlink()
    gone = receive(file, tmp_path / "documents")
    os.mkfifo(file.absolute)
    pipe = receive(file, tmp_path / "documents")
    assert isinstance(gone, Problem)
    assert isinstance(pipe, Problem)
    assert gone.kind == pipe.kind == "file_unreadable"


def test_an_error_in_reading_is_a_problem_and_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = _one(tmp_path, b"bad", "a.txt"), _one(tmp_path, b"good", "b.txt")
    read = os.read
    inode = bad.absolute.stat().st_ino

    def fail_on_bad(descriptor: int, size: int) -> bytes:
        if os.fstat(descriptor).st_ino == inode:
            raise OSError(5, "Input/output error")
        return read(descriptor, size)

    monkeypatch.setattr(os, "read", fail_on_bad)
    with State.open(tmp_path / "warehouse") as state:
        intake = take_in(state, [bad, good], tmp_path / "documents", NOW)
        assert [received.path for received in intake.received] == ["b.txt"]
        assert [problem.kind for problem in intake.problems] == ["file_unreadable"]
        assert "Input/output error" in intake.problems[0].message_zh
        assert [record.path for record in state.files()] == ["b.txt"]


def test_a_store_that_cannot_be_written_is_no_fault_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "documents").write_text("a file where the store should be")
    with pytest.raises(OSError, match="documents"):
        receive(_one(tmp_path), tmp_path / "documents")


def _night(tmp_path: Path) -> Intake:
    with State.open(tmp_path / "warehouse") as state:
        return take_in(state, list_inbox(tmp_path / "raw").files, tmp_path / "documents", NOW)


def test_an_old_unchanged_file_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _one(tmp_path)
    monkeypatch.setattr(store_files, "_YOUNG_NS", 0)
    first = _night(tmp_path)

    def never(source: int, target: object) -> str:
        raise AssertionError("an unchanged file was read")

    monkeypatch.setattr(store_files, "_pour", never)
    second = _night(tmp_path)
    assert (first.unchanged, second.unchanged) == (0, 1)
    assert [r.document_id for r in second.received] == [r.document_id for r in first.received]
    assert (
        stored_path(tmp_path / "documents", second.received[0].sha256).read_bytes()
        == file.absolute.read_bytes()
    )


def test_a_young_file_is_hashed_again_as_its_times_prove_nothing(tmp_path: Path) -> None:
    _one(tmp_path, b"one")
    assert _night(tmp_path).received[0].sha256 == hashlib.sha256(b"one").hexdigest()
    _one(tmp_path, b"two")
    assert _night(tmp_path).received[0].sha256 == hashlib.sha256(b"two").hexdigest()


def test_same_size_and_mtime_do_not_hide_another_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_files, "_YOUNG_NS", 0)
    os.utime(_one(tmp_path, b"one").absolute, ns=(OLD_NS, OLD_NS))
    _night(tmp_path)
    os.utime(_one(tmp_path, b"two").absolute, ns=(OLD_NS, OLD_NS))
    assert _night(tmp_path).received[0].sha256 == hashlib.sha256(b"two").hexdigest()


def test_a_share_that_hides_a_change_is_found_out_when_times_are_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_files, "_YOUNG_NS", 0)
    _one(tmp_path, b"one")
    (before,) = list_inbox(tmp_path / "raw").files
    _night(tmp_path)
    _one(tmp_path, b"two")
    with State.open(tmp_path / "warehouse") as state:
        hidden = take_in(state, [before], tmp_path / "documents", NOW)
        found = take_in(state, [before], tmp_path / "documents", NOW, trust_times=False)
        again = take_in(
            state, list_inbox(tmp_path / "raw").files, tmp_path / "documents", NOW, trust_times=False
        )
    assert [r.received[0].sha256 for r in (hidden, found)] == [
        hashlib.sha256(content).hexdigest() for content in (b"one", b"two")
    ]
    assert again.unchanged == 1


def test_a_store_that_lost_a_content_gets_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_files, "_YOUNG_NS", 0)
    _one(tmp_path)
    (received,) = _night(tmp_path).received
    stored_path(tmp_path / "documents", received.sha256).unlink()
    again = _night(tmp_path)
    assert (again.unchanged, len(again.restored)) == (0, 1)
    assert stored_path(tmp_path / "documents", received.sha256).read_bytes() == b"report"
    assert not _night(tmp_path).restored, "once is enough"


def test_the_ledger_notes_contents_only_when_they_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder of a content found in the store too: the night that put it there may have been killed before it lasted."""
    documents = tmp_path / "documents"
    found = _ok(receive(_one(tmp_path, b"found", "a.txt"), documents))
    _one(tmp_path, b"fresh", "b.txt")
    synced: set[Path] = set()
    monkeypatch.setattr(store_files, "_sync_folder", synced.add)
    record = State.record_files

    def note(state: State, records: Sequence[FileRecord]) -> None:
        places = [stored_path(documents, noted.sha256) for noted in records]
        assert found.sha256 in {noted.sha256 for noted in records}
        assert synced == {documents} | {folder for p in places for folder in (p.parent, p.parent.parent)}
        record(state, records)

    monkeypatch.setattr(State, "record_files", note)
    assert len(_night(tmp_path).received) == 2


def test_of_files_with_the_same_content_one_is_new(tmp_path: Path) -> None:
    for number in range(40):
        _one(tmp_path, b"report" * 100_000, f"{number}.txt")
    received = _night(tmp_path).received
    assert [file.path for file in received] == [file.path for file in list_inbox(tmp_path / "raw").files]
    assert sum(file.is_new for file in received) == 1


def test_half_copies_of_a_killed_run_are_removed(tmp_path: Path) -> None:
    incoming = tmp_path / "documents" / ".incoming"
    incoming.mkdir(parents=True)
    (incoming / "tmpabc").write_bytes(b"half")
    _one(tmp_path)
    _night(tmp_path)
    assert list(incoming.iterdir()) == []


_INTAKE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pipelines.sources.inbox import list_inbox
from pipelines.sources.intake import take_in
from pipelines.state import State
root = Path(sys.argv[1])
with State.open(root / "warehouse") as state:
    print("ready", flush=True)
    take_in(state, list_inbox(root / "raw").files, root / "documents", datetime.now(UTC))
"""


@pytest.mark.parametrize("lives_for", [0.01, 0.05])
def test_a_killed_intake_leaves_whole_contents_only_and_the_next_completes_it(
    tmp_path: Path, lives_for: float
) -> None:
    (tmp_path / "raw").mkdir()
    for number in range(200):
        (tmp_path / "raw" / f"{number}.txt").write_bytes(str(number).encode() * 20_000)
    intake = subprocess.Popen(
        [sys.executable, "-c", _INTAKE, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert intake.stdout is not None
    assert intake.stdout.readline() == "ready\n"
    time.sleep(lives_for)
    intake.send_signal(signal.SIGKILL)
    intake.wait()
    intake.stdout.close()
    kept = list((tmp_path / "documents").glob("??/*/original"))
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.parent.name for path in kept)
    assert len(_night(tmp_path).received) == 200
    assert len(list((tmp_path / "documents").glob("??/*/original"))) == 200
