"""Whatever a file does to its reader, the other files are read and the night goes on."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pipelines.model.codec import encode
from pipelines.read.guard import Limits, NoReader, ReaderPool, child, frames
from pipelines.read.result import ReadResult
from tests.documents import make_document
from tests.read.files import docx_bytes, pdf_bytes

GOOD = "一、部门概况\n在职7人。\n"


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "WORKER", "tests.read.hostile_worker")


def write(folder: Path, *contents: str | bytes) -> list[tuple[Path, str]]:
    files = []
    for number, content in enumerate(contents):
        path = folder / f"{number}"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        files.append((path, f"报告{number}.txt"))
    return files


def read(files: list[tuple[Path, str]], workers: int = 1, limits: Limits | None = None) -> list[ReadResult]:
    with ReaderPool(workers, limits) as pool:
        results = list(pool.read_all(files))
    assert [path for path, _ in results] == [path for path, _ in files]
    return [result for _, result in results]


def test_documents_come_back_as_read_here_and_in_order(tmp_path: Path) -> None:
    pdf, docx = pdf_bytes("在职7人。"), docx_bytes("在职8人。")
    results = read(write(tmp_path, GOOD, pdf, docx, b"", b"\x89PNG\r\n\x1a\n"), workers=2)
    assert [r.reader for r in results] == ["text", "pdf", "docx", None, None]
    assert [r.reason for r in results] == [None, None, None, "empty", "corrupt"]
    document = results[1].opened()
    assert document is not None
    assert "在职7人" in document.text
    assert document.runs
    assert [r.pages for r in results] == [None, 1, None, None, None]
    assert all(r.seconds > 0 and 5 < r.peak_memory_mb < 500 for r in results)
    assert "报告4.txt" in results[4].message_zh
    assert "PNG" in results[4].message_zh


@pytest.mark.usefixtures("hostile")
def test_a_reader_that_dies_costs_one_file_only(tmp_path: Path) -> None:
    commands = ["abort", GOOD, "kill", "segfault", GOOD, "bug", GOOD]
    reasons = [r.reason for r in read(write(tmp_path, *commands), workers=2)]
    crashed = "reader_crashed"
    assert reasons == [crashed, None, crashed, crashed, None, crashed, None]


@pytest.mark.usefixtures("hostile")
def test_hanging_and_spinning_readers_are_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIANJIAN_TEST_MARK", tmp_path.as_posix())
    limits = Limits(wall_seconds=0.7)
    results = read(write(tmp_path, "hang", GOOD, "fork and hang", "spin", GOOD), workers=2, limits=limits)
    assert [r.reason for r in results] == ["timeout", None, "timeout", "timeout", None]
    assert all(r.seconds < 5 for r in results)
    assert "时限" in results[0].message_zh
    assert not list(marked_processes(tmp_path))  # no process of any group is left behind


def marked_processes(folder: Path) -> Iterator[int]:
    """Processes that were started with this folder in their environment."""
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (
                f"XIANJIAN_TEST_MARK={folder.as_posix()}\0".encode()
                in (place / "environ").read_bytes() + b"\0"
            ):
                yield int(place.name)


@pytest.mark.usefixtures("hostile")
def test_processor_time_is_limited_apart_from_the_clock(tmp_path: Path) -> None:
    results = read(write(tmp_path, "spin", GOOD), limits=Limits(cpu_seconds=0.2, wall_seconds=20))
    assert [r.reason for r in results] == ["timeout", None]


@pytest.mark.slow
@pytest.mark.usefixtures("hostile")
def test_a_long_file_is_not_stopped_while_it_gets_on_but_has_an_end(tmp_path: Path) -> None:
    files = write(tmp_path, "pages", "endless pages", GOOD)
    patient = read(files, limits=Limits(wall_seconds=1.2, longest_seconds=3.0))
    assert [r.reason for r in patient] == [None, "timeout", None]
    assert 1.7 < patient[0].seconds < 3.0 <= patient[1].seconds < 5
    strict = read(files[:1], limits=Limits(wall_seconds=1.2, longest_seconds=1.2))
    assert [r.reason for r in strict] == ["timeout"]


@pytest.mark.usefixtures("hostile")
def test_a_file_is_not_charged_with_the_memory_of_the_file_before_it(tmp_path: Path) -> None:
    large, small = read(write(tmp_path, "large", GOOD))
    assert large.peak_memory_mb > 190 > 120 > small.peak_memory_mb


@pytest.mark.usefixtures("hostile")
def test_a_process_that_has_grown_is_not_kept(tmp_path: Path) -> None:
    files = write(tmp_path, "large", GOOD)
    with ReaderPool(1, Limits(kept_mb=150)) as pool:
        assert [result.is_ok for _, result in pool.read_all(files[1:])] == [True]
        assert len(pool._children) == 1
        assert [result.is_ok for _, result in pool.read_all(files[:1])] == [True]
        assert not pool._children


@pytest.mark.usefixtures("hostile")
def test_a_reader_reaches_no_network(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        results = read(write(tmp_path, f"connect {server.getsockname()[1]}", GOOD))
        assert [r.reason for r in results] == ["reader_crashed", None]
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.usefixtures("hostile")
def test_a_reader_writes_only_in_its_own_folder_and_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside, cache, temporary = tmp_path / "outside", tmp_path / "cache" / "x", tmp_path / "temporary"
    cache.parent.mkdir()
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    files = write(tmp_path, f"write {outside}", f"write {cache}", "write temporary")
    with ReaderPool(1, cache=cache.parent) as pool:
        reasons = [result.reason for _, result in pool.read_all(files)]
        assert list(temporary.rglob("x"))
    assert reasons == ["reader_crashed", None, None]
    assert (outside.exists(), cache.exists(), list(temporary.iterdir())) == (False, True, [])


@pytest.mark.usefixtures("hostile")
def test_programs_end_in_time_or_with_their_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIANJIAN_TEST_MARK", tmp_path.as_posix())
    files = write(tmp_path, "program", "endless program", GOOD)
    results = read(files, limits=Limits(wall_seconds=2.5, longest_seconds=2.5))
    assert [r.reason for r in results] == ["reader_crashed", "timeout", None]
    assert results[0].seconds < 2
    assert not list(marked_processes(tmp_path))


@pytest.mark.usefixtures("hostile")
def test_memory_is_limited(tmp_path: Path) -> None:
    results = read(write(tmp_path, "hog", GOOD), limits=Limits(memory_bytes=600 * 1024**2))
    assert [r.reason for r in results] == ["out_of_memory", None]


@pytest.mark.usefixtures("hostile")
def test_noise_of_libraries_does_not_get_into_the_answers(tmp_path: Path) -> None:
    assert [r.reason for r in read(write(tmp_path, "noise\n" + GOOD, GOOD))] == [None, None]


@pytest.mark.usefixtures("hostile")
def test_too_long_a_result_is_refused(tmp_path: Path) -> None:
    lines = "".join(os.urandom(8).hex() + "\n" for _ in range(50))
    results = read(write(tmp_path, "flood\n" + lines, GOOD), limits=Limits(result_bytes=20_000))
    assert [r.reason for r in results] == ["too_large", None]


def test_a_vanished_file_is_an_outcome(tmp_path: Path) -> None:
    files = write(tmp_path, GOOD)
    results = read([(tmp_path / "gone", "没有.txt"), *files])
    assert results[0].reason == "corrupt"
    assert "没有.txt" in results[0].message_zh
    assert results[1].reason is None


def test_one_process_reads_many_files_and_is_gone_afterwards(tmp_path: Path) -> None:
    files = write(tmp_path, *[GOOD] * 60)
    with ReaderPool(1) as pool:
        assert all(r.is_ok for _, r in pool.read_all(files))
        (only,) = pool._children
        assert all(r.is_ok for _, r in pool.read_all(iter(files)))
        assert list(pool._children) == [only]
        pid = only._process.pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_an_iteration_given_up_does_not_disturb_the_next(tmp_path: Path) -> None:
    files = write(tmp_path, *[GOOD] * 9, "最后一份")
    with ReaderPool(2) as pool:
        next(pool.read_all(files))
        results = [r for _, r in pool.read_all(files[-1:])]
    assert [document.text for r in results if (document := r.opened())] == ["最后一份"]


def test_a_pool_that_cannot_start_says_so_instead_of_blaming_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "WORKER", "tests.read.no_such_worker")
    with pytest.raises(NoReader) as raised, ReaderPool(1) as pool:
        list(pool.read_all(write(tmp_path, GOOD)))
    said = str(raised.value)
    assert said.startswith("阅读进程起不来（退出码 1：")
    assert "No module named tests.read.no_such_worker" in said
    assert "make setup" in said
    assert "Traceback" not in said


def test_reader_processes_stay_light() -> None:
    code = (
        "import sys, pipelines.read.guard.worker, pipelines.read.text.reader, pipelines.read.docx.reader, pipelines.read.pdf.reader;"
        "print([m for m in ('pandas', 'dagster', 'duckdb', 'great_expectations', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_document_is_stored_as_its_reader_process_wrote_it(tmp_path: Path) -> None:
    (result,) = read(write(tmp_path, docx_bytes("在职8人。")))
    document = result.opened()
    assert document is not None
    assert result.encoded == encode(document)


def test_a_result_that_is_neither_a_document_nor_a_reason_is_none() -> None:
    for told in (
        ReadResult(None, "text", "text/plain", None, "", ""),
        ReadResult(make_document("在职7人。"), None, "text/plain", "corrupt", "坏", "bad"),
    ):
        header, body = frames.unpack(bytearray(frames.pack_result(told)), 1_000_000) or ({}, b"")
        with pytest.raises(ValueError, match="neither"):
            frames.unpack_result(header, body)
