"""Section [lake] of settings.toml: both places or none, and never a password in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.night.configuration import SETTINGS, ConfigurationError
from pipelines.night.lake.following import follow_lake, read_lake
from pipelines.night.settings import Settings
from pipelines.store import LakePlace

CATALOG = "dbname=lake host=db.example user=xianjian"


def _settings(folder: Path, text: str) -> Settings:
    (folder / SETTINGS).write_text(f"[lake]\n{text}\n", encoding="utf-8")
    return Settings(folder, folder / "warehouse")


def test_an_installation_without_the_section_has_no_lake(tmp_path: Path) -> None:
    settings = Settings(tmp_path, tmp_path / "warehouse")
    assert read_lake(settings) is None
    assert follow_lake(settings) == ()


@pytest.mark.parametrize("data", ["/srv/lake", "s3://bucket/lake"])
def test_both_places_are_read(tmp_path: Path, data: str) -> None:
    settings = _settings(tmp_path, f'catalog = "{CATALOG}"\ndata = "{data}"')
    assert read_lake(settings) == LakePlace(CATALOG, data)


@pytest.mark.parametrize(
    ("catalog", "data", "why"),
    [
        (CATALOG, "", "both or none"),
        ("", "/srv/lake", "both or none"),
        (CATALOG, "lake", "absolute"),
        (f"{CATALOG} password = geheim", "/srv/lake", "PGPASSWORD"),
        ("postgresql://xianjian:geheim@db.example/lake", "/srv/lake", "PGPASSWORD"),
    ],
)
def test_what_cannot_hold_is_refused_without_saying_the_password(
    tmp_path: Path, catalog: str, data: str, why: str
) -> None:
    with pytest.raises(ConfigurationError, match=why) as refused:
        read_lake(_settings(tmp_path, f'catalog = "{catalog}"\ndata = "{data}"'))
    assert "geheim" not in str(refused.value)
