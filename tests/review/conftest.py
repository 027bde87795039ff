"""A published build that several tests look at; none of them changes it."""

from __future__ import annotations

import pytest

from tests.review.desks import House, open_house


@pytest.fixture(scope="package")
def opened(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A build that nobody has reviewed."""
    return open_house(tmp_path_factory.mktemp("opened"))
