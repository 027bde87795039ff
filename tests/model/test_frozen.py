"""Objects of the model are compared, hashed and replaced as frozen dataclasses are, though making them guards nothing."""

from __future__ import annotations

import dataclasses
from inspect import getattr_static

import pytest

from pipelines.model.document import Block, Box, Cell, Run
from pipelines.model.flow import Flow
from pipelines.model.frozen import dataclass


@pytest.mark.parametrize("kind", [Block, Box, Cell, Flow, Run])
def test_no_attribute_is_guarded_while_a_document_is_made(kind: type) -> None:
    assert getattr_static(kind, "__setattr__") is vars(object)["__setattr__"]


def test_frozen_objects_are_equal_and_hashed_by_their_values() -> None:
    assert Box(0, 1, 2, 3) == Box(0, 1, 2, 3)
    assert len({Box(0, 1, 2, 3), Box(0, 1, 2, 3), Box(0, 1, 2, 4)}) == 2
    assert dataclasses.replace(Box(0, 1, 2, 3), top=9) == Box(0, 9, 2, 3)


def test_objects_that_are_not_compared_are_hashed_by_what_they_are() -> None:
    @dataclass(frozen=True, slots=True, eq=False)
    class Line:
        text: str

    assert len({Line("同"), Line("同")}) == 2


def test_objects_that_may_change_are_not_hashed() -> None:
    @dataclass(slots=True)
    class Count:
        seen: int

    with pytest.raises(TypeError):
        hash(Count(1))
