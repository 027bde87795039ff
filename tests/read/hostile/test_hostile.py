"""Whatever a file does, it has exactly one outcome, the true one, within the limits of one file, and the next is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.read.guard import Limits, ReaderPool, child
from pipelines.read.result import ReadResult, Reason
from tests.read.hostile.case import Case, Reads, Refused
from tests.read.hostile.cases import CASES

NEXT = "一、部门概况\n在职8人。\n"
MISBEHAVIOUR = {
    "abort": Reason.READER_CRASHED,
    "segfault": Reason.READER_CRASHED,
    "bug": Reason.READER_CRASHED,
    "hog": Reason.OUT_OF_MEMORY,
    "hang": Reason.TIMEOUT,
}


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    """Under the limits of every night; one process, so that a file meets what the file before left behind."""
    with ReaderPool(workers=1) as pool:
        yield pool


def read_with_next(pool: ReaderPool, folder: Path, name: str, data: bytes) -> ReadResult:
    """The outcome of a file, after it is certain that the file after it was read as ever."""
    paths = [folder / "hostile", folder / "next"]
    paths[0].write_bytes(data)
    paths[1].write_text(NEXT, encoding="utf-8")
    (first, result), (second, following) = pool.read_all(zip(paths, (name, "下一份.txt"), strict=True))
    assert [first, second] == paths
    document = following.opened()
    assert document is not None
    assert document.text == NEXT
    return result


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=f"{Path(case.name).suffix}: {case.about}",
            marks=[pytest.mark.slow] if case.slow else [],
        )
        for case in CASES
    ],
)
def test_a_hostile_file_has_its_one_true_outcome(pool: ReaderPool, tmp_path: Path, case: Case) -> None:
    result = read_with_next(pool, tmp_path, case.name, case.build())
    assert result.seconds < Limits().wall_seconds
    assert result.peak_memory_mb < Limits().memory_bytes / 1024**2
    if isinstance(case.wanted, Refused):
        assert result.reason == case.wanted.reason
        assert not result.is_ok
        assert result.opened() is None
        assert case.name in result.message_zh
        assert case.name in result.message_en
    else:
        assert_read(result, case.wanted)


def assert_read(result: ReadResult, wanted: Reads) -> None:
    document = result.opened()
    assert document is not None, result.message_en
    assert result.reader == wanted.reader
    for text in wanted.says:
        assert text in document.text
    assert tuple(member.name for member in result.members) == wanted.members
    losses = [f"{loss.kind} {loss.place}" for loss in document.losses]
    assert len(losses) == len(wanted.loses), losses
    assert all(words in loss for words, loss in zip(wanted.loses, losses, strict=True)), losses


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        pytest.param(command, reason, marks=[pytest.mark.slow] if command in ("hang", "hog") else [])
        for command, reason in MISBEHAVIOUR.items()
    ],
)
def test_a_reader_that_fails_is_told_by_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, reason: Reason
) -> None:
    monkeypatch.setattr(child, "WORKER", "tests.read.hostile_worker")
    with ReaderPool(workers=1) as pool:
        result = read_with_next(pool, tmp_path, f"{command}.txt", command.encode())
    assert result.reason == reason
    assert result.seconds < Limits().wall_seconds + 5
    assert f"{command}.txt" in result.message_zh


def test_every_reason_is_provoked_by_some_file() -> None:
    refused = {case.wanted.reason for case in CASES if isinstance(case.wanted, Refused)}
    assert refused | set(MISBEHAVIOUR.values()) == set(Reason)
