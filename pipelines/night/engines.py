"""The engine of a night: chosen by section ``[engine]`` of the inbox folder's settings, started when it is first needed.

Belongs here: what the workers of a cluster must have in common with this process. Does not belong here: engines.
"""

from __future__ import annotations

from dataclasses import replace
from types import TracebackType
from typing import Final, Self

from pipelines.engine import Engine, EngineSettings, open_engine
from pipelines.engine.likeness import Likeness
from pipelines.night.configuration import read_section
from pipelines.night.settings import Settings
from pipelines.night.stamps import stage_stamp

STAGES: Final = ("read", "extract")
"""The stages of the work that a worker may do."""


def engine_settings(settings: Settings) -> EngineSettings:
    """What the installation has chosen. Raises ConfigurationError."""
    return read_section(settings.raw, "engine", EngineSettings)


def with_chosen_workers(settings: Settings) -> Settings:
    """As many processes as the installation has chosen, where it has. Raises ConfigurationError."""
    return replace(settings, workers=engine_settings(settings).workers or settings.workers)


def start_engine(settings: Settings, chosen: EngineSettings) -> Engine:
    """The engine, ready to work. Raises EngineLost where a cluster cannot be reached or used."""
    return open_engine(
        chosen, Likeness.of(stage_stamp, STAGES, settings.warehouse / "state"), settings.workers
    )


class EngineWhenNeeded:
    """``engine()`` starts it, or gives the one that was started. A night in which nothing is new starts none."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._started: Engine | None = None

    def __call__(self) -> Engine:
        """The engine. Raises EngineLost, ConfigurationError."""
        if self._started is None:
            self._started = start_engine(self._settings, engine_settings(self._settings))
        return self._started

    def close(self) -> None:
        """End it; its processes burden no hop that has no use for them."""
        started, self._started = self._started, None
        if started is not None:
            started.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
