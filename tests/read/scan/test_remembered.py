"""What was recognised once is not recognised again, and a damaged memory is as good as none."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from PIL import Image

from pipelines.read.layout.page import PageContent
from pipelines.read.scan import engine as engines
from pipelines.read.scan.page import recognise_page
from pipelines.read.source import Source
from tests.read.scan.blocks import BlockEngine, page, write
from tests.read.scan.test_tables import table


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> BlockEngine:
    """The engine of this process, and nothing of rapidocr."""
    blocks = BlockEngine()
    monkeypatch.setattr(engines, "engine_of_this_process", lambda: blocks)
    monkeypatch.setattr(engines, "engine_stamp", lambda: "blocks 1")
    return blocks


def recognised(picture: Image.Image, cache: Path | None) -> PageContent:
    width, height = picture.width * 0.36, picture.height * 0.36
    return recognise_page(picture, 1, width, height, Source(b"", "0" * 16, "image/png", "image", cache))


def test_a_page_seen_before_asks_nothing_and_reads_the_same(engine: BlockEngine, tmp_path: Path) -> None:
    first = recognised(table(), tmp_path)
    asked = engine.asked
    assert asked > 0
    assert recognised(table(), tmp_path) == first
    assert engine.asked == asked
    assert recognised(table(), None) == first
    assert [p.suffixes for p in tmp_path.iterdir()] == [[".json", ".gz"]]


def test_another_page_or_another_engine_is_asked(
    engine: BlockEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognised(table(), tmp_path)
    asked = engine.asked
    other = page()
    write(other, 150, 300, "105230")
    recognised(other, tmp_path)
    assert engine.asked > asked
    asked = engine.asked
    monkeypatch.setattr(engines, "engine_stamp", lambda: "blocks 2")
    recognised(table(), tmp_path)
    assert engine.asked > asked
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"not gzip",
        gzip.compress(b"not JSON"),
        gzip.compress(b"[]"),
        gzip.compress(json.dumps({"found": {"a": [[1, 2]]}, "read": {}}).encode()),
        gzip.compress(json.dumps({"found": {}, "read": {"a": [["12", 0.5, 1.0]]}}).encode()),
        gzip.compress(b"{}")[:-5],
        gzip.compress(b" " * (17 * 1024 * 1024)),
    ],
    ids=["empty", "rubbish", "no JSON", "other JSON", "short area", "two characters", "cut off", "bomb"],
)
def test_a_damaged_memory_is_ignored_and_written_anew(
    engine: BlockEngine, tmp_path: Path, damage: bytes
) -> None:
    first = recognised(table(), tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert recognised(table(), tmp_path) == first
    assert file.read_bytes() == whole


def test_where_nothing_can_be_written_the_page_is_read_all_the_same(
    engine: BlockEngine, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert recognised(table(), tmp_path / "file").glyphs


def test_an_answer_belongs_to_one_picture_only(engine: BlockEngine, tmp_path: Path) -> None:
    """Two cells that look alike are read once, two that differ by a pixel twice."""
    recognised(table(), tmp_path)
    (file,) = tmp_path.iterdir()
    kept = json.loads(gzip.decompress(file.read_bytes()))
    texts = sorted("".join(c[0] for c in line) for line in kept["read"].values())
    assert texts.count("1034") == 1
    assert texts.count("55") == 1


def test_progress_is_said_after_each_dear_step(engine: BlockEngine) -> None:
    said: list[int] = []
    picture = table()
    source = Source(b"", "0" * 16, "image/png", "image", None, lambda: said.append(engine.asked))
    recognise_page(picture, 1, picture.width * 0.36, picture.height * 0.36, source)
    assert len(said) >= 3
    assert said == sorted(said)


def test_a_page_that_is_stopped_half_way_is_not_begun_anew(engine: BlockEngine, tmp_path: Path) -> None:
    def stop() -> None:
        """The guard loses patience."""
        if engine.asked >= 2:
            raise TimeoutError

    picture = table()
    size = (picture.width * 0.36, picture.height * 0.36)
    with pytest.raises(TimeoutError):
        recognise_page(picture, 1, *size, Source(b"", "0" * 16, "image/png", "image", tmp_path, stop))
    begun, engine.asked = engine.asked, 0
    resumed = recognised(picture, tmp_path)
    rest, engine.asked = engine.asked, 0
    assert recognised(picture, None) == resumed
    assert 0 < rest < begun + rest == engine.asked
