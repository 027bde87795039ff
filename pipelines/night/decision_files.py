"""The files of ``raw/decisions``, by name. Belongs here: names. Does not belong here: what entries say (assemble, gate.overrides,
tell.routes), writing them (review.record)."""

from __future__ import annotations

from typing import Final

CORRECTIONS: Final = "corrections.toml"
IDENTITY: Final = "identity.toml"
VERSIONS: Final = "versions.toml"
CONCEPTS: Final = "concepts.toml"
VERDICTS: Final = "verdicts.toml"
OVERRIDES: Final = "overrides.toml"
ROUTING: Final = "routing.toml"
