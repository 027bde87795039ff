"""The lake's files in an object store: an S3 server on loopback beside the real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from pipelines.store import Lake, LakeError, LakePlace
from pipelines.store import lake as lake_module
from pipelines.store.lake_folder import MARK
from tests.lake.small_builds import marks, small_build
from tests.object_store import ObjectStore, serving
from tests.postgres import Postgres

pytestmark = pytest.mark.slow

BUCKET = "xianjian"
_numbers = count(1)


@pytest.fixture(scope="module")
def objects() -> Iterator[ObjectStore]:
    with serving() as store:
        store.make_bucket(BUCKET)
        yield store


@pytest.fixture
def remote(objects: ObjectStore, postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> LakePlace:
    """An empty database for the catalogue, and a prefix where nothing lies."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", objects.endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "reader")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "it's quoted")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    number = next(_numbers)
    return LakePlace(postgres.database(f"objects_{number}"), f"s3://{BUCKET}/lake {number}")


def _files(lake: Lake, place: LakePlace) -> list[str]:
    rows = lake.store.rows("SELECT file FROM glob($all)", {"all": f"{place.data}/**"})
    return sorted(row["file"] for row in rows)


def test_builds_are_published_read_replaced_and_cleaned_up_in_an_object_store(
    remote: LakePlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Lake.open(remote) as lake:
        for mark in ("one", "two", "three"):
            lake.publish(small_build(tmp_path, mark), mark)
        assert marks(lake) == ["three"]
        before = _files(lake, remote)
        monkeypatch.setattr(lake_module, "_GRACE", "INTERVAL 0 SECOND")
        assert lake.forget(1) == 3
        left = _files(lake, remote)
        assert len(left) < len(before)
        assert f"{remote.data}/{MARK}" in left
    with Lake.open_read_only(remote) as lake:
        assert (lake.shown(), marks(lake)) == ("three", ["three"])


def test_a_prefix_that_is_not_the_lakes_is_refused_and_nothing_in_it_is_touched(
    remote: LakePlace, tmp_path: Path
) -> None:
    with Lake.open(remote) as lake:
        lake.publish(small_build(tmp_path, "one"), "one")
        lake.store.execute(f"COPY (SELECT 1) TO 's3://{BUCKET}/others/data.csv'")
    with pytest.raises(LakeError, match=MARK):
        Lake.open(LakePlace(remote.catalog, f"s3://{BUCKET}/another prefix"))


def test_a_prefix_with_others_objects_is_not_taken_for_a_new_lake(
    remote: LakePlace, postgres: Postgres, tmp_path: Path
) -> None:
    with Lake.open(remote) as lake:
        lake.store.execute(f"COPY (SELECT 1) TO 's3://{BUCKET}/theirs/data.csv'")
    with pytest.raises(LakeError, match="已有别的对象"):
        Lake.open(LakePlace(postgres.database("objects_theirs"), f"s3://{BUCKET}/theirs"))


def test_a_store_that_is_gone_is_an_error_that_says_so_and_the_catalogue_keeps_its_build(
    remote: LakePlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Lake.open(remote) as lake:
        lake.publish(small_build(tmp_path, "one"), "one")
    with serving() as gone:
        endpoint = gone.endpoint
    with monkeypatch.context() as broken:
        broken.setenv("AWS_ENDPOINT_URL", endpoint)
        with pytest.raises(LakeError, match="打不开数据湖"):
            Lake.open(remote)
    with Lake.open_read_only(remote) as lake:
        assert lake.shown() == "one"
