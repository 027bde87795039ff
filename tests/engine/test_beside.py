"""Work beside other work: nothing is lost, the order is that of the tasks, and a failure of the tasks' maker ends the processes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.engine import Stream
from tests.engine.tasks import Errand, fail, run


def test_outcomes_come_in_the_order_of_tasks_that_one_thread_alone_has_made(tmp_path: Path) -> None:
    made_by = set()

    def errands() -> Iterator[Errand]:
        for number in range(9):
            made_by.add(threading.get_ident())
            yield Errand(number, tmp_path)

    stream = Stream(fail, errands(), workers=2)
    try:
        outcomes = [*stream.ready(), *stream.ready(), *stream.rest()]
    finally:
        stream.close()
    assert [done.task.number for done in outcomes] == list(range(9))
    assert [done.value for done in outcomes if done.error is None] == [0, 2, 4, 6, 8]
    assert made_by == {threading.get_ident()}


def test_tasks_that_cannot_be_made_are_told_and_the_thread_ends(tmp_path: Path) -> None:
    def errands() -> Iterator[Errand]:
        yield Errand(0, tmp_path)
        raise ValueError("no more")

    before = threading.active_count()
    stream = Stream(run, errands(), workers=2)
    with pytest.raises(ValueError, match="no more"):
        list(stream.rest())
    stream.close()
    assert threading.active_count() <= before


def test_with_one_worker_the_work_is_done_here_when_it_is_asked_for(tmp_path: Path) -> None:
    stream = Stream(run, [Errand(number, tmp_path) for number in range(3)])
    assert list(stream.ready()) == []
    assert [done.value for done in stream.rest()] == [0, 1, 2]
    stream.close()
