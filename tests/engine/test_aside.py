"""Jobs aside: all are done when the block is over, a job that fails is told, and a block that fails leaves none behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from pipelines.engine import Job, jobs_aside
from tests.engine.tasks import Errand, fail, run


@pytest.mark.parametrize("workers", [1, 2])
def test_jobs_are_done_when_the_block_is_over_and_one_that_fails_is_told(
    tmp_path: Path, workers: int
) -> None:
    with jobs_aside((partial(run, Errand(number, tmp_path)) for number in range(5)), workers):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {str(number) for number in range(5)}
    with pytest.raises(ValueError, match="1"), jobs_aside([partial(fail, Errand(1, tmp_path))], workers):
        pass


def test_a_block_that_fails_begins_no_further_job(tmp_path: Path) -> None:
    begun = threading.Event()
    asked: list[int] = []

    def jobs() -> Iterator[Job]:
        for number in range(1_000):
            asked.append(number)
            begun.set()
            yield partial(run, Errand(number, tmp_path))

    def write_nothing() -> None:
        with jobs_aside(jobs(), 2):
            begun.wait()
            raise KeyError("no page")

    with pytest.raises(KeyError, match="no page"):
        write_nothing()
    assert len(asked) < 1_000
